"""What the window has done: syncs, answers, undos, merges, and their previews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from airsync_gui.errors import InvalidValue
from airsync_gui.jobs.conflict_views import BulkOutcome, ResolutionPreview
from airsync_gui.jobs.snapshots import PlanPreview, UndoPreview
from airsync_gui.service import links, status, undoing
from airsync_gui.service.part import ServicePart
from airsync_gui.service.plan_previews import plan_preview
from airsync_gui.service.status import Counts, Failure
from airsync_gui.state import conflicts, history, memories, queue
from airsync_gui.state.schema_log import with_past_names
from airsync_gui.sync.records import Cell, FieldId, Uid, Value

if TYPE_CHECKING:
    from airsync_gui.jobs.duplicates import MergePreview
    from airsync_gui.jobs.service import Report
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.ports import Cancel
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.run import Consent, RunResult
    from airsync_gui.sync.undo import Part


class DoingPart(ServicePart):
    """Work on pairs and their records."""

    def sync(self, pair_id: str, consent: Consent, report: Report, cancel: Cancel, *, full: bool = False) -> RunResult:
        """One pass over one pair; with ``full``, all of Airtable's records are read, whatever is known of them."""
        pair = self._pair(pair_id)
        with self._outcome_kept(pair):
            return self._app.sync(pair, consent=consent, full=full, report=report, cancel=cancel)

    @contextmanager
    def _outcome_kept(self, pair: Pair) -> Iterator[None]:
        """Remember in full how a run ended: history keeps but the kind of an error."""
        try:
            with self._asking():
                yield
        except Exception as error:
            with self._database.reading() as db:
                last = status.counts(db).get(pair.id, Counts()).last_run
            self._failures[pair.id] = Failure(error, last)
            raise
        self._failures.pop(pair.id, None)

    def preview(self, pair_id: str, report: Report, cancel: Cancel) -> PlanPreview:
        """What a sync would do now; nothing is changed."""
        pair = self._pair(pair_id)
        with self._asking():
            result = self._app.sync(pair, dry_run=True, report=report, cancel=cancel)
        self._links.learn()
        with self._database.reading() as db:
            known = {memory.uid for memory in memories.load(db, pair.id) if memory.tombstone is None}
        return plan_preview(result, known, self._app.call_usage())

    def preview_resolution(self, pair_id: str, uid: Uid, answer: Answer) -> ResolutionPreview:
        """What an answer would write, from the values as shown; no request is sent."""
        from airsync_gui.service import resolutions

        pair = self._pair(pair_id)
        row = self._conflict_row(pair, uid)
        with self._database.reading() as db:
            memory = memories.get(db, pair.id, uid)
        fields = {f.id: f for f in self._fields(pair)}
        try:
            answer = links.as_ids(self._app, pair, list(fields.values()), answer)
        except InvalidValue as error:
            wrong = next((f.id for f in fields.values() if f.name == error.field), "")
            return ResolutionPreview(answer, problems=((wrong, str(error.rule)),))
        stable = self._app.local_table(pair).stable_row_ids
        return resolutions.preview(pair, fields, row.conflict, memory, answer, stable_row_ids=stable)

    def resolve(self, pair_id: str, uid: Uid, answer: Answer, cancel: Cancel) -> RunResult:
        """Carry out an answer, after checking that neither side moved."""
        pair = self._pair(pair_id)
        with self._asking():
            answer = links.as_ids(self._app, pair, self._fields(pair), answer)
            return self._app.resolve(pair, uid, answer, cancel)

    def resolve_all(
        self, pair_id: str, uids: Sequence[Uid], answer: Answer, report: Report, cancel: Cancel
    ) -> BulkOutcome:
        """Give these conflicts one answer, and sync their pair."""
        from airsync_gui.bulk_answers import resolve_all

        pair = self._pair(pair_id)
        with self._outcome_kept(pair):
            result = resolve_all(self._app, pair, uids, answer, report=report, cancel=cancel)
        left = (*result.left, *(each.conflict.uid for each in result.unfit))
        names = self._records_named(pair_id, left)
        return BulkOutcome(len(result.settled), names, result.run.api_calls, result.run.run_id)

    def _records_named(self, pair_id: str, uids: Sequence[Uid]) -> tuple[str, ...]:
        """What the records of these open conflicts are called."""
        if not uids:
            return ()
        with self._database.reading() as db:
            labels = {row.conflict.uid: row.conflict.label for row in conflicts.listed(db, pair_id)}
        return tuple(labels.get(uid, uid) for uid in uids)

    def preview_undo(self, run_id: int, change_id: int | None = None, field_id: FieldId | None = None) -> UndoPreview:
        """What undoing a run (or one change, or one field of it) would do now; both sides are looked at."""
        pair, part = self._undo_of(run_id, change_id, field_id)
        with self._asking():
            done = self._app.undo(pair, run_id, part=part, dry_run=True)
        with self._database.reading() as db:
            pair = with_past_names(db, pair)
        return undoing.preview(done, pair, run_id, change_id, field_id)

    def undo(
        self,
        run_id: int,
        change_id: int | None,
        field_id: FieldId | None,
        consent: Consent,
        report: Report,
        cancel: Cancel,
    ) -> RunResult:
        """Put back what a run wrote, where nobody has changed it since."""
        pair, part = self._undo_of(run_id, change_id, field_id)
        with self._asking():
            return self._app.undo(pair, run_id, part=part, consent=consent, report=report, cancel=cancel).result

    def _undo_of(self, run_id: int, change_id: int | None, field_id: FieldId | None) -> tuple[Pair, Part | None]:
        from airsync_gui.sync.undo import Part

        with self._database.reading() as db:
            pair_id = history.pair_of(db, run_id)
        return self._pair(pair_id), None if change_id is None else Part(change_id, field=field_id)

    def preview_merge(self, pair_id: str, group_id: str, kept: str, values: Mapping[FieldId, Value]) -> MergePreview:
        """What merging a group into one of its records would do now."""
        from airsync_gui.service import merging
        from airsync_gui.sync.duplicates_run import Wish

        with self._asking():
            done = self._app.merge(self._pair(pair_id), Wish(group_id, kept, values), dry_run=True)
        return merging.preview(done)

    def merge(
        self,
        pair_id: str,
        group_id: str,
        kept: str,
        values: Mapping[FieldId, Value],
        consent: Consent,
        report: Report,
        cancel: Cancel,
    ) -> RunResult:
        """Merge a group into one of its records."""
        from airsync_gui.sync.duplicates_run import Wish

        wish = Wish(group_id, kept, values)
        with self._asking():
            return self._app.merge(self._pair(pair_id), wish, consent=consent, report=report, cancel=cancel).result

    def retry(self, entry_ids: Sequence[int]) -> None:
        """Try refused operations again at the next sync."""
        with self._database.reading() as db:
            refused = [entry_id for entry_id in entry_ids if queue.refused(db, entry_id) is not None]
        self._app.store.withdraw(refused)

    def drop(self, entry_ids: Sequence[int]) -> None:
        """Give operations up: the sides stay different."""
        _ = self._database
        for entry_id in entry_ids:
            self._app.store.drop(entry_id, self._app.clock.now())

    def edit_refused(
        self, pair_id: str, uid: Uid, values: Mapping[FieldId, Value], shown: Mapping[FieldId, Cell], cancel: Cancel
    ) -> RunResult:
        """Change cells of such a row, if they still hold what was shown; nothing is sent by this."""
        from airsync_gui.sync.resolve import Answer

        pair = self._pair(pair_id)
        with self._asking():
            typed = links.as_ids(self._app, pair, self._fields(pair), Answer(values=values))
            return self._app.edit_refused(pair, uid, typed.values or {}, shown, cancel)
