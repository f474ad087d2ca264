"""Which column each field is bound to, and what is remembered of fields that are bound otherwise by now.

Whoever changed the mapping, a command, the window or a person in the settings file: what both sides had of such a field
is of another column, or of another type, and is no measure for what it has now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

if TYPE_CHECKING:
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.ports import PairState, Store
    from airsync_gui.sync.records import FieldId, Memory

V = TypeVar("V")
Bound = tuple[str, str]
"""(column, Airtable type); the type is empty where the settings do not say it."""


def mapping_of(pair: Pair) -> dict[FieldId, Bound]:
    """What each mapped field is bound to."""
    return {field_id: (column, pair.field_types.get(field_id, "")) for field_id, column in pair.columns.items()}


def mapped_anew(then: Mapping[FieldId, Bound], now: Mapping[FieldId, Bound]) -> frozenset[FieldId]:
    """The fields that have another column or another type than then, or none any more; none where then is unknown."""
    if not then:
        return frozenset()
    return frozenset(f for f in {*then, *now} if f not in then or f not in now or not _same(then[f], now[f]))


def _same(then: Bound, now: Bound) -> bool:
    (column, kind), (column_now, kind_now) = then, now
    return column == column_now and (kind == kind_now or not kind or not kind_now)


def without(memory: Memory, field_ids: frozenset[FieldId]) -> Memory:
    """The memory as if these fields had never been in step."""
    return replace(
        memory,
        local=_without(memory.local, field_ids),
        airtable=_without(memory.airtable, field_ids),
        lossy=_without(memory.lossy, field_ids),
    )


def _without(values: Mapping[FieldId, V], field_ids: frozenset[FieldId]) -> dict[FieldId, V]:
    return {field_id: value for field_id, value in values.items() if field_id not in field_ids}


def remembered(pair: Pair, store: Store) -> PairState:
    """What is remembered about a pair, as far as it is a measure for the mapping that the pair has now."""
    state = store.load(pair.id)
    if anew := mapped_anew(state.mapping, mapping_of(pair)):
        return replace(state, memories=[without(memory, anew) for memory in state.memories])
    return state
