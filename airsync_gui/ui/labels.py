"""Plain text in the fonts and colours of the look, whole or cut with an ellipsis, and foreign text as a tool tip."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QWidget,
)

from airsync_gui.messages import plain
from airsync_gui.ui.look import keep_dressed, look, metrics

ZERO_WIDTH_SPACE = "\u200b"


def plain_tip(text: str) -> str:
    """Foreign text as a tool tip: Qt takes what looks like markup for markup, so that no tag may begin there."""
    return plain(text, 600).replace("<", "<" + ZERO_WIDTH_SPACE)


class Label(QLabel):
    """Plain text in one of the fonts and colours; follows the look.

    Args:
        font: a font's kind. color: a colour's role. wrap: over several lines.
    """

    def __init__(
        self,
        text: str = "",
        font: str = "body",
        color: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._font_kind, self._color_role = font, color
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:  # else Qt sets Latin letters to the left
            alignment = Qt.AlignmentFlag
            self.setAlignment(alignment.AlignRight | alignment.AlignAbsolute | alignment.AlignVCenter)
        if name:
            self.setObjectName(name)
        keep_dressed(self)
        self.setText(text)

    def set_color(self, role: str) -> None:
        """Another colour."""
        if role != self._color_role:
            self._color_role = role
            self.dress()

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        self.setFont(present.fonts[self._font_kind])
        colors = self.palette()
        colors.setColor(self.foregroundRole(), present.colors[self._color_role])
        colors.setColor(QPalette.ColorGroup.Disabled, self.foregroundRole(), present.colors.disabled)
        self.setPalette(colors)


class ElidedLabel(Label):
    """A label on one line that is cut with an ellipsis where there is no room; the whole text is its tool tip.

    Args:
        tight: never wider than its text, so that something may follow it; else it takes whatever room there is.
    """

    def __init__(
        self,
        text: str = "",
        font: str = "body",
        color: str = "text",
        parent: QWidget | None = None,
        *,
        name: str = "",
        tight: bool = False,
    ) -> None:
        self._whole = ""
        super().__init__(text, font, color, parent, name=name)
        across = QSizePolicy.Policy.Maximum if tight else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """What to show."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the whole text, also while it is cut."""
        return QSize(math.ceil(metrics(self.font()).horizontalAdvance(self._whole)) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a letter or two."""
        return QSize(min(look().px(40), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = metrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        super().setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")
