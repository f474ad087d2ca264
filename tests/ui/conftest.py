"""A real service over a sandbox, and a service that stands still, each with a controller."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from tests.jobs.bench import LIMIT_S, Bench, bench
from tests.ui.looking import dress
from tests.ui.still import Still


@pytest.fixture(autouse=True)
def _dressed(qapp: object) -> None:
    """The window's own look, and what earlier tests left of Qt freed on this thread."""
    gc.disable()
    gc.collect()
    dress()


@pytest.fixture(name="bench")
def _bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as ready:
        yield ready


@pytest.fixture
def controller(bench: Bench, qtbot: QtBot) -> Iterator[Controller]:
    """At work on the bench."""
    made = Controller(bench.service)
    yield made
    assert made.close(LIMIT_S)


@pytest.fixture
def still_controller(qtbot: QtBot) -> Iterator[Callable[[Still], Controller]]:
    """Makes controllers over services that stand still."""
    made: list[Controller] = []

    def make(still: Still) -> Controller:
        made.append(Controller(still))
        return made[-1]

    yield make
    assert all(controller.close(LIMIT_S) for controller in made)
