"""What an undo would do, in words: made from the very plan that it would carry out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from airsync_gui import plan_words
from airsync_gui.jobs.snapshots import UndoPreview, Written
from airsync_gui.plan_words import stop_sentence
from airsync_gui.service.words import changes_sentence, local_place
from airsync_gui.sync.records import FieldId, Side
from airsync_gui.value_words import value_text
from airsync_gui.wording import listed, number, plural, tr

if TYPE_CHECKING:
    from airsync_gui.sync.operations import Operation
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.undo import Skipped
    from airsync_gui.sync.undo_run import UndoResult


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
        stop=" ".join(stop_sentence(stop) for stop in plan.stops),
    )


def _sentence(done: UndoResult, pair: Pair, *, whole: bool) -> str:
    plan = done.result.plan
    if not plan.operations:
        undone = done.skipped and all(skipped.reason == "already" for skipped in done.skipped)
        already = tr("It is undone already: everything is as it was before.")
        return already if undone else tr("Nothing of it can be put back.")
    did = changes_sentence(pair, plan.operations)
    if whole:
        did = tr("Undoing this run {does}.", does=_all_of(plan.operations, pair))
    parts = [did, plural("{n} API call.", "{n} API calls.", plan.api_calls)]
    left = sum(skipped.reason != "already" for skipped in done.skipped)
    if left:
        parts.append(plural("{n} value stays as it is.", "{n} values stay as they are.", left))
    elif whole:
        parts.append(tr("None of it has changed since."))
    if done.made_again:
        ids = plural(
            "{n} record gets a new id in Airtable; links to it in this table follow.",
            "{n} records get new ids in Airtable; links to it in this table follow.",
            done.made_again,
        )
        parts.append(ids)
    return " ".join(parts)


def _all_of(operations: Sequence[Operation], pair: Pair) -> str:
    """``puts back 6 fields in Airtable and 2 in meals.csv, and deletes 1 record in Airtable``."""
    back: list[str] = []
    rest: list[str] = []
    for side in (Side.AIRTABLE, Side.LOCAL):
        written = _written([op for op in operations if op.side is side])
        place = "Airtable" if side is Side.AIRTABLE else local_place(pair).name
        if written.fields:
            more = tr("{count} in {place}", count=number(written.fields), place=place)
            first = plural("{n} field in {place}", "{n} fields in {place}", written.fields, place=place)
            back.append(more if back else first)
        if count := written.added:
            rest.append(
                plural("makes {n} record again in {place}", "makes {n} records again in {place}", count, place=place)
            )
        if count := written.deleted:
            rest.append(plural("deletes {n} record in {place}", "deletes {n} records in {place}", count, place=place))
    return listed([tr("puts back {fields}", fields=listed(back)), *rest] if back else rest)


def _written(operations: Sequence[Operation]) -> Written:
    kinds = Counter(op.kind for op in operations)
    fields = sum(len(op.values) for op in operations if op.kind == "update")
    return Written(fields, kinds["create"], kinds["delete"])


def _why(skipped: Skipped, pair: Pair) -> str:
    name = pair.field_names.get(skipped.field, skipped.field) if skipped.field else ""
    return plan_words.skip_sentence(skipped, name, value_text(skipped.now, 60))
