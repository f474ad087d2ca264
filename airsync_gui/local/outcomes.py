"""What becomes of a change to a local table: the id of its row, or why it was turned down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from airsync_gui.errors import InvalidValue, Refused
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.forms import BadCell
from airsync_gui.sync.ports import LocalResult
from airsync_gui.sync.records import Row, Value
from airsync_gui.sync.schema import Field

_T = TypeVar("_T")
_R_co = TypeVar("_R_co", covariant=True)

Outcome = str | Refused
"""The id of the row that was changed, or why it was not."""


def results_of(
    outcomes: Iterable[Outcome], present: Mapping[str, _T], row_of: Callable[[str, _T], Row]
) -> list[LocalResult]:
    """The answers to changes, in their order.

    Args:
        present: row id → what a row is made of, of all that are there after the changes.
        row_of: makes it.
    """
    return [_result(outcome, present, row_of) for outcome in outcomes]


def _result(outcome: Outcome, present: Mapping[str, _T], row_of: Callable[[str, _T], Row]) -> LocalResult:
    if isinstance(outcome, Refused):
        return LocalResult(refused=outcome)
    return LocalResult(row=row_of(outcome, present[outcome]) if outcome in present else None)


class Column(Protocol[_R_co]):
    """What a value is written for."""

    @property
    def field(self) -> Field:
        """The field that it is mapped to."""

    def write(self, value: Value) -> _R_co:
        """What is to stand in it. Raises BadCell."""


def written(column: Column[_R_co], value: Value) -> _R_co:
    """What is to stand in a column for a value. Raises InvalidValue where it can't hold it."""
    try:
        return column.write(value)
    except BadCell as bad:
        raise not_held(column.field, value, bad) from bad


def not_held(field: Field, value: Value, bad: BadCell) -> InvalidValue:
    """The refusal of a value that its column can't hold."""
    return InvalidValue(field=field.name, value=str(value)[:PROBLEM_TEXT_LENGTH], rule=bad.rule)
