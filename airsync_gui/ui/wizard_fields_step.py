"""The fourth step: which column belongs to which field, and which of them tell records apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.messages import plain
from airsync_gui.pair_setup import KeyCheck
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.layouts import column, line, rule
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.narrow_table import NarrowTable
from airsync_gui.ui.row_model import RowModel
from airsync_gui.ui.signs import Glyph
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, RunsLabel, sentence, strong
from airsync_gui.ui.wizard_draft import Draft, free_name
from airsync_gui.ui.wizard_field_strip import FieldStrip
from airsync_gui.ui.wizard_fields_rows import FieldRow, columns_of, described, key_words, rows_of
from airsync_gui.ui.wizard_step import WizardStep
from airsync_gui.wording import noop, tr

REST_MS = 250
"""Choices rest this long before they are checked."""
LEAST_ROWS = 3
FIELD_COLUMN = 3
LEFT_OUT, LEAST_OF_HOW = (1, 2), 190
"""Sample and arrow give way, where how it fits has no such room at H = 16."""


class FieldsStep(WizardStep):
    """A table of columns; the chosen one's field and key stand in a strip under it."""

    key = "fields"
    title = noop("Fields")

    def __init__(self, controller: Controller, draft: Draft) -> None:
        super().__init__(
            controller,
            draft,
            tr("Which column belongs to which field?"),
            tr("Alike names were matched. Change any of them, or leave a column out."),
        )
        self.check: KeyCheck | None = None
        self._checked_as: object = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._check)
        self._well = KeyWell(self._on_change_key)
        self._below = column()
        self.table: TableView | None = None
        self.strip = FieldStrip()
        self.strip.combo.activated.connect(lambda _number: self._on_field())
        self.strip.box.toggled.connect(self._on_key)
        self.strip.settled.connect(self._on_settled)
        around = line(margins=(24, 0, 24, 12))
        around.addWidget(self._well, 1)
        self.body.addLayout(around)
        self.body.addWidget(rule())
        self.body.addLayout(self._below, 1)
        self.body.addWidget(self.strip)

    # -- showing ----------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the columns of the file and the fields of the table as they are now."""
        if self._checked_as != _as_checked(self.draft):
            self.check = None
        self._make_table()
        self.strip.offer(self.draft)
        self._show_rows()
        if self.table is not None:
            self.table.choose(self.table.rows.key(0))
        if not self.draft.name:
            self.draft.name = free_name(
                self.draft.table.name if self.draft.table else "", [line.name for line in self.controller.lines]
            )
        self._check()

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def _make_table(self) -> None:
        if self.table is not None:
            self._below.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        model: RowModel[FieldRow] = RowModel(columns_of(self.draft), lambda row: row.column, described)
        self.table = NarrowTable(
            model, "fieldsTable", tr("Columns and their fields"), leave_out=LEFT_OUT, least=LEAST_OF_HOW, in_card=False
        )
        self.table.setMinimumHeight(self.table.height_of_rows(LEAST_ROWS))
        self.table.row_changed.connect(self._on_row)
        self.table.opened.connect(lambda _key: self.strip.combo.setFocus())
        self.table.clicked.connect(lambda index: self._on_clicked(index.column()))
        self._below.addWidget(self.table, 1)

    def _show_rows(self) -> None:
        if self.table is not None:
            self.table.rows.show(rows_of(self.draft, self.check))
            self._on_row(self.table.current_key)

    def _on_row(self, column_name: str) -> None:
        if self.table is not None:
            self.strip.show_row(self.table.rows.row(self.table.rows.place(column_name)), self.draft)

    def _on_clicked(self, place: int) -> None:
        if place == FIELD_COLUMN:
            self.strip.combo.setFocus()
            self.strip.combo.showPopup()

    # -- choosing ---------------------------------------------------------------------------------------------------

    def _on_field(self) -> None:
        if self.table is not None and self.table.current_key:
            self.draft.assign(self.table.current_key, self.strip.combo.currentData())
            self._changed()

    def _on_key(self, chosen: bool) -> None:
        field_id = self.draft.partners.get(self.table.current_key) if self.table is not None else None
        if field_id is not None:
            self.draft.set_key(field_id, chosen)
            self._changed()

    def _on_settled(self, unit: str) -> None:
        """What shall happen with the cells that do not fit: a unit is left off, or they are left as they are."""
        row = self._present_row()
        if row is None:
            return
        if unit:
            self.draft.units[row.column] = unit
            self.draft.waived.discard(row.column)
            self._changed()
        elif row.misfit is not None:
            self.draft.waived.add(row.column)
            self._show_rows()
        else:
            self.draft.units.pop(row.column, None)
            self.draft.waived.discard(row.column)
            self._changed()
        if self.table is not None:
            self.table.setFocus()  # the button that was pressed is gone

    def _present_row(self) -> FieldRow | None:
        return self.table.rows.row(self.table.rows.place(self.table.current_key)) if self.table is not None else None

    def _on_change_key(self) -> None:
        """Lead to where the key is ticked."""
        if self.table is not None:
            first = self.draft.column_of(self.draft.key[0]) if self.draft.key else self.table.rows.key(0)
            self.table.choose(first)
            self.strip.box.setFocus()

    def _changed(self) -> None:
        self.stop()
        self.check = None
        self._show_rows()
        self._show_key()
        self.changed.emit()
        self._rest.start()

    # -- checking ---------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        self._rest.stop()
        if not self.draft.key:
            self._show_key()
            return
        service, wishes, where = self.controller.service, self.draft.wishes(), self.draft.where
        self.ask(
            tr("Checking the key and the columns …"),
            lambda _cancel: partial(service.check_wishes, wishes, *where),
            partial(self._on_checked, _as_checked(self.draft)),
        )

    def _on_checked(self, checked_as: object, check: KeyCheck) -> None:
        self.check, self._checked_as = check, checked_as
        self._show_rows()
        self._show_key()
        self.changed.emit()
        if self._then_go_on:
            self._then_go_on = False
            self.done.emit()

    def show_error(self, error: BaseException, again: Callable[[], None] | None = None) -> None:
        """The choices are what has to change, or the check is tried again."""
        self._then_go_on = False
        super().show_error(error, self._check)

    def _show_key(self) -> None:
        names = [plain(self.draft.column_of(f), 60) for f in self.draft.key]
        self._well.show_key(names, *key_words(self.draft, self.check))

    # -- the way on -------------------------------------------------------------------------------------------------

    @property
    def may_go_on(self) -> bool:
        """With a key."""
        return bool(self.draft.key)

    @property
    def summary(self) -> str:
        """How many columns have a field."""
        return tr("{mapped} of {all} mapped", mapped=len(self.draft.partners), all=len(self.draft.columns))

    def go_on(self) -> None:
        """As soon as the present choices are checked."""
        if self.check is not None and self._checked_as == _as_checked(self.draft):
            self.done.emit()
            return
        self._then_go_on = True
        self._check()


def _as_checked(draft: Draft) -> object:
    """What the check is about: it is good as long as this is the same."""
    return draft.file, draft.where, tuple(draft.partners.items()), tuple(draft.key), tuple(draft.units.items())


class KeyWell(QFrame):
    """Which columns are the key, and how good it is."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("keyWell")
        self.setProperty("well", True)
        row = line(self, margins=(16, 4, 13, 4), spacing=10)
        self._mark = MarkView("pending")
        self._text = RunsLabel()
        row.addWidget(Glyph("key", "accent_text"))
        row.addWidget(self._mark)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Button(tr("Change the key…"), "changeKeyButton", "link", on_click=on_change))

    def show_key(self, names: list[str], mark: Mark, words: str) -> None:
        """The key's columns, a mark, and a sentence."""
        self._mark.set_mark(mark)
        key = (*sentence(tr("Key: {columns}"), columns=strong(", ".join(names))), Run("   ")) if names else ()
        self._text.set_runs((*key, Run(words, "text2")))
        self.setAccessibleName(self._text.text())
