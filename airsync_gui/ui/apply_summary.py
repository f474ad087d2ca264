"""What an answer would write, a line a side, made from the plan's own operations: the last thing read before Apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from airsync_gui.jobs.conflict_views import ConflictView, ResolutionPreview
from airsync_gui.messages import plain
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.records import FieldId, Side, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.ui.field_words import lines_of, member_words, shown
from airsync_gui.ui.text_diff import Piece, differences, members
from airsync_gui.ui.text_runs import Run, one_line, sentence, strong
from airsync_gui.wording import number, plural, tr

MOST_FIELDS = 8
MOST_MEMBERS = 3
MOST_PARTS = 3
MOST_VALUE = 40


class SummaryLine(Struct, frozen=True):
    """What becomes of one side.

    Attributes:
        name: Airtable, or the local table's name.
        calls: what it costs; empty where that is not of this side.
    """

    side: Side
    name: str
    parts: tuple[Run, ...]
    changed: bool
    calls: str = ""


def summary(preview: ResolutionPreview, view: ConflictView) -> tuple[SummaryLine, ...]:
    """A line for each side, changed ones first."""
    lines = [_line(preview, view, side) for side in (Side.AIRTABLE, Side.LOCAL)]
    return tuple(sorted(lines, key=lambda line: not line.changed))


def _line(preview: ResolutionPreview, view: ConflictView, side: Side) -> SummaryLine:
    name = "Airtable" if side is Side.AIRTABLE else view.local.name
    calls = _calls(preview.api_calls) if side is Side.AIRTABLE else ""
    mine = [operation for operation in preview.operations if operation.side is side]
    if not mine:
        return SummaryLine(side, name, (Run(tr("is not changed"), "text2"),), False, calls)
    fields = {field.id: field for field in view.fields}
    parts = tuple(_joined([run for op in mine for run in _operation_runs(op, fields, view)]))
    return SummaryLine(side, name, parts, True, calls)


def _calls(count: int) -> str:
    return plural("{n} API call", "{n} API calls", count) if count else tr("no API call")


def _joined(changes: Sequence[tuple[Run, ...]]) -> Iterator[Run]:
    for index, change in enumerate(changes):
        if index:
            yield Run(" · ", "text3")
        yield from change


def _operation_runs(operation: Operation, fields: Mapping[FieldId, Field], view: ConflictView) -> list[tuple[Run, ...]]:
    label = plain(operation.label, 60)
    if operation.kind == "delete":
        return [sentence(tr("{record} is deleted"), color="fail", record=strong(label, "fail"))]
    if operation.kind == "create":
        text = plural(
            "{record} is added again, with {n} field",
            "{record} is added again, with {n} fields",
            len(operation.values),
            record="{record}",
        )
        return [sentence(text, record=strong(label))]
    changes = [
        change_runs(
            fields.get(f) or Field(f, view.pair.field_names.get(f, f), "singleLineText"), operation.before.get(f), v
        )
        for f, v in operation.values.items()
    ]
    more = len(changes) - MOST_FIELDS
    if more <= 0:
        return changes
    return [*changes[:MOST_FIELDS], (Run(plural("and {n} more field", "and {n} more fields", more), "text2"),)]


# -- one field --------------------------------------------------------------------------------------------------------


def change_runs(field: Field, before: Value, after: Value) -> tuple[Run, ...]:
    """``Calories 580 → 610``, ``Tags + home``, ``Notes: peas → beans``: the new in bold."""
    name = plain(field.name, 40)
    if field.kind is Kind.LIST:
        return (Run(f"{name} "), *_member_runs(field, before, after))
    if isinstance(before, str) and isinstance(after, str) and (parts := _word_runs(before, after)):
        return (Run(f"{name}: "), *parts)
    old, new = _whole_words(field, before, after)
    return Run(f"{name} {old} → "), strong(new)


def _whole_words(field: Field, before: Value, after: Value) -> tuple[str, str]:
    old, new = _short(shown(field, before)), _short(shown(field, after))
    if isinstance(before, datetime) and isinstance(after, datetime):
        same_day = before.astimezone().date() == after.astimezone().date()
        return (old.rpartition(" ")[2], new.rpartition(" ")[2]) if same_day else (old, new)
    if isinstance(before, date) and isinstance(after, date):
        return (old.removesuffix(f" {before.year}"), new) if before.year == after.year else (old, new)
    return old, new


def _member_runs(field: Field, before: Value, after: Value) -> Iterator[Run]:
    old = [member_words(field, member) for member in before] if isinstance(before, tuple) else []
    new = [member_words(field, member) for member in after] if isinstance(after, tuple) else []
    pieces = members(old, new)
    signs = {"added": "+ ", "removed": "− "}
    first = True
    for kind, sign in signs.items():
        found = [piece.text for piece in pieces if piece.kind == kind]
        if not found:
            continue
        yield Run(sign if first else f", {sign}")
        first = False
        listed = ", ".join(found) if len(found) <= MOST_MEMBERS else number(len(found))
        yield strong(listed) if kind == "added" else Run(listed, "text3", line="through")
    if first:
        yield Run(tr("in another order"))


def _word_runs(before: str, after: str) -> tuple[Run, ...]:
    """The changed words of a text, where they are few and something stays; else nothing."""
    pieces = differences(one_line(lines_of(before)), one_line(lines_of(after)))
    changes = _changes(pieces)
    stays = any(piece.kind == "same" and piece.is_word for piece in pieces)
    if not stays or not 0 < len(changes) <= MOST_PARTS or any(len(text) > MOST_VALUE for c in changes for text in c):
        return ()
    made: list[Run] = []
    for index, (removed, added) in enumerate(changes):
        made.append(Run(", ") if index else Run(""))
        if removed and added:
            made += [Run(f"{removed} → "), strong(added)]
        else:
            made += [Run("+ "), strong(added)] if added else [Run("− "), Run(removed, "text3", line="through")]
    return tuple(run for run in made if run.text)


def _changes(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """(removed, added) words of each changed place."""
    made: list[tuple[str, str]] = []
    open_place = False
    for piece in pieces:
        if piece.kind == "same":
            open_place = False
            continue
        words = piece.text.strip(" ,;")
        removed, added = made.pop() if open_place else ("", "")
        made.append((words, added) if piece.kind == "removed" else (removed, words))
        open_place = True
    return [change for change in made if any(change)]


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= MOST_VALUE else line[: MOST_VALUE - 1] + "…"
