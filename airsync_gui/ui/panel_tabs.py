"""The row of a pair's panels, with counts; a style sheet could not place the pills."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from airsync_gui.ui.look import look, metrics
from airsync_gui.ui.signs import paint_pill, pill_size
from airsync_gui.wording import number, tr

GAP = 6
SIDE = 12


class PanelTabs(QTabBar):
    """The names of the panels; the present one is underlined.

    Signals:
        panel_asked: a panel's name, also when it is the present one already.
    """

    panel_asked = Signal(str)

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._ringed = False
        self._counts: dict[str, tuple[str, bool]] = {}
        self.setObjectName("panelTabs")
        self.setAccessibleName(tr("Panels"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for name, said in names.items():
            title = tr(said)
            self.setAccessibleTabName(self.addTab(title), title)
            self.setTabData(self.count() - 1, name)
        self.tabBarClicked.connect(self._on_clicked)
        self.currentChanged.connect(self._on_clicked)

    def _on_clicked(self, place: int) -> None:
        if 0 <= place < len(self._names):
            self.panel_asked.emit(self._names[place])

    def choose(self, name: str) -> None:
        """Underline a panel's name without asking for it."""
        was_blocked = self.blockSignals(True)
        self.setCurrentIndex(self._names.index(name))
        self.blockSignals(was_blocked)
        self.update()

    def set_count(self, name: str, count: int, *, loud: bool = False) -> None:
        """How many rows a panel has; none shows no pill."""
        text = number(count) if count else ""
        if self._counts.get(name) == (text, loud):
            return
        self._counts[name] = (text, loud)
        place = self._names.index(name)
        self.setAccessibleTabName(place, f"{self.tabText(place)} {text}".strip())
        self.setTabText(place, self.tabText(place))
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def tabSizeHint(self, place: int) -> QSize:
        """The word and its pill."""
        present = look()
        width = metrics(present.fonts.strong).horizontalAdvance(self.tabText(place))
        text, _ = self._counts.get(self._names[place], ("", False))
        if text:
            width += present.px(GAP) + pill_size(text).width()
        return QSize(round(width + 2 * present.px(SIDE)), present.H + present.px(20))

    def minimumTabSizeHint(self, place: int) -> QSize:
        """Tabs are never squeezed."""
        return self.tabSizeHint(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where keys go; a click needs none."""
        self._ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        self._ringed = False
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words, pills, and the line under the present one."""
        painter = QPainter(self)
        for place in range(self.count()):
            self._paint_tab(painter, place)

    def _paint_tab(self, painter: QPainter, place: int) -> None:
        present = look()
        colors = present.colors
        area = QRectF(self.tabRect(place))
        chosen = place == self.currentIndex()
        font = present.fonts.strong if chosen else present.fonts.body
        painter.setFont(font)
        painter.setPen(QPen(colors.text if chosen else colors.text2))
        inner = area.adjusted(present.px(SIDE), 0, -present.px(SIDE), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.tabText(place))
        text, loud = self._counts.get(self._names[place], ("", False))
        if text:
            paint_pill(painter, self._pill_area(inner, font, place), text, loud=loud)
        if chosen:
            painter.fillRect(QRectF(inner.left(), area.bottom() - 1, inner.width(), 2), colors.accent_text)
        if chosen and self._ringed:
            painter.setPen(QPen(colors.accent_text, 2))
            painter.drawRoundedRect(area.adjusted(2, 4, -2, -4), 6, 6)

    def _pill_area(self, inner: QRectF, font: QFont, place: int) -> QRectF:
        """Behind the word, whichever way words run."""
        size = pill_size(self._counts[self._names[place]][0])
        offset = metrics(font).horizontalAdvance(self.tabText(place)) + look().px(GAP)
        backwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = inner.right() - offset - size.width() if backwards else inner.left() + offset
        return QRectF(left, inner.center().y() - size.height() / 2, size.width(), size.height())
