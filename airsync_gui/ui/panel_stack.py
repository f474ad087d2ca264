"""The panels, one over the other: each made when it is first wanted, or ahead, while nobody wants another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.panels import PANELS, make_panel

AHEAD_MS = 100
"""Between the making of two panels ahead there is room for the person's own events."""


class PanelStack(QStackedWidget):
    """Makes them, and tells them the controller's news.

    Attributes:
        views: panel's name → what it kept of its looks; taken up by those that are made from now on.

    Signals:
        made: a panel that is new.
    """

    made = Signal(object)

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.views: Mapping[str, Mapping[str, Any]] = {}
        self._controller = controller
        self._panels: dict[str, Panel] = {}
        self._ahead = QTimer(self, interval=AHEAD_MS)
        self._ahead.timeout.connect(self._make_ahead)

    def known(self, name: str) -> Panel | None:
        """A panel, where it is made already."""
        return self._panels.get(name)

    @property
    def is_making(self) -> bool:
        """Whether panels are made ahead."""
        return self._ahead.isActive()

    def show_panel(self, name: str, pair_id: str | None) -> None:
        """Show a panel for a pair, or for all of them."""
        if name not in self._panels:
            self._panels[name] = self._make(name)
        panel = self._panels[name]
        panel.show_pair(pair_id)
        self.setCurrentWidget(panel)

    def kept(self) -> dict[str, Mapping[str, Any]]:
        """Panel's name → what the next start is to show again."""
        return dict(self.views) | {name: panel.kept() for name, panel in self._panels.items()}

    def make_ahead(self) -> None:
        """From now on make, one after the other, what nobody asked for yet: later it would keep the person waiting."""
        self._ahead.start()

    def stop(self) -> None:
        """Make nothing ahead any more."""
        self._ahead.stop()

    def _make_ahead(self) -> None:
        missing = next((name for name in PANELS if name not in self._panels), None)
        if missing is None:
            self._ahead.stop()
        else:
            self._panels[missing] = self._make(missing)

    def _make(self, name: str) -> Panel:
        panel = make_panel(name, self._controller)
        panel.take_up(self.views.get(name, {}))
        controller = self._controller
        for signal in (controller.queue_changed, controller.conflicts_changed, controller.history_changed):
            signal.connect(panel.on_news)
        controller.health_changed.connect(panel.on_news_of_all)
        self.addWidget(panel)
        self.made.emit(panel)
        return panel
