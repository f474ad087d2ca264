"""What a screen still says in English whatever language is spoken.

The screen is shown in a language that puts each of our texts in brackets. Letters outside of brackets are then either
data, which the frozen answers hold, or words that nobody can translate.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from airsync_gui import wording

MOST_ROWS = 60
INNERMOST = re.compile(r"⟦[^⟦⟧]*(?:⟧|…$)")
"""A text, or the beginning of one that is cut for want of room."""
WORD = re.compile(r"[^\W\d_]{3,}")
OPAQUE = re.compile(
    r"[a-z]+\.[a-z]+:[a-z]+|[a-z]+://\S+|[~./]?/\S+|[\w-]+\.[a-z]{2,5}\b|(?:rec|fld|tbl|app|pat)[A-Za-z0-9.…]{3,}|[A-Z_]{4,}"
)
"""Addresses, paths, files, ids: data, whoever holds them."""
EVER = frozenset({"AirSync", "Airtable", "JSON", "CSV", "API", "Ctrl", "Shift", "Enter", "Esc", "Tab", "AIRSYNC"})
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.ToolTipRole,
)


class Bracketed(wording.English):
    """English in brackets."""

    def text(self, source: str) -> str:
        return f"⟦{source}⟧"

    def counted(self, one: str, other: str, count: int) -> str:
        return f"⟦{super().counted(one, other, count)}⟧"

    def month(self, month: int) -> str:
        return f"⟦{super().month(month)}⟧"

    def day(self, day: Any, *, year: bool) -> str:
        return f"⟦{day.day} {wording.English().month(day.month)[:3]}{f' {day.year}' if year else ''}⟧"


def unsaid(screen: QWidget, answers: object) -> list[str]:
    """What is shown, told to a screen reader or in tool tips, with words that are neither in brackets nor data."""
    known = {text for text in (*_texts(answers), *_literals()) if len(text) > 2}
    data = sorted({*known, *map(wording.inner, known)}, key=len, reverse=True)
    return sorted({text for text in _said(screen) if WORD.search(_without(text, data))})


@cache
def _literals() -> frozenset[str]:
    """Every text in the samples: answers are partly worked out."""
    files = (Path(__file__).parent / "samples").glob("*.py")
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _without(text: str, data: list[str]) -> str:
    """What is left when brackets, the inner ones first, and data are taken out."""
    before = ""
    while before != text:
        before, text = text, INNERMOST.sub(" ", text)
    text = OPAQUE.sub(" ", text)
    for known in data:
        if known in text:
            text = text.replace(known, " ")
    return " ".join(word for word in text.split() if word.strip(".,:;()…") not in EVER)


def _texts(value: object) -> Iterator[str]:
    """Every text in frozen values, whole and by lines."""
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))


def _said(screen: QWidget) -> Iterator[str]:
    for widget in [screen, *screen.findChildren(QWidget)]:
        if widget.objectName().startswith("qt_") or not widget.isVisible():
            continue
        yield from _of_widget(widget)
        for action in widget.actions():
            yield from _of_action(action)


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    if widget.isWindow():
        yield widget.windowTitle()
    seen = QAccessible.queryAccessibleInterface(widget)
    if seen is not None:
        yield seen.text(QAccessible.Text.Name)
        yield seen.text(QAccessible.Text.Description)
    for name in ("text", "title", "placeholderText"):
        words = getattr(widget, name, None)
        if callable(words) and not (isinstance(widget, QLineEdit) and name == "text"):
            yield str(words())
    model = widget.model() if isinstance(widget, QAbstractItemView | QComboBox) else None
    if model is not None:
        yield from _of_model(model)


def _of_action(action: QAction) -> Iterator[str]:
    yield action.text()
    yield action.toolTip()


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    root = QModelIndex()
    for column in range(model.columnCount(root)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(root), MOST_ROWS)):
            index = model.index(row, column, root)
            yield from (str(said) for role in ROLES if (said := index.data(role)) is not None and isinstance(said, str))
