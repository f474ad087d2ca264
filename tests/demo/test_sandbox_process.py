"""The sandbox in a process of its own: it says where it is, and never outlives whoever started it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import PureWindowsPath
from urllib.request import urlopen

import pytest

from airsync_gui import own_command
from airsync_gui.demo import sandbox_process
from airsync_gui.demo.sandbox_process import SandboxProcess
from airsync_gui.errors import Unreachable
from tests.demo.processes import LIMIT_S, is_alive, wait_until_gone

pytestmark = pytest.mark.serial


def failing(*code: str) -> Sequence[str]:
    return [sys.executable, "-c", "; ".join(code)]


def test_it_answers_and_ends_when_closed() -> None:
    with SandboxProcess() as sandbox:
        with urlopen(f"{sandbox.url}/_sandbox/requests") as answer:
            assert answer.status == 200
        process_id = sandbox.process_id
    assert not is_alive(process_id)
    sandbox.close()


def test_start_does_not_wait_and_may_be_closed_at_once() -> None:
    sandbox = SandboxProcess().start()
    process_id = sandbox.process_id
    sandbox.close()
    assert not is_alive(process_id)


def test_one_that_was_never_started_may_be_closed() -> None:
    SandboxProcess().close()


def test_one_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_process, "own_command", lambda *_: failing("print('hello')"))
    with SandboxProcess() as sandbox, pytest.raises(Unreachable, match="did not start"):
        _ = sandbox.url


def test_one_that_says_nothing_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_process, "own_command", lambda *_: failing("import sys", "sys.stdin.read()"))
    monkeypatch.setattr(sandbox_process, "START_LIMIT_S", 0.05)
    with SandboxProcess() as sandbox, pytest.raises(Unreachable):
        _ = sandbox.url


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_its_parent_however_that_ends(number: signal.Signals) -> None:
    code = (
        "from airsync_gui.demo.sandbox_process import SandboxProcess\n"
        "sandbox = SandboxProcess().start()\n"
        "sandbox.url\n"
        "print(sandbox.process_id, flush=True)\n"
        "input()\n"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        process_id = int(parent.stdout.readline())
        assert is_alive(process_id)
        parent.send_signal(number)
        parent.wait(LIMIT_S)
        wait_until_gone(process_id)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_it_ends_with_a_parent_that_was_killed_before_it_ran() -> None:
    code = (
        "import os, signal\n"
        "from airsync_gui.demo.sandbox_process import SandboxProcess\n"
        "print(SandboxProcess().start().process_id, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    wait_until_gone(int(done.stdout))


def test_the_own_command_from_source_and_packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_command.own_command("sandbox") == [sys.executable, "-m", "airsync_gui", "sandbox"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command.own_command("sandbox", "--port") == [sys.executable, "sandbox", "--port"]


@pytest.mark.parametrize(
    ("platform", "frozen", "expected"),
    [
        ("win32", True, [r"C:\AirSync\AirSync.exe", "--background"]),
        ("win32", False, [r"C:\AirSync\airsync-gui.exe", "-m", "airsync_gui", "--background"]),
        ("linux", True, [r"C:\AirSync\airsync-gui.exe", "--background"]),
    ],
)
def test_a_window_starts_without_a_console_in_the_package_for_windows(
    platform: str, frozen: bool, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "executable", r"C:\AirSync\airsync-gui.exe")
    monkeypatch.setattr(own_command, "PurePath", PureWindowsPath)
    assert own_command.own_window_command("--background") == expected
