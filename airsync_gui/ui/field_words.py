"""A field's value as a person reads it and types it: by the field's own options, never longer than it may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from airsync_gui.messages import plain
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, number_text
from airsync_gui.value_words import linked, value_text
from airsync_gui.wording import clock_text, day_text, month_name, noop, tr

MOST_SHOWN = 20_000
"""Longer texts are cut where they are shown; the value itself stays whole."""
BLANK = noop("blank")

GLYPHS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "text-t",
        Kind.RICH_TEXT: "text-t",
        Kind.NUMBER: "hash",
        Kind.CHECKBOX: "check-square",
        Kind.CHOICE: "caret-circle-down",
        Kind.LIST: "list-bullets",
        Kind.DATE: "calendar-blank",
        Kind.DATETIME: "calendar-blank",
        Kind.UNKNOWN: "file",
    }
)
_TYPE_GLYPHS: Mapping[str, str] = MappingProxyType(
    {
        "email": "envelope",
        "url": "link",
        "phoneNumber": "phone",
        "rating": "star",
        "duration": "clock",
        "singleCollaborator": "user",
        "multipleCollaborators": "user",
        "multipleRecordLinks": "link",
        "multipleAttachments": "paperclip",
        "formula": "math-operations",
        "rollup": "math-operations",
        "count": "math-operations",
    }
)


class NotAValue(ValueError):
    """What was typed is none of the field's values; the text says why, as the end of a sentence."""


def field_glyph(field: Field) -> str:
    """The icon of a field's type."""
    return _TYPE_GLYPHS.get(field.type) or GLYPHS[field.kind]


# -- shown ------------------------------------------------------------------------------------------------------------


def shown(field: Field, value: Value) -> str:
    """A value as it stands in the grid; a text keeps its lines."""
    if is_blank(value):
        return tr("not ticked") if field.kind is Kind.CHECKBOX else tr(BLANK)
    if isinstance(value, tuple):
        return ", ".join(member_words(field, member) for member in value)
    if isinstance(value, str):
        return lines_of(value)
    if isinstance(value, Decimal):
        return _number_words(field, value)
    return _day_words(value) if isinstance(value, date) else value_text(value)


def member_words(field: Field, member: str) -> str:
    """One member of a list; of an attachment the file's name."""
    name = member.split("/", 2)[-1] if field.type == "multipleAttachments" else linked.text(member)
    return plain(name, 120) or "“”"


def lines_of(text: str) -> str:
    """Foreign text with its lines, and without characters that could turn or hide others."""
    lines = text[:MOST_SHOWN].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(plain(line, MOST_SHOWN) for line in lines)


def revealed(text: str) -> str:
    """The same with what cannot be seen made visible, for two texts that look alike and are not."""
    lines = text[:MOST_SHOWN].split("\n")
    return "\n".join(_edges("".join(_visible(c) for c in line)) for line in lines)


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Zl", "Zp")
    odd_blank = character != " " and unicodedata.category(character) == "Zs"
    return f"⟨U+{ord(character):04X}⟩" if hidden or odd_blank else character


def _edges(line: str) -> str:
    """Blanks at the ends, and doubled ones, as signs."""
    return re.sub(r"^ +| +$|(?<= ) +", lambda found: "␣" * len(found.group()), line)


def _number_words(field: Field, value: Decimal) -> str:
    if not value.is_finite():
        return str(value)
    if field.type == "percent":
        return f"{number_text(value * 100)} %"
    if field.type == "rating":
        return tr("{value} of {most}", value=number_text(value), most=int(field.options.get("max") or 5))
    if field.type == "duration":
        return _short_duration(field, value)
    if field.type == "currency":
        return f"{plain(field.options.get('symbol') or '', 6)} {number_text(value)}".strip()
    return number_text(value)


def _short_duration(field: Field, value: Decimal) -> str:
    """Without seconds where the field has none."""
    words = duration_words(value)
    return words.removesuffix(":00") if field.options.get("durationFormat") == "h:mm" else words


def duration_words(seconds: Decimal) -> str:
    """``1:05:30``: hours, minutes, seconds."""
    sign, left = ("-", -seconds) if seconds < 0 else ("", seconds)
    whole = int(left)
    rest = number_text(left - whole)[1:] if left != whole else ""
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}{rest}"


def _day_words(value: date) -> str:
    moment = value.astimezone() if isinstance(value, datetime) else value
    day = day_text(moment, year=True)
    if not isinstance(moment, datetime):
        return day
    return f"{day} {clock_text(moment, seconds=bool(moment.second or moment.microsecond))}"


# -- typed ------------------------------------------------------------------------------------------------------------


def typed_form(field: Field, value: Value) -> str:
    """A value as one starts from it in a line to type in; :func:`typed_value` reads it back."""
    if is_blank(value):
        return ""
    if isinstance(value, datetime):
        local = value.astimezone()
        return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _number_form(field, value)
    if isinstance(value, tuple):
        return ", ".join(_quoted(linked.text(member)) for member in value)
    return str(value)


def _number_form(field: Field, value: Decimal) -> str:
    if field.type == "duration":
        return duration_words(value)
    return number_text(value * 100 if field.type == "percent" else value)


def _quoted(member: str) -> str:
    return '"' + member.replace('"', '""') + '"' if re.search(r'[,"]|^\s|\s$', member) else member


def typed_value(field: Field, text: str) -> Value:
    """What a person typed, as the field's value; nothing is blank.

    Raises:
        NotAValue: with the end of a sentence.
    """
    if not text.strip() and field.kind not in (Kind.TEXT, Kind.RICH_TEXT):
        return None
    return _READERS.get(field.kind, _read_text)(field, text)


def _read_text(_field: Field, text: str) -> Value:
    return text or None


def _read_number(field: Field, text: str) -> Value:
    wanted = text.strip().replace("\u00a0", "").replace("\u202f", "").replace("−", "-")
    if field.type == "duration":
        return _read_duration(wanted)
    symbol = str(field.options.get("symbol") or "")
    bare = wanted.removesuffix("%").strip() if field.type == "percent" else wanted.replace(symbol, "").strip()
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    number = _decimal(bare)
    return number / 100 if field.type == "percent" else number


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text.replace("_", "x"))
    except InvalidOperation:
        raise NotAValue(tr("is not a number (write it as 1234.5)")) from None
    if not number.is_finite():
        raise NotAValue(tr("is not a finite number"))
    return number


def _read_duration(text: str) -> Value:
    found = re.fullmatch(r"(-?)(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)", text)
    if not found:
        return _decimal(text)
    sign, hours, minutes, seconds = found.groups()
    if hours is None:
        hours, minutes, seconds = minutes, seconds, "0"
    total = int(hours) * 3600 + Decimal(minutes) * 60 + Decimal(seconds)
    return -total if sign else total


def _read_list(field: Field, text: str) -> Value:
    found = re.findall(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)', text)
    members = (quoted.replace('""', '"') if quoted else bare.strip() for quoted, bare in found)
    found_members = [member for member in members if member]
    if field.type == "multipleRecordLinks":
        found_members = [linked.record_id(member) for member in found_members]
    return tuple(dict.fromkeys(found_members)) or None


_DAYS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%b %d, %Y", "%B %d, %Y")
_TIMES = ("%H:%M", "%H:%M:%S")


def _read_date(_field: Field, text: str) -> Value:
    wanted = " ".join(text.split())
    for form in _DAYS:
        try:
            return datetime.strptime(wanted, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    if (said := _day_in_words(wanted)) is not None:
        return said
    raise NotAValue(tr("is not a date (write it as 2026-05-12)"))


def _day_in_words(text: str) -> date | None:
    """``12. Mai 2026``: a day as the person's language says it."""
    found = re.fullmatch(r"(\d{1,2})\.? (\w{3,})\.? (\d{4})", text)
    if found is None:
        return None
    word = found[2].casefold()
    names = ((month, month_name(date(2000, month, 1)).casefold()) for month in range(1, 13))
    month = next((month for month, name in names if name.startswith(word)), None)
    try:
        return date(int(found[3]), month, int(found[1])) if month else None
    except ValueError:
        return None


def _read_moment(field: Field, text: str) -> Value:
    day, _, clock = " ".join(text.replace("T", " ", 1).split()).rpartition(" ")
    try:
        found = _read_date(field, day)
        assert isinstance(found, date)
        return datetime.combine(found, _time(clock)).astimezone().astimezone(UTC)
    except (NotAValue, OverflowError):
        raise NotAValue(tr("is not a date and time (write it as 2026-05-12 12:30)")) from None


def _time(text: str) -> time:
    for form in _TIMES:
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007 - this computer's own time
        except ValueError:
            continue
    raise NotAValue("is not a time")


_READERS: Mapping[Kind, Callable[[Field, str], Value]] = MappingProxyType(
    {
        Kind.NUMBER: _read_number,
        Kind.LIST: _read_list,
        Kind.DATE: _read_date,
        Kind.DATETIME: _read_moment,
    }
)
