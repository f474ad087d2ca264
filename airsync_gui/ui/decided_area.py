"""What was decided last, said in a quiet line; and the questions that may follow: undo it, or make it a rule?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.conflict_views import BulkOutcome, ConflictLine
from airsync_gui.jobs.controller import Controller
from airsync_gui.messages import Message, plain
from airsync_gui.sync.run import RunResult
from airsync_gui.ui.conflict_choices import Choice
from airsync_gui.ui.decided_line import DecidedLine
from airsync_gui.ui.layouts import column
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.rule_bar import RuleBar, RuleWish, rule_of
from airsync_gui.ui.text_runs import Run, strong
from airsync_gui.ui.undo_bar import UndoBar, Wish
from airsync_gui.wording import plural, tr


class DecidedArea(QObject):
    """The line and the bars with the questions; whoever makes it finds both a place.

    Attributes:
        line: what was done last; it gives way to a question.
        bars: where an undo and a rule are asked for.

    Args:
        open_lines: tells the conflicts that are still open, for how many a rule would settle.
    """

    def __init__(
        self, controller: Controller, open_lines: Callable[[], Iterable[ConflictLine]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._open_lines = open_lines
        self._undo: Wish | None = None
        self._rule: RuleWish | None = None
        self.line, self.bars = DecidedLine(), QWidget()
        self.undo_bar, self.rule_bar = UndoBar(controller), RuleBar(controller)
        rows = column(self.bars, margins=(24, 8, 24, 8), spacing=8)
        for bar in (self.undo_bar, self.rule_bar):
            rows.addWidget(bar)
            bar.spoke.connect(self._show_bars)
        self.bars.hide()
        self.line.undo_asked.connect(self._on_undo_asked)
        self.line.rule_asked.connect(self._on_rule_asked)

    # -- said -------------------------------------------------------------------------------------------------------

    def say_nothing(self) -> None:
        """Something else is decided by now."""
        self.line.say()

    def forget(self) -> None:
        """Nothing of what was said, and no question."""
        self.line.say()
        self.rule_bar.leave()
        self.undo_bar.leave(None)

    def say_settled(self, line: ConflictLine, choice: Choice, result: RunResult) -> None:
        """One conflict is settled."""
        name = plain(line.record, 60)
        parts = (strong(tr("{record} is settled.", record=name) + " "), Run(choice.done, "text2"))
        question = tr("Undo the decision about {record}?", record=name)
        undo = Wish(line.pair_id, result.run_id, question) if result.run_id else None
        self.say(parts, undo, rule_of(choice.answer, [line]))

    def say_all_settled(self, pair_id: str, outcome: BulkOutcome, rule: RuleWish | None) -> None:
        """Many were given one answer."""
        settled = plural("{n} conflict is settled.", "{n} conflicts are settled.", outcome.settled)
        calls = plural("{n} API call.", "{n} API calls.", outcome.api_calls) if outcome.api_calls else ""
        further = "".join(f" {said}" for said in (calls, _still_open(outcome.left)) if said)
        question = plural("Undo {n} decision?", "Undo {n} decisions?", outcome.settled)
        undo = Wish(pair_id, outcome.run_id, question) if outcome.run_id and outcome.settled else None
        self.say((strong(settled), Run(further, "text2")), undo, rule)

    def say_problem(self, message: Message, mark: Mark = "nothing_changed") -> None:
        """Nothing was decided, and why."""
        self.line.say(mark, strong(f"{message.title}. "), Run(str(message), "text2"))

    def say(self, parts: Sequence[Run], undo: Wish | None, rule: RuleWish | None) -> None:
        """What was done, with what may be asked further."""
        self._undo, self._rule = undo, rule
        self.line.say("done", *parts, undo=undo is not None, rule=rule.short if rule else "")

    # -- asked ------------------------------------------------------------------------------------------------------

    def _on_undo_asked(self) -> None:
        if self._undo is not None:
            self.undo_bar.ask(self._undo)

    def _on_rule_asked(self) -> None:
        if self._rule is not None:
            rule = self._rule
            self.rule_bar.ask(rule, sum(_would_settle(rule, line) for line in self._open_lines()))

    def _show_bars(self) -> None:
        asking = bool(self.undo_bar.text or self.rule_bar.text)
        self.bars.setVisible(asking)
        self.line.setVisible(not asking and bool(self.line.text))


def _would_settle(rule: RuleWish, line: ConflictLine) -> bool:
    alike = line.pair_id == rule.pair_id and line.kind == "both_edited"
    return alike and bool(line.field_ids) and set(line.field_ids) <= set(rule.field_ids)


def _still_open(names: Sequence[str]) -> str:
    """``Ana and Ben are still open.``"""
    if not names:
        return ""
    shown, more = ", ".join(plain(name, 40) for name in names[:3]), len(names) - 3
    if more > 0:
        return plural("{names} and {n} more is still open.", "{names} and {n} more are still open.", more, names=shown)
    return plural("{names} is still open.", "{names} are still open.", len(names), names=shown)
