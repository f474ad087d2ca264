"""The first step: an access token for Airtable, checked there and kept in this computer's keyring."""

from __future__ import annotations

from functools import partial

from msgspec import Struct
from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget

from airsync_gui.credentials import Secret
from airsync_gui.errors import AirSyncError, KeyringUnavailable
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.service import Service
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, line
from airsync_gui.ui.look import look
from airsync_gui.ui.signs import Glyph
from airsync_gui.ui.wizard_draft import ACCOUNT, Draft
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import noop, tr

TOKEN_PAGE = "https://airtable.com/create/tokens"  # noqa: S105 - where tokens are made, not one
SCOPES = (
    ("data.records:read", noop("to read the records of your tables")),
    ("data.records:write", noop("to write what you changed here")),
    ("schema.bases:read", noop("to see which bases, tables and fields there are")),
)
"""What AirSync needs. https://airtable.com/developers/web/api/scopes"""


class KeyState(Struct, frozen=True):
    """What is there already.

    Attributes:
        keyring: where tokens are kept; empty where that is not possible.
        problem: why it is not.
    """

    sandbox: bool
    kept: bool
    keyring: str = ""
    problem: AirSyncError | None = None


def key_state(service: Service, account: str) -> KeyState:
    """Look at it, on the pool."""
    sandbox, kept = service.in_sandbox(), service.has_token(account)
    if sandbox:
        return KeyState(sandbox, kept)
    try:
        return KeyState(sandbox, kept, service.keyring_name())
    except KeyringUnavailable as error:
        return KeyState(sandbox, kept, problem=error)


class KeyStep(WizardStep):
    """Paste a token; passed by where one is kept already, and in the sandbox.

    Signals:
        replaced: there is a new token, which may see other bases.
    """

    replaced = Signal()

    key = "key"
    title = noop("Key")

    def __init__(self, controller: Controller, draft: Draft, *, passes_by: bool = True, account: str = ACCOUNT) -> None:
        super().__init__(
            controller,
            draft,
            tr("Connect your Airtable"),
            tr("AirSync needs a personal access token. Make one in Airtable, then paste it here."),
            inset=True,
        )
        self._state: KeyState | None = None
        self._account = account
        self._passed_by = not passes_by
        self._kept = Label("", "body", "text2", wrap=True, name="keyKept")
        self.token = TextField("tokenEdit", tr("Personal access token"), "pat…", most=560)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.textChanged.connect(lambda _text: self._on_typed())
        self._form = QWidget()
        self._fill_form()
        self.body.addWidget(self._kept)
        self.body.addWidget(self._form)
        self.body.addStretch(1)

    def _fill_form(self) -> None:
        rows = column(self._form, spacing=6)
        label = Label(tr("Personal access token"), "strong")
        label.setBuddy(self.token)
        rows.addWidget(label)
        rows.addWidget(self.token)
        self._where = Label("", "small", "text3", wrap=True)
        rows.addWidget(self._where)
        rows.addSpacing(look().px(16))
        beside = line()  # a column would take the height of what is narrower than itself for a wider one's
        beside.addWidget(_scopes(), 1)
        beside.addStretch(0)
        rows.addLayout(beside)
        rows.addSpacing(look().px(8))
        rows.addWidget(
            Button(tr("Open Airtable’s page for tokens"), "tokenPageButton", "link", on_click=_open_token_page)
        )

    def _on_typed(self) -> None:
        if self._state is None or self._state.problem is None:
            self.bar.clear()
        self.changed.emit()

    # -- what is there already --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Look whether a token is needed at all."""
        self.ask(
            tr("Looking for a token …"),
            lambda _cancel: partial(key_state, self.controller.service, self._account),
            self._on_state,
        )

    def _on_state(self, state: KeyState) -> None:
        self._state = state
        self._form.setVisible(not state.sandbox)
        self._kept.setVisible(state.kept)
        self.token.setEnabled(state.problem is None)
        if state.sandbox:
            self._kept.setText(tr("This is the built-in sandbox, an Airtable on this computer. It needs no token."))
        else:
            self._kept.setText(
                tr("A token is kept already. Leave the line empty to go on with it, or paste another one.")
            )
        keyring = plain(state.keyring, 80)
        self._where.setText(tr("It is kept in {keyring} and nowhere else.", keyring=keyring) if keyring else "")
        self.changed.emit()
        if state.problem is not None:
            self.show_error(state.problem, self.enter)
        elif state.kept and not self._passed_by:
            self._passed_by = True
            self.done.emit()

    def first_focus(self) -> QWidget | None:
        """The line for the token."""
        return self.token

    @property
    def summary(self) -> str:
        """Where the token is kept."""
        if self._state is None:
            return ""
        return tr("the sandbox needs none") if self._state.sandbox else tr("kept in the keyring")

    # -- a new one --------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """With a token in the line, or with the one that is kept."""
        typed = bool(self.token.text().strip()) and self.token.isEnabled()
        return self._state is not None and (typed or self._state.kept)

    @property
    def primary(self) -> str:
        """It says when something is sent."""
        return tr("Check the token and keep it") if self.token.text().strip() and self.token.isEnabled() else ""

    def go_on(self) -> None:
        """Have the token checked and kept, or go on with the one that is kept."""
        if not self.token.text().strip():
            self.done.emit()
            return
        given = Secret(self.token.text().strip())
        service, account = self.controller.service, self._account
        self.ask(
            tr("Checking the token with Airtable …"),
            lambda cancel: partial(service.store_token, account, given, cancel),
            lambda _bases: self._on_stored(),
        )

    def _on_stored(self) -> None:
        """It is in the keyring now, and nowhere in the window."""
        self.token.clear()
        keyring = self._state.keyring if self._state else ""
        self._state = KeyState(sandbox=False, kept=True, keyring=keyring)
        self._kept.setText(tr("A token is kept already. Leave the line empty to go on with it, or paste another one."))
        self._kept.show()
        self._passed_by = True
        self.replaced.emit()
        self.done.emit()


def _open_token_page() -> None:
    QDesktopServices.openUrl(QUrl(TOKEN_PAGE))


def _scopes() -> QWidget:
    """What the token must allow, and what for."""
    well = frame(well=True, name="scopesWell")
    well.setMaximumWidth(look().px(560))
    rows = column(well, margins=(16, 12, 16, 12), spacing=6)
    rows.addWidget(Label(tr("When you make the token, give it these scopes"), "strong", wrap=True))
    for scope, purpose in SCOPES:
        row = line(spacing=8)
        name = Label(scope, "mono")
        name.setMinimumWidth(look().px(150))
        row.addWidget(Glyph("check", "ok"))
        row.addWidget(name)
        row.addWidget(Label(tr(purpose), "body", "text2", wrap=True), 1)
        rows.addLayout(row)
    last = line(margins=(0, 4, 0, 0))
    last.addWidget(Label(tr("and access to the base whose table you want in step."), "body", "text2", wrap=True), 1)
    rows.addLayout(last)
    return well
