"""Which new record is whose: the answer to a batch of creates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from airsync_gui.sync.operations import Operation
from airsync_gui.sync.records import Row

HasKey = Callable[[Row, Operation], bool]
"""Whether a record has the key that a create sent, through its type's own rounding."""


def in_order_sent(creates: Sequence[Operation], rows: Sequence[Row], has_key: HasKey) -> Sequence[Row]:
    """The new records in the order of their creates.

    Airtable answers in that order (https://airtable.com/developers/web/api/create-records). An answer in another one
    would bind each record to another's row for good, so that the keys have the word wherever each stands just once.
    """
    if all(has_key(row, create) for create, row in zip(creates, rows, strict=True)):
        return rows
    found = [[row for row in rows if has_key(row, create)] for create in creates]
    if any(len(of_one) != 1 for of_one in found) or len({of_one[0].row_id for of_one in found}) < len(rows):
        return rows
    return [of_one[0] for of_one in found]
