"""A field of every kind, and columns mapped to them."""

from __future__ import annotations

from typing import Any

from airsync_gui.sync.schema import Field

_TYPES: dict[str, dict[str, Any]] = {
    "singleLineText": {},
    "multilineText": {},
    "richText": {},
    "number": {"precision": 2},
    "currency": {"precision": 2, "symbol": "€"},
    "percent": {"precision": 1},
    "duration": {"durationFormat": "h:mm:ss"},
    "rating": {"max": 5},
    "checkbox": {},
    "singleSelect": {"choices": [{"id": "sel1", "name": "vip"}, {"id": "sel2", "name": "new, old"}]},
    "multipleSelects": {"choices": [{"id": "sel1", "name": "vip"}, {"id": "sel2", "name": "new"}]},
    "date": {},
    "dateTime": {"timeZone": "Europe/Berlin"},
    "multipleRecordLinks": {"linkedTableId": "tbl2"},
    "multipleAttachments": {},
    "singleCollaborator": {},
    "multipleCollaborators": {},
    "barcode": {},
    "button": {},
    "aiText": {},
    "count": {},
    "formula": {"result": {"type": "number", "options": {"precision": 2}}},
    "rollup": {"result": {"type": "dateTime", "options": {"timeZone": "utc"}}},
    "multipleLookupValues": {"result": {"type": "multipleSelects"}},
    "lastModifiedTime": {"result": {"type": "dateTime"}},
    "typeOfTomorrow": {},
}
EVERY = tuple(Field(f"fld{n}", name, name, options) for n, (name, options) in enumerate(_TYPES.items(), 1))
"""One of every type."""
BY_TYPE = {field.type: field for field in EVERY}
COLUMNS = {
    "Name": BY_TYPE["singleLineText"],
    "Price": BY_TYPE["number"],
    "Share": BY_TYPE["percent"],
    "Took": BY_TYPE["duration"],
    "Done": BY_TYPE["checkbox"],
    "Tags": BY_TYPE["multipleSelects"],
    "Day": BY_TYPE["date"],
    "Seen": BY_TYPE["dateTime"],
    "Sum": BY_TYPE["formula"],
    "Photos": BY_TYPE["multipleAttachments"],
}
"""The columns of the seeds' tables."""
