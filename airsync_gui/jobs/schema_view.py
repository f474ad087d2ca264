"""What the Schema panel shows, as frozen values."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from airsync_gui.sync.records import FieldId

FieldRole = Literal["key", "edited", "pushed", "pulled", "computed", "version", "stamp"]


class FieldLine(Struct, frozen=True):
    """One mapped field.

    Attributes:
        name: in Airtable, as last seen.
        column: on this computer.
        type: Airtable's own word for it.
        rule: what settles it where both sides changed, if that is not the pair's rule.
        problem: why it takes no part for now, as the end of a sentence.
    """

    pair_id: str
    pair_name: str
    field_id: FieldId
    name: str
    column: str
    type: str
    role: FieldRole
    rule: str = ""
    problem: str = ""


class SchemaChangeLine(Struct, frozen=True):
    """Something that changed in Airtable's schema, and when AirSync saw it.

    Attributes:
        change: ``renamed``, ``retyped``, ``choice_renamed``, ``gone``.
        before, after: names; of a field that was retyped, Airtable's own words for its types.
    """

    change_id: int
    pair_id: str
    pair_name: str
    field: str
    change: str
    before: str
    after: str
    at: datetime


class SchemaView(Struct, frozen=True):
    """What the Schema panel shows."""

    fields: tuple[FieldLine, ...] = ()
    changes: tuple[SchemaChangeLine, ...] = ()
