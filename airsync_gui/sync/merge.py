"""Field-level three-way merge: one field, its two ancestors and its two present values, to one outcome.

Each side is compared only with its own ancestor: Airtable rounds and trims, a CSV has only text, and one shared
ancestor would see those as edits and bounce them for ever. The merge of lists is the usual three-way set merge
(Lindholm, "A three-way merge for XML documents", 2004, for the idea of merging by member).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.records import Side, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, same


class Verdict(Enum):
    """What is to be done with one field."""

    NOTHING = "nothing"
    SETTLED = "settled"
    TAKE = "take"
    CLASH = "clash"


class FieldOutcome(Struct, frozen=True):
    """The verdict on one field.

    Attributes:
        value: for ``TAKE``, the value both sides shall have (each side that differs is written).
        rule: why, as kept in history: ``changed on one side``, ``first run: blank filled``, a policy's name, …
        overwrites: the sides whose *edit* is lost by taking ``value``: kept in history, can be put back.
    """

    verdict: Verdict
    value: Value = None
    rule: str = ""
    overwrites: tuple[Side, ...] = ()


class FieldState(Struct, frozen=True):
    """Everything that decides one field of one record.

    Attributes:
        known: whether the field has been in step before; without that there are no ancestors.
        lossy: the side that holds a shortened form of the other's value.
    """

    field: Field
    known: bool
    local_ancestor: Value
    airtable_ancestor: Value
    local: Value
    airtable: Value
    lossy: Side | None = None

    def changed(self, side: Side) -> bool:
        """Whether that side moved since it was last in step."""
        return self.known and not same(self.now(side), self.ancestor(side))

    def now(self, side: Side) -> Value:
        """What that side has."""
        return self.local if side is Side.LOCAL else self.airtable

    def ancestor(self, side: Side) -> Value:
        """What that side had when last in step."""
        return self.local_ancestor if side is Side.LOCAL else self.airtable_ancestor


SettleByTime = Callable[[], Side | None]
"""Tells which side of the record was modified later; None when that is unknown or equal."""

NOTHING = FieldOutcome(Verdict.NOTHING)
CLASH = FieldOutcome(Verdict.CLASH)


def merge_field(state: FieldState, policy: Policy, later_side: SettleByTime) -> FieldOutcome:
    """The outcome for one writable field of a record that both sides have."""
    changed = tuple(side for side in Side if state.changed(side))
    if state.known and not changed:
        return NOTHING
    if same(state.local, state.airtable):
        return FieldOutcome(Verdict.SETTLED)
    if not state.known:
        return _first_run(state, policy, later_side)
    if state.lossy in changed:
        return CLASH
    if len(changed) == 1:
        return FieldOutcome(Verdict.TAKE, state.now(changed[0]), "changed on one side")
    return settle_clash(state, policy, later_side)


def _first_run(state: FieldState, policy: Policy, later_side: SettleByTime) -> FieldOutcome:
    for side in Side:
        if is_blank(state.now(side)):
            return FieldOutcome(Verdict.TAKE, state.now(side.other), "first run: blank filled")
    return settle_clash(state, policy, later_side)


def settle_clash(state: FieldState, policy: Policy, later_side: SettleByTime) -> FieldOutcome:
    """Two different values and a policy, to one value or a clash that a person must settle."""
    if policy is Policy.LOCAL_WINS:
        return _taking(state, state.local, policy)
    if policy is Policy.AIRTABLE_WINS:
        return _taking(state, state.airtable, policy)
    if policy is Policy.LAST_WRITE_WINS:
        winner = later_side()
        return _taking(state, state.now(winner), policy) if winner else CLASH
    if policy is Policy.MERGE:
        merged = merge_values(state)
        return CLASH if merged is None else _taking(state, merged[0], policy)
    return CLASH


def _taking(state: FieldState, value: Value, policy: Policy) -> FieldOutcome:
    lost = tuple(side for side in Side if not same(state.now(side), value))
    return FieldOutcome(Verdict.TAKE, value, str(policy), lost)


def merge_values(state: FieldState) -> tuple[Value] | None:
    """The ``merge`` policy; None where the two values can't be merged (a choice, texts of equal length)."""
    local, airtable = state.local, state.airtable
    if is_blank(local) or is_blank(airtable):
        return (airtable if is_blank(local) else local,)
    if isinstance(local, tuple) and isinstance(airtable, tuple):
        return (merge_lists(local, airtable, state.local_ancestor, state.airtable_ancestor),)
    if isinstance(local, Decimal) and isinstance(airtable, Decimal):
        return (max(local, airtable),)
    if isinstance(local, date) and isinstance(airtable, date) and type(local) is type(airtable):
        return (max(local, airtable),)
    return _longer_text(state.field, local, airtable)


def _longer_text(field: Field, local: Value, airtable: Value) -> tuple[Value] | None:
    mergeable = field.kind in (Kind.TEXT, Kind.RICH_TEXT) and field.type != "singleCollaborator"
    if not (mergeable and isinstance(local, str) and isinstance(airtable, str)) or len(local) == len(airtable):
        return None
    return (max(local, airtable, key=len),)


def merge_lists(
    local: tuple[str, ...], airtable: tuple[str, ...], local_ancestor: Value, airtable_ancestor: Value
) -> Value:
    """Three-way set merge: what either side added is in, what either side removed is out; Airtable's order first."""
    old_local = local_ancestor if isinstance(local_ancestor, tuple) else ()
    old_airtable = airtable_ancestor if isinstance(airtable_ancestor, tuple) else ()
    removed = (set(old_local) - set(local)) | (set(old_airtable) - set(airtable))
    added = (set(local) - set(old_local)) | (set(airtable) - set(old_airtable))
    members = dict.fromkeys((*airtable, *local))
    return tuple(member for member in members if member not in removed or member in added)
