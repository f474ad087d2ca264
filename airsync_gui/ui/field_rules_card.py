"""The rules that fields have of their own, each with a button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.schema_view import FieldLine
from airsync_gui.messages import plain
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import Card
from airsync_gui.ui.layouts import clear, column, line
from airsync_gui.ui.text_runs import RunsLabel, sentence, strong
from airsync_gui.wording import tr

NAME_LENGTH = 60


class FieldRulesCard(Card):
    """What settles a field that was changed on both sides, where that is not the pair's own rule.

    Signals:
        remove_asked: a :class:`FieldLine` that is to follow its pair's rule again.
    """

    remove_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Rules for single fields, where both sides changed them"), "fieldRulesCard")
        self._shown: tuple[Sequence[FieldLine], bool] | None = None
        self._list = column(spacing=2)
        self.rows.addLayout(self._list)

    def show_rules(self, fields: Sequence[FieldLine], *, with_pairs: bool) -> None:
        """Those of these fields that have a rule of their own; the card is hidden where none has."""
        ruled = [field for field in fields if field.rule]
        self.setVisible(bool(ruled))
        if (ruled, with_pairs) == self._shown:
            return
        self._shown = (ruled, with_pairs)
        clear(self._list)
        for number, field in enumerate(ruled):
            self._list.addWidget(self._row(number, field, with_pairs=with_pairs))

    def _row(self, number: int, field: FieldLine, *, with_pairs: bool) -> QWidget:
        name = plain(field.name, NAME_LENGTH)
        pair = plain(field.pair_name, NAME_LENGTH)
        row = QWidget()
        parts = line(row)
        text = tr("{field} in {pair}. {rule}.") if with_pairs else "{field}. {rule}."
        said = RunsLabel(sentence(text, color="text2", field=strong(name), pair=pair, rule=field.rule))
        tip = (
            tr("Remove the rule for {field} in {pair}", field=name, pair=pair)
            if with_pairs
            else tr("Remove the rule for {field}", field=name)
        )
        remove = Button(tr("Remove"), f"removeRule{number}Button", "link", tip=tip)
        remove.clicked.connect(partial(self._on_remove, field))
        parts.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        parts.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _on_remove(self, field: FieldLine, _checked: bool = False) -> None:
        self.remove_asked.emit(field)
