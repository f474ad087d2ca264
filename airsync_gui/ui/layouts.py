"""Areas, hairlines and layouts, with measures that grow with the text.

Margins are (leading, top, trailing, bottom): Qt does not mirror its own where text runs from right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from airsync_gui.ui.look import look

L = TypeVar("L", bound=QBoxLayout)


def rule(*, down: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("rule", "down" if down else "across")
    return line


def frame(tone: str = "", *, card: bool = False, well: bool = False, name: str = "") -> QFrame:
    """A plain area, a card or a well."""
    made = QFrame()
    made.setObjectName(name)
    if tone:
        made.setProperty("tone", tone)
    made.setProperty("card", card)
    made.setProperty("well", well)
    return made


def column(
    parent: QWidget | None = None, *, margins: Sequence[float] = (0, 0, 0, 0), spacing: float = 0
) -> QVBoxLayout:
    """A vertical layout with measures that grow with the text."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), margins, spacing)


def line(parent: QWidget | None = None, *, margins: Sequence[float] = (0, 0, 0, 0), spacing: float = 8) -> QHBoxLayout:
    """A horizontal layout with measures that grow with the text."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), margins, spacing)


def indented(by: float, *widgets: QWidget, spacing: float = 4, below: float = 0) -> QHBoxLayout:
    """What belongs to the line above, set in a little."""
    row, rows = line(margins=(by, 0, 0, below)), column(spacing=spacing)
    for widget in widgets:
        rows.addWidget(widget)
    row.addLayout(rows, 1)
    return row


def size_dialog(dialog: QWidget, width: float, height: float) -> None:
    """Give a dialog its size at H = 16, grown with the text as far as the screen (or its own window) has room."""
    room, owner = dialog.screen().availableSize(), dialog.parentWidget()
    if owner is not None:
        room = room.expandedTo(owner.window().size())
    dialog.resize(QSize(look().px(width), look().px(height)).boundedTo(room))


def _spaced(layout: L, margins: Sequence[float], spacing: float) -> L:
    inset(layout, margins)
    layout.setSpacing(look().px(spacing))
    return layout


def inset(layout: QLayout, margins: Sequence[float]) -> None:
    """Give a layout its margins."""
    leading, top, trailing, bottom = (look().px(margin) for margin in margins)
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        leading, trailing = trailing, leading
    layout.setContentsMargins(leading, top, trailing, bottom)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets end."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
