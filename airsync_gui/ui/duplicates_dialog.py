"""Records that stand more than once, and merging them: which one stays, and whose values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QRadioButton, QSplitter, QStackedWidget, QWidget

from airsync_gui.errors import Stopped
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.duplicates import DuplicateGroup, DuplicateRecord, MergePreview
from airsync_gui.kept_words import label_said, said
from airsync_gui.messages import Message, describe, plain, plain_sentence
from airsync_gui.sync.records import FieldId, Value
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.columns import scrolled
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.help import offer_help
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, frame, line, rule, size_dialog
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.row_model import Cell, Column, RowModel, cell
from airsync_gui.ui.sides import side_cell
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.value_words import value_text
from airsync_gui.wording import number, plural, tr

SIZE = (960, 600)
MOST_VALUES = 6
"""So many of a record's values are named beside it."""


def groups_model(parent: QWidget | None = None) -> RowModel[DuplicateGroup]:
    """An empty list of groups."""
    columns = (
        Column(tr("Key"), _key),
        Column(tr("Where"), _where, "Habits › Meals", room=28),
        Column(tr("Records"), _count, "10,000", right=True, room=8),
    )
    return RowModel(columns, lambda group: group.group_id, describe_group, parent)


def _key(group: DuplicateGroup) -> Cell:
    return cell(plain(group.label, 120), font="strong")


def _where(group: DuplicateGroup) -> Cell:
    return side_cell(group.place.side, plain(group.place.name, 60))


def _count(group: DuplicateGroup) -> Cell:
    return cell(number(len(group.records)), right=True)


def describe_group(group: DuplicateGroup) -> str:
    """The whole row, for assistive tools."""
    records = plural("{n} record", "{n} records", len(group.records))
    return f"{plain(group.label, 120)}. {plain(group.place.name, 60)}. {records}."


class DuplicatesDialog(QDialog):
    """The duplicates of one pair.

    Signals:
        loaded: the groups are shown. previewed: what a merge would do is said, or why it can't be.
    """

    loaded = Signal()
    previewed = Signal()

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._pair_id = ""
        self._asked = 0
        self._shown: DuplicateGroup | None = None
        self._kept: dict[str, QRadioButton] = {}
        self._choices: dict[FieldId, tuple[ChoiceBox, tuple[Value, ...]]] = {}
        self._preview: MergePreview | None = None
        self._merging = ""
        self.setObjectName("duplicatesDialog")
        self.setProperty("tone", "surface")
        self.setWindowTitle(tr("Duplicates"))
        offer_help(self)
        self.model = groups_model(self)
        self._make_parts()
        self._lay_out()
        size_dialog(self, *SIZE)
        controller.merged.connect(self._on_merged)
        controller.merge_failed.connect(self._on_not_merged)

    def _make_parts(self) -> None:
        self._title = Label(tr("Duplicates"), "heading", name="duplicatesTitle")
        self.bar = MessageBar("duplicatesBar")
        self.table = TableView(self.model, "duplicatesTable", tr("Duplicates"), dense=True)
        self.table.row_changed.connect(self._on_chosen)
        self._question = Label("", "strong", name="duplicatesQuestion", wrap=True)
        self._records, self._fields = column(spacing=4), column(spacing=8)
        self._sentence = RunsLabel()
        self._sentence.setObjectName("mergeSentence")
        self.merge_button = Button(tr("Merge"), "mergeButton", "primary", on_click=self._on_merge)
        self._close = Button(tr("Close"), "duplicatesCloseButton", on_click=self.close)
        self._empty = EmptyState("copy", "", "")
        self._empty.setObjectName("duplicatesEmpty")

    def _lay_out(self) -> None:
        rows = column(self)
        head = column(margins=(24, 16, 24, 12), spacing=8)
        head.addWidget(self._title)
        head.addWidget(self.bar)
        rows.addLayout(head)
        rows.addWidget(rule())
        page = frame("surface", name="duplicatesPage")
        inner = column(page, margins=(20, 14, 24, 16), spacing=10)
        inner.addWidget(self._question)
        inner.addLayout(self._records)
        inner.addLayout(self._fields)
        inner.addWidget(self._sentence)
        inner.addStretch(1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(scrolled(page, "duplicatesScroll", tr("The chosen duplicates")))
        both.setSizes([look().px(400), look().px(560)])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(both)
        rows.addWidget(self._pages, 1)
        rows.addWidget(rule())
        foot = line(margins=(24, 10, 24, 12))
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self.merge_button)
        rows.addLayout(foot)

    # -- the groups -------------------------------------------------------------------------------------------------

    def look_for(self, pair_id: str, name: str) -> None:
        """Read both sides of a pair, and list what stands there more than once."""
        self._pair_id = pair_id
        self._title.setText(tr("Duplicates in {pair}", pair=plain(name, 60)))
        self.bar.clear()
        self._load()
        self.show()
        self.raise_()
        self.activateWindow()

    def _load(self) -> None:
        self._asked += 1
        self._shown, self._preview = None, None
        self.model.show((), anew=True)
        self.merge_button.setEnabled(False)
        self._empty.say(tr("Looking at both sides…"), "")
        self._pages.setCurrentIndex(0)
        ask = partial(self._controller.service.duplicates, self._pair_id)
        number = self._asked
        self._controller.ask(ask, partial(self._on_groups, number), partial(self._on_error, number), asker=self)

    def _on_groups(self, number: int, groups: Sequence[DuplicateGroup]) -> None:
        if number != self._asked:
            return
        self.model.show(groups, anew=True)
        if groups:
            self._pages.setCurrentIndex(1)
            self.table.choose(groups[0].group_id)
            self.table.setFocus()
        else:
            self._empty.say(tr("No duplicates"), tr("No two records have the same key, capitals and space apart."))
        self.loaded.emit()

    def _on_error(self, number: int, error: BaseException) -> None:
        if number == self._asked:
            message = describe(error)
            self.bar.show_message("failed", f"{message.title}.", str(message))
            self._empty.say(tr("Nothing is known"), "")
            self.loaded.emit()

    # -- one group --------------------------------------------------------------------------------------------------

    def _on_chosen(self, key: str) -> None:
        group = self.model.row(self.model.place(key))
        if group is None or group == self._shown:
            return
        self._shown = group
        count = len(group.records)
        self._question.setText(plural("Which of the {n} is to stay?", "Which of the {n} is to stay?", count))
        self._show_records(group)
        self._show_fields(group)
        if group.why_not:
            self._say(said(group.why_not))
        else:
            self._ask_preview()

    def _show_records(self, group: DuplicateGroup) -> None:
        clear(self._records)
        self._kept = {}
        first = next((record for record in group.records if record.known), group.records[0])
        for place, record in enumerate(group.records):
            radio = QRadioButton(_name(record).replace("&", "&&"))
            radio.setObjectName(f"keepRecord{place}")
            radio.setAccessibleName(f"{_name(record)}: {_values_text(record)}")
            radio.setEnabled(not group.why_not)
            radio.setChecked(record is first)
            radio.toggled.connect(self._on_kept)
            self._kept[record.name] = radio
            values = RunsLabel((Run(_values_text(record), "text2"),))
            below = line(margins=(26, 0, 0, 4))
            below.addWidget(values, 1)
            self._records.addWidget(radio)
            self._records.addLayout(below)
            for widget in (radio, values):
                widget.show()  # else only the event loop shows it

    def _show_fields(self, group: DuplicateGroup) -> None:
        clear(self._fields)
        self._choices = {}
        for field_id, name, values in group.differing:
            row = line(spacing=10)
            stays = tr("{field} that stays", field=plain(name, 40))
            box = ChoiceBox(f"choice_{field_id}", stays, least=140)
            box.addItems([value_text(value, 80) for value in values])
            box.setEnabled(not group.why_not)
            box.activated.connect(lambda _index: self._ask_preview())
            row.addWidget(Label(stays, "body"))
            row.addWidget(box)
            row.addStretch(1)
            self._choices[field_id] = (box, values)
            self._fields.addLayout(row)
        self._follow_kept()

    def _on_kept(self, checked: bool) -> None:
        if checked:
            self._follow_kept()
            self._ask_preview()

    def _follow_kept(self) -> None:
        """Where values differ, those of the record that stays are offered."""
        record = self._record
        has = dict(record.values) if record else {}
        names = {f: name for f, name, _ in (self._shown.differing if self._shown else ())}
        for field_id, (box, values) in self._choices.items():
            own = has.get(names[field_id])
            box.setCurrentIndex(values.index(own) if own in values else 0)

    @property
    def _record(self) -> DuplicateRecord | None:
        records = self._shown.records if self._shown else ()
        return next((record for record in records if self._kept[record.name].isChecked()), None)

    @property
    def _values(self) -> Mapping[FieldId, Value]:
        return {field_id: values[box.currentIndex()] for field_id, (box, values) in self._choices.items()}

    # -- merging ----------------------------------------------------------------------------------------------------

    def _ask_preview(self) -> None:
        group, record = self._shown, self._record
        if group is None or record is None or group.why_not:
            return
        self._asked += 1
        self._say(tr("Looking at both sides…"))
        ask = partial(self._controller.service.preview_merge, self._pair_id, group.group_id, record.name, self._values)
        number = self._asked
        self._controller.ask(ask, partial(self._on_preview, number), partial(self._on_no_preview, number), asker=self)

    def _on_preview(self, number: int, preview: MergePreview) -> None:
        if number != self._asked:
            return
        told = [preview.stop, preview.sentence]
        if preview.left_out:
            names = ", ".join(plain(name, 40) for name in preview.left_out[:8])
            told.append(tr("Not part of the pair, so neither merged nor kept: {fields}.", fields=names))
        self._say(" ".join(part for part in told if part))
        self._preview = preview
        self.merge_button.setEnabled(not self._merging)
        self.merge_button.set_text(tr("Merge anyway") if preview.stop else tr("Merge"))
        self.previewed.emit()

    def _on_no_preview(self, number: int, error: BaseException) -> None:
        if number == self._asked:
            self._say(str(describe(error)))
            self.previewed.emit()

    def _say(self, sentence: str) -> None:
        """What a merge would do, or why there is none; it can't be agreed to before it is known."""
        self._preview = None
        self.merge_button.setEnabled(False)
        self._sentence.set_runs((Run(plain_sentence(sentence, 900), "text2"),))

    def _on_merge(self) -> None:
        group, record, preview = self._shown, self._record, self._preview
        if group is None or record is None or preview is None:
            return
        self._merging = group.group_id
        self.merge_button.setEnabled(False)
        consent = Consent(plan_id=preview.plan_id)
        self._controller.merge(self._pair_id, group.group_id, record.name, self._values, consent)

    def _on_merged(self, group_id: str, result: RunResult) -> None:
        if group_id != self._merging:
            return
        self._merging = ""
        told = tr("The next sync carries it over. History has the run, and can undo it.")
        if refused := len(result.refused):
            left = plural("{n} record could not be deleted.", "{n} records could not be deleted.", refused)
            told = f"{left} {told}"
        self.bar.show_message("done", tr("Merged."), told)
        self._load()

    def _on_not_merged(self, group_id: str, message: Message, error: BaseException) -> None:
        if group_id != self._merging:
            return
        self._merging = ""
        moved = isinstance(error, Stopped)
        text = tr("Something changed since you looked. Nothing was written.") if moved else str(message)
        self.bar.show_message("failed", f"{message.title}.", text)
        self._load()


def _name(record: DuplicateRecord) -> str:
    name = label_said(plain(record.name, 60))
    return name if record.known else tr("{record} (never in step)", record=name)


def _values_text(record: DuplicateRecord) -> str:
    """What is filled in, in short."""
    return "; ".join(f"{plain(name, 40)} {value_text(value, 40)}" for name, value in record.values[:MOST_VALUES])
