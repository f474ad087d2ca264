"""Logs are whole, private, and hold no secret however it got there."""

from __future__ import annotations

import csv
import logging
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from airsync_gui import logs

TOKEN = "patAbCdEfGhIjKlMn." + "0123456789abcdef" * 4
LABEL = "patAbCdEfGhIjKlMn.…"
SENT = datetime(2026, 1, 2, 3, 4, 5, 678900, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(logs, "_secrets", set())
    logs.set_up(tmp_path / "logs")
    yield tmp_path / "logs"
    logs.shut_down()


def test_messages_go_to_a_private_file_with_their_time_in_utc(folder: Path) -> None:
    logging.getLogger("airsync_gui.sync.run").info("pair %s: %d records", "meals", 3)
    logging.getLogger("airsync_gui").debug("not this")
    (line,) = (folder / "airsync.log").read_text(encoding="utf-8").splitlines()
    time, rest = line.split(" ", 1)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(time)) < timedelta(minutes=2)
    assert rest == "INFO airsync_gui.sync.run: pair meals: 3 records"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_log_files_are_their_owners_only_even_when_they_were_not(tmp_path: Path) -> None:
    (tmp_path / "airsync.log").touch(mode=0o644)
    (tmp_path / "airsync.log").chmod(0o644)
    logs.set_up(tmp_path)
    logs.shut_down()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"airsync.log": 0o600, "requests.log": 0o600}


def test_requests_are_csv_with_a_heading(folder: Path) -> None:
    east = SENT.astimezone(timezone(timedelta(hours=2)))
    logs.log_request(SENT, "GET /v0/appX/tblY", 200, 0.12345)
    logs.log_request(east, 'POST /v0/app"X,Y\r\n', "timeout", 30)
    rows = list(csv.DictReader((folder / "requests.log").read_text(encoding="utf-8").splitlines()))
    first, second = rows
    assert first == {
        "time": "2026-01-02T03:04:05.678Z", "endpoint": "GET /v0/appX/tblY", "status": "200", "duration": "0.123",
    }  # fmt: skip
    assert second["time"] == first["time"]
    assert (second["endpoint"].strip(), second["status"], second["duration"]) == (
        'POST /v0/app"X,Y',
        "timeout",
        "30.000",
    )
    assert not (folder / "airsync.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"key {TOKEN}, next", f"key {LABEL}, next"),
        (f"{{'token': '{TOKEN}'}}", f"{{'token': '{LABEL}'}}"),
        ("Authorization: Bearer abc.DEF-123_~+/=", "Authorization: Bearer …"),
        ("[(b'authorization', b'bearer abcdef')]", "[(b'authorization', b'bearer …')]"),
        ("postgresql://me:pa%40ss@host/db", "postgresql://me:…@host/db"),
        ("mysql://:only@host", "mysql://:…@host"),
        ("https://api.airtable.com/v0/app/tbl?a=b:c@d", "https://api.airtable.com/v0/app/tbl?a=b:c@d"),
        ("a bearer of news", "a bearer … news"),
        ("the pattern. matters", "the pattern. matters"),
    ],
)
def test_what_looks_secret_is_hidden(text: str, redacted: str) -> None:
    assert logs.redact(text) == redacted


def test_known_secrets_are_hidden_in_every_part_of_a_record(folder: Path) -> None:
    logs.keep_out("p@ss wörd")
    logs.keep_out("abc")  # too short to hide anything by it
    log = logging.getLogger("airsync_gui.local")

    def failing(secret: str) -> None:
        raise ValueError(f"could not open with {secret}")

    try:
        failing("p@ss wörd")
    except ValueError:
        log.exception("opening %s", {"password": "p@ss wörd"}, stack_info=True)
    log.error("as a URL: p%40ss%20w%C3%B6rd abc")
    written = (folder / "airsync.log").read_text(encoding="utf-8")
    assert "ss w" not in written
    assert "p%40ss" not in written
    assert "could not open with …" in written
    assert "as a URL: … abc" in written


def test_a_secret_that_holds_another_is_hidden_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_secrets", set())
    logs.keep_out("secret")
    logs.keep_out("secret-and-more")
    assert logs.redact("x secret-and-more y") == "x … y"


def test_files_rotate_and_old_ones_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for handler in [*logging.getLogger("airsync_gui").handlers, *logging.getLogger("airsync_gui.requests").handlers]:
        monkeypatch.setattr(handler, "maxBytes", 200, raising=False)
    for number in range(60):
        logs.log_request(SENT, f"GET /{number}", 200, 0.1)
    files = sorted(path.name for path in folder.glob("requests.log*"))
    assert files == ["requests.log", *(f"requests.log.{number}" for number in range(1, logs.KEPT_FILES + 1))]
    for name in files:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        assert lines[0] == logs.REQUEST_HEADER
    assert "GET /59" in (folder / "requests.log").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be renamed there")
def test_two_that_write_and_turn_the_same_file_lose_none_of_the_latest_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window, and a sync by the clock of the system's."""
    monkeypatch.setattr(logs, "MAX_BYTES", 500)
    both = [logs._PrivateFile(tmp_path / "airsync.log") for _process in range(2)]
    for number in range(400):
        record = logging.LogRecord("airsync_gui", logging.INFO, "", 0, f"line {number:04}", None, None)
        both[number * 7 % 3 % 2].emit(record)
    for handler in both:
        handler.close()
    files = sorted(tmp_path.iterdir(), key=lambda path: path.name, reverse=True)
    assert len(files) == logs.KEPT_FILES + 1
    assert all(path.stat().st_size <= 500 for path in files)
    kept = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert kept == [f"line {number:04}" for number in range(400 - len(kept), 400)]
    assert len(kept) > 200


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be renamed there")
def test_a_file_that_another_process_rotated_is_followed(folder: Path) -> None:
    log = logging.getLogger("airsync_gui")
    log.info("before")
    (folder / "airsync.log").rename(folder / "airsync.log.1")
    log.info("after")
    (folder / "airsync.log").unlink()
    log.info("last")
    assert (folder / "airsync.log.1").read_text(encoding="utf-8").endswith("before\n")
    assert (folder / "airsync.log").read_text(encoding="utf-8").endswith("last\n")


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be removed there")
def test_a_folder_that_was_cleaned_away_is_made_again(folder: Path) -> None:
    log = logging.getLogger("airsync_gui")
    log.info("before")
    shutil.rmtree(folder)
    log.info("after")
    logs.log_request(SENT, "GET /v0", 200, 0.1)
    assert (folder / "airsync.log").read_text(encoding="utf-8").endswith("after\n")
    assert (folder / "requests.log").read_text(encoding="utf-8").startswith(logs.REQUEST_HEADER)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be removed there")
def test_who_logs_is_not_stopped_where_the_log_can_not_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)  # as the program has it
    shutil.rmtree(folder)
    folder.write_text("no folder")
    logging.getLogger("airsync_gui").info("lost")
    logs.log_request(SENT, "GET /v0", 200, 0.1)
    folder.unlink()
    logging.getLogger("airsync_gui").info("there again")
    assert (folder / "airsync.log").read_text(encoding="utf-8").endswith("there again\n")


def test_setting_up_twice_writes_each_message_once(folder: Path, tmp_path: Path) -> None:
    logs.set_up(tmp_path / "other")
    logging.getLogger("airsync_gui").info("once")
    assert not (folder / "airsync.log").read_text(encoding="utf-8")
    assert (tmp_path / "other" / "airsync.log").read_text(encoding="utf-8").count("once") == 1
    assert logs.log_file() == tmp_path / "other" / "airsync.log"


def test_many_threads_lose_no_line(folder: Path) -> None:
    def work(name: int) -> None:
        for number in range(100):
            logs.log_request(SENT, f"{name}/{number}", 200, 0)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (folder / "requests.log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 401
    assert len(set(lines)) == 401


BUG = f"""
import sys, threading
from pathlib import Path
from airsync_gui import logs
if len(sys.argv) > 1:
    logs.set_up(Path(sys.argv[1]))
logs.watch_for_bugs()
logs.keep_out("hunter22")
def bug():
    raise KeyError("{TOKEN} hunter22")
if len(sys.argv) > 2:
    thread = threading.Thread(target=bug)
    thread.start()
    thread.join()
else:
    bug()
"""


@pytest.mark.parametrize("where", [(), ("thread",)])
def test_a_bug_is_told_in_one_sentence_and_logged_without_secrets(where: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUG, str(tmp_path), *where], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == (0 if where else 1)
    assert len(done.stderr.strip().splitlines()) == 1
    assert "KeyError" in done.stderr
    assert str(tmp_path / "airsync.log") in done.stderr
    written = (tmp_path / "airsync.log").read_text(encoding="utf-8")
    assert "in bug" in written
    assert LABEL in written
    for text in (written, done.stderr):
        assert "hunter22" not in text
        assert "0123456789" not in text


def test_a_bug_before_there_is_a_log_is_told_without_secrets() -> None:
    done = subprocess.run([sys.executable, "-c", BUG], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "in bug" in done.stderr
    assert "hunter22" not in done.stderr
    assert "0123456789" not in done.stderr


DYING = """
import os, resource, signal, sys
from airsync_gui import logs
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
if sys.argv[1] == "watched":
    logs.watch_for_bugs()
os.kill(os.getpid(), signal.SIGSEGV)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="who keeps what of a dead process is each system's own affair")
def test_nothing_is_kept_of_the_memory_of_a_process_that_died(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))

    def is_kept(way: str) -> bool:
        process = os.posix_spawn(sys.executable, [sys.executable, "-c", DYING, way], os.environ)
        return os.WCOREDUMP(os.waitpid(process, 0)[1])

    if not is_kept("not watched"):
        pytest.skip("this system keeps nothing of anybody")
    (tmp_path / "core").unlink(missing_ok=True)
    assert not is_kept("watched")
    assert not list(tmp_path.glob("core*"))
