"""The rows of Conflicts, read from the state file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.service import words
from airsync_gui.state import conflicts
from airsync_gui.sync.pairs import Pair


def conflict_lines(db: sqlite3.Connection, pair_id: str | None, pairs: Mapping[str, Pair]) -> list[ConflictLine]:
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
