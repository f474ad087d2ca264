"""Whether what was read of Airtable can't be all: asked of a plan that would act on it."""

from __future__ import annotations

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.reading import Read, mapped_fields
from airsync_gui.sync.records import Side
from airsync_gui.sync.toolbox import Toolbox


def holds_what_is_gone(pair: Pair, tools: Toolbox, plan: Plan) -> bool:
    """Whether a key is held for a record that Airtable has not got any more: times of last edits tell of no deletion.

    A record that was made again, or a duplicate that somebody removed as he was told to, would wait for the next
    reading of all records.
    """
    mark = tools.images.mark(pair.id) if tools.images and not tools.full else None
    if mark is None or (pair.change_feed and mark.hook_id):
        return False
    twins = [held.label for held in plan.held if held.side is Side.AIRTABLE and held.reason == "duplicate_key"]
    return bool(twins) and len(tools.airtable.read_records(twins, pair.key)) < len(set(twins))


def leaves_out(pair: Pair, tools: Toolbox, read: Read, plan: Plan) -> bool:
    """Whether a first list left out a record that the plan is about to make a second time.

    Lists have been seen to end after two or three records without an error. Where records are known already it shows
    by those that are missing; a first run has nothing else to measure the list by.
    """
    keys = {pair.key_of(op.values) for op in plan.operations if op.side is Side.AIRTABLE and op.kind == "create"}
    some_are_known = read.at_rest.count() or read.settled.memories
    if some_are_known or not keys or not read.airtable_rows:
        return False
    listed = {row.row_id for row in read.airtable_rows}
    found = tools.airtable.find([read.fields[field_id] for field_id in pair.key], list(keys), pair.key)
    return any(row.row_id not in listed and pair.key_of(row.values) in keys for row in found)


def schema_moved(pair: Pair, tools: Toolbox, read: Read) -> bool:
    """Whether Airtable, asked now, has other fields than the cache said."""
    now, _ = mapped_fields(pair, tools, refresh=True)
    return any(now.get(field_id) != field for field_id, field in read.fields.items())
