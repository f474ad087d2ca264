"""A thin bar that shows a share, and eases to a new one."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from airsync_gui.ui.look import look
from airsync_gui.ui.marks import clock
from airsync_gui.wording import tr

EASE_MS = 120


class ProgressLine(QProgressBar):
    """How much is done. Without a share nobody knows, and the bar is empty."""

    def __init__(self, name: str, parent: QWidget | None = None, *, width: int = 200) -> None:
        super().__init__(parent)
        self._width = width
        self._shown = 0.0
        self.setObjectName(name)
        self.setAccessibleName(tr("Progress"))
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ease = QVariantAnimation(self, duration=EASE_MS)
        self._ease.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._ease.valueChanged.connect(self._on_step)
        self.set_share(None)

    def set_share(self, share: float | None) -> None:
        """From 0 to 1; None for unknown."""
        target = share or 0.0
        self.setMaximum(0 if share is None else 100)
        self.setValue(round(100 * target))
        self._ease.stop()
        if target <= self._shown or not self.isVisible() or clock().is_held:
            self._on_step(target)
            return
        self._ease.setStartValue(self._shown)
        self._ease.setEndValue(target)
        self._ease.start()

    def _on_step(self, value: object) -> None:
        self._shown = float(value) if isinstance(value, int | float) else self._shown
        self.update()

    def sizeHint(self) -> QSize:
        """Thin and long."""
        return QSize(look().px(self._width), look().px(6))

    def minimumSizeHint(self) -> QSize:
        """No higher than that: Qt's own has room for a text."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track, and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        colors = look().colors
        painter.setBrush(colors.line_strong if look().dark else colors.grid)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        if self._shown > 0:
            done = QRectF(area)
            done.setWidth(max(area.height(), area.width() * min(1.0, self._shown)))
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                done.moveRight(area.right())
            painter.setBrush(colors.busy)
            painter.drawRoundedRect(done, area.height() / 2, area.height() / 2)
