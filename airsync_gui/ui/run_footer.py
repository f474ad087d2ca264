"""The footer: one line for what runs just now; it exists only while something does."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import plain
from airsync_gui.sync.events import Event, Writing
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.look import keep_dressed, look
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.pair_words import share, told
from airsync_gui.ui.progress_line import ProgressLine
from airsync_gui.ui.time_words import span
from airsync_gui.wording import number, plural, tr

LEAST_BAR, MOST_BAR = 40, 200
"""Widths of the progress bar, at H = 16."""
LEAST_OBSERVED_S = 2.0
"""A forecast from less than this would be a guess."""


class RunFooter(QFrame):
    """What runs, how far it is, and a way to stop it.

    Signals:
        pair_asked: a pair's id that was chosen from the list of those that run.
    """

    pair_asked = Signal(str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._began: dict[str, tuple[float, int]] = {}
        self.setObjectName("runFooter")
        self.setProperty("tone", "window")
        rows = column(self)
        rows.addWidget(rule())
        below = QWidget()
        row = line(below, margins=(20, 0, 20, 0), spacing=8)
        rows.addWidget(below, 1)
        self._mark = MarkView("syncing")
        self._several = Button("", "runningPairsButton", "quiet", on_click=self._on_several)
        self._name = ElidedLabel("", "strong", name="runningPairName", tight=True)
        self._told = ElidedLabel("", "body", "text2", name="runningPairState", tight=True)
        self._bar = ProgressLine("runProgress", width=LEAST_BAR)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share = Label("", "body", name="runShare")
        self._calls = Label("", "body", "text2", name="runCalls")
        self._left = Label("", "body", "text2", name="runTimeLeft")
        self._cancel = Button(tr("Cancel"), "cancelRunButton", "quiet", on_click=self._on_cancel)
        for widget in (self._mark, self._several, self._name, self._told):
            row.addWidget(widget)
        row.addWidget(self._bar, 100)  # what the words leave it
        row.addWidget(self._share)
        row.addStretch(1)
        row.addWidget(self._calls)
        row.addWidget(self._left)
        row.addWidget(self._cancel)
        self.hide()
        keep_dressed(self)
        controller.pairs_changed.connect(self._on_pairs)
        controller.run_progressed.connect(self._on_progressed)

    def dress(self) -> None:
        """As high as the text asks."""
        self.setFixedHeight(look().H + look().px(26))
        self._bar.setMaximumWidth(look().px(MOST_BAR))

    def _running(self) -> list[PairLine]:
        return [pair for pair in self._controller.lines if pair.status in ("syncing", "cancelling")]

    def _on_pairs(self, _lines: object) -> None:
        running = self._running()
        self._began = {pair.pair_id: self._began[pair.pair_id] for pair in running if pair.pair_id in self._began}
        self.setVisible(bool(running))
        if running:
            self._show(running)

    def _on_progressed(self, pair_id: str, event: Event) -> None:
        if isinstance(event, Writing):
            self._began.setdefault(pair_id, (time.monotonic(), event.done))
        running = self._running()
        if running:
            self._show(running)

    def _show(self, running: list[PairLine]) -> None:
        first = running[0]
        event = self._controller.last_event(first.pair_id)
        alone = len(running) == 1
        self._several.setVisible(not alone)
        self._name.setVisible(alone)
        self._told.setVisible(alone)
        if not alone:
            self._several.set_text(plural("{n} pair syncing", "{n} pairs syncing", len(running)))
        self._name.setText(plain(first.name, 60))
        stopping = first.status == "cancelling"
        self._told.setText(tr("stopping") if stopping else told(event))
        done = share(event) if alone else None
        self._mark.set_mark("syncing", done)
        self._bar.setVisible(done is not None)
        self._bar.set_share(done)
        self._share.setText(f"{done:.0%}".replace("%", " %") if done is not None else "")
        self._calls.setText(_calls(event) if alone else "")
        left = self._time_left(first.pair_id, event) if alone else ""
        self._left.setText(f"· {left}" if left and self._calls.text() else left)
        self._cancel.setEnabled(not all(pair.status == "cancelling" for pair in running))
        self._cancel.set_text(tr("Cancel") if alone else tr("Cancel all"))

    def _time_left(self, pair_id: str, event: Event | None) -> str:
        if not isinstance(event, Writing) or pair_id not in self._began:
            return ""
        began, done_then = self._began[pair_id]
        seconds, done = time.monotonic() - began, event.done - done_then
        if seconds < LEAST_OBSERVED_S or done <= 0:
            return ""
        return tr("about {span} left", span=span((event.total - event.done) / done * seconds))

    def _on_cancel(self) -> None:
        for pair in self._running():
            self._controller.cancel(pair.pair_id)

    def _on_several(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for pair in self._running():
            action = menu.addAction(plain(pair.name, 60).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, asked=pair.pair_id: self.pair_asked.emit(asked))
        menu.popup(self._several.mapToGlobal(self._several.rect().topLeft()))


def _calls(event: Event | None) -> str:
    """``12 of 48 calls``; nothing where Airtable is not written."""
    if not isinstance(event, Writing) or not event.of_calls:
        return ""
    return plural("{done} of {n} call", "{done} of {n} calls", event.of_calls, done=number(event.calls))
