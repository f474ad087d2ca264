"""A table with a field of every type that we write, and values that nobody would think of, for both of its sides."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec import Struct

CHOICES = ("red", "a, b", "x;y", "“q”", "é", "e\u0301", "0", "true", " outer ", "🜚")
SPECIAL_TEXTS = (
    *("", " ", "x", " outer ", "a\nb", "a\r\nb", "a\rb", "a\n", "\n", "\n\n", "\ta\t", "a\u2028b", "\ufeffx"),
    *(
        "\x07bell",
        "\x85",
        "\x7f",
        "👩‍👩‍👧‍👦",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "e\u0301",
        "é",
        "\u202eabc\u202c",
        "\u200f",
        "שלום",
        "ﷺ",
        "\U0010ffff",
        "\ufffe",
        "ﬁ",
    ),
    *(
        '"',
        "'",
        '""',
        "a,b",
        "a;b",
        "=1+1",
        "+1",
        "-1",
        "@x",
        "#ERROR!",
        "NaN",
        "null",
        "None",
        "\\n",
        "\\",
        "{}",
        "[]",
    ),
    *("0", "00", "1e3", "true", "2026-05-12", "* a", "- a", "+ a", "a  \n* b", "# T\n\n* x\n", "1. a", "**b**", "`c`"),
)
LONE = ("\ud800", "a\udfffb")
"""Halves of surrogate pairs: JSON can hold them, UTF-8 can't."""
MAILS = ("ada@example.com", "ADA@example.com", "a@b", "a b@c.d", "ä@ö.ü", "@", "ada@example.com ")
URLS = (
    "https://example.com/ä?q=1#x",
    "http://x",
    "ftp://x",
    "javascript:alert(1)",
    "https://",
    "https://a b",
    "HTTPS://X",
)
PHONES = ("+49 30 123", "(030) 12-34", "12", "+1 555 ext. 7", "٠٣٠", "0")
NUMBERS = (
    *("0", "-0", "0.0", "1", "-1", "1.5", "1.25", "2.675", "0.1", "0.30000000000000004", "1e3", "1E-9", "1e400"),
    *(
        "9007199254740993",
        "12345678901234567890.123",
        "0.000000001",
        "99999999999999999999",
        "1,5",
        "1.234,56",
        "1,234.5",
    ),
    *("€ 12.50", "12.5%", "0.125", "NaN", "inf", "-Infinity", " 7 ", "+5", "--1", "٣", "1_000", "0x10", "1 000"),
)
DURATIONS = (
    "0",
    "90",
    "1:30",
    "1:30:15",
    "1:30:15.250",
    "0:00:00.0001",
    "-0:10",
    "25:61",
    "100:00",
    "1.5",
    "59.999",
    "x",
)
DAYS = (
    *("2026-05-12", "0001-01-01", "9999-12-31", "1582-10-10", "2024-02-29", "2026-02-29", "12.05.2026", "05/12/2026"),
    *("2026-5-1", "20260512", "2026-05-12T00:00:00Z", "12 May 2026", "٢٠٢٦-٠٥-١٢"),
)
INSTANTS = (
    *("2026-05-12T10:00:00Z", "2026-05-12T10:00:00.123Z", "2026-05-12T10:00:00.123456Z", "2026-05-12 10:00"),
    *(
        "2026-03-29T02:30",
        "2026-03-29T01:59:59",
        "2026-10-25T02:30",
        "2026-10-25T02:30+01:00",
        "2026-10-25T02:30+02:00",
    ),
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59-12:00"),
    *(
        "1969-12-31T23:59:59.999Z",
        "2016-12-31T23:59:60Z",
        "2026-05-12T24:00:00Z",
        "2026-05-12T10:00:00+05:45",
        "2026-05-12",
    ),
)
BOXES = ("true", "false", "", "x", "yes", "no", "1", "0", "on", "maybe", "TRUE", "wahr")
LISTS = ("red", "red, é", 'red, "a, b"', "red, red", "x;y", "blue", "red,", ",", "[]", "red\né", '"', "e\u0301, é")
PEOPLE = ("ada@example.com", "sandbox@example.com", "nobody@example.com", "Ada Person", "usrNobody00000000")


class Kind(Struct, frozen=True):
    """A type with options that matter; ``here`` are texts of a cell, ``there`` what the API is sent."""

    name: str
    type: str
    here: st.SearchStrategy[str]
    there: st.SearchStrategy[Any]
    options: dict[str, Any] | None = None


def _texts(*special: str) -> st.SearchStrategy[str]:
    return st.sampled_from((*special, *SPECIAL_TEXTS)) | st.text(max_size=12).filter(_is_text)


def _is_text(text: str) -> bool:
    return not any(character == "\0" or 0xD800 <= ord(character) < 0xE000 for character in text)


def _of(texts: tuple[str, ...], *others: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Mostly what belongs there, sometimes anything."""
    return st.one_of(st.sampled_from(texts), *others, st.sampled_from(SPECIAL_TEXTS))


_plain_numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
_json_numbers = st.one_of(
    st.sampled_from((0, -0.0, 1, 0.1, 2.675, 1e21, 1e300, 5e-324, 2**53, 2**53 + 1, -1.5, 0.1 + 0.2, 12.345678901)),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18),
)
_days = st.dates().map(str)
_instants = st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z")
_names = st.lists(st.sampled_from(CHOICES), unique=True, max_size=4)
_select = {"choices": list(CHOICES)}


def _number(name: str, kind: str, **options: Any) -> Kind:
    return Kind(name, kind, _of(NUMBERS, _plain_numbers.map(str)), _json_numbers, options)


def _instant(name: str, zone: str) -> Kind:
    return Kind(name, "dateTime", _of(INSTANTS, _instants), st.sampled_from(INSTANTS) | _instants, {"timeZone": zone})


KINDS = (
    Kind("line", "singleLineText", _texts(), _texts()),
    Kind("lines", "multilineText", _texts(), _texts()),
    Kind("rich", "richText", _texts(), _texts()),
    Kind("mail", "email", _of(MAILS), _texts(*MAILS)),
    Kind("url", "url", _of(URLS), _texts(*URLS)),
    Kind("phone", "phoneNumber", _of(PHONES), _texts(*PHONES)),
    Kind("code", "barcode", _of(PHONES), _texts(*PHONES).map(lambda text: text and {"text": text})),
    _number("whole", "number", precision=0),
    _number("exact", "number", precision=8),
    _number("money", "currency", precision=2, symbol="€"),
    _number("share", "percent", precision=1),
    Kind("took", "duration", _of(DURATIONS, _plain_numbers.map(str)), _json_numbers, {"durationFormat": "h:mm"}),
    Kind("took ms", "duration", _of(DURATIONS), _json_numbers, {"durationFormat": "h:mm:ss.SSS"}),
    Kind("stars", "rating", _of(("1", "5", "6", "0", "2.5", "-1", "x")), st.integers(1, 5), {"max": 5}),
    Kind("done", "checkbox", _of(BOXES), st.booleans()),
    Kind("choice", "singleSelect", _of((*CHOICES, "RED", "blue")), st.sampled_from(CHOICES), _select),
    Kind("tags", "multipleSelects", _of(LISTS), _names, _select),
    Kind("day", "date", _of(DAYS, _days), st.sampled_from(DAYS) | _days),
    _instant("at", "utc"),
    _instant("at home", "client"),
    _instant("in Berlin", "Europe/Berlin"),
    Kind("who", "singleCollaborator", _of(PEOPLE), st.sampled_from(PEOPLE).map(lambda mail: {"email": mail})),
    Kind("team", "multipleCollaborators", _of(PEOPLE), st.lists(st.sampled_from(PEOPLE), max_size=2)),
)
BY_NAME = {kind.name: kind for kind in KINDS}
FIELDS: list[Any] = [("Name", "singleLineText"), *((kind.name, kind.type, kind.options) for kind in KINDS)]


def json_values(kind: Kind) -> st.SearchStrategy[Any]:
    """What a JSON file may hold where such a field is mapped."""
    return st.one_of(
        kind.here,
        kind.there.map(lambda value: value if not isinstance(value, dict) else next(iter(value.values()))),
        st.sampled_from((None, True, False, 0, 1, 1.5, [], {}, ["red"], [["red"]], {"a": 1}, *LONE)),
    )
