"""Several chosen conflicts and one answer for them: a strip under the list, there as soon as there are two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.messages import plain
from airsync_gui.ui.alike import Chosen, WholeAnswer
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.layouts import column, rule
from airsync_gui.ui.text_runs import Run, RunsLabel, strong
from airsync_gui.wording import number, plural, tr


class ChosenStrip(QFrame):
    """How many are chosen, what they may be answered, and a way to all that are like them.

    Signals:
        apply_asked: the name of the answer that is to be given.
        all_asked: those that are like them are to be chosen, too.
    """

    apply_asked = Signal(str)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chosenStrip")
        self._said = RunsLabel()
        self._said.setObjectName("chosenSaid")
        self._all = Button("", "chooseAllAlikeButton", "link", on_click=self.all_asked.emit)
        self._answer = ChoiceBox("chosenAnswerCombo", tr("Answer for the selected ones"), least=240)
        self._answer.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self._apply = Button("", "applyToChosenButton", "primary", on_click=self._on_apply)
        rows = column(self)
        rows.addWidget(rule())
        inside = column(margins=(24, 10, 20, 12), spacing=8)
        first, second = Flow(gap=12, line_gap=4), Flow(gap=12, line_gap=8)
        first.addWidget(self._said)
        first.add_end(self._all)
        second.addWidget(self._answer)
        second.add_end(self._apply)
        for each in (first, second):
            inside.addLayout(each)
        rows.addLayout(inside)
        self.hide()

    def show_chosen(self, chosen: Chosen | None) -> None:
        """Several, or none; the answer that was picked stays where it is one of theirs."""
        self.setVisible(chosen is not None)
        if chosen is None:
            return
        self._said.set_runs((strong(plural("{n} selected", "{n} selected", chosen.count)), *_more(chosen)))
        self._all.setVisible(bool(chosen.more))
        self._all.set_text(tr("Select all {count}", count=number(chosen.count + len(chosen.more))))
        self._offer(chosen.answers)
        self._apply.set_text(plural("Apply to {n}…", "Apply to {n}…", len(chosen.together)))
        for widget in (self._answer, self._apply):
            widget.setVisible(len(chosen.together) > 1)

    def _offer(self, answers: Sequence[WholeAnswer]) -> None:
        if [self._answer.itemData(place) for place in range(self._answer.count())] == [each.name for each in answers]:
            return
        picked = self._answer.currentData()
        self._answer.clear()
        for each in answers:
            self._answer.addItem(tr(each.text), each.name)
        self._answer.setCurrentIndex(max(0, self._answer.findData(picked)))

    def _on_apply(self) -> None:
        self.apply_asked.emit(self._answer.currentData())


def _more(chosen: Chosen) -> tuple[Run, ...]:
    """How many are like them, and how many of them are not like the others."""
    said = [_alike(len(chosen.more), plain(chosen.field, 60))] if chosen.more else []
    if others := chosen.count - len(chosen.together):
        said.append(plural("{n} takes another answer, and stays open", "{n} take other answers, and stay open", others))
    return (Run("   " + " · ".join(said), "text2"),) if said else ()


def _alike(count: int, field: str) -> str:
    if not field:
        return plural("{n} more like these", "{n} more like these", count)
    return plural(
        "{n} more like these: only {field} differs", "{n} more like these: only {field} differs", count, field=field
    )
