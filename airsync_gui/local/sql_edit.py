"""Changes to a database table: all in one transaction, each in a savepoint of its own, and every row read back.

A change that the database turns down is undone alone. What a trigger or a default made of a row shows when it is read
back, after all changes and before the commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from airsync_gui.errors import ChangedUnderneath, InvalidValue, RecordGone, Refused
from airsync_gui.local.outcomes import written
from airsync_gui.local.sql_database import Fault, Raw, SqlColumn, SqlDatabase
from airsync_gui.local.sql_errors import refusal
from airsync_gui.local.sql_rows import Identity, RawRow, RowMaker, Selection, cells_of, is_known_by
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Value, Values

MOST_ROUNDS = 10
"""How often what broke a rule is tried again after the other changes: they may have made room for it."""
_FEW = 200
"""So many rows are looked up one by one; for more the whole table is read."""

Outcome = RawRow | Refused | None
"""A row as it reads back, why a change was turned down, or nothing after a deletion."""


class Undone(Exception):
    """One change took the whole transaction with it (a trigger's ``RAISE(ROLLBACK)``, a rule checked at the commit).

    Attributes:
        refused: the change's own refusal, if it is known which one it was.
    """

    def __init__(self, refused: Refused) -> None:
        super().__init__("the transaction was rolled back")
        self.refused = refused


class Editing:
    """Changes on their way into a table, within one transaction.

    Args:
        known: row id → the row as it was read; a deleted one is not in it.
        told: row id → all of a row, by ``whole``: told of what an undo may need, it must still be that when it goes.
    """

    def __init__(
        self,
        database: SqlDatabase,
        connection: Connection,
        selection: Selection,
        rows: RowMaker,
        known: Mapping[str, RawRow],
        source: str,
        whole: Selection,
        told: Mapping[str, RawRow],
    ) -> None:
        self._whole, self._told = whole, told
        self._database, self._db, self._selection, self._rows = database, connection, selection, rows
        self._known, self._source = known, source
        self._shape = selection.shape

    # -- is it still what was read? ---------------------------------------------------------------------------------

    def check(self, changes: Sequence[LocalChange]) -> None:
        """Compare what is there with what was read.

        Raises:
            ChangedUnderneath: a row to be written differs, or is gone; or, where rows are to be added, any row does.
        """
        ids = {change.row_id for change in changes if change.row_id}
        touched = {row_id: raw for row_id in ids if (raw := self._known.get(row_id)) and self._named(raw)}
        adds = any(change.kind == "create" for change in changes)
        if not adds and len(touched) <= _FEW:
            moved = any(self._now(raw) != raw for raw in touched.values())
        else:
            if adds:
                self._database.keep_others_out(self._db, self._selection)
            rows = list(self._selection.all(self._db, for_update=True))
            moved = (adds and len(rows) != len(self._known)) or not set(rows).issuperset(
                self._known.values() if adds else touched.values()
            )
        if moved or self._told_otherwise(ids):
            raise ChangedUnderneath(path=self._source, detail="was written by another program after it was read")

    def _told_otherwise(self, row_ids: Iterable[str]) -> bool:
        """Whether what no field is mapped to has moved in a row that was told."""
        told = ((self._known[row_id], self._told[row_id]) for row_id in row_ids if row_id in self._told)
        return any(self._whole.one(self._db, self._selection.identity_of(raw)) != row for raw, row in told)

    def _now(self, raw: RawRow) -> RawRow | None:
        return self._selection.one(self._db, self._selection.identity_of(raw), for_update=True)

    def _named(self, raw: RawRow) -> bool:
        return is_known_by(self._selection.identity_of(raw))

    # -- the changes ------------------------------------------------------------------------------------------------

    def apply(self, changes: Sequence[LocalChange]) -> list[Outcome]:
        """Make the changes; what became of each, in their order."""
        results: dict[int, Identity | Refused | None] = {}
        waiting = dict(enumerate(changes))
        for _ in range(MOST_ROUNDS):
            results |= {place: self._try(change) for place, change in waiting.items()}
            again = {place: change for place, change in waiting.items() if type(results[place]) is Refused}
            if not again or len(again) == len(waiting):
                break
            waiting = again
        return [self._read_back(changes[place], results[place]) for place in range(len(changes))]

    def _try(self, change: LocalChange) -> Identity | Refused | None:
        """One change in a savepoint: the row's key, None after a deletion, or why not."""
        self._db.exec_driver_sql("SAVEPOINT airsync_change")
        outcome = self._made(change)
        if isinstance(outcome, Refused):
            self._db.exec_driver_sql("ROLLBACK TO SAVEPOINT airsync_change")
        self._db.exec_driver_sql("RELEASE SAVEPOINT airsync_change")
        return outcome

    def _made(self, change: LocalChange) -> Identity | Refused | None:
        try:
            return self._make(change)
        except Refused as refused:
            return refused
        except DBAPIError as error:
            if self._database.fault_of(error) is not Fault.REFUSED:
                raise
            turned_down = refusal(self._database, error)
            if not self._database.in_transaction(self._db):
                raise Undone(turned_down) from error
            return turned_down

    def _make(self, change: LocalChange) -> Identity | None:
        if change.kind == "create":
            return self._make_again(change) if change.raw else self._create(change.values, {})
        raw = self._known.get(str(change.row_id))
        if raw is None:
            raise RecordGone(record=change.row_id, detail="is not in the table", by="the database")
        identity = self._selection.identity_of(raw)
        if not is_known_by(identity):
            raise InvalidValue(record=change.row_id, rule="is in a row that can't be read")
        if change.kind == "delete":
            self._one_row(delete(self._selection.table).where(self._selection.is_row(identity)), identity)
            return None
        return self._update(identity, change.values)

    def _update(self, identity: Identity, values: Values) -> Identity:
        stored = {self._column(f).column: self._stored(f, value) for f, value in values.items()}
        if any(stored.get(name, "set") in (None, "") for name in self._shape.key):
            raise InvalidValue(rule="is the row's key, which can't be blank")
        if stored:
            statement = update(self._selection.table).where(self._selection.is_row(identity)).values(stored)
            self._one_row(statement, identity)
        return tuple(stored.get(name, part) for name, part in zip(self._shape.key, identity, strict=True))

    def _one_row(self, statement: Any, identity: Identity) -> None:
        count = self._db.execute(statement).rowcount
        if count == 1:
            return
        if count > 1:
            raise Refused(by="the database", detail=f"{count} rows have this key: it is not unique as it is compared")
        if self._selection.one(self._db, identity) is None:
            raise RecordGone(detail="is not in the table any more", by="the database")
        raise Refused(by="the database", detail="a trigger left the row as it is")

    def _make_again(self, change: LocalChange) -> Identity:
        """A row with all that it had; without its number where that is taken, and with nothing else if need be."""
        unmapped = self._unmapped(change.raw)
        counted = {column.name for column in self._shape.columns if column.counts}
        fewer = {name: raw for name, raw in unmapped.items() if name not in counted | {*self._shape.key}}
        for had in (unmapped, fewer):
            self._db.exec_driver_sql("SAVEPOINT airsync_again")
            try:
                return self._create(change.values, had)
            except (Refused, DBAPIError) as error:
                if isinstance(error, DBAPIError) and self._database.fault_of(error) is not Fault.REFUSED:
                    raise
                if not self._database.in_transaction(self._db):
                    raise
                self._db.exec_driver_sql("ROLLBACK TO SAVEPOINT airsync_again")
        return self._create(change.values, {})

    def _unmapped(self, former: str) -> dict[str, Raw]:
        mapped = {column.column for column in self._rows.columns.values()}
        names = [c.name for c in self._shape.columns if not c.generated and c.name not in mapped]
        return {name: cell for name, cell in cells_of(former).items() if name in names}

    def _create(self, values: Values, unmapped: Mapping[str, Raw]) -> Identity:
        for field_id in values:
            self._column(field_id)
        stored = dict(unmapped)
        for column in self._rows.columns.values():
            raw = self._new(column, values.get(column.field.id))
            if raw is not None:
                stored[column.column] = raw
        whole = self._selection.of(stored) if unmapped else self._selection
        identity = self._database.insert(self._db, whole, stored)
        if identity is None:
            raise Refused(by="the database", detail="a trigger left the new row out")
        if not is_known_by(identity):
            names = ", ".join(self._shape.key)
            raise Refused(by="the database", detail=f"the new row would have no key: {names} would be blank")
        return identity

    def _new(self, column: SqlColumn, value: Value) -> Raw:
        """What a new row gets in a column; None leaves it to the database."""
        by_itself = column.fills_itself or column.column in self._shape.key
        return None if value is None and by_itself else self._stored(column.field.id, value)

    def _column(self, field_id: str) -> SqlColumn:
        column = self._rows.columns.get(field_id)
        if column is None:
            raise InvalidValue(field=field_id, rule="has no column in the table")
        return column

    def _stored(self, field_id: str, value: Value) -> Raw:
        return written(self._column(field_id), value)

    # -- reading back -----------------------------------------------------------------------------------------------

    def _read_back(self, change: LocalChange, result: Identity | Refused | None) -> Outcome:
        if result is None or isinstance(result, Refused):
            return result
        found = self._selection.one(self._db, result)
        if found is None and change.kind == "create":
            return Refused(by="the database", detail="a trigger removed the new row again")
        return found or RecordGone(record=change.row_id, detail="is not in the table any more", by="the database")
