"""What a sync would do, as the window shows it: made from the plan of a dry run."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from airsync_gui.jobs.snapshots import PlanPreview
from airsync_gui.service import words

if TYPE_CHECKING:
    from airsync_gui.call_budget import Usage
    from airsync_gui.sync.records import Uid
    from airsync_gui.sync.run import RunResult


def plan_preview(result: RunResult, known: Collection[Uid], usage: Usage) -> PlanPreview:
    """The preview of a dry run.

    Args:
        known: records that are remembered.
    """
    plan = result.plan
    open_ = {op.uid for op in plan.operations} | {refusal.operation.uid for refusal in plan.refusals}
    open_ |= {conflict.uid for conflict in plan.conflicts} | {held.uid for held in plan.held if held.uid}
    equal = ({*known} | {memory.uid for memory in plan.remember if memory.tombstone is None}) - open_ - set(plan.forget)
    return PlanPreview(
        pair=result.pair,
        plan=plan,
        local=words.local_place(result.pair),
        airtable=words.airtable_place(result.pair),
        api_calls=result.api_calls + plan.api_calls,
        equal=len(equal),
        read_calls=result.api_calls,
        sentence=words.plan_sentence(result.pair, plan.operations, result.api_calls + plan.api_calls),
        usage=usage,
    )
