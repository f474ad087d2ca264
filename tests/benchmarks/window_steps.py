"""What the scripts press: a queue and a history of 100,000 rows, and 5,000 conflicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from airsync_gui.ui.conflicts_panel import ConflictsPanel
from airsync_gui.ui.history_panel import HistoryPanel
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.queue_panel import QueuePanel
from airsync_gui.ui.similar_dialog import SimilarDialog
from tests.benchmarks.ticks import Step

W = TypeVar("W", bound=QWidget)


def panel(window: MainWindow, kind: type[W]) -> W | None:
    """The panel of this kind, once it is made."""
    return window.findChild(kind)


def press(parent: QWidget, name: str) -> None:
    """A click on a button that shows."""
    QTest.mouseClick(_shown(parent, name), Qt.MouseButton.LeftButton)


def _shown(parent: QWidget, name: str) -> QAbstractButton:
    found = [button for button in parent.findChildren(QAbstractButton, name) if button.isVisible()]
    assert found, name
    return found[-1]


def can_press(parent: QWidget, name: str) -> Callable[[], bool]:
    """Whether such a button shows and can be pressed."""
    return lambda: any(b.isVisible() and b.isEnabled() for b in parent.findChildren(QAbstractButton, name))


def go_to(window: MainWindow, name: str) -> None:
    """Show a panel."""
    window.show_panel(name)


def rows(window: MainWindow, count: int) -> Iterator[Step]:
    """Queue and history: opened, filtered, searched, ordered."""
    yield Step(
        "", lambda: None, lambda: panel(window, QueuePanel) is not None and panel(window, HistoryPanel) is not None
    )
    queue, history = panel(window, QueuePanel), panel(window, HistoryPanel)
    assert queue is not None
    assert history is not None
    model = queue.model
    before: list[object] = []

    def kept(act: Callable[[], object]) -> Callable[[], None]:
        def doing() -> None:
            before[:] = [model.now]
            act()

        return doing

    def changed() -> bool:
        return model.now is not before[0]

    yield Step("queue opens", lambda: go_to(window, "queue"), lambda: len(model.rows) > 0)
    yield Step("queue: the rest of it", lambda: None, lambda: len(model.rows) == count)
    yield Step("queue: filter", kept(lambda: press(queue, "queueFilterFailed")), lambda: 0 < len(model.rows) < count)
    yield Step("queue: all again", kept(lambda: press(queue, "queueFilterAll")), lambda: len(model.rows) == count)
    yield Step("queue: search", kept(lambda: queue.filters.search.setText("meal 77")), lambda: len(model.rows) < count)
    yield Step("", queue.filters.search.clear, lambda: len(model.rows) == count)
    yield Step("queue: order by name", kept(lambda: queue.table.sort_asked.emit(1, True)), changed)
    yield Step("queue: choose all", queue.table.selectAll, lambda: queue.table.chosen_count == count)
    table = history.detail.table
    yield Step("history opens", lambda: go_to(window, "history"), lambda: len(table.rows.rows) > 0)
    yield Step("history: the rest of it", lambda: None, lambda: len(table.rows.rows) == count)
    yield Step("queue again", lambda: go_to(window, "queue"), lambda: len(model.rows) == count)


def bulk(window: MainWindow, count: int, side: str) -> Iterator[Step]:
    """Conflicts filtered, searched, chosen, decided alike, taken back."""
    yield Step("", lambda: None, lambda: panel(window, ConflictsPanel) is not None)
    found = panel(window, ConflictsPanel)
    assert found is not None
    shown: ConflictsPanel = found
    model, search = shown.model, shown.filters.search

    def dialog() -> SimilarDialog:
        made = window.findChild(SimilarDialog)
        assert made is not None
        return made

    yield Step("conflicts open", lambda: go_to(window, "conflicts"), lambda: len(model.rows) == count)
    yield Step("conflicts: search", lambda: search.setText("12"), lambda: 0 < len(model.rows) < count)
    yield Step("conflicts: all again", search.clear, lambda: len(model.rows) == count)
    ready = can_press(shown, "similarButton")
    yield Step("conflicts: choose all", shown.table.selectAll, lambda: shown.table.chosen_count == count and ready())
    yield Step(
        "decide alike opens", lambda: press(shown, "similarButton"), lambda: window.findChild(SimilarDialog) is not None
    )
    yield Step(
        "leave one out",
        lambda: dialog()._model.check_changed.emit(dialog()._model.key(7), False),
        lambda: len(dialog().chosen) == count - 1,
    )
    yield Step(
        "take it in again",
        lambda: dialog()._model.check_changed.emit(dialog()._model.key(7), True),
        lambda: len(dialog().chosen) == count,
    )
    yield Step("search exceptions", lambda: dialog()._search.setText("12"), lambda: len(dialog()._model.rows) < count)
    yield Step("leave them out", lambda: press(dialog(), "similarNoneButton"), lambda: len(dialog().chosen) < count)
    yield Step("", lambda: press(dialog(), "similarAllButton"), lambda: len(dialog().chosen) == count)
    yield Step("", lambda: press(dialog(), side), lambda: True)
    yield Step("applied", lambda: press(dialog(), "similarApplyButton"), can_press(shown, "conflictsUndoButton"))
    yield Step("list empty", lambda: None, lambda: not model.rows)
    yield Step("undo looked at", lambda: press(shown, "conflictsUndoButton"), can_press(shown, "undoConfirmButton"))
    yield Step("undone", lambda: press(shown, "undoConfirmButton"), lambda: len(model.rows) == count)
