"""The field of a refusal that does not name it."""

from __future__ import annotations

from typing import Any

import pytest

from airsync_gui.errors import InvalidValue, RecordGone, Refused
from airsync_gui.sync.records import Value
from airsync_gui.sync.refused_field import name_field
from airsync_gui.sync.schema import Field

FIELDS = {
    field.id: field
    for field in (
        Field("fldKind", "Kind", "singleSelect"),
        Field("fldSize", "Size", "singleSelect"),
        Field("fldTags", "Tags", "multipleSelects"),
        Field("fldTeam", "Team", "multipleRecordLinks"),
        Field("fldNote", "Note", "singleLineText"),
    )
}


@pytest.mark.parametrize(
    ("error", "sent", "name"),
    [
        (InvalidValue(value="teal"), {"fldKind": "teal", "fldNote": "teal"}, "Kind"),
        (InvalidValue(value="teal"), {"fldTags": ("red", "teal")}, "Tags"),
        (InvalidValue(value="teal"), {"fldKind": "teal", "fldSize": "teal"}, None),
        (InvalidValue(value="teal"), {"fldKind": "red"}, None),
        (RecordGone(record="rec1"), {"fldTeam": ("rec1",), "fldNote": "rec1"}, "Team"),
        (RecordGone(record="rec1"), {"fldTeam": None}, None),
        (Refused(field="fldNote"), {"fldNote": "x"}, "Note"),
        (Refused(field="Price"), {"fldNote": "x"}, "Price"),
        (Refused(), {"fldNote": "x"}, None),
        (InvalidValue(value="teal"), {"fldGone": "teal"}, None),
    ],
)
def test_it_is_found_where_only_one_can_be_meant(error: Refused, sent: dict[str, Value], name: Any) -> None:
    name_field(error, sent, FIELDS)
    assert error.field == name
