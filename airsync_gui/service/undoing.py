"""What an undo would do, in words: made from the very plan that it would carry out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from airsync_gui import messages
from airsync_gui.jobs.snapshots import UndoPreview, Written
from airsync_gui.service.words import changes_sentence, local_place
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Side
from airsync_gui.sync.undo import Skipped
from airsync_gui.sync.undo_run import UndoResult
from airsync_gui.value_words import many, value_text


def preview(
    done: UndoResult, pair: Pair, run_id: int, change_id: int | None = None, field_id: FieldId | None = None
) -> UndoPreview:
    """The preview of a whole run's undo, or of one change's."""
    plan = done.result.plan
    sentence = _sentence(done, pair, whole=change_id is None)
    return UndoPreview(
        pair_id=pair.id,
        run_id=run_id,
        change_id=change_id,
        field_id=field_id,
        plan_id=plan.id,
        sentence=sentence,
        local=_written(plan.of(Side.LOCAL)),
        airtable=_written(plan.of(Side.AIRTABLE)),
        api_calls=plan.api_calls,
        skipped=tuple(_why(skipped, pair) for skipped in done.skipped if skipped.reason != "already"),
        made_again=done.made_again,
        waiting=len(done.result.conflicts),
        stop=" ".join(messages.stop_sentence(stop) for stop in plan.stops),
    )


def _sentence(done: UndoResult, pair: Pair, *, whole: bool) -> str:
    plan = done.result.plan
    if not plan.operations:
        undone = done.skipped and all(skipped.reason == "already" for skipped in done.skipped)
        return "It is undone already: everything is as it was before." if undone else "Nothing of it can be put back."
    did = f"Undoing this run {_all_of(plan.operations, pair)}." if whole else changes_sentence(pair, plan.operations)
    parts = [did, f"{many(plan.api_calls, 'API call')}."]
    left = sum(skipped.reason != "already" for skipped in done.skipped)
    if left:
        parts.append(f"{many(left, 'value')} {'stays as it is' if left == 1 else 'stay as they are'}.")
    elif whole:
        parts.append("None of it has changed since.")
    if done.made_again:
        get = "gets a new id" if done.made_again == 1 else "get new ids"
        parts.append(f"{many(done.made_again, 'record')} {get} in Airtable; links to it in this table follow.")
    return " ".join(parts)


def _all_of(operations: Sequence[Operation], pair: Pair) -> str:
    """``puts back 6 fields in Airtable and 2 in meals.csv, and deletes 1 record in Airtable``."""
    back: list[str] = []
    rest: list[str] = []
    for side in (Side.AIRTABLE, Side.LOCAL):
        written = _written([op for op in operations if op.side is side])
        place = "Airtable" if side is Side.AIRTABLE else local_place(pair).name
        if written.fields:
            back.append(f"{written.fields:,} in {place}" if back else f"{many(written.fields, 'field')} in {place}")
        if written.added:
            rest.append(f"makes {many(written.added, 'record')} again in {place}")
        if written.deleted:
            rest.append(f"deletes {many(written.deleted, 'record')} in {place}")
    parts = [f"puts back {' and '.join(back)}", *rest] if back else rest
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _written(operations: Sequence[Operation]) -> Written:
    kinds = Counter(op.kind for op in operations)
    fields = sum(len(op.values) for op in operations if op.kind == "update")
    return Written(fields, kinds["create"], kinds["delete"])


def _why(skipped: Skipped, pair: Pair) -> str:
    name = pair.field_names.get(skipped.field, skipped.field) if skipped.field else ""
    return messages.skip_sentence(skipped, name, value_text(skipped.now, 60))
