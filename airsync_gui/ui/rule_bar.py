"""Making a choice the rule of its fields, in place: what that means, a person's yes, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.jobs.controller import Controller
from airsync_gui.messages import describe, plain
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.records import FieldId
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.wording import listed, plural, tr

NAME_LENGTH = 40
MOST_FIELDS = 3
"""A choice about more fields is hardly meant for all of them."""


class RuleWish(Struct, frozen=True):
    """A choice that may be made a rule.

    Attributes:
        fields: (id, name) of each.
        policy: the side that wins.
    """

    pair_id: str
    pair_name: str
    fields: tuple[tuple[FieldId, str], ...]
    policy: Policy

    @property
    def field_ids(self) -> tuple[FieldId, ...]:
        """The fields' ids."""
        return tuple(field_id for field_id, _ in self.fields)

    @property
    def short(self) -> str:
        """``Always take Airtable's value for Calories…``, for a button that asks further."""
        if self.policy is Policy.LOCAL_WINS:
            return plural(
                "Always take this computer's value for {fields}…",
                "Always take this computer's values for {fields}…",
                len(self.fields),
                fields=self._names,
            )
        return plural(
            "Always take Airtable's value for {fields}…",
            "Always take Airtable's values for {fields}…",
            len(self.fields),
            fields=self._names,
        )

    @property
    def question(self) -> str:
        """``In Meals always take Airtable's value for Calories?``."""
        parts = {"pair": plain(self.pair_name, NAME_LENGTH), "fields": self._names}
        if self.policy is Policy.LOCAL_WINS:
            return plural(
                "In {pair} always take this computer's value for {fields}?",
                "In {pair} always take this computer's values for {fields}?",
                len(self.fields),
                **parts,
            )
        return plural(
            "In {pair} always take Airtable's value for {fields}?",
            "In {pair} always take Airtable's values for {fields}?",
            len(self.fields),
            **parts,
        )

    @property
    def made(self) -> str:
        """What is so from now on."""
        if self.policy is Policy.LOCAL_WINS:
            return plural(
                "From now on this computer's value is taken for {fields}.",
                "From now on this computer's values are taken for {fields}.",
                len(self.fields),
                fields=self._names,
            )
        return plural(
            "From now on Airtable's value is taken for {fields}.",
            "From now on Airtable's values are taken for {fields}.",
            len(self.fields),
            fields=self._names,
        )

    @property
    def _names(self) -> str:
        return listed([plain(name, NAME_LENGTH) for _, name in self.fields])


def rule_of(answer: Answer, lines: Sequence[ConflictLine]) -> RuleWish | None:
    """The rule that settles such conflicts by itself; None where a choice is about no fields, or about too many.

    Args:
        lines: the conflicts of one pair that the answer was for.
    """
    first = lines[0]
    policy = {"local": Policy.LOCAL_WINS, "airtable": Policy.AIRTABLE_WINS}.get(answer.take or "")
    alike = all(line.kind == "both_edited" and line.field_ids == first.field_ids for line in lines)
    if policy is None or not alike or not 0 < len(first.field_ids) <= MOST_FIELDS:
        return None
    return RuleWish(first.pair_id, first.pair_name, tuple(zip(first.field_ids, first.fields, strict=True)), policy)


class RuleBar(MessageBar):
    """Hidden until :meth:`ask`.

    Signals:
        spoke: it says something else now, or nothing.
    """

    spoke = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__("ruleBar", parent)
        self._controller = controller
        self._wish: RuleWish | None = None

    def ask(self, wish: RuleWish, open_count: int) -> None:
        """Say what the rule would do, with a button that makes it.

        Args:
            open_count: conflicts that it would settle.
        """
        self._wish = wish
        said = [tr("Whenever both sides change it, without asking.")]
        if open_count:
            settled = plural(
                "{n} open conflict is settled so at the next sync.",
                "{n} open conflicts are settled so at the next sync.",
                open_count,
            )
            said.append(settled)
        said.append(tr("Schema lists the rule, and takes it back."))
        go = Button(tr("Make it the rule"), "makeRuleButton", "primary", on_click=partial(self._set, wish))
        self._say("needs_you", wish.question, " ".join(said), (self._close_button(tr("Leave it")), go))
        go.setFocus()

    def _set(self, wish: RuleWish) -> None:
        function = partial(self._controller.service.set_field_policy, wish.pair_id, wish.field_ids, wish.policy)
        self._ask(wish, function, partial(self._on_set, wish))

    def _ask(self, wish: RuleWish, function: Callable[[], None], then: Callable[[], None]) -> None:
        """Have it done; who left the bar meanwhile, for another pair perhaps, is not told how it went."""
        self._controller.ask(
            function,
            lambda _nothing: then() if self._wish is wish else None,
            lambda error: self._on_failed(error) if self._wish is wish else self._controller.tell(error),
            asker=self,
        )

    def _on_set(self, wish: RuleWish) -> None:
        back = Button(tr("Remove the rule"), "removeRuleButton", on_click=partial(self._remove, wish))
        now = Button(tr("Sync now"), "ruleSyncButton", on_click=partial(self._sync, wish))
        self._say("done", wish.made, "", (self._close_button(tr("Close")), back, now))

    def _remove(self, wish: RuleWish) -> None:
        function = partial(self._controller.service.set_field_policy, wish.pair_id, wish.field_ids, None)
        self._ask(wish, function, self._on_removed)

    def _on_removed(self) -> None:
        close = self._close_button(tr("Close"))
        self._say("nothing_changed", tr("The rule is removed."), tr("You are asked again."), (close,))

    def _sync(self, wish: RuleWish) -> None:
        self.leave()
        self._controller.sync(wish.pair_id)

    def _on_failed(self, error: BaseException) -> None:
        message = describe(error)
        self._say("failed", f"{message.title}.", str(message), (self._close_button(tr("Close")),))

    def leave(self) -> None:
        """Say nothing."""
        self._wish = None
        self.clear()
        self.spoke.emit()

    def _close_button(self, text: str) -> Button:
        return Button(text, "ruleCloseButton", "quiet", on_click=self.leave)

    def _say(self, mark: Mark, fact: str, sentence: str, buttons: Sequence[Button]) -> None:
        self.show_message(mark, fact, sentence, buttons)
        self.spoke.emit()
