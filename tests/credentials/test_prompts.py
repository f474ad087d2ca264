"""A locked keyring asks for its password, and a real person answers (or does not): by the store, and by the program."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.credentials.desktop import PASSWORD, Desktop, check_tools, in_session, results
from tests.credentials.in_session import HOST, TEXT
from tests.credentials.program import at_work, program

WRONG = ("ctrl+a", "text:wrong", "Return")
RIGHT = ("ctrl+a", f"text:{PASSWORD}", "Return")
LOCKED = (
    "No secure keyring: The keyring is locked and was not unlocked. Unlock the keyring and try again. "
    "For a single command, --token-stdin takes a token.\n"
)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    check_tools()
    with Desktop(tmp_path / "desktop") as ready:
        yield ready


@pytest.fixture
def desk(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with at_work(tmp_path / "work", desktop, monkeypatch) as ready:
        yield ready


def why(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [result["why"] for result in results(done)]


def test_a_prompt_that_is_dismissed_is_no_unlocking(desktop: Desktop) -> None:
    desktop.keep(TEXT, HOST)
    desktop.lock()
    assert why(desktop.dismissed(in_session("load_patiently"))) == ["locked"]
    assert results(desktop.answered(in_session("load_patiently"), *RIGHT)) == [TEXT]


def test_a_wrong_password_is_told_by_the_prompt_which_asks_again(desktop: Desktop) -> None:
    desktop.keep(TEXT, HOST)
    desktop.lock()
    asking = desktop.asking(in_session("load_patiently"))
    height = desktop.prompt_height()

    def told() -> bool:
        desktop.press(*WRONG)
        return desktop.prompt_height() > height

    desktop.until(told)
    assert asking.poll() is None
    assert results(desktop.answer(asking, *RIGHT)) == [TEXT]


def test_a_keyring_begun_with_a_wrong_password_asks(desktop: Desktop) -> None:
    desktop.keep(TEXT, HOST)
    desktop.kill_keyring()
    desktop.start_keyring("wrong")
    assert results(desktop.answered(in_session("load_patiently"), *RIGHT)) == [TEXT]


def test_one_that_was_never_made_is_made_with_a_password_or_not_at_all(tmp_path: Path) -> None:
    check_tools()
    desktop = Desktop(tmp_path / "desktop")
    try:
        assert why(desktop.dismissed(in_session("store_patiently"))) == ["missing"]
        new = (f"text:{PASSWORD}", "Tab", f"text:{PASSWORD}", "Return")
        assert results(desktop.answered(in_session("store_patiently", "load"), *new)) == [None, TEXT]
    finally:
        desktop.__exit__(None, None, None)


def test_who_does_not_want_to_answer_leaves_the_program_by_ctrl_c(desktop: Desktop, tmp_path: Path) -> None:
    desktop.lock()
    desktop.environment |= {
        "AIRTABLE_ENDPOINT_URL": "https://api.airtable.test", "HTTPS_PROXY": "http://127.0.0.1:9",
        "AIRSYNC_PROFILE": str(tmp_path / "profile"), "AIRSYNC_RUNTIME": str(tmp_path / "runtime"),
    }  # fmt: skip
    asking = desktop.asking(program("token", "test"))
    asking.send_signal(signal.SIGINT)
    left = desktop.ended(asking)
    assert (left.returncode, left.stdout) == (130, "")
    assert left.stderr == "Stopped: Stopped as you asked. What was not done stays in the queue for the next sync.\n"


def test_the_program_says_that_it_stays_locked_and_goes_on_once_it_is_not(desktop: Desktop, desk: Desk) -> None:
    desktop.lock()
    desk.replace("London", "Paris")
    table, asked = desk.airtable(), len(desk.sandbox.requests)
    tested = desktop.dismissed(program("token", "test"))
    assert (tested.returncode, tested.stdout, tested.stderr) == (5, "", LOCKED)
    synced = desktop.answered(program("sync"), *WRONG, "Escape")
    assert synced.returncode == 5
    assert "The keyring is locked and was not unlocked." in synced.stdout + synced.stderr
    assert (desk.airtable(), len(desk.sandbox.requests)) == (table, asked)
    assert desk.read()[0]["City"] == "Paris"
    synced = desktop.answered(program("sync"), *RIGHT)
    assert synced.returncode == 0, synced
    assert desk.airtable()["Ada"]["City"] == "Paris"
