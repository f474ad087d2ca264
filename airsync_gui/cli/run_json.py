"""What a run does and did, as JSON for programs: the same shapes whichever command it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from airsync_gui import messages
from airsync_gui.cli.output import named
from airsync_gui.sync.guards import Stop
from airsync_gui.sync.operations import Conflict, Operation, Refusal
from airsync_gui.sync.pairs import Pair


def operations_json(operations: Sequence[Operation], pair: Pair) -> list[dict[str, Any]]:
    """Operations; the id of each is its place in the plan."""
    return [_operation_json(op, pair, number) for number, op in enumerate(operations, 1)]


def _operation_json(op: Operation, pair: Pair, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "side": str(op.side),
        "kind": op.kind,
        "record": op.label,
        "record_id": op.record_id,
        "values": named(op.values, pair.field_names),
        "before": named(op.before, pair.field_names),
        "rules": {pair.field_names.get(f, f): rule for f, rule in op.rules.items()},
    }


def refused_json(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """Operations that a side did not take."""
    return [
        {
            "id": f"{each.operation.uid}:{each.operation.side}",
            "record": each.operation.label,
            "side": str(each.operation.side),
            "error": str(messages.describe(each.error)),
        }
        for each in refusals
    ]


def stops_json(stops: Iterable[Stop]) -> list[dict[str, Any]]:
    """Guards that stopped a run, or would."""
    return [
        {"code": s.code, "side": str(s.side), "records": list(s.labels), "of": s.of, "needs_plan": s.needs_plan_id}
        for s in stops
    ]


def opened_json(conflicts: Iterable[Conflict]) -> list[dict[str, Any]]:
    """Conflicts that a run opened, in short."""
    return [{"id": each.uid, "record": each.label, "kind": each.kind} for each in conflicts]
