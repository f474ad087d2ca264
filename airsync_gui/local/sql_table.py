"""A table of an SQLite database as a local table.

Rows are known by their declared primary key, else by a unique key that is never NULL; never by SQLite's own row
number, which a ``VACUUM`` may change.

**What counts as changed underneath.** A database is often in use while it is synced, so one edited row somewhere must
not keep all others from being written. Before the first change, inside the transaction that makes it, each row that is
to be written is compared with what was read; if one differs or is gone, nothing is written and the table is read and
planned again. Where rows are to be added, any row that differs counts, since it may be the same record, made by
someone else. From then on nobody else can write until we commit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from sqlalchemy import Connection, func, select, table
from sqlalchemy import quoted_name as quoted
from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import ChangedUnderneath, Refused, TableMissing, TableNotWritable, TableUnreadable, UsageError
from airsync_gui.local.bulk import without_collector
from airsync_gui.local.source_names import joined
from airsync_gui.local.sql_edit import Editing, Outcome, Undone
from airsync_gui.local.sql_errors import check_there, in_our_words, refusal
from airsync_gui.local.sql_rows import RawRow, RowMaker, Selection, label_of, row_id_of
from airsync_gui.local.sql_shape import TableInfo, TableShape
from airsync_gui.local.sql_sqlite import BUSY_TIMEOUT_S, Fault, SqliteFile, describe, fault_of, table_names
from airsync_gui.local.whole_file import check_writable
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import Field

SHOWN_TABLES = 8
_NO_KEY = "has neither a primary key nor a unique key"
_A_VIEW = "is a view"


class SqlTable:
    """One table, or one view, of an SQLite database.

    Args:
        path: the database file; a link is followed.
        table: its name in the database.
        styles: column name → what a pair says about how it is read (see
            :class:`airsync_gui.local.sql_values.SqlColumn`).
        time_column: a column with the time of each row's last edit (ISO 8601), where there is one.
        zone: of times without offset; None for this computer's.
        busy_timeout_s: how long another program's transaction is waited for.

    Attributes:
        proven: column name → the style that the last reading's values prove, for a pair to remember.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        table: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: tzinfo | None = None,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> None:
        self.path = Path(path).absolute()
        self.table = table
        self.name = f"{self.path.name} · {table}"
        self.identity = f"{os.path.normcase(os.path.realpath(self.path))}#{table.lower()}"
        self.proven: Mapping[str, str] = {}
        self._source = joined(self.path, table)
        self._file = SqliteFile(self.path, busy_timeout_s)
        self._styles = dict(styles or {})
        self._time_column = time_column
        self._zone = zone
        self._is_view: bool | None = None

    @property
    def stable_row_ids(self) -> bool:
        """Whether rows are known by a key of the table; those of a view are not. Looks into the file once."""
        if self._is_view is None:
            with _opened(self._file) as connection:
                self._shape(connection)
        return not self._is_view

    def headers(self) -> list[str]:
        """The names of its columns, to map them.

        Raises:
            TableMissing, TableUnreadable.
            UsageError: there is no such table; lists those there are.
        """
        with _opened(self._file) as connection:
            if describe(connection, self.table) is None:
                raise UsageError(
                    detail=f"{self.path.name} has no table “{self.table}”. {_offer(self.path, connection)}"
                )
            return self._shape(connection).column_names

    def read(self, columns: Mapping[str, Field]) -> SqlReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        with without_collector(), _opened(self._file) as connection:
            shape = self._shape(connection)
            found = {name: real for name in columns if (real := _find_column(shape, name)) is not None}
            time_column = _find_column(shape, self._time_column) if self._time_column else None
            selection = Selection(shape, found.values(), time_column)
            raws = list(selection.all(connection))
            fields = {found[name]: field for name, field in columns.items() if name in found}
            styles = {found[name]: style for name, style in self._styles.items() if name in found}
            rows = RowMaker(selection, fields, raws, styles, self._zone, time_column)
            missing = frozenset(field.id for name, field in columns.items() if name not in found)
            modified_at = datetime.fromtimestamp(self._file.modified_ns() / 1e9, UTC)
            reading = SqlReading(self._file, self._source, selection, rows, raws, missing, modified_at)
        asked = {real: name for name, real in found.items()}
        self.proven = {asked[name]: style for name, style in reading.proven.items()}
        return reading

    def _shape(self, connection: Connection) -> TableShape:
        shape = describe(connection, self.table)
        if shape is None:
            detail = f"is not in the database: {self.path.name} has no table “{self.table}”"
            raise TableMissing(path=self._source, what="table", detail=detail, remedy=_offer(self.path, connection))
        if not shape.key and not shape.is_view:
            remedy = "Add one: without it AirSync can't tell which row is which."
            raise TableUnreadable(path=self._source, what="table", detail=_NO_KEY, remedy=remedy)
        self._is_view = shape.is_view
        return shape


class SqlReading:
    """A table as it was at one moment; see :class:`airsync_gui.sync.ports.LocalReading`.

    Attributes:
        styles: column name → its form in a person's words.
        proven: column name → what the column proves about how it is read, for a pair to remember.
        notes: what a person should know and what is no error, as full sentences.
    """

    ends_with_newline = True

    def __init__(
        self,
        file: SqliteFile,
        source: str,
        selection: Selection,
        rows: RowMaker,
        raws: Sequence[RawRow],
        missing: frozenset[str],
        modified_at: datetime | None,
    ) -> None:
        self._file, self._source, self._selection, self._rows = file, source, selection, rows
        self._shape = selection.shape
        self._known = {self._row_id(place, raw): raw for place, raw in enumerate(raws, 1)}
        self.columns: Sequence[str] = tuple(self._shape.column_names)
        self.missing = missing
        self.modified_at = modified_at
        self.rows: Sequence[Row] = [self._row(row_id, raw) for row_id, raw in self._known.items()]
        self.styles = {column.name: column.about for column in rows.columns.values()}
        self.proven = {column.name: column.proven for column in rows.columns.values() if column.proven}
        self.notes = (f"{self._shape.name} is a view: it is read and never written.",) if self._shape.is_view else ()

    def _row_id(self, place: int, raw: RawRow) -> str:
        identity = self._selection.identity_of(raw)
        # A key that is NULL names no row, and there may be several: such rows are told apart for this reading only.
        return row_id_of(identity) if identity and None not in identity else f"r{place}"

    def _row(self, row_id: str, raw: RawRow) -> Row:
        identity = self._selection.identity_of(raw)
        named = identity and None not in identity
        return self._rows.row(raw, row_id, label_of(self._shape, identity) if named else f"row {row_id[1:]}")

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Make all changes in one transaction; one that is refused leaves the others alone.

        Raises:
            ChangedUnderneath: a row that is to be written is not what was read; nothing was written.
            TableNotWritable: nothing was written.
        """
        outcomes = self._applied(changes, keep=True)
        results = [self._result(change, outcome) for change, outcome in zip(changes, outcomes, strict=True)]
        for change, outcome in zip(changes, outcomes, strict=True):
            self._remember(change, outcome)
        return results

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer: the same, undone at its end."""
        outcomes = self._applied(changes, keep=False)
        return [self._result(change, outcome) for change, outcome in zip(changes, outcomes, strict=True)]

    def _applied(self, changes: Sequence[LocalChange], *, keep: bool) -> list[Outcome]:
        if not changes:
            return []
        if self._shape.is_view:
            remedy = "Sync a table, or sync the view one way only, from this computer to Airtable."
            raise TableNotWritable(
                path=self._source, what="table", detail=f"{_A_VIEW}, which is read only", remedy=remedy
            )
        check_there(self._file.path)
        check_writable(self._file.path.resolve())
        with in_our_words(self._file.path, writing=True):
            try:
                return self._transaction(changes, keep=keep, check=True)
            except Undone:
                return self._one_by_one(changes, keep=keep)

    def _one_by_one(self, changes: Sequence[LocalChange], *, keep: bool) -> list[Outcome]:
        """One change takes the others with it: each gets a transaction of its own, and only that one is lost."""
        outcomes: list[Outcome] = []
        for place, change in enumerate(changes):
            try:
                outcomes += self._transaction([change], keep=keep, check=place == 0, all_changes=changes)
            except Undone as undone:
                outcomes.append(undone.refused)
        return outcomes

    def _transaction(
        self,
        changes: Sequence[LocalChange],
        *,
        keep: bool,
        check: bool,
        all_changes: Sequence[LocalChange] | None = None,
    ) -> list[Outcome]:
        with self._file.writing() as connection:
            editing = Editing(connection, self._selection, self._rows, self._known, self._source)
            if check:
                self._check_shape(connection)
                editing.check(all_changes or changes)
            outcomes = editing.apply(changes)
            if keep:
                _commit(connection)
            return outcomes

    def _check_shape(self, connection: Connection) -> None:
        if describe(connection, self._shape.name) != self._shape:
            raise ChangedUnderneath(path=self._source, detail="has other columns than when it was read")

    def _result(self, change: LocalChange, outcome: Outcome) -> LocalResult:
        if isinstance(outcome, Refused):
            return LocalResult(refused=self._named(outcome, change))
        if outcome is None:
            return LocalResult()
        return LocalResult(row=self._row(self._row_id(0, outcome), outcome))

    def _named(self, refused: Refused, change: LocalChange) -> Refused:
        raw = self._known.get(change.row_id or "")
        if raw is not None and refused.record in (None, change.row_id):
            refused.facts["record"] = label_of(self._shape, self._selection.identity_of(raw))
        return refused

    def _remember(self, change: LocalChange, outcome: Outcome) -> None:
        if isinstance(outcome, Refused):
            return
        self._known.pop(change.row_id or "", None)
        if outcome is not None:
            self._known[self._row_id(0, outcome)] = outcome


def tables_in(path: Path) -> list[TableInfo]:
    """The tables and views that a database offers, by name, with what stands against syncing each.

    Raises:
        TableMissing, TableUnreadable.
    """
    with _opened(SqliteFile(path)) as connection:
        shapes = [describe(connection, name) for name in table_names(connection)]
        return [_info(connection, shape) for shape in shapes if shape is not None]


def no_table_named(path: Path) -> UsageError:
    """What to say where a database is named without a table."""
    with _opened(SqliteFile(path)) as connection:
        return UsageError(detail=f"{path.name} is a database: say which of its tables. {_offer(path, connection)}")


def _info(connection: Connection, shape: TableShape) -> TableInfo:
    unusable = "" if shape.key or shape.is_view else _NO_KEY
    try:
        count = connection.execute(select(func.count()).select_from(table(quoted(shape.name, quote=True)))).scalar_one()
    except DBAPIError as error:
        if fault_of(error) is not Fault.REFUSED:
            raise
        return TableInfo(shape.name, 0, shape.key, unusable="can't be read")  # a view of tables that are gone
    return TableInfo(shape.name, count, shape.key, f"{_A_VIEW}" if shape.is_view else "", unusable)


@contextmanager
def _opened(file: SqliteFile) -> Iterator[Connection]:
    check_there(file.path)
    with in_our_words(file.path), file.reading() as connection:
        yield connection


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError as error:
        if fault_of(error) is Fault.REFUSED:  # a rule that is checked at the end
            raise Undone(refusal(error, None)) from error
        raise


def _offer(path: Path, connection: Connection) -> str:
    names = table_names(connection)
    if not names:
        return "It has no tables."
    shown = ", ".join(names[:SHOWN_TABLES]) + (
        f", and {len(names) - SHOWN_TABLES:,} more" * (len(names) > SHOWN_TABLES)
    )
    return f"It has: {shown}. Write {joined(path, names[0])} for the first."


def _find_column(shape: TableShape, name: str) -> str | None:
    """The column's own name: exactly this, else without outer blanks."""
    names = shape.column_names
    if name in names:
        return name
    stripped = [real for real in names if real.strip() == name.strip()]
    return stripped[0] if len(stripped) == 1 else None
