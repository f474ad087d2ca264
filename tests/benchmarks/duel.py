"""AirSync and what a person would use in its place, in turn (A B A B …), each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

ROOT = Path(__file__).parents[2]
OTHERS_PYTHON = ROOT / "build" / "bench-venv" / "bin" / "python"
"""Where ``packaging/dev bench`` installs what AirSync is measured against."""
LAUNCHER = Path(__file__).with_name("launch.py")
CONTENDERS = Path(__file__).with_name("contenders.py")
LONGEST_S = 600.0


class Cost(Struct, frozen=True):
    """What one command took.

    Attributes:
        calls: requests to Airtable, refused ones included.
        cpu_s: of the processor, user and system: what other work on the machine hardly changes.
        failed: how it ended, where it did not do its work.
    """

    calls: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    failed: str = ""


class Duel(Struct, frozen=True):
    """The medians of all rounds, ours and theirs.

    Attributes:
        lacks: what of our work they leave out.
        floor_s: the least time that the rate limit allows for our calls; None without a limit.
    """

    what: str
    against: str
    lacks: str
    ours: Cost
    theirs: Cost
    floor_s: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Both, with the ratios of ours to theirs (None where they failed)."""
        names = ("calls", "wall_s", "cpu_s", "peak_mb")
        ratios = {
            name: None if self.theirs.failed else _ratio(getattr(self.ours, name), getattr(self.theirs, name))
            for name in names
        }
        return {**to_builtins(self), "ratios": ratios}

    def as_line(self) -> str:
        """A row of the Markdown table; the head is :data:`HEAD`."""
        ours, theirs = self.ours, self.theirs
        floor = "–" if self.floor_s is None else f"{self.floor_s:.2f} s"
        calls = f"{ours.calls} / {theirs.calls}" if ours.calls or theirs.calls else "–"
        cells = [
            self.what,
            self.against,
            calls,
            floor,
            _cell(ours.wall_s, theirs, theirs.wall_s, "s"),
            _cell(ours.cpu_s, theirs, theirs.cpu_s, "s"),
            _cell(ours.peak_mb, theirs, theirs.peak_mb, "MB"),
            theirs.failed or self.lacks,
        ]
        return f"| {' | '.join(cells)} |"


HEAD = (
    "| what (ours / theirs) | against | calls | floor | time | processor | memory | theirs leaves out |\n"
    "|---|---|---|---|---|---|---|---|"
)


def _ratio(ours: float, theirs: float) -> float | None:
    return round(ours / theirs, 3) if theirs else None


def _cell(ours: float, theirs: Cost, of_theirs: float, unit: str) -> str:
    number = "{:.2f}" if unit == "s" else "{:.0f}"
    if theirs.failed:
        return f"{number.format(ours)} {unit} / –"
    return f"{number.format(ours)} / {number.format(of_theirs)} {unit} ({ours / of_theirs:.2f})"


Run = Callable[[int], Cost]
"""One measured round of a contender, prepared and all; rounds are counted from 0."""


class Rival(Struct, frozen=True):
    """One of those that AirSync is measured against."""

    name: str
    lacks: str
    run: Run


def fought(
    what: str, ours: Run, rivals: Iterable[Rival], rounds: int, floor: Callable[[int], float] | None
) -> list[Duel]:
    """All contenders in turn, so many rounds; what our program must never do is fail.

    Args:
        floor: how long so many calls take at least.
    """
    others = list(rivals)
    mine: list[Cost] = []
    found: dict[str, list[Cost]] = {rival.name: [] for rival in others}
    for number in range(rounds):
        mine.append(ours(number))
        assert not mine[-1].failed, mine[-1]
        for rival in others:
            found[rival.name].append(rival.run(number))
    middle = _middle(mine)
    floor_s = floor(middle.calls) if floor else None
    return [Duel(what, r.name, r.lacks, middle, _middle(found[r.name]), floor_s) for r in others]


def _middle(costs: Sequence[Cost]) -> Cost:
    first = costs[0]
    return replace(
        first,
        calls=round(median(c.calls for c in costs)),
        wall_s=median(c.wall_s for c in costs),
        cpu_s=median(c.cpu_s for c in costs),
        peak_mb=median(c.peak_mb for c in costs),
    )


def launched(command: Sequence[str], environment: Mapping[str, str]) -> tuple[Cost, str]:
    """Run a command to its end: what it cost (no calls counted), and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "cost.json"
        ended = subprocess.run(
            [sys.executable, "-I", "-S", str(LAUNCHER), str(result), *command],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
            timeout=LONGEST_S,
            cwd=ROOT,
        )
        cost = json.loads(result.read_text(encoding="ascii"))
    status = cost.pop("status")
    failed = f"ended with status {status}" if status else ""
    return Cost(0, **cost, failed=failed), ended.stdout


def others_there() -> bool:
    """Whether what AirSync is measured against is installed; ``packaging/dev bench`` does that."""
    if not OTHERS_PYTHON.exists():
        print("what AirSync is measured against is not installed: left out", file=sys.stderr)
    return OTHERS_PYTHON.exists()


def contender(*arguments: str) -> list[str]:
    """The command of one of :mod:`tests.benchmarks.contenders`."""
    return [str(OTHERS_PYTHON), str(CONTENDERS), *arguments]
