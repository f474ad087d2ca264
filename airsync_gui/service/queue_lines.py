"""The rows of the Queue, read from the state file: operations that wait, and rows that are held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from airsync_gui import messages
from airsync_gui.errors import AccessDenied, Refused
from airsync_gui.jobs.snapshots import Place, QueueLine, QueueState
from airsync_gui.kept_words import said
from airsync_gui.service import words
from airsync_gui.state import held
from airsync_gui.state.codec import error_in
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Side
from airsync_gui.wording import noop, tr

if TYPE_CHECKING:
    from airsync_gui.state.held import HeldRow

_LOOKED_AT_AGAIN = noop("Mend it; the next sync looks again.")
_ORDER: Sequence[QueueState] = ("failed", "held", "waiting_for_key", "retry", "in_flight", "pending")
_RANK = {state: rank for rank, state in enumerate(_ORDER)}
_Places = Mapping[tuple[str, Side], Place]
"""(pair id, side) → place."""


def queue_lines(
    db: sqlite3.Connection,
    pair_id: str | None,
    pairs: Mapping[str, Pair],
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


class _Waiting(Struct, frozen=True):
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
