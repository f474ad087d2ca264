"""What each side of one record had and has, field by field."""

from __future__ import annotations

from PySide6.QtCore import QObject

from airsync_gui.explanation import FieldSeen, Seen
from airsync_gui.messages import plain
from airsync_gui.sync.values import same
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.text_runs import Run
from airsync_gui.value_words import value_text
from airsync_gui.wording import noop, tr

NEVER = noop("never in step")
NOT_THERE = noop("not there")
LOCAL, AIRTABLE = 2, 3


def fields_model(parent: QObject | None = None) -> RowModel[FieldSeen]:
    """An empty one."""
    columns = (
        Column(tr("Field"), _name, "Protein (g)", room=16),
        Column(tr("Last in step"), _last),
        Column(tr("This computer now"), _local, "Breakfast, 12 May, late"),
        Column(tr("Airtable now"), _airtable, "Breakfast, 12 May, late"),
        Column(tr("Changed"), _changed, tr("in Airtable"), room=8),
    )
    return RowModel(columns, lambda seen: seen.name, describe, parent)


def last_text(seen: FieldSeen) -> str:
    """What was last in step: once where both sides had the same."""
    local, airtable = seen.local, seen.airtable
    if local.known and airtable.known and same(local.last, airtable.last):
        return value_text(local.last)
    said = [
        *([tr("{value} here", value=value_text(local.last))] if local.known else []),
        *([tr("{value} in Airtable", value=value_text(airtable.last))] if airtable.known else []),
    ]
    return ", ".join(said) or tr(NEVER)


def now_text(side: Seen) -> str:
    """What stands there."""
    if side.problem:
        return plain(side.problem, 120)
    return value_text(side.now) if side.there else tr(NOT_THERE)


def _now(side: Seen) -> Cell:
    quiet = not side.problem and (not side.there or side.now is None)
    color = "fail" if side.problem else "text3" if quiet else "text"
    return Cell((Run(now_text(side), color, "strong" if side.changed else "body"),))


def _name(seen: FieldSeen) -> Cell:
    return cell(plain(seen.name, 120), font="strong")


def _last(seen: FieldSeen) -> Cell:
    return cell(last_text(seen), "text2")


def _local(seen: FieldSeen) -> Cell:
    return _now(seen.local)


def _airtable(seen: FieldSeen) -> Cell:
    return _now(seen.airtable)


def _changed(seen: FieldSeen) -> Cell:
    words = {
        (True, True): tr("on both"),
        (True, False): tr("here"),
        (False, True): tr("in Airtable"),
        (False, False): "",
    }
    return cell(words[seen.local.changed, seen.airtable.changed], "text2")


def describe(seen: FieldSeen) -> str:
    """The whole row, for assistive tools."""
    said = [tr("{field}: last in step {value}", field=plain(seen.name, 120), value=last_text(seen))]
    if seen.local.there or seen.airtable.there:
        said += [tr("this computer {value}", value=now_text(seen.local)), f"Airtable {now_text(seen.airtable)}"]
    if seen.changed_where:
        said.append(tr("Changed {where}", where=seen.changed_where))
    return ". ".join(said) + "."
