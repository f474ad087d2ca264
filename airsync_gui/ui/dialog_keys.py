"""Which key of the conflict dialog was pressed, on whatever keyboard.

The digits' row gives other characters with Shift, and on a French keyboard without it: what counts is the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

DialogKey = Literal[
    "local", "airtable", "ancestor", "both", "all_local", "all_airtable", "edit", "up", "down", "left", "right",
    "next", "previous", "later", "apply", "undo", "redo", "leave", "keys",
]  # fmt: skip

_K = Qt.Key
_DIGITS: Mapping[str, Mapping[Qt.Key, int]] = MappingProxyType(
    {
        "plain": {
            _K.Key_1: 1, _K.Key_Ampersand: 1, _K.Key_Plus: 1,
            _K.Key_2: 2, _K.Key_Eacute: 2,
            _K.Key_0: 0, _K.Key_Agrave: 0,
        },
        "shift": {_K.Key_1: 1, _K.Key_Exclam: 1, _K.Key_2: 2, _K.Key_At: 2, _K.Key_QuoteDbl: 2},
    }
)  # fmt: skip
_SCAN_CODES = MappingProxyType({10: 1, 11: 2, 19: 0})
"""Of the digits' row, where the window system is X11 or Wayland."""
_OF_DIGIT: Mapping[tuple[bool, int], DialogKey] = MappingProxyType(
    {
        (False, 1): "local",
        (False, 2): "airtable",
        (False, 0): "ancestor",
        (True, 1): "all_local",
        (True, 2): "all_airtable",
    }
)
_PLAIN: Mapping[int, DialogKey] = MappingProxyType(
    {
        _K.Key_B: "both", _K.Key_E: "edit", _K.Key_N: "next", _K.Key_P: "previous", _K.Key_S: "later",
        _K.Key_Up: "up", _K.Key_Down: "down", _K.Key_Left: "left", _K.Key_Right: "right",
        _K.Key_Escape: "leave", _K.Key_F1: "keys",
    }
)  # fmt: skip
_CONTROL: Mapping[int, DialogKey] = MappingProxyType(
    {_K.Key_Z: "undo", _K.Key_Y: "redo", _K.Key_Return: "apply", _K.Key_Enter: "apply"}
)


def dialog_key(event: QKeyEvent) -> DialogKey | None:
    """What a key asks for; None for keys that mean nothing here."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = modifiers == Qt.KeyboardModifier.ShiftModifier
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return "redo" if event.key() == _K.Key_Z else None
        return _CONTROL.get(event.key())
    if modifiers and not shift:
        return None
    if (digit := _digit(event, shift=shift)) is not None:
        return _OF_DIGIT.get((shift, digit))
    return None if shift else _PLAIN.get(event.key())


def _digit(event: QKeyEvent, *, shift: bool) -> int | None:
    found = _DIGITS["shift" if shift else "plain"].get(Qt.Key(event.key()))
    if found is not None:
        return found
    on_x = QGuiApplication.platformName() in ("xcb", "wayland")
    return _SCAN_CODES.get(event.nativeScanCode()) if on_x else None
