"""A local table's first rows in the wizard, headed by what each column seems to hold."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from airsync_gui.jobs.wizard_choices import FilePreview
from airsync_gui.messages import plain
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.wording import tr

MOST_COLUMNS = 60
WIDEST = 24
"""A column of the preview is at most so many characters wide."""


class FileRow(Struct, frozen=True):
    """One row of the preview; the first tells what each column seems to hold."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_kinds(self) -> bool:
        """Whether it tells of the columns."""
        return self.number == 0


def file_model(file: FilePreview) -> RowModel[FileRow]:
    """The first columns of the first rows."""
    names = file.columns[:MOST_COLUMNS]
    guesses = dict(file.guesses)
    rows = [FileRow(0, tuple(guesses.get(name, "") for name in names))]
    rows += [FileRow(number, cells) for number, cells in enumerate(file.rows, 1)]
    columns = [_column(place, name, rows, last=place == len(names) - 1) for place, name in enumerate(names)]
    model = RowModel(columns, lambda row: str(row.number), lambda row: _described(row, names))
    model.show(rows)
    return model


def _column(place: int, name: str, rows: Sequence[FileRow], *, last: bool) -> Column[FileRow]:
    def cell_of(row: FileRow) -> Cell:
        text = plain(row.cells[place], 120) if place < len(row.cells) else ""
        return cell(text, "text3", "small") if row.is_kinds else cell(text)

    texts = [name, *(row.cells[place] for row in rows if place < len(row.cells))]
    widest = max((plain(text, WIDEST) for text in texts), key=len)
    return Column(plain(name, 80), cell_of, "" if last else widest or " ", room=12)


def _described(row: FileRow, names: Sequence[str]) -> str:
    said = "; ".join(f"{plain(n, 40)}: {plain(c, 40)}" for n, c in zip(names, row.cells, strict=False) if c)
    return (
        tr("What the columns seem to hold. {cells}", cells=said)
        if row.is_kinds
        else tr("Row {row}. {cells}", row=row.number, cells=said)
    )
