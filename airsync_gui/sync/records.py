"""Records as the engine sees them: frozen values, the same for both sides.

A *value* is canonical (see :mod:`airsync_gui.sync.values`). A mapping of values leaves blank fields out, so that
absent, ``null``, ``""``, ``[]`` and an unticked check box are one and the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from msgspec import Struct


class Side(StrEnum):
    """One of the two places that a pair keeps in step."""

    LOCAL = "local"
    AIRTABLE = "airtable"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.AIRTABLE if self is Side.LOCAL else Side.LOCAL


FieldId = str
"""``fld…``: Airtable's id of a field. Both sides' values are keyed by it; a local column has its field's id."""
RecordId = str
"""``rec…``: Airtable's id of a record."""
LocalId = str
"""What a local record is known by: its primary key as JSON, else its key fields as JSON."""
Uid = str
"""Our own id of a record in a pair: 14 hexadecimal digits; it is also the id of the record's conflict."""

Value = str | bool | Decimal | date | datetime | tuple[str, ...] | None
"""A canonical value; ``None`` is blank."""
Values = Mapping[FieldId, Value]
"""Field id → value; a blank field is absent (in a *change*, ``None`` says: make it blank)."""
Key = tuple[Value, ...]
"""The values of a pair's key fields, in the pair's order."""

NO_VALUES: Values = MappingProxyType({})


class CellProblem(Struct, frozen=True):
    """Why one local cell has no canonical value.

    Attributes:
        kind: ``ambiguous`` can be read in two ways (the record is held and a person asked); ``invalid`` can't be its
            field's type at all (the record's write is refused); ``waiting`` links to a row that is not in Airtable
            yet (the field takes no part for now).
        text: what stands in the cell, cut to 80 characters.
        rule: what was expected, as the end of a sentence: ``"is not a number"``.
        suggestion: a value that would be taken, where there is a likely one.
    """

    kind: Literal["ambiguous", "invalid", "waiting"]
    text: str
    rule: str
    suggestion: str | None = None


Cell = Value | CellProblem
"""What stands in a cell: its value, or why it has none."""
NO_PROBLEMS: Mapping[FieldId, CellProblem] = MappingProxyType({})


class Row(Struct, frozen=True):
    """One record as one side has it now.

    Attributes:
        row_id: Airtable's record id, or the local table's own handle: its primary key as JSON where
            ``stable_row_ids``, else a handle that is good for this reading only.
        values: canonical values of the mapped fields, blanks left out.
        problems: the mapped cells that could not be read (local side only).
        label: where a person finds it: ``"row 88"``, a record id, a file name.
        malformed: why the whole row can't be read (too few cells, …), else None.
        fingerprint: a hash of the raw row, for rows that have no usable key.
        created_at: Airtable's ``createdTime``; None where unknown.
        modified_at: when it was last edited, only where the side really knows (UTC).
        outdated: the mapped cells that show their value in a way that is no longer right (a linked record has another
            name by now), and are to be written anew although nobody edited them.
    """

    row_id: str
    values: Values
    problems: Mapping[FieldId, CellProblem] = NO_PROBLEMS
    label: str = ""
    malformed: str | None = None
    fingerprint: str = ""
    created_at: datetime | None = None
    modified_at: datetime | None = None
    outdated: frozenset[FieldId] = frozenset()


class Memory(Struct, frozen=True):
    """What each side had when a record was last in step, and which records these are.

    Attributes:
        uid: our id of the record.
        local_id: what the local record is known by; None when it has none (a tombstone of a local deletion keeps it).
        record_id: Airtable's id.
        local: field id → value on this computer when last in step; a *known blank* is ``None``, an absent field was
            never in step (it was mapped later).
        airtable: the same for Airtable.
        lossy: field id → the side that holds the shortened form of what the other side has.
        tombstone: the side that still has the record although it is out of the pair, else None.
        created_at: Airtable's ``createdTime``.
    """

    uid: Uid
    local_id: LocalId | None
    record_id: RecordId | None
    local: Values = NO_VALUES
    airtable: Values = NO_VALUES
    lossy: Mapping[FieldId, Side] = MappingProxyType({})
    tombstone: Side | None = None
    created_at: datetime | None = None

    def of(self, side: Side) -> Values:
        """The ancestor of one side."""
        return self.local if side is Side.LOCAL else self.airtable
