"""Charts as widgets: painted by us, told in words to assistive tools, each slot's values as a tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from airsync_gui.ui.chart_data import ChartData
from airsync_gui.ui.chart_painting import Painting
from airsync_gui.ui.labels import plain_tip
from airsync_gui.ui.look import look
from airsync_gui.wording import tr


class Chart(QWidget):
    """One chart; an empty one is a grid with a few words.

    Args:
        title: its accessible name.
        name: its object name.
        height: at H = 16.
        empty: said where there are no values.
        most_labels: more are not drawn below it.

    Signals:
        pointed: the number of the slot below the pointer; -1 for none.
    """

    pointed = Signal(int)

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
        self._known = False
        self._pointed = -1
        self.setMouseTracking(True)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_data(self._data)

    @property
    def data(self) -> ChartData:
        """What it shows."""
        return self._data

    def forget(self) -> None:
        """Nothing is known yet, not even that there is nothing."""
        self._data, self._known = ChartData(), False
        self.setAccessibleDescription("")
        self.update()

    def set_data(self, data: ChartData) -> None:
        """Show this; what is shown already is not painted again."""
        if self._known and data == self._data:
            return
        self._data, self._known = data, True
        latest = "" if data.is_empty else data.latest_words()
        self.setAccessibleDescription(tr("Latest, {values}", values=latest) if latest else self._empty)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(look().px(240), look().px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Still to be read."""
        return QSize(look().px(160), look().px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The grid and the labels, then the values, then what is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painting = Painting(painter, QRectF(self.rect()), self._data, self._most_labels)
        painting.paint(self._empty if self._known else "")
        if not self._data.is_empty:
            painting.paint_pointed(self._pointed)

    # -- what is pointed at -----------------------------------------------------------------------------------------

    def point_at(self, slot: int) -> None:
        """Mark a slot, as another chart of the same time does; -1 marks none."""
        if slot != self._pointed:
            self._pointed = slot
            self.update()
            self.pointed.emit(slot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The values below the pointer as a tool tip, at once."""
        slot = self._slot_at(event.position().x())
        moved = slot != self._pointed
        self.point_at(slot)
        if moved:
            self._tell(slot, event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self.point_at(-1)
        QToolTip.hideText()

    def event(self, event: QEvent) -> bool:
        """A tool tip that is asked for is the same."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(self._slot_at(event.pos().x()), event.globalPos())
            return True
        return super().event(event)

    def _slot_at(self, x: float) -> int:
        return Painting(None, QRectF(self.rect()), self._data, self._most_labels).slot_at(x)

    def _tell(self, slot: int, at: QPoint) -> None:
        words = self._data.slot_words(slot) if slot >= 0 else ""
        if words:
            QToolTip.showText(at, plain_tip(words), self)
        else:
            QToolTip.hideText()
