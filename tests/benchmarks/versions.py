"""What changed between two versions of a table of 12 columns: AirSync's preview against csv-diff and pandas.

Ours is ``airsync-gui sync --dry-run`` of a pair that was in step with the earlier version: one call asks Airtable what
changed there (nothing did), the file is read, and each row is compared with what the state file remembers. Theirs read
two files and compare them by the key column. Each is a process of its own, measured whole; one row in a hundred has
another text.

The state is filled in here, as a first run leaves it: at 5 requests a second 500,000 records take 17 minutes to come.
A run follows that finds both sides in step, as any pair has had one that is watched or run by the clock.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from airsync_gui.app import App
from airsync_gui.paths import Paths
from airsync_gui.state import memories
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.records import FieldId, Memory, Row, Value
from tests.benchmarks.duel import Cost, Duel, Rival, contender, fought, others_there
from tests.benchmarks.peers import ALONE, CHANGED, NAMES, Arena, Ours, arena, cells

ROUNDS_OF = {500: 3, 50_000: 3, 500_000: 1}
"""How many records → how often each contender runs."""
CHANGED_SHARE = 100
PART = 10_000
BORN = datetime(2026, 1, 1, tzinfo=UTC)
LACKS = "state, Airtable's side, types; is given the version before as a file"


def compared() -> list[Duel]:
    """500, 50,000 and 500,000 rows."""
    return [duel for count in ROUNDS_OF for duel in _of_size(count)] if others_there() else []


def _of_size(count: int) -> list[Duel]:
    with arena(ALONE) as a:
        before, now = a.folder / "before.csv", a.folder / "now.csv"
        _write(before, count, changed_share=0)
        _write(now, count, changed_share=CHANGED_SHARE)
        pair = _prepared(a, count)

        def ours(_number: int) -> Cost:
            return a.measured(pair.command("unpaced", "sync", "--dry-run"), pair.environment("measured"))

        rivals = [Rival(name, LACKS, _comparing(a, what, before, now)) for what, name in _OTHERS.items()]
        what = f"what changed in {count:,} × {len(NAMES)}, 1 % did"
        return fought(what, ours, rivals, ROUNDS_OF[count], None)


def _prepared(a: Arena, count: int) -> Ours:
    """A pair whose last run saw the version before, and whose file is the version now."""
    pair = _in_step(a, count)
    _write(pair.file, count, changed_share=0)
    pair.sync_at_ease()
    _write(pair.file, count, changed_share=CHANGED_SHARE)
    return pair


_OTHERS = {"csv_diff": "csv-diff", "pandas": "pandas read_csv + compare"}


def _comparing(a: Arena, what: str, before: Path, now: Path) -> Callable[[int], Cost]:
    return lambda _number: a.measured(contender(what, str(before), str(now)), {})


def _write(path: Path, count: int, *, changed_share: int) -> None:
    """A version of the table; of so many rows one is changed."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for number in range(count):
            row = cells(number)
            if changed_share and number % changed_share == 0:
                row[CHANGED] = "changed"
            writer.writerow(row)


def _in_step(a: Arena, count: int) -> Ours:
    """A pair that a first run left in step with so many records. Airtable's table is empty: nobody lists it."""
    made = a.ours(a.table(0), [])
    made.sync_at_ease()
    with closing(App(Paths.under(made.folder / "profile"))) as app:
        (pair,) = app.settings.pairs()
        images = SqliteImages(app.database)
        mark = images.mark(pair.id)
        assert mark is not None
        fields = {name: field_id for field_id, name in pair.columns.items()}
        coming = _memories(count, [fields[name] for name in NAMES])
        while part := list(islice(coming, PART)):
            with app.database.transaction() as db:
                memories.put(db, pair.id, part, BORN)
            images.move(pair.id, mark, {m.record_id: _row(m) for m in part if m.record_id})
    return made


def _memories(count: int, fields: list[FieldId]) -> Iterator[Memory]:
    for number in range(count):
        values: Mapping[FieldId, Value] = {
            f: Decimal(cell) if i % 3 == 2 else cell
            for i, (f, cell) in enumerate(zip(fields, cells(number), strict=True))
        }
        local_id = local_id_of((values[fields[0]],))
        yield Memory(f"{number:014x}", local_id, f"rec{number:014d}", values, values, created_at=BORN)


def _row(memory: Memory) -> Row:
    assert memory.record_id is not None
    return Row(memory.record_id, memory.airtable, label=memory.record_id, created_at=BORN)


SCENARIOS: dict[str, Callable[[], list[Duel]]] = {"versions": compared}
