"""A folder of Markdown notes as a local table: each note is a row, its front matter holds the columns.

Two columns come from the note itself: ``file``, its name without ``.md`` (a change renames it), and ``body``, what
stands below the front matter. Nothing hidden takes part, and no links; notes in folders below only where asked for
(``notes/**/``), with those folders in their names: ``2026/May/walk``.

**What counts as changed underneath.** Before the first write the folder must be what was read, note by note. Each note
is then replaced in one step after a last look; should one be saved in that moment, those before it are written and the
folder is read and planned again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from airsync_gui.local.bulk import without_collector
from airsync_gui.local.csv_rows import moment_of
from airsync_gui.local.many_files import check_files_unchanged
from airsync_gui.local.note_names import SUFFIX
from airsync_gui.local.note_text import FILE
from airsync_gui.local.notes_edit import ENDING, TEXT, NotesEditing
from airsync_gui.local.notes_folder import Note, columns_of, note_paths, notes_of
from airsync_gui.local.outcomes import Outcome, results_of
from airsync_gui.local.raw_rows import raw_row
from airsync_gui.local.typed_values import Raw, TypedColumn
from airsync_gui.local.whole_file import copy_file
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import CellProblem, FieldId, Row, Value
from airsync_gui.sync.schema import Field


class NotesTable:
    """A folder of Markdown notes.

    Args:
        path: the folder.
        styles: column name → what a pair says about how it is read.
        time_column: a name in the front matter with the time of each note's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.
        deep: whether notes in folders below take part.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    stable_row_ids = False

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
        deep: bool = False,
    ) -> None:
        self.path = Path(path).absolute()
        self._deep = deep
        self.name = f"{self.path.name}/{'**/' if deep else ''}"
        self.identity = os.path.normcase(os.path.realpath(self.path)) + os.sep
        self.proven: Mapping[str, str] = {}
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone

    def headers(self) -> list[str]:
        """The names of its columns, to map them. Raises TableMissing, TableUnreadable."""
        return columns_of(notes_of(self.path, deep=self._deep))

    def read(self, columns: Mapping[str, Field]) -> NotesReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector():
            notes = notes_of(self.path, deep=self._deep)
            names = columns_of(notes)
            whole = [note for note in notes if not note.malformed]
            mapped = {
                name: TypedColumn(name, field, _raws(whole, name), self._styles.get(name, ""), self._zone)
                for name, field in columns.items()
                if name in names or not whole  # a folder without notes has no columns to miss
            }
            missing = frozenset(field.id for name, field in columns.items() if name not in mapped)
            reading = NotesReading(self.path, notes, names, mapped, missing, self._time_column, deep=self._deep)
        self.proven = reading.proven
        return reading


def _raws(notes: Sequence[Note], column: str) -> list[Raw]:
    return [note.raw(column) for note in notes if note.has(column)]


class NotesReading:
    """A folder as it was at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    A row's id is good for this reading only, also after a write through it.

    Attributes:
        styles: column name → its form in a person's words.
        proven: column name → what the column proves about how it is read, for a pair to remember.
        notes: what a person should know and what is no error, as full sentences.
    """

    ends_with_newline = True
    notes: tuple[str, ...] = ()

    def __init__(
        self,
        folder: Path,
        notes: Sequence[Note],
        names: Sequence[str],
        mapped: Mapping[str, TypedColumn],
        missing: frozenset[str],
        time_column: str | None,
        *,
        deep: bool,
    ) -> None:
        self._folder, self._time_column, self._deep = folder, time_column, deep
        self._notes = {f"r{number}": note for number, note in enumerate(notes)}
        self._made = 0
        self._by_field: Mapping[FieldId, TypedColumn] = {column.field.id: column for column in mapped.values()}
        self.columns: Sequence[str] = tuple(names)
        self.missing = missing
        stamps = [note.stamp for note in notes if note.stamp]
        self.modified_at: datetime | None = max((stamp.modified_at for stamp in stamps), default=None)
        self.rows: Sequence[Row] = [self._row(row_id, note) for row_id, note in self._notes.items()]
        self.styles = {column.name: column.about for column in mapped.values()}
        self.proven = {column.name: column.proven for column in mapped.values() if column.proven}

    def _row(self, row_id: str, note: Note) -> Row:
        label = f"{note.stem}{SUFFIX}"
        content = f"{note.stem}\0{note.text.text if note.text else note.stamp}"
        fingerprint = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        if note.malformed:
            return Row(row_id, {}, label=label, malformed=f"{label} {note.malformed}", fingerprint=fingerprint)
        values: dict[FieldId, Value] = {}
        problems: dict[FieldId, CellProblem] = {}
        for field_id, column in self._by_field.items():
            value = column.read(note.raw(column.name))
            if isinstance(value, CellProblem):
                problems[field_id] = value
            elif value is not None:
                values[field_id] = value
        time = note.raw(self._time_column) if self._time_column else None
        modified_at = moment_of(time) if isinstance(time, str) else None
        return Row(row_id, values, problems, label, fingerprint=fingerprint, modified_at=modified_at)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Write all changes, note by note; a change that is refused leaves the others alone.

        Raises:
            ChangedUnderneath: the folder is not what was read.
            TableNotWritable: a note, or the folder, can't be written.
        """
        editing = NotesEditing(self._folder, self._notes, self._by_field, self._made, deep=self._deep)
        outcomes = [editing.apply(change) for change in changes]
        if any(isinstance(outcome, str) for outcome in outcomes):
            self._check_unchanged()
            self._notes = editing.carried_out(self._notes)
            self._made = editing.made
        return self._results(outcomes, editing.notes)

    def copy_to(self, folder: Path, changes: Sequence[LocalChange]) -> None:
        """Keep a copy of the notes that the changes touch. Raises OSError."""
        touched = {str(change.row_id) for change in changes if change.kind != "create"}
        for row_id in touched & self._notes.keys():
            path = self._notes[row_id].path
            into = folder / path.parent.relative_to(self._folder)
            into.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_file(path, into)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        editing = NotesEditing(self._folder, self._notes, self._by_field, self._made, deep=self._deep)
        outcomes = [editing.apply(change) for change in changes]
        return self._results(outcomes, editing.notes)

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """The whole text of each note, and its name."""
        notes = {row_id: self._notes[row_id] for row_id in row_ids if row_id in self._notes}
        return {
            row_id: raw_row({FILE: note.stem, ENDING: note.path.suffix, TEXT: note.text.text})
            for row_id, note in notes.items()
            if note.text is not None
        }

    def _results(self, outcomes: Sequence[Outcome], notes: Mapping[str, Note]) -> list[LocalResult]:
        return results_of(outcomes, notes, self._row)

    def _check_unchanged(self) -> None:
        read = {note.path: note.stamp for note in self._notes.values()}
        check_files_unchanged(self._folder, lambda: note_paths(self._folder, deep=self._deep), read)
