"""Dates in text cells: ISO, or day, month and year in an order that the column proves.

``05/12/2026`` is a day in May or in December. A day above 12 somewhere in the column settles it for all cells with
the same separator; else such a cell is ambiguous (unless day and month are the same number).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from airsync_gui.local.forms import BadCell, CellForm, Texts, most_common
from airsync_gui.sync.records import Value

Order = Literal["year first", "day first", "month first"]

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,4})([-./])([0-9]{1,2})\2([0-9]{1,4})\.?")


class DateShape(Struct, frozen=True):
    """How a date is written."""

    order: Order = "year first"
    separator: str = "-"
    padded: bool = True

    def show(self, day: date) -> str:
        """The date in this shape."""
        year, width = f"{day.year:04}", 2 if self.padded else 1
        month, number = f"{day.month:0{width}}", f"{day.day:0{width}}"
        parts = {
            "year first": (year, month, number),
            "day first": (number, month, year),
            "month first": (month, number, year),
        }
        return self.separator.join(parts[self.order])


ISO = DateShape()


class DateForm(CellForm):
    """A column of dates."""

    trims = True

    def __init__(self, texts: Texts, style: str = "") -> None:
        cells = [
            (parts, n) for text, n in texts.items() if (parts := _numbers(text.strip())) and _four_digit_year(parts)
        ]
        self._orders = _orders_by_separator(cells, style)
        shapes = ((self._shape(parts), n) for parts, n in cells)
        self._shape_used = most_common(((shape, n) for shape, n in shapes if shape), ISO)
        orders = {order for order in self._orders.values() if order}
        self.proven = orders.pop() if len(orders) == 1 else ""
        self.about = f"date like {self._shape_used.show(date(2026, 5, 31))}"

    @property
    def reads_by(self) -> tuple[object, ...]:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return tuple(sorted(self._orders.items()))

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return self.read_date(text.strip())

    def read_date(self, text: str) -> date:
        """The date in a text without outer blanks. Raises BadCell."""
        iso = _ISO.fullmatch(text)
        if iso is not None:
            return _date(iso[1], iso[2], iso[3])
        parts = _numbers(text)
        if parts is None:
            raise BadCell("is not a date")
        first, separator, second, third = parts
        if len(first) == 4:
            return _date(first, second, third)
        if len(third) != 4:
            raise BadCell("has no year of four digits", ambiguous=len(third) == 2)
        return self._read_short(int(first), int(second), third, self._orders.get(separator))

    def _read_short(self, first: int, second: int, year: str, order: Order | None) -> date:
        if order == "day first" or (order is None and first > 12):
            return _date(year, second, first)
        if order == "month first" or (order is None and second > 12):
            return _date(year, first, second)
        if first != second:
            suggestion = _date(year, second, first).isoformat()
            raise BadCell("can be read day first or month first", ambiguous=True, suggestion=suggestion)
        return _date(year, first, second)

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if not isinstance(value, date):
            raise BadCell("is not a date")
        return self.write_date(value)

    def write_date(self, day: date) -> str:
        """The date in the column's own shape; ISO where the column has none or does not prove it."""
        return self._shape_used.show(day)

    def _shape(self, parts: tuple[str, str, str, str]) -> DateShape | None:
        first, separator, second, third = parts
        numbers = (second, third) if len(first) == 4 else (first, second)
        padded = all(len(number) == 2 for number in numbers)
        if len(first) == 4:
            return DateShape("year first", separator, padded)
        order = self._orders.get(separator)
        return DateShape(order, separator, padded) if order else None


def _numbers(text: str) -> tuple[str, str, str, str] | None:
    found = _NUMBERS.fullmatch(text)
    return (found[1], found[2], found[3], found[4]) if found else None


def _four_digit_year(parts: tuple[str, str, str, str]) -> bool:
    return (len(parts[0]) == 4) != (len(parts[3]) == 4)


def _orders_by_separator(cells: list[tuple[tuple[str, str, str, str], int]], style: str) -> Mapping[str, Order | None]:
    if "day first" in style or "month first" in style:
        chosen: Order = "day first" if "day first" in style else "month first"
        return dict.fromkeys("-./", chosen)
    short = [parts for parts, _ in cells if len(parts[3]) == 4]
    return {separator: _order([p for p in short if p[1] == separator]) for separator in "-./"}


def _order(cells: list[tuple[str, str, str, str]]) -> Order | None:
    day_first = any(int(first) > 12 for first, *_ in cells)
    month_first = any(int(second) > 12 for _, _, second, _ in cells)
    if day_first == month_first:
        return None
    return "day first" if day_first else "month first"


def _date(year: str | int, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise BadCell("is not a date that exists") from error
