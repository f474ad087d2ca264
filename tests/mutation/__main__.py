"""Changes the engine's code in many small ways, one after another: does any test notice?

    packaging/dev mutate [MODULE…] [--sample N --seed S] [--json]

Prints what no test notices, and ends with 1 if a module's score is below the bar. What changes nothing that could be
noticed stands, with the reason, in ``equivalent.txt`` and is not counted.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field, to_builtins

from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.trials import Trials, collected

MODULES = ("merge", "guards", "plan", "match", "decide", "decide_both", "decide_one", "field_outcomes", "decision")
PACKAGE = "airsync_gui.sync"
_TESTED = ("merge", "guards", "plan", "match", "decide", "resolve", "validate")
TESTS = tuple(f"tests/sync/test_{name}.py" for name in _TESTED)
"""The tests of the pure parts. Those of whole runs notice more, but take too long to be run a thousand times."""
BAR = 0.85
"""The least share of mutants, in each module, that tests must notice."""
EQUIVALENT = Path(__file__).with_name("equivalent.txt")


class Score(Struct):
    """What became of one module's mutants. ``all`` counts those that could have been tried, too."""

    module: str
    all: int
    tried: int = 0
    killed: int = 0
    by_time: int = 0
    equivalent: list[str] = field(default_factory=list)
    survived: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Killed of those that could be noticed."""
        counted = self.tried - len(self.equivalent)
        return self.killed / counted if counted else 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    os.nice(10)
    excused = read_equivalent(EQUIVALENT.read_text(encoding="utf-8"))
    seed = random.randrange(10**6) if options.seed is None else options.seed
    chosen, scores = {}, {}
    for module in options.modules:
        mutants = [each for each in all_mutants(module) if options.only in each.name]
        scores[f"{PACKAGE}.{module}"] = Score(module, len(mutants))
        size = min(options.sample or len(mutants), len(mutants))
        chosen[f"{PACKAGE}.{module}"] = random.Random(f"{seed} {module}").sample(mutants, size)

    def said(name: str, mutant: Mutant, outcome: str) -> None:
        count(scores[name], mutant.name, outcome, excused)
        if options.verbose:
            print(f"{outcome}: {mutant.name}", file=sys.stderr, flush=True)

    started = time.monotonic()
    for trouble in collected(Trials(chosen, said, options.jobs), options.tests):
        print(trouble)
        return 1
    if options.json:
        shares = [{**to_builtins(score), "share": round(score.share, 4)} for score in scores.values()]
        print(json.dumps({"seed": seed, "modules": shares}, ensure_ascii=False, indent=2))
    else:
        print(report(list(scores.values()), excused))
        drawn = f", drawn with seed {seed}" if options.sample else ""
        print(f"{time.monotonic() - started:.0f} s{drawn}")
    return 0 if all(score.share >= BAR and not score.broken for score in scores.values()) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/dev mutate", description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {PACKAGE}; all of {', '.join(MODULES)}")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many of each module, drawn at random")
    parser.add_argument("--seed", type=int, metavar="S", help="draw the same ones again")
    parser.add_argument("--only", default="", metavar="TEXT", help="only mutants whose name has this in it")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="PATH", help="tests to try them with")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes side by side (2)")
    parser.add_argument("--json", action="store_true", help="the figures and the survivors as JSON")
    parser.add_argument("--verbose", action="store_true", help="say what became of each")
    options = parser.parse_args(arguments)
    options.modules = options.modules or list(MODULES)
    return options


def all_mutants(module: str) -> list[Mutant]:
    loaded = importlib.import_module(f"{PACKAGE}.{module}")
    source = Path(str(loaded.__file__)).read_text(encoding="utf-8")
    return mutants_of(source, module, vars(loaded))


def read_equivalent(text: str) -> dict[str, str]:
    """Mutant's name → why it can't be noticed: lines that are indented say why for those before them."""
    reasons: dict[str, str] = {}
    waiting: list[str] = []
    for line in text.splitlines():
        if line.startswith("    "):
            reasons |= {name: f"{reasons.get(name, '')} {line.strip()}".strip() for name in waiting}
        elif line.strip() and not line.startswith("#"):
            waiting = [] if waiting and waiting[-1] in reasons else waiting
            waiting.append(line.strip())
    return reasons


def count(score: Score, name: str, outcome: str, excused: dict[str, str]) -> None:
    score.tried += 1
    if outcome.startswith("killed"):
        score.killed += 1
        score.by_time += outcome == "killed by time"
    elif outcome == "broken":
        score.broken.append(name)
    elif name in excused:
        score.equivalent.append(name)
    else:
        score.survived.append(name)


def report(scores: Sequence[Score], excused: dict[str, str]) -> str:
    lines = [
        f"{'module':10}{'mutants':>9}{'tried':>7}{'killed':>8}{'by time':>9}{'equivalent':>12}{'survived':>10}   score"
    ]
    for s in scores:
        figures = f"{s.all:9}{s.tried:7}{s.killed:8}{s.by_time:9}{len(s.equivalent):12}{len(s.survived):10}"
        lines.append(f"{s.module:10}{figures}   {s.share:.1%}")
    for score in scores:
        lines += [f"SURVIVED  {name}" for name in score.survived]
        lines += [f"BROKEN  {name}" for name in score.broken]
    for score in scores:
        lines += [f"equivalent  {name}\n    {excused[name]}" for name in score.equivalent]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
