"""What a chart shows, as frozen values, and the same in words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from airsync_gui.ui.scales import tick_text


class Series(Struct, frozen=True):
    """One row of values, one for each label.

    Attributes:
        values: None where there is none (a line has a gap there).
        color: a colour's role.
        kind: bars are stacked in their order, the first one below.
        filled: a line with a tinted ground.
    """

    name: str
    values: tuple[float | None, ...]
    color: str
    kind: Literal["bar", "line"] = "bar"
    dashed: bool = False
    filled: bool = False


class ChartData(Struct, frozen=True):
    """What a chart shows.

    Attributes:
        labels: one for each slot of time, the earliest first; as many as fit are drawn.
        unit: said after each number.
        whole: only whole numbers occur.
        threshold: a dashed red line, with its words.
    """

    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    whole: bool = False
    threshold: float | None = None
    threshold_words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known; noughts are."""
        return all(value is None for series in self.series for value in series.values)

    @property
    def largest(self) -> float:
        """The highest that has to fit."""
        bars = [s.values for s in self.series if s.kind == "bar"]
        stacks = [sum(value or 0 for value in slot) for slot in zip(*bars, strict=True)]
        lines = [value for s in self.series if s.kind == "line" for value in s.values if value is not None]
        return max([*stacks, *lines, self.threshold or 0], default=0)

    def slot_words(self, number: int) -> str:
        """One slot's values: ``13:35: mean 212 ms, p95 468 ms``; empty where it has none."""
        said = [
            f"{series.name} {tick_text(_short(value), self.unit)}"
            for series in self.series
            if (value := series.values[number]) is not None
        ]
        return f"{self.labels[number]}: {', '.join(said)}" if said else ""

    def latest_words(self) -> str:
        """The last slot that has values."""
        said = (self.slot_words(number) for number in reversed(range(len(self.labels))))
        return next((words for words in said if words), "")


def _short(value: float) -> float:
    """Three digits are enough to say."""
    return round(value) if value >= 100 else round(value, 1)
