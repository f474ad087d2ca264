"""The machine that settles Airtable's doubts the other way: it leaves none out, and what it does is felt."""

from __future__ import annotations

from pathlib import Path

import pytest

from airsync_gui.sandbox import Sandbox
from airsync_gui.sandbox.switches import CHOICES, Switches
from tests.doubts.__main__ import NOT_THESE, ROOT, TESTS, chosen, main, other_ways
from tests.doubts.plugin import assume

SAMPLE = '''\
"""Tests that need one way, look at another switch, and set what they need."""

from airsync_gui.sandbox import Sandbox


def test_takes_it_for_granted():
    assert Sandbox().switches.retry_after is False


def test_asks_for_another():
    assert Sandbox().switches.round_numbers is False


def test_says_what_it_needs():
    assert Sandbox(retry_after=False).switches.retry_after is False
'''


def test_every_switch_has_another_way_that_it_takes() -> None:
    usual = Switches().as_json()
    assert set(other_ways()) == set(usual)
    for name, others in other_ways().items():
        assert others, name
        for other in others:
            switches = Switches()
            switches.set({name: other})
            assert getattr(switches, name) != usual[name]


@pytest.mark.parametrize("name", CHOICES)
def test_every_word_of_a_switch_is_a_way(name: str) -> None:
    assert {*other_ways()[name], Switches().as_json()[name]} == set(CHOICES[name])


def test_what_runs_can_be_chosen() -> None:
    assert list(chosen([])) == [f"{name}={other}" for name, others in other_ways().items() for other in others]
    assert list(chosen(["payload_records", "retry_after=true"])) == [
        "payload_records=0",
        "payload_records=1",
        "retry_after=true",
    ]


@pytest.mark.parametrize("way", ["colour", "retry_after=perhaps", "colour=red"])
def test_what_there_is_not_is_said(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([way])
    assert ended.value.code == 2
    assert way.partition("=")[0] in capsys.readouterr().err


def test_the_tests_are_there() -> None:
    assert [path for path in (*TESTS, *NOT_THESE) if not (ROOT / path).exists()] == []


def test_a_sandbox_that_is_not_told_otherwise_does_it_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assume(monkeypatch, "payload_records", 1)
    assert Sandbox().switches.payload_records == 1
    assert Sandbox(payload_records=7).switches.payload_records == 7
    assert Sandbox().switches.retry_after is False
    monkeypatch.undo()
    assert Sandbox().switches.payload_records == 100


def test_a_short_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = tmp_path / "test_sample.py"
    sample.write_text(SAMPLE, encoding="utf-8")
    assert main(["retry_after", "--tests", str(sample)]) == 1
    _, usual, other, total, *failed = capsys.readouterr().out.splitlines()
    assert usual.split()[:4] == ["(as", "usual)", "3", "0"]
    assert other.split()[:4] == ["retry_after", "True", "1", "1"]  # what asks for another switch is left out
    assert total.startswith("1 other ways")
    assert [line.rpartition("::")[2] for line in failed] == ["test_takes_it_for_granted"]


def test_a_pass_that_can_not_be_made_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["retry_after", "--tests", str(tmp_path / "test_nothing.py")]) == 1
    assert "test_nothing" in capsys.readouterr().out
