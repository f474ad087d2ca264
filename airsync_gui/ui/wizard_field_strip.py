"""What the wizard asks about one column: its field, whether it is part of the key, and what becomes of odd cells."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from airsync_gui.messages import plain
from airsync_gui.sync.schema import Field
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.field_words import field_glyph
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.icons import icon
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.signs import Glyph
from airsync_gui.ui.text_runs import Run, RunsLabel, strong
from airsync_gui.ui.wizard_draft import Draft
from airsync_gui.ui.wizard_fields_rows import FieldRow
from airsync_gui.wording import plural, tr


class FieldStrip(QFrame):
    """The chosen column's field, whether it is part of the key, and what is wrong with it.

    Signals:
        settled: what shall happen with cells that do not fit: the unit that is left off after numbers; empty where they
            are left as they are, or where that is taken back.
    """

    settled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("fieldStrip")
        self.setProperty("tone", "surface")
        self._unit = ""
        self._name = Label("", "mono")
        self.combo = ChoiceBox("fieldCombo", tr("Field in Airtable"), least=240)
        self.box = QCheckBox(tr("Part of the key"))
        self.box.setObjectName("keyBox")
        self.box.setAccessibleName(tr("Part of the key"))
        self._problem = frame()
        said = line(self._problem)
        self._mark = MarkView("needs_you")
        self._text = RunsLabel()
        self._text.setObjectName("misfitText")
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._text, 1)
        rows = column(self)
        rows.addWidget(rule())
        inside = column(margins=(24, 10, 24, 12), spacing=8)
        rows.addLayout(inside)
        inside.addWidget(self._problem)
        inside.addWidget(self._make_ways())
        choices = Flow(gap=12, line_gap=6)
        for widget in (self._name, Glyph("arrows-left-right", "text2"), self.combo, self.box):
            choices.addWidget(widget)
        inside.addLayout(choices)

    def _make_ways(self) -> QFrame:
        """What may become of cells that do not fit."""
        self._ways = frame(name="misfitWays")
        self._question = Label(tr("What shall happen with them?"), name="misfitQuestion")
        self._read = Button(_read_as("", ""), "leaveUnitOffButton", on_click=lambda: self.settled.emit(self._unit))
        self._leave = Button(_leave_out(1), "leaveMisfitsButton", on_click=lambda: self.settled.emit(""))
        text_field = tr("Send to a text field instead…")
        self._elsewhere = Button(text_field, "otherFieldButton", on_click=self._on_elsewhere)
        self._back = Button(tr("Ask again"), "askMisfitsAgainButton", "link", on_click=lambda: self.settled.emit(""))
        ways = Flow(self._ways, gap=8, line_gap=6)
        for widget in (self._question, self._read, self._leave, self._elsewhere, self._back):
            ways.addWidget(widget)
        return self._ways

    def _on_elsewhere(self) -> None:
        self.combo.setFocus()
        self.combo.showPopup()

    def offer(self, draft: Draft) -> None:
        """Every field of the table."""
        present = look()
        self.combo.clear()
        self.combo.addItem(icon("minus-circle", present.colors.text2, present.icon), tr("Takes no part"), None)
        for f in draft.fields.values():
            glyph = icon(field_glyph(f), present.colors.text2, present.icon)
            self.combo.addItem(glyph, _offered(f), f.id)

    def show_row(self, row: FieldRow | None, draft: Draft) -> None:
        """The choices for this column."""
        self.setEnabled(row is not None)
        if row is None:
            return
        self._name.setText(plain(row.column, 60))
        self.combo.setCurrentIndex(self.combo.findData(row.field.id) if row.field else 0)
        self.combo.setAccessibleName(tr("Field in Airtable for {column}", column=plain(row.column, 60)))
        before = self.box.blockSignals(True)
        self.box.setChecked(row.is_key)
        self.box.setEnabled(row.field is not None and draft.may_be_key(row.field.id))
        self.box.blockSignals(before)
        self._problem.setVisible(bool(row.problem))
        self._mark.set_mark("needs_you" if row.misfit is not None else "nothing_changed")
        name = f"{plain(row.column, 60)} → {plain(row.field.name, 60) if row.field else ''}"
        self._text.set_runs((strong(name), Run("  " + row.problem, "text2")))
        self._show_ways(row)

    def _show_ways(self, row: FieldRow) -> None:
        misfit = row.misfit
        self._unit = misfit.unit.unit if misfit is not None and misfit.unit is not None else ""
        self._ways.setVisible(bool(misfit is not None or row.problem or row.unit))
        for widget in (self._question, self._leave, self._elsewhere):
            widget.setVisible(misfit is not None)
        self._read.setVisible(bool(self._unit))
        self._back.setVisible(misfit is None and bool(row.problem or row.unit))
        if misfit is None:
            return
        self._leave.set_text(_leave_out(misfit.count))
        if misfit.unit is not None:
            self._read.set_text(_read_as(plain(misfit.unit.text, 20), plain(misfit.unit.number, 20)))


def _read_as(text: str, number: str) -> str:
    return tr("Read “{text}” as {number}", text=text, number=number)


def _leave_out(count: int) -> str:
    return plural("Leave this one out", "Leave these {n} out", count)


def _offered(field: Field) -> str:
    name = plain(field.name, 80)
    return tr("{field} (read only)", field=name) if field.read_only else name
