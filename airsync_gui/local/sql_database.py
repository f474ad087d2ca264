"""What is asked of a database, whichever kind it is: an SQLite file, or one on a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from airsync_gui.local.sql_shape import ColumnShape, TableShape
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.types import TypeEngine

    from airsync_gui.local.sql_rows import Identity, Selection

Raw = str | int | float | bytes | None
"""A value as the database has it."""


class Fault(Enum):
    """What an error of the database means for what we were doing."""

    REFUSED = "this one statement breaks a rule of the database"
    BUSY = "another program is using it"
    READ_ONLY = "it can't be written"
    FULL = "no room on the disk"
    DAMAGED = "it is not whole"
    NO_DATABASE = "it is something else"
    UNAVAILABLE = "it, or a file beside it, can't be opened"
    GONE = "the server does not answer, or not any more"
    DENIED = "the server does not know this user, or this password"
    OTHER = "anything else"


class SqlColumn(Protocol):
    """One mapped column that is there: its field, and how its values are read and written.

    Attributes:
        name: the column as the pair names it.
        column: its name in the database.
        about: its form in a person's words.
        proven: what its values prove about how it is read, for a pair to remember.
    """

    name: str
    column: str
    field: Field
    about: str
    proven: str

    @property
    def fills_itself(self) -> bool:
        """Whether the database gives a new row its value here."""

    def read(self, raw: Raw) -> Value | CellProblem:
        """The canonical value (None for a blank one), or why it has none."""

    def write(self, value: Value) -> Raw:
        """What to store for a value. Raises BadCell for one that would not be read again as it is."""


class SqlDatabase(Protocol):
    """One database. It is opened for each piece of work, and never made.

    Attributes:
        name: what a person calls it: ``health.db``.
        identity: the same text for the same database however it was spelled.
        place: where it is, without a table: for messages.
        what: what a message calls the whole of it: ``file``, ``database``.
    """

    name: str
    identity: str
    place: str
    what: str

    def source_of(self, table: str) -> str:
        """The source of one of its tables."""

    def check_there(self) -> None:
        """Whether it is there to be opened. Raises TableMissing, TableUnreadable."""

    def check_writable(self) -> None:
        """Raise TableNotWritable where that can be told without trying."""

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent view of the database for the length of the block."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction; it is undone unless the block commits it."""

    def modified_at(self) -> datetime | None:
        """An upper bound for the last edit; None where only the rows could tell."""

    def keep_copy(self, folder: Path, shape: TableShape, rows: Iterable[Mapping[str, Raw]]) -> None:
        """Keep a copy of what a run is going to change much of. Raises OSError."""

    # -- the schema -------------------------------------------------------------------------------------------------

    def table_names(self, connection: Connection) -> list[str]:
        """Tables and views that a person made, by name."""

    def describe(self, connection: Connection, name: str) -> TableShape | None:
        """A table by its name; None where there is none."""

    def about_rows(self, connection: Connection, shape: TableShape) -> int:
        """About how many rows a table has, found quickly; 0 where they are few enough to be counted."""

    def table_identity(self, name: str) -> str:
        """The same text for the same table however it was spelled."""

    # -- values -----------------------------------------------------------------------------------------------------

    def column(
        self, name: str, shape: ColumnShape, field: Field, raws: Iterable[Raw], style: str, zone: tzinfo | None
    ) -> SqlColumn:
        """A mapped column, known by all its values."""

    def bound_as(self, shape: ColumnShape) -> TypeEngine[Any] | None:
        """How a column's values pass to the driver; None for as they are."""

    # -- writing ----------------------------------------------------------------------------------------------------

    def keep_others_out(self, connection: Connection, selection: Selection) -> None:
        """Before rows are added: let nobody else write the table until the end of the transaction."""

    def insert(self, connection: Connection, selection: Selection, stored: Mapping[str, Raw]) -> Identity | None:
        """Add a row; the key that it has then, or None where a trigger left it out.

        Raises:
            Refused: the key can't be learned.
        """

    def in_transaction(self, connection: Connection) -> bool:
        """Whether our transaction still stands."""

    # -- what it says -----------------------------------------------------------------------------------------------

    def fault_of(self, error: DBAPIError) -> Fault:
        """What kind of error it is."""

    def said(self, error: DBAPIError) -> str:
        """The database's own words, without the statement."""

    def words(self, fault: Fault, *, writing: bool) -> tuple[str, str | None] | None:
        """What happened, as a phrase, and what to do; None for what has no words of its own."""
