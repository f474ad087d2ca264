"""The store against a real GNOME Keyring, in a D-Bus session of its own with a keyring of its own.

Skipped where one of TOOLS is not installed; in CI that is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.credentials.in_session import TEXT

ROOT = Path(__file__).parents[2]
TOOLS = ("dbus-run-session", "gnome-keyring-daemon", "secret-tool", "Xvfb")
SECRET_SERVICE = "keyring.backends.SecretService.Keyring"
UNLOCKED = 'printf testpw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
"""Its exit status is 0 even where the password is wrong."""
NEVER_MADE = 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec "$@"'
WITH_A_DISPLAY = """
mkfifo "$XDG_RUNTIME_DIR/display"
Xvfb -displayfd 3 -screen 0 640x480x8 -nolisten tcp 3>"$XDG_RUNTIME_DIR/display" 2>/dev/null &
screen=$!
trap 'kill $screen' EXIT
read number <"$XDG_RUNTIME_DIR/display"
export DISPLAY=:$number
dbus-update-activation-environment DISPLAY
printf testpw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
"$@"
"""
WRONG_PASSWORD = UNLOCKED.replace("testpw", "wrong")


@pytest.fixture
def session(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty keyring and no display to prompt on."""
    if lacking := [tool for tool in TOOLS if not shutil.which(tool)]:
        reason = f"not installed: {', '.join(lacking)}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return _environment(tmp_path)


def _environment(folder: Path) -> dict[str, str]:
    unwanted = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        (folder / name).mkdir(mode=0o700)
        environment[name] = str(folder / name)
    return environment


def run(environment: Mapping[str, str], start: str, *steps: str) -> list[Any]:
    """The results of the steps, in a session of its own that begins with ``start``."""
    inside = [sys.executable, "-m", "tests.credentials.in_session", *steps]
    return _results(["dbus-run-session", "--", "sh", "-c", start, "sh", *inside], environment)


def _results(command: list[str], environment: Mapping[str, str]) -> list[Any]:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    # Services that the session starts (the prompt's accessibility bus) print to the same stream.
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("[")]
    results: list[Any] = json.loads(line)
    return results


def test_a_token_is_stored_loaded_replaced_and_forgotten(session: dict[str, str]) -> None:
    steps = (
        "backend",
        "load",
        "store",
        "load",
        "other_client",
        "replace",
        "load",
        "stored_at",
        "forget",
        "forget",
        "load",
    )
    backend, none, _, loaded, seen, _, replaced, stored_at, forgotten, again, gone = run(session, UNLOCKED, *steps)
    assert backend == SECRET_SERVICE
    assert none == gone == {"error": "NoKey"}
    assert loaded == seen == TEXT
    assert replaced == TEXT.replace("0", "f")
    assert timedelta(0) <= datetime.now(UTC) - datetime.fromisoformat(stored_at) < timedelta(minutes=2)
    assert (forgotten, again) == (True, False)


def test_a_token_outlives_the_session_and_lies_nowhere_in_clear(session: dict[str, str], tmp_path: Path) -> None:
    run(session, UNLOCKED, "store")
    assert run(session, UNLOCKED, "load") == [TEXT]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.endswith(".keyring") for path in files)
    assert not [path for path in files if TEXT[:20].encode() in path.read_bytes()]


def test_a_locked_keyring_that_nobody_unlocks_is_said_to_be_locked(session: dict[str, str]) -> None:
    _, _, loaded, stored, forgotten = run(session, UNLOCKED, "store", "lock", "load", "store", "forget")
    locked = {"error": "KeyringUnavailable", "why": "locked", "backend": SECRET_SERVICE, "quick": True}
    assert loaded == stored == forgotten == locked


def test_a_password_prompt_that_nobody_answers_is_left_after_the_limit(session: dict[str, str]) -> None:
    _, _, result = run(session, WITH_A_DISPLAY, "store", "lock", "load_impatiently")
    assert result == {"error": "KeyringUnavailable", "why": "locked", "backend": SECRET_SERVICE, "quick": True}


def test_a_keyring_started_with_a_wrong_password_is_locked(session: dict[str, str]) -> None:
    run(session, UNLOCKED, "store")
    (result,) = run(session, WRONG_PASSWORD, "load")
    assert result["why"] == "locked"


def test_a_keyring_that_was_never_made_can_not_be_made_without_a_person(session: dict[str, str]) -> None:
    (result,) = run(session, NEVER_MADE, "store")
    assert (result["why"], result["backend"]) == ("missing", SECRET_SERVICE)


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is how Linux finds its keyring")
def test_without_a_session_bus_there_is_no_keyring_and_nothing_is_written(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.credentials.in_session", "load", "store"]
    loaded, stored = _results(command, _environment(tmp_path))
    assert loaded == stored == {"error": "KeyringUnavailable", "why": "missing", "backend": None, "quick": True}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


CHOICE = """
[backend]
default-keyring=tests.credentials.plain_file.PlainFile
keyring-path={root}
"""


@pytest.mark.parametrize("way", ["a file", "a variable"])
def test_a_choice_of_another_keyring_changes_nothing(session: dict[str, str], tmp_path: Path, way: str) -> None:
    """``keyring`` itself would follow it into a plain text file."""
    (tmp_path / "secrets.txt").touch()
    session["PLAIN_FILE"] = str(tmp_path / "secrets.txt")
    if way == "a file":
        for folder in (tmp_path / "XDG_CONFIG_HOME", tmp_path / "XDG_DATA_HOME"):
            (folder / "python_keyring").mkdir()
            (folder / "python_keyring" / "keyringrc.cfg").write_text(CHOICE.format(root=ROOT))
    else:
        session["PYTHON_KEYRING_BACKEND"] = "tests.credentials.plain_file.PlainFile"
    theirs, backend, _, loaded = run(session, UNLOCKED, "keyrings_own_choice", "backend", "store", "load")
    assert theirs == "PlainFile"
    assert (backend, loaded) == (SECRET_SERVICE, TEXT)
    outside = [sys.executable, "-m", "tests.credentials.in_session", "keyrings_own_choice", "store"]
    theirs, stored = _results(outside, session)
    assert (theirs, stored["why"]) == ("PlainFile", "insecure")
    assert stored["backend"] == "tests.credentials.plain_file.PlainFile"
    assert (tmp_path / "secrets.txt").read_text() == ""
