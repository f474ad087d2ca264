"""A column's form: how its cells are read as canonical values and how such values are written back.

A form is found from all cells of a column at once (see :mod:`airsync_gui.local.cells`), never from their order, so
that a file sorted by another program reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from airsync_gui.sync.records import Value
from airsync_gui.sync.values import number_text

Texts = Mapping[str, int]
"""A column's cells: text → how often it stands there. Order is left out on purpose."""

_T = TypeVar("_T")


class BadCell(Exception):
    """A text that has no canonical value in its column, or a value that its column can't show.

    Attributes:
        rule: the end of a sentence that starts with the cell: ``"is not a number"``.
        ambiguous: it can be read in two ways, so a person is asked; else it can't be its field's type at all.
        suggestion: a text that would be taken.
    """

    def __init__(self, rule: str, *, ambiguous: bool = False, suggestion: str | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.ambiguous = ambiguous
        self.suggestion = suggestion


class CellForm:
    """Text as is; the base of every other form.

    Attributes:
        about: the form in a person's words, for ``pair show``.
        proven: what the column shows about how it must be read, as words that can be given back as its style: a pair
            that remembers them stays right when the one cell that proved them is gone. Empty where nothing is proven.
        blank: what an empty value is written as.
    """

    about = "as is"
    proven = ""
    blank = ""
    trims = False
    """Whether a cell of blanks alone is an empty one (everywhere but in text)."""

    @property
    def reads_by(self) -> tuple[object, ...] | None:
        """All that a cell's value depends on besides its text and the field, each as its ``repr`` tells it.

        None where that can't be told: a time without offset is another where this computer's clock is.
        """
        return ()

    def read(self, text: str) -> Value:
        """The canonical value of a cell that is not empty. Raises BadCell."""
        return text

    def write(self, value: Value) -> str:
        """The cell for a value that is not blank. Raises BadCell."""
        return in_words(value)


class RichTextForm(CellForm):
    """Rich text: one newline at its end is not a difference (Airtable appends one)."""

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        text = in_words(value)
        if not text.endswith(("\n", "\r")):
            return text
        return text + ("\r\n" if text.endswith("\r") else "\n")


def in_words(value: Value) -> str:
    """A value of any kind as a person would say it: computed fields do not keep to the type that they declare."""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, Decimal):
        return number_text(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def most_common(counts: Iterable[tuple[_T, int]], default: _T) -> _T:
    """The item with the largest sum; of equal ones the smaller by its text, so that order never decides."""
    sums: dict[_T, int] = {}
    for item, count in counts:
        sums[item] = sums.get(item, 0) + count
    return min(sums, key=lambda item: (-sums[item], repr(item))) if sums else default
