"""The lists at one place in JSON files named by a pattern, as one local table: ``data/daily_*.json#meals``.

Each element of each list is a row. What the ``*`` stands for in the file's name is the column ``file``; a new row names
one of the files by it. A file is never made, renamed or deleted. One that can't be read is a row that can't be read, so
that none of its rows is taken for deleted.

**What counts as changed underneath.** Before the first write the files must be what was read. Each is then replaced in
one step after a last look; should one be saved in that moment, those before it are written and all are read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path

from msgspec import field
from msgspec.structs import replace

from airsync_gui.errors import InvalidValue, RecordGone, Refused
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.json_document import ROW, parse_document
from airsync_gui.local.json_edit import Editing
from airsync_gui.local.json_files import FILE, JsonFile, files_of
from airsync_gui.local.json_pattern import Found, JsonFilesReading, JsonFilesTable, unreadable
from airsync_gui.local.json_places import JsonPlace, place_from
from airsync_gui.local.json_rows import JsonRowReader
from airsync_gui.local.outcomes import Outcome, results_of, written
from airsync_gui.local.raw_rows import raw_row
from airsync_gui.local.typed_values import shown
from airsync_gui.local.whole_file import copy_file, replace_file
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import Row, Value, Values
from airsync_gui.sync.values import is_blank


class ListFile(JsonFile, frozen=True):
    """One file with its list.

    Attributes:
        places: row id within the file → index among the document's rows.
        made: how many rows were made in it so far.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    made: int = 0


class JsonListsTable(JsonFilesTable[ListFile, "JsonListsReading"]):
    """The lists at one place in the files that a pattern names.

    Args:
        place: where in each file the list stands.
    """

    def __init__(
        self,
        path: Path,
        place: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(path, styles=styles, time_column=time_column, zone=zone)
        self.place = place_from(place)
        self.name = f"{self.name} · {place}"

    def _files(self) -> list[ListFile]:
        found = files_of(self.path, lambda data, path: parse_document(data, path, self.place))
        return [ListFile(f.path, f.part, f.document, f.stamp, f.malformed, _places_in(f)) for f in found]

    def _reading(self, found: Found[ListFile]) -> JsonListsReading:
        return JsonListsReading(found, self.place)


class JsonListsReading(JsonFilesReading):
    """The files as they were at one moment, each with its list."""

    def __init__(self, found: Found[ListFile], place: JsonPlace) -> None:
        super().__init__(found)
        self._place, self._files = place, list(found.files)
        inside = [column for column in found.columns if not (found.with_file and column.name == FILE)]
        self._inside = JsonRowReader(inside, found.time_column, "item")
        self.rows: Sequence[Row] = [row for number, file in enumerate(self._files) for row in self._rows(number, file)]

    def _rows(self, number: int, file: ListFile) -> list[Row]:
        if file.document is None:
            return [unreadable(f"{number}:", file)]
        ids = sorted(file.places, key=file.places.__getitem__)
        rows = self._reader.rows(file.shown(self._with_file), [f"{number}:{row_id}" for row_id in ids])
        return [replace(row, label=f"{file.path.name}, {row.label}") for row in rows]

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Write all changes, file by file; a change that is refused leaves the others alone.

        Raises:
            ChangedUnderneath: the files are not what was read.
            TableNotWritable: a file can't be written.
        """
        files, outcomes = self._edited(changes)
        if any(new is not old for new, old in zip(files, self._files, strict=True)):
            self._prepare(self._files)
            self._files = [self._written(old, new) for old, new in zip(self._files, files, strict=True)]
        return self._results(outcomes, self._files)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer."""
        files, outcomes = self._edited(changes)
        return self._results(outcomes, files)

    def copy_to(self, folder: Path, changes: Sequence[LocalChange]) -> None:
        """Keep a copy of the files that the changes touch. Raises OSError."""
        touched: set[int] = set()
        for change in changes:
            with suppress(Refused):
                touched.add(self._inside_of(change)[0])
        for number in touched:
            copy_file(self._files[number].path, folder)

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """The text of each row, and which file it is in."""
        found = {}
        for row_id in row_ids:
            place = self._place_of(row_id)
            if place is not None:
                file, inner = self._files[place[0]], place[1]
                assert file.document is not None
                row = file.document.rows[file.places[inner]]
                found[row_id] = raw_row({FILE: file.part, ROW: file.document.text[row.value_start : row.end]})
        return found

    def _place_of(self, row_id: str | None) -> tuple[int, str] | None:
        """The file's number, and the row's id within it; None for a row that is not there, or can't be read."""
        number, _, inner = str(row_id).partition(":")
        if not number.isdecimal() or int(number) >= len(self._files) or inner not in self._files[int(number)].places:
            return None
        return int(number), inner

    def _edited(self, changes: Sequence[LocalChange]) -> tuple[list[ListFile], list[Outcome]]:
        editings: dict[int, Editing] = {}
        outcomes: list[Outcome] = []
        for change in changes:
            try:
                number, inner = self._inside_of(change)
                if number not in editings:
                    editings[number] = self._editing(self._files[number])
                outcome = editings[number].apply(inner)
                outcomes.append(f"{number}:{outcome}" if isinstance(outcome, str) else outcome)
            except Refused as refused:
                outcomes.append(refused)
        files = list(self._files)
        for number, editing in editings.items():
            files[number] = self._with(files[number], editing)
        return files, outcomes

    def _editing(self, file: ListFile) -> Editing:
        assert file.document is not None
        return Editing(file.document, self._inside, file.places, file.made)

    def _inside_of(self, change: LocalChange) -> tuple[int, LocalChange]:
        """Which file a change is for, and the change without the file's name. Raises Refused."""
        part, rest = self._without_file(change.values)
        if change.kind == "create":
            return self._file_named(part), replace(change, values=rest)
        place = self._place_of(change.row_id)
        if place is None:
            raise RecordGone(record=change.row_id, detail="is not in the files")
        if part is not None and part != self._files[place[0]].part:
            raise InvalidValue(field=FILE, value=part[:PROBLEM_TEXT_LENGTH], rule="would move the row to another file")
        return place[0], replace(change, row_id=place[1], values=rest)

    def _file_named(self, part: str | None) -> int:
        for number, file in enumerate(self._files):
            if file.part == part and file.document is not None:
                return number
        rule = "names no file that is there" if part is not None else "is blank, and names the file of a new row"
        raise InvalidValue(field=FILE, value=(part or "")[:PROBLEM_TEXT_LENGTH], rule=rule)

    def _without_file(self, values: Values) -> tuple[str | None, dict[str, Value]]:
        """The name of a row's file, where it is said, and the other values. Raises InvalidValue."""
        ours = {f: c for f, c in self._reader.columns.items() if c.name == FILE and self._with_file}
        part = next((shown(written(c, values[f])) for f, c in ours.items() if not is_blank(values.get(f))), None)
        return part, {f: value for f, value in values.items() if f not in ours}

    def _with(self, file: ListFile, editing: Editing) -> ListFile:
        assert file.document is not None
        text, places = editing.result()
        if text == file.document.text:
            return file
        data = file.document.encoding.encode(text)
        return replace(file, document=parse_document(data, file.path, self._place), places=places, made=editing.made)

    def _written(self, before: ListFile, file: ListFile) -> ListFile:
        if file is before or file.document is None or before.stamp is None:
            return before
        data = file.document.encoding.encode(file.document.text)
        return replace(file, stamp=replace_file(file.path, data, before.stamp))

    def _results(self, outcomes: Sequence[Outcome], files: Sequence[ListFile]) -> list[LocalResult]:
        touched = {int(outcome.partition(":")[0]) for outcome in outcomes if isinstance(outcome, str)}
        rows = {row.row_id: row for number in touched for row in self._rows(number, files[number])}
        return results_of(outcomes, rows, lambda _, row: row)


def _places_in(file: JsonFile) -> dict[str, int]:
    return {f"r{number}": number for number in range(len(file.document.rows) if file.document else 0)}
