"""A reading of a database table, and the transaction in which changes go through it.

**What counts as changed underneath.** A database is often in use while it is synced, so one edited row somewhere must
not keep all others from being written. Before the first change, inside the transaction that makes it, each row that is
to be written is compared with what was read; if one differs or is gone, nothing is written and the table is read and
planned again. Where rows are to be added, any row that differs counts, since it may be the same record, made by
someone else. From then on nobody else can write until we commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import ChangedUnderneath, Refused, TableMissing, TableNotWritable, TableUnreadable
from airsync_gui.local.lazy_rows import LazyRows
from airsync_gui.local.server_names import join_table
from airsync_gui.local.sql_database import Fault, SqlDatabase
from airsync_gui.local.sql_edit import Editing, Outcome, Undone
from airsync_gui.local.sql_errors import in_our_words, refusal
from airsync_gui.local.sql_rows import RawRow, RowMaker, Selection, is_known_by, label_of, raw_row_of, row_id_of
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import Row


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
        database: SqlDatabase,
        source: str,
        selection: Selection,
        rows: RowMaker,
        raws: Sequence[RawRow],
        missing: frozenset[str],
        modified_at: datetime | None,
    ) -> None:
        self._database, self._source, self._selection, self._rows = database, source, selection, rows
        self._shape = selection.shape
        self._raws = raws
        self.columns: Sequence[str] = tuple(self._shape.column_names)
        self.missing = missing
        self.modified_at = modified_at
        self._told: dict[str, RawRow] = {}
        self.rows: Sequence[Row] = LazyRows(len(raws), self._row_at)
        self.styles = {column.name: column.about for column in rows.columns.values()}
        self.proven = {column.name: column.proven for column in rows.columns.values() if column.proven}
        self.notes = (f"{self._shape.name} is a view: it is read and never written.",) if self._shape.is_view else ()

    @cached_property
    def _whole(self) -> Selection:
        """All that is asked of a row that is to be deleted; a generated column can't be given back."""
        return self._selection.of(column.name for column in self._shape.columns if not column.generated)

    @cached_property
    def _known(self) -> dict[str, RawRow]:
        """Row id → the row as it was read, or as it was written since; needed only to write."""
        return {self._row_id(place, raw): raw for place, raw in enumerate(self._raws, 1)}

    def _row_at(self, number: int) -> Row:
        raw = self._raws[number]
        return self._row(self._row_id(number + 1, raw), raw)

    def _row_id(self, place: int, raw: RawRow) -> str:
        identity = self._selection.identity_of(raw)
        # Rows that no key names are told apart for this reading only.
        return row_id_of(identity) if is_known_by(identity) else f"r{place}"

    def _row(self, row_id: str, raw: RawRow) -> Row:
        identity = self._selection.identity_of(raw)
        label = label_of(self._shape, identity) if is_known_by(identity) else f"row {row_id[1:]}"
        return self._rows.row(raw, row_id, label)

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Make all changes in one transaction; one that is refused leaves the others alone.

        Raises:
            ChangedUnderneath: a row that is to be written is not what was read; nothing was written.
            TableNotWritable: nothing was written.
        """
        outcomes = self._applied(changes, keep=True)
        results = [self._result(outcome) for outcome in outcomes]
        for change, outcome in zip(changes, outcomes, strict=True):
            self._remember(change, outcome)
        return results

    def copy_to(self, folder: Path, changes: Sequence[LocalChange]) -> None:
        """Keep a copy of an SQLite file, or of the rows on a server that the changes touch. Raises OSError."""
        names = self._selection.names
        touched = (self._known.get(change.row_id or "") for change in changes)
        rows = (dict(zip(names, raw, strict=True)) for raw in touched if raw is not None)
        self._database.keep_copy(folder, self._shape, rows)

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer: the same, undone at its end."""
        outcomes = self._applied(changes, keep=False)
        return [self._result(outcome) for outcome in outcomes]

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """Every column's value that the database does not compute, as it is now."""
        ids = {row_id: self._selection.identity_of(self._known[row_id]) for row_id in row_ids if row_id in self._known}
        with in_our_words(self._database), self._database.reading() as connection:
            rows = {row_id: self._whole.one(connection, identity) for row_id, identity in ids.items()}
        self._told = {row_id: row for row_id, row in rows.items() if row is not None}
        return {row_id: raw_row_of(self._whole.names, row) for row_id, row in self._told.items()}

    def _applied(self, changes: Sequence[LocalChange], *, keep: bool) -> list[Outcome]:
        if not changes:
            return []
        remedy = "Sync another table, or let the pair write Airtable only (--direction push)."
        if self._shape.is_view:
            raise TableNotWritable(path=self._source, what="table", detail="it is a view", remedy=remedy)
        if self._shape.not_writable:
            detail = f"it {self._shape.not_writable}"
            raise TableNotWritable(path=self._source, what="table", detail=detail, remedy=remedy)
        self._check_there()
        self._database.check_writable()
        with in_our_words(self._database, writing=True):
            try:
                return self._transaction(changes, keep=keep, check=True)
            except Undone:
                return self._one_by_one(changes, keep=keep)

    def _check_there(self) -> None:
        try:
            self._database.check_there()
        except (TableMissing, TableUnreadable) as error:
            raise ChangedUnderneath(path=self._source, detail="is not there any more, or can't be opened") from error

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
        with self._database.writing() as connection:
            editing = Editing(
                self._database,
                connection,
                self._selection,
                self._rows,
                self._known,
                self._source,
                self._whole,
                self._told,
            )
            if check:
                self._check_shape(connection)
                editing.check(all_changes or changes)
            outcomes = editing.apply(changes)
            if keep:
                self._commit(connection)
            return outcomes

    def _check_shape(self, connection: Connection) -> None:
        name = join_table(self._shape.schema, self._shape.name) if self._shape.schema else self._shape.name
        if self._database.describe(connection, name) != self._shape:
            raise ChangedUnderneath(path=self._source, detail="has other columns than when it was read")

    def _result(self, outcome: Outcome) -> LocalResult:
        if isinstance(outcome, Refused):
            return LocalResult(refused=outcome)
        if outcome is None:
            return LocalResult()
        return LocalResult(row=self._row(self._row_id(0, outcome), outcome))

    def _remember(self, change: LocalChange, outcome: Outcome) -> None:
        if isinstance(outcome, Refused):
            return
        self._known.pop(change.row_id or "", None)
        if outcome is not None:
            self._known[self._row_id(0, outcome)] = outcome

    def _commit(self, connection: Connection) -> None:
        try:
            connection.commit()
        except DBAPIError as error:
            fault = self._database.fault_of(error)
            if fault is Fault.REFUSED:  # a rule that is checked at the end
                raise Undone(refusal(self._database, error)) from error
            if fault is Fault.GONE:
                detail = "went away just when the changes were to be kept, which it may have done or not"
                raise TableNotWritable(
                    path=self._source, what="database", detail=detail, outcome_unknown=True
                ) from error
            raise
