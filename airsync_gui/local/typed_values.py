"""Values of stores that know types (JSON, front matter, workbooks) and canonical ones.

What a column holds as numbers, check boxes, lists or dates it goes on holding so; text goes through the same forms as
a text cell. A number keeps its spelling until it is written anew, so that ``1.10`` mapped to a text is that text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from airsync_gui.local.cells import form_of, problem_of, read_cell, write_cell
from airsync_gui.local.forms import BadCell, CellForm, most_common
from airsync_gui.local.lists import quoted_member
from airsync_gui.local.numbers import NumberForm, WholeNumberForm
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import is_blank, number_text

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number as JSON spells it."""
_LARGEST = 400
"""Powers of ten beyond this are no number that anyone means; written out they would fill the memory."""
_DAYS = (Kind.DATE, Kind.DATETIME)


class Number(Struct, frozen=True):
    """A number in its own spelling."""

    text: str

    @property
    def value(self) -> Decimal:
        """The exact number. Raises BadCell for one that is too large."""
        try:
            value = Decimal(self.text)
        except InvalidOperation as error:
            raise BadCell(NumberForm.wrong) from error
        if value and abs(value.adjusted()) > _LARGEST:
            raise BadCell("is a number too large to be one")
        return value


class Nested(Struct, frozen=True):
    """What no field holds: an object, or a list with more than plain values in it.

    Attributes:
        text: the beginning of it, for a message.
    """

    text: str


Scalar = str | bool | Number | date | None
Raw = Scalar | tuple[Scalar, ...] | Nested
"""A value as a store has it; ``date`` may be a ``datetime`` without zone."""


class TypedColumn:
    """One mapped column that is there: its field, and how its values are read and written.

    Args:
        name: the column as the pair names it.
        field: the Airtable field it is mapped to.
        raws: all values that stand in it; a row that lacks it gives none.
        style: what the pair says about it (see :func:`airsync_gui.local.cells.form_of`).
        zone: of times without offset; None for this computer's.
        lists: whether the store has lists of its own.
        dates: whether it has dates of its own.
        holds: the types that the column takes, where it takes no others: of Number, bool, tuple and date. None: what
            stands in it tells.

    Attributes:
        about: its form in a person's words.
        proven: what its values prove about how it is read, for a pair to remember.
    """

    def __init__(
        self,
        name: str,
        field: Field,
        raws: Iterable[Raw],
        style: str = "",
        zone: tzinfo | None = None,
        *,
        lists: bool = True,
        dates: bool = False,
        holds: frozenset[type] | None = None,
    ) -> None:
        self.name, self.field = name, field
        self._counts = Counter(raws)
        kinds = {type(raw) for raw in self._counts if not is_blank(raw) or raw is False}
        texts = {raw: n for raw, n in self._counts.items() if isinstance(raw, str) and raw}
        self._number = Number in kinds or not texts
        self._bool = bool in kinds or not kinds & {str, Number}
        self._list = lists and (tuple in kinds or not texts)
        self._date = dates and (bool(kinds & {date, datetime}) or not texts)
        self._only_numbers = kinds == {Number}
        if holds is not None:
            self._number, self._bool, self._list, self._date = (kind in holds for kind in (Number, bool, tuple, date))
            self._only_numbers = holds == {Number}
        self._fractions = bool(spelled := self._spelled()) and all("." in text for text in spelled)
        self._form = form_of(field, self._texts(texts), style, zone)
        self._members = form_of(field, {}, "comma", zone)
        self.about, self.proven = self._described()
        self._known: dict[Raw, Value | CellProblem] = {}

    def _spelled(self) -> list[str]:
        return [raw.text for raw in self._counts if isinstance(raw, Number)]

    def _texts(self, texts: Mapping[str, int]) -> Mapping[str, int]:
        """What the form is found from: texts, and what stands for a text in this kind of field."""
        if self.field.kind is Kind.CHECKBOX and not self._bool:
            numbers = {raw.text: n for raw, n in self._counts.items() if isinstance(raw, Number)}
            return {**texts, **(numbers or ({"1": 1} if self._only_numbers else {}))}
        if self.field.kind is Kind.DATETIME and self._date:
            # Milliseconds, and no offset: what a date of the store itself can hold.
            moments = {_moment(raw): n for raw, n in self._counts.items() if isinstance(raw, date)}
            return {**texts, **(moments or {"2000-01-01T00:00:00.000": 1})}
        return texts

    def _described(self) -> tuple[str, str]:
        kind = self.field.kind
        if kind is Kind.NUMBER and self._number:
            return "number", ""
        if kind is Kind.CHECKBOX and self._bool:
            return "true / false", ""
        if kind is Kind.LIST and self._list:
            return "list", ""
        return self._form.about, self._form.proven

    # -- reading ----------------------------------------------------------------------------------------------------

    @property
    def reads_by(self) -> tuple[object, ...] | None:
        """All that a value depends on besides what is stored and the field; see :class:`CellForm`."""
        form = self._members if self.field.kind is Kind.LIST else self._form
        both = (self._form.reads_by, form.reads_by)
        return None if None in both else (type(self._form).__name__, *both)

    def read(self, raw: Raw) -> Value | CellProblem:
        """The canonical value (None for a blank one), or why it has none."""
        if raw is None or raw == "" or raw == ():
            return None
        if raw not in self._known:
            self._known[raw] = self._read(raw)
        return self._known[raw]

    def _read(self, raw: Raw) -> Value | CellProblem:
        try:
            found = self._found(raw)
        except BadCell as bad:
            return problem_of(shown(raw), bad)
        return None if not isinstance(found, CellProblem) and is_blank(found) else found

    def _found(self, raw: Raw) -> Value | CellProblem:
        if isinstance(raw, Nested):
            raise BadCell("is an object, or a list of more than plain values")
        if isinstance(raw, tuple):
            return self._from_list(raw)
        if isinstance(raw, bool):
            return self._from_bool(raw)
        if isinstance(raw, Number):
            return self._from_number(raw)
        if isinstance(raw, date):
            return self._from_date(raw)
        return read_cell(self._form, _whole(raw or ""))

    def _from_list(self, raw: tuple[Scalar, ...]) -> Value | CellProblem:
        if self.field.kind is not Kind.LIST:
            raise BadCell("is a list")
        return read_cell(self._members, ", ".join(quoted_member(_whole(shown(member))) for member in raw))

    def _from_bool(self, raw: bool) -> Value | CellProblem:
        if self.field.kind is Kind.CHECKBOX:
            return raw or None
        if self.field.kind in (Kind.NUMBER, Kind.LIST, *_DAYS):
            raise BadCell("is true or false, where something else is expected")
        return read_cell(self._form, shown(raw))

    def _from_number(self, raw: Number) -> Value | CellProblem:
        kind = self.field.kind
        if kind is Kind.NUMBER:
            return self._checked(raw.value)
        if kind is Kind.CHECKBOX:
            if raw.value not in (0, 1):
                raise BadCell("is not a check box (0 or 1)")
            return bool(raw.value) or None
        if kind in _DAYS:
            raise BadCell("is a number, not a date")
        return (raw.text,) if kind is Kind.LIST else read_cell(self._form, raw.text)

    def _checked(self, value: Decimal) -> Decimal:
        if isinstance(self._form, WholeNumberForm) and value != value.to_integral_value():
            raise BadCell(WholeNumberForm.wrong)
        return value or Decimal(0)

    def _from_date(self, raw: date) -> Value | CellProblem:
        kind = self.field.kind
        if kind is Kind.DATETIME:
            return read_cell(self._form, _moment(raw))
        if kind is Kind.DATE:
            if isinstance(raw, datetime) and raw.time() != time():
                raise BadCell("has a time of day")
            return raw.date() if isinstance(raw, datetime) else raw
        if kind in (Kind.NUMBER, Kind.CHECKBOX):
            raise BadCell("is a date")
        return read_cell(self._form, shown(raw))

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, value: Value) -> Raw:
        """What to store for a value. Raises BadCell for one that would not be read again as it is."""
        raw = self.blank if is_blank(value) else self._stored(value)
        back = self.read(raw)
        if isinstance(back, CellProblem):
            raise BadCell(f"would be written as {back.text}, which {back.rule}")
        return raw

    @property
    def blank(self) -> Raw:
        """What an empty value is stored as: what the column has for it most often."""
        if self.field.kind is Kind.CHECKBOX and None not in self._counts:
            if self._bool:
                return False
            if self._form.blank:
                return self._word(self._form.blank)
        blanks = ((raw, n) for raw, n in self._counts.items() if raw is None or raw == "" or raw == ())
        usual: Raw = () if self._list and any(isinstance(raw, tuple) for raw in self._counts) else None
        return most_common(blanks, usual)

    def _stored(self, value: Value) -> Raw:
        kind = self.field.kind
        if kind is Kind.NUMBER and self._number and isinstance(value, Decimal):
            return self._as_number(value)
        if kind is Kind.CHECKBOX and self._bool and value is True:
            return True
        if kind is Kind.LIST and self._list and isinstance(value, tuple):
            return self._as_list(value)
        if kind in _DAYS and self._date and isinstance(value, date):
            return self._as_date(value)
        return self._word(_whole(write_cell(self._form, value)))

    def _word(self, text: str) -> Raw:
        """A text; a number where the column has nothing but numbers, and this is one."""
        raw = Number(text)
        as_number = self._only_numbers and NUMBER.fullmatch(text) and self.field.kind is not Kind.NUMBER
        return raw if as_number and len(text) < _LARGEST else text

    def _as_number(self, value: Decimal) -> Number:
        if not value.is_finite():
            raise BadCell(NumberForm.wrong)
        text = number_text(self._checked(value))
        return Number(f"{text}.0" if self._fractions and "." not in text else text)

    def _as_list(self, value: tuple[str, ...]) -> tuple[Scalar, ...]:
        if self.field.type == "multipleAttachments":  # a canonical one is id, size and name
            return tuple(_whole(member.split("/", 2)[-1]) for member in value)
        known = {type(member) for raw in self._counts if isinstance(raw, tuple) for member in raw}
        if known == {Number} and all(NUMBER.fullmatch(member) for member in value):
            return tuple(Number(member) for member in value)
        return tuple(_whole(member) for member in value)

    def _as_date(self, value: date) -> date:
        if not isinstance(value, datetime):
            return value
        text = write_cell(self._form, value)
        local = datetime.fromisoformat(text)
        if local.tzinfo is not None:
            raise BadCell("stands twice on the clock when it is set back, which a date here can't show")
        return local


def shown(raw: Raw) -> str:
    """A stored value in words, for messages and text fields."""
    if isinstance(raw, Nested | Number):
        return raw.text
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, tuple):
        return ", ".join(map(shown, raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(sep=" ")
    return raw.isoformat() if isinstance(raw, date) else raw or ""


def _moment(raw: date) -> str:
    if isinstance(raw, datetime):
        return raw.isoformat(timespec="microseconds" if raw.microsecond % 1000 else "milliseconds")
    return raw.isoformat()


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadCell("has half of a character") from error
    return text


__all__ = ["NUMBER", "CellForm", "Nested", "Number", "Raw", "Scalar", "TypedColumn", "shown"]
