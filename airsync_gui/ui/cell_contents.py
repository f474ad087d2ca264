"""What each cell of the side-by-side grid shows and says: the same value as blocks to draw and as words to hear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from airsync_gui.sync.records import Side, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, same
from airsync_gui.ui.cell_blocks import Block, ChipsBlock, StackBlock, TextBlock
from airsync_gui.ui.compare_model import Result
from airsync_gui.ui.compare_rows import FieldRow
from airsync_gui.ui.field_words import BLANK, member_words, revealed, shown
from airsync_gui.ui.text_diff import Piece, differences, excerpt, members
from airsync_gui.ui.text_runs import Run
from airsync_gui.ui.thumbnails import PicturesBlock, thumbnails
from airsync_gui.wording import noop, plural, tr

LONG = 180
"""Longer texts show what changed with a little around it."""
SOURCE_WORDS = {
    "local": noop("from this computer"),
    "airtable": noop("from Airtable"),
    "both": noop("from both"),
    "ancestor": noop("from last in step"),
    "typed": noop("typed in"),
    "rule": noop("by the pair's rule"),
    "nothing": "",
}
"""Where a result is from, in words that are still to be said in the person's language."""
MOVED_WORDS = noop("changed since you looked")


class Content(Struct, frozen=True):
    """One cell's content.

    Attributes:
        said: the value in words, for assistive tools.
        whole: all of it, for a tool tip where it is cut.
    """

    block: Block
    said: str
    whole: str


# -- last in step -----------------------------------------------------------------------------------------------------


def last_content(row: FieldRow, *, color: str = "text2") -> Content:
    """What the field was when both sides agreed."""
    if not row.last_known:
        return Content(TextBlock((Run("—", "text3"),)), tr("never in step"), "")
    content = value_content(row.field, row.last_local, color=color)
    if same(row.last_local, row.last_airtable):
        return content
    if row.field.type == "multipleAttachments":  # a local cell has their names only
        return value_content(row.field, row.last_airtable, color=color)
    other = shown(row.field, row.last_airtable)
    note = TextBlock((Run(f"Airtable: {other}", "text3", "small"),), most_lines=2)
    said = tr("{here} on this computer, {there} in Airtable", here=content.said, there=other)
    return Content(StackBlock(content.block, note), said, said)


# -- a side -----------------------------------------------------------------------------------------------------------


def side_content(row: FieldRow, side: Side, *, moved: bool = False) -> Content:
    """What a side has, with what changed there since last in step."""
    content = _differing(row, side) if row.differs(side) else value_content(row.field, row.now(side))
    if not moved:
        return content
    block = StackBlock(content.block, TextBlock((Run(tr(MOVED_WORDS), "accent_text", "small"),), 1), gap=3)
    return Content(block, f"{content.said}, {tr(MOVED_WORDS)}", content.whole)


def _differing(row: FieldRow, side: Side) -> Content:
    field, value = row.field, row.now(side)
    old = row.last(side) if row.last_known else None
    if field.kind is Kind.LIST:
        return _list_content(field, old, value, side.value) if row.last_known else _own_members(row, side)
    text = shown(field, value)
    if is_blank(value) or not row.last_known or is_blank(old):
        parts: Sequence[Run] = _blank_runs(field) if is_blank(value) else _own_runs(row, side, text)
        return Content(TextBlock(parts), text, text)
    before = shown(field, old)
    if before == text and isinstance(value, str) and isinstance(old, str):
        return _hidden_difference(old, value, side.value)
    pieces = differences(before, text)
    return Content(TextBlock(diff_runs(pieces, side.value, removed=_is_text(field))), text, text)


def _own_members(row: FieldRow, side: Side) -> Content:
    """Never in step: the members that the other side lacks."""
    return _list_content(row.field, row.now(side.other), row.now(side), side.value, gone=False)


def _own_runs(row: FieldRow, side: Side, text: str) -> tuple[Run, ...]:
    """A value that was blank before is new altogether; without an ancestor it is compared with the other side."""
    other = row.now(side.other)
    if row.last_known or is_blank(other) or row.field.kind is Kind.CHECKBOX:
        return (Run(text, side.value, "strong", "under"),)
    return diff_runs(differences(shown(row.field, other), text), side.value, removed=False)


def _blank_runs(field: Field) -> tuple[Run, ...]:
    return (Run(shown(field, None), "text3"),)


def _hidden_difference(old: str, value: str, color: str) -> Content:
    """Two texts that look alike: what cannot be seen is shown as signs."""
    pieces = differences(revealed(old), revealed(value))
    note = TextBlock((Run(tr("differs in what cannot be seen"), "text3", "small"),), 1)
    said = tr("{text}, differs in blanks or hidden characters", text=revealed(value))
    return Content(StackBlock(TextBlock(diff_runs(pieces, color, removed=True)), note, gap=3), said, said)


def _is_text(field: Field) -> bool:
    return field.kind in (Kind.TEXT, Kind.RICH_TEXT, Kind.UNKNOWN)


def diff_runs(pieces: Sequence[Piece], color: str, *, removed: bool) -> tuple[Run, ...]:
    """Differences as runs: added words bold and underlined in the side's colour, removed ones struck."""
    kept_words = any(piece.kind == "same" and piece.is_word for piece in pieces)
    shown_pieces = [piece for piece in pieces if piece.kind != "removed" or (removed and kept_words and piece.is_word)]
    if sum(len(piece.text) for piece in shown_pieces) > LONG:
        shown_pieces = list(excerpt(shown_pieces))
    return tuple(run for index, piece in enumerate(shown_pieces) for run in _dressed(piece, shown_pieces, index, color))


def _dressed(piece: Piece, pieces: Sequence[Piece], index: int, color: str) -> Iterator[Run]:
    if piece.kind == "same":
        yield Run(piece.text)
        return
    lead, words, trail = _trimmed(piece.text)
    if piece.kind == "added":
        yield from (Run(lead), Run(words, color, "strong", "under"), Run(trail))
        return
    yield from (Run(lead), Run(words, "text3", line="through"))
    follows = index + 1 < len(pieces) and pieces[index + 1].kind == "added"
    yield Run(" " if follows else trail)


def _trimmed(text: str) -> tuple[str, str, str]:
    """Blanks and signs around words carry no line."""
    found = re.fullmatch(r"([\s,;.]*)(.*?)([\s,;.]*)", text, re.DOTALL)
    assert found is not None
    return (found[1], found[2], found[3]) if found[2] else ("", text, "")


# -- any value --------------------------------------------------------------------------------------------------------


def value_content(field: Field, value: Value, *, color: str = "text") -> Content:
    """A value as it stands."""
    if field.kind is Kind.LIST and isinstance(value, tuple) and value:
        return _list_content(field, value, value, color)
    text = shown(field, value)
    quiet = is_blank(value)
    return Content(TextBlock((Run(text, "text3" if quiet else color),)), text, text)


def _list_content(field: Field, old: Value, value: Value, color: str, *, gone: bool = True) -> Content:
    before = [member_words(field, member) for member in old] if isinstance(old, tuple) else []
    now = [member_words(field, member) for member in value] if isinstance(value, tuple) else []
    pieces = tuple(piece for piece in members(before, now) if gone or piece.kind != "removed")
    if not pieces:
        return Content(TextBlock((Run(tr(BLANK), "text3"),)), tr(BLANK), tr(BLANK))
    signs = {"same": "", "added": "+ ", "removed": "− "}
    words = ", ".join(signs[piece.kind] + piece.text for piece in pieces)
    chips = ChipsBlock(pieces, color)
    pictures = thumbnails.of(field, value)
    return Content(StackBlock(chips, PicturesBlock(pictures)) if pictures else chips, words, words)


def result_content(row: FieldRow, result: Result | None, *, deleted: bool = False) -> Content:
    """What the field becomes; of a long text the places that change."""
    if result is not None:
        content = value_content(row.field, result.value)
        return _long_result(row, content) if _is_text(row.field) and len(content.whole) > LONG else content
    if deleted:
        return Content(TextBlock((Run(tr("deleted"), "fail"),)), tr("deleted"), tr("deleted"))
    return Content(TextBlock((Run(tr("To decide"), "accent_text"),)), tr("still to decide"), "")


def _long_result(row: FieldRow, content: Content) -> Content:
    pieces = [
        piece for piece in differences(shown(row.field, row.last_local), content.whole) if piece.kind != "removed"
    ]
    if not row.last_known or len(pieces) < 2:
        return content
    return Content(TextBlock(tuple(Run(piece.text) for piece in excerpt(pieces))), content.said, content.whole)


def new_choices(field: Field, value: Value) -> str:
    """``makes a new choice in Airtable``: how many Airtable does not have yet; else nothing."""
    if field.type not in ("singleSelect", "multipleSelects") or is_blank(value):
        return ""
    names = value if isinstance(value, tuple) else (str(value),)
    count = len(set(names) - set(field.choices.values()))
    if count == 1:
        return tr("makes a new choice in Airtable")
    return plural("makes {n} new choice in Airtable", "makes {n} new choices in Airtable", count) if count else ""
