"""Durations in text cells: seconds, ``h:mm`` or ``h:mm:ss`` as the field shows them; canonical are exact seconds."""

from __future__ import annotations

import re
from decimal import Decimal

from airsync_gui.local.forms import BadCell, CellForm, Texts
from airsync_gui.local.numbers import read_digits
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import number_text

_CLOCK = re.compile(
    r"(?P<sign>-?)(?P<hours>[0-9]{1,12}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9](?:\.[0-9]+)?))?"
)


class DurationForm(CellForm):
    """A column of durations: bare seconds if all its cells are, else the field's ``durationFormat``."""

    trims = True

    def __init__(self, field: Field, texts: Texts) -> None:
        self._format = str(field.result_options.get("durationFormat") or "h:mm:ss")
        cells = [text for text in texts if text.strip()]
        self._bare = bool(cells) and all(":" not in text for text in cells)
        self.about = "seconds" if self._bare else self._format

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        text = text.strip()
        found = _CLOCK.fullmatch(text)
        if found is None:
            return _seconds(text)
        if found["seconds"] is None and self._format != "h:mm":
            rule = f"can be hours and minutes or minutes and seconds (its field shows {self._format})"
            raise BadCell(rule, ambiguous=True, suggestion=f"{text}:00")
        minutes = int(found["hours"]) * 60 + int(found["minutes"])
        seconds, _, fraction = (found["seconds"] or "0").partition(".")
        # Put together as text: Decimal's operators round to 28 digits.
        return Decimal(f"{found['sign']}{minutes * 60 + int(seconds)}.{fraction}")

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if not isinstance(value, Decimal) or not value.is_finite():
            raise BadCell("is not a duration")
        if self._bare:
            return number_text(value)
        whole, _, fraction = number_text(value.copy_abs()).partition(".")
        minutes, seconds = divmod(int(whole), 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{'-' if value < 0 else ''}{hours}:{minutes:02}"
        decimals = fraction.ljust(self._format.partition(".")[2].count("S"), "0")
        # Seconds that h:mm would drop are written all the same: h:mm:ss is read in every format.
        if self._format == "h:mm" and not seconds and not fraction:
            return text
        return f"{text}:{seconds:02}" + (f".{decimals}" if decimals else "")


def _seconds(text: str) -> Decimal:
    digits = read_digits(text.removeprefix("-"), ".")
    if digits is None or digits.group:
        raise BadCell("is not a duration (seconds, h:mm or h:mm:ss)")
    return digits.value.copy_negate() if text.startswith("-") else digits.value
