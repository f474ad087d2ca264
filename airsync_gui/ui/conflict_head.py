"""The dialog's head: which record, why it waits, what is known of each side and since when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from airsync_gui.jobs.conflict_views import ConflictView
from airsync_gui.kept_words import label_said
from airsync_gui.messages import plain
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.records import Side
from airsync_gui.sync.values import same
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.folding import FoldingLine
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.look import look
from airsync_gui.ui.sides import side_glyph, side_name
from airsync_gui.ui.signs import Pill
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.time_words import at_moment, moment
from airsync_gui.wording import noop, number, tr

_KIND_WORDS = {
    "both_edited": noop("both sides edited this record"),
    "edited_deleted": noop("edited on this computer, deleted in Airtable"),
    "deleted_edited": noop("deleted on this computer, edited in Airtable"),
    "created_twice": noop("the same key was made on both sides"),
    "version_moved": noop("its version moved in Airtable"),
    "undone": noop("a run was undone, and this record changed since"),
    "schema": noop("a field of the table changed"),
}


def kind_words(conflict: Conflict) -> str:
    """Why it waits."""
    return tr(_KIND_WORDS.get(conflict.kind, conflict.kind))


def side_words(view: ConflictView, side: Side) -> str:
    """What is known of one side, and nothing that is not."""
    values = view.conflict.of(side)
    if side is Side.LOCAL:
        row = label_said(plain(view.conflict.local_label, 40))
        place = tr("{row} of {file}", row=row, file=view.local.name) if row and values is not None else view.local.name
    else:
        place = view.airtable.name
    seen = at_moment(view.seen_at)
    if values is None:
        return tr("deleted from {place}, seen by AirSync {time}", place=place, time=seen)
    changed_at, person = _known_edit(view, side)
    if changed_at is not None:
        time = at_moment(changed_at)
        if person:
            return tr("{person} changed {place} {time}", person=person, place=place, time=time)
        return tr("{place} was changed {time}", place=place, time=time)
    if _moved(view.conflict, side):
        return tr("{place} was changed, seen by AirSync {time}", place=place, time=seen)
    return tr("{place}, seen by AirSync {time}", place=place, time=seen)


def _known_edit(view: ConflictView, side: Side) -> tuple[datetime | None, str]:
    """When, and by whom: only where the side itself says so."""
    values = view.conflict.of(side) or {}
    if side is Side.LOCAL:
        ids = [f for f, name in view.pair.columns.items() if name == view.pair.time_column]
    else:
        ids = [field.id for field in view.fields if field.type == "lastModifiedTime"]
    times = [value for f in ids if isinstance(value := values.get(f), datetime)]
    people = [values.get(field.id) for field in view.fields if field.type == "lastModifiedBy"]
    person = next((plain(name, 40) for name in people if isinstance(name, str) and name), "")
    return (max(times) if times else None), (person if side is Side.AIRTABLE else "")


def _moved(conflict: Conflict, side: Side) -> bool:
    values = conflict.of(side) or {}
    before = conflict.local_ancestor if side is Side.LOCAL else conflict.airtable_ancestor
    return any(not same(values.get(f), old) for f, old in before.items())


class ConflictHead(QFrame):
    """Says what the conflict is, and leads to the one before and the next.

    Signals:
        previous_asked, next_asked: another conflict. only_clashing_changed: which fields to show.
    """

    previous_asked = Signal()
    next_asked = Signal()
    only_clashing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "surface")
        self._title = ElidedLabel("", "title", name="recordName", tight=True)
        self._kind = Label("", "body", "text2", wrap=True)
        self._count = Label("", "body", "text2", name="conflictCount")
        self._previous = self._arrow("caret-left", "previousButton", tr("Previous conflict (P)"), self.previous_asked)
        self._next = self._arrow("caret-right", "nextButton", tr("Next conflict (N)"), self.next_asked)
        self._sides = {side: RunsLabel(wrap=True) for side in Side}
        self._sandbox = Pill(tr("sandbox"))
        self._in_step = Label("", "small", "text3", name="lastInStep")
        self._only = QCheckBox(tr("Only fields in conflict"))
        self._only.setObjectName("onlyClashingBox")
        self._only.setChecked(True)
        self._only.toggled.connect(self.only_clashing_changed)
        self._lay_out()

    def _arrow(self, glyph: str, name: str, tip: str, signal: SignalInstance) -> Button:
        return Button("", name, "icon", glyph, tip=tip, on_click=signal.emit)

    def _lay_out(self) -> None:
        rows = column(self, margins=(20, 18, 20, 10), spacing=4)
        top = line(spacing=11)
        top.addWidget(self._title)
        top.addWidget(self._kind, 1)
        for widget in (self._previous, self._count, self._next):
            top.addWidget(widget)
        rows.addLayout(top)
        self._line = FoldingLine(self._side_box(Side.LOCAL), self._side_box(Side.AIRTABLE), spacing=22)
        rows.addWidget(self._line)
        foot = line()
        foot.addWidget(self._in_step, 1)
        foot.addWidget(self._only)
        rows.addLayout(foot)

    def _side_box(self, side: Side) -> QWidget:
        box = QWidget()
        row = line(box, spacing=6)
        row.addWidget(side_glyph(side))
        row.addWidget(self._sides[side])
        if side is Side.AIRTABLE:
            row.addWidget(self._sandbox)
        row.addStretch(1)
        return box

    @property
    def only_clashing(self) -> bool:
        """Whether only fields in conflict are shown."""
        return self._only.isChecked()

    def show_view(self, view: ConflictView, position: int, count: int) -> None:
        """Another conflict: the one at a position (from 1) of so many."""
        self._title.setText(plain(view.conflict.label, 300))
        is_schema = view.conflict.kind == "schema"
        self._kind.setText(kind_words(view.conflict))
        self._in_step.setVisible(not is_schema)
        self._only.setVisible(not is_schema)
        for side in Side:
            place = view.local if side is Side.LOCAL else view.airtable
            words = place.name if is_schema else side_words(view, side)
            self._sides[side].set_runs((Run(side_name(side), side.value, "strong"), Run("  " + words, "text2")))
        self._sandbox.set_text(tr("sandbox") if view.airtable.sandbox else "")
        at = view.in_step_at
        self._in_step.setText(tr("Last in step {time}", time=moment(at)) if at else tr("Never in step so far"))
        self.show_position(position, count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long name leaves half of the line to what it waits for."""
        super().resizeEvent(event)
        self._title.setMaximumWidth(max(look().px(200), self.width() // 2))

    def show_position(self, position: int, count: int) -> None:
        """``3 of 14``."""
        self._count.setText(tr("{place} of {count}", place=number(position), count=number(count)))
        for widget in (self._previous, self._count, self._next):
            widget.setVisible(count > 1)
        self._previous.setEnabled(position > 1)
        self._next.setEnabled(position < count)
