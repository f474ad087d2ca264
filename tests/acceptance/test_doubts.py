"""The program over a socket, where Airtable answers every doubt one way, and where it answers them all the other."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.sandbox.switches import CHOICES, Switches
from airsync_gui.sync.resolve import Answer
from tests.jobs.bench import Bench, bench

MEASURES = ("offset_life_s", "max_body_bytes", "payload_records", "several_matches_type")


def otherwise() -> dict[str, Any]:
    """Every doubt settled the other way; amounts stay."""
    settings = Switches().as_json()
    return {
        name: CHOICES[name][-1] if name in CHOICES else not value
        for name, value in settings.items()
        if name not in MEASURES
    }


def cities(bench: Bench) -> dict[str, str]:
    with (bench.folder / "people.csv").open(encoding="utf-8", newline="") as file:
        return {row["Name"]: row["City"] for row in csv.DictReader(file)}


def settled(bench: Bench, pair_id: str) -> None:
    """Both sides say the same, and another run writes nothing."""
    airtable = {r["fields"]["Name"]: r["fields"].get("City", "") for r in bench.people.records()}
    assert cities(bench) == airtable
    before = (bench.folder / "people.csv").read_bytes(), bench.sandbox.state()
    assert bench.sync(pair_id).completed == ()
    assert ((bench.folder / "people.csv").read_bytes(), bench.sandbox.state()) == before


@pytest.mark.parametrize("settings", [{}, otherwise()], ids=["as it is", "otherwise"])
def test_a_life_is_the_same(settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with bench(tmp_path / "bench", monkeypatch) as ready:
        ready.sandbox.switches.set(settings)
        people = ("Ada", "Ben", "Cy", "Fay", "Gil", "Hal")
        pair_id = ready.in_step(*((name, 30, "Rome", "", "new, old") for name in people))
        settled(ready, pair_id)

        ready.replace("Ada,30,Rome", "Ada,30,Oslo")
        ready.edit("Ben", City="Lima", Age=41)
        ready.replace('Cy,30,Rome,,"new, old"\n', "Dan,5,Bern,,\n")
        ready.people.delete(ready.people.find(Name="Fay"))
        ready.people.add({"Name": "Eve", "City": "Kyiv"})
        ready.sync(pair_id)
        assert cities(ready) == {
            "Ada": "Oslo",
            "Ben": "Lima",
            "Dan": "Bern",
            "Eve": "Kyiv",
            "Gil": "Rome",
            "Hal": "Rome",
        }
        settled(ready, pair_id)

        ready.replace("Gil,30,Rome", "Gil,30,Paris")
        ready.edit("Gil", City="Turin")
        ready.replace("Hal,30,Rome", "Hal,30,Paris")
        ready.edit("Hal", City="Turin")
        assert ready.sync(pair_id).exit_code == 3
        answers = {"Gil": Answer(take="local"), "Hal": Answer(take="airtable")}
        for row in ready.service.conflicts(pair_id):
            ready.service.resolve(pair_id, row.uid, answers[row.record], CancelFlag())
        assert (ready.city("Gil"), ready.city("Hal")) == ("Paris", "Turin")
        settled(ready, pair_id)
