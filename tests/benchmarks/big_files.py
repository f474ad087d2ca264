"""How long reading a big local file keeps the window's thread from its turn.

The file is read on a thread of its own, as a sync on the pool does. What that thread used of the processor between two
turns of the window's is how long it kept them apart, whatever else the machine does meanwhile.
"""

from __future__ import annotations

import csv
import gc
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from airsync_gui.desktop import SWITCH_INTERVAL_S
from airsync_gui.local.sources import open_local_table
from airsync_gui.sync.schema import Field
from tests.benchmarks.measure import Figure

CSV_ROWS, OTHER_ROWS = 500_000, 100_000
TURN_S = 0.001
"""The window's thread wants its turn this often."""
HEADS = ("Id", "Name", "Kind", "Day", "Calories", "Notes")


def reading() -> list[Figure]:
    """A CSV file of 500,000 rows, and a JSON file and a workbook of 100,000, read on a thread."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *_figures(_csv(Path(folder, "big.csv")), "", f"{CSV_ROWS:,} rows of CSV"),
            *_figures(_json(Path(folder, "big.json")), "", f"{OTHER_ROWS:,} rows of JSON"),
            *_figures(_xlsx(Path(folder, "big.xlsx")), "#Sheet1", f"{OTHER_ROWS:,} rows of a workbook"),
        ]


def _figures(path: Path, part: str, what: str) -> list[Figure]:
    fields = {head: Field(f"fld{number}", head, "singleLineText") for number, head in enumerate(HEADS)}

    def read() -> None:
        for _ in open_local_table(f"{path}{part}").read(fields).rows:
            pass

    with _as_in_the_window():
        kept = sorted(_kept_apart(read))
    return [
        Figure(f"{what}: window's thread kept waiting, p99", 4, kept[int(len(kept) * 0.99)]),
        Figure(f"{what}: window's thread kept waiting, the longest", 100, kept[-1]),
    ]


def _kept_apart(work: Callable[[], None]) -> list[float]:
    """What a thread that works used of the processor between this thread's turns, in ms beyond the time between two."""
    thread = threading.Thread(target=work)
    thread.start()
    clock = time.pthread_getcpuclockid(thread.ident or 0)
    kept, before = [0.0], time.clock_gettime(clock)
    while thread.is_alive():
        time.sleep(TURN_S)
        try:
            now = time.clock_gettime(clock)
        except OSError:  # it has ended
            break
        kept.append(max(0.0, now - before - TURN_S) * 1e3)
        before = now
    thread.join()
    return kept


@contextmanager
def _as_in_the_window() -> Iterator[None]:
    """Threads hand over as often, and nobody looks for cycles (:mod:`airsync_gui.jobs.collector`)."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        sys.setswitchinterval(interval)


def _row(number: int) -> list[str]:
    kind, day = ("soup", "salad", "stew")[number % 3], f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return [f"id{number}", f"Meal {number}", kind, day, str(number % 900), f"some words about it, {number * 7919}"]


def _csv(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADS, *map(_row, range(CSV_ROWS))])
    return path


def _json(path: Path) -> Path:
    path.write_text(
        json.dumps([dict(zip(HEADS, _row(n), strict=True)) for n in range(OTHER_ROWS)], indent=1), encoding="utf-8"
    )
    return path


def _xlsx(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(HEADS)
    for number in range(OTHER_ROWS):
        sheet.append(_row(number))
    book.save(path)
    return path


SCENARIOS = {"reading": reading}
