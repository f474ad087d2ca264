"""Differences: nothing is lost or invented on the way, and words stay whole."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.ui.text_diff import Piece, differences, excerpt, members, merged_text, tokens

WORDS = st.lists(
    st.sampled_from(["rice", "peas", "soy", ",", " ", "\n", "12:30", "é", "e\u0301", "漢", "字"]), max_size=14
)
TEXTS = WORDS.map("".join) | st.text(max_size=30)


def joined(pieces: tuple[Piece, ...], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert joined(pieces, "same", "removed") == old
    assert joined(pieces, "same", "added") == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert all(piece.kind == "same" for piece in differences(text, text))


@given(TEXTS)
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("with rice", "with brown rice", "", "brown "),
        ("with brown rice", "with rice, spicy", "brown ", ", spicy"),
        ("rice, chicken, peas, soy", "rice, smoked tofu, peas, soy", "chicken", "smoked tofu"),
        ("12 May 2026 12:30", "12 May 2026 12:45", "12:30", "12:45"),
        ("London", "Paris", "London", "Paris"),
        ("我吃饭", "我吃面", "饭", "面"),
        ("cafe\u0301 bar", "cafe\u0301 club", "bar", "club"),
    ],
)
def test_whole_words_change(old: str, new: str, removed: str, added: str) -> None:
    pieces = differences(old, new)
    assert (joined(pieces, "removed"), joined(pieces, "added")) == (removed, added)


def test_two_changed_words_are_one_change() -> None:
    assert differences("one two x", "three four x") == (
        Piece("one two", "removed"),
        Piece("three four", "added"),
        Piece(" x", "same"),
    )


def test_very_long_texts_are_compared_at_their_ends() -> None:
    words = [f"word{n % 9}" for n in range(3000)]
    old, new = " ".join(words), " ".join([*words[:1500], "new", *words[1501:]])
    pieces = differences(old, new)
    assert (joined(pieces, "removed"), joined(pieces, "added")) == ("word6", "new")


def test_a_long_texts_change_is_shown_with_a_little_around_it() -> None:
    old = "so many words " * 40 + "peas" + " and more words" * 40
    shown = excerpt(differences(old, old.replace("peas", "beans")))
    assert joined(shown, "added") == "beans"
    text = joined(shown, "same", "added")
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "many words beans and more" in text
    assert len(text) < 120


# -- three texts


@given(TEXTS, TEXTS)
def test_one_sides_edit_is_the_merge(old: str, new: str) -> None:
    assert merged_text(old, new, old) == new
    assert merged_text(old, old, new) == new
    assert merged_text(old, new, new) == new


def test_edits_of_different_words_are_both_kept() -> None:
    old = "rice, chicken, peas, soy sauce"
    left, right = old.replace("peas", "beans"), old.replace("chicken", "smoked tofu")
    assert merged_text(old, left, right) == "rice, smoked tofu, beans, soy sauce"


@pytest.mark.parametrize(
    ("left", "right"), [("with brown rice", "with red rice"), ("with rice, hot", "with rice, cold"), ("a", "b")]
)
def test_edits_of_the_same_place_are_not_merged(left: str, right: str) -> None:
    assert merged_text("with rice", left, right) is None


# -- lists

LISTS = st.lists(st.sampled_from("abcd"), max_size=5)


@given(LISTS, LISTS)
def test_members_are_both_lists(old: list[str], new: list[str]) -> None:
    pieces = members(old, new)
    assert [piece.text for piece in pieces if piece.kind != "removed"] == new
    assert Counter(piece.text for piece in pieces if piece.kind != "added") == Counter(old)


def test_added_and_gone_members_are_told_apart() -> None:
    assert members(["lunch", "late"], ["lunch", "home"]) == (
        Piece("lunch", "same"),
        Piece("home", "added"),
        Piece("late", "removed"),
    )
