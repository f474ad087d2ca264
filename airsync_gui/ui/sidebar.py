"""The sidebar: all pairs, each pair with its live state, and at the foot the health of it all and the month's calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import plain
from airsync_gui.sync.events import Event
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cell_painting import mirrored, paint_cell
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.look import Look, keep_dressed, look
from airsync_gui.ui.marks import MarkView, clock
from airsync_gui.ui.meter import Meter, month_sentence
from airsync_gui.ui.pair_words import color_of, mark_of, share, short_state
from airsync_gui.ui.row_model import CELL_ROLE, Cell, Column, Index, RowModel
from airsync_gui.ui.text_runs import Run
from airsync_gui.wording import number, plural, tr

ALL = ""
"""The key of the row of all pairs."""
WIDTH = 244
EventOf = Callable[[str], Event | None]


class PairDelegate(QStyledItemDelegate):
    """A pair's row: mark, name, its state below, and how many conflicts wait."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A rounded ground for the chosen one, a bar at its edge."""
        present = look()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect).adjusted(present.px(8), 1, -present.px(8), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(present.colors.selected_off if chosen else present.colors.hover)
            painter.drawRoundedRect(area, 6, 6)
        if chosen:
            _paint_bar(painter, area, present)
        view = option.widget
        first = isinstance(view, PairList) and index.row() == 0 and not view.currentIndex().isValid()
        if isinstance(view, PairList) and view.ringed and (chosen or first):
            painter.setPen(QPen(present.colors.accent_text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        found = index.data(CELL_ROLE)
        if isinstance(found, Cell):
            inner = area.adjusted(present.px(12), 0, -present.px(11), 0)
            paint_cell(painter, inner, found, present)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines."""
        present = look()
        return QSize(present.px(WIDTH), present.H + present.h + present.px(14) + 2)


def _paint_bar(painter: QPainter, area: QRectF, present: Look) -> None:
    bar = QRectF(area.left(), area.top() + present.px(8), present.px(3), area.height() - 2 * present.px(8))
    bar = mirrored(painter, area, bar)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(present.colors.accent_text)
    painter.drawRoundedRect(bar, 1.5, 1.5)


class PairList(QListView):
    """Rows of pairs, or the one row of all pairs."""

    key_chosen = Signal(str)

    def __init__(self, model: RowModel[Any], name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._by_mouse = False
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setModel(model)
        self.setItemDelegate(PairDelegate(self))
        self.setMouseTracking(True)
        self.setProperty("tone", "window")
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_current)
        clock().turned.connect(self._on_turned)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab on its way through chooses nothing, as Qt would; the arrows do."""
        selection, was_chosen = self.selectionModel(), self.currentIndex().isValid()
        was_quiet = selection.blockSignals(True)
        super().focusInEvent(event)
        if not was_chosen:
            selection.clearCurrentIndex()
        selection.blockSignals(was_quiet)
        self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Who presses keys sees where."""
        self._by_mouse = False
        super().keyPressEvent(event)

    @property
    def ringed(self) -> bool:
        """Whether it has the keyboard, and not by a click."""
        return self.hasFocus() and not self._by_mouse

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.key_chosen.emit(self.rows.key(index.row()))

    def choose(self, key: str | None) -> None:
        """Select a row without saying so; None selects none."""
        was_blocked = self.blockSignals(True)
        selection = self.selectionModel()
        was_quiet = selection.blockSignals(True)
        place = self.rows.place(key) if key is not None else -1
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        selection.blockSignals(was_quiet)
        self.blockSignals(was_blocked)
        self.viewport().update()

    def _on_turned(self) -> None:
        if self.isVisible() and any(isinstance(row, PairLine) and row.status == "syncing" for row in self.rows.rows):
            self.viewport().update()


class Sidebar(QFrame):
    """All that can be shown, and how well it is.

    Signals:
        pair_chosen: a pair's id, empty for all pairs.
        add_asked: a new pair is wanted.
        settings_asked: the gear was pressed.
        help_asked: the manual is wanted.
    """

    pair_chosen = Signal(str)
    add_asked = Signal()
    settings_asked = Signal()
    help_asked = Signal()

    def __init__(self, event_of: EventOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event_of = event_of
        self.setObjectName("sidebar")
        self.setProperty("tone", "window")
        self._all_model = RowModel([Column(tr("All pairs"), _all_cell)], lambda _count: ALL, _all_words, self)
        self._model = RowModel([Column(tr("Pairs"), self._cell)], lambda pair: pair.pair_id, self._describe, self)
        self.all_list = PairList(self._all_model, "allPairsList", tr("All pairs"))
        self.pair_list = PairList(self._model, "pairList", tr("Pairs"))
        self._health_mark = MarkView("in_step")
        self._health = Label("", "strong", name="healthVerdict")
        self._errors = Label("", "small", "text2", name="errorShare")
        self._calls = Label("", "small", name="callsThisMonth")
        self._meter = Meter()
        self._forecast = Label("", "small", "text2", wrap=True, name="callForecast")
        self._foot = QWidget()
        self._all_model.show([0])
        self._lay_out()
        for which in (self.all_list, self.pair_list):
            which.key_chosen.connect(self.pair_chosen)
        self._foot.hide()
        keep_dressed(self)

    def dress(self) -> None:
        """As wide as the text asks."""
        self.setFixedWidth(look().px(WIDTH))
        self.all_list.setFixedHeight(self.all_list.sizeHintForRow(0))
        self.pair_list.doItemsLayout()

    def _lay_out(self) -> None:
        rows = column(self)
        head = line(margins=(16, 10, 14, 10), spacing=10)
        head.addWidget(_Logo(), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Label("AirSync", "strong"))
        head.addStretch()
        head.addWidget(Button("", "helpButton", "icon", "question", tip=tr("Help"), on_click=self.help_asked.emit))
        gear = Button("", "settingsButton", "icon", "gear-six", tip=tr("Settings"), on_click=self.settings_asked.emit)
        head.addWidget(gear)
        rows.addLayout(head)
        self.all_list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.addWidget(self.all_list)
        pairs = line(margins=(20, 12, 14, 4))
        pairs.addWidget(Label(tr("Pairs"), "small_strong", "text2"))
        pairs.addStretch()
        pairs.addWidget(Button("", "addPairButton", "icon", "plus", tip=tr("New pair"), on_click=self.add_asked.emit))
        rows.addLayout(pairs)
        rows.addWidget(self.pair_list, 1)
        rows.addWidget(rule())
        self._lay_out_foot()
        rows.addWidget(self._foot)

    def _lay_out_foot(self) -> None:
        foot = column(self._foot, margins=(20, 12, 20, 14), spacing=6)
        first = line()
        for widget in (self._health_mark, self._health):
            first.addWidget(widget)
        first.addStretch()
        first.addWidget(self._errors)
        second = Flow()
        second.addWidget(Label(tr("API calls this month"), "small", "text2"))
        second.add_end(self._calls)
        foot.addLayout(first)
        foot.addLayout(second)
        foot.addWidget(self._meter)
        foot.addWidget(self._forecast)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show_pairs(self, pairs: Sequence[PairLine]) -> None:
        """The pairs as they are now."""
        self._model.show(pairs)
        self._all_model.show([sum(pair.conflicts for pair in pairs)])
        self._all_model.repaint_all()

    def repaint_states(self) -> None:
        """A run has moved, or a minute has passed."""
        self._model.repaint_all()

    def choose(self, pair_id: str | None) -> None:
        """Select a pair; None for all of them."""
        self.all_list.choose(ALL if pair_id is None else None)
        self.pair_list.choose(pair_id)

    def show_health(self, report: HealthReport, now: datetime) -> None:
        """The foot, on every screen."""
        failed = report.errors / report.requests if report.requests else 0.0
        self._health_mark.set_mark("in_step" if report.healthy else "failed")
        self._health.setText(tr("Healthy") if report.healthy else tr("Unhealthy"))
        self._health.set_color("text" if report.healthy else "fail")
        errors = tr("{share} % errors", share=number(100 * failed, 1))
        ill = [state for state in report.states if state.ill]
        if any(state.kind != "errors" for state in ill):
            errors = plural("{n} problem", "{n} problems", len(ill))
        self._errors.setText(errors if report.requests or ill else tr("no requests"))
        calls, allowance = number(report.calls_this_month), number(report.allowance or 0)
        of_all = tr("{calls} of {allowance}", calls=calls, allowance=allowance)
        self._calls.setText(of_all if report.allowance else calls)
        self._meter.set_values(report.calls_this_month, report.forecast, report.allowance)
        words = month_sentence(report.calls_this_month, report.forecast, report.allowance, now, brief=True)
        self._forecast.setText(words)
        self._foot.show()

    def _cell(self, pair: PairLine) -> Cell:
        event = self._event_of(pair.pair_id)
        return Cell(
            parts=(Run(plain(pair.name, 60), font="strong"),),
            second=(Run(short_state(pair, event), color_of(pair), "small"),),
            mark=mark_of(pair),
            share=share(event),
            pill=number(pair.conflicts) if pair.conflicts else "",
            loud=True,
        )

    def _describe(self, pair: PairLine) -> str:
        return f"{plain(pair.name, 60)}. {short_state(pair, self._event_of(pair.pair_id))}"


def _all_cell(conflicts: int) -> Cell:
    return Cell((Run(tr("All pairs")),), glyph="stack", pill=number(conflicts) if conflicts else "", loud=True)


def _all_words(conflicts: int) -> str:
    if not conflicts:
        return tr("All pairs")
    return plural("All pairs. {n} conflict", "All pairs. {n} conflicts", conflicts)


class _Logo(QWidget):
    """The program's sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = look().px(22)
        return QSize(edge, edge)

    def paintEvent(self, _event: QEvent) -> None:
        paint_icon(QPainter(self), 0, 0, "airsync", look().colors.accent, look().px(22))
