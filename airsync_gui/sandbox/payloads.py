"""An action as the payloads of one webhook: filters and includes honoured, parts in Airtable's order.

What computed fields make of an action comes in a payload of its own, and so do rows beyond a number: all payloads of
one action have the same time and transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.sandbox.switches import Switches
from airsync_gui.sandbox.webhook import Webhook

Json = dict[str, Any]


class FieldForm(NamedTuple):
    """What is told of a field."""

    name: str
    type: str


class TableForm(NamedTuple):
    """What is told of a table."""

    name: str
    description: str | None
    fields: Mapping[str, FieldForm]
    view_ids: frozenset[str]


class Cells(Struct, frozen=True):
    """One row's cells, by field id."""

    before: Json
    after: Json
    written: frozenset[str]
    """Those that a write set, perhaps to what was there."""
    computed: frozenset[str]

    def changed_ids(self) -> list[str]:
        """Those that are other than before, or were written."""
        differing = [key for key, value in self.after.items() if value != self.before.get(key)]
        return list(dict.fromkeys([*differing, *(key for key in self.written if key in self.after)]))


class TableChanges(Struct):
    """What happened to one table's rows."""

    created: dict[str, tuple[str, Cells]] = field(default_factory=dict)
    """Record id to (createdTime, cells)."""
    changed: dict[str, Cells] = field(default_factory=dict)
    destroyed: list[str] = field(default_factory=list)


class Action(Struct):
    """What one request, or one edit of a person's, changed."""

    metadata: Json
    """``actionMetadata``."""
    tables: dict[str, TableChanges] = field(default_factory=dict)
    schema_before: Mapping[str, TableForm] = field(default_factory=dict)
    schema_after: Mapping[str, TableForm] = field(default_factory=dict)

    def table(self, table_id: str) -> TableChanges:
        """The changes of one table, to be added to."""
        return self.tables.setdefault(table_id, TableChanges())

    def is_empty(self) -> bool:
        """Whether nothing changed at all."""
        return not self.tables and self.schema_before == self.schema_after


def is_broken(webhook: Webhook, known: Mapping[str, TableForm]) -> bool:
    """Whether its filters name a table, view or field that is gone."""
    filters = webhook.filters
    field_ids = {field_id for table in known.values() for field_id in table.fields}
    places = set(known).union(*(table.view_ids for table in known.values()))
    watched = [*(filters.get("watchDataInFieldIds") or ()), *(filters.get("watchSchemasOfFieldIds") or ())]
    scope = filters.get("recordChangeScope")
    return not field_ids.issuperset(watched) or (scope is not None and scope not in places)


def contents(
    webhook: Webhook, action: Action, known: Mapping[str, TableForm], switches: Switches
) -> Iterator[dict[str, Any]]:
    """The payloads of an action, without what frames them; none where nothing of it was asked for."""
    if not _from_wanted_source(webhook, action.metadata):
        return
    lens = _Lens(webhook, known)
    for part in _parts(action, switches):
        if content := lens.content(part):
            yield content


def _from_wanted_source(webhook: Webhook, metadata: Json) -> bool:
    sources = webhook.filters.get("fromSources")
    if sources and metadata["source"] not in sources:
        return False
    options = (webhook.filters.get("sourceOptions") or {}).get(metadata["source"]) or {}
    told = metadata.get("sourceMetadata") or {}
    return all(told.get(name) == value for name, value in options.items())


# --- one action in several payloads ---------------------------------------------------------------------------------


def _parts(action: Action, switches: Switches) -> Iterator[Action]:
    """What was written, then what followed from it, each in pieces of so many rows."""
    written, followed = replace(action, tables={}), Action(action.metadata)
    for table_id, changes in action.tables.items():
        _sort_rows(changes, written.table(table_id), followed.table(table_id))
    yield from _pieces(written, switches.payload_records)
    if switches.computed_payloads:
        yield from _pieces(followed, switches.payload_records)


def _sort_rows(changes: TableChanges, written: TableChanges, followed: TableChanges) -> None:
    written.destroyed = changes.destroyed
    for record_id, (created, cells) in changes.created.items():
        written.created[record_id] = (created, _without_computed(cells))
        if only := _only_computed(cells):
            followed.changed[record_id] = only
    for record_id, cells in changes.changed.items():
        if (rest := _without_computed(cells)).changed_ids():
            written.changed[record_id] = rest
        if only := _only_computed(cells):
            followed.changed[record_id] = only


def _without_computed(cells: Cells) -> Cells:
    after = {key: value for key, value in cells.after.items() if key not in cells.computed}
    return replace(cells, after=after)


def _only_computed(cells: Cells) -> Cells | None:
    """The computed cells alone, if one of them changed."""
    after = {key: value for key, value in cells.after.items() if key in cells.computed}
    only = replace(cells, after=after, written=frozenset())
    return only if only.changed_ids() else None


def _pieces(action: Action, size: int) -> Iterator[Action]:
    """The action itself, or several with at most ``size`` rows each (0: no end)."""
    rows = [
        *(("created", table_id, key) for table_id, changes in action.tables.items() for key in changes.created),
        *(("changed", table_id, key) for table_id, changes in action.tables.items() for key in changes.changed),
        *(("destroyed", table_id, key) for table_id, changes in action.tables.items() for key in changes.destroyed),
    ]
    if not size or len(rows) <= size:
        yield action
        return
    left = iter(rows)
    while piece := list(islice(left, size)):
        yield _piece(action, piece)


def _piece(action: Action, rows: list[tuple[str, str, str]]) -> Action:
    piece = Action(action.metadata)
    for kind, table_id, key in rows:
        whole, part = action.tables[table_id], piece.table(table_id)
        if kind == "created":
            part.created[key] = whole.created[key]
        elif kind == "changed":
            part.changed[key] = whole.changed[key]
        else:
            part.destroyed.append(key)
    return piece


# --- what one webhook sees of it ------------------------------------------------------------------------------------


class _Lens:
    """One webhook's specification, as a way to look at an action."""

    def __init__(self, webhook: Webhook, known: Mapping[str, TableForm]) -> None:
        filters, includes = webhook.filters, webhook.includes
        self._data_types = set(filters["dataTypes"])
        self._change_types = set(filters.get("changeTypes") or ("add", "remove", "update"))
        self._watched = set(filters.get("watchDataInFieldIds") or ())
        self._watched_schemas = set(filters.get("watchSchemasOfFieldIds") or ())
        self._previous_cells = bool(includes.get("includePreviousCellValues"))
        self._previous_fields = bool(includes.get("includePreviousFieldDefinitions"))
        self._included = includes.get("includeCellValuesInFieldIds") or ()
        scope = filters.get("recordChangeScope")
        self._view_id = scope if scope and scope.startswith("viw") else None
        homes = [table_id for table_id, form in known.items() if self._view_id in form.view_ids]
        self._only_table = homes[0] if homes else scope

    def content(self, action: Action) -> Json:
        """The changed, created and destroyed tables; empty where nothing was asked for."""
        changed = {}
        for table_id in {**action.tables, **action.schema_after}:
            if self._only_table in (None, table_id) and (told := self._table(action, table_id)):
                changed[table_id] = told
        return _full({"changedTablesById": changed, **self._made_and_gone(action)})

    def _made_and_gone(self, action: Action) -> Json:
        if not self._data_types & {"tableFields", "tableMetadata"} or self._only_table is not None:
            return {}
        before, after = action.schema_before, action.schema_after
        made = {key: _new_table(form) for key, form in after.items() if key not in before}
        gone = [key for key in before if key not in after]
        return {
            "createdTablesById": made if "add" in self._change_types else {},
            "destroyedTableIds": gone if "remove" in self._change_types else [],
        }

    def _table(self, action: Action, table_id: str) -> Json:
        told: Json = {}
        if "tableData" in self._data_types and table_id in action.tables:
            rows = self._rows(action.tables[table_id])
            told = _full({"changedViewsById": {self._view_id: rows}}) if self._view_id and rows else rows
        before, after = action.schema_before.get(table_id), action.schema_after.get(table_id)
        if before and after:
            told |= self._fields(before, after) if "tableFields" in self._data_types else {}
            told |= self._metadata(before, after) if "tableMetadata" in self._data_types else {}
        return told

    # --- rows ---

    def _rows(self, changes: TableChanges) -> Json:
        created = {key: self._created(made, cells) for key, (made, cells) in changes.created.items()}
        changed = {key: told for key, cells in changes.changed.items() if (told := self._changed(cells))}
        return self._of_wanted_kinds(
            add={"createdRecordsById": created},
            update={"changedRecordsById": changed},
            remove={"destroyedRecordIds": changes.destroyed},
        )

    def _created(self, made: str, cells: Cells) -> Json:
        told = {key: value for key, value in cells.after.items() if value is not None and self._is_told(key)}
        return {"createdTime": made, "cellValuesByFieldId": told}

    def _is_told(self, field_id: str) -> bool:
        return not self._watched or field_id in self._watched or self._is_included(field_id)

    def _is_included(self, field_id: str) -> bool:
        return self._included == "all" or field_id in self._included

    def _changed(self, cells: Cells) -> Json:
        ids = [key for key in cells.changed_ids() if not self._watched or key in self._watched]
        if not ids:
            return {}
        told = {"current": _cell_values(cells.after, ids)}
        if self._previous_cells:
            told["previous"] = _cell_values(cells.before, ids)
        others = [key for key in cells.after if key not in ids and self._is_included(key)]
        if others:
            told["unchanged"] = _cell_values(cells.after, others)
        return told

    # --- fields and names ---

    def _fields(self, before: TableForm, after: TableForm) -> Json:
        made = {key: form._asdict() for key, form in after.fields.items() if key not in before.fields}
        gone = [key for key in before.fields if key not in after.fields and self._is_watched_schema(key)]
        changed = {
            key: self._change(before.fields[key]._asdict(), form._asdict(), previous=self._previous_fields)
            for key, form in after.fields.items()
            if key in before.fields and form != before.fields[key] and self._is_watched_schema(key)
        }
        return self._of_wanted_kinds(
            add={"createdFieldsById": {} if self._watched_schemas else made},
            update={"changedFieldsById": changed},
            remove={"destroyedFieldIds": gone},
        )

    def _is_watched_schema(self, field_id: str) -> bool:
        return not self._watched_schemas or field_id in self._watched_schemas

    def _metadata(self, before: TableForm, after: TableForm) -> Json:
        old, new = ({"name": form.name, "description": form.description} for form in (before, after))
        if old == new or "update" not in self._change_types:
            return {}
        return {"changedMetadata": self._change(old, new, previous=True)}

    def _change(self, old: Json, new: Json, *, previous: bool) -> Json:
        names = [name for name in new if new[name] != old[name]]
        told = {"current": {name: new[name] for name in names}}
        return {**told, "previous": {name: old[name] for name in names}} if previous else told

    def _of_wanted_kinds(self, **kinds: Json) -> Json:
        return _full({key: value for kind in kinds if kind in self._change_types for key, value in kinds[kind].items()})


def _cell_values(values: Json, field_ids: list[str]) -> Json:
    return {"cellValuesByFieldId": {field_id: values.get(field_id) for field_id in field_ids}}


def _new_table(form: TableForm) -> Json:
    fields = {field_id: field_form._asdict() for field_id, field_form in form.fields.items()}
    metadata = {"name": form.name, "description": form.description}
    return {"metadata": metadata, "fieldsById": fields, "recordsById": {}}


def _full(parts: Json) -> Json:
    """Without what is empty: such keys are absent."""
    return {key: value for key, value in parts.items() if value}
