"""How a database describes one of its tables; the same words for every kind of database."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Affinity = Literal[
    "text",
    "number",
    "real",
    "any",
    "padded",
    "bits",
    "boolean",
    "date",
    "moment",
    "instant",
    "array",
    "set",
    "json",
    "binary",
]
"""What a column makes of a value. In SQLite: text of a number, a number (or a double) of a text that is one, or nothing
at all. In other databases: what its declared type holds. ``padded`` is text filled up with blanks, ``moment`` a date
and time without a zone, ``instant`` one that is the same everywhere, ``set`` MySQL's list of choices."""
NUMERIC = ("number", "real")


class ColumnShape(Struct, frozen=True):
    """One column.

    Attributes:
        declared: its type as the table declares it: ``VARCHAR(80)``; may be empty.
        not_null: whether the database refuses NULL in it.
        has_default: whether a new row gets a value of its own where none is given.
        generated: whether the database computes it.
        counts: whether it numbers new rows itself.
    """

    name: str
    declared: str
    affinity: Affinity
    not_null: bool = False
    has_default: bool = False
    generated: bool = False
    counts: bool = False


class TableShape(Struct, frozen=True):
    """One table or view.

    Attributes:
        name: as the database spells it.
        columns: in their order.
        key: the columns of its primary key, else of a unique key that is never NULL; empty where it has neither.
        is_view: a view is read and never written.
        not_writable: why a table is never written either, as a phrase; empty where it may be.
        schema: where the database has several, the one it is in.
        row_number: the hidden column that numbers rows in the order of their creation; empty where there is none.
    """

    name: str
    columns: tuple[ColumnShape, ...]
    key: tuple[str, ...]
    is_view: bool = False
    row_number: str = ""
    not_writable: str = ""
    schema: str = ""

    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


class TableInfo(Struct, frozen=True):
    """A table as it is offered for a pair.

    Attributes:
        row_count: rows in it now.
        key: the columns that tell its rows apart.
        read_only: why it can't be written, as a phrase; empty where it can.
        unusable: why it can't take part at all, as a phrase; empty where it can.
    """

    name: str
    row_count: int
    key: tuple[str, ...]
    read_only: str = ""
    unusable: str = ""
