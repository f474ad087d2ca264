"""The queue panel: what it shows, and that its buttons do what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import QueueLine
from airsync_gui.ui import queue_words as words
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.queue_model import QueueModel
from airsync_gui.ui.queue_panel import FIRST_ROWS, LEAST_ROWS, QueuePanel
from airsync_gui.ui.text_runs import RunsLabel
from tests.jobs.bench import LIMIT_S, Bench
from tests.ui.samples.queue import QUEUE, line, many
from tests.ui.still import Still

pytestmark = pytest.mark.serial
WAIT_MS = int(LIMIT_S * 1000)
LEFT = Qt.MouseButton.LeftButton
HOSTILE = '<b>x</b><img src=x>\n"\u202e'
Make = Callable[[Still], Controller]
W = TypeVar("W", bound=QWidget)


def shown(controller: Controller, qtbot: QtBot, pair_id: str | None = None) -> QueuePanel:
    panel = QueuePanel(controller)
    qtbot.addWidget(panel)
    panel.resize(1036, 642)
    controller.queue_changed.connect(panel.on_news)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair(pair_id)
        panel.show()
    return panel


def child(panel: QueuePanel, kind: type[W], name: str) -> W:
    found: W | None = panel.findChild(kind, name)
    assert found is not None, name
    return found


def click(panel: QueuePanel, name: str, qtbot: QtBot) -> None:
    button = child(panel, QAbstractButton, name)
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=WAIT_MS)
    qtbot.mouseClick(button, LEFT)


def text(panel: QueuePanel, name: str) -> str:
    return child(panel, QAbstractButton, name).text().strip().replace("&&", "&")


def records(panel: QueuePanel) -> list[str]:
    return [row.record for row in panel.model.rows]


def click_row(panel: QueuePanel, place: int, qtbot: QtBot, keys: Qt.KeyboardModifier | None = None) -> None:
    middle = panel.table.visualRect(panel.model.index(place, 1)).center()
    qtbot.mouseClick(panel.table.viewport(), LEFT, keys or Qt.KeyboardModifier.NoModifier, middle)


def news(panel: QueuePanel, still: Still, lines: Sequence[QueueLine], qtbot: QtBot) -> None:
    still.queue_lines = lines
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.on_news("")


# -- what is shown ----------------------------------------------------------------------------------------------------


def test_in_a_low_window_the_panel_scrolls_and_nothing_lies_on_something_else(
    still_controller: Make, qtbot: QtBot
) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    panel.resize(420, 200)
    page = child(panel, QScrollArea, "queueScroll")
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0, timeout=WAIT_MS)
    parts = [panel.table, child(panel, RunsLabel, "queueReason"), child(panel, QAbstractButton, "queueRetryButton")]
    whole = page.widget()
    assert whole is not None
    tops = [part.mapTo(whole, QPoint(0, 0)).y() for part in parts]
    assert all(top + part.height() <= below for top, part, below in zip(tops, parts, tops[1:], strict=False))
    assert panel.table.height() >= panel.table.height_of_rows(LEAST_ROWS)
    assert parts[1].height() >= parts[1].heightForWidth(parts[1].width())


def test_a_row_says_what_waits_and_why(still_controller: Make, qtbot: QtBot) -> None:
    retried = replace(QUEUE[4], retry_at=datetime.now(UTC) + timedelta(minutes=4))
    panel = shown(still_controller(Still(queue_lines=[*QUEUE[:4], retried, *QUEUE[5:]])), qtbot)
    model = panel.model
    assert [model.index(0, column).data() for column in (0, 1, 2, 3, 4)] == [
        "Failed", "Update Bench press, 11 May Duration", "Workouts", "Airtable", "3",
    ]  # fmt: skip
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Failed. Update Bench press, 11 May: Duration. To Airtable, Training › Workouts. Waits")
    assert model.index(4, 0).data() in ("Retry in 4 min", "Retry in 3 min")
    held = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert held.startswith("Held. Mend row 88. In daily-log.csv on this computer. Held since")


def test_the_pairs_name_is_a_column_of_all_pairs_only(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    assert not panel.table.isColumnHidden(2)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        panel.show_pair("habits")
    assert panel.table.isColumnHidden(2)
    assert records(panel) == ["row 88"]


def test_an_empty_queue_says_what_will_be_here(still_controller: Make, qtbot: QtBot) -> None:
    still = Still()
    panel = shown(still_controller(still), qtbot)
    assert child(panel, EmptyState, "queueEmpty").isVisible()
    assert not panel.filters.isVisible()
    assert not panel.strip.isVisible()
    news(panel, still, QUEUE[:1], qtbot)
    assert panel.table.isVisible()
    assert panel.filters.isVisible()


# -- filters, search, order -------------------------------------------------------------------------------------------


def test_filters_have_counts_and_problems_come_first(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    buttons = [button for button in panel.filters.findChildren(QAbstractButton) if button.isCheckable()]
    seen = sorted((button.x(), button.text()) for button in buttons if button.isVisible())
    assert [word.split("  ") for _, word in seen] == [
        ["All", "480"], ["Failed", "2"], ["Held", "1"], ["Waiting for key", "1"], ["Retrying", "2"],
        ["In flight", "10"], ["Pending", "464"],
    ]  # fmt: skip
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        click(panel, "queueFilterFailed", qtbot)
    assert records(panel) == ["Bench press, 11 May", "Climbing, 12 May"]
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        click(panel, "queueFilterAll", qtbot)
    assert len(panel.model.rows) == 480


def test_a_filter_that_has_no_rows_any_more_gives_way_to_all(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(queue_lines=QUEUE)
    panel = shown(still_controller(still), qtbot)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        click(panel, "queueFilterFailed", qtbot)
    news(panel, still, QUEUE[2:], qtbot)
    qtbot.waitUntil(lambda: len(panel.model.rows) == 478, timeout=WAIT_MS)
    assert not panel.filters.button("failed").isVisible()
    assert not panel.retry_all_button.isVisible()


def test_searching_by_keys_finds_records_fields_and_reasons(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is panel.filters.search
    for typed, found in (("bench DURATION", 1), ("bouldering", 1), ("row 88", 1), ("hike", 433)):
        panel.filters.search.clear()
        with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
            qtbot.keyClicks(panel.filters.search, typed)
            qtbot.keyClick(panel.filters.search, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda wanted=found: len(panel.model.rows) == wanted, timeout=WAIT_MS)  # type: ignore[misc]


def test_a_search_without_a_find_has_its_own_words(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        qtbot.keyClicks(panel.filters.search, "Zumba")
    assert child(panel, EmptyState, "queueNoneFound").isVisible()
    assert not panel.strip.isVisible()
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        click(panel, "queueShowAllButton", qtbot)
    assert len(panel.model.rows) == 480
    assert panel.filters.search.text() == ""


def test_a_click_on_a_head_orders(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE[:5])), qtbot)
    heads = panel.table.horizontalHeader()

    def order_by(column: int) -> list[str]:
        place = QPoint(heads.sectionViewportPosition(column) + 20, heads.height() // 2)
        with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
            qtbot.mouseClick(heads.viewport(), LEFT, pos=place)
        return records(panel)

    assert [record[:4] for record in order_by(1)] == ["Benc", "Clim", "Plan", "row ", "Run,"]
    assert [record[:4] for record in order_by(1)] == ["Run,", "row ", "Plan", "Clim", "Benc"]
    assert order_by(4)[0] == "row 88"
    assert order_by(4)[0] == "Bench press, 11 May"


# -- the strip --------------------------------------------------------------------------------------------------------


def test_the_first_problem_is_explained_without_a_click(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    head = child(panel, RunsLabel, "queueChosen").text()
    assert head.startswith("Bench press, 11 May waits since ")
    assert head.endswith(", tried 3 times")
    assert (
        child(panel, RunsLabel, "queueReason").text().startswith("Airtable refused the field Duration: “45 min” is not")
    )


def test_held_rows_can_only_be_mended(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    click_row(panel, 2, qtbot)
    assert not panel.strip.retry_button.isVisible()
    assert not panel.strip.drop_button.isVisible()
    assert "can be read in one way only" in child(panel, RunsLabel, "queueReason").text()
    assert [action.text() for action in panel.menu().actions()] == ["Copy details"]


def test_several_rows_are_acted_on_together(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(queue_lines=QUEUE)
    panel = shown(still_controller(still), qtbot)
    click_row(panel, 0, qtbot)
    click_row(panel, 4, qtbot, Qt.KeyboardModifier.ShiftModifier)
    told = child(panel, RunsLabel, "queueChosen").text()
    assert told.startswith("5 rows chosen 2 failed, 1 held, 1 waiting for key,")
    assert (text(panel, "queueRetryButton"), text(panel, "queueDropButton")) == ("Retry 4 now", "Drop 2 changes…")
    assert not panel.strip.show_button.isVisible()
    actions = [action.text() for action in panel.menu().actions() if action.text()]
    assert actions == ["Retry 4 now", "Drop 2 changes…", "Copy details"]
    click(panel, "queueDropButton", qtbot)
    assert text(panel, "queueConfirmDropButton") == "Drop 2 changes"
    question = child(panel, RunsLabel, "queueQuestionText").text()
    assert question.startswith("Drop the changes to Bench press, 11 May, Climbing, 12 May?")
    click(panel, "queueConfirmDropButton", qtbot)
    wanted = ("drop", tuple(row.entry_id for row in QUEUE[:2]))
    qtbot.waitUntil(lambda: wanted in still.told, timeout=WAIT_MS)


def test_retry_all_failed_reaches_what_is_filtered_away(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(queue_lines=QUEUE)
    controller = still_controller(still)
    controller.run_failed.connect(lambda *_args: None)
    panel = shown(controller, qtbot)
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        click(panel, "queueFilterPending", qtbot)
    with qtbot.waitSignal(controller.run_failed, timeout=WAIT_MS):
        click(panel, "queueRetryAllButton", qtbot)
    assert still.told[:2] == [("retry", tuple(row.entry_id for row in QUEUE[:2])), ("sync", "workouts")]


def test_the_record_is_shown_in_airtable(still_controller: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    click(panel, "queueShowButton", qtbot)
    assert [url.toString() for url in opened] == [QUEUE[0].record_url]
    click_row(panel, 1, qtbot)
    assert not panel.strip.show_button.isVisible()


def test_details_are_copied_by_button_and_by_keys(still_controller: Make, qtbot: QtBot) -> None:
    panel = shown(still_controller(Still(queue_lines=QUEUE)), qtbot)
    click(panel, "queueCopyButton", qtbot)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[:3] == [
        "Failed: Update Bench press, 11 May: Duration", "Pair: Workouts", "To: Airtable, Training › Workouts",
    ]  # fmt: skip
    assert copied[3].endswith(", tried 3 times")
    assert copied[-1] == QUEUE[0].record_url
    assert text(panel, "queueCopyButton") == "Copied"
    click_row(panel, 2, qtbot)
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Held: Mend row 88\nPair: Habits\nIn: daily-log.csv")


def test_what_is_copied_has_an_end() -> None:
    told = words.details(many(1200))
    assert told.endswith("… and 200 more")
    assert words.details(many(1)).startswith("Failed: Update Set 000000")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("create", "It is not added in Airtable, and stays on this computer only."),
        ("update", "Both sides keep what they have, and stay different until one of them is edited again."),
        ("delete", "It is not deleted in Airtable, and stays there only."),
    ],
)
def test_dropping_says_what_it_means(kind: str, sentence: str) -> None:
    question = words.drop_question([line("Lunch", "failed", kind=kind)])
    assert question == f"Drop the change to Lunch? {sentence} History keeps what was given up."


# -- live -------------------------------------------------------------------------------------------------------------


def test_news_keep_selection_scroll_and_a_question(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(queue_lines=QUEUE)
    panel = shown(still_controller(still), qtbot)
    click_row(panel, 1, qtbot)
    click(panel, "queueDropButton", qtbot)
    panel.table.verticalScrollBar().setValue(700)
    planned_anew = tuple(replace(row, entry_id=row.entry_id + 7) if row.entry_id else row for row in QUEUE[1:])
    news(panel, still, planned_anew, qtbot)
    assert panel.table.chosen_keys == [QUEUE[1].key]
    assert panel.table.verticalScrollBar().value() == 700
    assert panel.strip.is_asking
    click(panel, "queueConfirmDropButton", qtbot)
    assert QUEUE[1].entry_id is not None
    qtbot.waitUntil(lambda: ("drop", (QUEUE[1].entry_id + 7,)) in still.told, timeout=WAIT_MS)  # type: ignore[operator]


def test_a_question_about_a_row_that_went_is_taken_back(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(queue_lines=QUEUE)
    panel = shown(still_controller(still), qtbot)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert child(panel, QWidget, "queueQuestion").isVisible()
    news(panel, still, QUEUE[1:], qtbot)
    assert not child(panel, QWidget, "queueQuestion").isVisible()
    assert QApplication.focusWidget() is panel.table


def test_escape_keeps_it(still_controller: Make, qtbot: QtBot) -> None:
    still = Still(queue_lines=QUEUE)
    panel = shown(still_controller(still), qtbot)
    click(panel, "queueDropButton", qtbot)
    assert QApplication.focusWidget() is panel.strip.keep_button
    qtbot.keyClick(panel.strip.keep_button, Qt.Key.Key_Escape)
    assert not panel.strip.is_asking
    assert panel.strip.drop_button.isVisible()
    assert QApplication.focusWidget() is panel.table
    assert not still.told


def test_the_model_tells_its_news_exactly(qtbot: QtBot) -> None:
    model = QueueModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for lines in (QUEUE, QUEUE[3:40], QUEUE[:60], QUEUE[::-1], ()):
        model.show(lines)
    assert tester.model() is model


# -- foreign text -----------------------------------------------------------------------------------------------------


def test_foreign_text_is_plain_text_everywhere(
    still_controller: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = replace(
        line(HOSTILE, "failed"), fields=(HOSTILE,), reason=HOSTILE, advice=HOSTILE, pair_name=HOSTILE,
        place=replace(QUEUE[0].place, name=HOSTILE),
    )  # fmt: skip
    panel = shown(still_controller(Still(queue_lines=(bad,))), qtbot)
    cells = [panel.model.index(0, column).data() for column in range(7)]
    assert cells[1] == 'Update <b>x</b><img src=x> " <b>x</b><img src=x> "'
    assert cells[6] == '<b>x</b><img src=x> "'
    assert child(panel, RunsLabel, "queueChosen").text().startswith("<b>x</b><img src=x>")
    assert child(panel, RunsLabel, "queueReason").text().startswith("<b>x</b><img src=x>")
    click(panel, "queueDropButton", qtbot)
    assert "<b>x</b><img src=x>" in child(panel, RunsLabel, "queueQuestionText").text()
    tips: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, tip, _view: tips.append(tip))
    place = panel.table.visualRect(panel.model.index(0, 3)).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, panel.table.viewport().mapToGlobal(place))
    QApplication.sendEvent(panel.table.viewport(), event)
    assert len(tips) == 1
    assert not any(mark in tips[0] for mark in ("<b>", "<img"))


# -- with a real queue ------------------------------------------------------------------------------------------------


def refused(bench: Bench) -> str:
    """A pair with one change that Airtable refuses: it has no such choice."""
    pair_id = bench.in_step(("Ada", 36, "London", "", "new"), ("Ben", 41, "Rome", "", "old"))
    bench.replace("Ada,36,London,,new", "Ada,36,London,,brave")
    bench.sync(pair_id)
    return pair_id


def tags(bench: Bench) -> object:
    return next(row["fields"].get("Tags") for row in bench.people.records() if row["fields"].get("Name") == "Ada")


def test_retry_now_really_tries(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = refused(bench)
    panel = shown(controller, qtbot, pair_id)
    assert (records(panel), panel.model.rows[0].state) == (["Ada"], "failed")
    first = panel.model.rows[0].entry_id
    with qtbot.waitSignals([controller.run_finished, panel.loaded], timeout=WAIT_MS):
        click(panel, "queueRetryButton", qtbot)
    qtbot.waitUntil(lambda: [line.entry_id for line in panel.model.rows] not in ([], [first]), timeout=WAIT_MS)
    assert records(panel) == ["Ada"]
    bench.people.add_choice("Tags", "brave")
    assert panel.table.choose(panel.model.key(0))  # it may have been gone for a moment as the run began
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        click(panel, "queueRetryButton", qtbot)
    qtbot.waitUntil(lambda: not panel.model.rows, timeout=WAIT_MS)
    assert tags(bench) == ["brave"]


def test_a_drop_is_asked_for_and_kept_in_history(bench: Bench, controller: Controller, qtbot: QtBot) -> None:
    pair_id = refused(bench)
    panel = shown(controller, qtbot, pair_id)
    click(panel, "queueDropButton", qtbot)
    assert not panel.strip.retry_button.isVisible()
    click(panel, "queueKeepButton", qtbot)
    assert not child(panel, QWidget, "queueQuestion").isVisible()
    assert len(bench.service.queue(pair_id)) == 1
    click(panel, "queueDropButton", qtbot)
    assert text(panel, "queueConfirmDropButton") == "Drop 1 change"
    click(panel, "queueConfirmDropButton", qtbot)
    qtbot.waitUntil(lambda: not panel.model.rows, timeout=WAIT_MS)
    assert bench.service.queue(pair_id) == ()
    assert bench.service.runs(pair_id)[0].kind == "drop"
    assert (tags(bench), "brave" in (bench.folder / "people.csv").read_text(encoding="utf-8")) == (["new"], True)
    with qtbot.waitSignal(controller.run_finished, timeout=WAIT_MS):
        controller.sync(pair_id)
    assert bench.service.queue(pair_id) == ()


# -- as long as it gets -----------------------------------------------------------------------------------------------


def test_a_hundred_thousand_rows(still_controller: Make, qtbot: QtBot) -> None:
    lines = many(100_000)
    still = Still(queue_lines=lines)
    panel = shown(still_controller(still), qtbot)
    assert len(panel.model.rows) == FIRST_ROWS
    assert not child(panel, QWidget, "queueFilterFailed").isVisible()
    with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
        pass
    assert len(panel.model.rows) == 100_000

    def after(action: Callable[[], object], rows: int) -> None:
        with qtbot.waitSignal(panel.loaded, timeout=WAIT_MS):
            action()
        assert len(panel.model.rows) == rows

    after(lambda: click(panel, "queueFilterFailed", qtbot), 1000)
    after(lambda: click(panel, "queueFilterAll", qtbot), 100_000)
    after(lambda: panel.table.sort_asked.emit(1, True), 100_000)
    assert records(panel)[0] == "Set 099999"
    panel.table.selectAll()
    assert text(panel, "queueDropButton") == "Drop 1,000 changes…"
    still.queue_lines = lines[10:]
    after(lambda: panel.on_news(""), 99_990)
    assert len(panel.table.chosen_places) == 99_990
