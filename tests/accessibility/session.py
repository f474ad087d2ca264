"""A desktop of a test's own: a bus, a screen, the accessibility bus, one program on it, and a hand outside.

Everything is started by us and ended by its process id; nothing reaches the desktop of the person who runs the tests.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SCREEN = "1280x860x24"
SCREEN_NUMBERS = (1_000, 50_000)
FROM_SOURCE = (sys.executable, "-m", "airsync_gui")
START_LIMIT_S = 20.0
ORDER_LIMIT_S = 60.0
END_LIMIT_S = 8.0
LISTENING = "0A"
"""As /proc/net/tcp writes it."""
SIGN = "AIRSYNC_TEST_SESSION"
"""Every process of a session carries this in its environment, so that one that was left behind is found."""
PICTURES = os.environ.get("AIRSYNC_PICTURES", "")
"""Read when the tests are collected: a test's own environment has none of AirSync's variables."""


def lacking() -> list[str]:
    """What a session needs and this machine does not have; Debian's names."""
    tools = {"Xvfb": "xvfb", "dbus-daemon": "dbus", "scrot": "scrot", "xdotool": "xdotool"}
    found = [package for tool, package in tools.items() if not shutil.which(tool)]
    if _launcher() is None:
        found.append("at-spi2-core")
    code = "import gi; gi.require_version('Atspi', '2.0')"
    done = None
    if Path(SYSTEM_PYTHON).exists():
        done = subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, timeout=START_LIMIT_S, check=False)
    if done is None or done.returncode:
        found += ["python3-gi", "gir1.2-atspi-2.0"]
    return found


def _launcher() -> str | None:
    return next((path for path in LAUNCHERS if Path(path).exists()), None)


class Refused(AssertionError):
    """An order that could not be carried out; says why."""


class Hand:
    """Gives orders to ``client.py``; see there for what each does."""

    def __init__(self, client: subprocess.Popen[str]) -> None:
        self._client = client

    def __call__(self, order: str, **what: Any) -> Any:
        """Carry out one order. Raises Refused."""
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        watch = threading.Timer(ORDER_LIMIT_S, self._client.kill)
        watch.start()
        try:
            self._client.stdin.write(json.dumps({"do": order, **what}) + "\n")
            self._client.stdin.flush()
            line = self._client.stdout.readline()
        finally:
            watch.cancel()
        if not line:
            raise Refused(f"no answer to {order} {what} within {ORDER_LIMIT_S:.0f} s")
        answer = json.loads(line)
        if "error" in answer:
            raise Refused(f"{order} {what}: {answer['error']}")
        return answer["result"]


class Session:
    """One program on a desktop of its own.

    Attributes:
        folder: of this session alone; ``folder / "tmp"`` is the program's place for temporary files.
        hand: what is done to the window, and read from it.
        program: its process.
    """

    def __init__(self, folder: Path, environment: dict[str, str], hand: Hand, program: subprocess.Popen[str]) -> None:
        self.folder, self.environment, self.hand, self.program = folder, environment, hand, program

    def sandbox_state(self) -> Any:
        """All that the sandbox holds, by its side door."""
        port = listening_port(self.environment[SIGN], "sandbox")
        opener = build_opener(ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/_sandbox/state", timeout=ORDER_LIMIT_S) as answer:
            return json.load(answer)

    def photograph(self, name: str) -> None:
        """A picture of the whole screen, where somebody wants pictures."""
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self._run("scrot", "--overwrite", str(Path(PICTURES).resolve() / f"{name}.png"))

    def keys(self, *names: str) -> None:
        """Press keys on whatever has the focus."""
        self._run("xdotool", "key", "--clearmodifiers", *names)

    def click(self, name: str) -> None:
        """A real click in the middle of something."""
        x, y = self.hand("middle", name=name)
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=ORDER_LIMIT_S)


@contextmanager
def session(folder: Path, *arguments: str, program: Sequence[str] = FROM_SOURCE) -> Iterator[Session]:
    """AirSync with these arguments, until the end of the block; nothing of it is left then.

    ``program`` is the command that starts it, in the same process or none.

    Raises:
        AssertionError: something did not start, or was left over.
    """
    environment = _environment(folder)
    try:
        with ExitStack() as stack:

            def start(command: Sequence[str], **more: Any) -> subprocess.Popen[str]:
                return stack.enter_context(_running(command, folder, environment, **more))

            bus = start(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"])
            environment["DBUS_SESSION_BUS_ADDRESS"] = _first_line(bus)
            # Not the first free number: one that another test's screen just gave up may be lost together with it.
            number = random.randint(*SCREEN_NUMBERS)
            screen = start(["Xvfb", f":{number}", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"])
            environment["DISPLAY"] = f":{_first_line(screen)}"
            start([_launcher() or "", "--launch-immediately"], stdout=subprocess.DEVNULL)
            _await_accessibility_bus(environment)
            started = start([*program, *arguments], stdout=subprocess.DEVNULL)
            client = start([SYSTEM_PYTHON, str(Path(__file__).with_name("client.py"))], stdin=subprocess.PIPE)
            yield Session(folder, environment, Hand(client), started)
    finally:
        left = _end_leftovers(environment[SIGN])
    assert not left, f"left over: {left}"


def _await_accessibility_bus(environment: Mapping[str, str]) -> None:
    """As at a person's log-in: a program that is quicker than this bus is never heard of by it."""
    name = "org.a11y.Bus"
    command = [
        "dbus-send",
        "--session",
        "--print-reply=literal",
        f"--dest={name}",
        "/org/a11y/bus",
        f"{name}.GetAddress",
    ]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=START_LIMIT_S, check=False)
    assert told.stdout.strip().startswith("unix:"), told


def _environment(folder: Path) -> dict[str, str]:
    kept = ("PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    places = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "AIRSYNC_RUNTIME": "airsync-run"}
    for variable, name in places.items():
        (folder / name).mkdir(mode=0o700)
        environment[variable] = str(folder / name)
    return environment | {
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONUNBUFFERED": "1",
        SIGN: str(folder),
    }


@contextmanager
def _running(
    command: Sequence[str], folder: Path, environment: dict[str, str], **more: Any
) -> Iterator[subprocess.Popen[str]]:
    """A process, ended at the end of the block; what it says goes to a file that names it."""
    said = folder / f"{Path(command[0]).name}-{len(list(folder.glob('*.log')))}.log"
    with said.open("w") as log:
        pipes = {"stdout": subprocess.PIPE, "stderr": log, **more}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.terminate()
    try:
        process.wait(END_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(END_LIMIT_S)


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    watch = threading.Timer(START_LIMIT_S, process.kill)
    watch.start()
    line = process.stdout.readline().strip()
    watch.cancel()
    assert line, f"did not start: {process.args!r}"
    return line


def _end_leftovers(sign: str) -> list[str]:
    """Services that the buses started end with them; those that don't are ended here, and named."""
    if _until(lambda: not _carrying(sign)):
        return []
    left = _carrying(sign)
    for process_id in left:
        os.kill(process_id, signal.SIGKILL)
    return list(left.values())


def process_of(sign: str, word: str) -> int:
    """The id of the session's process that has this word in its command."""
    (process_id,) = [number for number, command in _carrying(sign).items() if word in command.split()]
    return process_id


def listening_port(sign: str, word: str) -> int:
    """The port on which the session's process with this word in its command listens.

    Raises:
        AssertionError: there is none.
    """
    process_id = process_of(sign, word)
    links = [str(link.readlink()) for link in Path(f"/proc/{process_id}/fd").iterdir() if link.is_symlink()]
    sockets = {link[len("socket:[") : -1] for link in links if link.startswith("socket:[")}
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, address, _, state, *_, inode = line.split()[:10]
        if state == LISTENING and inode in sockets:
            return int(address.partition(":")[2], 16)
    raise AssertionError(f"{word} listens nowhere")


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + END_LIMIT_S
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def _carrying(sign: str) -> dict[int, str]:
    """Process id → command of everything whose environment has our sign."""
    wanted = f"{SIGN}={sign}".encode()
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        if int(entry.name) == os.getpid():
            continue
        try:
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
    return found
