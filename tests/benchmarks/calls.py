"""How many requests a sync takes, of 10,000 records, against the bound for it.

The sandbox is on a socket and limits the rate as Airtable does, but its clock and the program's are not real: what is
waited for takes no time.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App
from airsync_gui.credentials import Token
from airsync_gui.pair_setup import Wishes
from airsync_gui.paths import Paths
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, TableHandle, serve
from airsync_gui.service import AppService
from airsync_gui.sync.run import Consent
from tests.benchmarks.measure import Figure
from tests.fakes.clock import FakeCancel, FakeClock

RECORDS, CHANGED = 10_000, 1_000
PAGE, BATCH, PAYLOADS = 100, 10, 50
BREATH_S = 0.005
EXTRA = 3
"""Requests besides pages and batches that a run may take."""
LATER_S = 600.0
"""Between two runs: more than the stretch before the last run that times of last edits are asked for again."""
COLUMNS = ("Name", "City", "Notes")


class Patient(FakeCancel):
    """Lets the machine come after: else a request under way would be late by many seconds of a clock that nobody waits
    for, and be refused.
    """

    def wait(self, seconds: float) -> None:
        time.sleep(BREATH_S)
        super().wait(seconds)


class Bench(Struct, frozen=True):
    """A pair of an empty file and a full table; one program for all runs."""

    app: App
    sandbox: Sandbox
    people: TableHandle
    file: Path
    clock: FakeClock

    def figure(self, what: str, bound: int) -> Figure:
        """One run; the upkeep of a feed is told, and counted where it is all that a run takes."""
        self.clock.advance(LATER_S)
        before = len(self.sandbox.requests)
        result = self.app.sync(self.app.settings.pairs()[0], consent=Consent(yes=True))
        assert result.exit_code == 0
        sent = list(self.sandbox.requests)[before:]
        assert all(request.status == 200 for request in sent), "a request was refused"
        upkeep = sum("/webhooks" in request.path for request in sent)
        feed = f" ({upkeep} for the feed)" if upkeep else ""
        return Figure(f"calls: {what}{feed}", bound, len(sent), "calls")

    def change_here(self, count: int) -> None:
        """Another city in the first rows of the file."""
        with self.file.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for row in rows[1 : count + 1]:
            row[1] = "Oslo"
        with self.file.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


@contextmanager
def bench(*, feed: bool) -> Iterator[Bench]:
    """Everything is in Airtable, nothing here."""
    clock = FakeClock()
    sandbox = Sandbox(clock=clock)
    fields: list[Any] = [(name, "singleLineText") for name in COLUMNS]
    people = sandbox.add_base("Club").add_table("People", fields)
    people.add_many({"Name": f"p{number}", "City": "Rome", "Notes": f"note {number}"} for number in range(RECORDS))
    with serve(sandbox) as server, tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setenv("AIRTABLE_ENDPOINT_URL", server.url)
        patch.setenv("AIRSYNC_RUNTIME", str(folder / "runtime"))
        cancel: Any = Patient(clock)
        limiter = RequestLimiter(folder / "pace", clock)
        app = App(Paths.under(folder / "profile"), token=Token(SANDBOX_TOKEN), limiter=limiter, cancel=cancel)
        app.clock = clock  # type: ignore[assignment]
        file = folder / "people.csv"
        file.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
        wishes = Wishes("People", str(file), ["Name"], change_feed=feed)
        AppService(app).add_pair(wishes, sandbox.base("Club").id, people.id)
        try:
            yield Bench(app, sandbox, people, file, clock)
        finally:
            app.close()


def calls() -> list[Figure]:
    """A first sync, a thousand changes, nothing at all, and one edit and one deletion in Airtable."""
    with bench(feed=True) as with_feed:
        rows = [with_feed.figure(f"first read of {RECORDS:,}", ceil(RECORDS / PAGE) + EXTRA)]
        with_feed.change_here(CHANGED)
        batches = ceil(CHANGED / BATCH)
        rows.append(with_feed.figure(f"{CHANGED:,} changed records written", batches + EXTRA))
        rows.append(with_feed.figure("the run after: our own changes come back", ceil(batches / PAYLOADS) + 1))
        rows.append(with_feed.figure("nothing changed, with the feed", 1))
        first, second, *_ = with_feed.people.record_ids()
        with_feed.people.edit(first, {"City": "Lima"})
        with_feed.people.delete(second)
        rows.append(with_feed.figure("one edit and one deletion in Airtable, with the feed", 2))
    with bench(feed=False) as without:
        rows.append(without.figure(f"first read of {RECORDS:,}, without a feed", ceil(RECORDS / PAGE) + EXTRA))
        rows.append(without.figure("nothing changed, without a feed", 1))
    return rows


SCENARIOS: dict[str, Callable[[], list[Figure]]] = {"calls": calls}
