"""Duplicates for the window: the groups, and what merging one would do, in words."""

from __future__ import annotations

from airsync_gui import messages
from airsync_gui.jobs.duplicates import DuplicateGroup, DuplicateRecord, MergePreview
from airsync_gui.kept_words import label_said
from airsync_gui.plan_words import stop_sentence
from airsync_gui.service import words
from airsync_gui.sync.duplicates import Group, merged
from airsync_gui.sync.duplicates_run import Found, MergeResult
from airsync_gui.sync.records import Row
from airsync_gui.wording import plural, tr


def groups(found: Found) -> tuple[DuplicateGroup, ...]:
    """Every group, in its table's order."""
    return tuple(_group(group, found) for group in found.groups)


def _group(group: Group, found: Found) -> DuplicateGroup:
    differing = merged(group, group.rows[0], found.writable(), {}).differing
    return DuplicateGroup(
        group_id=group.id,
        pair_id=found.pair.id,
        label=group.label,
        place=words.place(found.pair, group.side),
        records=tuple(_record(row, group, found) for row in group.rows),
        differing=tuple((f, found.fields[f].name, values) for f, values in differing.items()),
        why_not=found.why_not(group),
    )


def _record(row: Row, group: Group, found: Found) -> DuplicateRecord:
    known = found.memory_of(group.side, row) is not None
    values = ((field.name, row.values[f]) for f, field in found.fields.items() if f in row.values)
    return DuplicateRecord(row.label or row.row_id, known, tuple(values))


def preview(done: MergeResult) -> MergePreview:
    """What a merge would do."""
    plan, work, pair = done.result.plan, done.merge, done.result.pair
    place = words.place(pair, work.group.side).name
    filled = ", ".join(messages.plain(pair.field_names.get(f, f), 40) for f in work.values)
    kept = label_said(messages.plain(work.kept.label or work.kept.row_id, 60))
    gone = plural("{n} record", "{n} records", len(work.others))
    if filled:
        done_to = tr(
            "{place}: {record} stays and gets {fields}; {others} deleted.",
            place=place,
            record=kept,
            fields=filled,
            others=gone,
        )
    else:
        done_to = tr("{place}: {record} stays; {others} deleted.", place=place, record=kept, others=gone)
    said = " ".join([done_to, plural("{n} API call.", "{n} API calls.", plan.api_calls)])
    stop = " ".join(stop_sentence(stop) for stop in plan.stops)
    return MergePreview(work.group.id, plan.id, said, stop, done.unmapped)
