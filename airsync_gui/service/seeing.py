"""What the window shows, read from the state file; only what it says so asks Airtable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from airsync_gui.errors import AirSyncError
from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.jobs.snapshots import Overview, RefusedRow
from airsync_gui.local.source_names import split_source
from airsync_gui.local.watching import stamp_of
from airsync_gui.service import (
    fields,
    figures,
    health_facts,
    history_lines,
    links,
    overview,
    preferences,
    status,
    words,
)
from airsync_gui.service.conflict_lines import conflict_lines
from airsync_gui.service.part import ServicePart
from airsync_gui.service.queue_lines import queue_lines
from airsync_gui.service.status import Counts
from airsync_gui.state.schema_log import with_past_names
from airsync_gui.sync.records import FieldId, Side, Uid

if TYPE_CHECKING:
    from airsync_gui.app import App
    from airsync_gui.jobs.conflict_views import ConflictLine
    from airsync_gui.jobs.duplicates import DuplicateGroup
    from airsync_gui.jobs.health_report import HealthReport
    from airsync_gui.jobs.schema_view import SchemaView
    from airsync_gui.jobs.snapshots import ChangeLine, PairLine, QueueLine, RecordStory, RunLine
    from airsync_gui.sync.pairs import Pair


class SeeingPart(ServicePart):
    """Pairs, panels and records as they are."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._columns: dict[str, tuple[str, Sequence[str]]] = {}

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
        since = overview.midnight(today)
        with self._database.reading() as db:
            local, airtable = overview.record_counts(db, pair_id)
            seen = Overview(
                pair_id=pair_id or "",
                local_records=local,
                airtable_records=airtable,
                last_local_change=overview.last_change(db, pair_id, Side.LOCAL),
                last_airtable_change=overview.last_change(db, pair_id, Side.AIRTABLE),
                received_local=overview.received(db, pair_id, Side.LOCAL, since),
                received_airtable=overview.received(db, pair_id, Side.AIRTABLE, since),
                days=tuple(overview.day_counts(db, pair_id, today)),
                runs=tuple(history_lines.run_lines(db, pair_id, pairs, since)),
                rules=words.rules(pair, preferences.preferences(self._app).schedule) if pair else (),
                mapped=sum(len(p.columns) for p in ([pair] if pair else pairs.values())),
                computed=0,
                records_by_pair=() if pair else overview.records_by_pair(db),
                sharing_a_key=overview.sharing_a_key(db, pair_id),
            )
        return self._with_fields(seen, pair) if pair else seen

    def _with_fields(self, seen: Overview, pair: Pair) -> Overview:
        """What takes no part, as far as it can be seen without a request."""
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
            return tuple(queue_lines(db, pair_id, pairs, failures, pauses, most))

    def conflicts(self, pair_id: str | None) -> Sequence[ConflictLine]:
        """What waits for a person, oldest first."""
        pairs = self._pairs()
        self._links.learn()
        with self._database.reading() as db:
            return tuple(conflict_lines(db, pair_id, pairs))

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

    def runs(self, pair_id: str | None) -> Sequence[RunLine]:
        """The newest runs first."""
        pairs = self._pairs()
        with self._database.reading() as db:
            lines = history_lines.run_lines(db, pair_id, pairs)
        copies = {line.pair_id: self._app.backups.of(line.pair_id) for line in lines}
        return tuple(history_lines.with_copy(line, copies[line.pair_id].get(line.run_id)) for line in lines)

    def changes(self, run_id: int, most: int | None = None) -> Sequence[ChangeLine]:
        """What one run wrote, field by field; of its first so many changes."""
        pairs = self._pairs()
        self._links.learn()
        with self._database.reading() as db:
            named = {pair_id: with_past_names(db, pair) for pair_id, pair in pairs.items()}
            return tuple(history_lines.change_lines(db, run_id, named, most))

    def explain(self, pair_id: str, key: str) -> RecordStory:
        """Why one record looks as it does, by its uid or its key; both sides are looked at."""
        from airsync_gui.service import explaining

        self._links.learn()
        with self._asking():
            return explaining.explain(self._app, self._database, self._pair(pair_id), key)

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

    def refused_row(self, pair_id: str, uid: Uid, field_ids: Sequence[FieldId]) -> RefusedRow:
        """The row here of a record that was refused, with these of its fields."""
        pair = self._pair(pair_id)
        with self._asking():
            self._links.learn()
            here = self._app.row_of_refused(pair, uid)
        shown = tuple(here.fields[f] for f in field_ids if f in here.fields and not here.fields[f].read_only)
        return RefusedRow(pair, uid, shown, {f.id: here.cell(f.id) for f in shown}, words.local_place(pair))

    def duplicates(self, pair_id: str) -> Sequence[DuplicateGroup]:
        """Records that stand more than once; both sides are read."""
        from airsync_gui.service import merging

        with self._asking():
            self._links.learn()
            return merging.groups(self._app.duplicates(self._pair(pair_id)))
