"""The main window: sidebar, head, panels and footer, put together; what is pressed goes to the controller.

Panels are made when they are first seen, so that the window is painted before most of its code is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import Message
from airsync_gui.sync.events import Event
from airsync_gui.ui.announcing import announce
from airsync_gui.ui.beside import Beside
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.help_desk import HelpDesk
from airsync_gui.ui.language import speaker
from airsync_gui.ui.layouts import column, frame, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.pair_header import PairHeader
from airsync_gui.ui.pair_words import short_state
from airsync_gui.ui.panel import Panel
from airsync_gui.ui.panel_stack import PanelStack
from airsync_gui.ui.panel_tabs import PanelTabs
from airsync_gui.ui.panels import PANELS, read_code
from airsync_gui.ui.previews import Previews
from airsync_gui.ui.run_footer import RunFooter
from airsync_gui.ui.set_ups import SetUps
from airsync_gui.ui.sidebar import ALL, Sidebar
from airsync_gui.ui.window_health import WindowHealth
from airsync_gui.ui.window_state import WindowState, geometry_text
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.ui.pair_wizard import PairWizard
    from airsync_gui.ui.settings_page import SettingsPage
    from airsync_gui.ui.start_page import StartPage

TICK_MS = 30_000
"""Times such as "2 min ago" are said anew this often."""
AT_WORK = ("syncing", "cancelling")
RETELL_MS = 200
SIZE = (1280, 800)
LEAST_SIZE = (960, 600)


class MainWindow(QMainWindow):
    """The one window.

    Args:
        title: its title.

    Signals:
        sample_asked: the person wants to see the demo.
        painted: for the first time, with pairs or the start page; slow imports may begin.
        went_away: closing it left AirSync at work, in the tray.
        health_told: the last hour's report.
        closed: after everything was told to stop.

    Attributes:
        beside: the windows that open beside this one.
        stays_open: whether closing the window leaves AirSync at work.
    """

    sample_asked = Signal()
    painted = Signal()
    went_away = Signal()
    health_told = Signal(object)
    closed = Signal()

    def __init__(self, controller: Controller, title: str = "AirSync") -> None:
        super().__init__()
        self.controller = controller
        self._lines: tuple[PairLine, ...] = ()
        self._pair_id: str | None = None
        self._awaited: str | None = None
        self._panel = "overview"
        self._known = False
        self._start_page: StartPage | None = None
        self.beside = Beside(controller, self)
        self._wizard: PairWizard | None = None
        self._settings: SettingsPage | None = None
        self._preferences = Preferences()
        self._left = WindowState()
        self.stays_open: Callable[[], bool] = lambda: False
        self._begun = self._quitting = self._ended = False
        self.setWindowTitle(title)
        self.setObjectName("mainWindow")
        present = look()
        self.resize(present.px(SIZE[0]), present.px(SIZE[1]))
        self.setMinimumSize(*LEAST_SIZE)
        self._build()
        self._connect_window()
        self._connect_parts()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self._retell = QTimer(self, singleShot=True, interval=0)
        self._retell.timeout.connect(self._say_anew)

    # -- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.setProperty("tone", "window")
        self._again = Button(tr("Try again"), "tryAgainButton", on_click=self.controller.refresh)
        self._opening = EmptyState(
            "clock", tr("One moment"), tr("AirSync is looking at your pairs."), button=self._again
        )
        self._again.hide()
        self._shell = QWidget()
        for page in (self._opening, self._shell):
            self._pages.addWidget(page)
        self.sidebar = Sidebar(self.controller.last_event)
        self.header = PairHeader()
        self.tabs = PanelTabs(PANELS)
        self.footer = RunFooter(self.controller)
        self._stack = PanelStack(self.controller)
        self._previews = Previews(self.controller, self._stack)
        self._sides = QStackedWidget()
        self._message_area = QWidget()
        self._message = MessageBar("windowMessage")
        self._lay_out()
        self.setCentralWidget(self._pages)

    def _lay_out(self) -> None:
        rows = column(self._shell)
        both = line(spacing=0)
        right = frame("surface", name="content")
        content = column(right)
        column(self._message_area, margins=(24, 12, 24, 0)).addWidget(self._message)
        self._message_area.hide()
        tabs = line(margins=(12, 0, 12, 0))
        tabs.addWidget(self.tabs)
        content.addWidget(self.header)
        content.addLayout(tabs)
        content.addWidget(rule())
        content.addWidget(self._message_area)
        content.addWidget(self._stack, 1)
        both.addWidget(self.sidebar)
        both.addWidget(rule(down=True))
        self._sides.addWidget(right)
        both.addWidget(self._sides, 1)
        rows.addLayout(both, 1)
        rows.addWidget(self.footer)

    def _connect_window(self) -> None:
        controller = self.controller
        controller.pairs_changed.connect(self._on_pairs)
        controller.run_progressed.connect(self._on_progressed)
        controller.run_failed.connect(self._on_run_failed)
        controller.failed.connect(self._on_failed)
        controller.crashed.connect(self._on_failed)
        self._health = WindowHealth(controller, self)
        self._health.told.connect(self._on_health)
        controller.preferences_changed.connect(self._on_preferences)
        self._help_desk = HelpDesk(self, controller)
        self._set_ups = SetUps(controller, self)
        self._set_ups.failed.connect(self._on_no_set_up)
        if (language := speaker()) is not None:
            language.changed.connect(self._on_language)
        for keys, action in (("F5", self._on_sync), ("Ctrl+N", self.open_wizard), ("Ctrl+,", self.toggle_settings)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _connect_parts(self) -> None:
        controller = self.controller
        self.sidebar.pair_chosen.connect(self._on_pair_chosen)
        self.sidebar.add_asked.connect(self.open_wizard)
        self.sidebar.settings_asked.connect(self.toggle_settings)
        self.sidebar.help_asked.connect(self._help_desk.open_help)
        self.footer.pair_asked.connect(self.show_pair)
        self.tabs.panel_asked.connect(self.show_panel)
        self._stack.made.connect(self._on_panel_made)
        self._previews.left.connect(lambda: self.show_panel(self._panel))
        self._previews.pair_asked.connect(self._on_preview_of)
        header = self.header
        header.sync_asked.connect(self._on_sync)
        header.full_sync_asked.connect(self._on_full_sync)
        header.sync_all_asked.connect(controller.sync_all)
        header.preview_asked.connect(self._on_preview)
        header.pause_asked.connect(partial(self._each, controller.pause))
        header.resume_asked.connect(partial(self._each, controller.resume))
        header.cancel_asked.connect(partial(self._each, controller.cancel))

    # -- what is shown ----------------------------------------------------------------------------------------------

    @property
    def shown_pair(self) -> PairLine | None:
        """The pair that is shown; None for all of them."""
        return next((pair for pair in self._lines if pair.pair_id == self._pair_id), None)

    def say_preparing(self, heading: str, sentence: str) -> None:
        """What the window says until there are pairs."""
        self._opening.say(heading, sentence)

    def _on_pairs(self, lines: Sequence[PairLine]) -> None:
        self._announce_ends(lines)
        self._lines = tuple(lines)
        first_time = bool(lines) and not self._known
        self._known = self._known or first_time
        if self.shown_pair is not None:
            self._awaited = None
        elif self._pair_id != self._awaited:
            self._pair_id = None
        if first_time:
            self._pair_id = self._first_pair()
        self.sidebar.show_pairs(self._lines)
        self.sidebar.choose(self._pair_id)
        self._show_head()
        self._choose_page()
        if first_time:
            self.show_panel(self._panel)
            self._health.ask()
            self.controller.ask(read_code, lambda _nothing: self._stack.make_ahead(), asker=self)

    def _first_pair(self) -> str | None:
        """The pair that was shown last time, where it is still there; None where all were."""
        left, ids = self._left, [line.pair_id for line in self._lines]
        if left.panel and not left.pair_id:
            return None
        return left.pair_id if left.pair_id in ids else ids[0]

    def take_up(self, left: WindowState) -> None:
        """Stand where the window stood, and show what it showed, as far as that is still there."""
        self._left = left
        self._stack.views = left.views
        if left.geometry_bytes:
            self.restoreGeometry(left.geometry_bytes)
        if left.panel in PANELS:
            self._panel = left.panel

    def state(self) -> WindowState:
        """How the window is left."""
        geometry = geometry_text(bytes(self.saveGeometry().data()))
        language = said.choice if (said := speaker()) is not None else ""
        if not self._known:
            return replace(self._left, geometry=geometry, language=language)
        return WindowState(geometry, self._pair_id or "", self._panel, language, self._stack.kept())

    def _announce_ends(self, lines: Sequence[PairLine]) -> None:
        """How work on a pair ended is said; where another pair is looked at, only what is not as it should be."""
        at_work = {line.pair_id for line in self._lines if line.status in AT_WORK}
        for pair in lines:
            ended = pair.pair_id in at_work and pair.status not in AT_WORK
            if ended and (pair.status != "in_step" or pair.pair_id == self._pair_id):
                announce(self, f"{pair.name}: {short_state(pair)}")

    def _choose_page(self) -> None:
        if self._pages.currentWidget() not in (self._opening, self._shell, self._start_page):
            return  # the wizard stays until it ends
        if self._lines:
            self._pages.setCurrentWidget(self._shell)
        else:
            self._open_start_page()

    def _open_start_page(self) -> None:
        from airsync_gui.ui.start_page import StartPage

        if self._start_page is None:
            page = StartPage()
            page.connect_asked.connect(self.open_wizard)
            page.sample_asked.connect(self.sample_asked)
            page.setup_asked.connect(self._set_ups.choose_to_open)
            self._pages.addWidget(page)
            self._start_page = page
        self._pages.setCurrentWidget(self._start_page)

    def _on_no_set_up(self, error: BaseException) -> None:
        message = self.controller.told(error)
        if self._start_page is not None:
            self._start_page.bar.show_message("failed", f"{message.title}.", str(message))

    def _show_head(self) -> None:
        pair = self.shown_pair
        if pair is not None:
            self.header.show_pair(pair, self.controller.last_event(pair.pair_id), self._due_at(pair))
        else:
            self.header.show_all(self._lines)
        shown = [pair] if pair is not None else self._lines
        self.tabs.set_count("queue", sum(line.waits for line in shown))
        self.tabs.set_count("conflicts", sum(line.conflicts for line in shown), loud=True)

    def _due_at(self, pair: PairLine) -> datetime | None:
        return self.controller.scheduler.next_due(pair.pair_id)

    def show_pair(self, pair_id: str) -> None:
        """Show a pair; empty for all of them."""
        self.sidebar.choose(pair_id or None)
        self._on_pair_chosen(pair_id)

    def _on_pair_chosen(self, pair_id: str) -> None:
        chosen = None if pair_id == ALL else pair_id
        self.sidebar.choose(chosen)
        if chosen != self._pair_id:
            self._pair_id = chosen
            self._say_nothing()
        self._show_head()
        self.show_panel(self._panel)

    def show_panel(self, name: str) -> None:
        """Show one of the panels for what is chosen."""
        self._panel = name
        self.tabs.choose(name)
        self._stack.show_panel(name, self._pair_id)
        self._sides.setCurrentIndex(0)

    def _on_panel_made(self, panel: Panel) -> None:
        """What panels ask for; some of it only some of them."""
        panel.goes_to.connect(self._on_goes_to)
        for name, slot in (
            ("decide_asked", self.open_conflict),
            ("explain_asked", self.explain),
            ("duplicates_asked", self.look_for_duplicates),
            ("pair_opened", self.show_pair),
            ("key_asked", partial(self.open_wizard, only_key=True)),
        ):
            signal = getattr(panel, name, None)
            if signal is not None:
                signal.connect(slot)

    def _on_goes_to(self, name: str) -> None:
        if name == "preview":
            self._on_preview()
        else:
            self.show_panel(name)

    # -- work -------------------------------------------------------------------------------------------------------

    def _each(self, action: Callable[[str], object]) -> None:
        """Do something with the pair that is shown, or with all of them."""
        pair = self.shown_pair
        for line_ in [pair] if pair is not None else self._lines:
            action(line_.pair_id)

    def _on_sync(self) -> None:
        self._say_nothing()
        pair = self.shown_pair
        if pair is not None:
            self.controller.sync(pair.pair_id)
        else:
            self.controller.sync_all()

    def _on_full_sync(self) -> None:
        self._say_nothing()
        if (pair := self.shown_pair) is not None:
            self.controller.sync(pair.pair_id, full=True)
        else:
            self.controller.sync_all(full=True)

    def _on_progressed(self, pair_id: str, _event: Event) -> None:
        self.sidebar.repaint_states()
        if pair_id == self._pair_id or self._pair_id is None:
            self._show_head()

    def _on_run_failed(self, pair_id: str, message: Message, _error: object) -> None:
        if pair_id == self._pair_id and self._panel != "overview":  # that panel says it itself
            self._say(message)

    def _on_failed(self, message: Message, _error: object) -> None:
        if self._known:
            self._say(message)
        elif self._wizard is None:  # an empty list of pairs must not look like a first start
            self._opening.say(message.title, str(message))
            self._again.show()
            self._pages.setCurrentWidget(self._opening)

    def _say(self, message: Message) -> None:
        """A message above the panels, until it is dismissed."""
        dismiss = Button("", "dismissMessageButton", "icon", "x", tip=tr("Dismiss"), on_click=self._say_nothing)
        self._message.show_message("failed", f"{message.title}.", str(message), [dismiss])
        self._message_area.show()

    def _say_nothing(self) -> None:
        self._message.clear()
        self._message_area.hide()

    def _on_preview(self) -> None:
        pair = self.shown_pair
        if pair is None:
            self._previews.show_all(self._lines)
        else:
            self._previews.show_pair(pair.pair_id)

    def _on_preview_of(self, pair_id: str) -> None:
        self.show_pair(pair_id)
        self._on_preview()

    # -- conflicts and new pairs ------------------------------------------------------------------------------------

    def open_conflict(self, pair_id: str, uid: str) -> None:
        """Decide a conflict side by side; those of the list follow."""
        order = getattr(self._stack.known("conflicts"), "order", [(pair_id, uid)])
        self.beside.decide(pair_id, uid, order)

    def explain(self, pair_id: str, uid: str, name: str = "") -> None:
        """Say why a record looks as it does, in a window beside this one."""
        self.beside.explain(pair_id, uid, name)

    def look_for_duplicates(self, pair_id: str) -> None:
        """List what stands more than once in a pair's tables, in a window beside this one."""
        name = next((pair.name for pair in self._lines if pair.pair_id == pair_id), "")
        self.beside.look_for_duplicates(pair_id, name)

    def open_wizard(self, *, only_key: bool = False, account: str | None = None) -> None:
        """Set up a new pair, or just replace an account's token (else the usual one's), in the whole window."""
        from airsync_gui.ui.pair_wizard import PairWizard
        from airsync_gui.ui.wizard_draft import ACCOUNT

        if self._wizard is not None:
            return
        wizard = PairWizard(self.controller, only_key=only_key, account=account or ACCOUNT)
        rules, draft = self._preferences.usual_rules, wizard.draft
        draft.direction, draft.deletes, draft.policy = rules.direction, rules.deletes, rules.policy
        draft.usual = self._preferences.schedule
        wizard.finished.connect(self._on_wizard_finished)
        wizard.cancelled.connect(self._close_wizard)
        self._wizard = wizard
        self._pages.addWidget(wizard)
        self._pages.setCurrentWidget(wizard)

    def _on_preferences(self, known: Preferences) -> None:
        self._preferences = known

    def _on_wizard_finished(self, pair_id: str) -> None:
        self._pair_id = self._awaited = pair_id  # an answer from before it was made may still be on its way
        self._panel = "overview"
        self._close_wizard()
        self.sidebar.choose(pair_id)
        self.show_panel(self._panel)
        self.sidebar.pair_list.setFocus()  # else it goes to what comes first, which is help

    def _close_wizard(self) -> None:
        wizard, self._wizard = self._wizard, None
        self._show_usual_page()
        if wizard is not None:
            self._pages.removeWidget(wizard)
            wizard.deleteLater()
        self._choose_page()

    def _show_usual_page(self) -> None:
        self._pages.setCurrentWidget(self._shell if self._lines else self._opening)

    # -- settings ---------------------------------------------------------------------------------------------------

    def toggle_settings(self) -> None:
        """Show what is set for all pairs, beside the sidebar where there is one; or what was shown before."""
        if self._wizard is not None:
            return
        if self._settings is not None and self._settings.isVisible():
            self._close_settings()
            return
        page = self._settings or self._new_settings()
        place = self._sides if self._pages.currentWidget() is self._shell else self._pages
        place.addWidget(page)
        place.setCurrentWidget(page)

    def open_settings(self) -> None:
        """Show what is set for all pairs, where it is not shown already."""
        if self._settings is None or not self._settings.isVisible():
            self.toggle_settings()

    def leave_settings(self) -> None:
        """Show what was there before."""
        if self._settings is not None and self._settings.isVisible():
            self._close_settings()

    def _new_settings(self) -> SettingsPage:
        from airsync_gui.ui.settings_page import SettingsPage

        page = self._settings = SettingsPage(self.controller)
        page.closed.connect(self._close_settings)
        page.log_asked.connect(self.beside.show_log)
        page.key_asked.connect(lambda account: self.open_wizard(only_key=True, account=account))
        return page

    def _close_settings(self) -> None:
        self._sides.setCurrentIndex(0)
        if self._pages.currentWidget() is self._settings:
            self._show_usual_page()
            self._choose_page()

    # -- health -----------------------------------------------------------------------------------------------------

    def _on_health(self, report: HealthReport) -> None:
        self.sidebar.show_health(report, datetime.now(UTC))
        self.health_told.emit(report)

    def _on_tick(self) -> None:
        self.sidebar.repaint_states()
        if self._known:
            self._show_head()
            self._health.ask()  # a feed dies and a token grows old while nothing is asked of Airtable

    # -- another language -------------------------------------------------------------------------------------------

    def _on_language(self) -> None:
        """Once whoever chose it has done its work: it may be among what is made anew."""
        self._retell.start()

    def _say_anew(self) -> None:
        """Make everything in the window anew; it shows what it showed, and what was chosen in a dialog is kept."""
        if self._wizard is not None or (self._settings is not None and self._settings.is_busy):
            self._retell.start(RETELL_MS)  # what is typed there must not be lost
            return
        left, in_settings = self.state(), self._settings is not None and self._settings.isVisible()
        self._stack.stop()
        self.beside.close()
        self._start_page = self._settings = None
        self._help_desk.say_anew()
        self._pages.deleteLater()
        self._build()
        self._connect_parts()
        self._left, self._stack.views, self._known = left, left.views, False
        self._on_pairs(self.controller.lines)
        if in_settings:
            self.open_settings()
        self.controller.refresh()  # the pairs' states in words

    # -- begin and end ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What is slow may begin once the window stands."""
        super().showEvent(event)
        self.begin()

    def begin(self) -> None:
        """Start work, once, whether the window is shown or stays away."""
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self.painted.emit)

    def come_to_front(self) -> None:
        """The window as it was, in front of the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Gone at once for the eye; a request under way ends by itself. Or it goes on in the tray, as was set."""
        if not self._quitting and not _session_ends() and self.stays_open():
            event.ignore()
            self.hide()
            self.went_away.emit()
            return
        self.hide()
        self._tick.stop()
        self._health.stop()
        self.controller.close()
        event.accept()
        if not self._ended:
            self._ended = True
            self.closed.emit()

    def quit(self) -> None:
        """Close the window for good, whatever was set."""
        self._quitting = True
        self.close()
        if not self.isVisible() and not self._ended:
            self.closeEvent(QCloseEvent())  # a window that is not shown has nothing to close


def _session_ends() -> bool:
    """Whether the desktop closes everything; who refuses then holds up the person's log-out."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()
