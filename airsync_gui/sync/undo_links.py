"""Links to records that an undo makes again: Airtable gives those a new id, and the links to them follow. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from airsync_gui.sync.decision import Rules
from airsync_gui.sync.match import Match
from airsync_gui.sync.records import NO_VALUES, FieldId, RecordId, Row, Side, Uid, Value, Values
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.undo import PastChange
from airsync_gui.sync.values import without_blanks


def link_fields(rules: Rules) -> tuple[FieldId, ...]:
    """The mapped fields that hold record ids."""
    return tuple(f.id for f in rules.writable() if f.type == "multipleRecordLinks")


def follow_links(
    changes: Sequence[PastChange], fields: Sequence[FieldId], successors: Mapping[RecordId, RecordId]
) -> list[PastChange]:
    """The changes with links to records that were made again since pointing to them as they are now."""
    if not successors or not fields:
        return list(changes)
    return [
        replace(c, before=_follow(c.before, fields, successors), after=_follow(c.after, fields, successors))
        for c in changes
    ]


def _follow(values: Values, fields: Sequence[FieldId], successors: Mapping[RecordId, RecordId]) -> Values:
    changed = {f: point_anew(values.get(f), successors) for f in fields if f in values}
    return {**values, **changed} if changed else values


def point_anew(value: Value, successors: Mapping[RecordId, RecordId]) -> Value:
    """A list of links with each old id replaced."""
    if not isinstance(value, tuple):
        return value
    return tuple(dict.fromkeys(successors.get(link, link) for link in value))


def links_to(resolution: Resolution, fields: Sequence[FieldId], record_ids: frozenset[RecordId]) -> bool:
    """Whether an answer would write a link to one of these records."""
    return any(
        record_ids.intersection(value)
        for side in Side
        for f in fields
        if isinstance(value := (resolution.target(side) or NO_VALUES).get(f), tuple)
    )


def with_new_ids(
    resolution: Resolution, fields: Sequence[FieldId], successors: Mapping[RecordId, RecordId]
) -> Resolution:
    """The same answer, its links pointing to records as they were made again."""
    local, airtable = resolution.target_local, resolution.target_airtable
    return replace(
        resolution,
        target_local=None if local is None else _follow(local, fields, successors),
        target_airtable=None if airtable is None else _follow(airtable, fields, successors),
    )


def without_links(resolution: Resolution, fields: Sequence[FieldId], record_ids: frozenset[RecordId]) -> Resolution:
    """The same answer without links to these records in Airtable, where they do not exist yet."""
    values = dict(resolution.target_airtable or {})
    for f in fields:
        links = values.get(f)
        if isinstance(links, tuple):
            values[f] = tuple(link for link in links if link not in record_ids)
    return replace(resolution, target_airtable=None if resolution.target_airtable is None else without_blanks(values))


def point_rows_anew(
    matches: Sequence[Match], rules: Rules, successors: Mapping[RecordId, RecordId]
) -> dict[Uid, Resolution]:
    """Answers for the rows here that still link to a record under its old id: Airtable took that link away with it."""
    fields = link_fields(rules)
    answers: dict[Uid, Resolution] = {}
    for found in matches:
        if found.local is None or found.airtable is None:
            continue
        stale = [f for f in fields if set(_links(found.local, f)) & set(successors)]
        if not stale:
            continue
        local, airtable = dict(found.local.values), dict(found.airtable.values)
        for f in stale:
            added = [successors[link] for link in _links(found.local, f) if link in successors]
            local[f] = point_anew(local[f], successors)
            airtable[f] = tuple(dict.fromkeys((*_links(found.airtable, f), *added)))
        if not rules.pair.may_write(Side.LOCAL):
            local = dict(found.local.values)
        if not rules.pair.may_write(Side.AIRTABLE):
            airtable = dict(found.airtable.values)
        shown = dict(found.local.values), dict(found.airtable.values)
        answers[found.uid] = Resolution(found.uid, *shown, local, airtable, undo=True)
    return answers


def _links(row: Row, field_id: FieldId) -> tuple[str, ...]:
    value = row.values.get(field_id)
    return value if isinstance(value, tuple) else ()
