"""A refused value edited in the queue's strip: the field's own editor, what will be written, and Apply."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from airsync_gui.jobs.snapshots import RefusedRow
from airsync_gui.messages import Message, plain
from airsync_gui.sync.records import CellProblem, FieldId, Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import same_cell
from airsync_gui.ui import queue_words as words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.compare_model import Wrong
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import clear, column, line
from airsync_gui.ui.look import keep_dressed, look
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.value_editor import ValueEditor
from airsync_gui.ui.value_editors import editor_for
from airsync_gui.wording import tr

WIDTH = 420
"""An editor is never wider, at H = 16."""


class TypedValue(Struct, frozen=True):
    """What a person wants to have in a cell of a row, as that was shown."""

    row: RefusedRow
    field_id: FieldId
    value: Value


class QueueEdit(QWidget):
    """Edits one value of one row at a time.

    Signals:
        apply_asked: for a TypedValue.
        left: nothing is to be changed after all.
    """

    apply_asked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queueEdit")
        self._row: RefusedRow | None = None
        self._editor: ValueEditor | None = None
        self._at_work = False
        self._name = Label("", "strong", name="queueEditName")
        self._choice = ChoiceBox("queueEditField", tr("Field to edit"), least=160)
        self._choice.currentIndexChanged.connect(lambda _place: self._on_field_chosen())
        self._holder = QWidget()
        self._held = column(self._holder)
        self._sentence = RunsLabel()
        self._sentence.setObjectName("queueEditText")
        self._failed = Label("", "small", "fail", wrap=True, name="queueEditFailed")
        self.apply_button = Button(tr("Apply"), "queueEditApplyButton", "primary", on_click=self.apply)
        self.cancel_button = Button(tr("Cancel"), "queueEditCancelButton", on_click=self.cancel)
        self._lay_out()
        keep_dressed(self)

    def _lay_out(self) -> None:
        rows = column(self, spacing=8)
        first = line()
        first.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._holder, 1)
        first.addStretch(1)
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rows.addLayout(first)
        rows.addWidget(self._sentence)
        rows.addWidget(self._failed)
        buttons = Flow()
        buttons.addWidget(self.apply_button)
        buttons.addWidget(self.cancel_button)
        rows.addLayout(buttons)

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        self._holder.setMaximumWidth(look().px(WIDTH))
        self._holder.setMinimumWidth(look().px(160))
        self._name.setFixedHeight(look().control + look().px(8))  # beside the editor, whatever stands below that

    # -- begin and end ----------------------------------------------------------------------------------------------

    @property
    def row(self) -> RefusedRow | None:
        """The row that is edited; None while none is."""
        return self._row

    @property
    def editor(self) -> ValueEditor | None:
        """What one types in."""
        return self._editor

    def begin(self, row: RefusedRow) -> None:
        """Edit a value of this row, its first field's at first."""
        self._row, self._at_work = row, False
        self._choice.blockSignals(True)
        self._choice.clear()
        for field in row.fields:
            self._choice.addItem(plain(field.name, 60), field.id)
        self._choice.blockSignals(False)
        several = len(row.fields) > 1
        self._choice.setVisible(several)
        self._name.setVisible(not several)
        self._tell("")
        self._on_field_chosen()

    def renew(self, row: RefusedRow) -> None:
        """What stands there was looked at anew; what was typed stays."""
        if self._row is not None and self._field in row.fields:
            self._row = row
            self._say()

    def end(self) -> None:
        """Nothing is edited any more."""
        self._row, self._at_work = None, False
        self._forget_editor()

    def refuse(self, message: Message) -> None:
        """It was not written; what was typed stays."""
        self._at_work = False
        self._tell(str(message))
        self._say()

    def _tell(self, text: str) -> None:
        self._failed.setText(text)
        self._failed.setVisible(bool(text))

    # -- the editor -------------------------------------------------------------------------------------------------

    @property
    def _field(self) -> Field | None:
        """The field that is edited."""
        place = self._choice.currentIndex()
        return self._row.fields[place] if self._row is not None and 0 <= place < len(self._row.fields) else None

    def _forget_editor(self) -> None:
        if self._editor is not None:
            self._editor.blockSignals(True)  # losing the focus says nothing any more
            self._editor = None
        clear(self._held)

    def _on_field_chosen(self) -> None:
        field = self._field
        self._forget_editor()
        if self._row is None or field is None:
            return
        self._name.setText(plain(field.name, 60))
        cell = self._row.cells.get(field.id)
        editor = editor_for(field, None if isinstance(cell, CellProblem) else cell, self._row.pair, self._holder)
        editor.control.setAccessibleName(tr("{field}, new value", field=plain(field.name, 60)))
        if isinstance(cell, CellProblem):
            editor.restore(cell.text)
        self._editor = editor
        self._held.addWidget(editor)
        editor.edited.connect(self._on_edited)
        editor.committed.connect(self._on_ended)
        editor.gave_wrong.connect(self._on_ended)
        editor.cancelled.connect(self.cancel)
        editor.applied.connect(self.apply)
        editor.look_over()
        self._say()
        editor.begin()

    def _on_edited(self) -> None:
        self._tell("")
        self._say()

    def _on_ended(self, _typed: object) -> None:
        """Enter applies; that the focus went elsewhere, to the buttons perhaps, is no end."""
        editor = self._editor
        if editor is None:
            return
        editor.go_on()
        if editor.control.hasFocus():
            self.apply()

    def _typed(self) -> TypedValue | None:
        """What would be written; None for what is no value, or what stands there."""
        row, field, editor = self._row, self._field, self._editor
        if row is None or field is None or editor is None:
            return None
        typed = editor.typed()
        if isinstance(typed, Wrong) or same_cell(row.cells.get(field.id), typed):
            return None
        return TypedValue(row, field.id, typed)

    def _say(self) -> None:
        typed, row, field = self._typed(), self._row, self._field
        if typed is not None and row is not None and field is not None:
            text = words.edit_sentence(row.place.name, field, row.cells.get(field.id), typed.value)
        else:
            text = tr("Nothing is written before another value stands here.")
        self._sentence.set_runs((Run(text, "text2"),))
        self.apply_button.setAccessibleDescription(text)
        self.apply_button.setEnabled(typed is not None and not self._at_work)

    # -- what can be done -------------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Have it written, where there is something to write."""
        typed = self._typed()
        if typed is None or self._at_work:
            return
        self._at_work = True
        self._tell("")
        self._say()
        self.apply_asked.emit(typed)

    def cancel(self) -> None:
        """Leave all as it is."""
        self.end()
        self.left.emit()
