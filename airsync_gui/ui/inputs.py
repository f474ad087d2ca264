"""Lines to type in and lists to choose from, with the height of every control."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton, QSizePolicy, QWidget

from airsync_gui.ui.look import keep_dressed, look

LEAST_WIDTH = 80
"""No input is narrower, at H = 16."""
B = TypeVar("B", QCheckBox, QRadioButton)


def named(box: B, name: str, said: str = "") -> B:
    """The box with its object name, and an accessible name where its words do not say it all."""
    box.setObjectName(name)
    box.setAccessibleName(said or box.text())
    return box


class TextField(QLineEdit):
    """A line to type in.

    Args:
        name: its object name.
        said: its accessible name.
        most: it is never wider, at H = 16; 0 is no limit.
    """

    def __init__(self, name: str, said: str, hint: str = "", parent: QWidget | None = None, *, most: float = 0) -> None:
        super().__init__(parent)
        self._most = most
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        keep_dressed(self)

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        self.setFixedHeight(present.control)
        self.setMinimumWidth(present.px(LEAST_WIDTH))
        if self._most:
            self.setMaximumWidth(present.px(self._most))

    def sizeHint(self) -> QSize:
        """Room for some words."""
        return super().sizeHint().expandedTo(QSize(look().px(160), 0))

    def mark_wrong(self, wrong: bool) -> None:
        """Show that what was typed does not serve, or that it does."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


class ChoiceBox(QComboBox):
    """One of several, from a list; ``least`` is its width at H = 16, where there is room."""

    def __init__(self, name: str, said: str, parent: QWidget | None = None, *, least: float = 220) -> None:
        super().__init__(parent)
        self._least = least
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        keep_dressed(self)

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        self.setFixedHeight(present.control)
        self.setMinimumWidth(present.px(LEAST_WIDTH))
        self.setIconSize(QSize(present.icon, present.icon))

    def sizeHint(self) -> QSize:
        """As wide as was wished."""
        return super().sizeHint().expandedTo(QSize(look().px(self._least), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Who scrolls the page under the pointer does not mean to choose."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
