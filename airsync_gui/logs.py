"""Logs: what was done, what was asked of Airtable, and what broke. Only the standard library.

Two rotating files in the profile's log folder, readable by their owner only:

``airsync.log``
    Every message of level INFO and above.
``requests.log``
    ``time,endpoint,status,duration``: one line per request, UTC, seconds.

Nothing above this module hands a secret to a log call. In case something does, everything is redacted on its way into
a file or a terminal, tracebacks included: what looks like a token, what follows ``Bearer``, passwords in URLs, and each
secret that :func:`keep_out` was told of.
"""

from __future__ import annotations

import csv
import io
import logging
import os
import re
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import gmtime
from types import TracebackType
from typing import Any, Final
from urllib.parse import quote

HIDDEN: Final = "…"
MAX_BYTES: Final = 2_000_000
KEPT_FILES: Final = 5
SHORTEST_SECRET: Final = 4
"""Anything shorter would blank out ordinary words, and hides nothing."""
REQUEST_HEADER: Final = "time,endpoint,status,duration"

log = logging.getLogger("airsync_gui")
_requests = logging.getLogger("airsync_gui.requests")

_SHAPES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # The part before the dot is the token's id, which Airtable shows too.
    (re.compile(r"\b(pat[A-Za-z0-9]{14})\.[A-Za-z0-9]+"), rf"\1.{HIDDEN}"),
    # "Bearer x", "Authorization: Bearer x", "b'Bearer x'"
    (re.compile(r"(?i)\b(bearer)\s+[^\s'\",;]+"), rf"\1 {HIDDEN}"),
    # postgresql://user:password@host
    (re.compile(r"(://[^\s/:@]*):[^\s/@]+@"), rf"\1:{HIDDEN}@"),
)
_secrets: set[str] = set()
_secrets_lock = threading.Lock()


def keep_out(secret: str) -> None:
    """Remembers a secret of this process, so that no log shows it, as it is or as part of a URL."""
    if len(secret) >= SHORTEST_SECRET:
        with _secrets_lock:
            _secrets.update((secret, quote(secret, safe="")))


def redact(text: str) -> str:
    """The text without anything secret that is known or can be recognised."""
    with _secrets_lock:
        known = sorted(_secrets, key=len, reverse=True)
    for pattern, replacement in _SHAPES:
        text = pattern.sub(replacement, text)
    for secret in known:
        text = text.replace(secret, HIDDEN)
    return text


def set_up(folder: Path, level: int = logging.INFO) -> None:
    """Starts logging into ``folder`` (made where missing). A second call replaces the first one's files."""
    shut_down()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    main = _PrivateFile(folder / "airsync.log")
    main.setFormatter(_Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(main)
    log.setLevel(level)
    requests = _PrivateFile(folder / "requests.log", header=REQUEST_HEADER)
    requests.setFormatter(_Redacted("%(message)s"))
    _requests.addHandler(requests)
    _requests.setLevel(logging.INFO)
    _requests.propagate = False


def set_level(name: str) -> None:
    """What the log holds from now on: ``debug``, ``info``, ``warning``."""
    log.setLevel(name.upper())


def shut_down() -> None:
    """Closes what :func:`set_up` opened."""
    for logger in (log, _requests):
        for handler in [handler for handler in logger.handlers if isinstance(handler, _PrivateFile)]:
            logger.removeHandler(handler)
            handler.close()


def log_file() -> Path | None:
    """The main log's file; None before :func:`set_up`."""
    return next((Path(handler.baseFilename) for handler in log.handlers if isinstance(handler, _PrivateFile)), None)


def log_request(time: datetime, endpoint: str, status: int | str, duration_s: float) -> None:
    """One request to Airtable.

    Args:
        time: When it was sent; aware.
        endpoint: Method and path, without the query: ``GET /v0/appX/tblY``.
        status: The HTTP status, or a word where there was none (``timeout``).
        duration_s: From sending to the end of the body, in seconds.
    """
    moment = time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([moment, endpoint, status, f"{duration_s:.3f}"])
    # A line break inside a quoted cell is good CSV, but here one line is one request.
    _requests.info("%s", line.getvalue().replace("\r", " ").replace("\n", " "))


def watch_for_bugs() -> None:
    """Has exceptions that nobody catches, in any thread, told in one sentence and logged; and nothing else kept."""
    sys.excepthook = _told_and_logged
    threading.excepthook = _in_a_thread
    _forbid_core_dumps()


def _forbid_core_dumps() -> None:
    """What a system keeps of a process that died holds all of its memory, and so the token."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    # A single byte: too little for a file, and Linux's sign to hand nothing to a program that collects them either.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (min(1, most) if most >= 0 else 1, most))


class _Redacted(logging.Formatter):
    """Redacts the finished text, so that arguments, tracebacks and stacks are covered alike."""

    converter = staticmethod(gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _PrivateFile(RotatingFileHandler):
    """A rotating file of mode 0600 that several processes can write to.

    The window and a scheduled run may share a profile. When one rotates the file, the other finds its own renamed
    and opens the new one.
    """

    def __init__(self, path: Path, *, header: str = "") -> None:
        self._header = header
        super().__init__(path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=False)

    def _open(self) -> Any:
        stream = open(  # noqa: SIM115 - the handler closes it
            self.baseFilename, "a", encoding="utf-8", errors="backslashreplace", opener=_open_private
        )
        if self._header and stream.tell() == 0:
            stream.write(self._header + "\n")
            stream.flush()
        return stream

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # what can't be written is lost: nobody who logs can do anything about it
            self._follow()
        super().emit(record)

    def rotate(self, source: str, dest: str) -> None:
        # Windows can't rename a file that another process has open: the file then grows a little longer.
        with suppress(OSError):
            super().rotate(source, dest)

    def _follow(self) -> None:
        """Opens the file anew where the name no longer leads to the one that is open."""
        if self.stream is None:
            return
        try:
            there = os.stat(self.baseFilename)  # noqa: PTH116 - once per message
            here = os.fstat(self.stream.fileno())
            same = (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)
        except FileNotFoundError:
            same = False
        if not same:
            self.stream.close()
            self.stream = None
            Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.stream = self._open()


def _open_private(path: str, flags: int) -> int:
    """Opens with mode 0600 whatever the umask; a file that was readable by others is made private."""
    descriptor = os.open(path, flags, 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o600)
    return descriptor


def _told_and_logged(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Takes the place of ``sys.excepthook``. Without a log file the (redacted) traceback goes to the terminal."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    where = log_file()
    if where:
        log.critical("Uncaught %s", kind.__name__, exc_info=(kind, error, trace))
        told = f"AirSync ran into a problem it did not expect ({kind.__name__}); the details are in {where}"
    else:
        told = _Redacted().formatException((kind, error, trace))
        told = f"AirSync ran into a problem it did not expect.\n{redact(told)}"
    if sys.stderr is not None:  # a windowed program on Windows has none
        print(told, file=sys.stderr)  # noqa: T201


def _in_a_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        _told_and_logged(args.exc_type, args.exc_value, args.exc_traceback)
