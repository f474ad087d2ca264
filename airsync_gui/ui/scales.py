"""The measures of charts: round scales, labels that never overlap, names that stand apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from airsync_gui.wording import number

MOST_STEPS = 3
"""A grid has so many lines at most, and the zero line."""
_ROUND = (1, 2, 5)


class Scale(Struct, frozen=True):
    """From nought to ``top`` in equal round steps."""

    step: float
    count: int

    @property
    def top(self) -> float:
        """The highest line."""
        return self.step * self.count

    @property
    def ticks(self) -> tuple[float, ...]:
        """Every line's value, the zero line's first."""
        return tuple(self.step * number for number in range(self.count + 1))

    def share(self, value: float) -> float:
        """How high a value stands, from 0 to 1."""
        return min(1.0, max(0.0, value / self.top))


def round_scale(largest: float, *, whole: bool = False) -> Scale:
    """The finest scale of steps 1, 2 or 5 (times ten, a hundred …) that the value fits under in three steps.

    Args:
        whole: no step is smaller than 1.
    """
    if not largest > 0:
        return Scale(1, 2)
    exponent = math.floor(math.log10(largest / MOST_STEPS))
    steps = (digit * 10.0**power for power in (exponent, exponent + 1) for digit in _ROUND)
    step = next(step for step in steps if _steps(largest, step) <= MOST_STEPS)
    step = max(step, 1.0) if whole else step
    return Scale(step, max(2, _steps(largest, step)))


def _steps(largest: float, step: float) -> int:
    """How many steps it takes; what is over by no more than rounding does not count."""
    return math.ceil(largest / step - 1e-9)


def tick_text(value: float, unit: str = "") -> str:
    """A line's value: ``1,000 ms``."""
    short = float(f"{value:.6g}")
    return f"{number(value, 0) if value == round(value) else _fraction(short)} {unit}".rstrip()


def _fraction(value: float) -> str:
    return number(value, 0) if value == round(value) else number(value)


class Placed(Struct, frozen=True):
    """A label's number and where it begins."""

    index: int
    left: float


def placed_labels(widths: Sequence[float], room: float, gap: float, most: int = 4) -> tuple[Placed, ...]:
    """Which labels stand below an axis: as many as fit, evenly apart, always with the last one.

    Args:
        widths: each label's; label i belongs below the middle of the i-th of equal slots.
        room: the axis' width; no label leaves it.
        gap: free space between two of them at least.
        most: not more than these.
    """
    count = len(widths)
    for wanted in range(min(most, count), 1, -1):
        chosen = sorted({round(number * (count - 1) / (wanted - 1)) for number in range(wanted)})
        placed = tuple(_placed(index, widths, room) for index in chosen)
        if _all_fit(placed, widths, room, gap):
            return placed
    alone = tuple(_placed(count - 1, widths, room) for _ in range(min(1, count)))
    return alone if _all_fit(alone, widths, room, gap) else ()


def _placed(index: int, widths: Sequence[float], room: float) -> Placed:
    middle = room * (index + 0.5) / len(widths)
    return Placed(index, max(0.0, min(room - widths[index], middle - widths[index] / 2)))


def _all_fit(placed: Sequence[Placed], widths: Sequence[float], room: float, gap: float) -> bool:
    free = -gap
    for label in placed:
        if label.left < free + gap or label.left + widths[label.index] > room + 0.5:
            return False
        free = label.left + widths[label.index]
    return True


def set_apart(middles: Sequence[float], height: float, top: float, bottom: float) -> tuple[float, ...]:
    """Move what stands at these heights so far that nothing overlaps and all is between top and bottom, if it can be.

    Returns:
        The new middles, in the order that was given; whoever stood above still does.
    """
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    moved = list(middles)
    free = top
    for place in order:
        moved[place] = max(middles[place], free + height / 2)
        free = moved[place] + height / 2
    limit = bottom
    for place in reversed(order):
        moved[place] = min(moved[place], limit - height / 2)
        limit = moved[place] - height / 2
    return tuple(moved)
