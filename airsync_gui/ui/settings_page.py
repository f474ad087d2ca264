"""What a person sets for all pairs, on a page of its own. Each choice holds at once and is kept on the pool."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.errors import AirSyncError
from airsync_gui.health_limits import HealthLimits
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.preferences import AccountLine, ColorChoice, Option, Preferences, UsualRules
from airsync_gui.jobs.service import Service
from airsync_gui.messages import plain
from airsync_gui.schedule import Schedule
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.clipboard import copy
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.preferences import take_up
from airsync_gui.ui.set_ups import SetUps
from airsync_gui.ui.settings_accounts import AccountsCard
from airsync_gui.ui.settings_cards import LookCard, PlacesCard, PlanCard, SetUpsCard
from airsync_gui.ui.settings_health import HealthCard
from airsync_gui.ui.settings_language import LanguageCard
from airsync_gui.ui.settings_rates import RatesCard
from airsync_gui.ui.settings_running import NewPairsCard, RunningCard
from airsync_gui.ui.settings_schedule import ScheduleCard
from airsync_gui.ui.wizard_step import words_for
from airsync_gui.wording import plural, tr

WIDTH = 820
MOST_NAMED = 5
Accounts = tuple[bool, Sequence[AccountLine]]


class SettingsPage(QFrame):
    """Looked up anew whenever it is shown.

    Signals:
        key_asked: the account that gets another token.
        log_asked: the person wants to read the log.
        closed: the person goes back.
        loaded: all but the accounts is shown.
        kept: a choice is in the settings file.
    """

    key_asked = Signal(str)
    log_asked = Signal()
    closed = Signal()
    loaded = Signal()
    kept = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsPage")
        self.setAccessibleName(tr("Settings"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("tone", "surface")
        self.controller = controller
        self._known = Preferences()
        self._writes: deque[Callable[[], None]] = deque()
        self.bar = MessageBar("settingsMessage")
        self.accounts = AccountsCard()
        self.plan = PlanCard()
        self.rates = RatesCard()
        self.schedule = ScheduleCard()
        self.running = RunningCard()
        self.new_pairs = NewPairsCard()
        self.health = HealthCard()
        self.set_ups = SetUpsCard()
        self._files = SetUps(controller, self)
        self.look = LookCard()
        self.language = LanguageCard()
        self.places = PlacesCard()
        self._close = Button(tr("Close"), "closeSettingsButton", on_click=self.closed.emit)
        self._content = frame("surface", name="settingsContent")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        rows = column(self)
        head = line(margins=(24, 16, 24, 8))
        head.addWidget(Label(tr("Settings"), "title"), 1)
        head.addWidget(self._close)
        rows.addLayout(head)
        told = line(margins=(24, 0, 24, 8))
        told.addWidget(self.bar)
        rows.addLayout(told)
        rows.addWidget(rule())
        inside = line(self._content, margins=(24, 16, 24, 24))
        cards = QWidget()
        cards.setMaximumWidth(look().px(WIDTH))
        stacked = column(cards, spacing=12)
        self._cards = (
            self.accounts,
            self.plan,
            self.rates,
            self.schedule,
            self.running,
            self.new_pairs,
            self.health,
            self.set_ups,
            self.look,
            self.language,
            self.places,
        )
        for widget in self._cards:
            stacked.addWidget(widget)
        stacked.addStretch(1)
        inside.addWidget(cards, 1)
        inside.addStretch(0)
        rows.addWidget(scrolled(self._content, "settingsScroll", tr("Settings")), 1)
        self._show_cards(False)

    def _connect(self) -> None:
        self.accounts.replace_asked.connect(self.key_asked)
        self.accounts.forget_asked.connect(self._on_forget)
        self.plan.chosen.connect(self._on_plan)
        self.rates.chosen.connect(self._on_rates)
        self.schedule.chosen.connect(self._on_schedule)
        self.running.option_chosen.connect(self._on_option)
        self.running.start_chosen.connect(self._on_start_at_login)
        self.new_pairs.chosen.connect(self._on_new_pairs)
        self.health.chosen.connect(self._on_health_limits)
        self.set_ups.save_asked.connect(self._files.choose_to_save)
        self.set_ups.open_asked.connect(self._files.choose_to_open)
        self._files.saved.connect(self._on_saved)
        self._files.opened.connect(self._on_opened)
        self._files.failed.connect(self._on_error)
        self.look.chosen.connect(self._on_colors)
        self.language.option_chosen.connect(self._on_option)
        self.places.diagnostics_asked.connect(self._on_diagnostics)
        self.places.log_asked.connect(self.log_asked)
        self.places.option_chosen.connect(self._on_option)

    def _show_cards(self, shown: bool) -> None:
        for card in self._cards:
            card.setVisible(shown)

    # -- what is set ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Another program may have changed it meanwhile."""
        super().showEvent(event)
        self.bar.clear()
        self.setFocus()
        self.load()

    def load(self) -> None:
        """Look up everything; the keyring may take its time."""
        service = self.controller.service
        self.controller.ask(service.preferences, self._on_preferences, self._on_no_preferences)
        self.controller.ask(service.places, self.places.show_places, self._on_error, asker=self)
        self._load_accounts()

    def _load_accounts(self) -> None:
        ask = partial(_accounts, self.controller.service)
        self.controller.ask(ask, self._on_accounts, self._on_error)

    def _on_preferences(self, known: Preferences) -> None:
        if self._writes:
            return  # what was chosen since is newer
        for card in (
            self.plan,
            self.rates,
            self.schedule,
            self.running,
            self.new_pairs,
            self.health,
            self.look,
            self.language,
            self.places,
        ):
            card.show_preferences(known)
        self._take_up(known)
        if self.accounts.isHidden():
            self.bar.clear()
            self._show_cards(True)
        self.loaded.emit()

    def _on_no_preferences(self, error: BaseException) -> None:
        """Nothing can be chosen where the file can't be read."""
        self._show_cards(False)
        self.places.show()
        self._say(error, Button(tr("Try again"), "settingsAgainButton", on_click=self.load))

    def _on_accounts(self, found: Accounts) -> None:
        sandbox, lines = found
        self.accounts.show_accounts(lines, sandbox=sandbox)

    # -- what is chosen ---------------------------------------------------------------------------------------------

    def _on_plan(self, plan: str, calls: int | None) -> None:
        self._keep(partial(self.controller.service.set_plan, plan, calls))

    def _on_rates(self, base: float | None, token: float | None) -> None:
        self._keep(partial(self.controller.service.set_rates, base, token))

    def _take_up(self, known: Preferences) -> None:
        """Act on it at once; whether it is kept shows later."""
        self._known = known
        take_up(self.controller, known)

    def _on_schedule(self, schedule: Schedule) -> None:
        on_change, minutes, at = schedule.on_change, schedule.every_minutes, schedule.at
        self._take_up(replace(self._known, sync_on_change=on_change, sync_every_minutes=minutes, sync_at=at))
        self._keep(partial(self.controller.service.set_schedule, schedule))

    def _on_option(self, name: Option, value: bool | str) -> None:
        changed: dict[str, Any] = {name: value}
        self._take_up(replace(self._known, **changed))
        self._keep(partial(self.controller.service.set_option, name, value))

    def _on_start_at_login(self, on: bool) -> None:
        self._keep(partial(self.controller.service.set_start_at_login, on))

    def _on_new_pairs(self, rules: UsualRules) -> None:
        self._take_up(replace(self._known, usual_rules=rules))
        self._keep(partial(self.controller.service.set_usual_rules, rules))

    def _on_health_limits(self, limits: HealthLimits) -> None:
        self._take_up(replace(self._known, limits=limits))
        self._keep(partial(self.controller.service.set_health_limits, limits))

    def _on_colors(self, colors: ColorChoice) -> None:
        self._take_up(replace(self._known, colors=colors))
        self._keep(partial(self.controller.service.set_colors, colors))

    @property
    def is_busy(self) -> bool:
        """Whether something that was chosen is not kept yet."""
        return bool(self._writes)

    def _keep(self, write: Callable[[], None]) -> None:
        """One after the other: on the pool a later choice could overtake an earlier one."""
        self._writes.append(write)
        if len(self._writes) == 1:
            self._write_next()

    def _write_next(self) -> None:
        self.controller.ask(self._writes[0], self._on_kept, self._on_not_kept)

    def _on_kept(self, _nothing: None) -> None:
        self._writes.popleft()
        if self._writes:
            self._write_next()
            return
        self.controller.scheduler.fit()  # another plan, another pace
        self.controller.health_changed.emit()
        self.kept.emit()

    def _on_not_kept(self, error: BaseException) -> None:
        """Show what is kept instead."""
        self._writes.clear()
        self._say(error)
        self.controller.ask(self.controller.service.preferences, self._on_preferences, self._on_no_preferences)

    # -- tokens and diagnostics -------------------------------------------------------------------------------------

    def _on_forget(self, account: str, host: str) -> None:
        forget = partial(self.controller.service.forget_token, account, host)
        self.controller.ask(forget, self._on_forgotten, self._on_error)

    def _on_forgotten(self, _nothing: None) -> None:
        self.setFocus()  # the button that was pressed is gone
        self.controller.refresh()
        self._load_accounts()

    def _on_diagnostics(self) -> None:
        self.places.set_busy(True)
        self.controller.ask(self.controller.service.diagnostics, self._on_found, self._on_nothing_found)

    def _on_found(self, text: str) -> None:
        self.places.set_busy(False)
        copy(text)
        self._show("done", tr("Copied."), tr("Paste it into your report, and read it before you send it."))

    def _on_nothing_found(self, error: BaseException) -> None:
        self.places.set_busy(False)
        self._on_error(error)

    def _on_saved(self, path: str) -> None:
        self._show("done", tr("Saved."), tr("{path} has all pairs with their rules.", path=plain(path, 200)))

    def _on_opened(self, names: Sequence[str]) -> None:
        added, more = ", ".join(plain(name, 60) for name in names[:MOST_NAMED]), len(names) - MOST_NAMED
        if more > 0:
            added = plural("{pairs} and {n} more", "{pairs} and {n} more", more, pairs=added)
        fact = plural("{n} pair added.", "{n} pairs added.", len(names))
        self._show("done", fact, tr("{pairs}. Each begins with a first sync.", pairs=added))

    # -- what went wrong --------------------------------------------------------------------------------------------

    def _on_error(self, error: BaseException) -> None:
        if not self.accounts.isHidden():  # else the settings can't be read, which was said with a way on
            self._say(error)

    def _say(self, error: BaseException, *buttons: Button) -> None:
        if not isinstance(error, AirSyncError):
            self.controller.tell(error)  # a bug: it is logged, and told as one
        self._show("failed", *words_for(error), *buttons)

    def _show(self, mark: Mark, fact: str, sentence: str, *buttons: Button) -> None:
        close = Button("", "closeMessageButton", "icon", "x", tip=tr("Dismiss"), on_click=self.bar.clear)
        self.bar.show_message(mark, fact, sentence, [*buttons, close])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _accounts(service: Service) -> Accounts:
    return service.in_sandbox(), service.accounts()
