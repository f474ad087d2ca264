"""A conflict as rows to decide: one a field, with what each side has, had, and why it is shown. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from airsync_gui.carried import NOT_COMPUTED
from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.sync.merge import merge_lists
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.records import FieldId, Side, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, same
from airsync_gui.ui.text_diff import merged_text
from airsync_gui.wording import tr

Group = Literal["clash", "merged", "same", "computed"]
JOINABLE_TYPES = frozenset({"singleLineText", "multilineText", "richText"})
"""Texts that can hold two texts; an e-mail address can't."""


class FieldRow(Struct, frozen=True):
    """One field of the record.

    Attributes:
        group: ``clash`` waits for a person; ``merged`` is settled already; ``same`` agrees; ``computed`` is Airtable's.
        last_local, last_airtable: what each side had when last in step, where ``last_known``.
        settled: what a merged field becomes.
        both: what taking both makes, in a tuple of one; None where both can't be taken.
        why: why a field that needs no decision is as it is.
    """

    field: Field
    group: Group
    local: Value
    airtable: Value
    last_local: Value = None
    last_airtable: Value = None
    last_known: bool = False
    settled: Value = None
    both: tuple[Value] | None = None
    why: str = ""

    @property
    def id(self) -> FieldId:
        """The field's id."""
        return self.field.id

    def now(self, side: Side) -> Value:
        """What a side has."""
        return self.local if side is Side.LOCAL else self.airtable

    def last(self, side: Side) -> Value:
        """What a side had when last in step."""
        return self.last_local if side is Side.LOCAL else self.last_airtable

    def differs(self, side: Side) -> bool:
        """Whether a side moved since it was last in step; on a first run, whether the two differ."""
        if not self.last_known:
            return not same(self.local, self.airtable)
        return not same(self.now(side), self.last(side))


def field_rows(view: ConflictView) -> tuple[FieldRow, ...]:
    """Every field: those to decide first, then settled ones, then those that agree, then Airtable's own."""
    rows = list(_rows(view))
    order = ("clash", "merged", "same", "computed")
    return tuple(sorted(rows, key=lambda row: order.index(row.group)))


def _rows(view: ConflictView) -> Iterator[FieldRow]:
    known = {field.id for field in view.fields}
    pair = view.pair
    gone = (
        Field(f, pair.field_names.get(f, f), pair.field_types.get(f, "unknown"))
        for f in view.conflict.fields
        if f not in known
    )
    for field in (*view.fields, *gone):
        yield _row(view, field)


def _row(view: ConflictView, field: Field) -> FieldRow:
    conflict = view.conflict
    local, airtable = (conflict.local or {}).get(field.id), (conflict.airtable or {}).get(field.id)
    group = _group(view, field)
    return FieldRow(
        field=field,
        group=group,
        local=local,
        airtable=airtable,
        last_local=conflict.local_ancestor.get(field.id),
        last_airtable=conflict.airtable_ancestor.get(field.id),
        last_known=field.id in conflict.local_ancestor and field.id in conflict.airtable_ancestor,
        settled=conflict.merged.get(field.id) if group == "merged" else None,
        both=_both(conflict, field, local, airtable) if group == "clash" else None,
        why=_why(conflict, field, group),
    )


def _group(view: ConflictView, field: Field) -> Group:
    conflict = view.conflict
    if field.read_only or field.id in view.pair.kept_by_us():
        return "computed"
    if field.id in conflict.fields:
        return "clash"
    if field.id in conflict.merged:
        return "merged"
    if conflict.fields or conflict.local is None or conflict.airtable is None:
        return "same"
    return "same" if same(conflict.local.get(field.id), conflict.airtable.get(field.id)) else "clash"


def _why(conflict: Conflict, field: Field, group: Group) -> str:
    if group == "computed":
        return tr("only read from Airtable") if field.type in NOT_COMPUTED else tr("Airtable works it out")
    if group == "merged":
        return _why_merged(conflict, field.id)
    if group == "clash" or conflict.local is None or conflict.airtable is None:
        return ""
    agree = same(conflict.local.get(field.id), conflict.airtable.get(field.id))
    return tr("the same on both sides") if agree else tr("left as it is on each side")


def _why_merged(conflict: Conflict, field_id: FieldId) -> str:
    local, airtable = (conflict.local or {}).get(field_id), (conflict.airtable or {}).get(field_id)
    settled = conflict.merged[field_id]
    takes_local, takes_airtable = same(settled, local), same(settled, airtable)
    if field_id not in conflict.local_ancestor:
        one = takes_local is not takes_airtable
        return tr("blank on the other side") if one else tr("merged by the pair's rule")
    moved = {
        side for side in Side
        if not same((conflict.of(side) or {}).get(field_id), _ancestor(conflict, side).get(field_id))
    }  # fmt: skip
    if moved == {Side.LOCAL}:
        return tr("only this computer changed it")
    return tr("only Airtable changed it") if moved == {Side.AIRTABLE} else tr("settled by the pair's rule")


def _ancestor(conflict: Conflict, side: Side) -> dict[FieldId, Value]:
    return dict(conflict.local_ancestor if side is Side.LOCAL else conflict.airtable_ancestor)


def _both(conflict: Conflict, field: Field, local: Value, airtable: Value) -> tuple[Value] | None:
    if is_blank(local) or is_blank(airtable):
        return None
    old = conflict.local_ancestor.get(field.id), conflict.airtable_ancestor.get(field.id)
    if field.kind is Kind.LIST and isinstance(local, tuple) and isinstance(airtable, tuple):
        return (merge_lists(local, airtable, *old),)
    if field.type in JOINABLE_TYPES and isinstance(local, str) and isinstance(airtable, str):
        return (_joined_texts(field, local, airtable, *old),)
    return None


def _joined_texts(field: Field, local: str, airtable: str, local_old: Value, airtable_old: Value) -> str:
    """Both edits in one text where they touch different words, else one text after the other."""
    if isinstance(local_old, str) and local_old == airtable_old:
        merged = merged_text(local_old, local, airtable)
        if merged is not None:
            return merged
    lines = field.type != "singleLineText" and "\n" in local + airtable
    return f"{local}\n{airtable}" if lines else f"{local} / {airtable}"
