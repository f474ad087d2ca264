"""The conflicts' list: what a row says, which filter it belongs to, and what finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from PySide6.QtCore import QObject

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.text_runs import Run, strong
from airsync_gui.ui.time_words import short_moment
from airsync_gui.wording import noop, tr

HAPPENED: Mapping[str, tuple[str, str]] = {
    "both_edited": ("git-diff", noop("Both edited")),
    "edited_deleted": ("trash", noop("Edited and deleted")),
    "deleted_edited": ("trash", noop("Edited and deleted")),
    "created_twice": ("copy", noop("Created twice")),
    "version_moved": ("stack", noop("Version moved")),
    "undone": ("arrow-counter-clockwise", noop("Undone")),
    "schema": ("table", noop("Schema")),
}
"""Kind → icon and words, still to be said in the person's language."""
FILTERS = {
    "all": noop("All"),
    "both_edited": noop("Both edited"),
    "deleted": noop("Edited and deleted"),
    "other": noop("Other"),
}
PAIR_COLUMN, SINCE_COLUMN = 1, 3
NAME_LENGTH = 120


class ConflictRow(Struct, frozen=True):
    """A conflict in the list; ``applying`` while its answer is carried out."""

    line: ConflictLine
    applying: bool = False


def key_of(line: ConflictLine) -> str:
    """A conflict's name for life; two pairs may have the same uid."""
    return f"{line.pair_id} {line.uid}"


def filter_of(line: ConflictLine) -> str:
    """The filter, beside all, that a conflict belongs to."""
    if line.kind in ("edited_deleted", "deleted_edited"):
        return "deleted"
    return "both_edited" if line.kind == "both_edited" else "other"


def counted(lines: Iterable[ConflictLine]) -> Counter[str]:
    """How many conflicts each filter has."""
    found = Counter(filter_of(line) for line in lines)
    return found + Counter(all=found.total())


def found(lines: Iterable[ConflictLine], chosen: str, text: str) -> list[ConflictLine]:
    """The conflicts of a filter whose record or fields have the text (small letters) in their names."""
    return [line for line in lines if chosen in ("all", filter_of(line)) and _says(line, text)]


def _says(line: ConflictLine, text: str) -> bool:
    return not text or any(text in name.casefold() for name in (line.record, *line.fields))


def conflicts_model(parent: QObject | None = None) -> RowModel[ConflictRow]:
    """An empty list; its second column is for the pair's name, and shown for all pairs only."""
    columns = (
        Column(tr("Record"), _record),
        Column(tr("Pair"), _pair, widest=tr("A pair's own name"), room=0),
        Column(tr("What happened"), _happened, widest=tr("Edited and deleted"), room=36),
        Column(tr("Since"), _since, widest=tr("yesterday 20:00"), room=0),
    )
    return RowModel(columns, lambda row: key_of(row.line), describe, parent)


def _record(row: ConflictRow) -> Cell:
    name, sentence = plain(row.line.record, NAME_LENGTH), plain_sentence(row.line.sentence)
    return Cell((strong(name),), (Run(sentence, "text2", "small"),))


def _pair(row: ConflictRow) -> Cell:
    return cell(plain(row.line.pair_name, NAME_LENGTH), "text2")


def _happened(row: ConflictRow) -> Cell:
    if row.applying:
        return cell(tr("Applying…"), "text2", mark="in_flight")
    glyph, words = HAPPENED[row.line.kind]
    return cell(tr(words), "text2", glyph=glyph)


def _since(row: ConflictRow) -> Cell:
    return cell(short_moment(row.line.since), "text2")


def describe(row: ConflictRow) -> str:
    """The whole row in words."""
    line = row.line
    return tr(
        "{state}. {record} in {pair}. {sentence}. Since {time}.",
        state=tr("Applying") if row.applying else tr(HAPPENED[line.kind][1]),
        record=plain(line.record, NAME_LENGTH),
        pair=plain(line.pair_name, NAME_LENGTH),
        sentence=plain_sentence(line.sentence),
        time=short_moment(line.since),
    )
