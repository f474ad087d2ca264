"""Functions of formulas that look at nothing but their arguments.

An ArithmeticError, LookupError, ValueError or re.error that one raises means a Failure, too: see :mod:`.formula`.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from urllib.parse import quote

from msgspec import Struct

from airsync_gui.sandbox import dates
from airsync_gui.sandbox.cells import js_number
from airsync_gui.sandbox.formula_values import Failure, Value, instant_of, is_true, number_of, text_of

_UNITS = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16, "second": 19, "millisecond": 23}
"""How many characters of the ISO text two instants share when they are the same in this unit."""

_FORMATS = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}
_FORMAT_TOKEN = re.compile("|".join([*_FORMATS, "SSS"]))


def _find(needle: Value, text: Value, start: Value = 1) -> int:
    """Position from 1, 0 where there is none; case counts."""
    return text_of(text).find(text_of(needle), max(int(number_of(start)) - 1, 0)) + 1


def _search(needle: Value, text: Value, start: Value = 1) -> int | None:
    """Like FIND, but case does not count, and blank where there is none."""
    return _find(text_of(needle).lower(), text_of(text).lower(), start) or None


def _both(left: Value, right: Value) -> bool:
    """Whether there are two dates to compare; a blank one is neither before nor after anything."""
    return left is not None and right is not None


def _is_same(left: Value, right: Value, unit: Value = "millisecond") -> bool:
    if not _both(left, right):
        return False
    length = _UNITS[text_of(unit).rstrip("s")]
    return dates.instant_text(instant_of(left))[:length] == dates.instant_text(instant_of(right))[:length]


def _parse(text: Value, layout: Value = None) -> datetime:
    """DATETIME_PARSE: ISO, or a layout of ``YYYY MM DD HH mm ss``."""
    if layout is None or isinstance(text, datetime):
        return instant_of(text)
    pattern = _FORMAT_TOKEN.sub(lambda found: _FORMATS.get(found[0], "%f"), text_of(layout).replace("%", "%%"))
    return datetime.strptime(text_of(text), pattern).replace(tzinfo=UTC)


def _format(moment: Value, layout: Value = None) -> str:
    """DATETIME_FORMAT with ``YYYY MM DD HH mm ss SSS``; ISO without a layout."""
    instant = instant_of(moment)
    if layout is None:
        return dates.instant_text(instant)

    def part(found: re.Match[str]) -> str:
        code = _FORMATS.get(found[0])
        return instant.strftime(code) if code else f"{instant.microsecond // 1000:03d}"

    return _FORMAT_TOKEN.sub(part, text_of(layout))


def _extract(text: Value, pattern: Value) -> str:
    found = re.search(text_of(pattern), text_of(text))
    if found is None:
        raise Failure
    return found[0]


def _substitute(text: Value, old: Value, new: Value, index: Value = None) -> str:
    """All of ``old`` replaced, or just its ``index``-th (from 1)."""
    whole, sought, put = text_of(text), text_of(old), text_of(new)
    if index is None or not sought:
        return whole.replace(sought, put) if sought else whole
    parts = whole.split(sought)
    number = int(number_of(index))
    if not 1 <= number < len(parts):
        return whole
    return sought.join(parts[:number]) + put + sought.join(parts[number:])


def _replace(text: Value, start: Value, count: Value, new: Value) -> str:
    whole, first = text_of(text), max(int(number_of(start)) - 1, 0)
    return whole[:first] + text_of(new) + whole[first + int(number_of(count)) :]


def _mid(text: Value, start: Value, count: Value) -> str:
    first = max(int(number_of(start)) - 1, 0)
    return text_of(text)[first : first + int(number_of(count))]


def _to_places(rounding: str) -> Callable[..., float]:
    def convert(value: Value, places: Value = 0) -> float:
        step = Decimal(1).scaleb(-int(number_of(places)))
        return js_number(float(Decimal(repr(number_of(value))).quantize(step, rounding=rounding)))

    return convert


def _to_multiple(toward: Callable[[float], int]) -> Callable[..., float]:
    def convert(value: Value, step: Value = 1) -> float:
        size = number_of(step)
        return js_number(toward(number_of(value) / size) * size)

    return convert


def _numbers(values: Sequence[Value]) -> list[float]:
    """Those that are numbers; what is none counts for nothing."""
    return [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


def _average(*values: Value) -> float:
    found = _numbers(values)
    return sum(found) / len(found)


def _modulo(value: Value, divisor: Value) -> float:
    return number_of(value) % number_of(divisor)


def _value(text: Value) -> float:
    """The number in a text, without signs of currency and such."""
    return number_of(re.sub(r"[^0-9.eE+-]", "", text_of(text)))


_SECONDS = {"week": 604_800.0, "day": 86_400.0, "hour": 3_600.0, "minute": 60.0, "second": 1.0, "millisecond": 0.001}
_SHORT_UNITS = {"w": "week", "d": "day", "h": "hour", "m": "minute", "s": "second", "ms": "millisecond"}


def _unit(name: Value) -> str:
    text = text_of(name)
    return _SHORT_UNITS.get(text, text.rstrip("s").lower())


def _add(moment: Value, count: Value, unit: Value) -> datetime:
    start, number, name = instant_of(moment), number_of(count), _unit(unit)
    months = {"month": 1, "quarter": 3, "year": 12}.get(name)
    if months:
        return _months_later(start, int(number) * months)
    return start + timedelta(seconds=number * _SECONDS[name])


def _months_later(start: datetime, months: int) -> datetime:
    """The same day so many months later, or the month's last."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


def _difference(later: Value, earlier: Value, unit: Value = "second") -> float:
    """Whole units from ``earlier`` to ``later``."""
    end, start, name = instant_of(later), instant_of(earlier), _unit(unit)
    if name in ("month", "quarter", "year"):
        months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
        return months // {"month": 1, "quarter": 3, "year": 12}[name]
    return int((end - start).total_seconds() / _SECONDS[name])


def _in_zone(moment: Value, name: Value) -> datetime:
    """The wall clock there, as if it were UTC, so that the other functions show it."""
    return instant_of(moment).astimezone(dates.zone(text_of(name))).replace(tzinfo=UTC)


class Function(Struct, frozen=True):
    """How many arguments it takes, and what it makes of them."""

    least: int
    most: int
    run: Callable[..., Value]


_MANY = 100_000
FUNCTIONS = {
    "TRUE": Function(0, 0, lambda: True),
    "FALSE": Function(0, 0, lambda: False),
    "BLANK": Function(0, 0, lambda: None),
    "NOT": Function(1, 1, lambda value: not is_true(value)),
    "XOR": Function(1, _MANY, lambda *values: sum(map(is_true, values)) % 2 == 1),
    "IS_AFTER": Function(2, 2, lambda left, right: _both(left, right) and instant_of(left) > instant_of(right)),
    "IS_BEFORE": Function(2, 2, lambda left, right: _both(left, right) and instant_of(left) < instant_of(right)),
    "IS_SAME": Function(2, 3, _is_same),
    "DATETIME_PARSE": Function(1, 2, _parse),
    "DATETIME_FORMAT": Function(1, 2, _format),
    "FIND": Function(2, 3, _find),
    "SEARCH": Function(2, 3, _search),
    "LOWER": Function(1, 1, lambda value: text_of(value).lower()),
    "UPPER": Function(1, 1, lambda value: text_of(value).upper()),
    "TRIM": Function(1, 1, lambda value: text_of(value).strip()),
    "LEN": Function(1, 1, lambda value: len(text_of(value))),
    "CONCATENATE": Function(1, _MANY, lambda *values: "".join(map(text_of, values))),
    "ARRAYJOIN": Function(1, 2, lambda values, separator=", ": text_of(values).replace(", ", text_of(separator))),
    "LEFT": Function(2, 2, lambda value, count: text_of(value)[: max(int(number_of(count)), 0)]),
    "RIGHT": Function(2, 2, lambda value, count: text_of(value)[-int(number_of(count)) :] if count else ""),
    "MID": Function(3, 3, _mid),
    "REPLACE": Function(4, 4, _replace),
    "SUBSTITUTE": Function(3, 4, _substitute),
    "REPT": Function(2, 2, lambda value, count: text_of(value) * min(int(number_of(count)), 1000)),
    "EXACT": Function(2, 2, lambda left, right: text_of(left) == text_of(right)),
    "T": Function(1, 1, lambda value: value if isinstance(value, str) else None),
    "VALUE": Function(1, 1, _value),
    "REGEX_MATCH": Function(2, 2, lambda value, pattern: re.search(text_of(pattern), text_of(value)) is not None),
    "REGEX_EXTRACT": Function(2, 2, _extract),
    "REGEX_REPLACE": Function(3, 3, lambda value, pattern, new: re.sub(text_of(pattern), text_of(new), text_of(value))),
    "ENCODE_URL_COMPONENT": Function(1, 1, lambda value: quote(text_of(value), safe="")),
    "ABS": Function(1, 1, lambda value: abs(number_of(value))),
    "INT": Function(1, 1, lambda value: math.floor(number_of(value))),
    "ROUND": Function(1, 2, _to_places(ROUND_HALF_UP)),
    "ROUNDUP": Function(1, 2, _to_places(ROUND_UP)),
    "ROUNDDOWN": Function(1, 2, _to_places(ROUND_DOWN)),
    "CEILING": Function(1, 2, _to_multiple(math.ceil)),
    "FLOOR": Function(1, 2, _to_multiple(math.floor)),
    "MOD": Function(2, 2, _modulo),
    "SUM": Function(1, _MANY, lambda *values: sum(_numbers(values))),
    "AVERAGE": Function(1, _MANY, _average),
    "MIN": Function(1, _MANY, lambda *values: min(_numbers(values), default=0)),
    "MAX": Function(1, _MANY, lambda *values: max(_numbers(values), default=0)),
    "COUNT": Function(1, _MANY, lambda *values: len(_numbers(values))),
    "COUNTA": Function(1, _MANY, lambda *values: sum(value is not None and value != "" for value in values)),
    "COUNTALL": Function(1, _MANY, lambda *values: len(values)),
    "DATEADD": Function(3, 3, _add),
    "DATETIME_DIFF": Function(2, 3, _difference),
    "DATESTR": Function(1, 1, lambda moment: f"{instant_of(moment):%Y-%m-%d}"),
    "TIMESTR": Function(1, 1, lambda moment: f"{instant_of(moment):%H:%M:%S}"),
    "SET_TIMEZONE": Function(2, 2, _in_zone),
    "YEAR": Function(1, 1, lambda moment: instant_of(moment).year),
    "MONTH": Function(1, 1, lambda moment: instant_of(moment).month),
    "DAY": Function(1, 1, lambda moment: instant_of(moment).day),
    "HOUR": Function(1, 1, lambda moment: instant_of(moment).hour),
    "MINUTE": Function(1, 1, lambda moment: instant_of(moment).minute),
    "SECOND": Function(1, 1, lambda moment: instant_of(moment).second),
    "WEEKDAY": Function(1, 1, lambda moment: instant_of(moment).isoweekday() % 7),
}
