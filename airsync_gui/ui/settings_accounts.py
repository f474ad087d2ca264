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
from airsync_gui.wording import noop, plural, tr

IN_KEYRING = noop("Tokens are kept in this computer’s keyring and nowhere else.")
IN_SANDBOX = noop("This window talks to the built-in sandbox, which needs no token.")


class AccountsCard(Card):
    """A row for each stored token.

    Signals:
        replace_asked: the account that gets another token.
        forget_asked: account and host whose token is to leave the keyring; the person is sure.
    """

    replace_asked = Signal(str)
    forget_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("Accounts"), "accountsCard")
        self._sentence = Label(tr("Looking into the keyring …"), "small", "text2", wrap=True, name="accountsSentence")
        self.bar = MessageBar("forgetMessage")
        self._add = Button(tr("Add a token…"), "addTokenButton", on_click=lambda: self.replace_asked.emit(ACCOUNT))
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
        self._sentence.setText(f"{tr(IN_SANDBOX)} {tr(IN_KEYRING)}" if sandbox else tr(IN_KEYRING))
        for number, each in enumerate(lines):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(self._row(number, each))
        if not lines:
            self._list.addWidget(Label(tr("No token is stored."), "body", "text2", name="noToken"))
        self._add.setVisible(not sandbox and not any(each.in_use and each.account == ACCOUNT for each in lines))

    def _row(self, number: int, each: AccountLine) -> QWidget:
        row = QWidget()
        rows = column(row, spacing=4)
        name = plain(each.account, 60)
        first = Flow(gap=10)
        first.addWidget(Label(name, "strong", name=f"account_{number}"))
        first.addWidget(Label(tr("at {host}", host=plain(each.host, 60)), "body", "text2"))
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
            tr("Forget…"),
            f"forgetToken_{number}",
            tip=tr("Forget the token of “{account}”…", account=name),
            on_click=lambda: self._on_forget(each),
        )
        if not each.in_use:
            return [forget]
        replace = Button(
            tr("Replace the token…"),
            f"replaceToken_{number}",
            tip=tr("Replace the token of “{account}”…", account=name),
            on_click=lambda: self.replace_asked.emit(each.account),
        )
        return [replace, forget]

    # -- forgetting -------------------------------------------------------------------------------------------------

    def _on_forget(self, each: AccountLine) -> None:
        """Ask once more, in the same place; Enter keeps it."""
        keep = Button(tr("Keep it"), "keepTokenButton", on_click=self.bar.clear)
        sure = Button(tr("Forget the token"), "forgetSureButton", "danger", on_click=lambda: self._on_sure(each))
        self.bar.show_message(
            "needs_you",
            tr(
                "Forget the token of “{account}” at {host}?", account=plain(each.account, 60), host=plain(each.host, 60)
            ),
            tr(
                "It leaves the keyring. {missed} Airtable goes on accepting it until you revoke it there.",
                missed=_missed(each),
            ),
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
        return (plain(each.problem, 80) or tr("It can’t be looked at")) + "."
    days = each.age_days
    said = plural("Stored {n} day ago", "Stored {n} days ago", days) if days else tr("Stored today")
    if each.pairs:
        said += ", " + plural("used by {n} pair", "used by {n} pairs", each.pairs)
    advice = tr("It is time for a new one: make it in Airtable, then replace this one.") if each.old else ""
    return f"{said}. {advice}".strip()


def _missed(each: AccountLine) -> str:
    if not each.pairs:
        return tr("No pair here uses it.")
    return plural(
        "{n} pair can’t be synced until there is another.",
        "{n} pairs can’t be synced until there is another.",
        each.pairs,
    )
