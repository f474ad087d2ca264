"""How Airtable is read for each pair: by its change feed, or why not, and whether that lives; one card."""

from __future__ import annotations

from PySide6.QtCore import Qt

from airsync_gui.jobs.health_report import ReadingLine
from airsync_gui.messages import plain
from airsync_gui.ui.cards import Card
from airsync_gui.ui.layouts import clear, column, line
from airsync_gui.ui.marks import Mark, MarkView
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.ui.time_words import moment
from airsync_gui.wording import number, tr

MOST_PAIRS = 8
"""So many pairs have a line of their own; dead feeds come first."""


class ReadingsCard(Card):
    """One line a pair."""

    def __init__(self) -> None:
        super().__init__(tr("How Airtable is read"), "readingsCard")
        self._shown: tuple[ReadingLine, ...] | None = None
        self._lines = column(spacing=4)
        self.rows.addLayout(self._lines)

    def show_readings(self, readings: tuple[ReadingLine, ...]) -> None:
        """In their order, but dead ones first."""
        if readings == self._shown:
            return
        self._shown = readings
        self.setVisible(bool(readings))
        clear(self._lines)
        in_order = sorted(readings, key=lambda reading: not reading.dead)
        for reading in in_order[:MOST_PAIRS]:
            self._add(reading)
        if len(in_order) > MOST_PAIRS:
            self._lines.addWidget(
                RunsLabel((Run(tr("{count} more", count=number(len(in_order) - MOST_PAIRS)), "text2"),))
            )

    def _add(self, reading: ReadingLine) -> None:
        row, words = line(spacing=8), RunsLabel(_runs(reading))
        words.setObjectName(f"reading_{reading.pair_id}")
        row.addWidget(MarkView(_mark(reading)), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self._lines.addLayout(row)


def _mark(reading: ReadingLine) -> Mark:
    if reading.dead:
        return "failed"
    return "in_step" if reading.way == "feed" else "pending"


def _runs(reading: ReadingLine) -> tuple[Run, ...]:
    name = Run(plain(reading.name, 60), font="strong")
    words = Run(f"  {reading.words}", "fail" if reading.dead else "text2")
    if not reading.checked_at:
        return (name, words)
    return (name, words, Run(" " + tr("All records read {moment}.", moment=moment(reading.checked_at)), "text2"))
