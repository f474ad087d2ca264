"""What a workbook's cells hold, and how new values are written: texts, numbers, true and false, and days by a format.

A day is a number that a style shows as one, counted from the end of 1899 (or from 1904). The year 1900 has a 29th of
February there (https://learn.microsoft.com/office/troubleshoot/excel/wrongly-assumes-1900-is-leap-year).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from xml.etree import ElementTree

from msgspec import Struct

from airsync_gui.local.forms import BadCell
from airsync_gui.local.typed_values import Number, Raw, TypedColumn
from airsync_gui.local.xlsx_package import Package, local_name
from airsync_gui.sync.values import number_text

FormatKind = Literal["", "day", "moment", "span"]
"""What a number format shows: a plain number, a day, a day with a time, or hours and minutes."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CLOCK = re.compile(r"([0-9]+):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?")
_DAY_MS = 86_400_000
LONGEST = 32_767
"""Characters of a cell, one beyond the basic plane being two: Excel takes a workbook with more for a damaged one.

https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
"""
# The day before 1900-01-01 is number 0, and the missing 29th of February comes before number 61.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a workbook have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_BUG = 61


class Book(Struct, frozen=True):
    """What all sheets of a workbook share.

    Attributes:
        texts: the shared texts by number.
        formats: what the number format of each style shows, by the style's number.
    """

    texts: tuple[str, ...]
    formats: tuple[FormatKind, ...]
    date_1904: bool

    def kind(self, style: int) -> FormatKind:
        """What a style shows."""
        return self.formats[style] if style < len(self.formats) else ""

    def value(self, kind: str, text: str, style: int) -> Raw:
        """The value of a cell by its ``t`` attribute and what stands in its ``v``."""
        if kind == "s":
            return self.texts[int(text)] if text.isdigit() and int(text) < len(self.texts) else ""
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind in ("str", "e", "inlineStr"):
            return unescaped(text)
        if kind == "d":
            return _iso(text)
        if not self.kind(style) and text.isdigit() and text[0] != "0" and len(text) < 16:
            return Number(text)
        try:
            number = Decimal(repr(float(text)))
        except ValueError:
            return text
        if not number.is_finite():
            return text
        return self._shown(number, style) if self.kind(style) else Number(number_text(number))

    def _shown(self, number: Decimal, style: int) -> Raw:
        if self.kind(style) == "span" or 0 <= number < 1:
            return _clock(round(number * _DAY_MS))
        try:
            moment = self._moment(number)
        except OverflowError:
            return Number(number_text(number))
        return moment.date() if self.kind(style) == "day" and moment.time() == time() else moment

    def _moment(self, number: Decimal) -> datetime:
        early = not self.date_1904 and number < _LEAP_BUG
        epoch = _EPOCH_1904 if self.date_1904 else _EPOCH + timedelta(days=early)
        return epoch + timedelta(milliseconds=round(number * _DAY_MS))

    def serial(self, value: date) -> str:
        """The number that a day is. Raises BadCell for one that has none."""
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        between = moment - (_EPOCH_1904 if self.date_1904 else _EPOCH)
        days = Decimal(between.days) + Decimal(round(between.seconds * 1000 + between.microseconds / 1000)) / _DAY_MS
        if not self.date_1904 and days < _LEAP_BUG:
            days -= 1
        if days < 1:
            raise BadCell("is before the first day that a workbook knows")
        return number_text(Decimal(repr(float(days))))


def _iso(text: str) -> Raw:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment if moment.tzinfo is None else text


def _clock(milliseconds: int) -> str:
    sign, rest = ("-" if milliseconds < 0 else ""), abs(milliseconds)
    seconds, fraction = divmod(rest, 1000)
    text = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{fraction:03}" if fraction else text


def days_of_clock(text: str) -> str | None:
    """``1:30:00`` as the share of a day, as hours and minutes are stored; None for another text."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    seconds = Decimal(int(found[1]) * 3600 + int(found[2]) * 60) + Decimal(found[3] or 0)
    return number_text(Decimal(repr(float(seconds / 86_400))))


class XlsxColumn(TypedColumn):
    """A column of a sheet: its numbers are doubles."""

    def _as_number(self, value: Decimal) -> Number:
        number = super()._as_number(value)
        if Decimal(repr(float(value))) != value:
            raise BadCell("has more digits than a workbook keeps")
        return Number(number_text(Decimal(number.text)))

    def _as_date(self, value: date) -> date:
        found = super()._as_date(value)
        if not isinstance(found, datetime):
            return found
        return found.replace(microsecond=found.microsecond // 1000 * 1000)


# -- what all sheets share ------------------------------------------------------------------------------------------


def book_of(package: Package) -> Book:
    """Read the shared texts and the styles."""
    texts = package.part_of_type("/sharedStrings")
    styles = package.part_of_type("/styles")
    return Book(
        tuple(_text_of(item) for item in package.xml(texts) if local_name(item) == "si") if texts else (),
        tuple(_formats(package.xml(styles))) if styles else (),
        package.date_1904,
    )


def _text_of(item: ElementTree.Element) -> str:
    """A text, put together from its runs; how it is to be pronounced is no part of it."""
    parts = []
    for child in item:
        if local_name(child) == "t":
            parts.append(child.text or "")
        elif local_name(child) == "r":
            parts += [grandchild.text or "" for grandchild in child if local_name(grandchild) == "t"]
    return unescaped("".join(parts))


def _formats(styles: ElementTree.Element) -> list[FormatKind]:
    codes, found = {}, []
    for element in styles.iter():
        if local_name(element) == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
    for element in styles:
        if local_name(element) == "cellXfs":
            found = [_format_kind(xf.get("numFmtId", "0"), codes) for xf in element]
    return found


def _format_kind(number: str, codes: dict[str, str]) -> FormatKind:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    code = codes.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdigit() else 0, "")
    if is_timedelta_format(code) or number in ("18", "19", "20", "21", "45", "46", "47"):
        return "span"
    if not is_date_format(code):
        return ""
    # Quoted and escaped letters, colours and locales are no parts of a date.
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.lower())
    if not re.search("[dy]", bare):
        return "span" if re.search("[hs]", bare) else "day"
    return "moment" if re.search("[hs]", bare) else "day"


# -- texts ----------------------------------------------------------------------------------------------------------


def unescaped(text: str) -> str:
    """``_x000D_`` stands for a character that XML can't hold."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """A text as it stands in XML."""
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    text = re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cell_content(raw: Raw, book: Book) -> tuple[str, str]:
    """The ``t`` attribute and the inside of a cell. Raises BadCell."""
    if isinstance(raw, bool):
        return "b", f"<v>{int(raw)}</v>"
    if isinstance(raw, Number):
        return "", f"<v>{raw.text}</v>"
    if isinstance(raw, date):
        return "", f"<v>{book.serial(raw)}</v>"
    if isinstance(raw, str) and raw:
        if len(raw) + sum(character > "\uffff" for character in raw) > LONGEST:
            raise BadCell("has more than the 32,767 characters that a workbook's cell holds")
        return "inlineStr", f'<is><t xml:space="preserve">{escaped(raw)}</t></is>'
    return "", ""
