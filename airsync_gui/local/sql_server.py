"""What every database on a server has in common: its address, a password, and one connection for each piece of work."""

from __future__ import annotations

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine, UserDefinedType

from airsync_gui.local.server_names import Passwords, ServerAddress, join_table
from airsync_gui.local.sql_database import Fault, Raw
from airsync_gui.local.sql_declared import DeclaredColumn
from airsync_gui.local.sql_shape import ColumnShape, TableShape
from airsync_gui.sync.schema import Field

BUSY_TIMEOUT_S = 4.0
"""How long another program's lock is waited for."""
CONNECT_TIMEOUT_S = 10
SILENCE_TIMEOUT_S = 120
"""After so long without a word from the server it counts as gone."""
COUNTED_ROWS = 100_000
"""Tables of about this size and more are not counted to be offered: that could take minutes."""

_TRY_LATER = "Try again when the other program is done."
_WRITING = {
    Fault.BUSY: ("is in use by another program", _TRY_LATER),
    Fault.READ_ONLY: ("does not let this user write", "Let its owner grant INSERT, UPDATE and DELETE on the table."),
    Fault.FULL: ("has no room left on its disk", "Make room on the server's disk."),
}
_READING = {
    Fault.BUSY: ("is in use by another program", _TRY_LATER),
    Fault.READ_ONLY: ("does not let this user read the table", "Let its owner grant SELECT on the table."),
}


class AsWritten(UserDefinedType[Any]):
    """A value that passes as its text: the database reads it as its column's type, as in a file of SQL."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        """No name: it is never cast."""
        return ""


class ServerDatabase(ABC):
    """One database on a server: of :class:`airsync_gui.local.sql_database.SqlDatabase` what all servers do alike.

    Args:
        passwords: asked when a connection is made.
        busy_timeout_s: how long another program's lock is waited for.
    """

    what = "database"
    dialect = ""
    """SQLAlchemy's name of it and its driver."""

    def __init__(
        self, address: ServerAddress, passwords: Passwords | None = None, *, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> None:
        self.address = address
        self.name = address.name
        self.place = address.url
        self.identity = f"{address.kind}://{address.place}/{address.database}"
        self._passwords = passwords or (lambda _address: None)
        self._busy_timeout_s = busy_timeout_s

    def source_of(self, table: str) -> str:
        """See SqlDatabase."""
        return f"{self.place}#{table}"

    def check_there(self) -> None:  # noqa: B027 - nothing to look at
        """Connecting tells."""

    def check_writable(self) -> None:  # noqa: B027 - nothing to look at
        """Writing tells."""

    def modified_at(self) -> datetime | None:
        """Only the rows could tell."""
        return None

    # -- connections ------------------------------------------------------------------------------------------------

    @cached_property
    def _engine(self) -> Engine:
        return create_engine(f"{self.dialect}://", creator=self._connect, poolclass=NullPool)

    @abstractmethod
    def _connect(self) -> Any:
        """A connection of the driver's, as this database wants its sessions."""

    @abstractmethod
    def _begin_reading(self, connection: Connection) -> None:
        """Let a transaction see one moment, and write nothing."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See SqlDatabase."""
        with self._engine.connect() as connection:
            self._begin_reading(connection)
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """See SqlDatabase."""
        with self._engine.connect() as connection:
            yield connection
            connection.rollback()

    def _password(self) -> str | None:
        secret = self._passwords(self.address)
        return secret.reveal() if secret is not None else None

    # -- tables and values ------------------------------------------------------------------------------------------

    def table_identity(self, name: str) -> str:
        """See SqlDatabase."""
        return name.lower()

    def column(
        self, name: str, shape: ColumnShape, field: Field, raws: Iterable[Raw], style: str, zone: tzinfo | None
    ) -> DeclaredColumn:
        """See SqlDatabase."""
        return DeclaredColumn(name, shape, field, raws, style, zone)

    def bound_as(self, shape: ColumnShape) -> TypeEngine[Any] | None:
        """See SqlDatabase."""
        return AsWritten()

    def keep_copy(self, folder: Path, shape: TableShape, rows: Iterable[Mapping[str, Raw]]) -> None:
        """The rows as they were, a JSON object a line, values as the database spells them."""
        name = "".join(c if c.isalnum() or c in "-_." else "_" for c in join_table(shape.schema, shape.name))
        with open(folder / f"{name}.jsonl", "x", encoding="utf-8", opener=_private) as file:
            file.writelines(json.dumps(row, default=bytes.hex, ensure_ascii=False) + "\n" for row in rows)
            file.flush()
            os.fsync(file.fileno())

    # -- what it says -----------------------------------------------------------------------------------------------

    def words(self, fault: Fault, *, writing: bool) -> tuple[str, str | None] | None:
        """See SqlDatabase."""
        if fault is Fault.GONE:
            what = "went away while it was written" if writing else "can't be reached"
            return what, "See whether the server runs and can be reached from here, then sync again."
        if fault is Fault.DENIED:
            remedy = f"Check the user, and store the password: airsync-gui password set {self.place}"
            return f"does not let {self.address.user or 'this user'} in", remedy
        return (_WRITING if writing else _READING).get(fault)

    def said(self, error: DBAPIError) -> str:
        """See SqlDatabase."""
        return str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
