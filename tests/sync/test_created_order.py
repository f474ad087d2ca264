"""The answer to a batch of creates: which new record is whose."""

from __future__ import annotations

import pytest

from airsync_gui.sync.created_order import in_order_sent
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.records import Row, Side


@pytest.mark.parametrize(
    ("sent", "answered", "taken"),
    [
        ("abc", "abc", "012"),
        ("abc", "cab", "120"),
        ("aab", "baa", "012"),  # two alike: nothing tells them apart but Airtable's order
        ("abc", "ABc", "012"),  # Airtable rewrote keys in a way that nobody knows
        ("abc", "aaa", "012"),
    ],
)
def test_keys_have_the_word_where_each_stands_once(sent: str, answered: str, taken: str) -> None:
    creates = [
        Operation(Side.AIRTABLE, "create", f"uid{n}", name, None, None, values={"fldK": name})
        for n, name in enumerate(sent)
    ]
    rows = [Row(f"rec{n}", {"fldK": name}) for n, name in enumerate(answered)]
    found = in_order_sent(creates, rows, lambda row, create: row.values["fldK"] == create.values["fldK"])
    assert [row.row_id for row in found] == [f"rec{n}" for n in taken]
