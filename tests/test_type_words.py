"""The types of Airtable's fields in words."""

from __future__ import annotations

import pytest

from airsync_gui.type_words import type_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("multilineText", "Long text"),
        ("aiText", "AI text"),
        ("url", "URL"),
        ("someNewType", "Some new type"),
        ("bad\u202ename" + "x" * 100, "Badname" + "x" * 52 + "…"),
        ("", ""),
    ],
)
def test_a_type_is_said_in_words_also_one_that_came_after_us(name: str, words: str) -> None:
    assert type_words(name) == words
