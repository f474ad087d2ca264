"""The engine's frozen values as JSON text for the state file, and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from airsync_gui.errors import Refused, kind_named
from airsync_gui.state.decoding import decoding
from airsync_gui.state.json_text import dump
from airsync_gui.sync.mapping import Bound
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.records import FieldId, Side, Value, Values
from airsync_gui.sync.resolve import Resolution
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import from_json, plain


def values_out(values: Values | None) -> dict[FieldId, Any] | None:
    """Values as plain JSON data; None stays None."""
    return None if values is None else plain(values)


def values_in(data: Mapping[FieldId, Any] | None) -> dict[FieldId, Value] | None:
    """The inverse of :func:`values_out`."""
    return None if data is None else {field_id: from_json(value) for field_id, value in data.items()}


def _values(data: Mapping[FieldId, Any] | None) -> dict[FieldId, Value]:
    return values_in(data) or {}


def rules_out(rules: Mapping[FieldId, str], fields: Collection[FieldId]) -> str | dict[FieldId, str]:
    """Rules as JSON data; one text where it is the rule of each of these fields, as of most records."""
    rule = next(iter(rules.values()), "")
    return rule if rule and rules == dict.fromkeys(fields, rule) else dict(rules)


def rules_in(data: str | dict[FieldId, str], fields: Collection[FieldId]) -> dict[FieldId, str]:
    """The inverse of :func:`rules_out`, for the same fields."""
    return dict.fromkeys(fields, data) if isinstance(data, str) else data


def operation_out(op: Operation) -> str:
    """An operation as JSON text; its local row handle is good for one reading only and is left out.

    What is written mostly is what the other side has, and stands there once.
    """
    alike = op.values.items() <= op.other.items()
    other = {f: value for f, value in op.other.items() if f not in op.values} if alike else op.other
    return dump(
        {
            "side": op.side,
            "kind": op.kind,
            "uid": op.uid,
            "label": op.label,
            "local_id": op.local_id,
            "record_id": op.record_id,
            "values": plain(op.values),
            "before": plain(op.before),
            "other": plain(other),
            "alike": alike,
            "both": sorted(op.both),
            "rules": rules_out(op.rules, op.values or op.before),
            "reports": dict(op.reports),
            "overwrites": dict(op.overwrites),
            "in_step": op.in_step,
            "counts": op.counts,
            "shape": op.shape,
            "unread": dict(op.unread),
            "raw": op.raw,
        }
    )


def operation_in(text: str) -> Operation:
    """The inverse of :func:`operation_out`."""
    data = json.loads(text)
    values, before, other = (_values(data[name]) for name in ("values", "before", "other"))
    return Operation(
        side=Side(data["side"]),
        kind=data["kind"],
        uid=data["uid"],
        label=data["label"],
        local_id=data["local_id"],
        record_id=data["record_id"],
        values=values,
        before=before,
        other={**values, **other} if data.get("alike") else other,
        both=frozenset(data["both"]),
        rules=rules_in(data["rules"], values or before),
        reports=data["reports"],
        overwrites={field_id: Side(side) for field_id, side in data["overwrites"].items()},
        in_step=data.get("in_step", True),
        counts=data["counts"],
        shape=data["shape"],
        unread=data.get("unread", {}),
        raw=data.get("raw", ""),
    )


def conflict_out(conflict: Conflict) -> str:
    """A conflict as JSON text."""
    return dump(
        {
            "uid": conflict.uid,
            "kind": conflict.kind,
            "label": conflict.label,
            "local_id": conflict.local_id,
            "record_id": conflict.record_id,
            "fields": list(conflict.fields),
            "local": values_out(conflict.local),
            "airtable": values_out(conflict.airtable),
            "local_ancestor": values_out(conflict.local_ancestor),
            "airtable_ancestor": values_out(conflict.airtable_ancestor),
            "merged": values_out(conflict.merged),
            "local_label": conflict.local_label,
        }
    )


def conflict_in(text: str) -> Conflict:
    """The inverse of :func:`conflict_out`."""
    data = json.loads(text)
    return Conflict(
        uid=data["uid"],
        kind=data["kind"],
        label=data["label"],
        local_id=data["local_id"],
        record_id=data["record_id"],
        fields=tuple(data["fields"]),
        local=values_in(data["local"]),
        airtable=values_in(data["airtable"]),
        local_ancestor=_values(data["local_ancestor"]),
        airtable_ancestor=_values(data["airtable_ancestor"]),
        merged=_values(data["merged"]),
        local_label=data["local_label"],
    )


def resolution_out(resolution: Resolution) -> str:
    """A person's answer, worked out, as JSON text."""
    return dump(
        {
            "uid": resolution.uid,
            "shown_local": values_out(resolution.shown_local),
            "shown_airtable": values_out(resolution.shown_airtable),
            "target_local": values_out(resolution.target_local),
            "target_airtable": values_out(resolution.target_airtable),
            "keep_apart": resolution.keep_apart,
            "undo": resolution.undo,
            "twin": resolution.twin,
            "raw": resolution.raw,
        }
    )


def resolution_in(text: str) -> Resolution:
    """The inverse of :func:`resolution_out`."""
    data = json.loads(text)
    return Resolution(
        uid=data["uid"],
        shown_local=values_in(data["shown_local"]),
        shown_airtable=values_in(data["shown_airtable"]),
        target_local=values_in(data["target_local"]),
        target_airtable=values_in(data["target_airtable"]),
        keep_apart=data["keep_apart"],
        undo=data.get("undo", False),
        twin=data.get("twin", False),
        raw=data.get("raw", ""),
    )


def error_out(error: Refused) -> str:
    """A refusal as JSON text: its class and its facts (cells cut already; never a token)."""
    facts = {
        name: fact if isinstance(fact, str | int | float | bool) else str(fact)
        for name, fact in error.facts.items()
        if fact is not None
    }
    return dump({"class": type(error).__name__, "facts": facts})


def error_in(text: str) -> Refused:
    """The inverse of :func:`error_out`; an unknown class becomes a plain refusal."""
    data = json.loads(text)
    kind = kind_named(data["class"])
    return (kind if kind and issubclass(kind, Refused) else Refused)(**data["facts"])


def fields_out(fields: Mapping[FieldId, Field]) -> str:
    """Fields as they were seen, as JSON text."""
    data = {f.id: {"name": f.name, "type": f.type, "options": _plain(f.options)} for f in fields.values()}
    return dump(data)


@decoding
def fields_in(text: str) -> dict[FieldId, Field]:
    """The inverse of :func:`fields_out`."""
    return {
        field_id: Field(field_id, data["name"], data["type"], data["options"])
        for field_id, data in json.loads(text).items()
    }


@decoding
def mapping_in(text: str) -> dict[FieldId, Bound]:
    """A mapping as it is kept: field id → [column, type]."""
    return {field_id: (str(column), str(kind)) for field_id, (column, kind) in json.loads(text).items()}


def _plain(data: Any) -> Any:
    """JSON data without the Decimals that exact parsing left in it."""
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data if isinstance(data, str | int | float | bool) or data is None else float(data)
