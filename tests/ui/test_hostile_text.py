"""Markup in cells, names and messages is data: every screen shows it letter by letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.conflict_dialog import ConflictDialog
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.panels import PANELS
from airsync_gui.ui.table_view import TableView
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = pytest.mark.serial
LIMIT_MS = round(LIMIT_S * 1000)
BOLD, IMAGE, LINK = "<b>Ada</b>", '<img src="file:///etc/passwd">', '<a href="https://example.com">x</a>'


@pytest.fixture
def window(bench: Bench, controller: Controller, qtbot: QtBot) -> Iterator[MainWindow]:
    """A pair and a record with markup in every name, a conflict, a refused change and a failed run's message."""
    bench.write((BOLD, 36, IMAGE), ("Ben", 41, LINK), name="<i>people<i>.csv")
    pair_id = bench.add_pair(LINK, "<i>people<i>.csv")
    bench.sync(pair_id)
    bench.replace("36", "37", name="<i>people<i>.csv")
    bench.people.edit(bench.people.find(Name=BOLD), {"Age": 35, "City": f"{IMAGE}{LINK}"})
    bench.sync(pair_id)
    made = MainWindow(controller)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(controller.pairs_changed, timeout=LIMIT_MS):
        controller.refresh()
    yield made
    made.close()


def offenders() -> list[str]:
    """Widgets that would take markup for markup."""
    found = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and widget.text():
            found.append(f"label {widget.objectName()}: {widget.text()!r}")
        if isinstance(widget, QTextEdit):
            found.append(f"rich text editor {widget.objectName()}")
        if GuiQt.mightBeRichText(widget.toolTip()):
            found.append(f"tool tip of {widget.objectName()}: {widget.toolTip()!r}")
    return found


def shown(widget: QWidget) -> str:
    """All that is written on a widget and its children, tables included."""
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    texts += [child.accessibleName() for child in widget.findChildren(QWidget) if child.isVisible()]
    for table in widget.findChildren(TableView):
        rows, columns = range(len(table.rows.rows)), range(table.rows.columnCount())
        texts += [str(table.rows.index(row, column).data()) for row in rows for column in columns]
    return "\n".join(texts)


def test_every_panel_shows_markup_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    for name in PANELS:
        window.show_panel(name)
        panel = window._stack.known(name)
        assert panel is not None
        with qtbot.waitSignal(panel.loaded, timeout=LIMIT_MS):
            panel.reload()
        QApplication.processEvents()
        assert offenders() == [], name
    window.show_panel("conflicts")
    assert BOLD in shown(window)
    assert LINK in shown(window)


def test_the_dialog_and_the_preview_do_too(window: MainWindow, bench: Bench, qtbot: QtBot) -> None:
    assert window.shown_pair is not None
    line = bench.service.conflicts(window.shown_pair.pair_id)[0]
    window.open_conflict(line.pair_id, line.uid)
    dialog = window.findChild(ConflictDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: BOLD in shown(dialog), timeout=LIMIT_MS)
    assert offenders() == []
    dialog.close()
    with qtbot.waitSignal(window.controller.previewed, timeout=LIMIT_MS):
        window.header.preview_asked.emit()
    QApplication.processEvents()
    assert offenders() == []
