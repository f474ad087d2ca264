"""How a pair's records are read, in words: which way, why, and whether a change feed is dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.service import figures
from airsync_gui.service.readings import reading_line, reading_lines
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync.feed import Barred, BaseFeed, Hook, Mark, Way, Why
from airsync_gui.sync.pairs import Pair

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAIR = Pair("p1", "Meals", "/m.csv", "app1", "tbl1", {"fld1": "Name"}, ("fld1",))
LIVING = BaseFeed(Hook("ach1", NOW + timedelta(days=5)))
MARK = Mark(Way.FEED, Why.DUE, {}, NOW, NOW, "ach1", 3, NOW)


def words(mark: Mark | None, known: BaseFeed, now: datetime = NOW, **pair: Any) -> tuple[str, bool, str]:
    line = reading_line(replace(PAIR, **pair), mark, known, now)
    assert line.checked_at == (mark.checked_at if mark else None)
    return line.way, line.dead, line.words


def test_a_living_feed() -> None:
    assert words(MARK, LIVING) == ("feed", False, "By the change feed: Airtable says what changed.")
    assert words(replace(MARK, why=Why.GAP), LIVING)[2] == (
        "By the change feed: Airtable says what changed. All records were last read because the change feed had a gap."
    )


@pytest.mark.parametrize(
    ("mark", "known", "reason"),
    [
        (MARK, BaseFeed(Hook("ach1", NOW + timedelta(hours=1))), "it was not read for days"),
        (replace(MARK, heard_at=NOW - timedelta(days=8)), LIVING, "it was not read for days"),
        (MARK, BaseFeed(), "it is gone"),
        (MARK, BaseFeed(Hook("ach2", NOW + timedelta(days=5))), "it is gone"),
    ],
)
def test_a_dead_feed_looks_dead(mark: Mark, known: BaseFeed, reason: str) -> None:
    said = f"The change feed is dead: {reason}. The next sync reads all records."
    assert words(mark, known) == ("feed", True, said)


def test_why_there_is_no_feed() -> None:
    by_time = replace(MARK, way=Way.MODIFIED, hook_id="", cursor=0)
    for barred, reason in (
        (Barred.NOT_PERMITTED, "webhook:manage and the creator role"),
        (Barred.TOO_MANY, "as many webhooks as Airtable allows"),
        (Barred.REFUSED, "Airtable refused"),
        (None, "asked for in time"),
    ):
        way, dead, said = words(by_time, BaseFeed(barred=barred))
        assert (way, dead) == ("modified", False)
        assert reason in said
    assert "switched off for this pair" in words(MARK, LIVING, change_feed=False)[2]
    assert words(MARK, LIVING, check_hours=0)[0] == "full"
    assert words(None, LIVING) == ("never", False, "Not read yet.")


def test_every_reason_has_words() -> None:
    for why in Why:
        assert words(replace(MARK, why=why), LIVING)[0] == "feed"


def test_a_dead_feed_is_unhealthy(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.sqlite")
    images = SqliteImages(database)
    pairs = {"p1": PAIR, "p2": replace(PAIR, id="p2", name="Runs")}
    images.note_feed(PAIR.endpoint, PAIR.base_id, LIVING)
    images.move("p1", MARK, {})
    assert [line.way for line in reading_lines(database, pairs.values(), NOW)] == ["feed", "never"]
    assert figures.report(database, pairs, "hour", NOW).healthy
    later = NOW + timedelta(days=8)
    report = figures.report(database, pairs, "hour", later)
    assert (report.healthy, report.why) == (
        False,
        "No requests in the last hour. The change feed of Meals is dead; a sync mends it.",
    )
    images.move("p2", MARK, {})
    assert "of Meals is dead; a sync mends it. And 1 thing more." in figures.report(database, pairs, "hour", later).why
    database.close()
