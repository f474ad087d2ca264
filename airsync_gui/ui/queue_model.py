"""The queue's rows as the panel shows them: columns, filters, search and order.

A queue may have 100,000 rows: all that goes through them is a function of frozen values, made to run on the pool, and
the model only takes over what it found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject

from airsync_gui.jobs.snapshots import QueueLine, QueueState
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.ui import queue_words as words
from airsync_gui.ui import time_words
from airsync_gui.ui.row_model import Cell, Column, News, RowModel, Rows, cell, compare
from airsync_gui.ui.sides import SIDE_ICONS
from airsync_gui.ui.text_runs import Run
from airsync_gui.wording import noop, number, tr

_RANK = {state: rank for rank, state in enumerate(words.STATES)}
_GLYPHS = {"create": "plus-circle", "update": "pencil-simple", "delete": "trash", "held": "warning"}
_COLORS: Mapping[QueueState, str] = {"failed": "fail", "held": "accent_text", "waiting_for_key": "accent_text"}
GAP = 6
PAIR_COLUMN = 2


# -- cells ------------------------------------------------------------------------------------------------------------


def _state(line: QueueLine) -> Cell:
    return cell(words.state_word(line), _COLORS.get(line.state, "text2"), mark=line.state)


def _change(line: QueueLine) -> Cell:
    parts = [Run(words.verb(line), "text2"), Run(words.record_name(line), font="strong", gap=GAP)]
    if line.fields:
        parts.append(Run(words.field_names(line), "text2", gap=GAP))
    return Cell(tuple(parts), glyph=_GLYPHS.get(line.kind, "pencil-simple"))


def _pair(line: QueueLine) -> Cell:
    return cell(plain(line.pair_name, 120), "text2")


def _place(line: QueueLine) -> Cell:
    side = line.place.side
    parts = [Run(words.place_word(line), "text2")]
    if line.place.sandbox:
        parts.append(Run(tr("sandbox"), "text3", "small", gap=GAP))
    return Cell(tuple(parts), glyph=SIDE_ICONS[side], glyph_color=side.value, tip=words.place_in_full(line))


def _tries(line: QueueLine) -> Cell:
    return cell("" if line.state == "held" else number(line.tries), right=True)


def _since(line: QueueLine) -> Cell:
    return cell(time_words.moment(line.since), "text2")


def _reason(line: QueueLine) -> Cell:
    return cell(plain_sentence(line.reason), "fail" if line.state == "failed" else "text2")


COLUMNS: Sequence[Column[QueueLine]] = (
    Column(noop("State"), _state, noop("Waiting for key"), lambda line: _RANK[line.state]),
    Column(
        noop("Change"),
        _change,
        noop("Update Bench press, 11 May Duration"),
        lambda line: line.record.casefold(),
        room=32,
    ),
    Column(noop("Pair"), _pair, "Body metrics", lambda line: line.pair_name.casefold(), room=0),
    Column(
        noop("Where to"),
        _place,
        noop("Airtable sandbox"),
        lambda line: (line.place.side, line.place.name.casefold()),
        room=16,
    ),
    Column(noop("Tries"), _tries, noop("Tries"), lambda line: line.tries, right=True, room=4),
    Column(noop("Since"), _since, noop("yesterday 00:00"), lambda line: line.since, room=4),
    Column(noop("Airtable’s reason"), _reason, "", lambda line: line.reason.casefold()),
)


def key_of(line: QueueLine) -> str:
    """A row's key."""
    return line.key


class QueueModel(RowModel[QueueLine]):
    """The rows that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = [replace(c, title=tr(c.title), widest=tr(c.widest) if c.widest else "") for c in COLUMNS]
        super().__init__(columns, key_of, words.describe, parent)


# -- what is shown ----------------------------------------------------------------------------------------------------


class Wish(Struct, frozen=True):
    """What a person wants to see of the queue.

    Attributes:
        state: rows in this state only.
        search: rows that have each of these words.
        column: ordered by it; None is the queue's own order, problems first.
        from_end: the largest first.
    """

    state: QueueState | None = None
    search: str = ""
    column: int | None = None
    from_end: bool = False


class Seen(Struct, frozen=True):
    """What there is, and what a wish leaves of it.

    Attributes:
        lines: the whole queue.
        counts: state → rows, of the whole queue.
        news: what becomes of the rows that were shown.
        ticks: whether a row tells how many seconds are left.
    """

    lines: Sequence[QueueLine]
    counts: Mapping[QueueState, int]
    news: News[QueueLine]
    ticks: bool


def look_over(
    lines: Callable[[], Sequence[QueueLine]], wish: Wish, shown: Rows[QueueLine], *, anew: bool = False
) -> Seen:
    """Read the queue and pick, order and compare; takes about a second for 100,000 rows, so it belongs on the pool.

    Args:
        shown: the rows that are shown now.
        anew: the wish is another than the one that they were picked by.
    """
    found = lines()
    rows = ordered(picked(found, wish), wish)
    ticks = any(line.retry_at is not None for line in rows)
    return Seen(found, Counter(line.state for line in found), compare(shown, rows, key_of, anew=anew), ticks)


def picked(lines: Sequence[QueueLine], wish: Wish) -> Sequence[QueueLine]:
    """The rows of the wished state that have every word."""
    found = lines if wish.state is None else [line for line in lines if line.state == wish.state]
    common = _Common()
    for word in wish.search.casefold().split():
        found = [line for line in found if word in line.record.casefold() or word in common.text(line)]
    return found


class _Common:
    """What many lines say alike is made small once."""

    def __init__(self) -> None:
        self._texts: dict[tuple[tuple[str, ...], str, str, str], str] = {}

    def text(self, line: QueueLine) -> str:
        """All that can be searched beside the record's name."""
        parts = (line.fields, line.pair_name, line.place.name, line.reason)
        text = self._texts.get(parts)
        if text is None:
            text = self._texts[parts] = " ".join((*line.fields, *parts[1:])).casefold()
        return text


def ordered(lines: Sequence[QueueLine], wish: Wish) -> Sequence[QueueLine]:
    """The rows in the wished order; equal ones stay in the queue's."""
    order: Callable[[QueueLine], Any] | None = None if wish.column is None else COLUMNS[wish.column].order
    return lines if order is None else sorted(lines, key=order, reverse=wish.from_end)
