"""A meter of calls: what is used solid, the forecast hatched, the allowance the whole; and the same in words."""

from __future__ import annotations

import calendar
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from airsync_gui.ui.look import look
from airsync_gui.wording import number, tr

LARGE, SMALL = 8, 6
"""Heights at H = 16."""
_STRIPE = 5
_LEAST = 2
"""So wide is a share that is not nought, at least."""


class Shares(Struct, frozen=True):
    """How much of the meter is filled: both from 0 to 1, ``used`` never more than ``forecast``."""

    used: float
    forecast: float


def shares(used: int, forecast: int, allowance: int | None) -> Shares:
    """The filled parts. The whole is the allowance; without one it is what the month will come to."""
    whole = allowance if allowance is not None else max(used, forecast)
    if whole <= 0:
        full = float(max(used, forecast) > 0)
        return Shares(full, full)
    return Shares(min(1.0, used / whole), min(1.0, max(used, forecast) / whole))


def passes(used: int, forecast: int, allowance: int | None) -> bool:
    """Whether the month will need more than the allowance, or has used more already."""
    return allowance is not None and max(used, forecast) > allowance


def month_sentence(used: int, forecast: int, allowance: int | None, at: datetime, *, brief: bool = False) -> str:
    """``At this pace, 412 by the 31st: enough``; says so where the allowance will not do.

    Args:
        brief: that it is enough need not be said.
    """
    if allowance is not None and used > allowance:
        over, allowed = number(used - allowance), number(allowance)
        return tr("{over} more than the allowance of {allowance}", over=over, allowance=allowed)
    calls, day = number(forecast), _last_day(at)
    if allowance is None or (brief and forecast <= allowance):
        return tr("At this pace, {calls} by the {day}", calls=calls, day=day)
    if forecast <= allowance:
        return tr("At this pace, {calls} by the {day}: enough", calls=calls, day=day)
    over = number(forecast - allowance)
    return tr("At this pace, {calls} by the {day}: {over} more than allowed", calls=calls, day=day, over=over)


def _last_day(at: datetime) -> str:
    last = calendar.monthrange(at.year, at.month)[1]
    return tr("{day}st", day=last) if last == 31 else tr("{day}th", day=last)


class Meter(QWidget):
    """A rounded bar. Red where the forecast passes the allowance; the sentence beside it has to say so, too.

    Args:
        large: as high as it stands in a card, not as in the sidebar.
    """

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self._height = LARGE if large else SMALL
        self._shares = Shares(0, 0)
        self._is_over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("API calls this month"))
        self.set_values(0, 0, None)

    def set_values(self, used: int, forecast: int, allowance: int | None) -> None:
        """Calls up to now, by the month's end, and as many as the plan allows (None: no limit)."""
        self._shares = shares(used, forecast, allowance)
        self._is_over = passes(used, forecast, allowance)
        self.setAccessibleDescription(_told(number(used), number(forecast), allowance, over=self._is_over))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(look().px(120), look().px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Still to be read."""
        return QSize(look().px(40), look().px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The whole, the forecast in stripes, the used part over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        colors = look().colors
        color = colors.fail if self._is_over else colors.series1
        area = QRectF(self.rect())
        painter.setClipPath(_rounded(area))
        painter.fillRect(area, colors.pressed)
        _paint_stripes(painter, _part(area, self._shares.forecast), color)
        painter.fillRect(_part(area, self._shares.used), color)


def _rounded(area: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(area, area.height() / 2, area.height() / 2)
    return path


def _part(area: QRectF, share: float) -> QRectF:
    width = max(look().px(_LEAST), area.width() * share) if share else 0.0
    return QRectF(area.left(), area.top(), width, area.height())


def _paint_stripes(painter: QPainter, area: QRectF, color: QColor) -> None:
    ground, stripe = QColor(color), QColor(color)
    ground.setAlphaF(0.2)
    stripe.setAlphaF(0.6)
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.fillRect(area, ground)
    painter.setPen(QPen(stripe, look().px(_STRIPE) * 0.36))
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += look().px(_STRIPE)
    painter.restore()


def _told(used: str, forecast: str, allowance: int | None, *, over: bool) -> str:
    if allowance is None:
        return tr("{used} used, forecast {forecast}", used=used, forecast=forecast)
    text = (
        tr("{used} of {allowance} used, forecast {forecast}, more than allowed")
        if over
        else tr("{used} of {allowance} used, forecast {forecast}")
    )
    return text.format(used=used, allowance=number(allowance), forecast=forecast)


class ShareBar(QWidget):
    """A plain share of a whole, as one of several below each other; its number stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """From 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(look().px(120), look().px(SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The whole, and the share over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setClipPath(_rounded(area))
        painter.fillRect(area, look().colors.pressed)
        share = _part(area, self._share)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            share.moveRight(area.right())
        painter.fillRect(share, look().colors.series1)
