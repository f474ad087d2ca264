"""One answer for many conflicts alike: which answer, for which of them, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QWidget

from airsync_gui.jobs.conflict_views import ConflictLine
from airsync_gui.messages import plain, plain_sentence
from airsync_gui.sync.plan import BATCH_SIZE
from airsync_gui.ui.alike import WholeAnswer, answers_for
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.conflicts_model import HAPPENED, key_of
from airsync_gui.ui.help import offer_help
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import column, line, rule, size_dialog
from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.search_field import SearchField
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.wrapped_boxes import WrappedRadio
from airsync_gui.wording import number, plural, tr

SIZE = (760, 620)
NAME_LENGTH = 120


class _Row(Struct, frozen=True):
    line: ConflictLine
    chosen: bool

    @property
    def said(self) -> str:
        """What a search looks into."""
        return f"{self.line.record} {self.line.sentence}".casefold()


class SimilarDialog(QDialog):
    """Conflicts alike, each with a box to leave it out; a search finds the exceptions.

    Args:
        left: how many chosen conflicts take other answers, and so are not among these.
        answer: the name of the answer that is chosen to begin with; the first one where that is none of theirs.

    Signals:
        decided: pair id, the uids, and the :class:`Answer`.
    """

    decided = Signal(str, object, object)

    def __init__(
        self, lines: Sequence[ConflictLine], parent: QWidget | None = None, *, left: int = 0, answer: str = ""
    ) -> None:
        super().__init__(parent)
        self._left_out: set[str] = set()
        self._rows = {key_of(line): _Row(line, chosen=True) for line in lines}
        self._others = left
        self._first = lines[0]
        self.setObjectName("similarDialog")
        self.setProperty("tone", "surface")
        self.setWindowTitle(tr("Decide many alike"))
        offer_help(self)
        self._model: RowModel[_Row] = RowModel(
            [
                Column(tr("Record"), _record, tr("A record's name as long as most are"), room=16),
                Column(tr("What happened"), lambda row: cell(plain_sentence(row.line.sentence), "text2")),
            ],
            lambda row: key_of(row.line),
            _in_words,
            self,
        )
        self._model.check_changed.connect(self._on_checked)
        self.table = TableView(self._model, "similarTable", tr("Conflicts alike"))
        self._answers = answers_for(self._first.kind)
        self._group = QButtonGroup(self)
        self._lay_out()
        if (picked := self.findChild(QRadioButton, answer or self._answers[0].name)) is not None:
            picked.setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self._show())
        self._show()
        size_dialog(self, *SIZE)

    def _lay_out(self) -> None:
        rows = column(self)
        head = column(margins=(24, 16, 24, 12), spacing=4)
        title = plural("{n} conflict alike", "{n} conflicts alike", len(self._rows))
        head.addWidget(Label(title, "heading", name="similarTitle"))
        head.addWidget(ElidedLabel(self._about(), "small", "text2"))
        head.addSpacing(look().px(4))
        for place, answer in enumerate(self._answers):
            radio = WrappedRadio(tr(answer.text))
            radio.setObjectName(answer.name)
            radio.setAccessibleName(tr(answer.text))
            self._group.addButton(radio, place)
            head.addWidget(radio)
        rows.addLayout(head)
        rows.addWidget(rule())
        rows.addLayout(self._make_tools())
        rows.addWidget(rule())
        rows.addWidget(self.table, 1)
        rows.addWidget(rule())
        foot = column(margins=(24, 10, 24, 12), spacing=8)
        self._cost = RunsLabel()
        self._cost.setObjectName("similarCost")
        foot.addWidget(self._cost)
        buttons = line()
        buttons.addStretch(1)
        self._cancel = Button(tr("Cancel"), "similarCancelButton", on_click=self.reject)
        self._apply = Button("", "similarApplyButton", "primary", on_click=self._on_apply)
        self._delete = Button("", "similarDeleteButton", "danger", on_click=self._on_apply)
        for button in (self._cancel, self._apply, self._delete):
            buttons.addWidget(button)
        foot.addLayout(buttons)
        rows.addLayout(foot)

    def _about(self) -> str:
        """What they have in common, and how many of the chosen ones are not among them."""
        kinds = dict.fromkeys(tr(HAPPENED[row.line.kind][1]) for row in self._rows.values())
        fields = {row.line.fields for row in self._rows.values()}
        named = ", ".join(self._first.fields) if len(fields) == 1 else ""
        where = [*kinds, named, self._first.pair_name]
        others = plural(
            "{n} of the chosen ones take other answers, and stay open",
            "{n} of the chosen ones take other answers, and stay open",
            self._others,
        )
        return " · ".join(plain(part, NAME_LENGTH) for part in (*where, others if self._others else "") if part)

    def _make_tools(self) -> QHBoxLayout:
        """What finds exceptions, and leaves out or takes in all that it found."""
        self._search = SearchField(tr("Search records or values"), "similarSearch")
        self._search.textChanged.connect(lambda _text: self._show(anew=True))
        self._all = Button(tr("Tick all"), "similarAllButton", "link", on_click=lambda: self._set_all(chosen=True))
        none = tr("Leave all out")
        self._none = Button(none, "similarNoneButton", "link", on_click=lambda: self._set_all(chosen=False))
        tools = line(margins=(24, 8, 21, 8))
        tools.addWidget(self._search)
        tools.addStretch(1)
        tools.addWidget(self._all)
        tools.addWidget(self._none)
        return tools

    @property
    def answer(self) -> WholeAnswer:
        """The one that is chosen."""
        return self._answers[self._group.checkedId()]

    @property
    def chosen(self) -> list[ConflictLine]:
        """The conflicts that are not left out."""
        return [row.line for row in self._rows.values() if row.chosen]

    def _found(self) -> list[_Row]:
        """The rows that the search leaves."""
        sought = self._search.text().strip().casefold()
        every = self._rows.values()
        return [row for row in every if sought in row.said] if sought else list(every)

    def _show(self, *, anew: bool = False) -> None:
        self._model.show(self._found(), anew=anew)
        count, answer = len(self._rows) - len(self._left_out), self.answer
        for button in (self._apply, self._delete):
            button.set_text(tr(answer.gives, count=number(count)))
            button.setEnabled(bool(count))
        self._apply.setVisible(not answer.deletes)
        self._delete.setVisible(answer.deletes)
        self._cost.set_runs((Run(cost_words(count, answer), "text2", "small"),))

    def _on_checked(self, key: str, ticked: bool) -> None:
        self._set(key, ticked)
        self._show()

    def _set(self, key: str, chosen: bool) -> None:
        self._rows[key] = replace(self._rows[key], chosen=chosen)
        (self._left_out.discard if chosen else self._left_out.add)(key)

    def _set_all(self, *, chosen: bool) -> None:
        """All that the search leaves."""
        for row in self._found():
            if row.chosen is not chosen:
                self._set(key_of(row.line), chosen)
        self._show()

    def _on_apply(self) -> None:
        uids = tuple(line.uid for line in self.chosen)
        self.decided.emit(self._first.pair_id, uids, self.answer.answer)
        self.accept()


def cost_words(count: int, answer: WholeAnswer) -> str:
    """What it takes, as sentences."""
    calls = -(-count // BATCH_SIZE) if answer.writes_airtable else 0
    cost = (
        plural(
            "{n} API call to write, and one sync of the pair.",
            "{n} API calls to write, and one sync of the pair.",
            calls,
        )
        if calls
        else tr("One sync of the pair.")
    )
    open_still = tr("A record that changed since it was shown stays open. All of it can be undone in History.")
    return f"{cost} {open_still}"


def _record(row: _Row) -> Cell:
    return Cell((Run(plain(row.line.record, NAME_LENGTH)),), checked=row.chosen)


def _in_words(row: _Row) -> str:
    state = tr("Chosen") if row.chosen else tr("Left out")
    return f"{state}. {plain(row.line.record, NAME_LENGTH)}. {plain_sentence(row.line.sentence)}"
