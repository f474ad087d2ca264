"""The cards of the health panel: figures in a row, and the month's API calls against the allowance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from airsync_gui.jobs.health_report import HealthReport
from airsync_gui.messages import plain
from airsync_gui.ui.cards import Card
from airsync_gui.ui.columns import Columns
from airsync_gui.ui.health_words import Figure
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import clear, column, line, rule
from airsync_gui.ui.look import look, metrics
from airsync_gui.ui.meter import Meter, ShareBar, month_sentence, passes
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.wording import month_name, noop, number, tr

MOST_PAIRS = 8
"""So many pairs have a bar of their own."""
ONLY_OURS = noop("Calls by AirSync; Airtable does not tell of those by other programs.")


class _FigureView(QWidget):
    """A title, a large number, and a note."""

    def __init__(self, title: str) -> None:
        super().__init__()
        row = line(self, spacing=18)
        self.rule = rule(down=True)
        self._labels = [Label(title, "small", "text2"), Label(font="number"), Label(font="small", color="text2")]
        words = column()
        for label in self._labels:
            words.addWidget(label)
        row.addWidget(self.rule)
        row.addLayout(words, 1)

    def show_figure(self, figure: Figure) -> None:
        """Title and number are read as one."""
        for label, text in zip(self._labels, (figure.title, figure.number, figure.note), strict=True):
            label.setText(text)
        self._labels[1].setAccessibleName(f"{figure.title}: {figure.number}, {figure.note}".rstrip(", "))


class _FigureColumns(Columns):
    """Hairlines stand between them only while all are in one row."""

    def __init__(self, views: Sequence[_FigureView]) -> None:
        super().__init__(112)
        self._views = views
        for view in views:
            self.add(view)
        self._draw_rules()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns."""
        super().resizeEvent(event)
        self._draw_rules()

    def _draw_rules(self) -> None:
        for place, view in enumerate(self._views):
            view.rule.setVisible(bool(place) and self.count == len(self._views))


class FiguresCard(QFrame):
    """Five figures."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figuresCard")
        self.setAccessibleName(tr("Figures"))
        self.setProperty("card", True)
        self._views = [
            _FigureView(title) for title in (tr("Requests"), tr("Errors"), tr("Rate limited"), tr("Mean"), tr("p95"))
        ]
        column(self, margins=(18, 12, 18, 12)).addWidget(_FigureColumns(self._views))

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """In their order."""
        for view, figure in zip(self._views, figures, strict=True):
            view.show_figure(figure)


class CallsCard(Card):
    """This month's API calls: how many, of how many, what it will come to, and for which pairs."""

    def __init__(self) -> None:
        super().__init__(tr("API calls this month"), "callsCard")
        self._shown: tuple[tuple[str, int], ...] = ()
        self._number, self._of = Label(font="number", name="callsNumber"), Label(color="text2", name="callsAllowance")
        self._resets = Label(font="small", color="text2")
        self._meter = Meter(large=True)
        self._sentence = RunsLabel()
        self._sentence.setObjectName("callsSentence")
        self._pairs = column(spacing=4)
        self._lay_out()

    def _lay_out(self) -> None:
        count = line(spacing=8)
        for widget in (self._number, self._of):
            count.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        count.addStretch()
        count.addWidget(self._resets, 0, Qt.AlignmentFlag.AlignBottom)
        self.rows.addLayout(count)
        self.rows.addWidget(self._meter)
        self.rows.addWidget(self._sentence)
        self.rows.addSpacing(look().px(2))
        self.rows.addLayout(self._pairs)
        self.rows.addStretch()
        self.rows.addWidget(RunsLabel((Run(tr(ONLY_OURS), "text3", "small"),)))

    def show_calls(self, report: HealthReport, now: datetime) -> None:
        """The month's figures.

        Args:
            now: the month is this one's, in UTC, as Airtable's is.
        """
        used, forecast, allowance = report.calls_this_month, report.forecast, report.allowance
        self.set_title(tr("API calls in {month}", month=month_name(now)))
        self._number.setText(number(used))
        self._of.setText(tr("of {allowance}", allowance=number(allowance)) if allowance is not None else "")
        resets = tr("resets 1 {month}", month=month_name(_next_month(now)))
        self._resets.setText(resets if allowance is not None else "")
        self._meter.set_values(used, forecast, allowance)
        said = month_sentence(used, forecast, allowance, now)
        over = passes(used, forecast, allowance)
        self._sentence.set_runs(_with_bold(said, number(forecast), "fail" if over else "text2"))
        self._show_pairs(report.by_pair)

    def _show_pairs(self, by_pair: tuple[tuple[str, int], ...]) -> None:
        if by_pair == self._shown:
            return
        self._shown = by_pair
        clear(self._pairs)
        largest = max((count for _, count in by_pair), default=0)
        shown, rest = by_pair[:MOST_PAIRS], by_pair[MOST_PAIRS:]
        for name, count in shown:
            self._add_pair(plain(name, 60), count, largest)
        if rest:
            more = sum(count for _, count in rest)
            self._add_pair(tr("{count} more", count=number(len(rest))), more, max(largest, more))

    def _add_pair(self, name: str, count: int, largest: int) -> None:
        row = line(spacing=10)
        label, bar, calls = ElidedLabel(name, "small"), ShareBar(), Label(number(count), "small", "text2")
        label.setAccessibleName(f"{name}: {number(count)}")
        bar.set_share(count / largest if largest else 0)
        calls.setMinimumWidth(round(metrics(look().fonts.small).horizontalAdvance(number(largest))) + 1)
        calls.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label, 5)
        row.addWidget(bar, 9)
        row.addWidget(calls)
        self._pairs.addLayout(row)


def _next_month(now: datetime) -> datetime:
    return now.replace(day=1) + timedelta(days=32)


def _with_bold(text: str, part: str, color: str) -> tuple[Run, ...]:
    before, found, after = text.partition(part)
    dressed = Run(before, color), Run(found, "fail" if color == "fail" else "text", "strong"), Run(after, color)
    return tuple(run for run in dressed if run.text)
