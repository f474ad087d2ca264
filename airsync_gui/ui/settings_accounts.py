"""The stored tokens on the Settings page: whose, for where, how old; each replaced or forgotten, none ever shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.preferences import AccountLine
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import Card
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, line, rule
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.wizard_draft import ACCOUNT
from airsync_gui.value_words import many

IN_KEYRING = "Tokens are kept in this computer’s keyring and nowhere else."
IN_SANDBOX = "This window talks to the built-in sandbox, which needs no token."


class AccountsCard(Card):
    """A row for each stored token.

    Signals:
        replace_asked: the account that gets another token.
        forget_asked: account and host whose token is to leave the keyring; the person is sure.
    """

    replace_asked = Signal(str)
    forget_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Accounts", "accountsCard")
        self._sentence = Label("Looking into the keyring …", "small", "text2", wrap=True, name="accountsSentence")
        self.bar = MessageBar("forgetMessage")
        self._add = Button("Add a token…", "addTokenButton", on_click=lambda: self.replace_asked.emit(ACCOUNT))
        self._list = column(spacing=10)
        self.rows.addWidget(self._sentence)
        self.rows.addWidget(self.bar)
        self.rows.addLayout(self._list)
        adding = Flow()
        adding.addWidget(self._add)
        self.rows.addLayout(adding)
        self._add.hide()

    def show_accounts(self, lines: Sequence[AccountLine], *, sandbox: bool) -> None:
        """The tokens that are stored now."""
        self.bar.clear()
        clear(self._list)
        self._sentence.setText(f"{IN_SANDBOX} {IN_KEYRING}" if sandbox else IN_KEYRING)
        for number, each in enumerate(lines):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(self._row(number, each))
        if not lines:
            self._list.addWidget(Label("No token is stored.", "body", "text2", name="noToken"))
        self._add.setVisible(not sandbox and not any(each.in_use and each.account == ACCOUNT for each in lines))

    def _row(self, number: int, each: AccountLine) -> QWidget:
        row = QWidget()
        rows = column(row, spacing=4)
        name = plain(each.account, 60)
        first = Flow(gap=10)
        first.addWidget(Label(name, "strong", name=f"account_{number}"))
        first.addWidget(Label(f"at {plain(each.host, 60)}", "body", "text2"))
        if each.label:
            first.addWidget(Label(plain(each.label, 40), "mono", "text2"))
        for button in self._buttons(number, each, name):
            first.add_end(button)
        rows.addLayout(first)
        said = line(spacing=6)
        if each.old or each.problem:
            said.addWidget(MarkView("failed" if each.problem else "needs_you"))
        said.addWidget(Label(_state(each), "small", "text2", wrap=True, name=f"accountState_{number}"), 1)
        rows.addLayout(said)
        return row

    def _buttons(self, number: int, each: AccountLine, name: str) -> list[Button]:
        forget = Button(
            "Forget…",
            f"forgetToken_{number}",
            tip=f"Forget the token of “{name}”…",
            on_click=lambda: self._on_forget(each),
        )
        if not each.in_use:
            return [forget]
        replace = Button(
            "Replace the token…",
            f"replaceToken_{number}",
            tip=f"Replace the token of “{name}”…",
            on_click=lambda: self.replace_asked.emit(each.account),
        )
        return [replace, forget]

    # -- forgetting -------------------------------------------------------------------------------------------------

    def _on_forget(self, each: AccountLine) -> None:
        """Ask once more, in the same place; Enter keeps it."""
        keep = Button("Keep it", "keepTokenButton", on_click=self.bar.clear)
        sure = Button("Forget the token", "forgetSureButton", "danger", on_click=lambda: self._on_sure(each))
        self.bar.show_message(
            "needs_you",
            f"Forget the token of “{plain(each.account, 60)}” at {plain(each.host, 60)}?",
            f"It leaves the keyring. {_missed(each)} Airtable goes on accepting it until you revoke it there.",
            [keep, sure],
        )
        keep.setAutoDefault(True)
        keep.setFocus()

    def _on_sure(self, each: AccountLine) -> None:
        self.bar.clear()
        self.forget_asked.emit(each.account, each.host)


def _state(each: AccountLine) -> str:
    """``Stored 12 days ago, used by 2 pairs.``"""
    if each.problem or each.age_days is None:
        return f"{plain(each.problem, 80) or 'It can’t be looked at'}."
    stored = f"Stored {many(each.age_days, 'day')} ago" if each.age_days else "Stored today"
    used = f", used by {many(each.pairs, 'pair')}" if each.pairs else ""
    advice = " It is time for a new one: make it in Airtable, then replace this one." if each.old else ""
    return f"{stored}{used}.{advice}"


def _missed(each: AccountLine) -> str:
    if not each.pairs:
        return "No pair here uses it."
    return f"{many(each.pairs, 'pair').capitalize()} can’t be synced until there is another."
