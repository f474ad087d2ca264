"""Cards: what stands alone on a page has a frame and a title."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from airsync_gui.ui.flow import Flow
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.look import metrics


class _Title(Label):
    """On one line where there is room for that: Qt's label would take several as soon as it may."""

    def sizeHint(self) -> QSize:
        measures = metrics(self.font())
        return QSize(math.ceil(measures.horizontalAdvance(self.text())) + 2, math.ceil(measures.height()))


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
        self._title = _Title(title, "strong", wrap=True)
        head.addWidget(self._title)
        if end is not None:
            head.add_end(end)
        self.rows.addWidget(self.head)

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)
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
