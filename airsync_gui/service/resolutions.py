"""What an answer to a conflict would write, worked out from the values as shown: no request, no file.

It is the very computation that carries the answer out, over rows made from the conflict itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from airsync_gui import messages
from airsync_gui.errors import UsageError
from airsync_gui.jobs.conflict_views import ResolutionPreview
from airsync_gui.messages import Message
from airsync_gui.service.words import changes_on_both, plan_sentence
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Situation, make_plan
from airsync_gui.sync.records import FieldId, Memory, Row, Side, Values
from airsync_gui.sync.resolve import Answer, work_out
from airsync_gui.sync.schema import Field
from airsync_gui.sync.validate import check, sanitise
from airsync_gui.wording import tr


def _choose_a_side() -> Message:
    return Message(
        tr("Nothing is chosen yet"),
        tr("This record was edited on one side and deleted on the other."),
        tr("Restore it, delete it on both sides, or keep it only where it is."),
    )


def preview(
    pair: Pair,
    fields: Mapping[FieldId, Field],
    conflict: Conflict,
    memory: Memory | None,
    answer: Answer,
    *,
    stable_row_ids: bool = False,
) -> ResolutionPreview:
    """The operations that the answer comes to, and what is wrong with its values."""
    rules = Rules(pair=pair, fields=fields)
    try:
        resolution = work_out(conflict, answer, rules)
    except UsageError as error:
        gone = conflict.kind != "schema" and (conflict.local is None or conflict.airtable is None)
        return ResolutionPreview(answer, error=_choose_a_side() if gone else messages.describe(error))
    situation = Situation(
        rules=rules,
        local_rows=_rows(conflict.local, conflict.local_id or conflict.uid),
        airtable_rows=_rows(conflict.airtable, conflict.record_id or conflict.uid),
        memories=[memory] if memory else [],
        stable_row_ids=stable_row_ids,
        resolutions={conflict.uid: resolution},
    )
    plan = make_plan(situation).restricted(frozenset({conflict.uid}), lambda _operation: True)
    wanted = (*plan.operations, *(refusal.operation for refusal in plan.refusals))
    problems = _problems(wanted, fields, pair)
    if plan.refusals and not problems:
        return ResolutionPreview(answer, plan.operations, error=messages.describe(plan.refusals[0].error))
    return ResolutionPreview(
        answer,
        plan.operations,
        plan.api_calls,
        problems,
        sentence=plan_sentence(pair, plan.operations, plan.api_calls),
        changes=changes_on_both(pair, plan.operations),
    )


def _rows(values: Values | None, row_id: str) -> list[Row]:
    return [] if values is None else [Row(row_id, values)]


def _problems(
    operations: Sequence[Operation], fields: Mapping[FieldId, Field], pair: Pair
) -> tuple[tuple[FieldId, str], ...]:
    """Field id → the end of a sentence that says why its result can't be sent."""
    sent = {f: v for op in operations if op.side is Side.AIRTABLE for f, v in op.values.items() if f in fields}
    creates = any(op.kind == "create" and op.side is Side.AIRTABLE for op in operations)
    if creates:
        sent |= dict.fromkeys(sorted(f for f in pair.required if f in fields and f not in sent))
    found = ((f, check(fields[f], sanitise(value).value, pair)) for f, value in sent.items())
    return tuple((f, str(error.rule)) for f, error in found if error is not None)
