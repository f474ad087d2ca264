"""Real processes: signals, full disks, missing Qt, start-up, pipes and encodings."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.desk import Desk, child_environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")

PROGRAM = (sys.executable, "-m", "airsync_gui")


def run(
    desk: Desk,
    *args: str,
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
    program: tuple[str, ...] = PROGRAM,
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """``airsync-gui ARGS`` as a process."""
    return subprocess.run(
        [*program, *args],
        env={**child_environment(desk), **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=before,
        **{"stdin": subprocess.DEVNULL, "encoding": "utf-8", **options},
    )


# -- what is imported -------------------------------------------------------------------------------------------------

WITHOUT = """
import sys

class Forbid:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            raise ImportError(f"forbidden: {name}")

sys.meta_path.insert(0, Forbid())
"""


def without(*modules: str, program: str = "from airsync_gui.cli import main\nmain()") -> tuple[str, ...]:
    """A program in which these modules can't be imported."""
    return (sys.executable, "-c", f"FORBIDDEN = {set(modules)!r}\n{WITHOUT}\n{program}")


def test_all_of_it_works_without_qt(desk: Desk) -> None:
    desk.write(("Ada", 36))
    program = without("PySide6", "shiboken6")
    shown = run(desk, program=without("PySide6", program="import PySide6.QtCore"))
    assert "forbidden: PySide6" in shown.stderr  # the hook does forbid
    add = ("pair", "add", "P", "--local", str(desk.folder / "people.csv"), "--airtable", "Club/People", "--key", "Name")
    for args in (add, ("sync",), ("status",), ("doctor",)):
        done = run(desk, *args, program=program)
        assert "Traceback" not in done.stderr
        assert done.returncode == 0 or args == ("doctor",), done
    assert list(desk.airtable()) == ["Ada"]


def test_a_whole_sync_never_imports_qt(desk: Desk) -> None:
    desk.in_step()
    desk.replace("36", "37")
    program = (
        "import sys\nfrom airsync_gui.cli import main\n"
        "try:\n    main()\nfinally:\n    print(*sorted(m for m in sys.modules if 'PySide' in m or 'httpx' == m))"
    )
    done = run(desk, "sync", program=(sys.executable, "-c", program))
    assert done.stdout.splitlines()[-1] == "httpx"
    assert desk.airtable()["Ada"]["Age"] == 37


def test_cycles_are_looked_for_seldom_and_not_at_the_end(desk: Desk) -> None:
    program = (
        "import atexit, gc\nfrom airsync_gui.cli import NEW_OBJECTS, main\n"
        "atexit.register(lambda: print(gc.get_threshold()[0] == NEW_OBJECTS, gc.get_freeze_count() > 10_000))\nmain()"
    )
    done = run(desk, "--version", program=(sys.executable, "-c", program))
    assert done.stdout.splitlines()[-1] == "True True"


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("sandbox", "--help")])
def test_help_and_version_import_next_to_nothing(desk: Desk, args: tuple[str, ...]) -> None:
    slow = ("PySide6", "httpx", "keyring", "msgspec", "platformdirs", "sqlite3", "tomlkit", "truststore", "werkzeug")
    done = run(desk, *args, program=without(*slow))
    assert (done.returncode, done.stderr) == (0, "")


def test_help_needs_no_keyring_nor_network_for_any_command(desk: Desk) -> None:
    program = without("PySide6", "httpx", "keyring", "tomlkit", "truststore", "werkzeug")
    groups: dict[str, tuple[str, ...]] = {
        "token": ("set", "test", "forget"),
        "queue": ("list", "retry", "edit", "drop"),
        "pair": ("add", "list", "show", "set", "pause", "resume", "remove", "export", "import"),
    }
    alone = [(name,) for name in ("sync", "status", "conflicts", "resolve", "history", "schema", "doctor")]
    for args in (*alone, *((name, part) for name, parts in groups.items() for part in (*parts, "--help"))):
        done = run(desk, *args, "--help", program=program)
        assert done.returncode == 0, done
        assert done.stdout.startswith("Usage: ")
    assert not desk.profile.exists()


# -- signals ----------------------------------------------------------------------------------------------------------


def wait_for(what: Callable[[], object]) -> None:
    ends = time.monotonic() + 20
    while not what():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (signal.SIGINT, "reading"),
        (signal.SIGINT, "writing"),
        (signal.SIGTERM, "reading"),
        (signal.SIGHUP, "writing"),
    ],
)
def test_ctrl_c_ends_a_sync_at_once_and_the_next_one_completes_it(
    desk: Desk, number: signal.Signals, moment: str
) -> None:
    """Airtable takes 15 s to answer a read (or a write that it has carried out): nobody waits for it."""
    desk.write(*((f"P{n}", n) for n in range(25)))
    desk.add_pair()
    slow: list[str] = []
    seen: list[str] = []
    done_at: list[float] = []

    def before(method: str, path: str) -> None:
        if "/v0/meta" not in path:
            reads = method == "GET" or "listRecords" in path
            slow[:] = [path] if reads == (moment == "reading") else []

    def delay() -> None:
        if slow:
            seen.append(slow.pop())
            ends = time.monotonic() + 15
            while time.monotonic() < ends and not done_at:
                time.sleep(0.05)

    desk.sandbox.before_request.append(before)
    desk.sandbox.faults.delay = delay
    pipe = subprocess.PIPE
    child = subprocess.Popen([*PROGRAM, "sync"], env=child_environment(desk), stdout=pipe, stderr=pipe, text=True)
    try:
        wait_for(lambda: seen)
        started = time.monotonic()
        child.send_signal(number)
        out, err = child.communicate(timeout=10)
        took = time.monotonic() - started
    finally:
        done_at.append(1.0)
        child.kill()
        child.wait()
    assert child.returncode == 130, err
    assert took < 5  # not the 15 of the answer; an idle computer needs less than one
    assert "Traceback" not in err
    assert "Stopped as you asked" in err
    assert out == ""
    assert desk("history", "--json").items[0]["status"] == "cancelled"
    assert desk("status", "--json").items[0]["state"] == "cancelled"
    desk.sandbox.before_request.clear()
    desk.sandbox.faults.delay = None
    assert desk("sync").code == 0
    assert sorted(desk.airtable()) == sorted(f"P{n}" for n in range(25))
    assert len(desk.people.records()) == 25
    assert desk("queue", "--json").items == []
    assert desk("sync", "--json").json["items"] == []


def in_a_terminal(desk: Desk, *args: str) -> tuple[subprocess.Popen[bytes], int]:
    """``airsync-gui ARGS`` as what a terminal was opened for, and the terminal's other end."""
    end, terminal = os.openpty()
    opened = ("sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(terminal))  # a session's first terminal is its own
    child = subprocess.Popen([*opened, *PROGRAM, *args], env=child_environment(desk), start_new_session=True)
    wait_for(lambda: os.tcgetpgrp(end) == child.pid)
    os.close(terminal)
    return child, end


def test_a_closed_terminal_ends_a_sync_in_order(desk: Desk) -> None:
    """Standard output and error are gone with it: nothing that is still told there may be what ends it."""
    desk.write(*((f"P{n}", n) for n in range(25)))
    desk.add_pair()
    asked, closed = threading.Event(), threading.Event()

    def before(_method: str, path: str) -> None:
        if "listRecords" in path:
            asked.set()
            closed.wait(20)

    desk.sandbox.before_request.append(before)
    child, end = in_a_terminal(desk, "sync")
    try:
        assert asked.wait(20)
        os.close(end)
        code = child.wait(20)
    finally:
        closed.set()
        child.kill()
        child.wait()
    assert code == 130
    assert desk("history", "--json").items[0]["status"] == "cancelled"
    log = (desk.profile / "logs" / "airsync.log").read_text(encoding="utf-8")
    assert "told: Cancelled" in log
    assert "a bug" not in log


def test_what_was_started_to_outlive_its_terminal_goes_on(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair()
    sent: list[str] = []

    def before(_method: str, path: str) -> None:
        if "listRecords" in path and not sent:
            sent.append(path)
            child.send_signal(signal.SIGHUP)

    desk.sandbox.before_request.append(before)
    nohup = ("sh", "-c", 'trap "" HUP; exec "$@"', "sh")
    child = subprocess.Popen([*nohup, *PROGRAM, "sync"], env=child_environment(desk), stdout=subprocess.PIPE)
    out, _ = child.communicate(timeout=60)
    assert (child.returncode, sent) == (0, sent[:1])
    assert b"1 new in Airtable" in out


def test_a_killed_sync_leaves_no_lock_and_the_next_one_completes_it(desk: Desk) -> None:
    desk.write(*((f"P{n}", n) for n in range(25)))
    desk.add_pair()
    posts: list[str] = []
    desk.sandbox.after_request.append(lambda method, path: posts.append(path) if method == "POST" else None)
    child = subprocess.Popen([*PROGRAM, "sync"], env=child_environment(desk), stderr=subprocess.PIPE)
    wait_for(lambda: [path for path in posts if "listRecords" not in path])
    child.kill()
    child.communicate()
    assert desk("status", "--json").items[0]["state"] in ("under way", "in step")
    assert desk("sync").code == 0
    assert len(desk.people.records()) == 25


# -- no room ----------------------------------------------------------------------------------------------------------


def room(most: int) -> Callable[[], None]:
    """No file may grow beyond this: what a full disk does, at a place of our choice."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def test_a_full_disk_for_the_csv_leaves_it_whole(desk: Desk) -> None:
    notes = "x" * 5000
    desk.in_step(rows=[(f"P{n}", n, "", notes) for n in range(300)])
    before = (desk.folder / "people.csv").read_bytes()
    desk.people.edit(desk.people.find(Name="P1"), {"Age": 99})
    done = run(desk, "sync", before=room(1_200_000))
    assert done.returncode in (1, 7), done
    assert "Traceback" not in done.stderr
    assert "people.csv could not be written" in done.stderr + done.stdout
    assert (desk.folder / "people.csv").read_bytes() == before
    assert [path.name for path in desk.folder.iterdir() if "tmp" in path.name] == []
    assert desk("sync").code == 0
    assert desk.read()[1]["Age"] == "99"


@pytest.mark.parametrize("most", [0, 1_000, 20_000, 150_000])
def test_a_full_disk_for_the_state_and_the_log_ends_in_a_sentence(desk: Desk, most: int) -> None:
    desk.in_step(rows=[(f"P{n}", n) for n in range(60)])
    settings = (desk.profile / "settings.toml").read_bytes()
    desk.write(*((f"P{n}", n + 1) for n in range(60)))
    done = run(desk, "sync", "--yes", before=room(most))
    assert done.returncode in (0, 1), done
    assert "Traceback" not in done.stderr
    assert "Logging error" not in done.stderr
    if done.returncode:
        assert "AirSync's own files: " in done.stderr
    paused = run(desk, "pair", "pause", "People", before=room(min(most, 100)))
    assert paused.returncode == 1
    assert "settings.toml" in paused.stderr
    assert "Traceback" not in paused.stderr
    assert (desk.profile / "settings.toml").read_bytes() == settings
    assert desk("sync", "--yes").code == 0
    assert {fields["Age"] for fields in desk.airtable().values()} == set(range(1, 61))
    assert len(desk.people.records()) == 60


def as_anyone() -> None:
    """Give up the right of the superuser to read and write what its mode forbids."""
    drop, overrides = 24, (1, 2)  # PR_CAPBSET_DROP; CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    for capability in overrides if os.geteuid() == 0 else ():
        if ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0) != 0:
            raise OSError("can't become anyone")


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux knows them")
def test_a_profile_that_may_only_be_read(desk: Desk) -> None:
    desk.in_step()
    inside = [desk.profile, *desk.profile.rglob("*")]
    before = {path: path.read_bytes() for path in inside if path.is_file()}
    for path in inside:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        for args in (("sync",), ("pair", "pause", "People"), ("pair", "list")):
            done = run(desk, *args, before=as_anyone)
            assert "Traceback" not in done.stderr
            assert "Note: no log is kept" in done.stderr
            assert done.returncode == (0 if "list" in args else 1), done
    finally:
        for path in inside:
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert {path: path.read_bytes() for path in before} == before
    assert desk("sync").code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux knows them")
def test_a_csv_in_a_folder_that_may_only_be_read(desk: Desk) -> None:
    (desk.folder / "lists").mkdir()
    desk.write(("Ada", 36), name="lists/people.csv")
    desk.add_pair(file="lists/people.csv")
    assert desk("sync").code == 0
    desk.edit("Ada", Age=37)
    (desk.folder / "lists").chmod(0o500)
    done = run(desk, "sync", before=as_anyone)
    (desk.folder / "lists").chmod(0o700)
    assert done.returncode in (1, 7)
    assert "people.csv could not be written (can't be replaced: no permission)" in done.stderr + done.stdout
    assert desk("sync").code == 0
    assert desk.read("lists/people.csv")[0]["Age"] == "37"


# -- the rest ---------------------------------------------------------------------------------------------------------


def test_what_a_terminal_has_no_letters_for_is_escaped(desk: Desk) -> None:
    desk.in_step(rows=(("餃子", 1), ("Zoë", 2)))
    latin = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = run(desk, "history", "--run", "1", env=latin, errors="replace")
    assert done.returncode == 0, done
    assert "\\u9903" in done.stdout
    listed = run(desk, "history", "--run", "1", "--json", env=latin, encoding="latin-1")
    assert {"餃子", "Zoë"} == {item["record"] for item in json.loads(listed.stdout)["items"]}


def test_a_reader_that_leaves_early_is_no_error_to_be_told(desk: Desk) -> None:
    desk.in_step(rows=[(f"P{n}", n) for n in range(400)])
    line = f"{sys.executable} -m airsync_gui history --run 1 | head -n 1"
    done = subprocess.run(
        line, shell=True, env=child_environment(desk), capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.startswith("RECORD")
    assert done.stderr == ""


def test_ctrl_c_while_the_program_is_still_imported_ends_it_without_a_traceback(desk: Desk) -> None:
    code = WITHOUT.replace("ImportError(", "KeyboardInterrupt(").replace("FORBIDDEN", "('click',)")
    done = run(desk, program=(sys.executable, "-c", f"{code}\nfrom airsync_gui.__main__ import main\nmain()"))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_sync_goes_on_without_a_standard_error(desk: Desk) -> None:
    desk.in_step(rows=[("Ada", 36)])
    desk.write(("Ada", 37))
    done = run(desk, "sync", program=("bash", "-c", 'exec "$0" -m airsync_gui "$@" 2>&-', sys.executable))
    assert (done.returncode, desk.airtable()["Ada"]["Age"]) == (0, 37)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's")
def test_an_output_on_a_full_disk_is_told_and_is_no_bug(desk: Desk) -> None:
    desk.in_step(rows=[("Ada", 36)])
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "status"],
            env=child_environment(desk),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        "Not all could be shown: standard output goes to a full disk. What was done is in the history.\n"
    )


def test_the_sandbox_by_itself(desk: Desk) -> None:
    child = subprocess.Popen(
        [*PROGRAM, "sandbox", "--no-rate-limit"], env=child_environment(desk), stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert child.stdout is not None
    try:
        url = child.stdout.readline().split(" on ")[1].split()[0]
        assert httpx.get(f"{url}/_sandbox/state").json()["bases"][0]["name"] == "Habits"
        desk.env["AIRTABLE_ENDPOINT_URL"] = url
        assert desk("token", "test", "--json").json["items"][0]["name"] == "Habits"
    finally:
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=10) == 0
        child.stdout.close()


def test_doctor_names_what_is_wrong_and_holds_no_secret(desk: Desk) -> None:
    good = desk("doctor", "--json")
    assert good.code == 0
    found = {item["id"]: item["ok"] for item in good.items}
    assert all(set(item) == {"id", "ok", "found"} for item in good.items)
    assert found["Airtable"]
    assert found["keyring"]
    desk.server.close()
    bad = desk("doctor")
    assert bad.code == 1
    assert "BAD  Airtable" in bad.out
    assert "can't be reached" in bad.out or "did not answer" in bad.out


# -- what other users see ---------------------------------------------------------------------------------------------


def showing(secret: str) -> list[str]:
    """Processes that have a secret among their arguments or in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            with suppress(OSError):  # it has ended, or is somebody else's
                if secret.encode() in (folder / name).read_bytes():
                    found.append(f"{folder.name} {name}")
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked at as on Linux")
def test_a_token_is_no_processes_argument_and_in_no_environment(desk: Desk) -> None:
    secret = desk.sandbox.add_token()
    typed = desk.folder / "typed"
    typed.write_text(secret)
    desk.in_step()
    desk.replace("36", "37")
    seen: list[list[str]] = []
    desk.sandbox.before_request.append(lambda _method, _path: seen.append(showing(secret)))
    with typed.open() as stdin:
        assert run(desk, "sync", "--token-stdin", stdin=stdin).returncode == 0
    assert seen
    assert not any(seen)
    for given in ({"args": ["tail", "-f", "/dev/null", secret]}, {"args": ["cat"], "env": {"TOKEN": secret}}):
        with subprocess.Popen(**given, stdin=subprocess.PIPE) as careless:
            wait_for(lambda: showing(secret))
            careless.kill()
