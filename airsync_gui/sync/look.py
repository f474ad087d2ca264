"""One record as both sides have it now, and what a sync would make of it. Nothing is written or kept."""

from __future__ import annotations

from msgspec import Struct

from airsync_gui.sync.mapping import remembered
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan, make_plan, sort_into_records
from airsync_gui.sync.records import Row, Uid
from airsync_gui.sync.resolution_run import situation_now
from airsync_gui.sync.toolbox import Toolbox


class Look(Struct, frozen=True):
    """What was seen.

    Attributes:
        local, airtable: None where the record is not there.
        plan: what a sync would do to this record alone; what is held is in it, too.
    """

    local: Row | None
    airtable: Row | None
    plan: Plan


def look_at(pair: Pair, tools: Toolbox, uid: Uid) -> Look | None:
    """Read this computer's table and the one record in Airtable; None for a record that is not known any more."""
    state = remembered(pair, tools.store)
    memory = next((memory for memory in state.memories if memory.uid == uid), None)
    if memory is None:
        return None
    situation, _ = situation_now(pair, tools, state, uid, memory.record_id)
    matching = sort_into_records(situation)
    found = next((each for each in (*matching.matches, *matching.left_alone) if each.uid == uid), None)
    plan = make_plan(situation).restricted(frozenset({uid}), lambda _operation: True)
    return Look(found.local if found else None, found.airtable if found else None, plan)
