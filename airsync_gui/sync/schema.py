"""Fields of an Airtable table, by id, and what changed between two looks at them.

Fields are known by id (Airtable's renames keep it). Types and their options:
https://airtable.com/developers/web/api/field-model
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.sync.records import FieldId

if TYPE_CHECKING:
    from airsync_gui.sync.pairs import Pair


class Kind(Enum):
    """How a value is shaped and compared, whatever Airtable calls the field's type."""

    TEXT = "text"
    RICH_TEXT = "rich text"
    NUMBER = "number"
    CHECKBOX = "check box"
    CHOICE = "choice"
    LIST = "list"
    DATE = "date"
    DATETIME = "date and time"
    UNKNOWN = "unknown"


WRITABLE_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "singleLineText": Kind.TEXT,
        "multilineText": Kind.TEXT,
        "email": Kind.TEXT,
        "url": Kind.TEXT,
        "phoneNumber": Kind.TEXT,
        "barcode": Kind.TEXT,
        "richText": Kind.RICH_TEXT,
        "number": Kind.NUMBER,
        "currency": Kind.NUMBER,
        "percent": Kind.NUMBER,
        "duration": Kind.NUMBER,
        "rating": Kind.NUMBER,
        "checkbox": Kind.CHECKBOX,
        "singleSelect": Kind.CHOICE,
        "singleCollaborator": Kind.TEXT,
        "multipleSelects": Kind.LIST,
        "multipleCollaborators": Kind.LIST,
        "multipleRecordLinks": Kind.LIST,
        "date": Kind.DATE,
        "dateTime": Kind.DATETIME,
    }
)
"""Airtable types that we write, with the kind of their values."""

READ_ONLY_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "autoNumber": Kind.NUMBER,
        "count": Kind.NUMBER,
        "createdTime": Kind.DATETIME,
        "lastModifiedTime": Kind.DATETIME,
        "createdBy": Kind.TEXT,
        "lastModifiedBy": Kind.TEXT,
        "multipleLookupValues": Kind.LIST,
        "button": Kind.TEXT,
        "aiText": Kind.TEXT,
        "externalSyncSource": Kind.TEXT,
        "multipleAttachments": Kind.LIST,
    }
)
"""Types that are pulled and never written: computed ones, and for now attachments."""

RESULT_TYPES = frozenset({"formula", "rollup", "createdTime", "lastModifiedTime"})
"""Computed types whose shape stands in ``options.result``."""
RETYPED = "now "
"""How it is said that a field has another type; Airtable's own word for the type follows."""


class Field(Struct, frozen=True):
    """One Airtable field as the metadata API describes it."""

    id: FieldId
    name: str
    type: str
    options: Mapping[str, Any] = MappingProxyType({})

    @property
    def kind(self) -> Kind:
        """How its values are shaped; a formula or rollup by its result's type."""
        if self.type in RESULT_TYPES:
            result = self.options.get("result") or {}
            return WRITABLE_KINDS.get(result.get("type", ""), READ_ONLY_KINDS.get(self.type, Kind.TEXT))
        return WRITABLE_KINDS.get(self.type) or READ_ONLY_KINDS.get(self.type, Kind.UNKNOWN)

    @property
    def result_options(self) -> Mapping[str, Any]:
        """The options that shape its values: the result's for a computed field, else its own."""
        if self.type in RESULT_TYPES:
            return (self.options.get("result") or {}).get("options") or {}
        return self.options

    @property
    def read_only(self) -> bool:
        """Whether AirSync never writes it in Airtable (computed, unknown, or not supported for writing)."""
        return self.type not in WRITABLE_KINDS

    @property
    def choices(self) -> Mapping[str, str]:
        """Choice id → name, for selects; empty for every other type."""
        return {str(c.get("id")): str(c.get("name")) for c in self.options.get("choices") or ()}


class TableSchema(Struct, frozen=True):
    """One Airtable table: its ids, names and fields (primary field first)."""

    base_id: str
    table_id: str
    name: str
    primary_field_id: FieldId
    fields: tuple[Field, ...]
    base_name: str = ""

    def by_id(self) -> dict[FieldId, Field]:
        """Field id → field."""
        return {field.id: field for field in self.fields}

    def find(self, id_or_name: str) -> Field | None:
        """The field with this id, else with exactly this name."""
        return next((f for f in self.fields if f.id == id_or_name), None) or next(
            (f for f in self.fields if f.name == id_or_name), None
        )


def shape_of(fields: Iterable[Field]) -> str:
    """A hash of what these fields take: it changes with their types and options, not with their names."""
    return hashlib.blake2b(types_of(fields).encode(), digest_size=8).hexdigest()


def types_of(fields: Iterable[Field]) -> str:
    """The same in full: ids, types and options, in this order."""
    return json.dumps([[f.id, f.type, f.options] for f in fields], sort_keys=True, default=_plain)


def _plain(part: Any) -> Any:
    return dict(part) if isinstance(part, Mapping) else str(part)


def of_mapped(schema: TableSchema, mapped: Iterable[FieldId]) -> dict[FieldId, Field]:
    """The mapped fields that (still) exist, in the order of ``mapped``."""
    by_id = schema.by_id()
    return {field_id: by_id[field_id] for field_id in mapped if field_id in by_id}


def with_present_names(pair: Pair, schema: TableSchema) -> Pair:
    """The pair with the names that base, table and mapped fields have in Airtable now; types stay as they were."""
    now = {f.id: f.name for f in schema.fields}
    return replace(
        pair,
        base_name=schema.base_name or pair.base_name,
        table_name=schema.name or pair.table_name,
        field_names={field_id: now.get(field_id) or name for field_id, name in pair.field_names.items()},
    )


def renamed_choices(then: Mapping[FieldId, Field], now: Mapping[FieldId, Field]) -> dict[FieldId, dict[str, str]]:
    """Field id → old name → new name, for choices that kept their id."""
    renamed: dict[FieldId, dict[str, str]] = {}
    for field_id, present in now.items():
        past = then[field_id].choices if field_id in then else {}
        present_names = present.choices  # made anew at each look
        names = {old: present_names[c] for c, old in past.items() if present_names.get(c, old) != old}
        if names:
            renamed[field_id] = names
    return renamed
