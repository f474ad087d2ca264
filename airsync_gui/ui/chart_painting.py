"""How a chart is drawn: grid, labels, stacked bars, lines with their name at the end, a threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from airsync_gui.ui.chart_data import ChartData, Series
from airsync_gui.ui.look import look, metrics
from airsync_gui.ui.scales import Scale, placed_labels, round_scale, set_apart, tick_text

BAR = 14
"""No bar is wider, at H = 16."""
BAR_SHARE = 0.62
"""How much of its slot a bar takes."""
CORNER = 2.5
LINE = 1.8
DASHES = (3.2, 2.2)
GAP = 8


class Painting:
    """One act of painting: where all stands, and how it is drawn."""

    def __init__(self, painter: QPainter | None, area: QRectF, data: ChartData, most_labels: int) -> None:
        self._painter, self._data, self._most_labels = painter, data, most_labels
        self._look = look()
        self._small = metrics(self._look.fonts.small)
        self._strong = metrics(self._look.fonts.small_strong)
        self._scale: Scale = round_scale(data.largest, whole=data.whole)
        self._ticks = () if data.is_empty else tuple(tick_text(tick, data.unit) for tick in self._scale.ticks)
        self.plot = self._plot(area)

    @property
    def _p(self) -> QPainter:
        assert self._painter is not None
        return self._painter

    def _plot(self, area: QRectF) -> QRectF:
        """Where values stand: what the ticks, the labels and the lines' names leave."""
        gap = self._look.px(GAP)
        left = max((self._small.horizontalAdvance(text) + gap for text in self._ticks), default=0.0)
        names = [s.name for s in self._lines]
        right = max((self._strong.horizontalAdvance(name) + gap for name in names), default=1.0)
        height = self._small.height()
        return area.adjusted(left, height / 2 + 1, -right, -height - self._look.px(6))

    @property
    def _lines(self) -> list[Series]:
        return [] if self._data.is_empty else [s for s in self._data.series if s.kind == "line"]

    def _x(self, number: int) -> float:
        return self.plot.left() + self.plot.width() * (number + 0.5) / len(self._data.labels)

    def _y(self, value: float) -> float:
        return self.plot.bottom() - self.plot.height() * self._scale.share(value)

    # -- what is drawn ----------------------------------------------------------------------------------------------

    def paint(self, empty: str) -> None:
        """Everything."""
        self._paint_grid()
        self._paint_labels()
        if self._data.is_empty:
            if empty:
                self._paint_empty(empty)
            return
        self._paint_bars()
        for series in self._lines:
            self._paint_line(series)
        self._paint_names()
        if self._data.threshold is not None:
            self._paint_threshold(self._data.threshold)

    def paint_pointed(self, number: int) -> None:
        """A hairline through one slot, with a dot where each line has its value."""
        if not 0 <= number < len(self._data.labels):
            return
        x = round(self._x(number)) + 0.5
        self._p.setPen(QPen(self._look.colors.control, 1))
        self._p.drawLine(QPointF(x, self.plot.top()), QPointF(x, self.plot.bottom()))
        for series in self._lines:
            value = series.values[number]
            if value is not None:
                self._dot(QPointF(self._x(number), self._y(value)), self._look.px(3), self._look.colors[series.color])

    def slot_at(self, x: float) -> int:
        """The number of the slot at a place; -1 beside them."""
        count = len(self._data.labels)
        if not count or not self.plot.left() <= x < self.plot.right():
            return -1
        return int((x - self.plot.left()) / self.plot.width() * count)

    def _paint_grid(self) -> None:
        colors = self._look.colors
        self._p.setFont(self._look.fonts.small)
        for number, tick in enumerate(self._scale.ticks):
            y = round(self._y(tick)) + 0.5
            self._p.setPen(QPen(colors.grid if number else colors.line_strong, 1))
            self._p.drawLine(QPointF(self.plot.left(), y), QPointF(self.plot.right(), y))
            if self._ticks:
                text = self._ticks[number]
                x = self.plot.left() - self._look.px(GAP) - self._small.horizontalAdvance(text)
                self._text(x, y - self._small.height() / 2, text, colors.text3)

    def _paint_labels(self) -> None:
        labels = self._data.labels
        widths = [self._small.horizontalAdvance(label) for label in labels]
        gap = self._look.px(16)
        for placed in placed_labels(widths, self.plot.width(), gap, self._most_labels):
            top = self.plot.bottom() + self._look.px(5)
            self._text(self.plot.left() + placed.left, top, labels[placed.index], self._look.colors.text3)

    def _paint_empty(self, words: str) -> None:
        self._p.setFont(self._look.fonts.body)
        measures = metrics(self._look.fonts.body)
        middle = self.plot.center()
        left = middle.x() - measures.horizontalAdvance(words) / 2
        self._text_on_ground(left, middle.y() - measures.height() / 2, words, self._look.colors.text3)

    def _text_on_ground(self, left: float, top: float, text: str, color: QColor) -> None:
        """Text that can be read whatever is below it."""
        measures = metrics(self._p.font())
        ground = QRectF(left - 4, top, measures.horizontalAdvance(text) + 8, measures.height())
        self._p.fillRect(ground, self._look.colors.surface)
        self._text(left, top, text, color)

    def _text(self, left: float, top: float, text: str, color: QColor) -> None:
        self._p.setPen(color)
        self._p.drawText(QPointF(left, top + metrics(self._p.font()).ascent()), text)

    # -- bars -------------------------------------------------------------------------------------------------------

    def _paint_bars(self) -> None:
        bars = [s for s in self._data.series if s.kind == "bar"]
        slot = self.plot.width() / len(self._data.labels)
        width = min(self._look.px(BAR), max(1.0, slot * BAR_SHARE))
        self._p.setPen(Qt.PenStyle.NoPen)
        for number in range(len(self._data.labels)):
            filled = [(s, s.values[number]) for s in bars if s.values[number]]
            below = 0.0
            for place, (series, value) in enumerate(filled):
                assert value is not None
                self._p.setBrush(self._look.colors[series.color])
                top, bottom = self._y(below + value), self._y(below) - (1 if place else 0)
                area = QRectF(self._x(number) - width / 2, min(top, bottom - 1), width, max(1.0, bottom - top))
                self._p.drawPath(_bar(area, CORNER if place == len(filled) - 1 else 0))
                below += value

    # -- lines ------------------------------------------------------------------------------------------------------

    def _paint_line(self, series: Series) -> None:
        color = self._look.colors[series.color]
        pen = QPen(color, LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for stretch in _stretches(series.values):
            points = [QPointF(self._x(number), self._y(value)) for number, value in stretch]
            if series.filled:
                self._paint_ground(points, color)
            if len(stretch) == 1:
                self._dot(points[0], 1.6, color)
                continue
            if series.dashed:
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                pen.setDashPattern(DASHES)
            self._p.setPen(pen)
            self._p.setBrush(Qt.BrushStyle.NoBrush)
            self._p.drawPolyline(QPolygonF(points))

    def _paint_ground(self, points: Sequence[QPointF], color: QColor) -> None:
        tint = QColor(color)
        tint.setAlphaF(0.12)
        bottom = self.plot.bottom()
        ends = [QPointF(points[-1].x(), bottom), QPointF(points[0].x(), bottom)]
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(tint)
        self._p.drawPolygon(QPolygonF([*points, *ends]))

    def _dot(self, at: QPointF, radius: float, color: QColor) -> None:
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(color)
        self._p.drawEllipse(at, radius, radius)

    def _paint_names(self) -> None:
        """Each line's name beside its last value."""
        ends = [(s, end) for s in self._lines if (end := _last(s.values)) is not None]
        middles = [self._y(value) for _, (_, value) in ends]
        height = self._strong.height()
        area = self.plot.adjusted(0, -height / 2, 0, height / 2)
        self._p.setFont(self._look.fonts.small_strong)
        apart = set_apart(middles, height, area.top(), area.bottom())
        for (series, (number, _)), y, middle in zip(ends, middles, apart, strict=True):
            color = self._look.colors[series.color]
            self._dot(QPointF(self._x(number), y), self._look.px(3), color)
            self._text(self.plot.right() + self._look.px(GAP) - 2, middle - height / 2, series.name, color)

    def _paint_threshold(self, threshold: float) -> None:
        color = self._look.colors.fail
        y = round(self._y(threshold)) + 0.5
        pen = QPen(color, 1.2)
        pen.setDashPattern([3.5, 2.5])
        self._p.setPen(pen)
        self._p.drawLine(QPointF(self.plot.left(), y), QPointF(self.plot.right(), y))
        self._p.setFont(self._look.fonts.small)
        words = self._small.elidedText(
            self._data.threshold_words, Qt.TextElideMode.ElideRight, max(0.0, self.plot.width())
        )
        width = self._small.horizontalAdvance(words)
        ends = (self.plot.right() - width, self.plot.left())
        x = next((left for left in ends if not self._rises_above(threshold, left, left + width)), ends[0])
        top = y - self._small.height() - 2
        self._text_on_ground(x, top if top >= 0 else y + 2, words, color)

    def _rises_above(self, threshold: float, left: float, right: float) -> bool:
        """Whether a bar would stand in words that are written above the threshold from left to right."""
        between = (n for n in range(len(self._data.labels)) if left - BAR <= self._x(n) <= right + BAR)
        return any(sum(series.values[n] or 0 for series in self._data.series) > threshold for n in between)


def _bar(area: QRectF, corner: float) -> QPainterPath:
    """A bar whose top corners are round."""
    path = QPainterPath()
    radius = min(corner, area.width() / 2, area.height())
    path.moveTo(area.bottomLeft())
    path.lineTo(area.left(), area.top() + radius)
    path.quadTo(area.topLeft(), QPointF(area.left() + radius, area.top()))
    path.lineTo(area.right() - radius, area.top())
    path.quadTo(area.topRight(), QPointF(area.right(), area.top() + radius))
    path.lineTo(area.bottomRight())
    path.closeSubpath()
    return path


def _stretches(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Values next to each other, with their numbers."""
    found: list[tuple[int, float]] = []
    for number, value in enumerate(values):
        if value is not None:
            found.append((number, value))
        elif found:
            yield found
            found = []
    if found:
        yield found


def _last(values: Sequence[float | None]) -> tuple[int, float] | None:
    """The last value that is there, with its number."""
    return next(((n, v) for n in reversed(range(len(values))) if (v := values[n]) is not None), None)
