"""The window's view of the application: frozen values out, work in. No Qt, and no widget below it.

:class:`AppService` implements :class:`airsync_gui.jobs.service.Service` over :class:`airsync_gui.app.App`. Every method
blocks; threads may call several at once, for different pairs also runs.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from airsync_gui import logs
from airsync_gui.errors import AirSyncError, InvalidValue, NotFound, StateError
from airsync_gui.jobs.snapshots import (
    BaseChoice,
    BulkOutcome,
    ChangeLine,
    ConflictLine,
    ConflictView,
    FilePreview,
    HealthReport,
    Overview,
    PairLine,
    PlanPreview,
    QueueLine,
    RecordStory,
    RefusedRow,
    ResolutionPreview,
    RunLine,
    SchemaView,
    TableChoice,
    UndoPreview,
)
from airsync_gui.local.source_names import split_source
from airsync_gui.local.watching import paths_to_watch, stamp_of
from airsync_gui.service import (
    fields,
    figures,
    health_facts,
    links,
    panels,
    preferences,
    setup,
    status,
    undoing,
    words,
)
from airsync_gui.service.status import Counts, Failure
from airsync_gui.settings import NewPairs
from airsync_gui.state import conflicts, history, memories, queue
from airsync_gui.state.health import asking_for
from airsync_gui.sync.records import Cell, FieldId, Side, Uid, Value
from airsync_gui.sync.schema import Field, TableSchema

if TYPE_CHECKING:
    from airsync_gui.airtable.client import AirtableClient
    from airsync_gui.app import App
    from airsync_gui.call_budget import CallPace, Usage
    from airsync_gui.credentials import Secret
    from airsync_gui.field_proposals import FieldProposal
    from airsync_gui.health_limits import HealthLimits
    from airsync_gui.jobs.duplicates import DuplicateGroup, MergePreview
    from airsync_gui.jobs.preferences import AccountLine, ColorChoice, Option, PlaceLine, Preferences, UsualRules
    from airsync_gui.jobs.service import Report
    from airsync_gui.local.sql_table import SqlTable
    from airsync_gui.log_reading import LogEntry
    from airsync_gui.pair_setup import KeyCheck, LocalTableChoice, Wishes
    from airsync_gui.schedule import Schedule
    from airsync_gui.state.conflicts import ConflictRow
    from airsync_gui.state.database import Database
    from airsync_gui.sync.pairs import Pair, Policy
    from airsync_gui.sync.ports import Cancel
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.run import Consent, RunResult
    from airsync_gui.sync.undo import Part

__all__ = ["AppService"]


class AppService:
    """Everything that the window can see and do, over one :class:`App`."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._requests = app.requests  # made here, before there are threads
        self._failures: dict[str, Failure] = {}
        self._columns: dict[str, tuple[str, Sequence[str]]] = {}
        self._opening = threading.Lock()
        self._links = links.LinkNames(app)

    @property
    def _database(self) -> Database:
        """The state file; several threads may be the first to ask for it."""
        with self._opening:
            return self._app.database

    def _pairs(self) -> dict[str, Pair]:
        return {pair.id: pair for pair in self._app.settings.pairs()}

    def _pair(self, pair_id: str) -> Pair:
        return self._app.settings.pair(pair_id)

    # -- seeing -----------------------------------------------------------------------------------------------------

    def pairs(self) -> Sequence[PairLine]:
        """Every pair with its state, in the settings' order."""
        pairs = self._pairs()
        if not pairs:
            return ()
        with self._database.reading() as db:
            counts = status.counts(db)
        follows = links.follows(self._app, pairs)
        return tuple(
            status.line(
                self._app,
                pair,
                counts.get(pair.id, Counts()),
                self._failures.get(pair.id),
                follows.get(pair.id, ()),
            )
            for pair in pairs.values()
        )

    def overview(self, pair_id: str | None) -> Overview:
        """A pair's first panel, or that of all."""
        pairs = self._pairs()
        pair = self._pair(pair_id) if pair_id is not None else None
        today = self._app.clock.now().astimezone().date()
        since = panels.midnight(today)
        with self._database.reading() as db:
            local, airtable = panels.record_counts(db, pair_id)
            seen = Overview(
                pair_id=pair_id or "",
                local_records=local,
                airtable_records=airtable,
                last_local_change=panels.last_change(db, pair_id, Side.LOCAL),
                last_airtable_change=panels.last_change(db, pair_id, Side.AIRTABLE),
                received_local=panels.received(db, pair_id, Side.LOCAL, since),
                received_airtable=panels.received(db, pair_id, Side.AIRTABLE, since),
                days=tuple(panels.day_counts(db, pair_id, today)),
                runs=tuple(panels.run_lines(db, pair_id, pairs, since)),
                rules=words.rules(pair, preferences.preferences(self._app).schedule) if pair else (),
                mapped=sum(len(p.columns) for p in ([pair] if pair else pairs.values())),
                computed=0,
                records_by_pair=() if pair else panels.records_by_pair(db),
                sharing_a_key=panels.sharing_a_key(db, pair_id),
            )
        return self._with_fields(seen, pair) if pair else seen

    def _with_fields(self, seen: Overview, pair: Pair) -> Overview:
        """What takes no part, as far as it can be seen without a request."""
        from dataclasses import replace

        schema = self._cached_schema(pair)
        columns = self._local_columns(pair)
        taken = {*pair.columns.values(), pair.time_column}
        ours = pair.kept_by_us()
        fields = schema.fields if schema else ()
        return replace(
            seen,
            computed=sum(f.read_only for f in self._fields(pair)),
            left_columns=tuple(column for column in columns if column not in taken),
            left_fields=tuple(f.name for f in fields if f.id not in pair.columns and f.id not in ours),
        )

    def _local_columns(self, pair: Pair) -> Sequence[str]:
        """The local table's columns. It is read whole for them, and so only when it is another than before."""
        parts = split_source(pair.source)
        stamp = parts.server.url if parts.server else stamp_of(parts)
        known = self._columns.get(pair.id)
        if known is not None and stamp and known[0] == stamp:
            return known[1]
        columns: Sequence[str] = ()
        with suppress(AirSyncError):
            columns = tuple(self._app.local_table(pair).read({}).columns)
            self._columns[pair.id] = (stamp, columns)
        return columns

    def queue(self, pair_id: str | None, most: int | None = None) -> Sequence[QueueLine]:
        """What waits, problems first; about so many at most."""
        pairs = self._pairs()
        self._links.learn()
        with self._database.reading() as db:
            counts = status.counts(db)
        lines = [status.line(self._app, p, counts.get(p.id, Counts()), None) for p in pairs.values()]
        pauses = {line.pair_id: line.until for line in lines if line.until is not None}
        failures = {
            p.id: error
            for p in pairs.values()
            if (error := status.last_error(counts.get(p.id, Counts()), self._failures.get(p.id))) is not None
        }
        with self._database.reading() as db:
            return tuple(panels.queue_lines(db, pair_id, pairs, failures, pauses, most))

    def conflicts(self, pair_id: str | None) -> Sequence[ConflictLine]:
        """What waits for a person, oldest first."""
        pairs = self._pairs()
        self._links.learn()
        with self._database.reading() as db:
            return tuple(panels.conflict_lines(db, pair_id, pairs))

    def conflict(self, pair_id: str, uid: Uid) -> ConflictView:
        """One conflict in full. Raises NotFound when it is settled by now."""
        pair = self._pair(pair_id)
        self._links.learn()
        row = self._conflict_row(pair, uid)
        with self._database.reading() as db:
            found = db.execute(
                "SELECT in_step_at FROM memories WHERE pair_id = ? AND uid = ?", (pair.id, uid)
            ).fetchone()
        known = bool(row.conflict.local_ancestor or row.conflict.airtable_ancestor)
        return ConflictView(
            pair=pair,
            conflict=row.conflict,
            fields=tuple(self._fields(pair)),
            local=words.local_place(pair),
            airtable=words.airtable_place(pair),
            seen_at=row.seen_at,
            in_step_at=datetime.fromisoformat(found["in_step_at"]) if found and known else None,
        )

    def thumbnails(self, pair_id: str, uid: Uid) -> Mapping[str, bytes]:
        """Pictures of the attachments of a conflict's record in Airtable, by attachment id; one call for all."""
        pair = self._pair(pair_id)
        record_id = self._conflict_row(pair, uid).conflict.record_id
        field_ids = [field.id for field in self._fields(pair) if field.type == "multipleAttachments"]
        if record_id is None or not field_ids:
            return {}
        return self._app.airtable_table(pair).thumbnails(record_id, field_ids)

    def _conflict_row(self, pair: Pair, uid: Uid) -> ConflictRow:
        with self._database.reading() as db:
            rows = conflicts.listed(db, pair.id, uid)
        if not rows:
            raise NotFound(what="open conflict", name=uid, where=f"the pair {pair.name}")
        return rows[0]

    def runs(self, pair_id: str | None) -> Sequence[RunLine]:
        """The newest runs first."""
        pairs = self._pairs()
        with self._database.reading() as db:
            lines = panels.run_lines(db, pair_id, pairs)
        copies = {line.pair_id: self._app.backups.of(line.pair_id) for line in lines}
        return tuple(panels.with_copy(line, copies[line.pair_id].get(line.run_id)) for line in lines)

    def changes(self, run_id: int, most: int | None = None) -> Sequence[ChangeLine]:
        """What one run wrote, field by field; of its first so many changes."""
        pairs = self._pairs()
        self._links.learn()
        with self._database.reading() as db:
            return tuple(panels.change_lines(db, run_id, pairs, most))

    def explain(self, pair_id: str, key: str) -> RecordStory:
        """Why one record looks as it does, by its uid or its key; both sides are looked at."""
        from airsync_gui.service import explaining

        self._links.learn()
        try:
            return explaining.explain(self._app, self._database, self._pair(pair_id), key)
        finally:
            self._write_figures()

    def schema(self, pair_id: str | None) -> SchemaView:
        """A pair's fields (or all), and what changed in Airtable's schema."""
        with self._database.reading() as db:
            return fields.schema_view(db, pair_id, self._pairs())

    def health(self, range_name: Literal["hour", "day", "month"]) -> HealthReport:
        """Whether all is well and why not; requests, errors, response times, calls against the allowance."""
        now, database, pairs = self._app.clock.now(), self._database, self._pairs()
        usage = self._app.call_usage()
        known = health_facts.known(self._app, tuple(pairs.values()), self._failures, usage)
        return figures.report(database, pairs, range_name, now, usage, known)

    # -- fields, without a request ----------------------------------------------------------------------------------

    def _fields(self, pair: Pair) -> list[Field]:
        """The mapped fields in the pair's order: as in the cached schema, else as the pair remembers them."""
        schema = self._cached_schema(pair)
        known: Mapping[FieldId, Field] = schema.by_id() if schema else {}
        return [
            known.get(f) or Field(f, pair.field_names.get(f, f), pair.field_types.get(f, "singleLineText"))
            for f in pair.columns
        ]

    def _cached_schema(self, pair: Pair) -> TableSchema | None:
        """The pair's table as it was last read, however long ago; None where it never was."""
        from airsync_gui.airtable.metadata import Metadata
        from airsync_gui.state.schema_cache import CachedSchemas

        database = self._database
        with suppress(AirSyncError):
            cache = CachedSchemas(database, self._app.endpoint.host)
            offline = cast("AirtableClient", _Offline())
            return Metadata(offline, self._app.clock, cache, max_age_s=float("inf")).table(pair.base_id, pair.table_id)
        return None

    # -- doing ------------------------------------------------------------------------------------------------------

    def sync(self, pair_id: str, consent: Consent, report: Report, cancel: Cancel, *, full: bool = False) -> RunResult:
        """One pass over one pair; with ``full``, all of Airtable's records are read, whatever is known of them."""
        pair = self._pair(pair_id)
        with self._outcome_kept(pair):
            return self._app.sync(pair, consent=consent, full=full, report=report, cancel=cancel)

    @contextmanager
    def _outcome_kept(self, pair: Pair) -> Iterator[None]:
        """Remember in full how a run ended: history keeps but the kind of an error."""
        database = self._database
        try:
            yield
        except Exception as error:
            with database.reading() as db:
                last = status.counts(db).get(pair.id, Counts()).last_run
            self._failures[pair.id] = Failure(error, last)
            raise
        else:
            self._failures.pop(pair.id, None)
        finally:
            self._write_figures()

    def _write_figures(self) -> None:
        with suppress(StateError):  # they stay noted
            self._requests.write(self._app.clock.now())

    def preview(self, pair_id: str, report: Report, cancel: Cancel) -> PlanPreview:
        """What a sync would do now; nothing is changed."""
        pair = self._pair(pair_id)
        database = self._database
        try:
            result = self._app.sync(pair, dry_run=True, report=report, cancel=cancel)
        finally:
            self._write_figures()
        self._links.learn()
        with database.reading() as db:
            known = {memory.uid for memory in memories.load(db, pair.id) if memory.tombstone is None}
        return _plan_preview(result, known, self._app.call_usage())

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

    def resolve(self, pair_id: str, uid: Uid, answer: Answer, cancel: Cancel) -> RunResult:
        """Carry out an answer, after checking that neither side moved."""
        pair = self._pair(pair_id)
        _ = self._database
        try:
            answer = links.as_ids(self._app, pair, self._fields(pair), answer)
            return self._app.resolve(pair, uid, answer, cancel)
        finally:
            self._write_figures()

    def preview_undo(self, run_id: int, change_id: int | None = None, field_id: FieldId | None = None) -> UndoPreview:
        """What undoing a run (or one change, or one field of it) would do now; both sides are looked at."""
        pair, part = self._undo_of(run_id, change_id, field_id)
        try:
            done = self._app.undo(pair, run_id, part=part, dry_run=True)
        finally:
            self._write_figures()
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
        try:
            return self._app.undo(pair, run_id, part=part, consent=consent, report=report, cancel=cancel).result
        finally:
            self._write_figures()

    def _undo_of(self, run_id: int, change_id: int | None, field_id: FieldId | None) -> tuple[Pair, Part | None]:
        from airsync_gui.sync.undo import Part

        with self._database.reading() as db:
            pair_id = history.pair_of(db, run_id)
        return self._pair(pair_id), None if change_id is None else Part(change_id, field=field_id)

    def duplicates(self, pair_id: str) -> Sequence[DuplicateGroup]:
        """Records that stand more than once; both sides are read."""
        from airsync_gui.service import merging

        _ = self._database
        self._links.learn()
        try:
            return merging.groups(self._app.duplicates(self._pair(pair_id)))
        finally:
            self._write_figures()

    def preview_merge(self, pair_id: str, group_id: str, kept: str, values: Mapping[FieldId, Value]) -> MergePreview:
        """What merging a group into one of its records would do now."""
        from airsync_gui.service import merging
        from airsync_gui.sync.duplicates_run import Wish

        _ = self._database
        try:
            done = self._app.merge(self._pair(pair_id), Wish(group_id, kept, values), dry_run=True)
        finally:
            self._write_figures()
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

        _ = self._database
        wish = Wish(group_id, kept, values)
        try:
            return self._app.merge(self._pair(pair_id), wish, consent=consent, report=report, cancel=cancel).result
        finally:
            self._write_figures()

    def set_paused(self, pair_id: str, paused: bool) -> None:
        """Leave a pair out of every sync that does not name it, or take it back in."""
        from dataclasses import replace

        self._app.settings.replace(replace(self._pair(pair_id), paused=paused))

    def set_schedule_of(self, pair_id: str, schedule: Schedule | None) -> None:
        """A schedule of the pair's own; None for that of all."""
        from dataclasses import replace

        self._app.settings.replace(replace(self._pair(pair_id), schedule=str(schedule) if schedule else ""))

    def set_field_policy(self, pair_id: str, field_ids: Sequence[FieldId], policy: Policy | None) -> None:
        """What settles these fields where both sides changed them; None for the pair's own rule."""
        from dataclasses import replace

        pair = self._pair(pair_id)
        kept = {field_id: rule for field_id, rule in pair.field_policies.items() if field_id not in field_ids}
        made = dict.fromkeys(field_ids, policy) if policy is not None else {}
        self._app.settings.replace(replace(pair, field_policies=kept | made))

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

    def refused_row(self, pair_id: str, uid: Uid, field_ids: Sequence[FieldId]) -> RefusedRow:
        """The row here of a record that was refused, with these of its fields."""
        pair = self._pair(pair_id)
        _ = self._database
        self._links.learn()
        try:
            here = self._app.row_of_refused(pair, uid)
        finally:
            self._write_figures()
        shown = tuple(here.fields[f] for f in field_ids if f in here.fields and not here.fields[f].read_only)
        return RefusedRow(pair, uid, shown, {f.id: here.cell(f.id) for f in shown}, words.local_place(pair))

    def edit_refused(
        self, pair_id: str, uid: Uid, values: Mapping[FieldId, Value], shown: Mapping[FieldId, Cell], cancel: Cancel
    ) -> RunResult:
        """Change cells of such a row, if they still hold what was shown; nothing is sent by this."""
        from airsync_gui.sync.resolve import Answer

        pair = self._pair(pair_id)
        _ = self._database
        try:
            typed = links.as_ids(self._app, pair, self._fields(pair), Answer(values=values))
            return self._app.edit_refused(pair, uid, typed.values or {}, shown, cancel)
        finally:
            self._write_figures()

    def call_pace(self) -> CallPace:
        """What syncs by the clock may still cost this month."""
        _ = self._database
        return self._app.call_pace()

    def local_stamp(self, pair_id: str) -> str:
        """Changes whenever the pair's local table does; empty while it can't be looked at.

        A table on a server tells of edits where the pair names a column with their times; of others nobody tells.
        """
        pair = self._pair(pair_id)
        parts = split_source(pair.source)
        if not parts.server:
            return stamp_of(parts)
        if pair.time_column is None:
            return parts.server.url
        if self._app.passwords.knows(parts.server):  # a look in passing must not ask a person for the keyring
            with suppress(AirSyncError):
                table = cast("SqlTable", self._app.open_source(pair.source, time_column=pair.time_column))
                return table.latest_edit()
        return ""

    def watched_paths(self, pair_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Pair → the files and folders that move when somebody edits its local table."""
        wanted = set(pair_ids)
        return {p.id: paths_to_watch(split_source(p.source)) for p in self._app.settings.pairs() if p.id in wanted}

    def close(self) -> None:
        """Keep what is still in memory; nothing may be asked afterwards."""
        self._app.close()

    # -- settings ---------------------------------------------------------------------------------------------------

    def preferences(self) -> Preferences:
        """What is set for all pairs."""
        return preferences.preferences(self._app)

    def set_plan(self, plan: str, calls_per_month: int | None) -> None:
        """Which plan the workspace has, or how many calls a month it allows; neither where that is not told."""
        self._app.settings.set_plan(plan, calls_per_month)

    def set_schedule(self, schedule: Schedule) -> None:
        """When pairs are synced by themselves."""
        self._app.settings.set_schedule(schedule)

    def set_option(self, name: Option, value: bool | str) -> None:
        """One of the window's options. Raises StateError where the value makes no sense."""
        self._app.settings.set_option(name, value)
        if name == "log_level":
            logs.set_level(str(value))

    def set_usual_rules(self, rules: UsualRules) -> None:
        """The rules that new pairs begin with."""
        self._app.settings.set_new_pairs(NewPairs(rules.direction, rules.deletes, rules.policy))

    def set_health_limits(self, limits: HealthLimits) -> None:
        """From where on something counts as not healthy. Raises StateError where a limit makes no sense."""
        self._app.settings.set_health_limits(limits)

    def set_start_at_login(self, on: bool) -> None:
        """Have the desktop start AirSync by itself, or not. Raises StateError where it can't be set."""
        preferences.set_start_at_login(self._app.paths, on)

    def set_colors(self, colors: ColorChoice) -> None:
        """The window's colours from the next start on."""
        self._app.settings.set_colors(colors)

    def accounts(self) -> Sequence[AccountLine]:
        """The stored tokens, without the tokens. The keyring may keep one waiting."""
        return preferences.accounts(self._app)

    def forget_token(self, account: str, host: str) -> None:
        """Take a token out of the keyring."""
        self._app.forget_token(account, host)

    def places(self) -> Sequence[PlaceLine]:
        """Where everything is kept."""
        return preferences.places(self._app)

    def export_pairs(self, path: str) -> None:
        """Write all pairs with their rules into a file; no secret is in it. Raises StateError."""
        preferences.export_pairs(self._app, Path(path))

    def import_pairs(self, path: str) -> Sequence[str]:
        """Add the pairs of such a file; their names. Raises StateError, UsageError; then none is added."""
        return self._app.settings.import_from(Path(path))

    def log_entries(self) -> Sequence[LogEntry]:
        """The latest entries of the log, the newest first. Raises StateError where it can't be read."""
        return preferences.log_entries(self._app.paths)

    def diagnostics(self) -> str:
        """What to send with a problem report, line by line; no secret is in it."""
        from airsync_gui.diagnostics import as_lines, findings

        with suppress(AirSyncError):  # a state file that can't be opened is among the findings
            _ = self._database
        try:
            return "\n".join(as_lines(findings(self._app)))
        finally:
            self._write_figures()

    # -- setting up -------------------------------------------------------------------------------------------------

    def keyring_name(self) -> str:
        """Where tokens are kept. Raises KeyringUnavailable with the remedy."""
        return setup.keyring_name(self._app)

    def in_sandbox(self) -> bool:
        """Whether Airtable is the built-in sandbox, which needs no token."""
        return self._app.endpoint.loopback

    def has_token(self, account: str) -> bool:
        """Whether a token is at hand for this account (the sandbox's own counts)."""
        return setup.has_token(self._app, account)

    def store_token(self, account: str, given: Secret, cancel: Cancel) -> Sequence[BaseChoice]:
        """Check a token with Airtable, keep it in the keyring, and say which bases it sees."""
        _ = self._database
        return setup.store_token(self._app, account, given, cancel)

    def bases(self, account: str, cancel: Cancel) -> Sequence[BaseChoice]:
        """The bases that the account's token sees."""
        _ = self._database
        return setup.bases(self._app, account, cancel)

    def tables(self, account: str, base_id: str, cancel: Cancel) -> Sequence[TableChoice]:
        """The tables of a base."""
        _ = self._database
        with asking_for("", base_id):
            return setup.tables(self._app, account, base_id, cancel)

    def local_tables(self, source: str) -> Sequence[LocalTableChoice]:
        """The tables of a database on this computer; none for a file that is one table."""
        return setup.local_tables(self._app, source)

    def file_preview(self, source: str) -> FilePreview:
        """The first rows of a local table."""
        return setup.file_preview(self._app, source)

    def propose_table(self, source: str, key: Sequence[str]) -> Sequence[FieldProposal]:
        """The fields that an Airtable table made from a local one would get."""
        from airsync_gui.service import making

        return making.propose_table(self._app, source, key)

    def make_table(
        self, account: str, base_id: str, name: str, proposals: Sequence[FieldProposal], cancel: Cancel
    ) -> TableChoice:
        """Make a table in Airtable with these fields."""
        from airsync_gui.service import making

        _ = self._database
        with asking_for("", base_id):
            return making.new_table(self._app, account, base_id, name, proposals, cancel)

    def make_local(self, account: str, base_id: str, table_id: str, source: str) -> None:
        """Make a local table with a column for each field of an Airtable one."""
        from airsync_gui.service import making

        _ = self._database
        making.new_local(self._app, account, base_id, table_id, source)

    def check_wishes(self, wishes: Wishes, base_id: str, table_id: str) -> KeyCheck:
        """Whether a pair could be made of this, and how good its key is. Raises UsageError, NotFound."""
        _ = self._database
        return setup.key_check(self._app, setup.wished(self._app, wishes, base_id, table_id))

    def preview_wishes(
        self, wishes: Wishes, base_id: str, table_id: str, report: Report, cancel: Cancel
    ) -> PlanPreview:
        """What the first sync of such a pair would do; nothing is kept."""
        _ = self._database
        with asking_for("", base_id):
            pair = setup.wished(self._app, wishes, base_id, table_id)
            return _plan_preview(setup.preview(self._app, pair, report, cancel), set(), self._app.call_usage())

    def add_pair(self, wishes: Wishes, base_id: str, table_id: str) -> str:
        """Keep the pair; its id."""
        _ = self._database
        pair = setup.wished(self._app, wishes, base_id, table_id)
        self._app.passwords.keep(pair.source)
        self._app.settings.add(pair)
        return pair.id


class _Offline:
    """Stands where a client would: what is not known already stays unknown."""

    def send(self, *_args: object) -> None:
        raise NotFound(what="schema", name="", where="the cache")


def _plan_preview(result: RunResult, known: set[Uid], usage: Usage) -> PlanPreview:
    plan = result.plan
    open_ = {op.uid for op in plan.operations} | {refusal.operation.uid for refusal in plan.refusals}
    open_ |= {conflict.uid for conflict in plan.conflicts} | {held.uid for held in plan.held if held.uid}
    equal = (known | {memory.uid for memory in plan.remember if memory.tombstone is None}) - open_ - set(plan.forget)
    return PlanPreview(
        pair=result.pair,
        plan=plan,
        local=words.local_place(result.pair),
        airtable=words.airtable_place(result.pair),
        api_calls=result.api_calls + plan.api_calls,
        equal=len(equal),
        read_calls=result.api_calls,
        sentence=words.plan_sentence(result.pair, plan.operations, result.api_calls + plan.api_calls),
        usage=usage,
    )
