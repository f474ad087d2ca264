"""A desktop of a test's own: a bus, a screen, a GNOME Keyring, and a person who answers its prompt.

Everything is started by us and ended by its process id. The screen has no window manager: keys go to the window under
the pointer.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from tests.credentials.in_session import ACCOUNT

ROOT = Path(__file__).parents[2]
TOOLS = ("dbus-daemon", "gnome-keyring-daemon", "secret-tool", "Xvfb", "xdotool")
PASSWORD = "testpw"
LIMIT_S = 40.0
"""No wait of a test is longer; none comes near it unless something is wrong."""
TRIES = 4
LOOK_S = 0.05
"""Between two looks at what happens outside; without it the looking is most of the work."""
AGAIN_S = 0.3
"""A key that came while the prompt was not ready is lost, and pressed again after this."""
SERVICE = "org.freedesktop.secrets"
PROMPT = ("--onlyvisible", "--class", "gcr-prompter")
UNWANTED = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY")


def check_tools() -> None:
    """Skip where something is not installed; in CI that is a failure."""
    lacking = [tool for tool in TOOLS if not shutil.which(tool)]
    if lacking and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(lacking)}")
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")


class Desktop:
    """Has an unlocked keyring once it is entered.

    Attributes:
        environment: what a program on this desktop gets.
    """

    def __init__(self, folder: Path, *, screen: bool = True) -> None:
        self.environment = {name: value for name, value in os.environ.items() if name not in UNWANTED}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            (folder / name).mkdir(mode=0o700, parents=True)
            self.environment[name] = str(folder / name)
        # The keyring's sockets are in there, and a socket's address has room for a hundred characters.
        self._runtime = tempfile.mkdtemp(prefix="airsync-")
        self.environment["XDG_RUNTIME_DIR"] = self._runtime
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder / 'bus'}"
        self._started: list[subprocess.Popen[str]] = []
        self._bus: subprocess.Popen[str] | None = None
        self._screen = self._new_screen() if screen else None
        self.start_bus()

    def __enter__(self) -> Self:
        self.start_keyring()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._started:
            child.kill()
            child.communicate()
        with suppress(LookupError):
            self.kill_keyring()
        self.kill_bus()
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(LIMIT_S)
        shutil.rmtree(self._runtime, ignore_errors=True)

    # -- the machine ------------------------------------------------------------------------------------------------

    def _new_screen(self) -> subprocess.Popen[bytes]:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
        screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        return screen

    def start_bus(self) -> None:
        """A session bus, at the same address as an earlier one; services that it starts see the screen."""
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        Path(address.partition("=")[2]).unlink(missing_ok=True)
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}", "--print-address"]
        self._bus = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._bus.stdout is not None
        assert self._bus.stdout.readline().startswith("unix:")

    def kill_bus(self) -> None:
        """As when a session breaks down: whatever hangs on the bus ends with it."""
        if self._bus is not None:
            self._bus.kill()
            self._bus.communicate()
            self._bus = None

    def start_keyring(self, password: str = PASSWORD) -> None:
        """Unlocked if the password is right; the first one makes the keyring."""
        command = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
        done = subprocess.run(
            command, input=password, env=self.environment, text=True, capture_output=True, timeout=LIMIT_S, check=False
        )
        assert done.returncode == 0  # even where the password is wrong
        self.until(self._has_keyring)

    def keyring_id(self) -> int:
        """The process that has the keyring's name on the bus. Raises LookupError."""
        said = self._ask_bus("GetConnectionUnixProcessID", f"string:{SERVICE}")
        if said is None:
            raise LookupError("nobody is the keyring")
        return int(said.split()[-1])

    def kill_keyring(self) -> None:
        """As when it crashes: the bus starts another at the next question, and that one is locked."""
        os.kill(self.keyring_id(), signal.SIGKILL)
        self.until(lambda: not self._has_keyring())
        # The next one would look for it at the other end of this for five seconds.
        (Path(self.environment["XDG_RUNTIME_DIR"]) / "keyring" / "control").unlink(missing_ok=True)

    def _has_keyring(self) -> bool:
        return self._ask_bus("NameHasOwner", f"string:{SERVICE}") == "boolean true"

    def _ask_bus(self, method: str, *arguments: str) -> str | None:
        name = "org.freedesktop.DBus"
        command = ["dbus-send", "--session", "--print-reply=literal", f"--dest={name}", "/", f"{name}.{method}"]
        done = subprocess.run(
            [*command, *arguments], env=self.environment, text=True, capture_output=True, timeout=LIMIT_S, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else None

    @staticmethod
    def until(what: Callable[[], bool]) -> None:
        """Wait for something that comes about outside."""
        ends = time.monotonic() + LIMIT_S
        while not what():
            assert time.monotonic() < ends, "it did not happen"
            time.sleep(LOOK_S)

    def take_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have this very process be one of the desktop's programs, with no other keyring than the desktop's."""
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(name, self.environment[name])
        # Tests' fakes announce themselves as all back ends do.
        monkeypatch.setattr("keyring.backend.get_all_keyring", list)

    # -- the keyring's contents -------------------------------------------------------------------------------------

    def keep(self, token: str, host: str) -> None:
        """Store a token under our names, by a program that shares no code with us."""
        entry = json.dumps({"secret": token, "stored_at": "2026-11-01T00:00:00+00:00"})
        names = ["service", "airsync-gui", "username", f"{ACCOUNT}@{host}", "application", "Python keyring library"]
        self.run(["secret-tool", "store", "--label=AirSync", *names], input=entry).check_returncode()

    def lock(self) -> None:
        """Lock the keyring, as a person does."""
        call = [f"--dest={SERVICE}", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock"]
        which = "array:objpath:/org/freedesktop/secrets/collection/login"
        self.run(["dbus-send", "--session", "--print-reply", *call, which]).check_returncode()

    # -- programs and the person ------------------------------------------------------------------------------------

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """A program that must end by itself."""
        settings = {"env": self.environment, "cwd": ROOT, "capture_output": True, "text": True, "timeout": LIMIT_S}
        return subprocess.run(command, check=False, **{**settings, **options})

    def start(self, command: list[str]) -> subprocess.Popen[str]:
        """A program that will ask; it ends with the desktop at the latest."""
        pipe = subprocess.PIPE
        child = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)
        self._started.append(child)
        return child

    def asking(self, command: list[str]) -> subprocess.Popen[str]:
        """A program that was started and asks by a prompt, which can be seen.

        On a busy machine the prompter does not always come up; the keyring then says that it was dismissed.
        """
        for _ in range(TRIES):
            child = self.start(command)
            self.until(lambda child=child: self._prompt() is not None or child.poll() is not None)  # type: ignore[misc]
            if child.poll() is None:
                return child
        raise AssertionError(f"no prompt came: {child.communicate()}")

    def answered(self, command: list[str], *keys: str) -> subprocess.CompletedProcess[str]:
        """A program that asks by a prompt, which gets these keys until the program has ended."""
        return self.answer(self.asking(command), *keys)

    def answer(self, child: subprocess.Popen[str], *keys: str) -> subprocess.CompletedProcess[str]:
        """The same for a program that asks already."""
        ends = time.monotonic() + LIMIT_S
        while True:
            self.press(*keys)
            with suppress(subprocess.TimeoutExpired):
                return self.ended(child, AGAIN_S)
            assert time.monotonic() < ends, "it still waits"

    def dismissed(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """A program whose prompt is dismissed; a second one is not answered."""
        child = self.asking(command)
        while self._prompt():
            self.press("Escape")
            time.sleep(LOOK_S)
        return self.ended(child)

    @staticmethod
    def ended(child: subprocess.Popen[str], limit_s: float = LIMIT_S) -> subprocess.CompletedProcess[str]:
        """How a program ended, once it has. Raises TimeoutExpired."""
        out, err = child.communicate(timeout=limit_s)
        return subprocess.CompletedProcess(child.args, child.returncode, out, err)

    def press(self, *keys: str) -> None:
        """Press keys (``Escape``), or type a text (``text:…``), into the prompt, if there is one."""
        window = self._prompt()
        if window is None:
            return
        self._hand("mousemove", "--window", window, "20", "20")
        for key in keys:
            kind, _, text = key.rpartition(":")
            self._hand(*(["type", "--delay", "2", text] if kind else ["key", key]))

    def _prompt(self) -> str | None:
        found = self.run(["xdotool", "search", *PROMPT]).stdout.split()
        return found[-1] if found else None

    def prompt_height(self) -> int:
        """In pixels: a password that was wrong is told in a line of its own."""
        shown = self.run(["xdotool", "search", *PROMPT, "getwindowgeometry"]).stdout
        return int(shown.split()[-1].partition("x")[2])

    def _hand(self, *order: str) -> None:
        self.run(["xdotool", *order])


def in_session(*steps: str) -> list[str]:
    """The command that takes these steps with the store."""
    return [sys.executable, "-m", "tests.credentials.in_session", *steps]


def results(done: subprocess.CompletedProcess[str]) -> list[Any]:
    """What the steps gave."""
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("[")]
    found: list[Any] = json.loads(line)
    return found
