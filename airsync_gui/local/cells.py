"""Text cells and canonical values: which form a column has, by its Airtable field and by what stands in it.

The forms read and written are those of the table in the manual's chapter on local values. What can be read in two
ways is a problem of kind ``ambiguous``; what can't be its field's type at all is ``invalid``. Nothing is guessed.
"""

from __future__ import annotations

from datetime import tzinfo

from airsync_gui.local.checkboxes import CheckboxForm
from airsync_gui.local.dates import DateForm
from airsync_gui.local.durations import DurationForm
from airsync_gui.local.forms import BadCell, CellForm, RichTextForm, Texts, in_words
from airsync_gui.local.instants import InstantForm
from airsync_gui.local.lists import AttachmentForm, ChoiceForm, ListForm
from airsync_gui.local.numbers import NumberForm, PercentForm, WholeNumberForm
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import RESULT_TYPES, Field, Kind
from airsync_gui.sync.values import is_blank

PROBLEM_TEXT_LENGTH = 80
_WHOLE_TYPES = frozenset({"rating", "count", "autoNumber"})
_ERROR_WORDS = frozenset({"NaN", "Infinity", "-Infinity"})


class ComputedForm(CellForm):
    """A computed column: its result's form. What is not of that form (error values, texts, lists) is shown as text."""

    def __init__(self, inner: CellForm) -> None:
        self._inner = inner
        self.about = f"{inner.about}, computed"
        self.proven = inner.proven
        self.blank = inner.blank
        self.trims = inner.trims

    @property
    def reads_by(self) -> tuple[object, ...] | None:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return self._inner.reads_by

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        try:
            return text if _is_error(text) else self._inner.read(text)
        except BadCell as bad:
            if bad.ambiguous:
                raise
            return text

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if isinstance(value, str) and _is_error(value):
            return value
        try:
            return self._inner.write(value)
        except BadCell:
            return in_words(value)


def _is_error(text: str) -> bool:
    return text in _ERROR_WORDS or text.startswith("#ERROR") or (text[:1] == "#" and text.endswith(("!", "?", "A")))


def form_of(field: Field, texts: Texts, style: str = "", zone: tzinfo | None = None) -> CellForm:
    """The form of a column.

    Args:
        field: the Airtable field it is mapped to.
        texts: all its cells, each with how often it stands there.
        style: what a pair says about the column, in the words of :attr:`CellForm.proven`: ``decimal comma``,
            ``decimal point``, ``day first``, ``month first``, ``percent``, ``fraction``, ``comma``, ``semicolon``,
            ``newline``, ``unit g`` (which may stand after a number); several are separated by commas. Empty: what the
            column shows.
        zone: of times without offset whose field names none; None for this computer's.
    """
    form = _form_by_type(field, texts, style, zone)
    return ComputedForm(form) if field.read_only and field.kind not in (Kind.TEXT, Kind.RICH_TEXT) else form


def shows_its_form(field: Field) -> bool:
    """Whether a column's own cells say how they are read; text and choices are as they are."""
    return field.kind not in (Kind.TEXT, Kind.RICH_TEXT, Kind.CHOICE, Kind.UNKNOWN)


def _form_by_type(field: Field, texts: Texts, style: str, zone: tzinfo | None) -> CellForm:
    kind = field.kind
    if kind is Kind.NUMBER:
        return _number_form(field, texts, style)
    if kind is Kind.CHECKBOX:
        return CheckboxForm(texts)
    if kind is Kind.CHOICE:
        return ChoiceForm(field)
    if kind is Kind.LIST:
        return AttachmentForm(field, texts) if field.type == "multipleAttachments" else ListForm(field, texts, style)
    if kind is Kind.DATE:
        return DateForm(texts, style)
    if kind is Kind.DATETIME:
        return InstantForm(field, texts, style, zone)
    return RichTextForm() if kind is Kind.RICH_TEXT else CellForm()


def _number_form(field: Field, texts: Texts, style: str) -> CellForm:
    shown_as = _result_type(field)
    if shown_as == "percent":
        return PercentForm(field, texts, style)
    if shown_as == "duration":
        return DurationForm(field, texts)
    return (WholeNumberForm if shown_as in _WHOLE_TYPES else NumberForm)(field, texts, style)


def _result_type(field: Field) -> str:
    result = field.options.get("result") if field.type in RESULT_TYPES else None
    return str((result or {}).get("type") or field.type)


def read_cell(form: CellForm, text: str) -> Value | CellProblem:
    """The canonical value of a cell (None for a blank one), or why it has none."""
    if not text or (form.trims and not text.strip()):
        return None
    try:
        value = form.read(text)
    except BadCell as bad:
        return problem_of(text, bad)
    return None if is_blank(value) else value


def problem_of(text: str, bad: BadCell) -> CellProblem:
    """Why a cell that shows this text has no canonical value."""
    # Half a character can't be kept.
    cut = text[:PROBLEM_TEXT_LENGTH].encode("utf-8", "replace").decode()
    return CellProblem("ambiguous" if bad.ambiguous else "invalid", cut, bad.rule, bad.suggestion)


def write_cell(form: CellForm, value: Value) -> str:
    """The cell for a value. Raises BadCell for a value that its column can't show so that it can be read again."""
    if is_blank(value):
        return form.blank
    text = form.write(value)
    if type(form) is CellForm:
        return text  # it reads any text, as it is
    back = read_cell(form, text)
    if isinstance(back, CellProblem):
        raise BadCell(f"would be written as {text[:PROBLEM_TEXT_LENGTH]}, which {back.rule}")
    return text
