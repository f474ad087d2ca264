"""Images of Airtable, their marks, and hooks: what is kept is what comes back, in one transaction, row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from airsync_gui.errors import StateDamaged
from airsync_gui.state import feeds
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import CHUNK, SqliteImages
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.feed import Barred, BaseFeed, Hook, Mark, Way, Why
from airsync_gui.sync.ports import Images
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import checksum

NOW = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
FIELDS = {
    "fldName": Field("fldName", "Name", "singleLineText"),
    "fldKind": Field("fldKind", "Kind", "singleSelect", {"choices": [{"id": "sel1", "name": "big"}]}),
}
MARK = Mark(Way.FULL, Why.FIRST, FIELDS, NOW, NOW, "ach1", 7, NOW - timedelta(hours=1), "fldWhen")


@pytest.fixture
def images(database: Database) -> SqliteImages:
    return SqliteImages(database)


def row(record_id: str, **values: Any) -> Row:
    return Row(record_id, {f"fld{name}": value for name, value in values.items()}, label=record_id, created_at=NOW)


def by_id(*rows: Row) -> dict[str, Row | None]:
    return {one.row_id: one for one in rows}


def test_there_is_no_image_at_first(images: SqliteImages) -> None:
    port: Images = images
    assert port.mark("p") is None
    assert list(images.rows("p")) == []
    assert images.count("p") == 0
    assert images.base_feed("host", "app") == BaseFeed()


def test_a_row_comes_back_as_it_was(images: SqliteImages) -> None:
    whole = replace(
        row(
            "rec1",
            Text="Zürich\n\u2028",
            Number=Decimal("0.10"),
            Tick=True,
            Day=date(2026, 2, 28),
            At=NOW,
            List=("b", "a"),
        ),
        modified_at=NOW,
    )
    images.move("p", MARK, by_id(whole, row("rec2")))
    assert list(images.rows("p")) == [whole, row("rec2")]
    assert images.known("p", ["rec2", "rec3"]) == {"rec2": row("rec2")}
    assert images.mark("p") == MARK


def test_pairs_are_apart(images: SqliteImages) -> None:
    images.move("p", MARK, by_id(row("rec1", Name="a")))
    images.move("q", replace(MARK, cursor=0, heard_at=None), by_id(row("rec1", Name="b")))
    images.move("p", MARK, {"rec1": None})
    assert [r.values for r in images.rows("q")] == [{"fldName": "b"}]
    assert images.count("p") == 0


ids = st.sampled_from([f"rec{number}" for number in range(6)])
rows_by_id = st.dictionaries(ids, st.sampled_from(["a", "b", None]), max_size=6)


@given(st.lists(st.tuples(st.booleans(), rows_by_id), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_it_is_what_was_last_put_there(images: SqliteImages, steps: list[tuple[bool, dict[str, str | None]]]) -> None:
    listing = images.list_anew("p", FIELDS)
    listing.keep(MARK)
    expected: dict[str, str] = {}
    for whole, changes in steps:
        found = {i: row(i, Name=text) if text else None for i, text in changes.items()}
        if whole:
            listing = images.list_anew("p", FIELDS)
            listing.put({i: r for i, r in found.items() if r})
            listing.put({i: r for i, r in found.items() if not r})
            listing.keep(MARK)
            expected = {}
        else:
            images.move("p", MARK, found)
        expected = {i: t for i, t in {**expected, **changes}.items() if t}
    assert {r.row_id: r.values["fldName"] for r in images.rows("p")} == expected


def test_many_rows_come_chunk_by_chunk_while_others_write(images: SqliteImages) -> None:
    listing = images.list_anew("p", FIELDS)
    listing.put(by_id(*(row(f"rec{number:05}") for number in range(2 * CHUNK + 1))))
    assert sum(1 for _ in listing.rows()) == 2 * CHUNK + 1
    assert listing.known(["rec00003", "x"]).keys() == {"rec00003"}
    assert images.count("p") == 0
    listing.keep(MARK)
    rows = images.rows("p")
    next(rows)
    images.move("p", MARK, {"rec00900": None})
    assert sum(1 for _ in rows) == 2 * CHUNK - 1


def test_only_rows_that_differ_are_written(images: SqliteImages, database: Database) -> None:
    same, other = row("rec1", Name="a"), row("rec2", Name="b")
    images.move("p", MARK, by_id(same, other))
    written = database.connection().total_changes
    images.move("p", MARK, by_id(same, row("rec2", Name="c")))
    assert database.connection().total_changes == written + 1 + 1  # and the mark
    listing = images.list_anew("p", FIELDS)
    listing.put(by_id(same, row("rec2", Name="c")))
    written = database.connection().total_changes
    listing.keep(MARK)
    assert database.connection().total_changes == written + 1


def test_a_record_of_a_full_reading_has_the_checksum_of_what_was_asked_for(
    images: SqliteImages, database: Database
) -> None:
    for fields in (["fldName"], ["fldName", "fldKind"]):  # a field was mapped that is blank
        listing = images.list_anew("p", fields)
        listing.put(by_id(row("rec1", Name="a")))
        listing.keep(MARK)
        (kept,) = database.connection().execute("SELECT checksum FROM images").fetchone()
        assert kept == checksum({"fldName": "a"}, sorted(fields))


def test_image_and_mark_move_together_or_not_at_all(images: SqliteImages, database: Database) -> None:
    images.move("p", MARK, by_id(row("rec1", Name="a")))
    database.connection().execute("CREATE TRIGGER t BEFORE INSERT ON image_marks BEGIN SELECT RAISE(ABORT, 'x'); END")
    listing = images.list_anew("p", FIELDS)
    listing.put(by_id(row("rec2", Name="b")))
    moves: list[Callable[[], None]] = [
        lambda: images.move("p", replace(MARK, cursor=9), {"rec1": None}),
        lambda: listing.keep(replace(MARK, cursor=9)),
    ]
    for move in moves:
        with pytest.raises(StateDamaged):
            move()
        assert (images.mark("p"), [r.row_id for r in images.rows("p")]) == (MARK, ["rec1"])


def test_answers_to_our_writes_go_into_an_image_that_is_there(images: SqliteImages, database: Database) -> None:
    with database.transaction() as db:
        feeds.answered(db, "p", [row("rec1", Name="a")])
    assert images.count("p") == 0
    images.move("p", MARK, {})
    with database.transaction() as db:
        feeds.answered(db, "p", [row("rec1", Name="a", Unmapped="x")])
    assert list(images.rows("p")) == [row("rec1", Name="a")]
    with database.transaction() as db:
        feeds.take_out(db, "p", ["rec1", "rec9"])
    assert images.count("p") == 0


def test_a_hook_or_why_there_is_none(images: SqliteImages) -> None:
    for known in (
        BaseFeed(Hook("ach1", NOW)),
        BaseFeed(barred=Barred.TOO_MANY, barred_at=NOW),
        BaseFeed(Hook("ach2")),
    ):
        images.note_feed("host", "app", known)
        assert images.base_feed("host", "app") == known
        assert images.base_feed("host", "other") == BaseFeed()


def test_a_forgotten_pair_has_no_image(images: SqliteImages, database: Database) -> None:
    images.move("p", MARK, by_id(row("rec1")))
    images.move("q", MARK, by_id(row("rec1")))
    SqliteStore(database).forget_pair("p")
    assert (images.mark("p"), images.count("p")) == (None, 0)
    assert (images.mark("q"), images.count("q")) == (MARK, 1)


def test_a_list_that_comes_in_makes_nobody_wait(images: SqliteImages, database: Database) -> None:
    images.list_anew("p", FIELDS).put(by_id(row("rec1")))
    other = sqlite3.connect(database.path, timeout=0)
    with suppress(sqlite3.OperationalError):
        other.execute("BEGIN IMMEDIATE")
    assert other.in_transaction
    images.list_anew("p", FIELDS).put(by_id(row("rec2")))
    other.close()
