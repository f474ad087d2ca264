"""One record explained: what is remembered of it, and both sides as they are now where they can be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.errors import AirSyncError, Cancelled, NotFound
from airsync_gui.explanation import explained
from airsync_gui.jobs.snapshots import RecordStory
from airsync_gui.service import history_lines, words
from airsync_gui.state import story as stories
from airsync_gui.state.database import Database
from airsync_gui.sync.look import Look
from airsync_gui.sync.pairs import Pair
from airsync_gui.wording import clock_text, month_name, tr


def explain(app: App, database: Database, pair: Pair, key: str) -> RecordStory:
    """The record that goes by this key, this Airtable id or this id of ours. Raises NotFound."""
    with database.reading() as db:
        uid = next(iter(stories.find(db, pair, key)), None)
        if uid is None:
            raise NotFound(what="record", name=key, where=f"what AirSync knows of {pair.name}")
        story = stories.tell(db, pair, uid)
    look, problem = _look(app, pair, uid)
    pairs: Mapping[str, Pair] = {pair.id: pair}
    return RecordStory(
        pair_id=pair.id,
        pair_name=pair.name,
        local=words.local_place(pair),
        airtable=words.airtable_place(pair),
        explanation=explained(story, look, pair, _when),
        changes=tuple(line for row in reversed(story.changes) for line in history_lines.change_lines_of(row, pairs)),
        record_url=words.record_url(pair, story.memory.record_id if story.memory else None),
        problem=problem,
    )


def _look(app: App, pair: Pair, uid: str) -> tuple[Look | None, messages.Message | None]:
    """Both sides now; where they can't be looked at, what is remembered is told all the same."""
    try:
        return app.look_at(pair, uid), None
    except Cancelled:
        raise
    except AirSyncError as error:
        return None, messages.describe(error)


def _when(at: datetime) -> str:
    """``12 May 2026 at 14:05``."""
    local = at.astimezone()
    parts = {"day": local.day, "month": month_name(local), "year": local.year, "clock": clock_text(at)}
    return tr("{day} {month} {year} at {clock}", **parts)
