"""One row of the side-by-side grid: the field's name and its four cells."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from airsync_gui.kept_words import said
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui.cell_blocks import TextBlock
from airsync_gui.ui.cell_contents import (
    SOURCE_WORDS,
    Content,
    last_content,
    new_choices,
    result_content,
    side_content,
    value_content,
)
from airsync_gui.ui.compare_cells import (
    CellPainting,
    FieldCell,
    PlainCell,
    ResultCell,
    TakeCheck,
    TakeLast,
    TakeRadio,
    name_content,
    with_note,
)
from airsync_gui.ui.compare_head import Columns
from airsync_gui.ui.compare_model import CompareModel, Result, picked_sides
from airsync_gui.ui.compare_rows import FieldRow
from airsync_gui.ui.field_words import field_glyph
from airsync_gui.ui.look import look, metrics
from airsync_gui.ui.sides import side_name
from airsync_gui.ui.text_runs import Run
from airsync_gui.ui.value_editor import ValueEditor
from airsync_gui.wording import tr

MARK_LEFT = 38


class RowView(QWidget):
    """A field of the record.

    Signals:
        take_asked: field id, choice. toggle_asked: field id, side. edit_asked: field id.
        entered: its number; one of its cells has the focus.
    """

    take_asked = Signal(str, str)
    toggle_asked = Signal(str, object)
    edit_asked = Signal(str)
    entered = Signal(int)

    def __init__(self, parent: QWidget, model: CompareModel, row: FieldRow, number: int) -> None:
        super().__init__(parent)
        self.row, self._model, self._number = row, model, number
        self._current = False
        self._columns = Columns(0)
        self._editor: ValueEditor | None = None
        self._name = plain(row.field.name, 120)
        self.setObjectName(f"row_{number}")
        # Neither changes while this row is there: laid out once, drawn often.
        self._last_content = last_content(row, color="text3" if row.group == "computed" else "text2")
        self._side_contents = {side: self._side_content(side) for side in Side}
        self._head = FieldCell(self, field_glyph(row.field))
        self._last = self._make_last()
        self._sides = {side: self._make_side(side) for side in Side}
        self._result = self._make_result()
        self._cells: list[CellPainting] = [self._head, self._last, *self._sides.values(), self._result]
        names = ("field", "take_last", "take_local", "take_airtable", "result")
        for cell, name in zip(self._cells, names, strict=True):
            cell.setObjectName(f"{name}_{number}")
            cell.installEventFilter(self)

    # -- its cells ----------------------------------------------------------------------------------------------------

    def _make_last(self) -> CellPainting:
        if not self._model.can_take(self.row, "ancestor"):
            return PlainCell(self)
        cell = TakeLast(self)
        cell.toggled.connect(self._on_last)
        return cell

    def _on_last(self, on: bool) -> None:
        if on:
            self.take_asked.emit(self.row.id, "ancestor")

    def _make_side(self, side: Side) -> CellPainting:
        if self.row.group not in ("clash", "merged") or not self._model.by_field(self.row):
            return PlainCell(self, left=MARK_LEFT)
        # Assistive tools toggle without a click, so that being toggled is what counts.
        if self.row.both is not None:
            box = TakeCheck(self, side.value)
            box.toggled.connect(lambda _on: self.toggle_asked.emit(self.row.id, side))
            return box
        radio = TakeRadio(self, side.value)
        radio.toggled.connect(partial(self._on_side, side))
        return radio

    def _on_side(self, side: Side, on: bool) -> None:
        if on:
            self.toggle_asked.emit(self.row.id, side)

    def _make_result(self) -> CellPainting:
        if not self._model.by_field(self.row):
            return PlainCell(self, left=16)
        cell = ResultCell(self)
        cell.edit_asked.connect(lambda: self.edit_asked.emit(self.row.id))
        return cell

    # -- what they show -----------------------------------------------------------------------------------------------

    def refresh(self, problem: str = "") -> None:
        """Show what is decided now.

        Args:
            problem: why the result can't be sent, as the end of a sentence.
        """
        result = self._model.result(self.row)
        quiet = self.row.group in ("same", "computed")
        self._head.set_content(name_content(self._name, quiet=quiet), self._said(result))
        self._refresh_last()
        for side in Side:
            self._refresh_side(side)
        self._refresh_result(result, problem)

    def _said(self, result: Result | None) -> str:
        if result is None:
            outcome = tr("still to decide")
        else:
            outcome = tr(SOURCE_WORDS[result.source]) if SOURCE_WORDS[result.source] else tr("stays")
        return _by_commas(self._name, self.row.why, outcome)

    def _refresh_last(self) -> None:
        content = self._last_content
        chosen = self._model.taken(self.row) == "ancestor"
        self._last.set_content(content, _by_commas(self._name, tr("last in step"), content.said, _chosen(chosen)))
        if isinstance(self._last, TakeLast):
            self._last.show_chosen(chosen)

    def _refresh_side(self, side: Side) -> None:
        cell = self._sides[side]
        content, words = self._side_contents[side]
        chosen = side in picked_sides(self._model.taken(self.row))
        cell.set_content(content, _by_commas(self._name, side_name(side), words, _chosen(chosen)))
        if isinstance(cell, TakeRadio | TakeCheck):
            cell.show_chosen(chosen)

    def _side_content(self, side: Side) -> tuple[Content, str]:
        if self._model.view.conflict.of(side) is None:
            gone = tr("deleted")
            return Content(TextBlock((Run(gone if self._number == 0 else "—", "text3"),)), gone, ""), gone
        if self.row.group == "computed":
            content = value_content(self.row.field, self.row.now(side), color="text3")
            return content, content.said
        content = side_content(self.row, side, moved=(self.row.id, side) in self._model.moved)
        if not self.row.differs(side):
            return content, _by_commas(content.said, tr("as last in step"))
        before = last_content(self.row).said
        differs = tr("differs from last in step {value}", value=before) if self.row.last_known else before
        return content, _by_commas(content.said, differs)

    def _refresh_result(self, result: Result | None, problem: str) -> None:
        wrong = self._model.wrong.get(self.row.id)
        deleted = self._model.choices.whole == "delete"
        content = result_content(self.row, result, deleted=deleted)
        if self._model.has_side is None and self._model.choices.whole == "apart" and self.row.group == "clash":
            own, own_said = tr("Each side keeps its own"), tr("each side keeps its own")
            content = Content(TextBlock((Run(own, "text2"),)), own_said, "")
        elif self._model.has_side is not None and not self._model.choices.whole:
            content = Content(TextBlock((Run("—", "text3"),)), tr("still to decide"), "")
        why = said(plain(wrong.why if wrong else problem))
        if wrong:
            content = Content(TextBlock((Run(plain(wrong.text, 200)),)), wrong.text, wrong.text)
        sentence = f"{self._name} {why}." if why else ""
        if sentence:
            content = with_note(content, sentence, "fail")
        elif result is not None and (new := new_choices(self.row.field, result.value)):
            content = with_note(content, new, "text2")
        elif self.row.why and (result is None or result.source in ("nothing", "rule", "local", "airtable")):
            content = with_note(content, self.row.why, "text3")
        source = "typed" if wrong else result.source if result else ""
        from_where = SOURCE_WORDS.get(source, "")
        name = _by_commas(self._name, tr("result"), content.said, tr(from_where) if from_where else "")
        if isinstance(self._result, ResultCell):
            self._result.show_result(content, name, source, sentence)
        else:
            self._result.set_content(content, name)

    # -- the focus ----------------------------------------------------------------------------------------------------

    def set_current(self, current: bool) -> None:
        """The row that the keys are for; only its cells are reached by Tab."""
        self._current = current
        for cell in self._reachable():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.update()

    def _reachable(self) -> list[CellPainting]:
        return [cell for cell in self._cells if not isinstance(cell, PlainCell)]

    def focused_column(self) -> int:
        """The column of the cell with the focus."""
        return next((column for column, cell in enumerate(self._cells) if cell.hasFocus()), 0)

    def focus_cell(self, column: int) -> None:
        """The keyboard's focus into a cell, or to the field's name where that cell takes none."""
        cell = self._cells[column]
        (self._head if isinstance(cell, PlainCell) else cell).setFocus(Qt.FocusReason.OtherFocusReason)

    def step_across(self, steps: int) -> None:
        """The focus to the next cell, or the one before."""
        cells = self._reachable()
        present = next((i for i, cell in enumerate(cells) if cell.hasFocus()), 0)
        cells[max(0, min(present + steps, len(cells) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A cell that gets the focus makes its row the current one."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self._number)
        return super().eventFilter(watched, event)

    # -- measures -----------------------------------------------------------------------------------------------------

    def set_editor(self, editor: ValueEditor | None) -> None:
        """An editor over the result, or none."""
        self._editor = editor
        self._result.setVisible(editor is None)

    def name_width(self) -> float:
        """What the longest word of the field's name takes, with all beside it."""
        measures = metrics(look().fonts.strong)
        words = max((measures.horizontalAdvance(word) for word in self._name.split()), default=0.0)
        return words + look().px(FieldCell.left + FieldCell.right) + 2

    def height_for(self, columns: Columns) -> int:
        """As high as the highest cell."""
        self._columns = columns
        spans = columns.spans
        heights = [cell.needed_height(wide) for cell, (_, wide) in zip(self._cells, spans, strict=True)]
        if self._editor is not None:
            heights[-1] = self._editor_height(spans[-1][1]) + look().px(11)
        return round(max(heights))

    def _editor_height(self, width: int) -> int:
        assert self._editor is not None
        layout = self._editor.layout()
        inner = width - look().px(18)
        hint = layout.heightForWidth(inner) if layout is not None and layout.hasHeightForWidth() else 0
        return max(hint, self._editor.sizeHint().height())

    def place_cells(self) -> None:
        """Each cell in its column."""
        spans = self._columns.spans
        for cell, (left, wide) in zip(self._cells, spans, strict=True):
            cell.setGeometry(QRect(left, 0, wide, self.height()))
        if self._editor is not None:
            px, (left, wide) = look().px, spans[-1]
            self._editor.setGeometry(left + px(6), round(px(5.5)), wide - px(18), self.height() - px(11))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines between the cells, and the bar of the current row."""
        painter, present = QPainter(self), look()
        if self._current:
            painter.fillRect(self.rect(), present.colors.sunken)
        painter.fillRect(0, self.height() - 1, self.width(), 1, present.colors.line)
        for left, _ in self._columns.spans[1:]:
            painter.fillRect(left, 0, 1, self.height(), present.colors.line)
        if self._current:
            painter.fillRect(0, 0, present.px(3), self.height(), present.colors.accent_text)


def _chosen(chosen: bool) -> str:
    return tr("chosen") if chosen else ""


def _by_commas(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
