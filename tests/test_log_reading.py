"""The log read again: what was logged comes back, the newest first, tracebacks whole, and nothing odd ends it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airsync_gui import logs
from airsync_gui.log_reading import MOST_BYTES, MOST_ENTRIES, LogEntry, _entries, latest


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    logs.set_up(tmp_path, logging.DEBUG)
    yield tmp_path
    logs.shut_down()


def test_what_was_logged_is_read_newest_first(folder: Path) -> None:
    log = logging.getLogger("airsync_gui.jobs")
    log.info("first")
    log.warning("second: %s", "two\nlines")
    try:
        raise ValueError("odd")
    except ValueError:
        logging.getLogger("airsync_gui").exception("third")
    third, second, first = latest(folder)
    assert (first.level, first.part, first.text, first.is_problem) == ("INFO", "jobs", "first", False)
    assert (second.text, second.is_problem) == ("second: two\nlines", True)
    assert third.part == ""
    assert third.text.startswith("third\nTraceback")
    assert third.text.endswith("ValueError: odd")
    assert third.at >= second.at >= first.at


def test_the_file_before_the_last_turn_is_read_too(folder: Path) -> None:
    log = logging.getLogger("airsync_gui")
    log.info("before")
    for handler in log.handlers:
        if isinstance(handler, RotatingFileHandler):
            handler.doRollover()
    log.info("after")
    assert [entry.text for entry in latest(folder)] == ["after", "before"]


def test_a_long_log_is_read_from_its_end(tmp_path: Path) -> None:
    line = "2026-01-02T03:04:05.006Z INFO airsync_gui.app: entry {}\n"
    (tmp_path / "airsync.log").write_text("".join(line.format(n) for n in range(3 * MOST_BYTES // len(line))))
    found = latest(tmp_path)
    assert len(found) == MOST_ENTRIES
    assert found[0].text == f"entry {3 * MOST_BYTES // len(line) - 1}"
    assert len({(entry.at, entry.same) for entry in found}) == MOST_ENTRIES


def test_no_log_is_no_entry(tmp_path: Path) -> None:
    assert latest(tmp_path) == ()
    (tmp_path / "airsync.log").write_bytes(b"\xff\xfe cut line\nand more")
    assert latest(tmp_path) == ()


@settings(max_examples=40)
@given(st.text())
def test_whatever_stands_there_is_read(text: str) -> None:
    assert all(isinstance(entry, LogEntry) for entry in _entries(text))
    (first, *_rest) = _entries(f"2026-01-02T03:04:05.006Z INFO airsync_gui: begin\n{text}")
    assert (first.level, first.part) == ("INFO", "")


def test_a_text_that_looks_like_an_entry_of_no_time_is_part_of_the_entry_before(tmp_path: Path) -> None:
    odd = "2026-13-45T99:99:99.999Z INFO airsync_gui.app: not ours"
    (tmp_path / "airsync.log").write_text(f"2026-05-12T07:00:00.000Z INFO airsync_gui.app: a note\n{odd}\n")
    assert [entry.text for entry in latest(tmp_path)] == [f"a note\n{odd}"]
