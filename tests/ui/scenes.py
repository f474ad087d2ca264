"""Every screen of the real window over frozen answers, ready to be looked at.

A scene is a function that brings a :class:`Stage` to a screen and gives the widget to look at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QVariantAnimation
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.pairs import Policy
from airsync_gui.ui.conflicts_panel import ConflictsPanel
from airsync_gui.ui.help_viewer import HelpViewer
from airsync_gui.ui.language import speaker
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.pair_wizard import PairWizard
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.rule_bar import RuleWish
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, strong
from airsync_gui.ui.undo_bar import Wish
from airsync_gui.ui.wizard_airtable_step import AirtableStep
from airsync_gui.ui.wizard_fields_step import FieldsStep
from airsync_gui.ui.wizard_local_step import LocalStep
from airsync_gui.ui.wizard_step import WizardStep
from tests.ui.samples import plans, window
from tests.ui.samples.dialog import LUNCH
from tests.ui.samples.wizard import FILE, TABLES
from tests.ui.still import Still

Size = tuple[int, int]
WINDOW_SIZE, DIALOG_SIZE = (1280, 800), (1100, 760)
LIMIT_S = 10.0
PAUSE_MS = 300
"""The longest that the window waits by itself before its next step, as for the end of somebody's typing."""
RESTS = 3
"""So many turns in which nothing is under way: what one step leaves to the next turn may begin another."""


class Stage(Struct):
    """A window that stands at its beginning."""

    still: Still
    controller: Controller
    window: MainWindow
    dialog_size: Size

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Let the window work until this is so."""
        end = time.monotonic() + LIMIT_S
        while not true():
            assert time.monotonic() < end, f"waited {LIMIT_S:.0f} s for {what}"
            QTest.qWait(10)

    def settle(self) -> None:
        """Let the window come to rest: answers are there, details follow their list, everything is laid out."""
        rests = 0

        def at_rest() -> bool:
            nonlocal rests
            rests = 0 if self._is_busy() else rests + 1
            return rests > RESTS

        self.until(at_rest, "the window to come to rest")

    def _is_busy(self) -> bool:
        """Whether something is asked for that has an end, or a short pause or a movement goes on."""
        owners = [self.controller, *QApplication.topLevelWidgets()]
        timers = [timer for owner in owners for timer in owner.findChildren(QTimer)]
        pauses = [t for t in timers if t.isSingleShot() and t.isActive() and t.interval() <= PAUSE_MS]
        moves = [move for owner in owners for move in owner.findChildren(QVariantAnimation)]
        asked = len(self.controller.background._asked) - len(self.still.at_work)
        return asked > 0 or bool(pauses) or any(m.state() == QVariantAnimation.State.Running for m in moves)

    def panel(self, pair_id: str, name: str) -> Panel:
        """Show a panel of a pair (empty: of all), with what it has loaded."""
        self.window.show_pair(pair_id)
        self.window.show_panel(name)
        found = next(panel for panel in self.window.findChildren(Panel) if panel.objectName() == f"{name}Panel")
        loaded: list[bool] = []

        def on_loaded() -> None:
            loaded.append(True)

        found.loaded.connect(on_loaded)
        found.reload()
        self.until(lambda: bool(loaded), f"the panel {name}")
        found.loaded.disconnect(on_loaded)
        table = found.findChild(TableView)
        if table is not None and not table.visibleRegion().isEmpty():  # else the page would scroll to it
            self.window.activateWindow()
            table.setFocus()
        return found

    def shown(self, name: str) -> QWidget:
        """The visible widget of this name, as soon as there is one."""

        def found() -> list[QWidget]:
            every = [self.window, *QApplication.topLevelWidgets()]
            inside = [widget for top in every for widget in top.findChildren(QWidget, name)]
            return [widget for widget in [*inside, *every] if widget.objectName() == name and widget.isVisible()]

        self.until(lambda: bool(found()), name)
        return found()[0]


@contextmanager
def stage(still: Still, size: Size) -> Iterator[Stage]:
    """A window over these answers, until the end of the block."""
    controller = Controller(still)
    shown = MainWindow(controller)
    made = Stage(still, controller, shown, DIALOG_SIZE if size == WINDOW_SIZE else size)
    shown.resize(*size)
    shown.show()
    told: list[bool] = []
    controller.pairs_changed.connect(lambda _lines: told.append(True))
    controller.refresh()
    made.until(lambda: bool(told), "the pairs")
    for pair_id in still.at_work:
        controller.sync(pair_id)
    try:
        yield made
    finally:
        for pair_id in still.at_work:
            controller.cancel(pair_id)
        shown.close()
        assert controller.close(LIMIT_S)
        shown.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# -- the screens ------------------------------------------------------------------------------------------------------


def start(at: Stage) -> QWidget:
    """No pair yet."""
    return at.window


def overview(at: Stage) -> QWidget:
    """A pair in step."""
    at.panel("meals", "overview")
    return at.window


def queue(at: Stage) -> QWidget:
    """A pair at work, some of it refused."""
    at.panel("workouts", "queue")
    return at.window


def queue_edit(at: Stage) -> QWidget:
    """A refused value being edited."""
    at.panel("workouts", "queue")
    QTest.mouseClick(at.shown("queueEditButton"), Qt.MouseButton.LeftButton)
    editor = at.shown("resultEditor")
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "0:45:00")
    return at.window


def conflicts(at: Stage) -> QWidget:
    """A list of decisions, one of them looked at, and some chosen to be answered together."""
    table = at.panel("habits", "conflicts").findChild(TableView, "conflictsTable")
    assert table is not None
    table.choose(table.rows.key(1))
    table.choose_too(table.rows.key(place) for place in (2, 3))
    at.shown("applyToChosenButton")
    return at.window


def dialog(at: Stage) -> QWidget:
    """One decision, side by side, taken and not applied yet."""
    at.window.open_conflict("meals", LUNCH)
    shown = at.shown("conflictDialog")
    shown.resize(*at.dialog_size)
    at.shown("field_0")
    shown.activateWindow()
    at.until(lambda: shown.focusWidget() is not None, "the grid's focus")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_1):
        QTest.keyClick(shown.focusWidget(), key)
        QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Down)
    return shown


def health(at: Stage) -> QWidget:
    """Requests and calls."""
    at.panel("meals", "health")
    return at.window


def history(at: Stage) -> QWidget:
    """Runs, and what one did."""
    panel = at.panel("meals", "history")
    table = panel.findChild(TableView, "runsTable")
    assert table is not None
    table.choose("93")
    return at.window


def preview(at: Stage) -> QWidget:
    """What a sync would do, with a guard to lift."""
    at.still.plan_preview = plans.GUARDED
    at.panel("meals", "overview")
    at.window.header.preview_asked.emit()
    at.shown("previewPage")
    return at.window


def all_pairs(at: Stage) -> QWidget:
    """All pairs together."""
    at.panel("", "overview")
    return at.window


def no_conflicts(at: Stage) -> QWidget:
    """Nothing to decide."""
    at.panel("meals", "conflicts")
    return at.window


# -- the steps of a new pair ------------------------------------------------------------------------------------------


def wizard_step(at: Stage, name: str) -> QWidget:
    """A new pair, with all the steps before this one answered."""
    at.still.token = name != "key"  # where one is kept the first step is passed by
    at.window.open_wizard()
    shown = at.shown("pairWizard")
    assert isinstance(shown, PairWizard)
    at.until(lambda: (shown.step.key == "key") is (name == "key"), "the first step")
    while shown.step.key != name:
        _answer(at, shown.step)
        at.until(lambda: shown.step.may_go_on and not shown.step.busy, f"an answer to {shown.step.key}")
        here = shown.step
        QTest.mouseClick(at.shown("wizardNextButton"), Qt.MouseButton.LeftButton)
        at.until(lambda here=here: shown.step is not here, f"the step after {here.key}")  # type: ignore[misc]
    _answer(at, shown.step)
    at.until(lambda: not shown.step.busy, name)
    return at.window


def _answer(at: Stage, step: WizardStep) -> None:
    if isinstance(step, AirtableStep):
        at.until(lambda: bool(step.tables.rows.rows), "the tables")
        step.tables.choose(TABLES[0].table_id)
    elif isinstance(step, LocalStep):
        step.choose(FILE.source)
    elif isinstance(step, FieldsStep):
        assert step.table is not None
        step.table.choose("protein_g")


def schema(at: Stage) -> QWidget:
    """The fields, two of which wait."""
    at.panel("meals", "schema")
    return at.window


def explain(at: Stage) -> QWidget:
    """Why a record looks as it does, asked for from History."""
    table = at.panel("meals", "history").findChild(TableView, "changesTable")
    assert table is not None
    at.until(lambda: bool(table.current_key), "the run's changes")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    shown = at.shown("explainDialog")
    at.shown("explainNext0")
    return shown


def similar(at: Stage) -> QWidget:
    """Conflicts alike, decided at once."""
    lines = at.still.conflict_lines
    at.still.conflict_lines = [replace(line, kind=lines[0].kind, fields=lines[0].fields) for line in lines]
    at.panel("habits", "conflicts")
    QTest.mouseClick(at.shown("similarButton"), Qt.MouseButton.LeftButton)
    return at.shown("similarDialog")


def rule(at: Stage, *, with_bar: bool = True) -> QWidget:
    """A choice on its way to becoming a rule, several conflicts chosen."""
    table = at.panel("habits", "conflicts").findChild(TableView, "conflictsTable")
    assert table is not None
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home)
    for _ in range(5):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    panel = at.window.findChild(ConflictsPanel)
    assert panel is not None
    wish = RuleWish("habits", "Habits", (("fldMinutes", "Minutes"),), Policy.AIRTABLE_WINS)
    done = (strong("Meditation, 9 May is settled. "), Run("daily-log.csv: Minutes 15 → 20.", "text2"))
    panel.decided.say(done, Wish("habits", 7, "Undo it?"), wish)
    if with_bar:
        panel.decided.line.rule_asked.emit()
    return at.window


def duplicates(at: Stage) -> QWidget:
    """What stands more than once, with what merging the first group would do."""
    at.window.look_for_duplicates("meals")
    shown = at.shown("duplicatesDialog")
    at.shown("choice_fldCalories")
    return shown


def settings(at: Stage) -> QWidget:
    """What is set for all pairs."""
    at.panel("meals", "overview")
    QTest.mouseClick(at.shown("settingsButton"), Qt.MouseButton.LeftButton)
    at.shown("account_0")
    return at.window


def settings_below(at: Stage) -> QWidget:
    """The same page, further down."""
    settings(at)
    scroll = at.shown("settingsScroll")
    assert isinstance(scroll, QScrollArea)
    at.settle()  # until all its cards are laid out
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    return at.window


def log(at: Stage) -> QWidget:
    """The log, with the newest entry in full."""
    at.window.beside.show_log()
    return at.shown("logViewer")


def change_rules(at: Stage) -> QWidget:
    """A pair's rules, from Overview."""
    at.panel("meals", "overview")
    QTest.mouseClick(at.shown("changeRulesButton"), Qt.MouseButton.LeftButton)
    shown = at.shown("rulesDialog")
    at.until(lambda: at.shown("rulesKeepButton").isEnabled(), "the rules")
    return shown


def health_table(at: Stage) -> QWidget:
    """The figures of the plots, one by one."""
    health(at)
    QTest.mouseClick(at.shown("plotsAsTableButton"), Qt.MouseButton.LeftButton)
    return at.window


def manual(at: Stage) -> QWidget:
    """A page of the manual, at one of its headings."""
    at.panel("habits", "conflicts")
    QTest.mouseClick(at.shown("helpButton"), Qt.MouseButton.LeftButton)
    shown = at.shown("helpViewer")
    assert isinstance(shown, HelpViewer)
    at.until(lambda: bool(shown.page_name), "the contents")
    shown.open_page("conflicts.md", "the-dialog")
    at.until(lambda: shown.page_name == "conflicts.md", "the page")
    return shown


SCENES: dict[str, Callable[[Stage], QWidget]] = {
    "1-start": start,
    "2-overview": overview,
    "3-queue": queue,
    "3-queue-edit": queue_edit,
    "4-conflicts": conflicts,
    "5-dialog": dialog,
    "6-health": health,
    "7-history": history,
    "8-wizard-key": partial(wizard_step, name="key"),
    "8-wizard-airtable": partial(wizard_step, name="airtable"),
    "8-wizard-local": partial(wizard_step, name="local"),
    "8-wizard-fields": partial(wizard_step, name="fields"),
    "8-wizard-rules": partial(wizard_step, name="rules"),
    "9-wizard-preview": partial(wizard_step, name="preview"),
    "10-preview": preview,
    "11-all-pairs": all_pairs,
    "12-no-conflicts": no_conflicts,
    "13-explain": explain,
    "14-schema": schema,
    "15-similar": similar,
    "15-rule": rule,
    "15-decided": partial(rule, with_bar=False),
    "16-duplicates": duplicates,
    "16-settings": settings,
    "17-settings-below": settings_below,
    "18-log": log,
    "19-manual": manual,
    "19-rules": change_rules,
    "20-health-table": health_table,
}
"""In the order in which a person meets them."""


@contextmanager
def scene(name: str, size: Size = WINDOW_SIZE) -> Iterator[QWidget]:
    """A screen, settled, until the end of the block; a dialog has its own size, unless the window's is another."""
    answers = Still() if name == "1-start" else window.still()
    if (said := speaker()) is not None and said.choice:
        answers.settings = replace(answers.settings, language=said.choice)  # else Settings would take up the system's
    with stage(answers, size) as made:
        shown = SCENES[name](made)
        made.settle()
        yield shown
