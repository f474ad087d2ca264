"""The window's icons: our own SVG files, tinted by colour and drawn once for each size and pixel ratio."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from airsync_gui.paths import resources


@cache
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@cache
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    tinted = _source(name).replace(b"#000000", color.encode())
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, color: QColor, size: int, ratio: float | None = None) -> QPixmap:
    """An icon as a picture, ``size`` device-independent pixels a side."""
    return _drawn(name, color.name(), size, ratio if ratio is not None else _screen_ratio())


def _screen_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio()


def icon(name: str, color: QColor, size: int, *, disabled: QColor | None = None) -> QIcon:
    """An icon for a button."""
    made = QIcon(pixmap(name, color, size))
    if disabled is not None:
        made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


def paint_icon(painter: QPainter, x: float, y: float, name: str, color: QColor, size: int) -> None:
    """Draw an icon with its upper left corner at a point."""
    painter.drawPixmap(round(x), round(y), pixmap(name, color, size, painter.device().devicePixelRatioF()))
