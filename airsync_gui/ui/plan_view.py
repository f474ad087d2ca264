"""What a plan would do: numbers per side, what is left and why, every record in a table. Nothing is written here."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from airsync_gui.jobs.snapshots import PlanPreview
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui import plan_rows
from airsync_gui.ui.empty_state import EmptyState
from airsync_gui.ui.filter_bar import ALL, FilterBar
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import clear, column, frame, line, rule
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.plan_rows import PlanRow, SideCounts
from airsync_gui.ui.row_model import RowModel
from airsync_gui.ui.sides import side_glyph, side_name
from airsync_gui.ui.signs import Pill
from airsync_gui.ui.table_view import TableView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.wording import number, plural, tr

LEAST_ROWS = 4
"""So many rows of the table can always be seen; where they have no room, the whole view scrolls."""
CARD_LEAST = 400
"""Cards narrower than this stand one above the other."""


class PlanView(QScrollArea):
    """Shows one :class:`PlanPreview`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planView")
        self.setAccessibleName(tr("What would be written"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows: tuple[PlanRow, ...] = ()
        self._preview: PlanPreview | None = None
        ground = frame("surface")
        self.setWidget(ground)
        rows = column(ground)
        self._cards = line(margins=(24, 0, 24, 0), spacing=12)
        self._facts = Flow(gap=24, line_gap=6)
        self.empty = EmptyState("check-circle", "", "")
        self._below: QVBoxLayout = column()
        self._filters: FilterBar | None = None
        self._table: TableView | None = None
        rows.addLayout(self._cards)
        rows.addLayout(_inset(self._facts, top=12))
        rows.addLayout(self._below, 1)

    @property
    def table(self) -> TableView | None:
        """The table, once there is something to show."""
        return self._table

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show_preview(self, preview: PlanPreview) -> None:
        """Show this plan, all that it would write."""
        self._preview = preview
        self._rows = plan_rows.rows_of(preview)
        self._show_cards(preview)
        self._show_facts(preview)
        self._make_table(preview)
        self._show_rows()

    def _show_cards(self, preview: PlanPreview) -> None:
        clear(self._cards)
        for side in Side:
            self._cards.addWidget(_card(preview, side), 1)
        self._turn_cards()

    def _show_facts(self, preview: PlanPreview) -> None:
        clear(self._facts)
        for mark, text in _facts(preview):
            self._facts.addWidget(_fact(mark, text))
        self._facts.add_end(Label(plan_rows.cost_words(preview), "body", "text2", name="planCost"))

    def _make_table(self, preview: PlanPreview) -> None:
        """Filters and a table of their own for each plan, since they name its sides and fields."""
        columns = plan_rows.columns_of(preview)
        self._below.removeWidget(self.empty)
        clear(self._below)
        self._filters = FilterBar(_filter_words(preview), tr("Search records"), "plan")
        self._filters.set_counts({**Counter(row.group for row in self._rows), ALL: len(self._of(ALL))})
        self._filters.changed.connect(self._show_rows)
        model = RowModel(columns, lambda row: row.key, lambda row: plan_rows.described(row, preview), self._filters)
        self._table = TableView(model, "planTable", tr("Records"))
        self._table.setMinimumHeight(self._table.height_of_rows(LEAST_ROWS))
        self._below.addWidget(self._filters)
        self._below.addWidget(rule())
        self._below.addWidget(self._table, 1)
        self._below.addWidget(self.empty, 1)

    def _of(self, group: str) -> list[PlanRow]:
        """The rows under a filter; all is what would be written."""
        wanted = {"local", "airtable"} if group == ALL else {group}
        return [row for row in self._rows if row.group in wanted]

    def _show_rows(self) -> None:
        if self._table is None or self._filters is None:
            return
        sought = self._filters.text
        found = [row for row in self._of(self._filters.chosen) if not sought or sought in row.record.casefold()]
        self._table.rows.show(found, anew=True)
        self._table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.empty.say(*_nothing(sought, self._preview))

    # -- room -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards that would be too narrow stand one above the other."""
        super().resizeEvent(event)
        self._turn_cards()

    def _turn_cards(self) -> None:
        narrow = self.viewport().width() < 2 * look().px(CARD_LEAST)
        direction = QBoxLayout.Direction
        self._cards.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)


def _inset(flow: Flow, *, top: float) -> QBoxLayout:
    row = line(margins=(24, top, 24, 6))
    row.addLayout(flow, 1)
    return row


def _nothing(sought: str, preview: PlanPreview | None) -> tuple[str, str]:
    if sought:
        return tr("No such record"), tr("No record's name holds what you look for.")
    if preview is not None and preview.plan.conflicts:
        return tr("Nothing would be written"), tr("What differs waits for you in Conflicts.")
    return tr("Nothing would be written"), tr("Both sides are in step.")


# -- parts ----------------------------------------------------------------------------------------------------------


def _card(preview: PlanPreview, side: Side) -> QFrame:
    """A side's name and its three numbers."""
    here = side is Side.LOCAL
    place = preview.local if here else preview.airtable
    card = frame(card=True, name="planLocalCard" if here else "planAirtableCard")
    rows = column(card, margins=(16, 12, 16, 12), spacing=6)
    head = line(spacing=10)
    head.addWidget(side_glyph(side))
    word = side_name(side)
    head.addWidget(Label(word, "strong", side.value))
    head.addWidget(ElidedLabel(plain(place.name, 200)), 1)
    if place.sandbox:
        head.addWidget(Pill(tr("sandbox")))
    rows.addLayout(head)
    counts = plan_rows.counts_of(preview, side)
    numbers = line()
    told = _rows_told(counts) if here else _records_told(counts)
    for count, caption in told:
        numbers.addLayout(_number(count, caption), 1)
    rows.addLayout(numbers)
    said = ", ".join(f"{number(count)} {caption}" for count, caption in told)
    card.setAccessibleName(f"{word}, {plain(place.name, 200)}: {said}")
    return card


def _rows_told(counts: SideCounts) -> tuple[tuple[int, str], ...]:
    filled = plural("row filled in", "rows filled in", counts.changed)
    return (
        (counts.added, plural("row added", "rows added", counts.added)),
        (counts.changed, filled if counts.only_blanks else plural("row changed", "rows changed", counts.changed)),
        (counts.deleted, plural("row deleted", "rows deleted", counts.deleted)),
    )


def _records_told(counts: SideCounts) -> tuple[tuple[int, str], ...]:
    filled = plural("record filled in", "records filled in", counts.changed)
    return (
        (counts.added, plural("record added", "records added", counts.added)),
        (counts.changed, filled if counts.only_blanks else plural("record changed", "records changed", counts.changed)),
        (counts.deleted, plural("record deleted", "records deleted", counts.deleted)),
    )


def _number(count: int, caption: str) -> QVBoxLayout:
    rows = column(spacing=2)
    rows.addWidget(Label(number(count), "number", "text" if count else "text3"))
    rows.addWidget(Label(caption, "small", "text2", wrap=True))
    return rows


def _facts(preview: PlanPreview) -> list[tuple[Mark, str]]:
    plan = preview.plan
    equal, conflicts, refused = preview.equal, len(plan.conflicts), len(plan.refusals)
    held, drift = len(plan.held), len(plan.drift)
    facts: tuple[tuple[Mark, int, str], ...] = (
        ("in_step", equal, plural("{n} record is equal already", "{n} records are equal already", equal)),
        ("needs_you", conflicts, _waits(conflicts)),
        ("failed", refused, plural("{n} value would be refused", "{n} values would be refused", refused)),
        ("held", held, _held(held)),
        ("paused", drift, _drift(drift)),
    )
    return [(mark, words) for mark, count, words in facts if count]


def _waits(count: int) -> str:
    return plural(
        "{n} differs on both sides and will wait in Conflicts",
        "{n} differ on both sides and will wait in Conflicts",
        count,
    )


def _held(count: int) -> str:
    return plural(
        "{n} row held: not readable, or without a key of its own",
        "{n} rows held: not readable, or without a key of its own",
        count,
    )


def _drift(count: int) -> str:
    return plural(
        "{n} edit left as it is: this pair goes one way",
        "{n} edits left as they are: this pair goes one way",
        count,
    )


def _fact(mark: Mark, text: str) -> QWidget:
    whole = QWidget()
    row = line(whole)
    row.addWidget(MarkView(mark))
    row.addWidget(RunsLabel((Run(text, "text2"),)), 1)
    return whole


def _filter_words(preview: PlanPreview) -> dict[str, str]:
    return {
        ALL: tr("All"),
        "airtable": tr("To Airtable"),
        "local": tr("To {place}", place=plan_rows.short_name(preview)),
        "conflicts": tr("Waits in Conflicts"),
        "refused": tr("Refused"),
        "held": tr("Held"),
        "drift": tr("Left as it is"),
    }
