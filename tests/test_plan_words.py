"""What guards saw, in sentences."""

from __future__ import annotations

import pytest

from airsync_gui.plan_words import stop_sentence
from airsync_gui.sync.guards import Stop
from airsync_gui.sync.records import Side


@pytest.mark.parametrize(
    ("stop", "sentence"),
    [
        (
            Stop("deletes", Side.AIRTABLE, tuple("hgfedcba"), 40),
            "8 of 40 records would be deleted in Airtable: a, b, c, d, e, and 3 more.",
        ),
        (Stop("updates", Side.LOCAL, ("x",), 1), "1 of 1 records would be changed on this computer: x."),
        (Stop("local_emptied", Side.LOCAL, of=7), "The table on this computer is empty, and it had 7 records"),
        (Stop("airtable_emptied", Side.AIRTABLE, of=7), "The table in Airtable is empty, and it had 7 records"),
        (Stop("local_cut", Side.LOCAL, of=3), "The file lost 3 records and its last line end"),
    ],
    ids=lambda value: value.code if isinstance(value, Stop) else None,
)
def test_what_a_guard_saw(stop: Stop, sentence: str) -> None:
    assert stop_sentence(stop).startswith(sentence)
