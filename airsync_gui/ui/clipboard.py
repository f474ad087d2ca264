"""The clipboard, which gets the words of the screen without the marks between them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from airsync_gui.wording import unmarked


def copy(text: str) -> None:
    """Put a text there, for any other program."""
    QGuiApplication.clipboard().setText(unmarked(text))
