"""A plan as the rows of a table: what, which record, where to, which field, before and after; and its effect in words.

Every text of a record is made when its row is shown, so that a plan of a hundred thousand operations opens at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from airsync_gui import messages
from airsync_gui.call_budget import used_words
from airsync_gui.jobs.snapshots import PlanPreview
from airsync_gui.kept_words import field_news, label_said, said
from airsync_gui.messages import plain
from airsync_gui.sync.decision import LINK_RENAMED
from airsync_gui.sync.match import Held
from airsync_gui.sync.operations import Conflict, DriftNote, Operation, Refusal
from airsync_gui.sync.records import FieldId, Side, Value
from airsync_gui.sync.values import is_blank
from airsync_gui.ui.row_model import Cell, Column, cell
from airsync_gui.ui.sides import side_cell
from airsync_gui.ui.text_runs import Run, sentence, strong
from airsync_gui.value_words import value_text
from airsync_gui.wording import noop, plural, tr

Group = Literal["local", "airtable", "conflicts", "held", "refused", "drift"]
MOST_FIELDS = 4
"""So many fields of one record are spelled out on its line."""
SHORT_NAME = 28
"""A file's name on a button is cut to so many characters."""


class PlanRow(Struct, frozen=True):
    """One line of the plan; ``group`` is the filter under which it is found."""

    key: str
    group: Group
    item: Operation | Conflict | Held | Refusal | DriftNote

    @property
    def record(self) -> str:
        """What a person calls the record."""
        item = self.item
        return label_said(plain(item.operation.label if isinstance(item, Refusal) else item.label, 120))

    @property
    def side(self) -> Side | None:
        """The side that is (or would have been) written, or where the trouble is; None for both."""
        item = self.item
        if isinstance(item, Conflict):
            return None
        return item.operation.side if isinstance(item, Refusal) else item.side


def rows_of(preview: PlanPreview) -> tuple[PlanRow, ...]:
    """Every line: what would be written first, in its order; then what would not, and why."""
    return tuple(PlanRow(f"{group}{number}", group, item) for number, (group, item) in enumerate(_items(preview)))


def _items(
    preview: PlanPreview,
) -> Iterator[tuple[Group, Operation | Conflict | Held | Refusal | DriftNote]]:
    plan = preview.plan
    for operation in plan.operations:
        yield ("local" if operation.side is Side.LOCAL else "airtable"), operation
    for conflict in plan.conflicts:
        yield "conflicts", conflict
    for refusal in plan.refusals:
        yield "refused", refusal
    for held in plan.held:
        yield "held", held
    for drift in plan.drift:
        yield "drift", drift


# -- counts and words -----------------------------------------------------------------------------------------------


class SideCounts(Struct, frozen=True):
    """What would be done on one side.

    Attributes:
        only_blanks: every change fills in a blank and replaces nothing.
    """

    added: int = 0
    changed: int = 0
    deleted: int = 0
    only_blanks: bool = False

    @property
    def written(self) -> int:
        """Records added or changed."""
        return self.added + self.changed


def counts_of(preview: PlanPreview, side: Side) -> SideCounts:
    """Count the operations on a side."""
    operations = preview.plan.of(side)
    kinds = Counter(operation.kind for operation in operations)
    updates = [operation for operation in operations if operation.kind == "update"]
    fills = bool(updates) and all(is_fill(operation) for operation in updates)
    return SideCounts(kinds["create"], kinds["update"], kinds["delete"], fills)


def is_fill(operation: Operation) -> bool:
    """Whether an update replaces nothing."""
    return all(is_blank(operation.before.get(f)) for f in operation.values)


def effect(preview: PlanPreview) -> str:
    """What carrying it out does: ``write 20 records to Airtable, 9 rows to meals.csv``; empty for nothing."""
    here, there = counts_of(preview, Side.LOCAL), counts_of(preview, Side.AIRTABLE)
    name = short_name(preview)
    writes = [
        plural("{n} record to Airtable", "{n} records to Airtable", there.written) if there.written else "",
        plural("{n} row to {table}", "{n} rows to {table}", here.written, table=name) if here.written else "",
    ]
    written, deleted = ", ".join(filter(None, writes)), ", ".join(deletions(preview))
    said = (
        tr("write {what}", what=written) if written else "",
        tr("delete {what}", what=deleted) if deleted else "",
    )
    return ", ".join(filter(None, said))


def deletions(preview: PlanPreview) -> list[str]:
    """``64 records in Airtable``, ``3 rows in meals.csv``."""
    here, there = counts_of(preview, Side.LOCAL).deleted, counts_of(preview, Side.AIRTABLE).deleted
    return placed(here, there, short_name(preview))


def placed(here: int, there: int, table: str) -> list[str]:
    """So many rows of the local table and records in Airtable, in words: Airtable's first, none where there are none.

    Args:
        table: the local one's name.
    """
    found = [plural("{n} record in Airtable", "{n} records in Airtable", there)] if there else []
    return [*found, *([plural("{n} row in {table}", "{n} rows in {table}", here, table=table)] if here else [])]


def short_name(preview: PlanPreview) -> str:
    """The local side's name, as it fits on a button."""
    return plain(preview.local.name, SHORT_NAME)


def cost_words(preview: PlanPreview) -> str:
    """``12 API calls · about 2 s · 340 of 1,000 used this month``."""
    usage = preview.usage
    said = time_words(preview.api_calls)
    return f"{said} · {used_words(usage.used, usage.allowance)}" if usage else said


def time_words(calls: int) -> str:
    """What so many calls take at Airtable's five a second: ``3 API calls · about 1 s``."""
    seconds = max(1, round(calls / 5))
    said = plural("{n} API call", "{n} API calls", calls)
    if seconds < 90:
        return tr("{calls} · about {seconds} s", calls=said, seconds=seconds)
    return tr("{calls} · about {minutes} min", calls=said, minutes=round(seconds / 60))


# -- cells ----------------------------------------------------------------------------------------------------------


def columns_of(preview: PlanPreview) -> Sequence[Column[PlanRow]]:
    """The table's columns."""
    names = preview.pair.field_names
    local_name = plain(preview.local.name, 60)

    def fields(row: PlanRow) -> Cell:
        ids = _fields_of(row.item)
        if len(ids) == 1:
            return cell(plain(names.get(ids[0], ids[0]), 80))
        return cell(plural("{n} field", "{n} fields", len(ids)) if ids else "", "text")

    return (
        Column(tr("What"), _what, tr("Left as it is"), room=28),
        Column(tr("Record"), lambda row: cell(row.record, font="strong"), "Lentil soup, 11 May 2026", font="strong"),
        Column(tr("Written to"), lambda row: _place(row, local_name), "health.db · meals", room=28),
        Column(tr("Field"), fields, "Energy density (kcal)"),
        Column(tr("Before → after"), lambda row: Cell(change_runs(row.item, preview))),
    )


def _fields_of(item: Operation | Conflict | Held | Refusal | DriftNote) -> tuple[FieldId, ...]:
    if isinstance(item, Refusal):
        return tuple(item.operation.values)
    if isinstance(item, Operation):
        return tuple(item.values)
    return () if isinstance(item, Held) else item.fields


_SIGNS = {
    "create": ("plus-circle", noop("Add")),
    "update": ("pencil-simple", noop("Update")),
    "delete": ("trash", noop("Delete")),
}


_DRIFTS = {
    (Side.LOCAL, "updated"): noop("updated on this computer"),
    (Side.LOCAL, "created"): noop("created on this computer"),
    (Side.LOCAL, "deleted"): noop("deleted on this computer"),
    (Side.AIRTABLE, "updated"): noop("updated in Airtable"),
    (Side.AIRTABLE, "created"): noop("created in Airtable"),
    (Side.AIRTABLE, "deleted"): noop("deleted in Airtable"),
}


def _what(row: PlanRow) -> Cell:
    item = row.item
    if isinstance(item, Operation):
        glyph, name = _SIGNS[item.kind]
        word = tr("Fill in") if item.kind == "update" and is_fill(item) else tr(name)
        color = "fail" if item.kind == "delete" else "text2"
        return cell(word, color, glyph=glyph, glyph_color=color)
    if isinstance(item, Conflict):
        return cell(tr("Waits for you"), "accent_text", mark="needs_you")
    if isinstance(item, Refusal):
        return cell(tr("Refused"), "fail", mark="failed")
    if isinstance(item, Held):
        return cell(tr("Held"), "accent_text", mark="held")
    return cell(tr("Left as it is"), "text2", glyph="minus-circle")


def _place(row: PlanRow, local_name: str) -> Cell:
    if row.side is None:
        return cell(tr("neither yet"), "text3")
    return side_cell(row.side, local_name if row.side is Side.LOCAL else "Airtable")


def change_runs(item: Operation | Conflict | Held | Refusal | DriftNote, preview: PlanPreview) -> tuple[Run, ...]:
    """The last column: old and new values, or why nothing is written."""
    names = preview.pair.field_names
    if isinstance(item, Operation):
        return _operation_runs(item, preview)
    if isinstance(item, Conflict):
        return _conflict_runs(item, preview)
    if isinstance(item, Refusal):
        return (Run(messages.describe(item.error).text, "text2"),)
    if isinstance(item, Held):
        return (Run(said(plain(item.detail)), "text2"),)
    named = ", ".join(plain(names.get(f, f), 40) for f in item.fields)
    drift = tr(_DRIFTS[item.side, item.kind])
    return (Run(f"{drift}: {named}" if named else drift, "text2"),)


def _operation_runs(item: Operation, preview: PlanPreview) -> tuple[Run, ...]:
    if item.kind == "delete":
        return (Run(tr("the whole record") if item.side is Side.AIRTABLE else tr("the whole row"), "text2"),)
    if item.kind == "create":
        shown = [value_text(value, 40) for value in item.values.values() if not is_blank(value)]
        return (Run(", ".join(shown), "text2"),)
    names = preview.pair.field_names
    pieces: list[Run] = []
    for number, (field_id, after) in enumerate(list(item.values.items())[:MOST_FIELDS]):
        if len(item.values) > 1:
            pieces.append(Run(plain(names.get(field_id, field_id), 40) + " ", "text2", gap=14 if number else 0))
        if item.rules.get(field_id) == LINK_RENAMED:  # the value stays, its words are new
            pieces += sentence(tr("written anew: {value}"), "text2", value=strong(value_text(after)))
        else:
            pieces += before_after(item.before.get(field_id), after)
    more = len(item.values) - MOST_FIELDS
    if more > 0:
        pieces.append(Run(plural("and {n} more field", "and {n} more fields", more), "text3", gap=14))
    return tuple(pieces)


def before_after(before: Value, after: Value) -> list[Run]:
    """``540 → 610``: the old struck through, the new strong; blank is the word."""
    old = Run(tr("blank"), "text3") if is_blank(before) else Run(value_text(before), "text3", line="through")
    new = Run(tr("blank"), "text3") if is_blank(after) else Run(value_text(after), font="strong")
    return [old, Run(" → ", "text2"), new]


def _conflict_runs(item: Conflict, preview: PlanPreview) -> tuple[Run, ...]:
    if item.kind == "schema":
        return (Run(field_news(plain(item.local_label)), "text2"),)
    if item.local is None or item.airtable is None:
        lone = tr("edited on this computer, deleted in Airtable")
        if item.local is None:
            lone = tr("edited in Airtable, deleted on this computer")
        return (Run(lone, "text2"),)
    names = preview.pair.field_names
    pieces: list[Run] = []
    for number, f in enumerate(item.fields[:MOST_FIELDS]):
        if len(item.fields) > 1:
            pieces.append(Run(plain(names.get(f, f), 40) + " ", "text2", gap=14 if number else 0))
        here, there = (strong(value_text(values.get(f))) for values in (item.local, item.airtable))
        pieces += sentence(tr("{here} here, {there} in Airtable"), "text2", here=here, there=there)
    return tuple(pieces)


def described(row: PlanRow, preview: PlanPreview) -> str:
    """The whole row in words, for assistive tools."""
    return ". ".join(text for text in (column.cell(row).text for column in columns_of(preview)) if text)
