"""Charts as widgets: painted by us, told in words to assistive tools, each slot's values as a tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from airsync_gui.ui.chart_data import ChartData
from airsync_gui.ui.chart_painting import Painting
from airsync_gui.ui.labels import plain_tip
from airsync_gui.ui.look import look


class Chart(QWidget):
    """One chart; an empty one is a grid with a few words.

    Args:
        title: its accessible name.
        name: its object name.
        height: at H = 16.
        empty: said where there are no values.
        most_labels: more are not drawn below it.
    """

    def __init__(
        self,
        title: str,
        name: str,
        height: float,
        empty: str,
        parent: QWidget | None = None,
        *,
        most_labels: int = 4,
    ) -> None:
        super().__init__(parent)
        self._height, self._empty, self._most_labels = height, empty, most_labels
        self._data = ChartData()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_data(self._data)

    @property
    def data(self) -> ChartData:
        """What it shows."""
        return self._data

    def set_data(self, data: ChartData) -> None:
        """Show this."""
        self._data = data
        latest = "" if data.is_empty else data.latest_words()
        self.setAccessibleDescription(f"Latest, {latest}" if latest else self._empty)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(look().px(240), look().px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Still to be read."""
        return QSize(look().px(160), look().px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The grid and the labels, then the values."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        Painting(painter, QRectF(self.rect()), self._data, self._most_labels).paint(self._empty)

    def event(self, event: QEvent) -> bool:
        """The values below the pointer as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            plot = Painting(None, QRectF(self.rect()), self._data, self._most_labels).plot
            words = self._words_at(event.pos().x(), plot)
            if words:
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _words_at(self, x: float, plot: QRectF) -> str:
        count = len(self._data.labels)
        if not count or not plot.left() <= x < plot.right():
            return ""
        return self._data.slot_words(int((x - plot.left()) / plot.width() * count))
