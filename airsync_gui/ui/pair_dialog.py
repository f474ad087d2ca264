"""What every dialog about one pair has: its title, a heading, and a bar below it for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import plain
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.wording import tr

LONGEST = 60
"""A name in it is cut to so many letters."""


class PairDialog(QDialog):
    """It ends with its window; what it asks stands in ``rows``, below the head.

    Args:
        name: the beginning of the object names: ``rules`` makes ``rulesDialog`` and ``rulesBar``.
        title, heading: translated, with a place for the name of the ``{pair}``.
    """

    def __init__(
        self, controller: Controller, pair: PairLine, name: str, title: str, heading: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._controller, self._pair = controller, pair
        self.setObjectName(f"{name}Dialog")
        self.setProperty("tone", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = plain(pair.name, LONGEST)
        self.heading = tr(heading, pair=shown)
        self.setWindowTitle(tr(title, pair=shown))
        self.bar = MessageBar(f"{name}Bar")
        self.rows = column(self)
        head = column(margins=(24, 18, 24, 8), spacing=8)
        head.addWidget(Label(self.heading, "heading", wrap=True))
        head.addWidget(self.bar)
        self.rows.addLayout(head)

    def show_error(self, error: BaseException) -> None:
        """What went wrong, above what was asked."""
        message = self._controller.told(error)
        self.bar.show_message("failed", f"{message.title}.", str(message))
