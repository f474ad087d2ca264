"""The machine that changes the engine's code: what it changes, and that a change is felt and leaves no trace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.__main__ import BAR, Score, count, read_equivalent, report
from tests.mutation.mutants import Mutant, install, mutants_of

SOURCE = '''\
"""A module."""

LIMIT = 10


class Till:
    """A class."""

    def full(self, number: int, most: int = 3) -> bool:
        """A method."""
        if number > most and number < LIMIT:
            return True
        return False
'''


def loaded(source: str = SOURCE) -> ModuleType:
    module = ModuleType("sample")
    module.__file__ = "sample.py"
    exec(source, vars(module))
    return module


def named(name: str) -> Mutant:
    return next(mutant for mutant in mutants_of(SOURCE, "sample") if mutant.name == f"sample{name}")


def test_every_change_is_named_by_its_function_and_its_statement() -> None:
    names = [mutant.name for mutant in mutants_of(SOURCE, "sample")]
    assert len(names) == len(set(names))
    assert "sample: LIMIT = «10 → 11»" in names
    assert "sample.Till.full: «return False → return None»" in names
    assert "sample.Till.full: if «number > most → number >= most» and number < LIMIT:" in names
    assert "sample.Till.full: if «number > most and number < LIMIT → number > most or number < LIMIT»:" in names
    assert not any("A class" in name or "A method" in name for name in names)


def test_a_name_stays_while_other_lines_come_and_go() -> None:
    moved = SOURCE.replace("    def full", "    def other(self) -> int:\n        return 1\n\n    def full")
    assert {mutant.name for mutant in mutants_of(SOURCE)} < {mutant.name for mutant in mutants_of(moved)}


@pytest.mark.parametrize(
    ("name", "number", "wanted"),
    [
        (".Till.full: if «number > most → number >= most» and number < LIMIT:", 3, True),
        (".Till.full: if number > most and number < «LIMIT → None»:", 3, False),
        (".Till.full: return «False → True»", 3, True),
    ],
)
def test_a_change_is_felt_by_who_already_has_the_class(name: str, number: int, wanted: bool) -> None:
    module = loaded()
    till = module.Till()
    assert till.full(3) is False
    if "None" not in name:
        install(named(name), module, lambda *_: None)
    assert till.full(number) is wanted


def test_a_changed_default_and_a_changed_global_are_felt_too() -> None:
    module = loaded()
    till = module.Till()
    install(named(".Till.full: def full(self, number: int, most: int=«3 → 4») -> bool:"), module, lambda *_: None)
    assert (till.full(4), till.full(5)) == (False, True)
    install(named(": LIMIT = «10 → 9»"), module, lambda name, _old, new: setattr(module, name, new))
    assert till.full(9) is False


def test_what_needs_no_test_is_read_with_its_reason() -> None:
    text = "# why\n\na.f: x → y\na.f: y → z\n    is all\n    the same\nb.g: 1 → 2\n    nobody sees it\n"
    assert read_equivalent(text) == {
        "a.f: x → y": "is all the same",
        "a.f: y → z": "is all the same",
        "b.g: 1 → 2": "nobody sees it",
    }


def test_the_score_is_of_what_could_be_noticed() -> None:
    score = Score("a", 10)
    outcomes = {"m1": "killed", "m2": "killed by time", "m3": "survived", "m4": "survived: no test runs it"}
    for name, outcome in outcomes.items():
        count(score, name, outcome, {"m3": "is the same"})
    assert (score.killed, score.by_time, score.survived, score.share) == (2, 1, ["m4"], 2 / 3)
    assert score.share < BAR
    assert "SURVIVED  m4" in report([score], {"m3": "is the same"})


def test_a_short_pass() -> None:
    command = ["--only", "_emptied: if", "--tests", "tests/sync/test_guards.py", "--json", "guards"]
    ended = subprocess.run(
        [sys.executable, "-m", "tests.mutation", *command],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (found,) = json.loads(ended.stdout)["modules"]
    assert found["tried"] == found["killed"] > 5
