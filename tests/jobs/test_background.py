"""Tasks on the pool, answers on the GUI thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from airsync_gui.errors import Cancelled, UsageError
from airsync_gui.jobs.background import THREADS, Background
from airsync_gui.state.database import Database
from tests.jobs.bench import LIMIT_S

pytestmark = pytest.mark.serial


class Asker(QObject):
    """Notes what it is told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.errors: list[BaseException] = []
        self.threads: set[int] = set()

    def on_answer(self, answer: Any) -> None:
        self.answers.append(answer)
        self.threads.add(threading.get_ident())

    def on_error(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.close(lambda: None, LIMIT_S)


def fail(error: BaseException) -> Any:
    raise error


def begun_task(background: Background, asker: Asker) -> threading.Event:
    """A task under way; it ends when the event that this returns is set."""
    begun, go = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        assert go.wait(LIMIT_S)

    background.ask(work, asker.on_answer)
    assert begun.wait(LIMIT_S)
    return go


def test_an_answer_comes_on_the_thread_that_asked(background: Background, qtbot: QtBot) -> None:
    asker = Asker()
    background.ask(threading.get_ident, asker.on_answer)
    qtbot.waitUntil(lambda: bool(asker.answers))
    assert asker.answers != [threading.get_ident()]
    assert asker.threads == {threading.get_ident()}


def test_an_error_comes_where_it_was_asked_for_else_it_is_lost(background: Background, qtbot: QtBot) -> None:
    asker = Asker()
    background.ask(lambda: fail(UsageError(detail="No.")), asker.on_answer, asker.on_error)
    background.ask(lambda: fail(Cancelled()), asker.on_answer, asker.on_error)
    qtbot.waitUntil(lambda: len(asker.errors) == 2)
    with qtbot.waitSignal(background.lost) as lost:
        background.ask(lambda: fail(Cancelled()), asker.on_answer)  # says nothing
        background.ask(lambda: fail(ZeroDivisionError()), asker.on_answer)
    assert isinstance(lost.args[0], ZeroDivisionError)
    assert asker.answers == []


@pytest.mark.parametrize("how", ["freed", "deleted by Qt"])
def test_nobody_is_told_when_the_asker_is_gone(background: Background, qtbot: QtBot, how: str) -> None:
    asker, other, go = Asker(), Asker(), threading.Event()
    told: list[object] = []
    background.ask(lambda: go.wait(LIMIT_S), told.append, asker=asker)
    background.ask(lambda: go.wait(LIMIT_S), asker.on_answer)
    if how == "freed":
        del asker
        gc.collect()
    else:
        shiboken6.delete(asker)
    go.set()
    background.ask(lambda: 1, other.on_answer)
    qtbot.waitUntil(lambda: other.answers == [1] and not background._asked)
    assert told == []


def test_many_quick_tasks_leave_nothing_behind(background: Background, qtbot: QtBot) -> None:
    asker = Asker()
    for number in range(300):
        background.ask(lambda number=number: number, asker.on_answer)  # type: ignore[misc]
        if number % 50 == 0:
            gc.collect()
    qtbot.waitUntil(lambda: len(asker.answers) == 300)
    assert sorted(asker.answers) == list(range(300))
    assert not background._asked


def test_closing_waits_a_while_and_then_goes_on_alone(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()
    go, finished = begun_task(background, asker), threading.Event()
    assert not background.close(finished.set, 0.05)
    assert not finished.is_set()
    background.ask(lambda: 1, asker.on_answer)  # too late
    go.set()
    assert finished.wait(LIMIT_S)
    assert background.close(finished.set, LIMIT_S)
    qtbot.wait(1)
    assert asker.answers == []


def test_tasks_that_have_not_begun_are_left_at_the_end(qtbot: QtBot) -> None:
    background, begun = Background(threads=1), threading.Event()
    go = begun_task(background, Asker())
    background.ask(begun.set, lambda _answer: None)
    assert not background.close(lambda: None, 0)
    go.set()
    assert background.close(lambda: None, LIMIT_S)
    assert not begun.is_set()


def test_a_background_that_is_gone_takes_late_letters(qtbot: QtBot) -> None:
    background, go = Background(), threading.Event()
    mailbox = background.mailbox
    shiboken6.delete(background._dispatcher)
    mailbox.post("nobody is there")
    assert background.close(go.set, LIMIT_S)


def test_questions_to_the_state_file_open_no_connection_each(
    background: Background, tmp_path: Path, qtbot: QtBot
) -> None:
    """Python forgets what it kept for a thread of Qt's whenever a task ends; file handles are few."""
    database, asker = Database(tmp_path / "state.sqlite"), Asker()
    used: set[int] = set()

    def look() -> None:
        with database.reading() as db:
            used.add(id(db))
            db.execute("SELECT * FROM runs").fetchall()

    for number in range(5 * THREADS):
        background.ask(look, asker.on_answer)
        qtbot.waitUntil(partial(_has_more, asker.answers, number), timeout=int(LIMIT_S * 1000))
    assert len(used) <= THREADS
    assert len(database._connections) <= THREADS + 1
    assert background.close(database.close, LIMIT_S)


def _has_more(answers: Sequence[object], than: int) -> bool:
    return len(answers) > than
