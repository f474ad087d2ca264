"""The rows of History, read from the state file: runs, and what they changed."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui import messages
from airsync_gui.errors import Busy, Transient, kind_named
from airsync_gui.jobs.snapshots import ChangeLine, RunLine, Written
from airsync_gui.service import words
from airsync_gui.state import conflicts, history
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Side
from airsync_gui.wording import noop, tr

if TYPE_CHECKING:
    from airsync_gui.state.history import ChangeRow, RunRow
    from airsync_gui.sync.operations import Conflict
    from airsync_gui.sync.records import FieldId, Value

REMOVED = noop("(removed)")
FIELDS_WRITTEN = "MAX(1, (SELECT COUNT(*) FROM json_each(after_values)))"
"""How many fields a change wrote; a deletion counts as one."""


def run_lines(
    db: sqlite3.Connection, pair_id: str | None, pairs: Mapping[str, Pair], since: datetime | None = None
) -> list[RunLine]:
    """The newest runs first."""
    rows = [row for row in history.runs(db, pair_id) if since is None or row.started >= since]
    written = _written_by_run(db, min((row.id for row in rows), default=0), pair_id)
    return [_run_line(row, pairs, written) for row in rows]


class _Counts(Struct):
    """What a run did on one side; ``fields`` of all kinds."""

    fields: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)

    def told(self) -> Written:
        return Written(self.by_kind["update"], self.by_kind["create"], self.by_kind["delete"])


_ByRun = Mapping[tuple[int, str], _Counts]
"""(run, side) → what it did there."""


def _written_by_run(db: sqlite3.Connection, first: int, pair_id: str | None) -> _ByRun:
    rows = db.execute(
        f"SELECT run_id, side, kind, SUM({FIELDS_WRITTEN}) AS fields, COUNT(*) AS records FROM changes"  # noqa: S608 - our own
        " WHERE run_id >= ?1 AND (?2 IS NULL OR pair_id = ?2) AND kind NOT LIKE 'dropped%' GROUP BY 1, 2, 3",
        (first, pair_id),
    )
    found: dict[tuple[int, str], _Counts] = defaultdict(_Counts)
    for row in rows:
        counts = found[row["run_id"], row["side"]]
        counts.fields += row["fields"]
        counts.by_kind[row["kind"]] += row["fields"] if row["kind"] == "update" else row["records"]
    return found


def _run_line(row: RunRow, pairs: Mapping[str, Pair], written: _ByRun) -> RunLine:
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
        put_off=issubclass(kind_named(row.error) or object, Transient | Busy),
    )


def with_copy(line: RunLine, copy: Path | None) -> RunLine:
    """The run with the place of its copy, if it has one."""
    return replace(line, copy=str(copy)) if copy else line


def _in_words(error: str) -> str:
    """History keeps an error's class; a person gets its title."""
    kind = kind_named(error)
    return messages.describe(kind()).title if kind else error


def change_lines(
    db: sqlite3.Connection, run_id: int, pairs: Mapping[str, Pair], most: int | None = None
) -> list[ChangeLine]:
    """What one run wrote, field by field; of its first so many changes."""
    settled = conflicts.settled_by(db, run_id)
    rows = history.changes(db, run_id, most)[::-1]
    lines: list[ChangeLine] = []
    while rows:  # to let go of 100,000 of them at once keeps every other thread waiting for 0.1 s
        row = rows.pop()
        lines += change_lines_of(row, pairs, settled.get(row.uid))
    return lines


def change_lines_of(row: ChangeRow, pairs: Mapping[str, Pair], settled: Conflict | None = None) -> Iterable[ChangeLine]:
    """One change, field by field.

    Args:
        settled: the conflict that it settled.
    """
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
            last=_last(settled, field_id) if settled is not None else (),
        )


def _last(conflict: Conflict, field_id: FieldId) -> tuple[Value, ...]:
    """What both sides had when last in step; empty where they never were."""
    ancestors = (conflict.local_ancestor, conflict.airtable_ancestor)
    return next(((values[field_id],) for values in ancestors if field_id in values), ())
