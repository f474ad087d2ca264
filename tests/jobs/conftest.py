"""A bench, and a controller at work on it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from tests.jobs.bench import LIMIT_S, Bench, bench


@pytest.fixture(autouse=True)
def _collected_here() -> None:
    """What earlier tests left of Qt is freed on this thread; see :mod:`airsync_gui.jobs.collector`."""
    gc.disable()
    gc.collect()


@pytest.fixture(name="bench")
def _bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as ready:
        yield ready


@pytest.fixture
def controller(bench: Bench, qtbot: QtBot) -> Iterator[Controller]:
    made = Controller(bench.service)
    yield made
    assert made.close(LIMIT_S)
