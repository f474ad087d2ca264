"""AirSync's command line against pyairtable and airtable-export: the same sandbox, on a socket, with the same records.

Each runs in a process of its own and is measured whole, start of Python included; the sandbox stands in this process.
Ours is ``airsync-gui sync`` of a pair with a CSV file (:mod:`tests.benchmarks.installed`). Theirs are the few lines
that their documentation suggests, see :mod:`tests.benchmarks.contenders`. Preparing (the pair, the file) is measured on
neither side.

* *answers 200 ms*: the sandbox keeps Airtable's limit, 5 requests a second and 30 s of 429 after one more, and each
  answer takes 200 ms. One request after another then stays just below the limit by itself.
* *answers 50 ms*: the same with quicker answers, where who does not pace is refused.
* *no limit*: the limit is off, answers come at once, and ours is told not to wait (:mod:`tests.benchmarks.unpaced`):
  the work alone.

airtable-to-sqlite is not among them: it wants a pyairtable of before 3, and reads by the same ``Table.all``.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, TableHandle, serve
from tests.benchmarks.duel import Cost, Duel, Rival, contender, fought, launched, others_there
from tests.benchmarks.measure import compiled
from tests.benchmarks.scale import COLUMNS, FIELDS

NAMES = [field.name for field in FIELDS]
REQUESTS_PER_SECOND = 5
CHANGED = 1
"""The column that is changed."""

NO_STATE = "a table on this computer with state, both ways, conflicts, deletions, undo"


class Setting(Struct, frozen=True):
    """How Airtable answers, and how much there is to do.

    Attributes:
        answer_ms: how long each answer takes.
        limited: whether the rate limit holds.
        records: in the table that is read or compared.
        written: records that are new, or changed.
        sent: rows of an upsert, a tenth of them new and a tenth changed.
    """

    name: str
    answer_ms: int
    limited: bool
    records: int
    written: int
    sent: int
    rounds: int

    def floor_s(self, calls: int) -> float:
        """The least that the limit allows."""
        return (calls - 1) / REQUESTS_PER_SECOND + self.answer_ms / 1000


AT_THE_LIMIT = Setting("answers 200 ms", 200, True, 1_000, 200, 500, 2)
QUICK = Setting("answers 50 ms", 50, True, 1_000, 200, 0, 1)
ALONE = Setting("no limit", 0, False, 5_000, 500, 1_000, 3)


def cells(number: int) -> list[str]:
    """A row of the file."""
    return [str(number * 7 % 1000 + n) if n % 3 == 2 else f"text {number} {n}" for n in range(COLUMNS)]


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """A CSV with the columns of all tables here."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([NAMES, *rows])


def changed_rows(total: int, changed: int, mark: str, new: int = 0) -> list[list[str]]:
    """Rows of which the first so many have another text, and new ones at the end."""
    rows = [cells(number) for number in range(total)]
    for row in rows[:changed]:
        row[CHANGED] = mark
    return rows + [[f"{mark} {number}", *cells(number)[1:]] for number in range(new)]


class Arena(Struct):
    """One sandbox for all contenders, and a folder."""

    sandbox: Sandbox
    url: str
    folder: Path
    setting: Setting
    numbers: Iterator[int] = field(default_factory=count)

    def table(self, records: int) -> TableHandle:
        """A new table with so many records."""
        fields: list[Any] = [(f.name, f.type, f.options) if f.type == "number" else (f.name, f.type) for f in FIELDS]
        made = self.sandbox.base("Bench").add_table(f"Table {next(self.numbers)}", fields)
        rows = (cells(number) for number in range(records))
        made.add_many(
            {n: float(c) if i % 3 == 2 else c for i, (n, c) in enumerate(zip(NAMES, r, strict=True))} for r in rows
        )
        return made

    def measured(self, command: Sequence[str], environment: dict[str, str]) -> Cost:
        """What a command costs, its requests included."""
        self._answer(self.setting)
        self.sandbox.limits.reset()
        before = len(self.sandbox.requests)
        cost, output = launched(command, environment)
        sent = list(self.sandbox.requests)[before:]
        if cost.failed:
            done = sum(request.status == 200 for request in sent)
            refused = sum(request.status == 429 for request in sent)
            assert refused, output
            cost = replace(cost, failed=f"gave up after {cost.wall_s:.1f} s: {done} calls done, {refused} × 429")
        return replace(cost, calls=len(sent))

    def at_ease(self, command: Sequence[str], environment: dict[str, str]) -> None:
        """Run what is not measured."""
        self._answer(ALONE)
        cost, output = launched(command, environment)
        assert not cost.failed, output

    def _answer(self, setting: Setting) -> None:
        self.sandbox.limits.rate_limit = setting.limited
        self.sandbox.faults.latency_ms = setting.answer_ms

    # -- who runs ---------------------------------------------------------------------------------------------------

    def ours(self, table: TableHandle, rows: Sequence[Sequence[str]]) -> Ours:
        """A pair of a new profile."""
        folder = self.folder / f"ours {next(self.numbers)}"
        folder.mkdir()
        made = Ours(self, folder, folder / "table.csv")
        write_rows(made.file, rows)
        pair = ("--local", str(made.file), "--airtable", f"Bench/{table.id}", "--key", NAMES[0])
        self.at_ease(made.command("unpaced", "pair", "add", "Pair", *pair), made.environment("prepared"))
        return made

    def theirs(self, what: str, path: Path, table: TableHandle, *more: str) -> Cost:
        """One of the contenders."""
        environment = {"AIRTABLE_API_KEY": SANDBOX_TOKEN, "AIRTABLE_ENDPOINT_URL": self.url}
        where = f"{self.sandbox.base('Bench').id}/{table.id}"
        return self.measured(contender(what, str(path), where, *more), environment)


class Ours(Struct, frozen=True):
    """A profile with one pair."""

    arena: Arena
    folder: Path
    file: Path

    def environment(self, runtime: str) -> dict[str, str]:
        """The pace that is kept while preparing is none that counts."""
        return {
            **compiled(),
            "AIRSYNC_PROFILE": str(self.folder / "profile"),
            "AIRSYNC_RUNTIME": str(self.folder / runtime),
            "AIRTABLE_ENDPOINT_URL": self.arena.url,
        }

    def command(self, how: str, *arguments: str) -> list[str]:
        """``airsync-gui``, or the same without its pace."""
        module = "tests.benchmarks.installed" if how == "paced" else "tests.benchmarks.unpaced"
        return [sys.executable, "-m", module, *arguments]

    def sync(self) -> Cost:
        """One measured pass."""
        how = "paced" if self.arena.setting.limited else "unpaced"
        return self.arena.measured(self.command(how, "sync", "--yes"), self.environment("measured"))

    def sync_at_ease(self) -> None:
        """One that is not measured."""
        self.arena.at_ease(self.command("unpaced", "sync", "--yes"), self.environment("prepared"))

    def remove(self) -> None:
        """Leave no file."""
        shutil.rmtree(self.folder)


@contextmanager
def arena(setting: Setting) -> Iterator[Arena]:
    """A sandbox on a socket with an empty base."""
    sandbox = Sandbox()
    sandbox.add_base("Bench")
    with serve(sandbox) as server, tempfile.TemporaryDirectory() as folder:
        yield Arena(sandbox, server.url, Path(folder), setting)


# -- the scenarios ----------------------------------------------------------------------------------------------------


def read(a: Arena) -> list[Duel]:
    """All records into an empty file."""
    table = a.table(a.setting.records)

    def ours(_number: int) -> Cost:
        made = a.ours(table, [])
        cost = made.sync()
        assert len(made.file.read_text(encoding="utf-8").splitlines()) == a.setting.records + 1
        made.remove()
        return cost

    rivals = [
        Rival("pyairtable", "state, conflicts, checks", lambda _: a.theirs("read", a.folder / "theirs.csv", table)),
        Rival("airtable-export", "state, conflicts, checks", lambda _: a.theirs("export", a.folder / "out", table)),
    ]
    return _fought(a, f"first read of {a.setting.records:,}", ours, rivals)


def create(a: Arena) -> list[Duel]:
    """All rows of a file into an empty table."""
    rows = changed_rows(a.setting.written, 0, "")
    write_rows(a.folder / "new.csv", rows)

    def ours(_number: int) -> Cost:
        made = a.ours(table := a.table(0), rows)
        cost = made.sync()
        assert len(table.record_ids()) == a.setting.written
        return cost

    def theirs(_number: int) -> Cost:
        return a.theirs("create", a.folder / "new.csv", a.table(0))

    lacks = "state; an answer that is lost doubles ten records"
    return _fought(a, f"{a.setting.written:,} new records", ours, [Rival("pyairtable batch_create", lacks, theirs)])


def update(a: Arena) -> list[Duel]:
    """So many rows of a file were edited; and then nothing was."""
    total, changed = a.setting.records, a.setting.written
    made = a.ours(a.table(total), changed_rows(total, 0, ""))
    made.sync_at_ease()
    compared, known = a.table(total), a.table(total)
    file, few, ids = (a.folder / name for name in ("all.csv", "few.csv", "ids"))
    ids.write_text("\n".join(known.record_ids()[:changed]), encoding="ascii")

    def ours(number: int) -> Cost:
        write_rows(made.file, changed_rows(total, changed, f"round {number}"))
        cost = made.sync()
        made.sync_at_ease()  # our own changes come back
        return cost

    def by_comparing(number: int) -> Cost:
        write_rows(file, changed_rows(total, changed, f"round {number}"))
        return a.theirs("update", file, compared)

    def by_ids(number: int) -> Cost:
        write_rows(few, changed_rows(changed, changed, f"round {number}"))
        return a.theirs("update_known", few, known, str(ids))

    rivals = [
        Rival("pyairtable all + batch_update", "who edited what: overwrites Airtable's edits", by_comparing),
        Rival("pyairtable batch_update alone", "finding what changed, and the ids", by_ids),
    ]
    found = _fought(a, f"{changed:,} of {total:,} changed", ours, rivals)
    nothing = Rival("pyairtable all + compare", "who edited what", lambda _: a.theirs("update", file, compared))
    return found + _fought(a, f"nothing changed in {total:,}", lambda _: made.sync(), [nothing])


def upsert(a: Arena) -> list[Duel]:
    """A file with a tenth of its rows new and a tenth edited."""
    total = a.setting.sent
    part = total // 10
    made = a.ours(a.table(total - part), changed_rows(total - part, 0, ""))
    made.sync_at_ease()
    table, file = a.table(total - part), a.folder / "upsert.csv"

    def ours(number: int) -> Cost:
        write_rows(made.file, changed_rows(total - part, part, f"round {number}", part))
        cost = made.sync()
        made.sync_at_ease()
        return cost

    def theirs(number: int) -> Cost:
        write_rows(file, changed_rows(total - part, part, f"round {number}", part))
        return a.theirs("upsert", file, table)

    what = f"{part} new and {part} changed of {total:,}"
    lacks = "who edited what: overwrites Airtable's edits; deletions"
    return _fought(a, what, ours, [Rival("pyairtable batch_upsert", lacks, theirs)])


def _fought(a: Arena, what: str, ours: Callable[[int], Cost], rivals: list[Rival]) -> list[Duel]:
    floor = a.setting.floor_s if a.setting.limited else None
    return fought(f"{what}, {a.setting.name}", ours, rivals, a.setting.rounds, floor)


def _all(setting: Setting, parts: Sequence[Callable[[Arena], list[Duel]]]) -> list[Duel]:
    if not others_there():
        return []
    found: list[Duel] = []
    for part in parts:
        with arena(setting) as made:
            found += part(made)
    return found


def at_the_limit() -> list[Duel]:
    """Everything, at Airtable's pace; and reading and creating with answers so quick that pacing is needed."""
    return _all(AT_THE_LIMIT, (read, create, update, upsert)) + _all(QUICK, (read, create))


SCENARIOS: dict[str, Callable[[], list[Duel]]] = {
    "peers": at_the_limit,
    "peers-alone": partial(_all, ALONE, (read, create, update, upsert)),
}
