"""The values of an SQLite column, which may be of any type, and canonical ones.

A column that holds numbers as numbers keeps doing so, exact: a float is the shortest decimal that reads back equal.
Text goes through the same forms as a text cell, so that a column's own way of writing dates, check boxes and lists
stays. Lists are JSON arrays where the column's values are.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH, form_of, problem_of, read_cell, write_cell
from airsync_gui.local.checkboxes import CheckboxForm
from airsync_gui.local.forms import BadCell, CellForm
from airsync_gui.local.lists import SETS
from airsync_gui.local.numbers import NumberForm, WholeNumberForm
from airsync_gui.local.sql_column import MappedColumn
from airsync_gui.local.sql_database import Raw
from airsync_gui.local.sql_shape import NUMERIC, ColumnShape
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, number_text

JSON_STYLE = "JSON"


class NotText(bytes):
    """What a database has as text and what is none in UTF-8."""


_INTEGERS = range(-(2**63), 2**63)
_NUMBER = re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*")


class DynamicColumn(MappedColumn):
    """One mapped column that is there: its field, and how its values are read and written.

    Args:
        name: the column as the pair names it.
        shape: the column as the table declares it.
        field: the Airtable field it is mapped to.
        raws: all its values.
        style: what the pair says about it (see :func:`airsync_gui.local.cells.form_of`); besides, ``JSON``.
        zone: of times without offset; None for this computer's.

    Attributes:
        column: its name in the database.
        about: its form in a person's words.
        proven: what its values prove about how it is read, for a pair to remember.
    """

    def __init__(
        self,
        name: str,
        shape: ColumnShape,
        field: Field,
        raws: Iterable[Raw],
        style: str = "",
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(name, shape, field)
        counts = Counter(raws)
        texts = {raw: n for raw, n in counts.items() if isinstance(raw, str) and raw}
        numbers = any(isinstance(raw, int | float) for raw in counts)
        self._as_number = shape.affinity != "text" and (numbers or not texts)
        self._json = field.kind is Kind.LIST and holds_json(texts, shape, style)
        self._form = self._found_form(counts, texts, style, zone)
        self.about, self.proven = self._described()

    def _found_form(
        self, counts: Mapping[Raw, int], texts: Mapping[str, int], style: str, zone: tzinfo | None
    ) -> CellForm:
        if self.field.kind is not Kind.CHECKBOX:
            return form_of(self.field, {} if self._json else texts, style, zone)
        words: Counter[str] = Counter()
        for raw, count in counts.items():
            words["" if raw is None else as_text(raw)] += count
        if self._as_number and not any(words):
            words["1"] += 1  # nothing but blanks: numbers, as the type says
        return form_of(self.field, words, style, zone)

    def _described(self) -> tuple[str, str]:
        if self._json:
            return "JSON list", JSON_STYLE
        if self._as_number and self.field.kind is Kind.NUMBER:
            return "number", ""
        return self._form.about, self._form.proven

    # -- reading ----------------------------------------------------------------------------------------------------

    def _read(self, raw: Raw) -> Value | CellProblem:
        try:
            if isinstance(raw, str):
                return self._read_text(raw)
            if isinstance(raw, bytes):
                raise BadCell("is a BLOB, or no text in UTF-8")
            value = self._read_number(raw or 0)
        except BadCell as bad:
            return problem_of(as_text(raw), bad)
        return None if not isinstance(value, CellProblem) and is_blank(value) else value

    def _read_text(self, text: str) -> Value | CellProblem:
        if self.field.kind is Kind.LIST:
            members = json_members(text)
            if self._json:
                if members is None:
                    raise BadCell("is not a JSON array of texts")
                return tuple(dict.fromkeys(members) if self.field.type in SETS else members) or None
            if members is not None:
                raise BadCell("is a JSON array in a column whose other lists are none", ambiguous=True)
        return read_cell(self._form, text)

    def _read_number(self, raw: float) -> Value | CellProblem:
        number = exact(raw)
        kind = self.field.kind
        if kind is Kind.NUMBER:
            if isinstance(self._form, WholeNumberForm) and number != number.to_integral_value():
                raise BadCell(WholeNumberForm.wrong)
            return number
        if kind is Kind.CHECKBOX:
            if number not in (0, 1):
                raise BadCell("is not a check box (0 or 1)")
            return True if number else None
        if kind in (Kind.DATE, Kind.DATETIME):
            raise BadCell("is a number, not a date in text")
        return self._read_text(number_text(number))

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, value: Value) -> Raw:
        """What to store for a value. Raises BadCell for one that would not be read again as it is."""
        if self._shape.generated:
            raise BadCell("is for a column that the database computes")
        raw = self._blank() if is_blank(value) else self._stored(value)
        if isinstance(raw, str):
            raw = self._checked(raw)
        back = self._read(raw) if raw is not None and raw != "" else None
        if isinstance(back, CellProblem):
            raise BadCell(f"would be written as {back.text}, which {back.rule}")
        return raw

    def _blank(self) -> Raw:
        if self.field.kind is Kind.CHECKBOX:
            word = self._form.blank or ("0" if self._shape.not_null and self._as_number else "")
            if word:
                return self._word(word)
        if not self._shape.not_null:
            return None
        if self._json:
            return "[]"
        return None if self._shape.affinity in NUMERIC else ""

    def _stored(self, value: Value) -> Raw:
        if self.field.kind is Kind.NUMBER and self._as_number and isinstance(value, Decimal):
            if isinstance(self._form, WholeNumberForm) and value != value.to_integral_value():
                raise BadCell(WholeNumberForm.wrong)
            return _as_stored(value, real=self._shape.affinity == "real")
        if self._json:
            if not isinstance(value, tuple):
                raise BadCell("is not a list")
            return json.dumps(list(value), ensure_ascii=False)
        return self._word(write_cell(self._form, value))

    def _word(self, text: str) -> Raw:
        is_number = isinstance(self._form, CheckboxForm) and text in ("0", "1") and self._as_number
        return int(text) if is_number else text

    def _checked(self, text: str) -> str:
        """The text, if the database keeps it as it is."""
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise BadCell("has half of a character, which a database can't hold") from error
        if self._shape.affinity in NUMERIC and _NUMBER.fullmatch(text):
            kept = number_text(_number_kept(text, real=self._shape.affinity == "real"))
            if kept != text:
                raise BadCell(f"would be kept as {kept[:PROBLEM_TEXT_LENGTH]} in a column of numbers")
        return text


def exact(raw: float) -> Decimal:
    """The shortest decimal that reads back as the same number. Raises BadCell for an infinite one."""
    if not math.isfinite(raw):
        raise BadCell(NumberForm.wrong)
    return Decimal(repr(raw)) if raw else Decimal(0)


def _as_stored(value: Decimal, *, real: bool) -> int | float:
    if not value.is_finite():
        raise BadCell(NumberForm.wrong)
    if not real and _is_integer(value):
        return int(value)
    number = float(value)
    if not math.isfinite(number) or Decimal(repr(number)) != value:
        raise BadCell("has more digits than its column keeps")
    return number


def _number_kept(text: str, *, real: bool) -> Decimal:
    """What a column of numbers makes of a text that is one: an integer where it may and fits, else a double."""
    try:
        number = Decimal(text.strip())
    except ArithmeticError as error:
        raise BadCell("is a number too large for its column") from error
    return (number if not real and _is_integer(number) else Decimal(repr(float(number)))) or Decimal(0)


def _is_integer(value: Decimal) -> bool:
    """Whether it fits into eight bytes; the bounds are looked at first, since a huge one takes long to make whole."""
    return _INTEGERS[0] <= value <= _INTEGERS[-1] and value == value.to_integral_value()


def as_text(raw: Raw) -> str:
    """A value in words, for messages; of bytes the beginning, as SQL spells them."""
    if isinstance(raw, bytes):
        return f"x'{raw[:PROBLEM_TEXT_LENGTH].hex()}'"
    if isinstance(raw, float):
        return number_text(Decimal(repr(raw))) if math.isfinite(raw) else repr(raw)
    return str(raw)


def holds_json(texts: Mapping[str, int], shape: ColumnShape, style: str) -> bool:
    """Whether a column's lists are JSON arrays; an empty column's, where its type or the pair says so."""
    if not texts:
        return JSON_STYLE in style or "JSON" in shape.declared.upper()
    return all(json_members(text) is not None for text in texts)


def json_members(text: str) -> list[str] | None:
    """The members of a JSON array of texts and numbers; None for anything else."""
    if not text.lstrip().startswith("["):
        return None
    try:  # numbers keep their spelling: one of a billion digits would be written out otherwise
        found: Any = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(member, str) for member in found) else None
