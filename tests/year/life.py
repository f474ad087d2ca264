"""The program's own scheduler, controller and runs in accelerated time, against a sandbox in this process.

Time is moved, a look at the clock at a time; whatever is due then is run by the pool as ever, and waits of the runs
move time on instead of waiting. People edit both sides, and things go wrong: pauses, faults, hours offline, nights of
sleep, clocks that are set, the change to summer time, a workbook that is open elsewhere, a file that is emptied.
"""

from __future__ import annotations

import gc
import heapq
import logging
import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEventLoop

from airsync_gui import logs
from airsync_gui.airtable import client as client_module
from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App
from airsync_gui.credentials import Token
from airsync_gui.jobs import scheduler as scheduler_module
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.collector import QUIET_LOOKS
from airsync_gui.jobs.controller import Controller
from airsync_gui.pair_setup import Wishes
from airsync_gui.paths import Paths
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, create_app
from airsync_gui.schedule import Agenda, Schedule
from airsync_gui.service import AppService
from airsync_gui.state.database import Database
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from tests.fakes.clock import FakeClock
from tests.year.hands import FIELDS, CsvHand, Hands, SheetHand, SqliteHand
from tests.year.verdict import Week

ZONE = ZoneInfo("Europe/Rome")
START = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday; the clocks go forward four weeks later."""
SCHEDULE = Schedule(on_change=True, every_minutes=60, at=(time(2, 30), time(7)))
HISTORY_DAYS = 14
LOG_BYTES = 100_000
"""A log turns within weeks, so that its size is seen to have a limit."""
DAY = timedelta(days=1)
CLOSE_S = 30.0


class Pace(Struct, frozen=True):
    """How a life goes.

    Attributes:
        look_s: seconds between two looks at the clock.
        edits: the share of what people do in the long form.
        kinds: the pairs' local tables, of csv, sqlite, sheet.
    """

    seed: int = 1
    look_s: int = 60
    schedule: Schedule = SCHEDULE
    edits: float = 1.0
    kinds: tuple[str, ...] = ("csv", "sqlite", "sheet")


class Network(httpx.BaseTransport):
    """The way to the sandbox; it can be cut."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._inner = httpx.WSGITransport(create_app(sandbox))
        self.there = True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not self.there:
            raise httpx.ConnectError("Network is unreachable", request=request)
        return self._inner.handle_request(request)


class Life:
    """One profile, lived; see :func:`life`.

    Attributes:
        bugs: what went wrong that nobody expected.
    """

    def __init__(self, folder: Path, clock: FakeClock, pace: Pace, wire: list[httpx.BaseTransport]) -> None:
        self.clock, self.dice, self.pace = clock, random.Random(pace.seed), pace
        self.sandbox = Sandbox(rate_limit=True, clock=self.clock)
        self.network = Network(self.sandbox)
        wire.append(self.network)
        self.paths = Paths.under(folder / "profile")
        limiter = RequestLimiter(folder / "pace", self.clock)
        self.app = App(self.paths, token=Token(SANDBOX_TOKEN), limiter=limiter)
        self.app.clock = self.clock  # type: ignore[assignment]
        self.service = AppService(self.app)
        self.sheet = SheetHand(folder / "items.xlsx")
        kinds: dict[str, Callable[[], CsvHand | SqliteHand | SheetHand]] = {
            "csv": lambda: CsvHand(folder / "people.csv"),
            "sqlite": lambda: SqliteHand(folder / "stock.db"),
            "sheet": lambda: self.sheet,
        }
        self.hands = self._bind(*(kinds[kind]() for kind in pace.kinds))
        settings = self.paths.settings_file
        settings.write_text(f"history_days = {HISTORY_DAYS}\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
        self.bugs: list[object] = []
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._seen = (0, 0)
        self.controller = Controller(self.service)
        self._set_up_controller()

    def _bind(self, *tables: CsvHand | SqliteHand | SheetHand) -> list[Hands]:
        base, made = self.sandbox.add_base("Club"), []
        for number, here in enumerate(tables):
            there = base.add_table(f"Table {number}", FIELDS)
            self.service.add_pair(Wishes(f"Pair {number}", here.source, ["Name"]), base.id, there.id)
            made.append(Hands(here, there, self.dice))
        return made

    def _set_up_controller(self) -> None:
        controller, scheduler = self.controller, self.controller.scheduler
        controller.crashed.connect(lambda message, error: self.bugs.append((message, error)))
        controller.watch_for_bugs()
        controller.failed.connect(lambda message, error: self.bugs.append((message, error)))
        scheduler.now = self.clock.now
        scheduler.settle.setInterval(1)
        scheduler._agenda = Agenda(0.5, ZONE)
        controller.refresh()
        self.drain()
        scheduler.keep_to(self.pace.schedule)
        scheduler._tick.stop()  # time is looked at here
        controller.sync_all()
        self.drain()

    # -- time ---------------------------------------------------------------------------------------------------------

    def drain(self) -> None:
        """Until nothing goes on."""
        controller, flags = self.controller, QEventLoop.ProcessEventsFlag
        QCoreApplication.processEvents()
        while controller._runs or controller.background._asked or controller.scheduler.settle.isActive():
            QCoreApplication.processEvents(flags.WaitForMoreEvents)

    def at(self, moment: datetime, action: Callable[[], None]) -> None:
        """Plan something; what was slept over is done at once after waking."""
        heapq.heappush(self._events, (moment, next(self._order), action))

    def live(self, until: datetime) -> None:
        """Look at the clock, again and again."""
        looks = 0
        while self.clock.now() < until:
            while self._events and self._events[0][0] <= self.clock.now():
                heapq.heappop(self._events)[2]()
            self.clock.advance(self.pace.look_s)
            self.controller.scheduler.look_at_clock()
            self.drain()
            looks += 1
            if looks % (3600 // self.pace.look_s) == 0:  # as the window does
                self.controller.ask(partial(self.service.health, "hour"), lambda _report: None)

    def week(self, number: int) -> Week:
        """One week, and what there is at its end."""
        begin = START + (number - 1) * 7 * DAY
        for day in range(7):
            self.plan(begin + day * DAY, day)
            self.live(begin + (day + 1) * DAY)
            for _look in range(QUIET_LOOKS + 1):  # hours in which nothing goes on take no time here
                self.controller._collector.look()
        return self.measured(number)

    # -- what happens -------------------------------------------------------------------------------------------------

    def plan(self, day: datetime, weekday: int) -> None:
        """A day: edits by day and in the evening, faults at any time."""
        dice = self.dice

        def some_time() -> datetime:
            return day + timedelta(minutes=dice.randrange(6 * 60, 22 * 60))

        for hands in self.hands:
            for edit in (hands.edit_here, hands.edit_here, hands.edit_there, hands.renew_here, hands.renew_there):
                if dice.random() < self.pace.edits:
                    self.at(some_time(), edit)
            if dice.random() < 0.2 * self.pace.edits:
                self.at(some_time(), hands.edit_both)
        self.at(day + timedelta(hours=22), self._decide)
        faults = self.sandbox.faults
        for chance, fault in (
            (0.4, lambda: setattr(faults.rate_limits, "next", dice.randrange(1, 3))),
            (0.4, lambda: setattr(faults.server_errors, "next", dice.randrange(1, 6))),
            (0.2, lambda: setattr(faults.lost_answers, "next", 1)),
            (0.2, self.go_offline),
        ):
            if dice.random() < chance:
                self.at(some_time(), fault)
        if dice.random() < 0.5:
            self.at(day + timedelta(hours=22, minutes=30), partial(self.clock.set_by, 7 * 3600))  # asleep
        if weekday == 2:
            self.at(some_time(), self.open_elsewhere)
            self.at(some_time(), partial(self._empty, self.hands[0]))
        if weekday == 4:
            self.at(some_time(), partial(self.clock.set_by, dice.choice((-3600, -600, 600, 3600))))

    def _later(self, hours: float, action: Callable[[], None]) -> None:
        self.at(self.clock.now() + timedelta(hours=hours), action)

    def go_offline(self) -> None:
        """No network for some hours."""
        self.network.there = False
        self._later(self.dice.uniform(0.5, 5), lambda: setattr(self.network, "there", True))

    def open_elsewhere(self, hours: float = 2) -> None:
        """The workbook is open in LibreOffice for so long."""
        self.sheet.lock.write_text("ada")
        self._later(hours, partial(self.sheet.lock.unlink, missing_ok=True))

    def _empty(self, hands: Hands) -> None:
        """A program leaves the file with its heads only, for an hour."""
        here = hands.here
        assert isinstance(here, CsvHand)
        kept = here.path.read_bytes()
        here.path.write_bytes(kept.splitlines(keepends=True)[0])
        hands.away = True

        def restore() -> None:
            here.path.write_bytes(kept)
            hands.away = False

        self._later(1, restore)

    def _decide(self) -> None:
        """Whatever waits is decided, as a person does in the evening."""
        for conflict in self.service.conflicts(None):
            self.controller.resolve(conflict.pair_id, conflict.uid, Answer(take=self.dice.choice(list(Side))))

    def settle(self) -> None:
        """No more faults; sync until both sides agree."""
        self.live(self.clock.now() + timedelta(hours=8))  # what was planned to be mended is mended
        self.sandbox.faults.clear()
        for _round in range(3):
            self._decide()
            self.drain()
            self.controller.sync_all()
            self.drain()

    # -- what is measured ---------------------------------------------------------------------------------------------

    def measured(self, number: int) -> Week:
        """What there is now; the sandbox's own memory of requests is not the program's."""
        self.sandbox.requests.clear()
        gc.collect()
        with self.app.database.reading() as db:
            runs = db.execute("SELECT COALESCE(MAX(id), 0) FROM runs").fetchone()[0]
            calls = db.execute("SELECT TOTAL(count) FROM calls").fetchone()[0]
        before, self._seen = self._seen, (runs, int(calls))
        return Week(
            number,
            _rss_kb(),
            _handles(),
            _threads(),
            _size(self.paths.logs),
            sum(path.stat().st_size for path in self.paths.data.glob("state.sqlite*")),
            _size(self.paths.backups),
            runs - before[0],
            int(calls) - before[1],
        )


def _rss_kb() -> int | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))


def _handles() -> int | None:
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.exists() else None  # noqa: PTH208 - links to what is no file


def _threads() -> int:
    folder = Path("/proc/self/task")
    return len(list(folder.iterdir())) if folder.exists() else threading.active_count()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0


@contextmanager
def life(folder: Path, pace: Pace) -> Iterator[Life]:
    """A life for as long as the block lasts. There is a QCoreApplication."""
    wire: list[httpx.BaseTransport] = []
    connections, connection = client_module._connections, Database.connection

    def quick(self: Database) -> object:
        found = connection(self)
        found.execute("PRAGMA synchronous = OFF")  # nothing cuts the power
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRTABLE_ENDPOINT_URL", "http://127.0.0.1:1")
        patch.setenv("AIRSYNC_RUNTIME", str(folder / "runtime"))
        patch.setattr(client_module, "_connections", lambda where, limit_s, _: connections(where, limit_s, wire[-1]))
        patch.setattr(Database, "connection", quick)
        patch.setattr(scheduler_module, "SLEPT_S", float(max(pace.look_s, 60)))
        patch.setattr(logs, "MAX_BYTES", LOG_BYTES)
        logs.set_up(Paths.under(folder / "profile").logs, logging.INFO)
        clock = FakeClock(START)

        def wait(flag: CancelFlag, seconds: float) -> None:
            flag.check()
            clock.advance(max(0.0, seconds))

        patch.setattr(CancelFlag, "wait", wait)
        made = Life(folder, clock, pace, wire)
        try:
            yield made
        finally:
            assert made.controller.close(CLOSE_S)
            logs.shut_down()
