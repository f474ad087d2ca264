"""The fields of pairs, as they are mapped and last seen, and what changed in Airtable's schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from airsync_gui.jobs.schema_view import FieldLine, FieldRole, SchemaChangeLine, SchemaView
from airsync_gui.service.words import POLICIES
from airsync_gui.state import conflicts
from airsync_gui.state.codec import fields_in
from airsync_gui.sync.pairs import Direction, Pair
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.sync.records import FieldId
    from airsync_gui.sync.schema import Field

_WRITTEN: Mapping[Direction, FieldRole] = {
    Direction.BOTH: "edited",
    Direction.PUSH: "pushed",
    Direction.PULL: "pulled",
}


def schema_view(db: sqlite3.Connection, pair_id: str | None, pairs: Mapping[str, Pair]) -> SchemaView:
    """Of one pair, or of all; the newest change first."""
    chosen = {found: pair for found, pair in pairs.items() if pair_id in (None, found)}
    lines = tuple(line for pair in chosen.values() for line in _field_lines(db, pair))
    log = db.execute("SELECT * FROM schema_log WHERE ?1 IS NULL OR pair_id = ?1 ORDER BY id DESC", (pair_id,))
    changes = tuple(_change(row, chosen[row["pair_id"]]) for row in log if row["pair_id"] in chosen)
    return SchemaView(lines, changes)


def _field_lines(db: sqlite3.Connection, pair: Pair) -> list[FieldLine]:
    state = db.execute("SELECT fields FROM pair_states WHERE pair_id = ?", (pair.id,)).fetchone()
    seen = fields_in(state["fields"]) if state else {}
    problems = {
        row.conflict.fields[0]: row.conflict.local_label
        for row in conflicts.listed(db, pair.id)
        if row.conflict.kind == "schema"
    }
    return [_line(pair, field_id, seen.get(field_id), problems.get(field_id, "")) for field_id in pair.columns]


def _line(pair: Pair, field_id: FieldId, seen: Field | None, problem: str) -> FieldLine:
    name = seen.name if seen else pair.field_names.get(field_id, field_id)
    kind = seen.type if seen else pair.field_types.get(field_id, "")
    policy = pair.field_policies.get(field_id)
    rule = tr(POLICIES[policy]) if policy and policy is not pair.policy else ""
    return FieldLine(
        pair.id, pair.name, field_id, name, pair.columns[field_id], kind, _role(pair, field_id, seen), rule, problem
    )


def _role(pair: Pair, field_id: FieldId, seen: Field | None) -> FieldRole:
    if field_id in pair.key:
        return "key"
    if field_id == pair.version_field:
        return "version"
    if field_id == pair.stamp_field:
        return "stamp"
    return "computed" if seen is not None and seen.read_only else _WRITTEN[pair.direction]


def _change(row: sqlite3.Row, pair: Pair) -> SchemaChangeLine:
    return SchemaChangeLine(
        row["id"],
        pair.id,
        pair.name,
        pair.field_names.get(row["field_id"], row["field_id"]),
        row["change"],
        row["before"],
        row["after"],
        datetime.fromisoformat(row["at"]),
    )
