"""Opens the manual for the main window and all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.help import CONTENTS, DESK, offer_help

if TYPE_CHECKING:
    from airsync_gui.ui.help_viewer import HelpViewer


class HelpDesk(QObject):
    """Belongs to a window; its viewer is made when it is first wanted."""

    def __init__(self, window: QWidget, controller: Controller) -> None:
        super().__init__(window)
        self.setObjectName(DESK)
        self._window, self._controller = window, controller
        self._viewer: HelpViewer | None = None
        offer_help(window)

    def say_anew(self) -> None:
        """Another language is spoken: the next viewer speaks it."""
        if self._viewer is not None:
            self._viewer.close()
            self._viewer.deleteLater()
            self._viewer = None

    def open_help(self, page: str = CONTENTS, heading: str = "") -> None:
        """Show a page of the manual, in a window beside this one."""
        from airsync_gui.ui.help_viewer import HelpViewer

        if self._viewer is None:
            self._viewer = HelpViewer(self._controller, self._window)
        self._viewer.open_page(page, heading)
