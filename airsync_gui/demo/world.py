"""What the window shows in a demo: pairs between files in a throw-away folder and a sandbox, with people at work.

Both sides of each pair were in step once, by a real sync; since then people edited them. So the person's first sync
has something to merge, to write on both sides, and to ask.
"""

from __future__ import annotations

import os
from typing import Self

from airsync_gui.airtable.endpoint import ENDPOINT_VARIABLE
from airsync_gui.demo.meals import KEY as MEALS_KEY
from airsync_gui.demo.meals import Meals
from airsync_gui.demo.sandbox_process import SandboxProcess
from airsync_gui.demo.throw_away import ThrowAwayFolder, delete_leftovers
from airsync_gui.demo.workouts import KEY as WORKOUTS_KEY
from airsync_gui.demo.workouts import RENAMES, Workouts
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.service import Service
from airsync_gui.pair_setup import Wishes
from airsync_gui.sync.events import Event
from airsync_gui.sync.ports import Cancel
from airsync_gui.sync.run import Consent

ACCOUNT = "default"


class DemoWorld:
    """A folder with files and a profile, and a sandbox that stands in for Airtable. Close it to leave nothing behind.

    Attributes:
        folder: for this demo alone; gone when it is closed.
        profile: where the demo's settings and state are kept.
    """

    def __init__(self) -> None:
        self._folder = ThrowAwayFolder()
        self.folder = self._folder.path
        self.profile = self.folder / "profile"
        self._sandbox = SandboxProcess()
        self._environment: dict[str, str | None] = {}

    def start(self) -> Self:
        """Begin; returns at once."""
        self._sandbox.start()
        return self

    @property
    def sandbox_process_id(self) -> int:
        """The sandbox's process, once started."""
        return self._sandbox.process_id

    @property
    def url(self) -> str:
        """Where the sandbox listens; waits until it does. Raises Unreachable."""
        return self._sandbox.url

    def point_here(self) -> None:
        """Send this process's requests to the sandbox, before it asks where Airtable is. Raises Unreachable."""
        self._set(ENDPOINT_VARIABLE, self.url)
        self._set("AIRSYNC_RUNTIME", str(self.folder / "runtime"))

    def prepare(self, service: Service, cancel: Cancel | None = None) -> None:
        """Make the pairs, bring them in step, then edit both sides. Takes a second or two: for a worker thread.

        Args:
            service: of the profile :attr:`profile`, and not asked for anything in Airtable yet.

        Raises:
            AirSyncError: the sandbox did not start, or what the service raises.
        """
        cancel = cancel or CancelFlag()
        self.point_here()
        cancel.check()
        meals, workouts = Meals(self.folder, self.url), Workouts(self.folder, self.url)
        for side in (meals, workouts):
            side.begin()
        pair_ids = self._add_pairs(service, cancel, meals.source, workouts.source)
        for pair_id in pair_ids:
            service.sync(pair_id, Consent(), _silent, cancel)
        for side in (meals, workouts):
            side.go_on()
        delete_leftovers()

    def _add_pairs(self, service: Service, cancel: Cancel, meals: str, workouts: str) -> list[str]:
        base_id = service.bases(ACCOUNT, cancel)[0].base_id
        tables = {table.name: table.table_id for table in service.tables(ACCOUNT, base_id, cancel)}
        wishes = (
            Wishes("Meals", meals, [MEALS_KEY]),
            Wishes("Workouts", workouts, [WORKOUTS_KEY], renames=RENAMES),
        )
        return [service.add_pair(wish, base_id, tables[wish.name]) for wish in wishes]

    def close(self) -> None:
        """End the sandbox and delete the folder. May be called twice; the service is closed before."""
        self._sandbox.close()
        self._folder.close()
        for name, value in self._environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._environment.clear()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _set(self, name: str, value: str) -> None:
        self._environment.setdefault(name, os.environ.get(name))
        os.environ[name] = value


def _silent(_event: Event) -> None:
    pass
