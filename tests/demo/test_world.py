"""What the window shows in a demo: in step first, then edited by people, and gone when it is closed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from airsync_gui.app import App
from airsync_gui.demo.hands import InAirtable
from airsync_gui.demo.world import DemoWorld
from airsync_gui.errors import Cancelled, Unreachable
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.service import Service
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.paths import Paths
from airsync_gui.service import AppService
from airsync_gui.sync.events import Event
from airsync_gui.sync.records import Side
from airsync_gui.sync.run import Consent, RunResult
from tests.demo.processes import is_alive, wait_until_gone

pytestmark = pytest.mark.serial


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def world() -> Iterator[DemoWorld]:
    with DemoWorld() as started:
        yield started


@pytest.fixture
def service(world: DemoWorld) -> Iterator[Service]:
    made = AppService(App(Paths.under(world.profile)))
    yield made
    made.close()


def silent(_event: Event) -> None:
    pass


def line(service: Service, name: str) -> PairLine:
    return next(line for line in service.pairs() if line.name == name)


def sync(service: Service, name: str) -> RunResult:
    return service.sync(line(service, name).pair_id, Consent(), silent, CancelFlag())


def clashes(service: Service, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Kind, and the names of the fields to look at, of each of a pair's conflicts."""
    return sorted((found.kind, tuple(sorted(found.fields))) for found in service.conflicts(line(service, name).pair_id))


def test_it_is_ready_within_seconds_with_pairs_that_say_that_they_are_a_sample(
    world: DemoWorld, service: Service
) -> None:
    began = time.monotonic()
    world.prepare(service)
    took_s = time.monotonic() - began
    assert took_s < 10, "a person waits for it"  # 1 s on an idle machine
    lines = service.pairs()
    assert [line.name for line in lines] == ["Meals", "Workouts"]
    for pair in lines:
        assert pair.airtable.sandbox
        assert pair.status == "in_step"
        (run,) = service.runs(pair.pair_id)
        assert (run.status, run.records) == ("done", 0)
    assert [service.overview(pair.pair_id).local_records for pair in lines] == [40, 12]
    assert [service.overview(pair.pair_id).airtable_records for pair in lines] == [40, 12]


def test_the_first_sync_of_meals_merges_writes_both_ways_and_asks_five_times(
    world: DemoWorld, service: Service
) -> None:
    world.prepare(service)
    result = sync(service, "Meals")
    assert result.exit_code == 3
    assert not result.refused
    assert not result.plan.held
    assert Counter((op.side, op.kind) for op in result.completed) == {
        (Side.LOCAL, "create"): 1,
        (Side.LOCAL, "update"): 6,  # four edited there alone, two on both sides
        (Side.AIRTABLE, "create"): 1,
        (Side.AIRTABLE, "update"): 5,
    }
    assert clashes(service, "Meals") == [
        ("both_edited", ("Calories",)),
        ("both_edited", ("Calories", "Logged at", "Notes")),
        ("both_edited", ("Calories", "Tags")),
        ("both_edited", ("Notes",)),
        ("edited_deleted", ("Calories", "Notes")),
    ]
    again = sync(service, "Meals")
    assert not again.completed
    assert len(again.conflicts) == 5


def test_the_first_sync_of_workouts_asks_twice_and_one_change_is_refused(world: DemoWorld, service: Service) -> None:
    world.prepare(service)
    result = sync(service, "Workouts")
    assert result.exit_code == 3
    assert not result.plan.held
    assert Counter((op.side, op.kind) for op in result.completed) == {
        (Side.LOCAL, "update"): 3,
        (Side.AIRTABLE, "create"): 1,
        (Side.AIRTABLE, "update"): 3,
    }
    assert clashes(service, "Workouts") == [("both_edited", ("Duration",)), ("both_edited", ("Log",))]
    again = sync(service, "Workouts")
    assert not again.completed
    (failed,) = service.queue(None)
    assert (failed.state, failed.fields) == ("failed", ("Kind", "Duration"))
    assert "“Climbing” is not one of the choices in Airtable" in failed.reason


def test_records_have_names_that_people_would_give_them(world: DemoWorld, service: Service) -> None:
    world.prepare(service)
    meals = [record["Meal"] for record in InAirtable(world.url, "Habits", "Meals", "Meal").records()]
    assert len(set(meals)) == len(meals)
    assert all(name.split(", ")[0] in ("Breakfast", "Lunch", "Dinner", "Snack") for name in meals)


def test_closing_leaves_nothing(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", "https://airtable.example")
    before = dict(os.environ)
    world = DemoWorld().start()
    process_id = world.sandbox_process_id
    service = AppService(App(Paths.under(world.profile)))
    world.prepare(service)
    assert os.environ["AIRTABLE_ENDPOINT_URL"] == world.url
    service.close()
    world.close()
    world.close()
    assert not is_alive(process_id)
    assert list(temporary.iterdir()) == []
    assert dict(os.environ) == before


def test_closing_before_it_is_ready_leaves_nothing_either(temporary: Path) -> None:
    with DemoWorld() as world:
        process_id = world.sandbox_process_id
    assert not is_alive(process_id)
    assert list(temporary.iterdir()) == []


def test_it_can_be_cancelled(world: DemoWorld, service: Service) -> None:
    cancel = CancelFlag()
    cancel.set()
    with pytest.raises(Cancelled):
        world.prepare(service, cancel)
    assert service.pairs() == ()


def test_a_sandbox_that_is_gone_is_told(world: DemoWorld, service: Service) -> None:
    world._sandbox.close()
    with pytest.raises(Unreachable):
        world.prepare(service)


def test_the_next_demo_clears_up_after_a_killed_one(temporary: Path, world: DemoWorld, service: Service) -> None:
    code = (
        "import os, signal, tempfile\n"
        f"tempfile.tempdir = {str(temporary)!r}\n"
        "from airsync_gui.demo.world import DemoWorld\n"
        "world = DemoWorld().start()\n"
        "print(world.sandbox_process_id, world.folder, flush=True)\n"
        "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    process_id, folder = done.stdout.split(maxsplit=1)
    wait_until_gone(int(process_id))
    left = Path(folder.strip())
    assert left.exists()
    for marker in left.glob(".airsync-demo"):
        os.utime(marker, (0, 0))
    world.prepare(service)
    assert not left.exists()
    assert world.folder.exists()
