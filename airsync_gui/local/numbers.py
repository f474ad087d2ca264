"""Numbers in text cells: decimal point or comma, thousands, currency and per cent signs. Exact, never a float.

``1,234`` is a thousand or a little over one. Which, only the column can tell: ``1,234.5`` or ``0.5`` elsewhere in it
prove the point, ``1.234,5`` or ``0,5`` the comma. Without a proof such a cell is ambiguous. ``1.234`` alone is read
with the point, our own form, except where the field keeps no decimals at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from airsync_gui.local.forms import BadCell, CellForm, Texts, most_common
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import number_text

Mark = Literal[".", ","]

_BLANKS = " \u00a0\u2009\u202f"
_SIGNS = "+\\-\u2212"
_CURRENCIES = "[$¢£¤¥฿\u20a0-\u20cf]"
_PLAIN = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?")
_UNIT = r"[^\W\d_][^\s\d,.;]{0,11}|[°µ%‰][^\W\d_]{0,3}"
_WITH_UNIT = re.compile(rf"(?P<number>[{_SIGNS}]?[0-9][0-9.,'’{_BLANKS}]{{0,60}}?)[{_BLANKS}]*(?P<unit>{_UNIT})")
_UNIT_STYLE = re.compile(rf"(?:^|, ?)unit (?P<unit>{_UNIT})(?:,|$)")


class WithUnit(Struct, frozen=True):
    """A cell that is a number but for the unit after it: ``32 g``, ``32``, ``g``."""

    text: str
    number: str
    unit: str

    @property
    def style(self) -> str:
        """What a pair says about a column to have this unit left off."""
        return f"unit {self.unit}"


def with_unit(texts: Iterable[str]) -> WithUnit | None:
    """The first of these cells that has the unit that most of them have; None where none has one."""
    found = [WithUnit(text, m["number"], m["unit"]) for text in texts if (m := _WITH_UNIT.fullmatch(text.strip()))]
    counts = Counter(each.unit for each in found)
    return max(found, key=lambda each: counts[each.unit], default=None)


def _grouped(mark: Mark) -> re.Pattern[str]:
    other = "," if mark == "." else "."
    return re.compile(
        rf"(?:(?P<grouped>[1-9][0-9]{{0,2}}(?P<group>[{other}'’{_BLANKS}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
        rf"|(?P<whole>[0-9]*))(?:\{mark}(?P<decimals>[0-9]+))?(?:[eE](?P<exponent>[+-]?[0-9]{{1,3}}))?"
    )


_GROUPED: dict[Mark, re.Pattern[str]] = {".": _grouped("."), ",": _grouped(",")}


class Digits(Struct, frozen=True):
    """A number without sign and dress, read with one decimal mark."""

    value: Decimal
    group: str = ""
    decimals: int = 0
    long: bool = False
    """Whether it has four or more digits before the mark, so that thousands would be separated."""


def read_digits(text: str, mark: Mark) -> Digits | None:
    """``1.234,5`` by its decimal mark; None if it is no number that way."""
    found = _GROUPED[mark].fullmatch(text)
    if found is None:
        return None
    grouped, group, whole, decimals, exponent = found.group("grouped", "group", "whole", "decimals", "exponent")
    if grouped and exponent:
        return None
    whole = grouped.replace(group, "") if grouped else whole
    if not whole and not decimals:
        return None
    value = Decimal(f"{whole}.{decimals or ''}E{exponent or '0'}")
    return Digits(value, group or "", len(decimals or ""), len(whole) > 3)


class Seen(Struct, frozen=True):
    """One cell, taken apart; ``point`` and ``comma`` are its two readings, with the sign."""

    point: Decimal | None
    comma: Decimal | None
    shape: Digits
    prefix: str = ""
    suffix: str = ""

    @property
    def lookalike(self) -> bool:
        """Whether it is one number with a decimal point and another with a decimal comma."""
        return self.point is not None and self.comma is not None and self.point != self.comma


class Dress:
    """What may stand around the digits: a currency sign before or after, or a per cent sign after."""

    def __init__(self, before: str, after: str) -> None:
        blanks = f"[{_BLANKS}]*"
        self._pattern = re.compile(
            rf"(?P<sign>[{_SIGNS}]?)(?P<prefix>(?:(?:{before}){blanks})?)(?P<inner>[{_SIGNS}]?)"
            rf"(?P<digits>[0-9.,][0-9.,'’eE+\-{_BLANKS}]*?)(?P<suffix>(?:{blanks}(?:{after}))?)"
        )

    def take_off(self, text: str) -> Seen | None:
        """The parts of a cell; None if it is no number in any reading."""
        text = text.strip()
        plain = _PLAIN.fullmatch(text)
        if plain is not None and not _might_be_grouped(text, plain[1]):
            return _plainly(text, plain[1])
        found = self._pattern.fullmatch(text)
        if found is None or (found["sign"] and found["inner"]):
            return None
        point, comma = _readings(found["digits"])
        shape = point or comma
        if shape is None:
            return None
        negative = (found["sign"] or found["inner"]) in ("-", "\u2212")
        return Seen(
            _signed(point, negative),
            _signed(comma, negative),
            shape,
            found["prefix"],
            found["suffix"],
        )


def _readings(text: str) -> tuple[Digits | None, Digits | None]:
    """With a decimal point and with a decimal comma; what can't be either way is told without trying."""
    points, commas = "." in text, "," in text
    if not points and not commas:
        both = read_digits(text, ".")
        return both, both
    grouped = text[-4:-3]
    point = None if commas and not points and grouped != "," else read_digits(text, ".")
    comma = None if points and not commas and grouped != "." else read_digits(text, ",")
    return point, comma


def _signed(digits: Digits | None, negative: bool) -> Decimal | None:
    # Decimal's operators round to 28 digits, even minus; its copy_… methods never do.
    if digits is None:
        return None
    return digits.value.copy_negate() if negative else digits.value


def _might_be_grouped(text: str, decimals: str | None) -> bool:
    return decimals is not None and len(decimals) == 4 and len(text) <= 8


def _plainly(text: str, decimals: str | None) -> Seen:
    value = Decimal(text)
    long = len(text) - len(decimals or "") - (text[0] == "-") > 3
    shape = Digits(value, "", len(decimals) - 1 if decimals else 0, long)
    return Seen(value, None if decimals else value, shape)


class NumberForm(CellForm):
    """A column of numbers.

    Attributes:
        mark: the decimal mark; None where the column can be read in two ways and does not say which.
    """

    trims = True
    wrong = "is not a number"

    def __init__(self, field: Field, texts: Texts, style: str = "") -> None:
        named = _UNIT_STYLE.search(style)
        self._unit = named["unit"] if named else ""
        symbol = str(field.result_options.get("symbol") or "")
        currency = f"{_CURRENCIES}|{re.escape(symbol)}" if symbol else _CURRENCIES
        self._dress = self._dress_of(currency)
        self._whole = field.result_options.get("precision") == 0
        self._parts = {text: parts for text in texts if (parts := self._dress.take_off(text))}
        seen = [(parts, texts[text]) for text, parts in self._parts.items()]
        self._lookalikes = any(parts.lookalike for parts, _ in seen)
        self.mark, self.proven = self._find_mark(seen, style)
        self._find_shape([(self._shape_of(parts), count) for parts, count in seen])
        self._find_dress(seen, symbol)
        self.about = self._describe()

    def _dress_of(self, currency: str) -> Dress:
        return Dress(currency, f"{currency}|{re.escape(self._unit)}" if self._unit else currency)

    @property
    def reads_by(self) -> tuple[object, ...]:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return self.mark, sorted(self._foreign), *([self._unit] if self._unit else [])

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return self._exact(self._read_parts(text))

    def _read_parts(self, text: str) -> tuple[Decimal, Seen]:
        parts = self._parts.get(text) or self._dress.take_off(text)
        if parts is None:
            raise BadCell(self.wrong)
        self._check_currency(parts)
        if parts.lookalike and self.mark is None:
            suggestion = number_text(parts.point or Decimal(0))
            raise BadCell("can be read with a decimal point or a decimal comma", ambiguous=True, suggestion=suggestion)
        mine, other = (parts.comma, parts.point) if self.mark == "," else (parts.point, parts.comma)
        value = mine if mine is not None else other
        assert value is not None  # take_off gives at least one reading
        return value, parts

    def _exact(self, read: tuple[Decimal, Seen]) -> Decimal:
        return read[0]

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if not isinstance(value, Decimal) or not value.is_finite():
            raise BadCell(self.wrong)
        sign, digits = "-" if value < 0 else "", self._digits(value.copy_abs())
        return f"{sign}{self._prefix}{digits}{self._suffix}"

    def _digits(self, value: Decimal) -> str:
        whole, _, decimals = number_text(value).partition(".")
        if self.mark is None:
            return self._unclear(whole, decimals)
        decimals = decimals.ljust(self._places, "0")
        if self._lookalikes and self._has_decimals:
            decimals = decimals or "0"  # this cell may replace the one that proves the mark
        text = self._join(whole, decimals, self._group)
        if not self._deceptive(text):
            return text
        if self._has_decimals or decimals:
            return self._join(whole, decimals + "0", self._group)
        return self._join(whole, decimals, "")

    def _deceptive(self, text: str) -> bool:
        """Whether the written cell, left alone in its column, would be read otherwise or be ambiguous."""
        if "." not in text and "," not in text:
            return False  # both readings are one
        point, comma = read_digits(text, "."), read_digits(text, ",")
        if point is None or comma is None or point.value == comma.value:
            return False
        own_form = self.mark == "." and not self._group and not self._whole
        return not own_form and self._places != 3

    def _unclear(self, whole: str, decimals: str) -> str:
        # A written "1.5" would become the proof by which the next reading settles "1,234". That is a person's to say.
        if decimals and self._lookalikes:
            raise BadCell("can't be written while its column does not tell a decimal point from a decimal comma")
        return f"{whole}.{decimals}" if decimals else whole

    def _join(self, whole: str, decimals: str, group: str) -> str:
        if group:
            head = len(whole) % 3 or 3
            whole = group.join([whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))])
        return f"{whole}{self.mark}{decimals}" if decimals else whole

    def _find_mark(self, seen: list[tuple[Seen, int]], style: str) -> tuple[Mark | None, str]:
        if "decimal comma" in style or "decimal point" in style:
            return (",", "decimal comma") if "decimal comma" in style else (".", "decimal point")
        point = any(parts.comma is None for parts, _ in seen)
        comma = any(parts.point is None for parts, _ in seen)
        if point != comma:
            return (".", "decimal point") if point else (",", "decimal comma")
        if not self._lookalikes:
            return ("." if not point else None), ""
        plain = all(not parts.lookalike or _is_plain(parts) for parts, _ in seen)
        return ("." if plain and not point and not self._whole else None), ""

    def _shape_of(self, parts: Seen) -> Digits:
        if self.mark != "," or parts.comma is None or not parts.lookalike:
            return parts.shape
        # The parts were taken with the point; with the comma, mark and thousands change places.
        if parts.shape.group:
            return Digits(parts.comma, "", 3, False)
        return Digits(parts.comma, ".", 0, True)

    def _find_shape(self, shapes: list[tuple[Digits, int]]) -> None:
        counts = {shape.decimals for shape, _ in shapes}
        enough = sum(count for _, count in shapes) > 1
        self._places = max(counts) if len(counts) == 1 and enough and max(counts) > 1 else 0
        self._has_decimals = any(counts)
        self._group = most_common(((shape.group, count) for shape, count in shapes if shape.long), "")

    def _find_dress(self, seen: list[tuple[Seen, int]], symbol: str) -> None:
        dresses = {(parts.prefix, parts.suffix) for parts, _ in seen}
        self._prefix, self._suffix = dresses.pop() if len(dresses) == 1 else ("", "")
        signs = {(parts.prefix + parts.suffix).strip(_BLANKS) for parts, _ in seen} - {"", "%", self._unit}
        self._foreign = signs - {symbol} if len(signs) > 1 else frozenset()

    def _check_currency(self, parts: Seen) -> None:
        if (parts.prefix + parts.suffix).strip(_BLANKS) in self._foreign:
            raise BadCell("is in a column with several currencies", ambiguous=True)

    def _describe(self) -> str:
        if self.mark is None:
            return "numbers, decimal mark unclear"
        words = ["decimal comma" if self.mark == "," else "decimal point"]
        words += [f"thousands by {'a blank' if self._group in _BLANKS else self._group}"] if self._group else []
        sign = self._unit or (self._prefix + self._suffix).strip(_BLANKS)
        return ", ".join(words + ([f"with {sign}"] if sign else []))


def _is_plain(parts: Seen) -> bool:
    return not parts.shape.group and not parts.prefix and not parts.suffix


class WholeNumberForm(NumberForm):
    """A rating or a count: a number without decimals."""

    wrong = "is not a whole number"

    def _exact(self, read: tuple[Decimal, Seen]) -> Decimal:
        if read[0] != read[0].to_integral_value():
            raise BadCell(self.wrong)
        return read[0]

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if isinstance(value, Decimal) and value != value.to_integral_value():
            raise BadCell(self.wrong)
        return super().write(value)


class PercentForm(NumberForm):
    """A percentage; its canonical value is a fraction, ``12.5%`` is 0.125.

    A bare number in a column with ``%`` cells could be either, and is ambiguous unless the pair says so.
    """

    wrong = "is not a percentage"

    def __init__(self, field: Field, texts: Texts, style: str = "") -> None:
        signs = sum(count for text, count in texts.items() if text.rstrip().endswith("%"))
        self._bare = "fraction" if not signs or "fraction" in style else "percent" if "percent" in style else None
        self._percent = bool(signs) or "percent" in style
        super().__init__(field, texts, style)
        self._whole = False
        if self._percent:
            self._suffix = self._suffix or "%"
            self._prefix = ""

    def _dress_of(self, currency: str) -> Dress:
        return Dress("(?!)", "%")

    @property
    def reads_by(self) -> tuple[object, ...]:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return *super().reads_by, self._bare, self._percent

    def _exact(self, read: tuple[Decimal, Seen]) -> Decimal:
        value, parts = read
        if parts.suffix or (self._bare == "percent" and self._percent):
            return _shifted(value, -2)
        if self._bare is None and value:
            suggestion = f"{number_text(value)}%"
            raise BadCell("has no % while other cells of its column do", ambiguous=True, suggestion=suggestion)
        return value

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if self._percent and isinstance(value, Decimal) and value.is_finite():
            value = _shifted(value, 2)
        return super().write(value)

    def _describe(self) -> str:
        return f"{'percent' if self._percent else 'fraction'}, {super()._describe()}"


def _shifted(value: Decimal, places: int) -> Decimal:
    """``value`` times ten to the power of ``places``, exact however many digits it has (arithmetic would round)."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    return Decimal((sign, digits, exponent + places))
