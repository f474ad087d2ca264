"""The foot of a page that asks for a decision: what is said at its near end, the way out and the primary at its far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import column, line, rule


class Foot(QFrame):
    """Texts (and a quiet button) first, buttons last; on two lines where one has no room."""

    def __init__(self, first: Sequence[QWidget], buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "window")
        rows = column(self)
        rows.addWidget(rule())
        flow = Flow(gap=8, line_gap=8)
        for widget in first:
            flow.addWidget(widget)
        for button in buttons:
            flow.add_end(button)
        inside = line(margins=(24, 12, 24, 12))
        inside.addLayout(flow, 1)
        rows.addLayout(inside)
