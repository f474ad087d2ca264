"""All samples together: the whole window with six pairs, one of which is at work."""

from __future__ import annotations

from msgspec.structs import replace

from airsync_gui.jobs.conflict_views import ConflictView, ResolutionPreview
from airsync_gui.jobs.snapshots import Overview
from airsync_gui.sync.events import Writing
from airsync_gui.sync.records import Side, Uid
from airsync_gui.sync.resolve import Answer
from tests.ui.samples import (
    conflicts,
    dialog,
    health,
    history,
    overview,
    plans,
    queue,
    schema,
    settings,
    stories,
    twins,
    wizard,
)
from tests.ui.samples.pairs import PAIRS
from tests.ui.still import Still

AT_WORK = "workouts"


def still() -> Still:
    """Answers for every screen."""
    lunch = dialog.view()
    views: dict[Uid, ConflictView] = {**conflicts.VIEWS, dialog.LUNCH: lunch}

    def resolution(pair_id: str, uid: Uid, answer: Answer) -> ResolutionPreview:
        return dialog.preview_of(lunch, answer) if uid == dialog.LUNCH else conflicts.resolution(pair_id, uid, answer)

    return Still(
        pair_lines=[
            replace(pair, waits=sum(line.pair_id == pair.pair_id for line in queue.QUEUE)) if pair.waits else pair
            for pair in PAIRS
        ],
        overviews=_overviews(),
        queue_lines=queue.QUEUE,
        refused_rows=queue.ROWS,
        conflict_lines=conflicts.LINES,
        conflict_views=views,
        run_lines=history.RUNS,
        change_lines=history.CHANGES,
        duplicate_groups=twins.GROUPS,
        merge_preview=twins.preview,
        record_stories={stories.LUNCH.explanation.uid: stories.LUNCH},
        schema_view=schema.SCHEMA,
        health_report=health.HOUR,
        resolution=resolution,
        plan_preview=plans.FIRST,
        base_choices=wizard.BASES,
        table_choices=wizard.TABLES,
        file=wizard.FILE,
        settings=settings.KNOWN,
        account_lines=settings.ACCOUNTS,
        place_lines=settings.PLACES,
        log=settings.LOG,
        key_check=wizard.CHECK,
        at_work={AT_WORK: Writing(Side.AIRTABLE, 120, 480, calls=12, of_calls=48)},
    )


def _overviews() -> dict[str | None, Overview]:
    others: dict[str | None, Overview] = {
        pair.pair_id: replace(overview.MEALS, pair_id=pair.pair_id, runs=()) for pair in PAIRS
    }
    return {**others, "meals": overview.MEALS, None: overview.ALL}
