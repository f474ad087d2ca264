"""State marks: each state by shape and colour (a word stands beside it), drawn by one function.

Shapes are drawn in a square of 16 units. The arc of what goes on turns; one clock turns them all.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable
from typing import Literal

import shiboken6
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from airsync_gui.ui.colors import Colors
from airsync_gui.ui.look import Look, look

Mark = Literal[
    "in_step", "done", "syncing", "in_flight", "needs_you", "failed", "paused", "pending", "waiting", "retry",
    "waiting_for_key", "held", "nothing_changed",
]  # fmt: skip
TURN_MS = 900
FRAME_MS = 100
TURNING_SPAN = 100
"""Degrees of the ring that an arc takes."""
TURNING = frozenset({"syncing", "in_flight"})
"""The marks with an arc, which turns."""
_COLORS = {
    "in_step": "ok",
    "done": "ok",
    "syncing": "busy",
    "in_flight": "busy",
    "needs_you": "needs",
    "held": "needs",
    "waiting_for_key": "needs",
    "failed": "fail",
    "nothing_changed": "control",
}


def mark_color(mark: Mark, colors: Colors) -> QColor:
    """The colour of a mark."""
    return colors[_COLORS.get(mark, "wait")]


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, share: float | None = None) -> None:
    """Draw a mark into a square.

    Args:
        share: how much is done, from 0 to 1, where that is known: an arc that may not turn shows it.
    """
    colors = look().colors
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    color = mark_color(mark, colors)
    if mark in TURNING:
        _arc(painter, color, share)
    else:
        _SHAPES[mark](painter, color, colors)
    painter.restore()


_pictures: dict[tuple[Mark, int, float, float, float | None], QPixmap] = {}
_drawn_in: Look | None = None


def paint_small_mark(painter: QPainter, x: int, y: int, mark: Mark, size: int, share: float | None = None) -> None:
    """The same with its upper left corner at a whole pixel; drawn once and kept, as a table has many of them."""
    global _drawn_in
    present, ratio = look(), painter.device().devicePixelRatioF()
    if present is not _drawn_in:
        _pictures.clear()
        _drawn_in = present
    shown = round(share, 2) if share is not None and clock().is_held else None
    known = (mark, size, ratio, clock().angle if mark in TURNING else 0.0, shown)
    picture = _pictures.get(known)
    if picture is None:
        picture = _pictures[known] = _picture(mark, size, ratio, shown)
    painter.drawPixmap(x, y, picture)


def _picture(mark: Mark, size: int, ratio: float, share: float | None) -> QPixmap:
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_mark(painter, QRectF(0, 0, size, size), mark, share)
    painter.end()
    return made


def _pen(color: QColor, width: float = 1.5) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _fill(painter: QPainter, color: QColor) -> None:
    painter.setPen(_pen(color, 1))
    painter.setBrush(QBrush(color))


def _tick(painter: QPainter, color: QColor, colors: Colors) -> None:
    _fill(painter, color)
    painter.drawEllipse(QPointF(8, 8), 6.5, 6.5)
    painter.setPen(_pen(colors.on_mark, 1.7))
    painter.drawPolyline(QPolygonF([QPointF(5.1, 8.3), QPointF(7.1, 10.3), QPointF(10.9, 6.1)]))


def _arc(painter: QPainter, color: QColor, share: float | None) -> None:
    """Part of a ring, which turns; where nothing may move, the part that is done, as far as that is known."""
    faint = QColor(color)
    faint.setAlphaF(0.28)
    square = QRectF(2.5, 2.5, 11, 11)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(faint, 2))
    painter.drawEllipse(square)
    painter.setPen(_pen(color, 2))
    span = 360 * share if share is not None and clock().is_held else TURNING_SPAN
    painter.drawArc(square, round((90 - clock().angle) * 16), round(-span * 16))


def _diamond(painter: QPainter, color: QColor) -> None:
    _fill(painter, color)
    painter.drawPolygon(QPolygonF([QPointF(8, 0.9), QPointF(15.1, 8), QPointF(8, 15.1), QPointF(0.9, 8)]))


def _exclamation(painter: QPainter, color: QColor, colors: Colors) -> None:
    _diamond(painter, color)
    painter.setPen(_pen(colors.on_mark, 1.7))
    painter.drawLine(QPointF(8, 4.9), QPointF(8, 8.3))
    painter.drawPoint(QPointF(8, 11))


def _key(painter: QPainter, color: QColor, colors: Colors) -> None:
    _diamond(painter, color)
    painter.setPen(_pen(colors.on_mark, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 5.9), 1.6, 1.6)
    painter.drawLine(QPointF(8, 7.6), QPointF(8, 11.4))
    painter.drawLine(QPointF(8, 10.1), QPointF(9.5, 10.1))


def _octagon(painter: QPainter, color: QColor, colors: Colors) -> None:
    _fill(painter, color)
    corners = (math.radians(22.5 + 45 * k) for k in range(8))
    painter.drawPolygon(QPolygonF([QPointF(8 + 6.9 * math.cos(a), 8 + 6.9 * math.sin(a)) for a in corners]))
    painter.setPen(_pen(colors.on_mark, 1.7))
    painter.drawLine(QPointF(5.8, 5.8), QPointF(10.2, 10.2))
    painter.drawLine(QPointF(10.2, 5.8), QPointF(5.8, 10.2))


def _ring(painter: QPainter, color: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(color, 1.4))
    painter.drawEllipse(QPointF(8, 8), 6.3, 6.3)


def _bars(painter: QPainter, color: QColor, _colors: Colors) -> None:
    _ring(painter, color)
    for x in (6.5, 9.5):
        painter.drawLine(QPointF(x, 5.8), QPointF(x, 10.2))


def _clock(painter: QPainter, color: QColor, _colors: Colors) -> None:
    _ring(painter, color)
    painter.drawPolyline(QPolygonF([QPointF(8, 4.6), QPointF(8, 8), QPointF(10.4, 9.2)]))


def _dots(painter: QPainter, color: QColor, _colors: Colors) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = _pen(color, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.55, 1.55])
    painter.setPen(pen)
    painter.drawEllipse(QPointF(8, 8), 6.3, 6.3)


def _dot(painter: QPainter, color: QColor, _colors: Colors) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(color))
    painter.drawEllipse(QPointF(8, 8), 2.4, 2.4)


_SHAPES: dict[str, Callable[[QPainter, QColor, Colors], None]] = {
    "in_step": _tick,
    "done": _tick,
    "needs_you": _exclamation,
    "held": _exclamation,
    "waiting_for_key": _key,
    "failed": _octagon,
    "paused": _bars,
    "pending": _dots,
    "waiting": _clock,
    "retry": _clock,
    "nothing_changed": _dot,
}


class RingClock(QObject):
    """Turns every arc of the window, ten times a second, and only while one can be seen.

    Signals:
        turned: the angle is another.
    """

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.angle = 0.0
        self._held = False
        self._watched: weakref.WeakKeyDictionary[QWidget, bool] = weakref.WeakKeyDictionary()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    @property
    def is_held(self) -> bool:
        """Whether nothing shall move, whatever goes on."""
        return self._held

    def hold(self, held: bool) -> None:
        """Let all arcs stand, for a person who asked the desktop for less motion; or turn again."""
        self._held = held
        self.angle = 0.0
        if held:
            self._timer.stop()
        elif self._watched:
            self._timer.start()

    def turn(self, widget: QWidget, *, whole: bool = True) -> None:
        """Repaint this widget at each frame while it can be seen, until :meth:`rest`.

        Args:
            whole: else it repaints its arcs by itself when :attr:`turned` says so.
        """
        self._watched[widget] = whole
        if not self._timer.isActive() and not self._held:
            self._timer.start()

    @property
    def is_turning(self) -> bool:
        """Whether frames are made."""
        return self._timer.isActive()

    def rest(self, widget: QWidget) -> None:
        """This widget has no arc any more."""
        self._watched.pop(widget, None)
        if not self._watched:
            self._timer.stop()

    def _on_frame(self) -> None:
        seen = [w for w in self._watched if shiboken6.isValid(w) and w.isVisible()]
        if not seen:
            self._timer.stop()  # whoever is shown again with an arc says so
            return
        self.angle = (self.angle + 360 * FRAME_MS / TURN_MS) % 360
        for widget in seen:
            if self._watched[widget]:
                widget.update()
        self.turned.emit()


_clock_object: RingClock | None = None


def clock() -> RingClock:
    """The one clock; it lives as long as the application."""
    global _clock_object
    if _clock_object is None:
        _clock_object = RingClock()
    return _clock_object


class MarkView(QWidget):
    """One mark on its own; the word stands in a label beside it, so that it is hidden from assistive tools."""

    def __init__(self, mark: Mark = "pending", parent: QWidget | None = None, *, size: int = 16) -> None:
        super().__init__(parent)
        self._size = size
        self._mark: Mark = mark
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark)

    def set_mark(self, mark: Mark, share: float | None = None) -> None:
        """Show another mark, and for an arc that may not turn how much is done."""
        self._mark, self._share = mark, share
        if mark in TURNING:
            clock().turn(self)
        else:
            clock().rest(self)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """An arc turns on."""
        super().showEvent(event)
        if self._mark in TURNING:
            clock().turn(self)

    def sizeHint(self) -> QSize:
        """A square, grown with the text."""
        return QSize(look().px(self._size), look().px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark, in the middle."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._mark, self._share)
