"""Beside the conflicts' list: one conflict with its values, what each answer would do, and the buttons that give it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from airsync_gui.messages import Message
from airsync_gui.sync.records import Side
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.conflict_choices import Choice
from airsync_gui.ui.conflict_words import Clash, Detail
from airsync_gui.ui.field_places import FieldPlaces
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.labels import ElidedLabel, Label, plain_tip
from airsync_gui.ui.layouts import clear, column, frame, line
from airsync_gui.ui.look import keep_dressed, look, metrics
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.ui.sides import side_glyph, side_name
from airsync_gui.ui.signs import Pill
from airsync_gui.ui.text_runs import Run, RunsLabel, strong
from airsync_gui.wording import number, plural, tr

WIDTH = 320
EDGE = 20
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own name; PySide6 does not tell it
SHORT = 18
"""Values with no more letters stand beside their side's name."""


class ConflictDetail(QScrollArea):
    """One conflict, or nothing.

    Signals:
        taken: the person gave this answer (a :class:`Choice`).
        decide_asked: the side-by-side dialog is wanted.
        later_asked: the next one is wanted, and nothing else.
        similar_asked: one answer is to be given to all conflicts like this one.
        map_asked: the column is to belong to this field (a :class:`Field`). leave_asked: to none any more.
    """

    taken = Signal(object)
    decide_asked = Signal()
    later_asked = Signal()
    similar_asked = Signal()
    map_asked = Signal(object)
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: Detail | None = None
        self._buttons: dict[Button, Choice] = {}
        self._hovered: Button | None = None
        self._asks: Choice | None = None
        self._applying = self._wide = False
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._enable)
        self.setObjectName("conflictDetail")
        self.setAccessibleName(tr("The chosen conflict"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_up()
        keep_dressed(self)

    def _set_up(self) -> None:
        inner = self._inner = frame("surface")
        rows = column(inner, margins=(EDGE, 16, EDGE, 16), spacing=8)
        head = line()
        self._record = ElidedLabel("", "heading")
        self._record.setObjectName("conflictRecord")
        self._place = Label("", "small", "text2", name="conflictPlace")
        head.addWidget(self._record, 1)
        head.addWidget(self._place)
        rows.addLayout(head)
        self._bar = MessageBar("conflictRefusedBar")
        rows.addWidget(self._bar)
        self._story = _said("conflictStory")
        rows.addWidget(self._story)
        self._fields = column(spacing=8)
        rows.addLayout(self._fields)
        self._places = FieldPlaces()
        self._places.map_asked.connect(self.map_asked)
        self._places.leave_asked.connect(self.leave_asked)
        rows.addWidget(self._places)
        side_by_side = tr("Decide side by side…")
        self._decide = Button(side_by_side, "decideButton", glyph="columns", on_click=self.decide_asked.emit)
        _widen(self._decide)
        rows.addWidget(self._decide)
        self._answers = column(spacing=8)
        rows.addLayout(self._answers)
        self._similar = Button("", "similarButton", "link", on_click=self.similar_asked.emit)
        self._similar.hide()
        rows.addWidget(self._similar)
        rows.addWidget(self._make_question())
        rows.addLayout(self._make_outcome())
        rows.addStretch(1)
        self.setWidget(inner)
        inner.hide()

    def _make_question(self) -> QFrame:
        """What is asked before a record is deleted, in the place of the buttons."""
        self._question = frame(well=True, name="deleteQuestion")
        rows = column(self._question, margins=(12, 10, 12, 10), spacing=8)
        self._question_text = _said("deleteQuestionText")
        rows.addWidget(self._question_text)
        buttons = line()
        self._keep = Button(tr("Keep it"), "cancelDeleteButton", on_click=self._on_kept)
        self._delete = Button(tr("Delete"), "confirmDeleteButton", "danger", on_click=self._on_deleted)
        buttons.addStretch(1)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._delete)
        rows.addLayout(buttons)
        self._question.hide()
        return self._question

    def _make_outcome(self) -> QVBoxLayout:
        rows = column(margins=(0, 4, 0, 0))
        self._outcome = _said("conflictOutcome")
        rows.addWidget(self._outcome)
        self._busy = QWidget()
        busy = line(self._busy)
        busy.addWidget(MarkView("in_flight"))
        busy.addWidget(Label(tr("Applying…"), "small", "text2", name="conflictApplying"), 1)
        self._busy.hide()
        rows.addWidget(self._busy)
        return rows

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show_detail(self, detail: Detail | None) -> None:
        """Another conflict, news of the same one, or nothing."""
        before, self.detail = self.detail, detail
        self._inner.setVisible(detail is not None)
        if detail is None or detail == before:
            return
        if before is None or (before.pair_id, before.uid) != (detail.pair_id, detail.uid):
            self.verticalScrollBar().setValue(0)
        self._asks = None
        self._record.setText(detail.record)
        self._story.set_runs(detail.story)
        self._show_fields(detail)
        self._places.show_places(detail.places)
        self._show_choices(detail.choices)
        self._decide.setVisible(bool(detail.choices))
        self._refresh()

    def show_place(self, place: int, count: int) -> None:
        """Which of how many it is."""
        self._place.setText(tr("{place} of {count}", place=number(place), count=number(count)))

    def show_similar(self, count: int) -> None:
        """How many conflicts are like this one, itself included, and can be decided with it."""
        self._similar.setVisible(count > 1)
        self._similar.set_text(plural("Decide all {n} alike…", "Decide all {n} alike…", count))

    def show_problem(self, message: Message | None) -> None:
        """Why an answer was not carried out; the choice stays possible."""
        if message is None:
            self._bar.clear()
        else:
            self._bar.show_message("failed", f"{message.title}.", str(message))

    def set_applying(self, applying: bool) -> None:
        """Its answer is carried out just now."""
        self._applying = applying
        self._refresh()

    @property
    def has_focus_inside(self) -> bool:
        """Whether one of its parts has the keyboard."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def rest(self) -> None:
        """Another conflict came under the pointer: the second press of a double click is no answer to it."""
        self._resting.start(QApplication.doubleClickInterval())
        self._enable()

    def _show_fields(self, detail: Detail) -> None:
        clear(self._fields)
        for clash in detail.clashes:
            block = column(spacing=4 if len(detail.clashes) > 1 else 8)
            block.addWidget(_field_head(clash))
            for side in Side:
                block.addWidget(_well(clash, side, detail))
            self._fields.addLayout(block)
        if detail.more_fields:
            more = plural("and {n} more field", "and {n} more fields", detail.more_fields)
            self._fields.addWidget(Label(more, "small", "text2", name="moreFields"))
        if detail.advice:
            advice = _said("conflictAdvice")
            advice.set_runs((Run(detail.advice, "text2"),))
            self._fields.addWidget(advice)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        self._hovered = None
        self._buttons = {}
        clear(self._answers)
        for choice in choices:
            button = Button(choice.text, choice.name, "danger" if choice.deletes else "", tip=choice.tip)
            button.clicked.connect(lambda _checked=False, choice=choice: self._on_chosen(choice))
            button.installEventFilter(self)
            self._buttons[button] = choice
        later = Button(tr("Later"), "laterButton", "quiet", on_click=self.later_asked.emit)
        for part in _fitted([*self._buttons, later], look().px(WIDTH - 2 * EDGE - 12), look().px(8)):
            row = line()
            for button in part:
                _widen(button)
                row.addWidget(button, 1)
            self._answers.addLayout(row)

    def _refresh(self) -> None:
        """Which of question, sentence and turning mark is seen, and what can be pressed."""
        asks = self._asks is not None and not self._applying
        self._question.setVisible(asks)
        self._busy.setVisible(self._applying)
        if self._asks is not None and self.detail is not None:
            asked = (strong(f"{self.detail.delete_question} "), Run(self._asks.outcome, "text2", "small"))
            self._question_text.set_runs(asked)
        self._show_outcome()
        self._enable()

    def _show_outcome(self) -> None:
        shown = self._shown_choice()
        self._outcome.setVisible(shown is not None and self._asks is None and not self._applying)
        said = (Run(f"{shown.lead} ", "text2", "small_strong"), Run(shown.told, "text2", "small")) if shown else ()
        self._outcome.set_runs(said)

    def _shown_choice(self) -> Choice | None:
        """The one under the pointer, else the one with the focus, else the first: that never deletes."""
        focused = next((button for button in self._buttons if button.hasFocus()), None)
        button = self._hovered or focused or next(iter(self._buttons), None)
        return self._buttons[button] if button is not None else None

    def _enable(self) -> None:
        ready = not self._applying and not self._resting.isActive()
        for part in (*self._buttons, self._delete, self._decide, self._similar, self._places):
            part.setEnabled(ready)

    # -- hands ------------------------------------------------------------------------------------------------------

    def _on_chosen(self, choice: Choice) -> None:
        if choice.deletes:
            self._ask_first(choice)
            return
        self.taken.emit(choice)

    def _ask_first(self, choice: Choice) -> None:
        """Nothing is deleted by one press."""
        self._asks = choice
        self._delete.set_text(choice.confirm)
        self._refresh()
        if self.has_focus_inside:
            self._keep.setFocus()
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self._question))

    def _on_kept(self) -> None:
        self._asks = None
        self._refresh()

    def _on_deleted(self) -> None:
        choice, self._asks = self._asks, None
        self._refresh()
        if choice is not None:
            self.taken.emit(choice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sentence is that of the button under the pointer or with the focus."""
        kind = event.type()
        if isinstance(watched, Button) and watched in self._buttons and kind in _LOOKS:
            if kind in (QEvent.Type.Enter, QEvent.Type.Leave):
                self._hovered = watched if kind is QEvent.Type.Enter else None
            self._show_outcome()
        return super().eventFilter(watched, event)

    # -- the look ---------------------------------------------------------------------------------------------------

    def set_wide(self, wide: bool) -> None:
        """Whether it takes all the width there is."""
        if wide != self._wide:
            self._wide = wide
            self.dress()

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        width = look().px(WIDTH)
        self.setMinimumWidth(0 if self._wide else width)
        self.setMaximumWidth(QWIDGETSIZE_MAX if self._wide else width)


_LOOKS = (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut)


def _said(name: str) -> RunsLabel:
    label = RunsLabel()
    label.setObjectName(name)
    return label


def _widen(button: Button) -> None:
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _field_head(clash: Clash) -> QWidget:
    head = QWidget()
    row = Flow(head)
    row.addWidget(RunsLabel((strong(clash.name),), wrap=False))
    if clash.last:
        last = RunsLabel((Run(tr("last in step: {value}", value=clash.last), "text2", "small"),), wrap=False)
        last.setToolTip(plain_tip(clash.last))
        row.add_end(last)
    return head


def _well(clash: Clash, side: Side, detail: Detail) -> QFrame:
    """A side's value with the side's icon and word; on one line where there are several fields with short values."""
    value = clash.local if side is Side.LOCAL else clash.airtable
    said = RunsLabel((Run(detail.gone, "text3") if value is None else strong(value),))
    made = frame(well=True, name=f"{side.value}Value")
    made.setAccessibleName(f"{side_name(side)}: {detail.gone if value is None else value}")
    several = len(detail.clashes) > 1
    if several and all(len(text or "") <= SHORT for text in (clash.local, clash.airtable)):
        row = line(made, margins=(12, 5, 12, 5), spacing=12)
        row.addWidget(_side_name(side, detail, level=True), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        return made
    rows = column(made, margins=(12, 8, 12, 8), spacing=4)
    head = QWidget()
    facts = Flow(head)
    facts.addWidget(_side_name(side, detail))
    if not several:
        facts.add_end(Label(detail.seen, "small", "text2"))
    rows.addWidget(head)
    rows.addWidget(said)
    return made


def _side_name(side: Side, detail: Detail, *, level: bool = False) -> QWidget:
    """A side's icon and word; as wide as the other side's where the values stand beside them."""
    named = QWidget()
    row = line(named)
    row.addWidget(side_glyph(side))
    label = Label(side_name(side), "small_strong", side.value)
    if level:
        label.setMinimumWidth(round(metrics(label.font()).horizontalAdvance(side_name(Side.LOCAL))) + 1)
    row.addWidget(label)
    if side is Side.AIRTABLE and detail.sandbox:
        row.addWidget(Pill(tr("sandbox")))
    return named


def _fitted(buttons: Sequence[Button], width: int, gap: int) -> list[list[Button]]:
    """Buttons in as few rows as have room for them."""
    rows: list[list[Button]] = [[]]
    used = 0
    for button in buttons:
        needed = button.sizeHint().width()
        if rows[-1] and used + gap + needed > width:
            rows.append([])
            used = 0
        used += needed + (gap if rows[-1] else 0)
        rows[-1].append(button)
    return rows
