"""What is told of held rows, in the window and on the command line alike."""

from __future__ import annotations

from collections import Counter

from airsync_gui.state import held
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.match import Held
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Side
from tests.state.test_store import LATER, NOW, recorded

TWINS = (
    Held(Side.LOCAL, "malformed", "row 8", "has no key", fingerprint="one"),
    Held(Side.LOCAL, "malformed", "row 8", "has no key", fingerprint="other"),
)
ANN = Held(Side.AIRTABLE, "duplicate_key", "Ann", "key Ann is also in Ann", "uid1")


def ids(database: Database, pair_id: str | None = None) -> dict[str, str]:
    """Id → detail."""
    with database.reading() as db:
        return {row.id: row.detail for row in held.listed(db, pair_id)}


def test_each_row_has_an_id_of_its_own_that_the_next_run_does_not_change(
    database: Database, store: SqliteStore
) -> None:
    recorded(store, Plan("x", held=(*TWINS, ANN)))
    first = ids(database)
    assert Counter(first.values()) == {"has no key": 2, "key Ann is also in Ann": 1}
    recorded(store, Plan("y", held=(ANN, TWINS[1])), at=LATER)
    assert ids(database).keys() < first.keys()


def test_a_row_is_told_with_its_side_its_record_and_since_when(database: Database, store: SqliteStore) -> None:
    recorded(store, Plan("x", held=(ANN,)))
    recorded(store, Plan("y", held=(ANN,)), at=LATER)
    with database.reading() as db:
        (row,) = held.listed(db, "p1")
        assert held.listed(db, "p2") == []
    assert (row.side, row.reason, row.label, row.uid, row.since) == (
        Side.AIRTABLE,
        "duplicate_key",
        "Ann",
        "uid1",
        NOW,
    )
