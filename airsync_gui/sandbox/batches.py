"""Write requests: the bodies of create, update, upsert and delete, and their replies."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from airsync_gui.sandbox import cells, errors, reading
from airsync_gui.sandbox.changes import Origin
from airsync_gui.sandbox.ids import is_id
from airsync_gui.sandbox.model import Base, MergeKey, Record, Table, World, hashable
from airsync_gui.sandbox.writes import Writer

MAX_BATCH = 10
"""Records in one write. https://airtable.com/developers/web/api/update-multiple-records"""

MERGE_TYPES = frozenset({"number", "singleLineText", "multilineText", "singleSelect", "multipleSelects", "date"})
"""Field types that an upsert may match on."""

_OPTIONS = {"typecast", "returnFieldsByFieldId"}


class Target(Struct, frozen=True):
    """Where a write goes, and who sends it."""

    world: World
    base: Base
    table: Table
    origin: Origin
    may_add_choices: bool
    """Whether the role is high enough for typecast to make choices."""

    def writer(self, body: dict[str, Any]) -> Writer:
        """A writer with the body's ``typecast``."""
        return Writer(
            self.world,
            self.base,
            self.table,
            self.origin,
            typecast=body.get("typecast", False),
            may_add_choices=self.may_add_choices,
        )

    def reply(self, body: dict[str, Any], records: list[Record]) -> list[dict[str, Any]]:
        """The records in full, keyed as ``returnFieldsByFieldId`` says."""
        columns = reading.columns(self.base, self.table, by_id=body.get("returnFieldsByFieldId", False))
        return [reading.record_json(record, columns) for record in records]


def create(target: Target, body: dict[str, Any]) -> dict[str, Any]:
    """One bare record for ``{"fields"}``, else ``{"records": […]}`` in the order of the request."""
    _check(body, {"records", "fields"})
    if "records" not in body:
        return _create(target, body, [body])[0]
    entries = _entries(body)
    if len(entries) > MAX_BATCH:
        raise errors.too_many_records(len(entries))
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) - {"fields"}:
            raise errors.invalid_request()
    return {"records": _create(target, body, entries)}


def _create(target: Target, body: dict[str, Any], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    with target.writer(body) as writer:
        records = [writer.create(_fields(entry)) for entry in entries]
    return target.reply(body, records)


def update_one(target: Target, record: Record, body: dict[str, Any], *, replace: bool) -> dict[str, Any]:
    """The bare record after the change."""
    _check(body, {"fields"})
    with target.writer(body) as writer:
        writer.update(record, _fields(body), replace=replace)
    return target.reply(body, [record])[0]


def update(target: Target, body: dict[str, Any], *, replace: bool) -> dict[str, Any]:
    """``{"records": […]}`` in the order of the request; an upsert's reply has the two id lists besides."""
    _check(body, {"records", "performUpsert"})
    entries = _entries(body)
    upsert = body.get("performUpsert")
    _check_update_entries(entries, ids_needed=upsert is None)
    _check_repeated(target, entries)
    if upsert is not None:
        return _upsert(target, body, entries, replace=replace)
    with target.writer(body) as writer:
        records = [_row(target.table, entry["id"]) for entry in entries]
        for record, entry in zip(records, entries, strict=True):
            writer.update(record, _fields(entry), replace=replace)
    return {"records": target.reply(body, records)}


def delete(target: Target, record_ids: list[str]) -> dict[str, Any]:
    """``{"records": [{"deleted", "id"}, …]}``; one unknown id and, unless a switch says so, none is deleted."""
    if not 1 <= len(record_ids) <= MAX_BATCH or not all(is_id(record_id, "rec") for record_id in record_ids):
        raise errors.invalid_records()
    present = [record_id for record_id in dict.fromkeys(record_ids) if record_id in target.table.records]
    missing = [record_id for record_id in record_ids if record_id not in target.table.records]
    if missing and target.world.switches.missing_in_delete == "ROW_DOES_NOT_EXIST":
        raise errors.row_does_not_exist(missing[0])
    if missing and target.world.switches.missing_in_delete == "MODEL_ID_NOT_FOUND":
        raise errors.record_not_found()
    with target.writer({}) as writer:
        for record_id in present:
            writer.delete(target.table.records[record_id])
    return {"records": [{"deleted": True, "id": record_id} for record_id in present]}


def delete_one(target: Target, record: Record) -> dict[str, Any]:
    """``{"deleted", "id"}``."""
    with target.writer({}) as writer:
        writer.delete(record)
    return {"deleted": True, "id": record.id}


# --- upsert ---------------------------------------------------------------------------------------------------------


def _upsert(target: Target, body: dict[str, Any], entries: list[Any], *, replace: bool) -> dict[str, Any]:
    """Match all entries against the rows as they were, then write: a row with id, a match, or a new row."""
    merge_fields = _merge_fields(target.table, body["performUpsert"])
    records: list[Record] = []
    created: list[str] = []
    made: dict[MergeKey, Record] = {}
    with target.writer(body) as writer:
        found = [_match(target, writer, entry, merge_fields) for entry in entries]
        for entry, (key, matched) in zip(entries, found, strict=True):
            record = matched or (made.get(key) if key is not None else None)
            if record is None:
                record = writer.create(_fields(entry))
                created.append(record.id)
                if key is not None and not target.world.switches.repeated_merge_key_duplicates:
                    made[key] = record
            else:
                writer.update(record, _fields(entry), replace=replace)
            records.append(record)
    updated = list(dict.fromkeys(record.id for record in records if record.id not in created))
    return {"records": target.reply(body, records), "updatedRecords": updated, "createdRecords": created}


def _merge_fields(table: Table, upsert: Any) -> tuple[str, ...]:
    """Ids of the 1 to 3 fields to match on."""
    names = upsert.get("fieldsToMergeOn") if isinstance(upsert, dict) else None
    if not isinstance(names, list) or not 1 <= len(names) <= 3:
        raise errors.invalid_request()
    fields = []
    for name in names:
        field = table.field(name) if isinstance(name, str) else None
        if field is None:
            raise errors.unknown_field(str(name))
        if field.type not in MERGE_TYPES:
            raise errors.invalid_request()
        fields.append(field.id)
    return tuple(fields)


def _match(
    target: Target, writer: Writer, entry: dict[str, Any], merge_fields: tuple[str, ...]
) -> tuple[MergeKey | None, Record | None]:
    """The entry's merge key (None if it goes by id, or has an empty merge value, which never matches) and its row."""
    if "id" in entry:
        return None, _row(target.table, entry["id"])
    sent = {field.id: value for key, value in _fields(entry).items() if (field := target.table.field(key))}
    if any(field_id not in sent for field_id in merge_fields):
        raise errors.invalid_request()
    values = [cells.accept(sent[field_id], target.table.fields[field_id], writer, None) for field_id in merge_fields]
    if any(value is None for value in values):
        return None, None
    key = tuple(hashable(value) for value in values)
    matches = _rows_matching(target, merge_fields, key)
    if len(matches) > 1:
        raise errors.several_matches(target.world.switches.several_matches_type)
    return key, target.table.records[next(iter(matches))] if matches else None


def _rows_matching(target: Target, merge_fields: tuple[str, ...], key: MergeKey) -> set[str]:
    if not target.world.switches.upsert_ignores_case:
        return target.table.matching(merge_fields, key)
    wanted = [_loose(part) for part in key]
    rows = target.table.records.values()
    return {
        row.id for row in rows if [_loose(hashable(row.cells.get(field_id))) for field_id in merge_fields] == wanted
    }


def _loose(value: Any) -> Any:
    """A text without regard to case and to blanks around it."""
    return value.strip().casefold() if isinstance(value, str) else value


# --- structure ------------------------------------------------------------------------------------------------------


def _check(body: dict[str, Any], allowed: set[str]) -> None:
    """Refuse unknown members and options that aren't booleans."""
    if set(body) - allowed - _OPTIONS or any(not isinstance(body.get(name, False), bool) for name in _OPTIONS):
        raise errors.invalid_request()


def _entries(body: dict[str, Any]) -> list[Any]:
    entries = body.get("records")
    if not isinstance(entries, list) or not entries:
        raise errors.invalid_records()
    return entries


def _check_update_entries(entries: list[Any], *, ids_needed: bool) -> None:
    if len(entries) > MAX_BATCH:
        raise errors.invalid_records()
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) - {"id", "fields"}:
            raise errors.invalid_records()
        if (ids_needed or "id" in entry) and not is_id(entry.get("id"), "rec"):
            raise errors.invalid_records()


def _check_repeated(target: Target, entries: list[dict[str, Any]]) -> None:
    ids = [entry["id"] for entry in entries if "id" in entry]
    if len(set(ids)) < len(ids) and not target.world.switches.repeated_id_last_wins:
        raise errors.invalid_request()


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    if "fields" not in entry:
        raise errors.missing_fields()
    fields = entry["fields"]
    if not isinstance(fields, dict):
        raise errors.invalid_request()
    return fields


def _row(table: Table, record_id: str) -> Record:
    record = table.records.get(record_id)
    if record is None:
        raise errors.row_does_not_exist(record_id)
    return record
