"""Bases, tables and fields: what there is, by id or by name, with a copy on disk.

https://airtable.com/developers/web/api/list-bases, https://airtable.com/developers/web/api/get-base-schema and
https://airtable.com/developers/web/api/get-user-id-scopes. Airtable has no version of a schema to ask for, so a copy is
used until it ages; members and types that we do not know are kept or ignored, never refused.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
from msgspec import Struct

from airsync_gui.airtable.answers import NO_JSON
from airsync_gui.airtable.calls import READ_SCHEMA, WRITE_SCHEMA, Call
from airsync_gui.airtable.paging import Progress
from airsync_gui.errors import AirSyncError, NotFound, NotPermitted, UsageError
from airsync_gui.sync.ports import Clock
from airsync_gui.sync.schema import Field, TableSchema

if TYPE_CHECKING:
    from airsync_gui.airtable.client import AirtableClient

SCHEMA_MAX_AGE_S = 3600.0


class SchemaCache(Protocol):
    """Keeps the schema of each base between runs. The text is opaque to it."""

    def load(self, base_id: str) -> tuple[str, datetime] | None:
        """The stored text and when it was fetched (UTC)."""

    def save(self, base_id: str, text: str, fetched_at: datetime) -> None:
        """Store it in place of what was there."""


class NoCache:
    """Keeps nothing: for one-off questions."""

    def load(self, base_id: str) -> tuple[str, datetime] | None:
        """Nothing."""
        return None

    def save(self, base_id: str, text: str, fetched_at: datetime) -> None:
        """Forget it."""


class Owner(Struct, frozen=True):
    """Whose token it is; the e-mail address only where the token may see it."""

    id: str
    email: str | None = None


class BaseInfo(Struct, frozen=True):
    """One base that the token can see. ``permission_level``: none, read, comment, edit or create."""

    id: str
    name: str
    permission_level: str = ""


class _Owner(msgspec.Struct):
    id: str
    email: str | None = None


class _Base(msgspec.Struct, rename="camel"):
    id: str
    name: str = ""
    permission_level: str = ""


class _Bases(msgspec.Struct):
    bases: list[_Base]
    offset: str | None = None


class _Field(msgspec.Struct):
    id: str
    name: str
    type: str
    options: dict[str, Any] | None = None


class _Table(msgspec.Struct, rename="camel"):
    id: str
    name: str
    fields: list[_Field]
    primary_field_id: str = ""


class _Made(msgspec.Struct):
    id: str


class _Tables(msgspec.Struct, omit_defaults=True):
    tables: list[_Table]
    base_name: str = ""


_Named = TypeVar("_Named", BaseInfo, TableSchema)
_STORED = msgspec.json.Decoder(_Tables, float_hook=Decimal)
_STORE = msgspec.json.Encoder(decimal_format="number")


class Metadata:
    """What the token can see in one account."""

    def __init__(
        self,
        client: AirtableClient,
        clock: Clock,
        cache: SchemaCache | None = None,
        *,
        max_age_s: float = SCHEMA_MAX_AGE_S,
    ) -> None:
        self._client = client
        self._clock = clock
        self._cache: SchemaCache = cache or NoCache()
        self._max_age_s = max_age_s
        self._at_hand: dict[str, tuple[tuple[TableSchema, ...], datetime]] = {}

    def through(self, client: AirtableClient) -> Metadata:
        """The same knowledge, asked for through another client (which counts the requests)."""
        other = copy.copy(self)
        other._client = client
        return other

    def whoami(self) -> Owner:
        """Whose token this is; the cheapest way to learn whether it is good."""
        owner = self._client.send(Call("GET", "/v0/meta/whoami", {}), _Owner)
        return Owner(owner.id, owner.email)

    def bases(self) -> tuple[BaseInfo, ...]:
        """Every base that the token may see."""
        found: list[BaseInfo] = []
        offset: str | None = ""
        progress = Progress()
        while offset is not None:
            query = [("offset", offset)] if offset else []
            page = self._client.send(Call("GET", "/v0/meta/bases", {}, query, needs=READ_SCHEMA), _Bases)
            found += [BaseInfo(base.id, base.name, base.permission_level) for base in page.bases]
            offset = page.offset or None
            progress.note(base.id for base in page.bases)
        return tuple(found)

    def tables(self, base_id: str, *, refresh: bool = False) -> tuple[TableSchema, ...]:
        """The tables of a base, from the copy unless it has aged or ``refresh`` asks.

        A refresh also asks for the base's own name; one of age alone costs a single request.
        """
        known = self._known(base_id)
        if known is not None and not refresh and self._is_fresh(known[1]):
            return known[0]
        name = known[0][0].base_name if known is not None and known[0] and not refresh else ""
        return self._fetch(base_id, name)

    def table(self, base_id: str, table_id: str, *, refresh: bool = False) -> TableSchema:
        """One table by its id; a base is looked at afresh before a table counts as gone.

        Raises:
            NotFound: it is not in that base.
        """
        for again in (refresh, True):
            tables = self.tables(base_id, refresh=again)
            found = next((table for table in tables if table.table_id == table_id), None)
            if found is not None or again:
                break
        if found is None:
            raise NotFound(what="table", name=table_id, where=base_id, choices=_names(tables, _table_name))
        return found

    def look_into(self, error: NotPermitted, base_id: str) -> None:
        """Find out what a 403 is about, as far as Airtable lets one: it says the same of what is not there and of what
        is not allowed. The error knows it afterwards, in its facts ``visible`` and ``role``.
        """
        try:
            bases = self.bases()
        except AirSyncError:
            return  # then it stays as unclear as it is
        found = next((base for base in bases if base.id == base_id), None)
        error.facts["visible"] = found is not None
        if found is not None:
            error.facts |= {"base": found.name, "role": found.permission_level}

    def find_base(self, id_or_name: str) -> BaseInfo:
        """The base with this id, else with exactly this name.

        Raises:
            NotFound: with the names there are.
            UsageError: several bases have that name.
        """
        return _find(self.bases(), id_or_name, "base", "", lambda base: base.id, lambda base: base.name)

    def find_table(self, base: str, id_or_name: str) -> TableSchema:
        """The table with this id or name in the base with this id or name; always asked of Airtable."""
        found = self.find_base(base)
        tables = self._fetch(found.id, found.name)
        return _find(tables, id_or_name, "table", found.name, _table_id, _table_name)

    def create_table(self, base_id: str, name: str, fields: Sequence[Mapping[str, Any]]) -> str:
        """Make a table with these fields (``{"name", "type", "options"?}``), the first its primary one; its id.

        https://airtable.com/developers/web/api/create-table. Sent once: a lost answer may leave a table behind.
        """
        body = {"name": name, "fields": list(fields)}
        return self._make("/v0/meta/bases/{base}/tables", {"base": base_id}, body)

    def create_field(self, base_id: str, table_id: str, field: Mapping[str, Any]) -> str:
        """Make a field at the end of a table; its id. https://airtable.com/developers/web/api/create-field"""
        at = {"base": base_id, "table": table_id}
        return self._make("/v0/meta/bases/{base}/tables/{table}/fields", at, dict(field))

    def _make(self, template: str, at: Mapping[str, str], body: Mapping[str, Any]) -> str:
        call = Call("POST", template, at, body=body, writes=True, once=True, needs=WRITE_SCHEMA)
        return self._client.send(call, _Made).id

    def _fetch(self, base_id: str, base_name: str) -> tuple[TableSchema, ...]:
        fetched_at = self._clock.now()
        call = Call("GET", "/v0/meta/bases/{base}/tables", {"base": base_id}, needs=READ_SCHEMA)
        raw = self._client.send(call, _Tables)
        raw.base_name = base_name or self._base_name(base_id)
        self._cache.save(base_id, _STORE.encode(raw).decode(), fetched_at)
        self._at_hand[base_id] = (_schemas(base_id, raw), fetched_at)
        return self._at_hand[base_id][0]

    def _known(self, base_id: str) -> tuple[tuple[TableSchema, ...], datetime] | None:
        if base_id not in self._at_hand:
            stored = self._cache.load(base_id)
            if stored is None:
                return None
            try:
                raw = _STORED.decode(stored[0])
            except (*NO_JSON, ArithmeticError):
                return None  # another version's form: ask again
            self._at_hand[base_id] = (_schemas(base_id, raw), stored[1])
        return self._at_hand[base_id]

    def _is_fresh(self, fetched_at: datetime) -> bool:
        return 0 <= (self._clock.now() - fetched_at).total_seconds() < self._max_age_s

    def _base_name(self, base_id: str) -> str:
        return next((base.name for base in self.bases() if base.id == base_id), "")


def _schemas(base_id: str, raw: _Tables) -> tuple[TableSchema, ...]:
    return tuple(
        TableSchema(
            base_id=base_id,
            table_id=table.id,
            name=table.name,
            primary_field_id=table.primary_field_id or next((field.id for field in table.fields), ""),
            fields=tuple(Field(field.id, field.name, field.type, field.options or {}) for field in table.fields),
            base_name=raw.base_name,
        )
        for table in raw.tables
    )


def _find(
    things: Sequence[_Named],
    id_or_name: str,
    what: str,
    where: str,
    id_of: Callable[[_Named], str],
    name_of: Callable[[_Named], str],
) -> _Named:
    by_id = next((thing for thing in things if id_of(thing) == id_or_name), None)
    if by_id is not None:
        return by_id
    named = [thing for thing in things if name_of(thing) == id_or_name]
    if len(named) > 1:
        ids = ", ".join(id_of(thing) for thing in named)
        raise UsageError(detail=f"There are {len(named)} {what}s named “{id_or_name}”: give the id ({ids}).")
    if not named:
        raise NotFound(what=what, name=id_or_name, where=where, choices=_names(things, name_of))
    return named[0]


def _names(things: Iterable[_Named], name_of: Callable[[_Named], str]) -> tuple[str, ...]:
    return tuple(sorted(name_of(thing) for thing in things))


def _table_id(table: TableSchema) -> str:
    return table.table_id


def _table_name(table: TableSchema) -> str:
    return table.name
