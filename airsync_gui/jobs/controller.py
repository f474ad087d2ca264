"""The window's one way to work: asks are methods, answers are signals, and everything between runs on the pool.

Lives on the GUI thread, and touches neither database nor network there. One run of a pair at a time: an answer to a
conflict that comes while the pair is synced waits for the sync's end.
"""

from __future__ import annotations

import sys
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from airsync_gui import messages
from airsync_gui.errors import AirSyncError, Cancelled
from airsync_gui.jobs.background import Background
from airsync_gui.jobs.bugs import Bug, post_bugs
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.collector import Collector
from airsync_gui.jobs.progress import Progress
from airsync_gui.jobs.progress_pace import ProgressPace
from airsync_gui.jobs.scheduler import Scheduler
from airsync_gui.jobs.turns import Turns
from airsync_gui.jobs.work import Kind, Work, sync_and_stamp
from airsync_gui.sync.events import Event
from airsync_gui.sync.links import in_link_order
from airsync_gui.sync.records import Cell, FieldId, Uid, Value

if TYPE_CHECKING:
    from airsync_gui.jobs.service import Service
    from airsync_gui.jobs.snapshots import PairLine
    from airsync_gui.messages import Message
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.run import Consent, RunResult

T = TypeVar("T")

QUEUE_S = 1.0
"""While a run goes on the queue panel is told of changes this often."""
CLOSE_S = 0.9
"""How long closing may keep the window waiting."""
RUN_PRIORITY = 0


class Controller(QObject):
    """Starts, watches, stops. Its parent, or whoever made it, must call :meth:`close` before the end.

    Signals, with their arguments:
        pairs_changed: every :class:`PairLine`, as a tuple.
        run_started, run_progressed, run_finished, run_cancelled, run_failed: pair id; and the event, the RunResult,
            nothing, the Message with the error. Each started run ends with exactly one of the last three.
        previewed, preview_failed, preview_progressed: pair id; and the PlanPreview, Message with error, event.
        resolved, resolution_refused: the conflict's uid; and the RunResult, the Message.
        resolved_all, not_resolved_all: pair id; and the BulkOutcome, the Message.
        undone, undo_failed: the run that was undone; and the undo's RunResult, the Message with the error.
        edited, not_edited: the refused record's uid; and the RunResult, the Message.
        merged, merge_failed: the group of duplicates; and the RunResult, the Message with the error.
        queue_changed, conflicts_changed, history_changed: pair id, empty for all.
        health_changed: there are new figures.
        preferences_changed: the Preferences that hold from now on.
        failed: Message and error of something else that was asked for.
        crashed: Message and exception; it is a bug, and in the log.
    """

    pairs_changed = Signal(object)
    run_started = Signal(str)
    run_progressed = Signal(str, object)
    run_finished = Signal(str, object)
    run_cancelled = Signal(str)
    run_failed = Signal(str, object, object)
    previewed = Signal(str, object)
    preview_progressed = Signal(str, object)
    preview_failed = Signal(str, object, object)
    resolved = Signal(str, object)
    resolution_refused = Signal(str, object)
    resolved_all = Signal(str, object)
    not_resolved_all = Signal(str, object)
    undone = Signal(int, object)
    undo_failed = Signal(int, object, object)
    edited = Signal(str, object)
    not_edited = Signal(str, object)
    merged = Signal(str, object)
    merge_failed = Signal(str, object, object)
    queue_changed = Signal(str)
    conflicts_changed = Signal(str)
    history_changed = Signal(str)
    health_changed = Signal()
    preferences_changed = Signal(object)
    failed = Signal(object, object)
    crashed = Signal(object, object)

    def __init__(self, service: Service, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self._collector = Collector(self)
        self.background = Background(self)
        self.background.posted.connect(self._on_posted)
        self.background.lost.connect(self.tell)
        self._lines: tuple[PairLine, ...] = ()
        self._runs: dict[str, Work] = {}
        self.scheduler = Scheduler(service, self.background, self.is_running, self)
        self.scheduler.due.connect(self._on_due)
        self._previews: dict[str, Work] = {}
        self._turns = Turns(self.is_running, self)
        self._in_turn: set[str] = set()
        self._flags: weakref.WeakSet[CancelFlag] = weakref.WeakSet()
        self._refreshing = self._refresh_again = False
        self._pace = ProgressPace(self)
        self._pace.due.connect(self._show)
        self._unhook: Callable[[], None] = lambda: None

    # -- what is known ----------------------------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[PairLine, ...]:
        """Every pair as last seen, with what is done for it just now."""
        return tuple(self._live(line) for line in self._lines)

    def _live(self, line: PairLine) -> PairLine:
        work = self._runs.get(line.pair_id)
        if work is None:
            return line
        return replace(line, status="cancelling" if work.cancel.is_set else "syncing", problem=None, until=None)

    def line(self, pair_id: str) -> PairLine | None:
        """One pair as last seen."""
        return next((line for line in self.lines if line.pair_id == pair_id), None)

    def is_running(self, pair_id: str) -> bool:
        """Whether a sync or an answer of this pair is carried out just now."""
        return pair_id in self._runs

    def last_event(self, pair_id: str) -> Event | None:
        """The last that the pair's run said."""
        work = self._runs.get(pair_id)
        return work.event if work else None

    def refresh(self) -> None:
        """Look at all pairs anew."""
        if self._refreshing:
            self._refresh_again = True
            return
        self._refreshing = True
        self.background.ask(self.service.pairs, self._on_pairs, self._on_no_pairs)

    def _on_pairs(self, lines: Sequence[PairLine]) -> None:
        self._refreshing = False
        self._lines = tuple(lines)
        self.scheduler.follow(self._in_link_order())
        self._tell_pairs()
        if self._refresh_again:
            self._refresh_again = False
            self.refresh()

    def _on_no_pairs(self, error: BaseException) -> None:
        self._refreshing = self._refresh_again = False
        self._tell_pairs()
        self.tell(error)

    def _tell_pairs(self) -> None:
        self.pairs_changed.emit(self.lines)

    def ask(
        self,
        function: Callable[[], T],
        then: Callable[[T], None],
        or_else: Callable[[BaseException], None] | None = None,
        *,
        asker: QObject | None = None,
    ) -> None:
        """Any query; see :meth:`Background.ask`. Without ``or_else`` an error comes with :attr:`failed`.

        ``controller.ask(partial(service.queue, pair_id), self._on_queue)``
        """
        self.background.ask(function, then, or_else, asker=asker)

    def new_cancel(self) -> CancelFlag:
        """A flag for a query that takes long; closing sets it too."""
        flag = CancelFlag()
        self._flags.add(flag)
        return flag

    def new_report(self, then: Callable[[Event], None]) -> Callable[[Event], None]:
        """What a query that takes long is given to tell how far it is.

        Args:
            then: a method of a QObject; gets the latest event, at most ten times a second, on this thread.
        """
        progress = Progress(self.background.mailbox.post)
        self._pace.listen(progress, then)
        return progress.report

    # -- runs -------------------------------------------------------------------------------------------------------

    def sync(self, pair_id: str, consent: Consent | None = None, *, full: bool = False) -> bool:
        """Start one pass over a pair; False where one goes on already (or an answer: then it follows that).

        With ``full``, all of Airtable's records are read, whatever is known of them.
        """
        if pair_id in self._runs:
            if self._runs[pair_id].kind in ("resolve", "undo", "merge", "edit"):
                self._turns.after(pair_id, partial(self.sync, pair_id, consent, full=full))
            return False
        from airsync_gui.sync.run import Consent  # read by now: the window is painted before the engine is

        work = self._new_work(pair_id, "sync")
        agreed = consent or Consent()
        function = partial(sync_and_stamp, self.service, pair_id, agreed, work.progress.report, work.cancel, full=full)
        self._begin(work)
        self._start(function, partial(self._on_synced, work), partial(self._on_sync_failed, work))
        self.run_started.emit(pair_id)
        return True

    def sync_all(self, *, full: bool = False) -> None:
        """Start every pair that is not paused; one that links to another's records follows that."""
        for line in self._in_link_order():
            if line.status != "paused":
                self._sync_in_turn(line.pair_id, full=full)

    def _in_link_order(self) -> list[PairLine]:
        by_id = {line.pair_id: line for line in self._lines}
        return [by_id[i] for i in in_link_order(list(by_id), {i: line.follows for i, line in by_id.items()})]

    def _sync_in_turn(self, pair_id: str, *, full: bool = False) -> None:
        """Start a pair once those that it follows have ended, as far as they run or wait for their turn."""
        line = self.line(pair_id)
        awaited = [first for first in (line.follows if line else ()) if first in self._runs or first in self._in_turn]
        if not awaited:
            self._in_turn.discard(pair_id)
            self.sync(pair_id, full=full)
        else:
            self._in_turn.add(pair_id)
            self._turns.after(awaited[-1], partial(self._sync_in_turn, pair_id, full=full))

    def _new_work(self, pair_id: str, kind: Kind) -> Work:
        return Work(pair_id, kind, Progress(self.background.mailbox.post))

    def _begin(self, work: Work) -> None:
        if work.kind == "preview":
            self._previews[work.pair_id] = work
        else:
            self._runs[work.pair_id] = work
            self._tell_pairs()

    def _start(
        self, function: Callable[[], T], then: Callable[[T], None], or_else: Callable[[BaseException], None]
    ) -> None:
        self.background.ask(function, then, or_else, asker=self, priority=RUN_PRIORITY)

    def _on_synced(self, work: Work, outcome: tuple[RunResult, str]) -> None:
        result, stamp = outcome
        self._end(work)
        self.run_finished.emit(work.pair_id, result)
        self._tell_news(work.pair_id)
        self.scheduler.left(work.pair_id, stamp)

    def _on_sync_failed(self, work: Work, error: BaseException) -> None:
        self._end(work)
        if isinstance(error, Cancelled):
            self.run_cancelled.emit(work.pair_id)
        else:
            self.run_failed.emit(work.pair_id, self.told(error), error)
            self.scheduler.look(work.pair_id)
        self._tell_news(work.pair_id)

    def _end(self, work: Work) -> None:
        """The work is over; its last event is shown first, and what waited for it starts."""
        self._show(work.progress)
        self._pace.forget(work.progress)
        if work.kind == "preview":
            self._previews.pop(work.pair_id, None)
            return
        self._runs.pop(work.pair_id, None)  # the refresh that follows tells how it left the pair
        self._turns.ended(work.pair_id)

    def _tell_news(self, pair_id: str) -> None:
        for signal in (self.queue_changed, self.conflicts_changed, self.history_changed):
            signal.emit(pair_id)
        self.health_changed.emit()
        self.refresh()

    def cancel(self, pair_id: str) -> None:
        """Stop what is done for a pair; :attr:`lines` shows that at once, the end follows."""
        works = [work for works in (self._runs, self._previews) if (work := works.get(pair_id)) is not None]
        for work in works:
            work.cancel.set()
        if works:
            self._tell_pairs()

    def preview(self, pair_id: str) -> None:
        """Compute what a sync would do; a preview that goes on already is the answer to both."""
        if pair_id in self._previews:
            return
        work = self._new_work(pair_id, "preview")
        self._begin(work)
        function = partial(self.service.preview, pair_id, work.progress.report, work.cancel)
        self._start(function, partial(self._on_previewed, work), partial(self._on_preview_failed, work))

    def _on_previewed(self, work: Work, preview: object) -> None:
        self._end(work)
        self.previewed.emit(work.pair_id, preview)
        self.health_changed.emit()

    def _on_preview_failed(self, work: Work, error: BaseException) -> None:
        self._end(work)
        self.preview_failed.emit(work.pair_id, self.told(error), error)
        self.refresh()

    # -- decisions --------------------------------------------------------------------------------------------------

    def resolve(self, pair_id: str, uid: Uid, answer: Answer) -> None:
        """Carry out an answer, as soon as nothing else is done for its pair."""
        work = self._new_work(pair_id, "resolve")
        self._carry_out(
            work,
            partial(self.service.resolve, pair_id, uid, answer, work.cancel),
            lambda result: self.resolved.emit(uid, result),
            lambda error: self.resolution_refused.emit(uid, self.told(error)),
        )

    def resolve_all(self, pair_id: str, uids: Sequence[Uid], answer: Answer) -> None:
        """Give many conflicts one answer, as soon as nothing else is done for their pair."""
        work = self._new_work(pair_id, "resolve")
        self._carry_out(
            work,
            partial(self.service.resolve_all, pair_id, uids, answer, work.progress.report, work.cancel),
            lambda outcome: self.resolved_all.emit(pair_id, outcome),
            lambda error: self.not_resolved_all.emit(pair_id, self.told(error)),
        )

    def undo(
        self, pair_id: str, run_id: int, change_id: int | None, field_id: FieldId | None, consent: Consent
    ) -> None:
        """Undo a run or a part of it, as soon as nothing else is done for its pair."""
        work = self._new_work(pair_id, "undo")
        self._carry_out(
            work,
            partial(self.service.undo, run_id, change_id, field_id, consent, work.progress.report, work.cancel),
            lambda result: self.undone.emit(run_id, result),
            lambda error: self.undo_failed.emit(run_id, self.told(error), error),
        )

    def merge(self, pair_id: str, group_id: str, kept: str, values: Mapping[FieldId, Value], consent: Consent) -> None:
        """Merge a group of duplicates, as soon as nothing else is done for its pair."""
        work = self._new_work(pair_id, "merge")
        wish = (pair_id, group_id, kept, values)
        self._carry_out(
            work,
            partial(self.service.merge, *wish, consent, work.progress.report, work.cancel),
            lambda result: self.merged.emit(group_id, result),
            lambda error: self.merge_failed.emit(group_id, self.told(error), error),
        )

    def edit_refused(
        self, pair_id: str, uid: Uid, values: Mapping[FieldId, Value], shown: Mapping[FieldId, Cell]
    ) -> None:
        """Change cells of a refused record's row here, as soon as nothing else is done for its pair, and sync that."""

        def on_edited(result: RunResult) -> None:
            self.edited.emit(uid, result)
            QTimer.singleShot(0, self, partial(self._sync_next, pair_id))

        work = self._new_work(pair_id, "edit")
        self._carry_out(
            work,
            partial(self.service.edit_refused, pair_id, uid, values, shown, work.cancel),
            on_edited,
            lambda error: self.not_edited.emit(uid, self.told(error)),
        )

    def _carry_out(
        self,
        work: Work,
        function: Callable[[], T],
        then: Callable[[T], None],
        or_else: Callable[[BaseException], None],
    ) -> None:
        """Have it done on the pool, as soon as nothing else is done for its pair; and tell what came of it."""
        if work.pair_id in self._runs:
            self._turns.after(work.pair_id, partial(self._carry_out, work, function, then, or_else))
            return

        def on_done(result: T) -> None:
            self._end(work)
            then(result)
            self._tell_news(work.pair_id)

        def on_failed(error: BaseException) -> None:
            self._end(work)
            or_else(error)
            self._tell_news(work.pair_id)

        self._begin(work)
        self._start(function, on_done, on_failed)

    def pause(self, pair_id: str) -> None:
        """Leave a pair out of every sync that does not name it; one that goes on is stopped."""
        self.cancel(pair_id)
        self._change(partial(self.service.set_paused, pair_id, True), pair_id)

    def resume(self, pair_id: str) -> None:
        """Take a pair back in."""
        self._change(partial(self.service.set_paused, pair_id, False), pair_id)

    def retry(self, entry_ids: Sequence[int], pair_ids: Sequence[str] = ()) -> None:
        """Let refused operations be tried again at the next sync.

        Args:
            pair_ids: these pairs are synced as soon as that is noted and nothing else is done for them.
        """

        def on_noted(_nothing: object) -> None:
            self._tell_news("")
            for pair_id in pair_ids:
                self._sync_next(pair_id)

        self.background.ask(partial(self.service.retry, tuple(entry_ids)), on_noted, asker=self)

    def _sync_next(self, pair_id: str) -> None:
        if pair_id in self._runs:
            self._turns.after(pair_id, partial(self.sync, pair_id))
        else:
            self.sync(pair_id)

    def drop(self, entry_ids: Sequence[int]) -> None:
        """Give operations up."""
        self._change(partial(self.service.drop, tuple(entry_ids)))

    def _change(self, function: Callable[[], None], pair_id: str = "") -> None:
        self.background.ask(function, lambda _nothing: self._tell_news(pair_id), asker=self)

    # -- progress ---------------------------------------------------------------------------------------------------

    def _on_posted(self, letter: object) -> None:
        if isinstance(letter, Progress):
            self._pace.note(letter)
        elif isinstance(letter, Bug):
            self.crashed.emit(messages.describe(letter.error), letter.error)

    def _show(self, progress: Progress) -> None:
        work = next(
            (w for works in (self._runs, self._previews) for w in works.values() if w.progress is progress), None
        )
        event = progress.take()
        if work is None or event is None:
            return
        work.event = event
        if work.kind == "preview":
            self.preview_progressed.emit(work.pair_id, event)
            return
        self.run_progressed.emit(work.pair_id, event)
        if time.monotonic() - work.queue_told_s >= QUEUE_S:
            work.queue_told_s = time.monotonic()
            self.queue_changed.emit(work.pair_id)

    # -- by itself --------------------------------------------------------------------------------------------------

    def _on_due(self, pair_id: str) -> None:
        line = self.line(pair_id)
        if line is not None and line.status != "paused":
            self._sync_in_turn(pair_id)

    # -- what went wrong --------------------------------------------------------------------------------------------

    def told(self, error: BaseException) -> Message:
        """An error in words, for who shows it in a place of its own; one that is not ours is reported as a bug too."""
        if not isinstance(error, AirSyncError):
            self._report_bug(error)
        return messages.describe(error)

    def tell(self, error: BaseException) -> None:
        """Tell by :attr:`failed` what a question ended with, where the asker has no words of its own for it."""
        if not isinstance(error, Cancelled):
            self.failed.emit(self.told(error), error)

    def _report_bug(self, error: BaseException) -> None:
        sys.excepthook(type(error), error, error.__traceback__)

    def watch_for_bugs(self) -> None:
        """Have every exception that nobody catches told by :attr:`crashed`, after it was logged as before."""
        self._unhook()
        self._unhook = post_bugs(self.background.mailbox)

    # -- the end ----------------------------------------------------------------------------------------------------

    def close(self, timeout_s: float = CLOSE_S) -> bool:
        """Stop everything. A request under way may end by itself afterwards; the state file is closed last.

        Returns:
            Whether all has ended. The window may close either way.
        """
        self.scheduler.stop()
        self._collector.stop()
        self._pace.stop()
        self._turns.clear()
        for work in (*self._runs.values(), *self._previews.values()):
            work.cancel.set()
        for flag in tuple(self._flags):
            flag.set()
        self._unhook()
        self._unhook = lambda: None
        return self.background.close(self.service.close, timeout_s)
