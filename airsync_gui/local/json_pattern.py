"""What tables of the JSON files that a pattern names have in common: a file of it is a row, or holds a list of rows."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from airsync_gui.local.bulk import without_collector
from airsync_gui.local.json_files import (
    JsonFile,
    has_file_column,
    paths_of,
    remove_leftovers_of,
    whole_of,
)
from airsync_gui.local.json_rows import JsonRowReader, mapped_columns
from airsync_gui.local.many_files import check_files_unchanged
from airsync_gui.local.typed_values import TypedColumn
from airsync_gui.sync.records import FieldId, Row
from airsync_gui.sync.schema import Field

F = TypeVar("F", bound=JsonFile)
R = TypeVar("R", bound="JsonFilesReading")


class Found(Struct, Generic[F], frozen=True):
    """The files as they were read, and the columns that their rows have.

    Attributes:
        names: all columns, in the order in which they come up.
        columns: those that are mapped and there.
        missing: field ids whose column is not there.
        with_file: whether the name of a file is a column.
    """

    pattern: Path
    files: Sequence[F]
    names: Sequence[str]
    columns: Sequence[TypedColumn]
    missing: frozenset[FieldId]
    with_file: bool
    time_column: str | None


class JsonFilesTable(ABC, Generic[F, R]):
    """The files that a pattern names; see :class:`airsync_gui.sync.ports.LocalTable`.

    Args:
        path: the folder, and the pattern as a file's name.
        styles: column name → what a pair says about how it is read.
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    stable_row_ids = False

    def __init__(
        self,
        path: Path,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self.path = path.absolute()
        self.name = f"{self.path.parent.name}/{self.path.name}"
        self.identity = os.path.normcase(os.path.realpath(self.path.parent)) + os.sep + self.path.name
        self.proven: Mapping[str, str] = {}
        self._styles = dict(styles or {})
        self._time_column, self._zone = time_column, zone

    @abstractmethod
    def _files(self) -> Sequence[F]:
        """All files, each taken apart. Raises TableMissing, TableUnreadable."""

    @abstractmethod
    def _reading(self, found: Found[F]) -> R:
        """What can be read and written of them."""

    def headers(self) -> list[str]:
        """The names of its columns, to map them. Raises TableMissing, TableUnreadable."""
        files = self._files()
        return whole_of(files, has_file_column(files)).columns()

    def read(self, columns: Mapping[str, Field]) -> R:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector():
            files = self._files()
            with_file = has_file_column(files)
            whole = whole_of(files, with_file)
            names = whole.columns()
            mapped, missing = mapped_columns(columns, names, whole.rows, self._styles, self._zone)
            found = Found(self.path, files, names, mapped, missing, with_file, self._time_column)
            reading = self._reading(found)
        self.proven = reading.proven
        return reading


class JsonFilesReading:
    """The files as they were at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    A row's id is good for this reading only, also after a write through it.
    """

    ends_with_newline = True
    notes: tuple[str, ...] = ()

    def __init__(self, found: Found[F]) -> None:
        self._pattern, self._with_file = found.pattern, found.with_file
        self._reader = JsonRowReader(found.columns, found.time_column, "item")
        self.columns: Sequence[str] = tuple(found.names)
        self.missing = found.missing
        self.modified_at: datetime | None = max((f.stamp.modified_at for f in found.files if f.stamp), default=None)
        self.styles = {column.name: column.about for column in found.columns}
        self.proven = {column.name: column.proven for column in found.columns if column.proven}

    def _prepare(self, files: Iterable[JsonFile]) -> None:
        """Before the first write: they must be what was read. Raises ChangedUnderneath."""
        read = {file.path: file.stamp for file in files}
        check_files_unchanged(self._pattern, lambda: paths_of(self._pattern), read)
        remove_leftovers_of(self._pattern)


def unreadable(row_id: str, file: JsonFile) -> Row:
    """What stands for the rows of a file that can't be read, so that none is taken for deleted."""
    why = f"{file.path.name} {file.malformed}"
    return Row(row_id, {}, label=file.path.name, malformed=why, fingerprint=str(file.stamp))
