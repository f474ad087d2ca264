"""What becomes of a change to a local table: the id of its row, or why it was turned down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from airsync_gui.errors import InvalidValue, Refused
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.forms import BadCell
from airsync_gui.sync.ports import LocalResult
from airsync_gui.sync.records import Row, Value
from airsync_gui.sync.schema import Field

_T = TypeVar("_T")

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


def not_held(field: Field, value: Value, bad: BadCell) -> InvalidValue:
    """The refusal of a value that its column can't hold."""
    return InvalidValue(field=field.name, value=str(value)[:PROBLEM_TEXT_LENGTH], rule=bad.rule)
