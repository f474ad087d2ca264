"""Foreign text is short and harmless wherever it is shown, and ordinary text stays as it is."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.plain_text import plain, plain_sentence


@given(st.text(), st.integers(1, 400))
def test_plain_text_is_short_and_harmless(text: str, most: int) -> None:
    shown = plain(text, most)
    assert len(shown) <= most
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=300))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_a_sentence_keeps_the_marks_around_its_parts_and_each_has_its_end() -> None:
    assert plain_sentence("\u2068שלום\u2069 was\u202e 5\n") == "\u2068שלום\u2069 was 5 "
    assert plain_sentence("\u2068שלום ושלום\u2069 was 5", 6) == "\u2068שלום…\u2069"
    assert plain_sentence("a\u202eb") == "ab"
