"""Cards: what stands alone on a page has a frame and a title."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import column
from airsync_gui.ui.text_runs import RunsLabel, strong


class Card(QFrame):
    """A frame with a title, something at the title's end (below it where there is no room), and rows below."""

    def __init__(self, title: str, name: str, end: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("card", True)
        self.rows: QVBoxLayout = column(self, margins=(16, 12, 16, 14), spacing=8)
        self.head = QWidget()
        head = Flow(self.head, gap=16)
        self._title = RunsLabel((strong(title),))
        head.addWidget(self._title)
        if end is not None:
            head.add_end(end)
        self.rows.addWidget(self.head)

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.set_runs((strong(title),))
        self.setAccessibleName(title)


class TableCard(Card):
    """A card whose rows run from edge to edge."""

    def __init__(self, title: str, name: str, end: QWidget | None = None) -> None:
        super().__init__(title, name, end)
        self.rows.setSpacing(0)
        margins = self.rows.contentsMargins()
        top = margins.top() if end is None else margins.top() // 2
        self.rows.setContentsMargins(1, top, 1, margins.bottom() // 2)
        self.head.setContentsMargins(margins.left() - 1, 0, margins.right() - 1, 0)
