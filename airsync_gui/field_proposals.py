"""Which Airtable fields a local table's columns could become, guessed from what stands in them. Pure.

A guess is careful: what could be lost or misread in a narrower type stays text (numbers with leading zeros, dates whose
order nothing proves). A person sees every proposal, with its reason, before anything is made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import UsageError
from airsync_gui.local.cells import form_of, read_cell
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field
from airsync_gui.wording import noop, plural, tr

ISO_DATE: Mapping[str, str] = MappingProxyType({"name": "iso", "format": "YYYY-MM-DD"})
DEFAULT_OPTIONS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "number": {"precision": 0},
        "percent": {"precision": 0},
        "currency": {"precision": 2, "symbol": "$"},
        "duration": {"durationFormat": "h:mm"},
        "rating": {"icon": "star", "color": "yellowBright", "max": 5},
        "checkbox": {"icon": "check", "color": "greenBright"},
        "singleSelect": {"choices": []},
        "multipleSelects": {"choices": []},
        "date": {"dateFormat": dict(ISO_DATE)},
        "dateTime": {
            "dateFormat": dict(ISO_DATE),
            "timeFormat": {"name": "24hour", "format": "HH:mm"},
            "timeZone": "client",
        },
    }
)
"""What Airtable wants to be told of a new field: https://airtable.com/developers/web/api/field-model"""
CREATABLE = frozenset({"singleLineText", "multilineText", "richText", "email", "url", "phoneNumber", *DEFAULT_OPTIONS})
"""Types that a column can become; those that Airtable computes can't be made from outside."""
PRIMARY = frozenset(
    {"singleLineText", "multilineText", "email", "url", "phoneNumber", "number", "currency", "percent", "duration"}
    | {"date", "dateTime"}
)
"""Types that a table's first field may have."""
LONG_TEXT = 200
"""Texts of more characters, or of several lines, want a long text field."""
MOST_CHOICES = 12
LEAST_REPEATS = 3
"""A select's choices stand three times each on average; else it is a text that happens to repeat."""
LONGEST_CHOICE = 40
MOST_PRECISION = 8
MOST_DIGITS = 15
"""Airtable's numbers are floating point: longer ones would change."""
_WORDS = ({"true", "false"}, {"yes", "no"}, {"on", "off"}, {"x"}, {"checked", "unchecked"})
_CODE = re.compile(r"[+-]?0\d")
_PHONE = re.compile(r"\+\d[\d\s().\-/]{5,}\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_SYMBOL = re.compile(r"[€$£¥₹]")
_PROBE = "fld"


class Samples(Struct, frozen=True):
    """What stands in a column.

    Attributes:
        texts: its cells that are not blank, as text, in the table's order.
        lists: the members of cells that are lists of their own, instead.
    """

    name: str
    texts: Sequence[str] = ()
    lists: Sequence[Sequence[str]] = ()


class FieldProposal(Struct, frozen=True):
    """One column and the field that it could become.

    Attributes:
        type: Airtable's name of the type.
        why: the reason, as a phrase.
        name: the field's name where it is not the column's.
    """

    column: str
    type: str
    options: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    name: str = ""

    @property
    def field_name(self) -> str:
        """What the field is called."""
        return self.name or self.column.strip()

    @property
    def spec(self) -> dict[str, Any]:
        """The field as Airtable is asked for it."""
        named: dict[str, Any] = {"name": self.field_name, "type": self.type}
        return {**named, "options": dict(self.options)} if self.options else named


def propose(columns: Sequence[Samples], key: Sequence[str] = (), *, new_table: bool = True) -> list[FieldProposal]:
    """A field for each column; those of the key come first.

    Args:
        new_table: the first one is to be a table's first field, which takes plain types only.

    Raises:
        UsageError: two columns would be one field (Airtable takes capitals for the same), or a column has no name.
    """
    _check_names([samples.name for samples in columns])
    ordered = sorted(columns, key=lambda samples: key.index(samples.name) if samples.name in key else len(key))
    found = [_proposal(samples, is_key=samples.name in key) for samples in ordered]
    if new_table and found and found[0].type not in PRIMARY:
        found[0] = FieldProposal(found[0].column, "singleLineText", why=tr("a table's first field is a plain one"))
    return found


def _check_names(names: Sequence[str]) -> None:
    if any(not name.strip() for name in names):
        raise UsageError(detail=tr("A column has no name: give it one, or Airtable has no name for its field."))
    twice = [name for name, count in Counter(name.strip().lower() for name in names).items() if count > 1]
    if twice:
        raise UsageError(
            detail=tr("Two columns are named {column}: Airtable does not tell their names apart.", column=twice[0])
        )


def with_types(
    proposals: Sequence[FieldProposal], types: Mapping[str, str], *, new_table: bool = True
) -> list[FieldProposal]:
    """The proposals with a person's own types for some columns.

    Raises:
        UsageError: no such column, or no type that can be made.
    """
    unknown = set(types) - {proposal.column for proposal in proposals}
    if unknown:
        raise UsageError(detail=tr("No field is made for the column {column}.", column=min(unknown)))
    for column, kind in types.items():
        if kind not in CREATABLE:
            raise UsageError(
                detail=tr(
                    "{type} for {column} can't be made. There is: {types}.",
                    type=kind,
                    column=column,
                    types=", ".join(sorted(CREATABLE)),
                )
            )
    changed = [_retyped(p, types[p.column]) if p.column in types else p for p in proposals]
    if new_table and changed and changed[0].type not in PRIMARY:
        raise UsageError(
            detail=tr(
                "{column} is the first field, which can't be a {type}.", column=changed[0].column, type=changed[0].type
            )
        )
    return changed


def _retyped(proposal: FieldProposal, kind: str) -> FieldProposal:
    options = proposal.options if kind == proposal.type else DEFAULT_OPTIONS.get(kind, {})
    return replace(proposal, type=kind, options=options, why=tr("as told"))


# -- one column -----------------------------------------------------------------------------------------------------


def _proposal(samples: Samples, *, is_key: bool) -> FieldProposal:
    if samples.lists:
        return _many(samples)
    texts = [text for text in samples.texts if text.strip()]
    if not texts:
        return FieldProposal(samples.name, "singleLineText", why=tr("nothing stands in it"))
    for guess in _GUESSES:
        if guess is _select and is_key:
            continue
        found = guess(samples.name, texts)
        if found is not None:
            return found
    return FieldProposal(samples.name, "singleLineText", why=_text_reason(texts))


def _many(samples: Samples) -> FieldProposal:
    members = list(dict.fromkeys(member for cell in samples.lists for member in cell))
    choices = [{"name": member} for member in members]
    return FieldProposal(
        samples.name, "multipleSelects", {"choices": choices}, tr("lists, {values}", values=_different(len(members)))
    )


def _different(count: int) -> str:
    return plural("{n} different value", "{n} different values", count)


def _checkbox(name: str, texts: Sequence[str]) -> FieldProposal | None:
    words = {text.strip().lower() for text in texts}
    if not any(words <= known for known in _WORDS):
        return None
    said = " / ".join(sorted(words))
    return FieldProposal(name, "checkbox", DEFAULT_OPTIONS["checkbox"], tr("only {values}", values=said))


def _read_all(texts: Sequence[str], kind: str, options: Mapping[str, Any]) -> list[Value] | None:
    """All cells as values of such a field, None where one is not, or not clearly."""
    form = form_of(Field(_PROBE, _PROBE, kind, options), Counter(texts))
    values: list[Value] = []
    for text in texts:
        value = read_cell(form, text)
        if value is None or isinstance(value, CellProblem):
            return None
        values.append(value)
    return values


def _number(name: str, texts: Sequence[str]) -> FieldProposal | None:
    if any(_CODE.match(text.strip()) for text in texts):
        return None
    percent = all(text.strip().endswith("%") for text in texts)
    kind = "percent" if percent else "number"
    values = _read_all(texts, kind, {"precision": MOST_PRECISION})
    numbers = [value for value in values or () if isinstance(value, Decimal) and value.is_finite()]
    if values is None or len(numbers) < len(values) or any(_digits(n) > MOST_DIGITS for n in numbers):
        return None
    precision = max((_decimals(n * 100 if percent else n) for n in numbers), default=0)
    symbols = {found[0] for text in texts if (found := _SYMBOL.search(text))}
    if len(symbols) == 1 and not percent and all(_SYMBOL.search(text) for text in texts):
        options = {"precision": max(2, precision), "symbol": symbols.pop()}
        return FieldProposal(name, "currency", options, tr("all are amounts in {symbol}", symbol=options["symbol"]))
    said = tr("all are percentages") if percent else tr("all are numbers") if precision else tr("all are whole numbers")
    return FieldProposal(name, kind, {"precision": min(precision, MOST_PRECISION)}, said)


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _date(name: str, texts: Sequence[str]) -> FieldProposal | None:
    values = _read_all(texts, "date", {})
    if values is None or any(isinstance(value, datetime) or not isinstance(value, date) for value in values):
        return None
    return FieldProposal(name, "date", DEFAULT_OPTIONS["date"], tr("all are dates"))


def _moment(name: str, texts: Sequence[str]) -> FieldProposal | None:
    if not all(re.search(r"\d:\d", text) for text in texts):
        return None
    values = _read_all(texts, "dateTime", {})
    if values is None:
        return None
    return FieldProposal(name, "dateTime", DEFAULT_OPTIONS["dateTime"], tr("all are dates with times"))


def _shaped(kind: str, words: str, fits: Callable[[str], bool]) -> Callable[[str, Sequence[str]], FieldProposal | None]:
    def guess(name: str, texts: Sequence[str]) -> FieldProposal | None:
        return FieldProposal(name, kind, why=tr(words)) if all(map(fits, texts)) else None

    return guess


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False


def _long_text(name: str, texts: Sequence[str]) -> FieldProposal | None:
    if any("\n" in text or "\r" in text for text in texts):
        return FieldProposal(name, "multilineText", why=tr("texts of several lines"))
    longest = max(map(len, texts))
    if longest <= LONG_TEXT:
        return None
    why = plural("up to {n} character", "up to {n} characters", longest)
    return FieldProposal(name, "multilineText", why=why)


def _select(name: str, texts: Sequence[str]) -> FieldProposal | None:
    names = list(dict.fromkeys(texts))
    alike = len({text.strip().lower() for text in names}) < len(names)
    few = 2 <= len(names) <= MOST_CHOICES and len(texts) >= LEAST_REPEATS * len(names)
    if not few or alike or any(len(text) > LONGEST_CHOICE or text != text.strip() for text in names):
        return None
    choices = [{"name": text} for text in names]
    why = plural("{values}, {n} time", "{values}, {n} times", len(texts), values=_different(len(names)))
    return FieldProposal(name, "singleSelect", {"choices": choices}, why)


def _text_reason(texts: Sequence[str]) -> str:
    if all(re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", text.strip()) for text in texts):
        return tr("dates, but nothing proves which is the month")
    if all(_CODE.match(text.strip()) or text.strip().isdecimal() for text in texts):
        return tr("numbers that would lose digits")
    return tr("texts")


_GUESSES: Sequence[Callable[[str, Sequence[str]], FieldProposal | None]] = (
    _checkbox,
    _number,
    _date,
    _moment,
    _shaped("email", noop("all are e-mail addresses"), lambda text: bool(_EMAIL.fullmatch(text))),
    _shaped("url", noop("all are web addresses"), _is_url),
    _shaped("phoneNumber", noop("all are phone numbers"), lambda text: bool(_PHONE.fullmatch(text))),
    _long_text,
    _select,
)
