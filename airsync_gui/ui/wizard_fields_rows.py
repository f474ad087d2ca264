"""Columns and their fields as the rows of a table, and how good the key is in words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from airsync_gui.carried import IN_PART
from airsync_gui.kept_words import label_said, said
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.pair_setup import KeyCheck, Misfit
from airsync_gui.sync.schema import Field
from airsync_gui.ui.field_words import field_glyph
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.row_model import Cell, Column, cell
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.wording import noop, number, plural, tr

LONGEST = 26
"""A column is at most as wide as so many letters."""
_COMPUTED = {
    "formula": noop("Formula in Airtable, read only"),
    "rollup": noop("Rollup in Airtable, read only"),
    "count": noop("Count in Airtable, read only"),
    "autoNumber": noop("Numbered in Airtable, read only"),
}
_OTHERWISE_COMPUTED = noop("Computed in Airtable, read only")


class FieldRow(Struct, frozen=True):
    """One column of the local table.

    Attributes:
        sample: its first cell that is not blank.
        field: what it belongs to; None where it takes no part.
        how: how it fits, in words.
        problem: the same in full, where something does not.
        misfit: what does not, as far as it waits for a word about it; None once it is left as it is.
        unit: what is left off after its numbers, as the person said.
    """

    column: str
    sample: str
    field: Field | None
    is_key: bool
    how: str
    problem: str = ""
    misfit: Misfit | None = None
    unit: str = ""


def rows_of(draft: Draft, check: KeyCheck | None) -> list[FieldRow]:
    """Every column, in the file's order."""
    misfits = {m.field_id: m for m in check.misfits} if check else {}
    return [_row(draft, place, name, misfits, check) for place, name in enumerate(draft.columns)]


def _row(draft: Draft, place: int, name: str, misfits: dict[str, Misfit], check: KeyCheck | None) -> FieldRow:
    found = draft.fields.get(draft.partners.get(name, ""))
    sample = next((row[place] for row in draft.file.rows if row[place].strip()), "") if draft.file else ""
    if found is None:
        return FieldRow(name, sample, None, False, tr("Takes no part"))
    is_key = found.id in draft.key
    misfit = misfits.get(found.id)
    if misfit is not None and check is not None:
        rows, unit = number(check.rows), draft.units.get(name, "")
        if name in draft.waived:
            left = plural("{n} of {all} left out", "{n} of {all} left out", misfit.count, all=rows)
            stays = " ".join([_problem(misfit, rows), tr("They are left as they are until they do.")])
            return FieldRow(name, sample, found, is_key, left, stays, unit=unit)
        how = plural("{n} of {all} do not fit", "{n} of {all} do not fit", misfit.count, all=rows)
        return FieldRow(name, sample, found, is_key, how, _problem(misfit, rows), misfit, unit)
    return FieldRow(name, sample, found, is_key, _how(draft, name, found), unit=draft.units.get(name, ""))


def _problem(misfit: Misfit, rows: str) -> str:
    shown = ", ".join(map(_where, misfit.samples, misfit.places or ((),) * len(misfit.samples)))
    return plural(
        "{n} of {all} values do not fit: {values} {why}.",
        "{n} of {all} values do not fit: {values} {why}.",
        misfit.count,
        all=rows,
        values=shown,
        why=plain_sentence(said(misfit.rule)),
    )


def _where(text: str, places: Sequence[str]) -> str:
    value = plain(text, 40)
    if not any(places):
        return tr("“{value}”", value=value)
    rows = [each.removeprefix("row ") for each in places]
    if len(places) > 1 and all(map(str.isdecimal, rows)):
        return tr("“{value}” (rows {rows})", value=value, rows=", ".join(rows))
    return tr("“{value}” ({places})", value=value, places=", ".join(plain(label_said(each), 40) for each in places))


def _how(draft: Draft, column: str, found: Field) -> str:
    if found.read_only:
        part = IN_PART.get(found.type)
        if part:
            return tr("Read only, {part}", part=tr(part))
        return tr(_COMPUTED.get(found.type, _OTHERWISE_COMPUTED))
    if column in draft.units:
        return tr("Without “{unit}” after the number", unit=draft.units[column])
    if column in draft.by_hand:
        return tr("Matched by you")
    return tr("Same name") if found.name == column else tr("Matched by name")


# -- cells ----------------------------------------------------------------------------------------------------------


def columns_of(draft: Draft) -> Sequence[Column[FieldRow]]:
    """The table's columns, as wide as this pair's names ask for."""
    fields = [f.name for f in draft.fields.values()]
    return (
        Column(tr("Column in {file}", file=plain(draft.file_name, 40)), _name, _widest(draft.columns), room=16),
        Column(
            tr("Sample"),
            lambda row: cell(plain(row.sample, 80) or tr("blank"), "text2" if row.sample else "text3"),
            "n" * 22,
        ),
        Column("", _arrow, " ", room=16),
        Column(tr("Field in {table}", table=plain(draft.airtable_name, 60)), _field, _widest(fields), room=96),
        Column(tr("How it fits"), _how_cell),
    )


def _widest(names: Sequence[str]) -> str:
    return max((plain(name, LONGEST) for name in names), key=len, default="") or " "


def _name(row: FieldRow) -> Cell:
    return cell(plain(row.column, 120), font="mono")


def _arrow(row: FieldRow) -> Cell:
    if row.field is None:
        return Cell()
    return Cell(glyph="arrow-left" if row.field.read_only else "arrows-left-right")


def _field(row: FieldRow) -> Cell:
    if row.field is None:
        return cell(tr("Choose a field…"), "accent_text")
    return cell(plain(row.field.name, 120), glyph=field_glyph(row.field), pill=tr("Key") if row.is_key else "")


def _how_cell(row: FieldRow) -> Cell:
    if row.field is None:
        return cell(row.how, "text2", glyph="minus-circle")
    if row.misfit is not None:
        return cell(row.how, "accent_text", mark="needs_you")
    if row.problem:
        return cell(row.how, "text2", glyph="minus-circle")
    if row.field.read_only:
        return cell(row.how, "text2", glyph="lock-simple")
    return cell(row.how, "text2", mark="done")


def described(row: FieldRow) -> str:
    """The whole row in words, for assistive tools."""
    field = plain(row.field.name, 80) if row.field else tr("no field")
    parts = {"column": plain(row.column, 80), "field": field, "how": row.problem or row.how}
    if row.is_key:
        return tr("Column {column}, {field}, key. {how}", **parts)
    return tr("Column {column}, {field}. {how}", **parts)


# -- the key --------------------------------------------------------------------------------------------------------


def key_words(draft: Draft, check: KeyCheck | None) -> tuple[Mark, str]:
    """A mark and a sentence about the key."""
    if not draft.key:
        return "needs_you", tr(
            "No key yet: choose a column whose values are all different, and tick “Part of the key”."
        )
    if check is None:
        return "pending", tr("not checked yet")
    shared, blank, malformed = check.shared, check.blank, check.malformed
    troubles = [
        plural("{n} row shares a key with another", "{n} rows share a key with another", shared) if shared else "",
        plural("{n} row has no key", "{n} rows have no key", blank) if blank else "",
        plural("{n} row can’t be read", "{n} rows can’t be read", malformed) if malformed else "",
    ]
    if not any(troubles):
        return "done", plural("{n} row, all unique.", "{n} rows, all unique.", check.rows)
    held = tr("{troubles}: held back until that is mended.", troubles=", ".join(filter(None, troubles)))
    return "needs_you", held + " " + plural("{n} row in all.", "{n} rows in all.", check.rows)
