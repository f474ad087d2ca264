"""History's two tables: the runs, grouped by day, and what one run changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Qt

from airsync_gui.jobs.snapshots import ChangeLine, RunLine
from airsync_gui.messages import plain
from airsync_gui.ui import history_words as words
from airsync_gui.ui import time_words
from airsync_gui.ui.row_model import Cell, Column, News, RowModel, Rows, cell, compare
from airsync_gui.ui.run_words import run_brief, run_color, run_mark
from airsync_gui.ui.sides import side_cell
from airsync_gui.ui.text_runs import Run, strong
from airsync_gui.value_words import value_text
from airsync_gui.wording import noop, number, tr

THIS_COMPUTER = noop("this computer")
GAP = 6


# -- runs -------------------------------------------------------------------------------------------------------------


class Day(Struct, frozen=True):
    """Names the day of the runs that follow."""

    word: str


RunRow = RunLine | Day


def by_day(lines: Sequence[RunLine]) -> list[RunRow]:
    """The runs, with the day before those of each but the first day, which stands in the table's head."""
    rows: list[RunRow] = []
    for word, group in groupby(lines, lambda run: words.day_word(run.started)):
        rows += [*([Day(word)] if rows else []), *group]
    return rows


def run_key(row: RunRow) -> str:
    """A row's key."""
    return f"day {row.word}" if isinstance(row, Day) else f"run {row.run_id}"


class RunsModel(RowModel[RunRow]):
    """The runs, the newest first.

    Attributes:
        local_names: pair id → this computer's side.
        with_pairs: whether rows name their pair.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        self.local_names: Mapping[str, str] = {}
        self.with_pairs = True
        self._day = ""
        columns = (
            Column("", self._time, tr("Yesterday"), room=0),
            Column(tr("What the run did"), self._did),
            Column(tr("Calls"), self._calls, tr("Calls"), right=True, room=4),
        )
        super().__init__(columns, run_key, self._described, parent)

    def local_name(self, run: RunLine) -> str:
        """This computer's side of a run's pair."""
        return self.local_names.get(run.pair_id, tr(THIS_COMPUTER))

    def _time(self, row: RunRow) -> Cell:
        if isinstance(row, Day):
            return cell(row.word, "text2", "small_strong", heading=True)
        return cell(time_words.clock_time(row.started), "text2")

    def _did(self, row: RunRow) -> Cell:
        if isinstance(row, Day):
            return Cell(heading=True)
        said = Run(run_brief(row, self.local_name(row)), run_color(row))
        if not self.with_pairs:
            return Cell((said,), mark=run_mark(row))
        name = plain(row.pair_name, 60)
        return Cell((strong(name), Run(said.text, said.color, gap=GAP)), mark=run_mark(row))

    def _calls(self, row: RunRow) -> Cell:
        if isinstance(row, Day):
            return Cell(heading=True)
        return cell(number(row.api_calls), "text2", right=True)

    def _described(self, row: RunRow) -> str:
        if isinstance(row, Day):
            return row.word
        return words.describe_run(row, self.local_name(row), with_pair=self.with_pairs)

    # -- the day in the head ----------------------------------------------------------------------------------------

    def name_day_at(self, place: int) -> None:
        """The head names the day of this row."""
        row = self.row(place)
        word = "" if row is None else row.word if isinstance(row, Day) else words.day_word(row.started)
        if word != self._day:
            self._day = word
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The first column's head is a day."""
        if section == 0 and orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._day or tr("Time")
        return super().headerData(section, orientation, role)


# -- changes ----------------------------------------------------------------------------------------------------------


def change_key(line: ChangeLine) -> str:
    """A row's key."""
    return f"{line.change_id} {line.field_name}"


class Changes(Struct, frozen=True):
    """What a run did, and what becomes of the rows that were shown; ``more`` where it may have done more than that."""

    run: RunLine
    news: News[ChangeLine]
    more: bool = False


def read_changes(
    read: Callable[[int, int | None], Sequence[ChangeLine]],
    run: RunLine,
    shown: Rows[ChangeLine],
    *,
    anew: bool,
    most: int | None = None,
) -> Changes:
    """Read a run's changes and compare them with those shown; a first sync has many, so it belongs on the pool."""
    found = read(run.run_id, most)
    return Changes(run, compare(shown, found, change_key, anew=anew), most is not None and len(found) >= most)


class ChangesModel(RowModel[ChangeLine]):
    """What runs changed, field by field; ``local_name`` is this computer's side.

    Args:
        of_record: all of it is about one record, so that each row says when it was instead.
    """

    def __init__(self, parent: QObject | None = None, *, of_record: bool = False) -> None:
        self.local_name = tr(THIS_COMPUTER)
        self._of_record = of_record
        columns = (
            Column(tr("When"), _at, " ".join([tr("yesterday 00:00"), _run_word("000")]), room=6)
            if of_record
            else Column(tr("Record"), _record, "Breakfast, 12 May", room=0),
            Column(tr("Written to"), self._place, "meals.csv", room=28),
            Column(tr("Field"), _field, "Protein (g)", room=0),
            Column(tr("Before → after"), _change),
            Column(
                tr("Because"),
                _because,
                tr("deleted on the other side") if of_record else tr("rule: larger number"),
                room=0,
            ),
        )
        super().__init__(columns, change_key, self._described, parent)

    def _place(self, line: ChangeLine) -> Cell:
        return side_cell(line.side, words.place_word(line, self.local_name))

    def _described(self, line: ChangeLine) -> str:
        said = words.describe_change(line, self.local_name)
        if not self._of_record:
            return said
        moment = time_words.short_moment(line.at)
        return tr("Run {id}, {moment}. {change}", id=line.run_id, moment=moment, change=said)


def _at(line: ChangeLine) -> Cell:
    return Cell((Run(time_words.short_moment(line.at), "text2"), Run(_run_word(line.run_id), "text3", gap=GAP)))


def _run_word(run_id: object) -> str:
    return tr("run {id}", id=run_id)


def _record(line: ChangeLine) -> Cell:
    return cell(plain(line.record, 120), font="strong")


def _field(line: ChangeLine) -> Cell:
    return cell(plain(line.field_name, 120))


def _because(line: ChangeLine) -> Cell:
    return cell(line.because, "text2")


def _change(line: ChangeLine) -> Cell:
    if words.is_given_up(line):
        return cell(tr("not written"), "text3")
    if line.kind == "create":
        return Cell((strong(value_text(line.after)),) if line.after is not None else (_blank(),))
    after = Run(tr("deleted"), "text2", gap=GAP) if line.kind == "delete" else _after(line)
    return Cell((_before(line), Run("→", "text3", gap=GAP), after))


def _before(line: ChangeLine) -> Run:
    return _blank() if line.before is None else Run(value_text(line.before), "text3", line="through")


def _after(line: ChangeLine) -> Run:
    if line.after is None:
        return Run(value_text(None), "text3", gap=GAP)
    return Run(value_text(line.after), font="strong", gap=GAP)


def _blank() -> Run:
    return Run(value_text(None), "text3")
