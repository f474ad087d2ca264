"""Copies from before a run: where they are, how many are kept, and what becomes of those that fail."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from airsync_gui.backups import MOST_KEPT, Backups

NOW = datetime(2026, 11, 26, 0, 42, 7, tzinfo=UTC)


def keep(backups: Backups, run: int, at: datetime = NOW, text: str = "old", pair: str = "p1") -> Path:
    def copy(folder: Path) -> None:
        (folder / "meals.csv").write_text(text)

    return backups.keep(pair, "Meals & more", run, at, copy)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "data" / "backups")


def test_a_copy_is_named_by_pair_time_and_run_and_nobody_elses_business(backups: Backups) -> None:
    made = keep(backups, 12)
    assert made == backups.folder / "meals-more-p1" / "20261126T004207Z-run-12"
    assert [path.read_text() for path in made.iterdir()] == ["old"]
    for folder in (made, *made.parents[:3]):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert backups.of("p1") == {12: made / "meals.csv"}
    assert backups.of("p2") == {}


def test_several_files_are_named_by_their_folder(backups: Backups) -> None:
    def copy(folder: Path) -> None:
        for name in ("a.md", "b.md"):
            (folder / name).touch()

    made = backups.keep("p1", "Notes", 3, NOW, copy)
    assert backups.of("p1") == {3: made}


def test_a_pair_keeps_its_last_ten(backups: Backups) -> None:
    for run in range(1, MOST_KEPT + 3):
        keep(backups, run, NOW + timedelta(seconds=run))
    keep(backups, 99, NOW, pair="p2")
    assert sorted(backups.of("p1")) == list(range(3, MOST_KEPT + 3))
    assert sorted(backups.of("p2")) == [99]


def test_ninety_days_are_enough_for_any_pair(backups: Backups) -> None:
    keep(backups, 1, NOW - timedelta(days=91), pair="p2")
    keep(backups, 2, NOW - timedelta(days=91))
    keep(backups, 3, NOW - timedelta(days=89))
    keep(backups, 4)
    assert sorted(backups.of("p1")) == [3, 4]
    assert backups.of("p2") == {}


def test_what_is_not_ours_is_never_removed(backups: Backups) -> None:
    made = keep(backups, 1, NOW - timedelta(days=200))
    mine = made.with_name("20200101T000000Z-run-5-do-not-touch")
    mine.mkdir()
    keep(backups, 2)
    assert mine.is_dir()
    assert not made.exists()


def test_a_clock_that_went_back_does_not_cost_the_copy_that_is_made_now(backups: Backups) -> None:
    for run in range(1, MOST_KEPT + 1):
        keep(backups, run, NOW + timedelta(days=run))
    keep(backups, 50, NOW)
    assert 50 in backups.of("p1")


def test_a_run_that_looks_again_has_one_copy(backups: Backups) -> None:
    keep(backups, 7, text="first")
    keep(backups, 7, NOW + timedelta(seconds=2), text="second")
    (only,) = backups.of("p1").values()
    assert only.read_text() == "second"


def test_a_copy_that_fails_leaves_nothing_and_earlier_ones_as_they_are(backups: Backups) -> None:
    kept = keep(backups, 1)

    def full(folder: Path) -> None:
        (folder / "meals.csv").write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        backups.keep("p1", "Meals", 2, NOW, full)
    assert sorted(backups.of("p1")) == [1]
    assert list(kept.parent.iterdir()) == [kept]


def test_a_renamed_pair_finds_its_copies(backups: Backups) -> None:
    keep(backups, 1)
    made = backups.keep("p1", "Lunches", 2, NOW, lambda folder: (folder / "x").touch())
    assert made.parent.name == "meals-more-p1"
    assert sorted(backups.of("p1")) == [1, 2]
