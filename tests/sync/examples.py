"""Small pieces that the engine's tests are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airsync_gui.sync.decide import decide
from airsync_gui.sync.decision import Decision, Rules
from airsync_gui.sync.match import Match, local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import CellProblem, Memory, Row, Value, Values
from airsync_gui.sync.schema import Field

NAME = Field("fldName", "Name", "singleLineText")
CITY = Field("fldCity", "City", "singleLineText")
NOTE = Field("fldNote", "Note", "multilineText")
COUNT = Field("fldCount", "Count", "number", {"precision": 1})
KIND = Field("fldKind", "Kind", "singleSelect", {"choices": [{"id": "sel1", "name": "big"}]})
SHOUT = Field("fldShout", "Shout", "formula", {"result": {"type": "singleLineText"}})
FIELDS = {f.id: f for f in (NAME, CITY, NOTE, COUNT, KIND, SHOUT)}
INVALID = CellProblem("invalid", "many", "is not a number")
AMBIGUOUS = CellProblem("ambiguous", "1,234", "can be read in two ways", "1234")


def pair_of(**options: Any) -> Pair:
    """A pair of all fields, known by Name."""
    columns = {f.id: f.name for f in FIELDS.values()}
    return Pair("p1", "people", "/people.csv", "app1", "tbl1", columns, ("fldName",), **options)


def values(**by_name: Value) -> Values:
    """Field values by the fields' names."""
    return {f"fld{name}": value for name, value in by_name.items()}


def known(**by_name: Value) -> dict[str, Value]:
    """Values of every field that people edit, blanks said."""
    editable = (f.id for f in FIELDS.values() if not f.read_only)
    return {field_id: values(**by_name).get(field_id) for field_id in editable}


def here(
    number: int = 1,
    problems: Mapping[str, CellProblem] | None = None,
    *,
    malformed: str | None = None,
    **by_name: Value,
) -> Row:
    """A row of the local table."""
    return Row(
        f"r{number}",
        values(**by_name),
        {f"fld{name}": problem for name, problem in (problems or {}).items()},
        label=f"row {number}",
        malformed=malformed,
        fingerprint=f"print {number}",
    )


def there(record_id: str = "rec1", **by_name: Value) -> Row:
    """A record in Airtable."""
    return Row(record_id, values(**by_name), label=record_id)


def memory(name: str = "Ann", record_id: str = "rec1", uid: str = "uid1", **options: Any) -> Memory:
    """A record in step, with only a name, unless ``local`` and ``airtable`` say more."""
    local_id = local_id_of((name,))
    both = known(Name=name)
    return Memory(uid, local_id, record_id, **{"local": both, "airtable": both, **options})


def decided(
    local: Row | None,
    airtable: Row | None,
    remembered: Memory | None,
    *,
    by_hand: bool = False,
    rules: Mapping[str, Any] | None = None,
    **pair: Any,
) -> Decision:
    """What becomes of one record."""
    match = Match("uid1", remembered, local, airtable, local_id_of(("Ann",)), "rec1" if airtable else None)
    return decide(match, Rules(pair_of(**pair), FIELDS, **(rules or {})), by_hand=by_hand)


def said(decision: Decision) -> str:
    """A decision in a few words: ``airtable update City``."""
    if decision.conflict:
        return f"conflict {decision.conflict.kind}"
    if decision.drift:
        return f"drift {decision.drift.kind}"
    parts = [
        " ".join([op.side, op.kind, *(sorted(f.removeprefix("fld") for f in op.values) if op.kind == "update" else [])])
        for op in decision.operations
    ]
    return ", ".join(parts) or "nothing"
