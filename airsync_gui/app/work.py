"""What is done for a pair: one thing at a time with each table, noted in the log, and in history how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from airsync_gui import messages
from airsync_gui.app.calls import Calls
from airsync_gui.app.profile import runtime_folder
from airsync_gui.app.tables import silent
from airsync_gui.errors import AccessDenied, AirSyncError, AllowanceSpent, NotFound, NotPermitted, Refused, Transient
from airsync_gui.locks import held_tables
from airsync_gui.sync.events import Event
from airsync_gui.sync.pairs import Pair

if TYPE_CHECKING:
    from airsync_gui.sync.duplicates_run import Found, MergeResult, Wish
    from airsync_gui.sync.local_edit import RowHere
    from airsync_gui.sync.look import Look
    from airsync_gui.sync.operations import Operation
    from airsync_gui.sync.ports import Cancel
    from airsync_gui.sync.records import Cell, FieldId, Uid, Values
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.run import Consent, RunResult
    from airsync_gui.sync.undo import Part
    from airsync_gui.sync.undo_run import UndoResult

log = logging.getLogger("airsync_gui.app")

QUIET_KEPT = timedelta(days=90)
"""How long history tells of runs that changed nothing."""
FORGET_EVERY = timedelta(hours=1)


class Work(Calls):
    """Syncs, answers, edits, undos, merges, and looks."""

    _forgot_at: datetime | None = None

    @contextmanager
    def holding(self, pair: Pair, cancel: Cancel | None = None) -> Iterator[None]:
        """Both of the pair's tables, against every other run of this person on this computer.

        Raises:
            Busy: another run did not end within ten seconds.
        """
        identities = {
            f"airtable {pair.endpoint} {pair.base_id} {pair.table_id}": f"Airtable's table {pair.table_name}",
            f"local {self.local_table(pair).identity}": pair.source,
        }
        with held_tables(runtime_folder(), identities, sleep=(cancel or self.cancel).wait):
            yield

    def sync(
        self,
        pair: Pair,
        *,
        dry_run: bool = False,
        full: bool = False,
        consent: Consent | None = None,
        report: Callable[[Event], None] = silent,
        cancel: Cancel | None = None,
    ) -> RunResult:
        """One pass over one pair, or a preview of it.

        With ``full``, the cached schema is read anew first, and then all of Airtable's records.

        Args:
            cancel: stops this run alone; in place of the App's own.
        """
        from airsync_gui.sync.run import run

        with self._looking(pair), self._noted(pair, cancel, dry_run=dry_run):
            if full:
                self.schema(pair, refresh=True)
            tools = replace(self.tools(pair, report, cancel, remember=not dry_run), full=full)
            if dry_run:
                return run(pair, tools, dry_run=True)
        self._afford(pair)
        with self._working(pair, "sync", cancel):
            result = run(pair, replace(tools, store=self._store_of(pair)), consent=consent)
            log.info(
                "run %s of %s (plan %s): %s done, %s refused, %s conflicts, %s held, %s calls, exit code %s",
                *(result.run_id, pair.name, result.plan.id, len(result.completed), len(result.refused)),
                *(len(result.conflicts), len(result.plan.held), result.api_calls, result.exit_code),
            )
            self.settings.learn_styles(pair.name, getattr(tools.local, "proven", {}))
            self._follow_names(pair)
            self._forget_old_history()
            self.backups.forget_old(self.clock.now())
            return result

    def _follow_names(self, pair: Pair) -> None:
        """Have the settings say what base, table and fields are called in Airtable now, as far as that was read."""
        from airsync_gui.sync.schema import with_present_names

        schema = self.known_schemas()(pair)
        if schema is None or with_present_names(pair, schema) == pair:
            return
        try:
            self.settings.change(pair.id, partial(with_present_names, schema=schema))
        except AirSyncError as error:  # names are there for people: a file that can't be written costs no sync
            log.warning("the present names of %s are not kept: %s", pair.name, messages.facts(error))

    @contextmanager
    def _noted(self, pair: Pair, cancel: Cancel | None, *, dry_run: bool) -> Iterator[None]:
        """A sync that ends before it has begun is in history, too: other processes tell of it."""
        from airsync_gui.sync.ports import RunOutcome

        try:
            yield
        except (AccessDenied, AllowanceSpent, Transient) as error:
            if not dry_run:
                with suppress(AirSyncError), self.holding(pair, cancel):
                    run_id = self.store.begin(pair.id, "sync", self.clock.now())
                    outcome = RunOutcome("failed", type(error).__name__, 0)
                    self.store.finish(run_id, pair.id, outcome, self.clock.now())
            raise

    def _forget_old_history(self) -> None:
        """What was done is kept for ever, unless the settings say how long; that nothing was done, for some months."""
        from airsync_gui.state import history

        now, days = self.clock.now(), self.settings.history_days()
        if self._forgot_at is not None and timedelta() <= now - self._forgot_at < FORGET_EVERY:
            return
        self._forgot_at = now
        with self.database.transaction() as db:
            if days:
                history.forget_before(db, now - timedelta(days=days))
            history.forget_quiet(db, now - QUIET_KEPT)

    def resolve(self, pair: Pair, conflict_id: str, answer: Answer, cancel: Cancel | None = None) -> RunResult:
        """Settle one conflict by hand.

        Raises:
            NotFound: it is not open any more.
        """
        from airsync_gui.state import conflicts
        from airsync_gui.sync.resolution_run import resolve_conflict

        with self._working(pair, "resolve", cancel):
            with self.database.reading() as db:
                rows = conflicts.listed(db, pair.id)
            row = next((row for row in rows if row.conflict.uid == conflict_id), None)
            if row is None:  # another run closed it while we waited for the lock
                raise NotFound(what="open conflict", name=conflict_id, where=f"the pair {pair.name}")
            return resolve_conflict(pair, self.tools(pair, cancel=cancel, remember=True), row.conflict, answer)

    def row_of_refused(self, pair: Pair, uid: Uid) -> RowHere:
        """The row on this computer whose change Airtable's side did not take, as it is now.

        Raises:
            NotFound: nothing of that record is refused any more.
            ConflictError: the row is gone.
        """
        from airsync_gui.sync.local_edit import look_here

        with self._looking(pair):
            return look_here(pair, self.tools(pair), self._refused(pair, uid)[0])

    def edit_refused(
        self,
        pair: Pair,
        uid: Uid,
        values: Values,
        shown: Mapping[FieldId, Cell] | None = None,
        cancel: Cancel | None = None,
    ) -> RunResult:
        """Change cells of such a row, as a person's own edit of the local table; nothing is sent.

        Args:
            shown: what the person saw in these cells; None for what was refused.

        Raises:
            NotFound, UsageError, ConflictError, Refused: nothing was written (:mod:`airsync_gui.sync.local_edit`).
        """
        from airsync_gui.sync.local_edit import CellEdit, edit_here, refused_cells

        with self._working(pair, "edit", cancel):
            waiting, why = self._refused(pair, uid)
            seen = refused_cells(pair, waiting, why) if shown is None else shown
            tools = self.tools(pair, cancel=cancel, remember=True)
            return edit_here(pair, tools, CellEdit(waiting, values, seen))

    def _refused(self, pair: Pair, uid: Uid) -> tuple[Operation, Refused]:
        from airsync_gui.state import queue

        with self.database.reading() as db:
            found = queue.refused_in_airtable(db, pair.id, uid)
        if found is None:
            raise NotFound(what="refused change", name=uid, where=f"the queue of {pair.name}")
        return found

    def undo(
        self,
        pair: Pair,
        run_id: int,
        *,
        part: Part | None = None,
        dry_run: bool = False,
        consent: Consent | None = None,
        report: Callable[[Event], None] = silent,
        cancel: Cancel | None = None,
    ) -> UndoResult:
        """Put back what a run of this pair wrote (or a part of it), or preview that.

        Raises:
            NotFound: the run is not this pair's, or wrote no such thing.
            Stopped: a guard holds it back; nothing was written.
        """
        from airsync_gui.state import history
        from airsync_gui.sync.duplicates_run import RUN_KIND
        from airsync_gui.sync.undo import chosen
        from airsync_gui.sync.undo_run import Task, undo

        def work() -> UndoResult:
            with self.database.reading() as db:
                if history.pair_of(db, run_id) != pair.id:
                    raise NotFound(what="run", name=str(run_id), where=f"the history of {pair.name}")
                changes, successors = chosen(history.past(db, run_id), part, run_id), history.successors(db)
                twins = history.kind_of(db, run_id) == RUN_KIND
            task = Task(run_id, changes, part.field if part else None, successors, twins)
            tools = self.tools(pair, report, cancel, remember=not dry_run)
            return undo(pair, tools, task, dry_run=dry_run, consent=consent)

        if dry_run:
            with self._looking(pair):
                return work()
        with self._working(pair, f"undo of run {run_id}", cancel):
            return work()

    def duplicates(self, pair: Pair) -> Found:
        """Records that stand more than once, on both sides. Nothing is written."""
        from airsync_gui.sync.duplicates_run import look_for

        with self._looking(pair):
            return look_for(pair, self.tools(pair))

    def merge(
        self,
        pair: Pair,
        wish: Wish,
        *,
        dry_run: bool = False,
        consent: Consent | None = None,
        report: Callable[[Event], None] = silent,
        cancel: Cancel | None = None,
    ) -> MergeResult:
        """Merge one group of duplicates into one of its records, or preview that.

        Raises:
            NotFound, UsageError: there is no such group, or it can't be merged so.
            Stopped: a guard holds it back; nothing was written.
        """
        from airsync_gui.sync.duplicates_run import merge

        if dry_run:
            with self._looking(pair):
                return merge(pair, self.tools(pair), wish, dry_run=True)
        with self._working(pair, "merge", cancel):
            return merge(pair, self.tools(pair, report, cancel), wish, consent=consent)

    def look_at(self, pair: Pair, uid: Uid) -> Look | None:
        """One record as both sides have it now, and what a sync would do to it; None for one that is forgotten."""
        from airsync_gui.sync.look import look_at

        with self._looking(pair):
            return look_at(pair, self.tools(pair), uid)

    @contextmanager
    def _working(self, pair: Pair, what: str, cancel: Cancel | None) -> Iterator[None]:
        """Both tables are held while something is done for a pair, and the log has its begin and end."""
        with self._asking_for(pair), self.holding(pair, cancel), _logged(pair, what), _naming(pair):
            yield

    @contextmanager
    def _looking(self, pair: Pair) -> Iterator[None]:
        """Requests are on the pair's account, and errors name what the pair knows by name."""
        with self._asking_for(pair), _naming(pair):
            yield

    @contextmanager
    def _asking_for(self, pair: Pair) -> Iterator[None]:
        """Requests are on this pair's account; a 403 is looked into."""
        from airsync_gui.state.health import asking_for

        with asking_for(pair.id, pair.base_id):
            try:
                yield
            except NotPermitted as error:
                error.facts.setdefault("base", pair.base_name or pair.base_id)
                self.metadata(pair.account).look_into(error, pair.base_id)
                raise


@contextmanager
def _logged(pair: Pair, what: str) -> Iterator[None]:
    """Begin and end of a piece of work, in the log."""
    log.info("%s of %s begins", what, pair.name)
    try:
        yield
    except AirSyncError as error:
        log.info("%s of %s ended by %s", what, pair.name, messages.facts(error))
        raise


@contextmanager
def _naming(pair: Pair) -> Iterator[None]:
    """Where the pair's table is gone, Airtable's answer has but its id: the pair remembers its name."""
    try:
        yield
    except NotFound as error:
        if error.name == pair.table_id:
            error.facts |= {"name": pair.table_name or pair.table_id, "where": pair.base_name or pair.base_id}
            error.facts["role"] = "table"
        raise
