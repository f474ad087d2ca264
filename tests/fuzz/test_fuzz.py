"""A few odd inputs for every parser, always the same; many more: packaging/dev fuzz."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from airsync_gui.errors import TableUnreadable
from tests.fuzz import __main__ as program
from tests.fuzz import run
from tests.fuzz.parsers import Make, Parse, Parser, all_parsers
from tests.fuzz.run import Report, fuzz

INPUTS = 200
"""For a parser of usual speed."""


@pytest.fixture
def folder() -> Iterator[Path]:
    with program.scratch() as place:
        yield Path(place)


@pytest.mark.parametrize("parser", all_parsers(), ids=lambda parser: parser.name)
def test_every_input_is_read_or_refused(parser: Parser, folder: Path) -> None:
    report = fuzz(parser, folder, max(8, round(INPUTS * parser.share)), seed=1)
    assert [failure.trace for failure in report.failures.values()] == []


def planted(parse: Parse) -> Parser:
    """A parser that is fed with the digits, one for each input."""

    def start(_folder: Path) -> tuple[Make, Parse]:
        return (lambda dice: b"ab" + bytes([dice.randrange(48, 58)]) + b"cd"), parse

    return Parser("planted", "digits", start, (ValueError,))


def fed(parse: Parse, folder: Path) -> Report:
    return fuzz(planted(parse), folder, 100, seed=0)


def test_a_crash_is_found_once_and_cut_down(folder: Path) -> None:
    def parse(data: bytes) -> None:
        if b"7" in data:
            raise KeyError(data)

    report = fed(parse, folder)
    (failure,) = report.failures.values()
    assert (failure.error, failure.data, failure.times) == ("KeyError", b"7", report.failed)
    assert report.failed > 1
    assert "KeyError" in failure.trace


def test_a_refusal_is_no_crash_unless_it_can_not_be_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "describe", lambda error: error.detail)

    def refuse(data: bytes) -> None:
        if b"7" in data:
            raise ValueError("promised")
        raise TableUnreadable(path="x", detail="\ud83d" if b"8" in data else "is odd")

    report = fed(refuse, folder)
    (failure,) = report.failures.values()
    assert (failure.error, failure.data) == ("UnicodeEncodeError", b"8")
    assert report.refused == 100 - report.failed


def test_an_input_that_takes_too_long_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LONGEST_S", 0.02)

    def parse(data: bytes) -> None:
        while b"7" in data:
            pass

    assert {error for error, _ in fed(parse, folder).failures} == {"TooSlow"}


def test_a_parser_that_fills_the_memory_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = iter([0, run.MOST_BYTES + 1])
    monkeypatch.setattr(run, "_peak_bytes", lambda: next(grown))
    assert [error for error, _ in fed(len, folder).failures] == ["grew by 1024 MB"]


def test_a_failing_input_is_kept_and_can_be_fed_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def parse(data: bytes) -> None:
        if b"7" in data:
            raise KeyError("planted")

    monkeypatch.setattr(program, "all_parsers", lambda: (planted(parse),))
    monkeypatch.setattr(program, "ROOT", folder)
    monkeypatch.setattr(program, "KEPT", folder / ".fuzz")
    assert program.main(["--inputs", "50"]) == 1
    said = capsys.readouterr().out
    (kept,) = (folder / ".fuzz").iterdir()
    assert f"packaging/dev fuzz planted --again .fuzz/{kept.name}" in said
    assert "50 inputs" in said
    assert program.main(["planted", "--again", str(kept)]) == 1
    assert "KeyError: 'planted'" in capsys.readouterr().out


def test_the_same_seed_gives_the_same_inputs(folder: Path) -> None:
    seen: list[list[bytes]] = [[], []]
    for inputs in seen:
        fed(inputs.append, folder)
    assert seen[0] == seen[1]


def test_inputs_are_spread_by_speed() -> None:
    counts = program.spread(all_parsers(), 1_000_000)
    assert abs(sum(counts) - 1_000_000) < 30
    assert min(counts) > 1000
