"""The cards of a pair's first panel: its two sides, its rules, its fields, and what it wrote day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from airsync_gui.jobs.snapshots import DayCount, Overview, Place
from airsync_gui.messages import plain
from airsync_gui.sync.records import Side
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.cards import Card
from airsync_gui.ui.chart_data import ChartData, Series
from airsync_gui.ui.charts import Chart
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import clear, column, line
from airsync_gui.ui.look import look
from airsync_gui.ui.sides import side_glyph, side_name
from airsync_gui.ui.signs import Glyph, Pill
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.time_words import day_of, moment
from airsync_gui.wording import noop, number, plural, tr

DAYS_TITLE = noop("Fields written, last 14 days")
MOST_LEFT_OUT = 6
"""So many names of fields that take no part are listed."""


class SideCard(QFrame):
    """One side: where it is, how much is in it, and what happened there."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side = side
        self._url = ""
        self.setObjectName(f"{side.value}Card")
        self.setAccessibleName(side_name(side))
        self.setProperty("card", True)
        rows = column(self, margins=(16, 8, 10, 12), spacing=0)
        self._show = Button(
            "",
            f"show{'Local' if side is Side.LOCAL else 'Airtable'}Button",
            "icon",
            "arrow-square-out",
            tip=tr("Show it: {side}", side=side_name(side)),
            on_click=self._on_show,
        )
        self._pill = Pill()
        self._name = ElidedLabel(font="heading")
        self._detail = ElidedLabel(font="small", color="text2")
        rows.addLayout(self._head())
        rows.addSpacing(look().px(2))
        rows.addWidget(self._name)
        rows.addWidget(self._detail)
        rows.addSpacing(look().px(6))
        self._facts = _Facts((tr("Records"), tr("Last change"), tr("Received today")), f"{side.value}Facts")
        rows.addWidget(self._facts)
        rows.addStretch()

    def _head(self) -> QHBoxLayout:
        head = line()
        role = self.side.value
        for widget in (
            side_glyph(self.side),
            Label(side_name(self.side), "strong", role),
            self._pill,
        ):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self._show)
        kept = self._show.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._show.setSizePolicy(kept)
        return head

    def show_place(self, place: Place) -> None:
        """Where it is."""
        self._url = place.url
        self._show.setVisible(bool(place.url))
        self._pill.set_text(tr("sandbox") if place.sandbox else "")
        self._name.setText(plain(place.name))
        self._detail.setText(plain(place.detail))

    def show_facts(self, records: int, changed: datetime | None, received: tuple[int, int]) -> None:
        """What is known of it.

        Args:
            changed: when AirSync last carried over an edit that was made here.
            received: (fields, records) that were written here today.
        """
        fields, of = received
        self._facts.show_values(
            (
                number(records),
                tr("seen {moment}", moment=moment(changed)) if changed is not None else tr("none seen yet"),
                _received(fields, of) if fields else tr("nothing"),
            )
        )

    def clear(self) -> None:
        """Nothing is known yet."""
        self._url = ""
        self._show.hide()
        self._pill.set_text("")
        for label in (self._name, self._detail):
            label.setText("")
        self._facts.show_values(("", "", ""))

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))


def _received(fields: int, records: int) -> str:
    within = plural("{n} record", "{n} records", records)
    return plural("{n} field in {records}", "{n} fields in {records}", fields, records=within)


class _Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self, names: Sequence[str], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._names = tuple(names)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(14))
        grid.setVerticalSpacing(look().px(5))
        grid.setColumnStretch(1, 1)
        self._values = [ElidedLabel() for _ in names]
        for row, (said, value) in enumerate(zip(names, self._values, strict=True)):
            grid.addWidget(Label(said, color="text2"), row, 0)
            grid.addWidget(value, row, 1)

    def show_values(self, values: Sequence[str]) -> None:
        """One for each name."""
        for said, label, value in zip(self._names, self._values, values, strict=True):
            label.setText(value)
            label.setAccessibleName(f"{said}: {value}")


class RulesCard(Card):
    """The pair's rules, each with its icon.

    Signals:
        change_asked: the person wants to change them.
    """

    change_asked = Signal()

    def __init__(self) -> None:
        change = Button(tr("Change…"), "changeRulesButton", "link", tip=tr("Change the rules…"))
        super().__init__(tr("Rules"), "rulesCard", change)
        change.clicked.connect(self.change_asked)
        self._shown: Sequence[tuple[str, str, str]] = ()
        self._list = column(spacing=9)
        self.rows.addLayout(self._list)

    def show_rules(self, rules: Sequence[tuple[str, str, str]]) -> None:
        """(icon, title, text) of each."""
        if rules == self._shown:
            return
        self._shown = rules
        clear(self._list)
        for glyph, title, text in rules:
            row = line(spacing=9)
            words = column()
            words.addWidget(Label(title, "small", "text2"))
            words.addWidget(RunsLabel((Run(plain(text, 600)),)))
            row.addWidget(Glyph(glyph), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addLayout(words, 1)
            self._list.addLayout(row)


class FieldsCard(Card):
    """How many fields are kept in step, which take no part, and how many records a shared key keeps out.

    Signals:
        sharing_asked: the person wants to see these records.
        duplicates_asked: the person wants to look for duplicates, and to merge them.
        fields_asked: the person wants to see each field.
        map_asked: a column that takes no part is to belong to a field.
    """

    sharing_asked = Signal()
    duplicates_asked = Signal()
    fields_asked = Signal()
    map_asked = Signal()

    def __init__(self) -> None:
        show = Button(tr("Show…"), "showFieldsButton", "link", tip=tr("Show the fields"))
        super().__init__(tr("Fields"), "fieldsCard", show)
        show.clicked.connect(self.fields_asked)
        self._shown: tuple[object, ...] = ()
        self._list = column(spacing=8)
        self.rows.addLayout(self._list)

    def clear(self) -> None:
        """Nothing is known yet."""
        self._shown = ()
        clear(self._list)

    def show_fields(self, seen: Overview) -> None:
        """The counts and names."""
        shown = (seen.mapped, seen.computed, seen.left_columns, seen.left_fields, seen.sharing_a_key)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._list)
        self._add("check-circle", tr("{count} mapped", count=number(seen.mapped)))
        if seen.computed:
            self._add("lock-simple", tr("{count} computed, read only", count=number(seen.computed)))
        columns, fields = seen.left_columns, seen.left_fields
        head = plural("{n} column takes no part:", "{n} columns take no part:", len(columns))
        self._add_left_out(head, columns)
        head = plural("{n} Airtable field takes no part:", "{n} Airtable fields take no part:", len(fields))
        self._add_left_out(head, fields)
        if columns and fields:
            self._add_link(tr("Map a column…"), "mapColumnButton", self.map_asked)
        if seen.sharing_a_key:
            held = plural(
                "{n} record held: others have the same key",
                "{n} records held: others have the same key",
                seen.sharing_a_key,
            )
            self._add("copy", held)
            self._add_link(tr("Show them"), "showSharingButton", self.sharing_asked)
        self._add_link(tr("Look for duplicates…"), "duplicatesButton", self.duplicates_asked)

    def _add_link(self, text: str, name: str, asked: SignalInstance) -> None:
        row = line(margins=(22, 0, 0, 0))
        row.addWidget(Button(text, name, "link", on_click=asked.emit))
        row.addStretch(1)
        self._list.addLayout(row)

    def _add(self, glyph: str, text: str) -> None:
        row = line(spacing=9)
        row.addWidget(Glyph(glyph), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(RunsLabel((Run(text),)), 1)
        self._list.addLayout(row)

    def _add_left_out(self, head: str, names: Sequence[str]) -> None:
        if not names:
            return
        self._add("minus-circle", head)
        rest = len(names) - MOST_LEFT_OUT
        for name in names[:MOST_LEFT_OUT]:
            self._add_name(plain(name, 120), "mono")
        if rest > 0:
            self._add_name(tr("and {count} more", count=number(rest)), "small")

    def _add_name(self, text: str, font: str) -> None:
        row = line(margins=(25, 0, 0, 0))
        row.addWidget(RunsLabel((Run(text, "text2", font),)))
        self._list.addLayout(row)


class DaysCard(Card):
    """Fields written on each of the last days: this computer below, Airtable on top."""

    def __init__(self) -> None:
        super().__init__(tr(DAYS_TITLE), "daysCard", legend := QWidget())
        self._legend = legend
        row = line(legend, spacing=6)
        self._words = {side: Label(font="small", color="text2") for side in Side}
        for side, words in self._words.items():
            row.addWidget(side_glyph(side))
            row.addWidget(words)
            row.addSpacing(look().px(6))
        self.chart = Chart(tr(DAYS_TITLE), "daysChart", 190, tr("Nothing written in these days"))
        self.rows.addWidget(self.chart, 1)

    def clear(self) -> None:
        """Nothing is known yet."""
        self._legend.hide()
        self.chart.forget()

    def show_days(self, days: Sequence[DayCount], local_name: str) -> None:
        """One for each day, the present one last."""
        names = {Side.LOCAL: plain(local_name, 24), Side.AIRTABLE: "Airtable"}
        for side, words in self._words.items():
            words.setText(tr("written to {place}", place=names[side]))
        self._legend.show()
        self.chart.set_data(
            ChartData(
                labels=tuple(day_of(entry.day) for entry in days),
                series=_series(days, names[Side.LOCAL]),
                whole=True,
            )
        )


def _series(days: Sequence[DayCount], local_name: str) -> tuple[Series, ...]:
    """None where nothing was written at all."""
    here, there = tuple(entry.to_local for entry in days), tuple(entry.to_airtable for entry in days)
    if not any(here + there):
        return ()
    return (
        Series(tr("written to {place}", place=local_name), here, "local_fill"),
        Series(tr("written to {place}", place="Airtable"), there, "airtable_fill"),
    )
