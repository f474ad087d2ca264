"""Cells as people see them, for ``cellFormat=string``: numbers and dates in the field's format.

Nobody should parse these texts, Airtable says; ``userLocale`` is asked for and, of what is kept here, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from airsync_gui.sandbox import dates, texts
from airsync_gui.sandbox.model import Base, Field

Options = Mapping[str, Any]

_DATES = {
    "l": "{0.month}/{0.day}/{0.year}",
    "LL": "{0:%B} {0.day}, {0.year}",
    "M/D/YYYY": "{0.month}/{0.day}/{0.year}",
    "D/M/YYYY": "{0.day}/{0.month}/{0.year}",
    "YYYY-MM-DD": "{0:%Y-%m-%d}",
}


def shown(base: Base, field: Field, value: Any, time_zone: str) -> str:
    """A cell in read form as text, instants in ``time_zone``."""
    result = field.options.get("result") or {}
    kind, options = result.get("type", field.type), result.get("options") or field.options
    if kind in ("date", "dateTime", "createdTime", "lastModifiedTime") and isinstance(value, str):
        return _moment(value, kind, options, time_zone)
    if kind in _NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
        return _NUMBERS[kind](value, options)
    return texts.as_text(base, field, value)


def _rounded(value: float, precision: int) -> Decimal:
    number = Decimal(repr(value))
    return number.quantize(Decimal(1).scaleb(-precision), rounding=ROUND_HALF_UP) if number.adjusted() < 15 else number


def _number(value: float, options: Options) -> str:
    return f"{_rounded(value, options.get('precision', 0)):f}"


def _currency(value: float, options: Options) -> str:
    amount = f"{options.get('symbol', '$')}{_rounded(abs(value), options.get('precision', 2)):,f}"
    return "-" + amount if value < 0 else amount


def _percent(value: float, options: Options) -> str:
    return f"{_rounded(round(value * 100, 10), options.get('precision', 0)):f}%"


def _duration(value: float, options: Options) -> str:
    """``h:mm``, ``h:mm:ss`` or with up to three digits behind the seconds."""
    layout = options.get("durationFormat", "h:mm")
    digits = len(layout.partition(".")[2])
    seconds = _rounded(abs(value), digits)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = f"{'-' if value < 0 else ''}{hours:.0f}:{minutes:02.0f}"
    width = 3 + digits if digits else 2
    return f"{clock}:{seconds:0{width}.{digits}f}" if "ss" in layout else clock


_NUMBERS: dict[str, Callable[[float, Options], str]] = {
    "number": _number,
    "currency": _currency,
    "percent": _percent,
    "duration": _duration,
}


def _moment(value: str, kind: str, options: Options, time_zone: str) -> str:
    moment = dates.parse_instant(value)
    if moment is None:
        return value
    day = _DATES.get((options.get("dateFormat") or {}).get("format", ""), _DATES["YYYY-MM-DD"])
    if kind == "date" or len(value) == len("2026-01-02"):
        return day.format(moment)
    local = moment.astimezone(dates.zone(time_zone))
    return f"{day.format(local)} {_time(local, (options.get('timeFormat') or {}).get('format', 'HH:mm'))}"


def _time(local: datetime, layout: str) -> str:
    if layout == "h:mma":
        return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
    return f"{local:%H:%M}"
