"""History: the runs on the left; on the right what the chosen one did, record by record, and each change in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PairLine, RunLine
from airsync_gui.messages import plain
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.history_model import RunsModel, by_day, run_key
from airsync_gui.ui.layouts import column
from airsync_gui.ui.look import look
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.run_detail import RunDetail
from airsync_gui.ui.run_words import is_quiet
from airsync_gui.ui.table_view import TableView
from airsync_gui.wording import tr

RUNS_WIDTH = 380
DETAIL_WIDTH = 656
LEAST_RUNS_WIDTH = 240
LEAST_DETAIL_WIDTH = 300
LEAST_BESIDE = 860
"""In a narrower panel a run stands below the list, at H = 16."""


class HistoryPanel(Panel):
    """The runs of one pair or of all.

    Signals:
        explain_asked: pair id, uid and name of a record that is to be explained.
    """

    explain_asked = Signal(str, str, str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, "historyPanel", parent)
        self.model = RunsModel(self)
        self.runs = TableView(self.model, "runsTable", tr("Runs"))
        self.detail = RunDetail(controller)
        self._runs: Sequence[RunLine] = ()
        self._widths: list[int] = []
        self._lay_out()
        self.runs.row_changed.connect(self._on_run_chosen)
        self.runs.verticalScrollBar().valueChanged.connect(self._name_day)
        # Only after the layout has made room for it is it clear where the bar stands.
        self.detail.undo_bar.spoke.connect(self._on_undo_spoke, Qt.ConnectionType.QueuedConnection)
        self.detail.explain_asked.connect(self.explain_asked)
        self.detail.wants_conflicts.connect(partial(self.goes_to.emit, "conflicts"))
        controller.pairs_changed.connect(self._on_pairs)

    def kept(self) -> dict[str, Any]:
        """How wide list and detail are."""
        return {"widths": self._widths or self.splitter.sizes()}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """As wide as they were."""
        widths = kept.get("widths")
        if isinstance(widths, list) and len(widths) == 2 and all(isinstance(w, int) and 0 < w < 10_000 for w in widths):
            self._widths = widths

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            "clock-counter-clockwise",
            tr("No sync has run yet"),
            tr("Each run will be listed here, with all that it wrote and why."),
        )
        self._empty.setObjectName("historyEmpty")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("historySplitter")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.runs.setMinimumWidth(look().px(LEAST_RUNS_WIDTH))
        self.splitter.addWidget(self.runs)
        self._area = _scrolled(self.detail)
        self.splitter.addWidget(self._area)
        self.splitter.setStretchFactor(0, RUNS_WIDTH)
        self.splitter.setStretchFactor(1, DETAIL_WIDTH)
        self.splitter.setSizes([look().px(RUNS_WIDTH), look().px(DETAIL_WIDTH)])
        self._blank = QWidget()
        self.pages = QStackedWidget()
        for page in (self._blank, self.splitter, self._empty):
            self.pages.addWidget(page)
        column(self).addWidget(self.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other, or below where there is too little room."""
        super().resizeEvent(event)
        wide = self.width() >= look().px(LEAST_BESIDE)
        direction = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if direction is not self.splitter.orientation():
            self.splitter.setOrientation(direction)

    def forget(self) -> None:
        """Nothing is known of the other pair yet."""
        self._runs = ()
        self.model.with_pairs = self.pair_id is None
        self.model.show((), anew=True)
        self.detail.show_run(None)
        self.pages.setCurrentWidget(self._blank)

    def _widen(self) -> None:
        widths, self._widths = self._widths, []
        if widths:
            self.splitter.setSizes(widths)

    def load(self) -> None:
        """Read the runs."""
        self.ask_for(partial(self.controller.service.runs, self.pair_id), self._on_runs)

    def _on_runs(self, runs: Sequence[RunLine]) -> None:
        self._runs = runs
        self._take_names(self.controller.lines)
        self.model.show(by_day(runs))
        self.runs.span_headings()
        self._name_day()
        self.pages.setCurrentWidget(self.splitter if runs else self._empty)
        if runs and self._widths:
            QTimer.singleShot(0, self, self._widen)  # a splitter keeps to that only once it is laid out
        if not self.runs.current_key and runs:
            self.runs.choose(run_key(next((run for run in runs if not is_quiet(run)), runs[0])))
        self._on_run_chosen(self.runs.current_key)

    def _on_run_chosen(self, key: str) -> None:
        """A day's row, or none while rows change, leaves what is shown."""
        run = next((run for run in self._runs if run_key(run) == key), None)
        if run is not None:
            with_pair = plain(run.pair_name, 60) if self.pair_id is None else ""
            self.detail.show_run(run, self.model.local_name(run), with_pair)

    def _on_undo_spoke(self) -> None:
        if self.detail.undo_bar.text:
            self._area.ensureWidgetVisible(self.detail.undo_bar)

    def _on_pairs(self, lines: Sequence[PairLine]) -> None:
        if self._take_names(lines):
            self.model.repaint_all()

    def _take_names(self, lines: Sequence[PairLine]) -> bool:
        names = {line.pair_id: plain(line.local.name, 60) for line in lines}
        changed = names != self.model.local_names
        self.model.local_names = names
        return changed

    def _name_day(self) -> None:
        self.model.name_day_at(max(0, self.runs.rowAt(0)))


def _scrolled(widget: QWidget) -> QScrollArea:
    """Whole also where the text is doubled and the window is small."""
    area = QScrollArea(widgetResizable=True)
    area.setObjectName("runDetailArea")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(look().px(LEAST_DETAIL_WIDTH))
    widget.setProperty("tone", "surface")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(widget)
    return area
