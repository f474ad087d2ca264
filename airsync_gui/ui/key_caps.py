"""Keys drawn as caps, with what each does beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from airsync_gui.ui.look import look, metrics

SHIFT, RETURN, TAB = "⇧", "↵", "⇥"


def cap_size(text: str) -> QSize:
    """How large a cap with this text is."""
    present = look()
    measures = metrics(present.fonts.tiny)
    height = measures.height() + present.px(4)
    return QSize(round(max(height, measures.horizontalAdvance(text) + present.px(10))), round(height))


def paint_cap(painter: QPainter, rect: QRectF, text: str, *, raised: bool = False) -> None:
    """Draw a cap: raised ones stand in a table's head, flat ones in a line of help."""
    colors = look().colors
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.line_strong, 1))
    painter.setBrush(colors.raised if raised else colors.hover)
    radius = look().px(4)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(look().fonts.tiny)
    painter.setPen(colors.text2)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys are written one way
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyHint(QWidget):
    """A cap and a word: ``[N] next``."""

    def __init__(self, key: str, word: str, parent: QWidget | None = None, *, said: str = "") -> None:
        super().__init__(parent)
        self._key, self._word = key, word
        self.setAccessibleName(f"{said or key}: {word}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The cap, a gap and the word."""
        present, cap = look(), cap_size(self._key)
        word = metrics(present.fonts.small).horizontalAdvance(self._word)
        return QSize(round(cap.width() + present.px(6) + word + 1), max(cap.height(), present.h))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cap and word."""
        present, painter = look(), QPainter(self)
        cap = cap_size(self._key)
        top = (self.height() - cap.height()) / 2
        paint_cap(painter, QRectF(0, top, cap.width(), cap.height()), self._key)
        painter.setFont(present.fonts.small)
        painter.setPen(present.colors.text2)
        left = cap.width() + present.px(6)
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self._word)
