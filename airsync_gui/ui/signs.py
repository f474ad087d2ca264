"""Small signs beside a text: icons, and pills with a count or a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.look import look, metrics


class Glyph(QWidget):
    """An icon on its own; what it means stands beside it in words."""

    def __init__(self, name: str, color: str = "text2", parent: QWidget | None = None, *, size: int = 16) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square, grown with the text."""
        return QSize(look().px(self._size), look().px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon."""
        paint_icon(QPainter(self), 0, 0, self._name, look().colors[self._color], look().px(self._size))


class Pill(QLabel):
    """A count or a word on a rounded ground; hidden while it has nothing to say.

    Qt's label only by name, so that assistive tools read it as text.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, loud: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._text = ""
        self._loud = loud
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """What it says; nothing hides it."""
        self._text = text
        self.setAccessibleName(text)
        if not text:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        else:  # on its own it would come up as a window; it is shown with the parent that it gets
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The text and its rounded ends."""
        return pill_size(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and the text."""
        paint_pill(QPainter(self), QRectF(self.rect()), self._text, loud=self._loud)


def pill_size(text: str) -> QSize:
    """How large a pill with this text is."""
    present = look()
    measures = metrics(present.fonts.tiny)
    height = measures.height() + present.px(4)
    return QSize(round(max(height, measures.horizontalAdvance(text) + present.px(14))), round(height))


def paint_pill(painter: QPainter, rect: QRectF, text: str, *, loud: bool) -> None:
    """Draw a pill: loud ones ask for something."""
    colors = look().colors
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.accent if loud else colors.hover)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setFont(look().fonts.tiny)
    painter.setPen(colors.on_accent if loud else colors.text2)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
