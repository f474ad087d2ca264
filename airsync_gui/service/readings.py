"""How each pair's records in Airtable are read, and why, in a person's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from airsync_gui.jobs.health_report import ReadingLine
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync.feed import Barred, BaseFeed, Mark, Why, why_not_feed
from airsync_gui.wording import noop, tr

if TYPE_CHECKING:
    from airsync_gui.state.database import Database
    from airsync_gui.sync.pairs import Pair

WAY_WORDS = {
    "feed": "change feed",
    "modified": "times of last edits",
    "full": "all records",
    "never": "not read yet",
}
_BARRED = {
    Barred.NOT_PERMITTED: noop(
        "The token may not use webhooks: that takes the scope webhook:manage and the creator role."
    ),
    Barred.TOO_MANY: noop("The base has as many webhooks as Airtable allows."),
    Barred.REFUSED: noop("Airtable refused a webhook for the base."),
}
_WHY = {
    Why.ASKED: noop("All records were last read because you asked for it."),
    Why.FIRST: noop("All records were last read because it was the first time."),
    Why.FIELDS: noop("All records were last read because the fields had changed."),
    Why.UNSETTLED: noop("All records were last read because a sync had left work behind."),
    Why.LOST: noop("All records were last read because the change feed was gone."),
    Why.GAP: noop("All records were last read because the change feed had a gap."),
    Why.BROKEN: noop("All records were last read because the change feed reported an error."),
    Why.OLD: noop("All records were last read because the change feed had not been read for days."),
    Why.BEHIND: noop("All records were last read because more had changed than is worth asking for."),
    Why.SILENT: noop("All records were last read because the change feed did not answer."),
    Why.FILTER: noop("All records were last read because Airtable refused to look for times of last edits."),
}
"""Those that need to be said: that it was time to, or that the pair says so, does not."""


def reading_lines(database: Database, pairs: Iterable[Pair], now: datetime) -> tuple[ReadingLine, ...]:
    """One line a pair, in the order of the pairs."""
    images = SqliteImages(database)
    return tuple(
        reading_line(pair, images.mark(pair.id), images.base_feed(pair.endpoint, pair.base_id), now) for pair in pairs
    )


def reading_line(pair: Pair, mark: Mark | None, known: BaseFeed, now: datetime) -> ReadingLine:
    """How the pair will be read next, as far as is known."""
    if mark is None:
        return ReadingLine(pair.id, pair.name, "never", dead=False, words=tr("Not read yet."))
    if not pair.check_hours:
        words = tr("All records at each sync, as the pair says.")
        return ReadingLine(pair.id, pair.name, "full", dead=False, words=words, checked_at=mark.checked_at)
    if not (pair.change_feed and mark.hook_id):
        words = " ".join([tr("By the times of last edits."), _no_feed(pair, known), _last(mark)]).rstrip()
        return ReadingLine(pair.id, pair.name, "modified", dead=False, words=words, checked_at=mark.checked_at)
    doubt = why_not_feed(mark, known, now)
    words = f"{_by_feed(doubt)} {_last(mark)}".rstrip()
    return ReadingLine(pair.id, pair.name, "feed", doubt is not None, words, mark.checked_at)


def _by_feed(doubt: Why | None) -> str:
    if doubt is None:
        return tr("By the change feed: Airtable says what changed.")
    if doubt is Why.OLD:
        return tr("The change feed is dead: it was not read for days. The next sync reads all records.")
    return tr("The change feed is dead: it is gone. The next sync reads all records.")


def _no_feed(pair: Pair, known: BaseFeed) -> str:
    if not pair.change_feed:
        return tr("The change feed is switched off for this pair.")
    if known.barred:
        return tr(_BARRED[known.barred])
    return tr("There is no change feed yet; it is asked for in time.")


def _last(mark: Mark) -> str:
    return tr(_WHY[mark.why]) if mark.why in _WHY else ""
