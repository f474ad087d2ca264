"""What the pair wizard offers to choose from, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from airsync_gui.sync.schema import Field


class BaseChoice(Struct, frozen=True):
    """A base that the token sees."""

    base_id: str
    name: str
    permission: str


class TableChoice(Struct, frozen=True):
    """A table of a base, with its fields."""

    base_id: str
    table_id: str
    name: str
    fields: tuple[Field, ...]


class FilePreview(Struct, frozen=True):
    """The first rows of a local table as AirSync reads them.

    Attributes:
        about: how it is read, in words: ``UTF-8, comma, 312 rows``.
        rows: cells as text.
        guesses: column → style in words.
    """

    source: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int
    key_columns: tuple[str, ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()


class WorkspaceTable(Struct, frozen=True):
    """A table in an agent's workspace, which was found without being named.

    Attributes:
        source: what a pair names it by.
        rows: how many it has; 0 where nobody counted.
        unusable: why it can't take part, as a phrase; empty where it can.
        rolling: whether it looks like a file of the present day, whose rows leave by themselves.
    """

    name: str
    source: str
    rows: int = 0
    unusable: str = ""
    rolling: bool = False
