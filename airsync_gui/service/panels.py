"""The panels' rows, read from the state file: queue, conflicts, runs and what they changed, a pair's overview."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from airsync_gui import errors, messages
from airsync_gui.errors import AccessDenied, AirSyncError, Refused, Transient
from airsync_gui.jobs.snapshots import (
    ChangeLine,
    ConflictLine,
    DayCount,
    Place,
    QueueLine,
    QueueState,
    RunLine,
    Written,
)
from airsync_gui.kept_words import said
from airsync_gui.service import words
from airsync_gui.state import conflicts, held, history
from airsync_gui.state.codec import error_in
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Side
from airsync_gui.wording import noop, tr

if TYPE_CHECKING:
    from airsync_gui.state.held import HeldRow
    from airsync_gui.state.history import ChangeRow, RunRow

Pairs = Mapping[str, Pair]
"""Pair id → pair; what is kept of a pair that was removed is not shown, but for its history."""

DAYS = 14
REMOVED = noop("(removed)")
_LOOKED_AT_AGAIN = noop("Mend it; the next sync looks again.")

# -- queue ----------------------------------------------------------------------------------------------------------

_ORDER: Sequence[QueueState] = ("failed", "held", "waiting_for_key", "retry", "in_flight", "pending")
_RANK = {state: rank for rank, state in enumerate(_ORDER)}
_Places = Mapping[tuple[str, Side], Place]
"""(pair id, side) → place."""


def queue_lines(
    db: sqlite3.Connection,
    pair_id: str | None,
    pairs: Pairs,
    failures: Mapping[str, Exception],
    pauses: Mapping[str, datetime],
    most: int | None = None,
) -> list[QueueLine]:
    """Operations that wait and rows that are held, problems first.

    Args:
        most: so many at most of the operations, refused ones before others.
        failures: pair id → what ended its last try.
        pauses: pair id → when Airtable may be asked again.
    """
    places = {(pair.id, side): words.place(pair, side) for pair in pairs.values() for side in Side}
    lines = [
        _queue_line(row, pairs[row.pair_id], places, failures.get(row.pair_id), pauses.get(row.pair_id))
        for row in _waiting(db, pair_id, most)
        if row.pair_id in pairs
    ]
    lines += [_held_line(row, pairs[row.pair_id], places) for row in held.listed(db, pair_id) if row.pair_id in pairs]
    return sorted(lines, key=lambda line: _RANK[line.state])


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A line of the queue without its values, which would take most of the time to read."""

    id: int
    pair_id: str
    uid: str
    side: Side
    kind: str
    label: str
    state: str
    tries: int
    since: datetime
    error: Refused | None
    record_id: str | None
    field_ids: tuple[str, ...]


def _waiting(db: sqlite3.Connection, pair_id: str | None, most: int | None) -> Iterator[_Waiting]:
    rows = db.execute(
        "SELECT id, pair_id, uid, side, kind, label, state, tries, since, error,"
        " json_extract(operation, '$.record_id') AS record_id,"
        " (SELECT group_concat(key, ' ') FROM json_each(operation, '$.values')) AS field_ids"
        " FROM queue WHERE ?1 IS NULL OR pair_id = ?1"
        " ORDER BY CASE WHEN ?2 >= 0 THEN state != 'refused' END, position, id LIMIT ?2",
        (pair_id, -1 if most is None else most),
    )
    for row in rows:
        yield _Waiting(
            *(row["id"], row["pair_id"], row["uid"], Side(row["side"]), row["kind"], row["label"]),
            *(row["state"], row["tries"]),
            since=datetime.fromisoformat(row["since"]),
            error=error_in(row["error"]) if row["state"] == "refused" else None,
            record_id=row["record_id"],
            field_ids=tuple((row["field_ids"] or "").split()),
        )


def _queue_line(
    row: _Waiting, pair: Pair, places: _Places, failure: Exception | None, pause: datetime | None
) -> QueueLine:
    state = _queue_state(row, failure, pause)
    reason = advice = ""
    if row.error is not None:
        message = messages.describe(row.error)
        reason = message.text
        advice = message.remedy or tr("Change the value, or give this change up.")
    elif failure is not None and state in ("retry", "waiting_for_key"):
        message = messages.describe(failure)
        reason, advice = message.text, message.remedy
    return QueueLine(
        key=f"{pair.id} {row.side} {row.uid}",
        entry_id=row.id,
        pair_id=pair.id,
        pair_name=pair.name,
        state=state,
        kind=row.kind,
        record=row.label,
        fields=_fields(row, pair),
        place=places[pair.id, row.side],
        tries=row.tries,
        since=row.since,
        reason=reason,
        advice=advice,
        retry_at=pause if state == "retry" else None,
        record_url=words.record_url(pair, row.record_id),
        uid=row.uid,
        editable=_editable(row, pair),
    )


def _editable(row: _Waiting, pair: Pair) -> tuple[str, ...]:
    """The refused field, or all that were to be written; none where an edit here is of no use, or not allowed."""
    if row.error is None or row.side is Side.LOCAL or row.kind == "delete" or pair.source_side is not None:
        return ()
    culprit, ours = row.error.field, pair.kept_by_us()
    named = tuple(f for f in pair.columns if pair.field_names.get(f, f) == culprit) if culprit else ()
    return named or tuple(f for f in row.field_ids if f in pair.columns and f not in ours)


def _fields(row: _Waiting, pair: Pair) -> tuple[str, ...]:
    """What an update is about: what it writes, and the cell that can't be read and so is not written."""
    names = [pair.field_names.get(f, f) for f in row.field_ids] if row.kind == "update" else []
    culprit = row.error.field if row.error is not None else None
    return tuple(names if culprit is None or culprit in names else [*names, str(culprit)])


def _queue_state(row: _Waiting, failure: Exception | None, pause: datetime | None) -> QueueState:
    if row.state == "refused":
        return "failed"
    if row.state == "in_flight":
        return "in_flight"
    if isinstance(failure, AccessDenied):
        return "waiting_for_key"
    return "retry" if row.state == "unknown" or row.tries or pause else "pending"


def _held_line(row: HeldRow, pair: Pair, places: _Places) -> QueueLine:
    is_record_id = row.side is Side.AIRTABLE and row.label.startswith("rec")
    return QueueLine(
        key=row.id,
        entry_id=None,
        pair_id=pair.id,
        pair_name=pair.name,
        state="held",
        kind="held",
        record=row.label,
        fields=(),
        place=places[pair.id, row.side],
        tries=0,
        since=row.since,
        reason=said(row.detail),
        advice=tr(words.HELD_ADVICE.get(row.reason, _LOOKED_AT_AGAIN)),
        record_url=words.record_url(pair, row.label) if is_record_id else "",
        uid=row.uid or "",
    )


# -- conflicts ------------------------------------------------------------------------------------------------------


def conflict_lines(db: sqlite3.Connection, pair_id: str | None, pairs: Pairs) -> list[ConflictLine]:
    """What waits for a person, oldest first; an answered one waits no more."""
    lines = []
    for row in conflicts.listed(db, pair_id):
        if row.answered or row.pair_id not in pairs:
            continue
        pair, conflict = pairs[row.pair_id], row.conflict
        lines.append(
            ConflictLine(
                uid=conflict.uid,
                pair_id=pair.id,
                pair_name=pair.name,
                record=conflict.label,
                kind=conflict.kind,
                sentence=words.conflict_sentence(conflict, pair.field_names),
                since=row.opened_at,
                fields=tuple(pair.field_names.get(f, f) for f in words.clashing(conflict)),
                field_ids=words.clashing(conflict),
            )
        )
    return lines


# -- history --------------------------------------------------------------------------------------------------------

_FIELDS = "MAX(1, (SELECT COUNT(*) FROM json_each(after_values)))"
"""How many fields a change wrote; a deletion counts as one."""


def run_lines(
    db: sqlite3.Connection, pair_id: str | None, pairs: Pairs, since: datetime | None = None
) -> list[RunLine]:
    """The newest runs first."""
    rows = [row for row in history.runs(db, pair_id) if since is None or row.started >= since]
    written = _written_by_run(db, min((row.id for row in rows), default=0), pair_id)
    return [_run_line(row, pairs, written) for row in rows]


@dataclass(slots=True)
class _Counts:
    """What a run did on one side; ``fields`` of all kinds."""

    fields: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)

    def told(self) -> Written:
        return Written(self.by_kind["update"], self.by_kind["create"], self.by_kind["delete"])


_ByRun = Mapping[tuple[int, str], _Counts]
"""(run, side) → what it did there."""


def _written_by_run(db: sqlite3.Connection, first: int, pair_id: str | None) -> _ByRun:
    rows = db.execute(
        f"SELECT run_id, side, kind, SUM({_FIELDS}) AS fields, COUNT(*) AS records FROM changes"  # noqa: S608 - our own
        " WHERE run_id >= ?1 AND (?2 IS NULL OR pair_id = ?2) AND kind NOT LIKE 'dropped%' GROUP BY 1, 2, 3",
        (first, pair_id),
    )
    found: dict[tuple[int, str], _Counts] = defaultdict(_Counts)
    for row in rows:
        counts = found[row["run_id"], row["side"]]
        counts.fields += row["fields"]
        counts.by_kind[row["kind"]] += row["fields"] if row["kind"] == "update" else row["records"]
    return found


def _run_line(row: RunRow, pairs: Pairs, written: _ByRun) -> RunLine:
    local, airtable = (written.get((row.id, side), _Counts()) for side in Side)
    return RunLine(
        run_id=row.id,
        pair_id=row.pair_id,
        pair_name=pairs[row.pair_id].name if row.pair_id in pairs else tr(REMOVED),
        kind=row.kind,
        started=row.started,
        ended=row.ended,
        status=row.status,
        error=_in_words(row.error),
        api_calls=row.api_calls,
        records=row.changes,
        to_local=local.fields,
        to_airtable=airtable.fields,
        local=local.told(),
        airtable=airtable.told(),
        put_off=issubclass(_error_kind(row.error) or object, Transient | errors.Busy),
    )


def with_copy(line: RunLine, copy: Path | None) -> RunLine:
    """The run with the place of its copy, if it has one."""
    return replace(line, copy=str(copy)) if copy else line


def _error_kind(error: str) -> type[AirSyncError] | None:
    kind = getattr(errors, error, None) if error else None
    return kind if isinstance(kind, type) and issubclass(kind, AirSyncError) else None


def _in_words(error: str) -> str:
    """History keeps an error's class; a person gets its title."""
    kind = _error_kind(error)
    return messages.describe(kind()).title if kind else error


def change_lines(db: sqlite3.Connection, run_id: int, pairs: Pairs, most: int | None = None) -> list[ChangeLine]:
    """What one run wrote, field by field; of its first so many changes."""
    rows = history.changes(db, run_id, most)[::-1]
    lines: list[ChangeLine] = []
    while rows:  # to let go of 100,000 of them at once keeps every other thread waiting for 0.1 s
        lines += change_lines_of(rows.pop(), pairs)
    return lines


def change_lines_of(row: ChangeRow, pairs: Pairs) -> Iterable[ChangeLine]:
    """One change, field by field."""
    names = pairs[row.pair_id].field_names if row.pair_id in pairs else {}
    for field_id in row.after or row.before or {"": None}:
        yield ChangeLine(
            change_id=row.id,
            run_id=row.run_id,
            uid=row.uid,
            record=row.label,
            side=row.side,
            kind=row.kind,
            field_name=names.get(field_id, field_id),
            before=row.before.get(field_id),
            after=row.after.get(field_id),
            other=row.other.get(field_id),
            because=words.because(row.rules.get(field_id, ""), row.kind, row.after.get(field_id)),
            overwritten=row.overwrites.get(field_id) is row.side,
            at=row.at,
            field_id=field_id,
        )


# -- overview -------------------------------------------------------------------------------------------------------


def record_counts(db: sqlite3.Connection, pair_id: str | None) -> tuple[int, int]:
    """Records known on this computer and in Airtable."""
    row = db.execute(
        "SELECT TOTAL(tombstone IS NULL OR tombstone = 'local'), TOTAL(tombstone IS NULL OR tombstone = 'airtable')"
        " FROM memories WHERE ?1 IS NULL OR pair_id = ?1",
        (pair_id,),
    ).fetchone()
    return int(row[0]), int(row[1])


def sharing_a_key(db: sqlite3.Connection, pair_id: str | None) -> int:
    """Records that the last run held because others have their key."""
    found: int = db.execute(
        "SELECT COUNT(*) FROM held WHERE reason = 'duplicate_key' AND (?1 IS NULL OR pair_id = ?1)", (pair_id,)
    ).fetchone()[0]
    return found


def records_by_pair(db: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """(pair id, records known on this computer)."""
    rows = db.execute(
        "SELECT pair_id, TOTAL(tombstone IS NULL OR tombstone = 'local') FROM memories GROUP BY 1"
    ).fetchall()
    return tuple((row[0], int(row[1])) for row in rows)


def day_counts(db: sqlite3.Connection, pair_id: str | None, today: date) -> list[DayCount]:
    """Fields written on each of the last days, the present one last."""
    first = today - timedelta(days=DAYS - 1)
    rows = db.execute(
        f"SELECT date(at, 'localtime') AS day, side, SUM({_FIELDS}) AS fields FROM changes"  # noqa: S608 - our own
        " WHERE at >= ?1 AND (?2 IS NULL OR pair_id = ?2) AND kind NOT LIKE 'dropped%' GROUP BY 1, 2",
        (midnight(first).isoformat(), pair_id),
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row["day"]][row["side"]] = row["fields"]
    days = (first + timedelta(days=number) for number in range(DAYS))
    return [DayCount(day, found[str(day)]["local"], found[str(day)]["airtable"]) for day in days]


def received(db: sqlite3.Connection, pair_id: str | None, side: Side, since: datetime) -> tuple[int, int]:
    """(fields, records) written to a side since then."""
    row = db.execute(
        f"SELECT TOTAL({_FIELDS}), COUNT(DISTINCT pair_id || uid) FROM changes"  # noqa: S608 - our own
        " WHERE at >= ?1 AND (?2 IS NULL OR pair_id = ?2) AND side = ?3 AND kind NOT LIKE 'dropped%'",
        (since.isoformat(), pair_id, side),
    ).fetchone()
    return int(row[0]), int(row[1])


def last_change(db: sqlite3.Connection, pair_id: str | None, side: Side) -> datetime | None:
    """When an edit made on this side was last carried to the other."""
    found = db.execute(
        "SELECT MAX(at) FROM changes WHERE (?1 IS NULL OR pair_id = ?1) AND side = ?2 AND kind NOT LIKE 'dropped%'",
        (pair_id, side.other),
    ).fetchone()[0]
    return datetime.fromisoformat(found) if found else None


def midnight(day: date) -> datetime:
    """The begin of a day on this computer, in UTC."""
    return datetime.combine(day, time()).astimezone(UTC)
