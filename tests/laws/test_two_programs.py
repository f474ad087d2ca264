"""Two programs of one person on one profile: they take turns, make nothing twice and lose nothing."""

from __future__ import annotations

import csv
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from airsync_gui.errors import AirSyncError, Busy, ChangedUnderneath
from airsync_gui.sync.run import Consent
from tests.jobs.bench import LIMIT_S, Bench, bench, new_app

PEOPLE = 60
TURNS = 4


def test_two_programs_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with bench(tmp_path / "bench", monkeypatch) as desk:
        desk.write(*((f"p{n}", n, "Rome") for n in range(PEOPLE)))
        pair_id = desk.add_pair()
        troubles: list[AirSyncError] = []
        programs = [threading.Thread(target=work, args=(desk, pair_id, troubles)) for _ in range(2)]
        for program in programs:
            program.start()
        for number in range(PEOPLE):
            with suppress(KeyError):
                desk.edit(f"p{number}", Notes=f"there {number}")
        for program in programs:
            program.join(4 * LIMIT_S)
            assert not program.is_alive()
        assert troubles == []
        desk.sync(pair_id, Consent(yes=True))
        rest = desk.sync(pair_id, Consent(yes=True))
        assert (rest.plan.operations, rest.exit_code) == ((), 0)
        names = Counter(str(record["fields"]["Name"]) for record in desk.people.records())
        assert names == {f"p{n}": 1 for n in range(PEOPLE)}
        there = {r["fields"]["Name"]: r["fields"].get("Notes", "") for r in desk.people.records()}
        with (desk.folder / "people.csv").open(encoding="utf-8", newline="") as file:
            assert {row["Name"]: row["Notes"] for row in csv.DictReader(file)} == there


def work(desk: Bench, pair_id: str, troubles: list[AirSyncError]) -> None:
    """A program of its own, over the same files."""
    app = new_app(desk.folder, desk.keyring)
    try:
        pair = next(pair for pair in app.settings.pairs() if pair.id == pair_id)
        for _ in range(TURNS):
            try:
                app.sync(pair, consent=Consent(yes=True))
            except (Busy, ChangedUnderneath):
                continue
            except AirSyncError as error:
                troubles.append(error)
    finally:
        app.close()
