"""The grid of a conflict: a row a field, with what was in step, what each side has, and what it becomes.

Rows are few, so that each cell is a control of its own; what they show is laid out once for each width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from airsync_gui.sync.records import FieldId
from airsync_gui.ui.compare_head import Columns, GridHead
from airsync_gui.ui.compare_model import CompareModel
from airsync_gui.ui.compare_row import RowView
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import line
from airsync_gui.ui.look import keep_dressed, look
from airsync_gui.ui.signs import Glyph
from airsync_gui.ui.value_editor import ValueEditor
from airsync_gui.ui.value_editors import editor_for
from airsync_gui.wording import plural, tr


class CompareGrid(QScrollArea):
    """Shows a model and says what a person asks of it; it decides nothing.

    Signals:
        take_asked: field id, choice. toggle_asked: field id, side.
        typed, typed_wrong: field id; and the value, a Wrong.
        edited: something is being typed, or no longer is. apply_asked: Ctrl+Enter in an editor.
        current_changed: another field is the current one.
    """

    take_asked = Signal(str, str)
    toggle_asked = Signal(str, object)
    typed = Signal(str, object)
    typed_wrong = Signal(str, object)
    edited = Signal()
    apply_asked = Signal()
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareGrid")
        self.setAccessibleName(tr("Fields of both sides"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # this computer left, Airtable right, as its keys say
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = _Content(self)
        self._content.resized.connect(self.relayout)
        self.setWidget(self._content)
        self.head = GridHead(self)
        self._rows: list[RowView] = []
        self._model: CompareModel | None = None
        self._problems: dict[FieldId, str] = {}
        self._current = 0
        self._editing: tuple[FieldId, ValueEditor] | None = None
        self._rest = QWidget(self._content)
        self._rest.setLayoutDirection(QGuiApplication.layoutDirection())
        self._rest_words = Label("", "body", "text2", name="hiddenFields")
        rest = line(self._rest, margins=(20, 12, 20, 12), spacing=8)
        rest.addWidget(Glyph("check-circle", "text2"))
        rest.addWidget(self._rest_words, 1)
        keep_dressed(self)

    # -- what it shows ------------------------------------------------------------------------------------------------

    def show_model(self, model: CompareModel, *, only_clashing: bool) -> None:
        """Rows anew; the current field stays where it is still shown."""
        current = self.current_field
        self.close_editor()
        shown = model.shown_rows(only_clashing=only_clashing)
        had_focus = self._has_focus()
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._model = model
        self._rows = [RowView(self._content, model, row, number) for number, row in enumerate(shown)]
        for view in self._rows:
            view.take_asked.connect(self.take_asked)
            view.toggle_asked.connect(self.toggle_asked)
            view.edit_asked.connect(self.start_edit)
            view.entered.connect(self._on_entered)
            view.show()
        self.head.show_places(model.view, with_keys=model.has_side is None)
        self._say_rest(len(model.rows) - len(shown))
        self._current = next((i for i, row in enumerate(shown) if row.id == current), self._first_open(model))
        self._mark_current()
        self.refresh()
        if had_focus:
            self.focus_row()

    def _first_open(self, model: CompareModel) -> int:
        open_ids = {row.id for row in model.open_rows()}
        return next((i for i, view in enumerate(self._rows) if view.row.id in open_ids), 0)

    def _say_rest(self, hidden: int) -> None:
        model = self._model
        if model is not None and model.has_side is not None:
            said = plural(
                "{n} more field did not change and is hidden", "{n} more fields did not change and are hidden", hidden
            )
        elif model is not None and any(row.group == "merged" for row in model.rows):
            said = plural(
                "{n} more field needs no decision and is hidden",
                "{n} more fields need no decision and are hidden",
                hidden,
            )
        else:
            said = plural(
                "{n} more field agrees on both sides and is hidden",
                "{n} more fields agree on both sides and are hidden",
                hidden,
            )
        self._rest_words.setText(said)
        self._rest.setVisible(hidden > 0)

    def refresh(self) -> None:
        """The same rows with what is decided now."""
        for view in self._rows:
            view.refresh(self._problems.get(view.row.id, ""))
        self.relayout()

    def show_problems(self, problems: Sequence[tuple[FieldId, str]]) -> None:
        """Results that can't be sent: field id, and the end of a sentence."""
        found = dict(problems)
        if found != self._problems:
            self._problems = found
            self.refresh()

    # -- where it is --------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[RowView]:
        """The shown rows."""
        return self._rows

    @property
    def current_field(self) -> FieldId | None:
        """The current row's field."""
        return self._rows[self._current].row.id if self._current < len(self._rows) else None

    def step_down(self, steps: int) -> None:
        """The current row up or down; the focus stays in its column."""
        self._go_to(self._current + steps)

    def step_across(self, steps: int) -> None:
        """The focus to another cell of the row."""
        if self._rows:
            self._rows[self._current].step_across(steps)

    def go_to_open(self, field_id: FieldId) -> None:
        """Make this field's row the current one."""
        self._go_to(next((i for i, view in enumerate(self._rows) if view.row.id == field_id), self._current))

    def _go_to(self, index: int) -> None:
        if not self._rows:
            return
        column = self._rows[self._current].focused_column()
        self._current = max(0, min(index, len(self._rows) - 1))
        self._mark_current()
        self.focus_row(column)

    def focus_row(self, column: int = 0) -> None:
        """The keyboard's focus into the current row."""
        if self._rows:
            self._rows[self._current].focus_cell(column)
            self._see_current()

    def _see_current(self) -> None:
        rect = self._rows[self._current].geometry()
        self.ensureVisible(0, rect.bottom() + look().px(4), 0, 0)
        self.ensureVisible(0, rect.top(), 0, 0)

    def _on_entered(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self._mark_current()

    def _mark_current(self) -> None:
        for index, view in enumerate(self._rows):
            view.set_current(index == self._current)
        if self.current_field is not None:
            self.current_changed.emit(self.current_field)

    def _has_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and any(view.isAncestorOf(focus) for view in self._rows)

    # -- editing ------------------------------------------------------------------------------------------------------

    @property
    def editor(self) -> ValueEditor | None:
        """The open editor."""
        return self._editing[1] if self._editing else None

    def trial(self, model: CompareModel) -> CompareModel:
        """The model with what stands in the open editor."""
        return model.trial(self._editing[0], self._editing[1].typed()) if self._editing else model

    def edit_current(self) -> None:
        """Open the current field's editor."""
        if self.current_field is not None:
            self.start_edit(self.current_field)

    def start_edit(self, field_id: FieldId) -> None:
        """Open a field's own editor over its result."""
        model, view = self._model, next((v for v in self._rows if v.row.id == field_id), None)
        if model is None or view is None or not model.by_field(view.row):
            return
        self.finish_edit()
        result = model.result(view.row)
        start = result.value if result is not None else view.row.local
        editor = editor_for(view.row.field, start, model.view.pair, view)
        if (wrong := model.wrong.get(field_id)) is not None:
            editor.restore(wrong.text)
        self._editing = (field_id, editor)
        editor.committed.connect(lambda value: self._on_ended(field_id, lambda: self.typed.emit(field_id, value)))
        editor.gave_wrong.connect(
            lambda wrong: self._on_ended(field_id, lambda: self.typed_wrong.emit(field_id, wrong))
        )
        editor.cancelled.connect(lambda: self._on_ended(field_id, lambda: None))
        editor.applied.connect(self.apply_asked)
        editor.edited.connect(self.relayout)
        editor.edited.connect(self.edited)
        view.set_editor(editor)
        self._go_to(self._rows.index(view))
        self.relayout()
        editor.show()
        editor.begin()

    @property
    def is_editing(self) -> bool:
        """Whether a value is being typed."""
        return self._editing is not None

    def finish_edit(self) -> None:
        """Keep what stands in the open editor."""
        if self._editing is not None:
            self._editing[1].finish()

    def close_editor(self) -> None:
        """Forget the open editor."""
        if self._editing is not None:
            self._editing[1].cancel()

    def _on_ended(self, field_id: FieldId, tell: Callable[[], None]) -> None:
        if self._editing is None:
            return
        editor = self._editing[1]
        self._editing = None
        view = next((v for v in self._rows if v.row.id == field_id), None)
        focus: QWidget | None = self.window().focusWidget()
        inside = focus is not None and editor.isAncestorOf(focus)
        if view is not None:
            view.set_editor(None)
            if inside:
                view.focus_cell(0)
        editor.hide()
        editor.deleteLater()
        tell()
        self.edited.emit()
        self.relayout()

    # -- measures -----------------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        self.setMinimumHeight(look().H * 5)
        self.relayout()

    def relayout(self) -> None:
        """Every row at its height for this width."""
        width, y = self._content.width(), 0
        columns = Columns(width, max((view.name_width() for view in self._rows), default=0.0))
        self.head.set_columns(columns)
        self._place_head()
        for view in self._rows:
            height = view.height_for(columns)
            view.setGeometry(QRect(0, y, width, height))
            view.place_cells()
            y += height
        if self._rest.isVisibleTo(self._content):
            height = self._rest.sizeHint().height()
            self._rest.setGeometry(0, y, width, height)
            y += height
        self._content.setMinimumHeight(y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head stands above the rows, as wide as they are."""
        super().resizeEvent(event)
        self._place_head()

    def _place_head(self) -> None:
        height = self.head.sizeHint().height()
        if self.viewportMargins().top() != height:
            self.setViewportMargins(0, height, 0, 0)
        self.head.setGeometry(0, 0, self.width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys are for the rows, not for scrolling."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()


class _Content(QWidget):
    """What is scrolled."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("tone", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width lays the rows out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(0, self.minimumHeight())
