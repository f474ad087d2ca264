"""The log of what changed in Airtable's schema, as far as a pair's mapped fields go, and the fields as last seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from airsync_gui.state.codec import conflict_out, fields_in, fields_out
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId
from airsync_gui.sync.schema import RETYPED, Field

Change = tuple[str, str, str]
"""(what, before, after)"""


def keep_fields(db: sqlite3.Connection, pair_id: str, fields: Mapping[FieldId, Field], at: datetime) -> None:
    """Keep the fields as seen, and log what changed since they were last kept."""
    then = _kept(db, pair_id)
    for field_id, now in fields.items():
        past = then.get(field_id)
        if past is not None:
            _log(db, pair_id, field_id, _changes(past, now), at)
    db.execute("UPDATE pair_states SET fields = ? WHERE pair_id = ?", (fields_out(fields), pair_id))


def note_conflicts(db: sqlite3.Connection, pair_id: str, found: Iterable[Conflict], at: datetime) -> None:
    """Log the fields that are found gone or of another type; called before these conflicts are kept."""
    for conflict in found:
        if conflict.kind == "schema" and not _is_open(db, pair_id, conflict):
            field_id, what = conflict.fields[0], conflict.local_label
            if what == "gone":
                _log(db, pair_id, field_id, [("gone", conflict.label, "")], at)
            elif what.startswith(RETYPED):
                past = _kept(db, pair_id).get(field_id)
                change = ("retyped", past.type if past else "", what.removeprefix(RETYPED))
                _log(db, pair_id, field_id, [change], at)


def with_past_names(db: sqlite3.Connection, pair: Pair) -> Pair:
    """The pair, knowing the names of fields that it had once, as history tells of them too."""
    past = {field.id: field.name for field in _kept(db, pair.id).values() if field.id not in pair.field_names}
    return replace(pair, field_names={**pair.field_names, **past})


def _kept(db: sqlite3.Connection, pair_id: str) -> Mapping[FieldId, Field]:
    row = db.execute("SELECT fields FROM pair_states WHERE pair_id = ?", (pair_id,)).fetchone()
    return fields_in(row["fields"]) if row else {}


def _is_open(db: sqlite3.Connection, pair_id: str, conflict: Conflict) -> bool:
    wanted = (pair_id, conflict.uid, conflict_out(conflict))
    row = db.execute("SELECT 1 FROM conflicts WHERE pair_id = ? AND uid = ? AND conflict = ?", wanted).fetchone()
    return row is not None


def _changes(past: Field, now: Field) -> list[Change]:
    changes = []
    if past.name != now.name:
        changes.append(("renamed", past.name, now.name))
    if past.type != now.type:
        changes.append(("retyped", past.type, now.type))
    names = now.choices  # made anew at each look
    changes += [
        ("choice_renamed", name, names[choice])
        for choice, name in past.choices.items()
        if names.get(choice, name) != name
    ]
    return changes


def _log(db: sqlite3.Connection, pair_id: str, field_id: FieldId, changes: Iterable[Change], at: datetime) -> None:
    """Log changes; another type was logged when it was found, and is not once more when the field is mapped anew."""
    last = db.execute(
        "SELECT change, before, after FROM schema_log WHERE pair_id = ? AND field_id = ? ORDER BY id DESC LIMIT 1",
        (pair_id, field_id),
    ).fetchone()
    new = [change for change in changes if change[0] != "retyped" or last is None or tuple(last) != change]
    db.executemany(
        "INSERT INTO schema_log (pair_id, field_id, change, before, after, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(pair_id, field_id, *change, at.isoformat()) for change in new],
    )
