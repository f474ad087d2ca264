"""What cells showed for links: kept by pair, replaced whole, gone with the pair."""

from __future__ import annotations

from pathlib import Path

from airsync_gui.state import link_names
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore


def test_names_are_kept_by_pair_and_replaced(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.sqlite")
    link_names.keep(database, "p1", {"rec1": frozenset({"Pasta", "Noodles"}), "rec2": frozenset({"Salad"})})
    link_names.keep(database, "p2", {"rec1": frozenset({"Other"})})
    link_names.keep(database, "p1", {"rec1": frozenset({"Noodles"}), "rec3": frozenset({"Soup"})})
    assert link_names.load(database, "p1") == {"rec1": {"Noodles"}, "rec3": {"Soup"}}
    SqliteStore(database).forget_pair("p1")
    assert link_names.load(database, "p1") == {}
    assert link_names.load(database, "p2") == {"rec1": {"Other"}}
    database.close()
