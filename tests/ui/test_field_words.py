"""Values as they are read and typed: what is typed back is the same value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui import wording
from airsync_gui.sync.values import same
from airsync_gui.ui.field_words import NotAValue, member_words, revealed, shown, typed_form, typed_value
from tests.ui.samples.dialog import field, noon

NUMBER, PERCENT = field("N", "number", precision=2), field("P", "percent")
DURATION, MONEY = field("D", "duration"), field("M", "currency", symbol="$")
DAY, MOMENT = field("Y", "date"), field("T", "dateTime")
TEXT, LIST = field("X", "multilineText"), field("L", "multipleRecordLinks")
TICK, RATING = field("C", "checkbox"), field("R", "rating", max=5)


@pytest.mark.parametrize(
    ("of", "value", "text"),
    [
        (NUMBER, Decimal("1234.50"), "1234.5"),
        (PERCENT, Decimal("0.125"), "12.5 %"),
        (DURATION, Decimal(3930), "1:05:30"),
        (field("D", "duration", durationFormat="h:mm"), Decimal(2820), "0:47"),
        (MONEY, Decimal("12.5"), "$ 12.5"),
        (RATING, Decimal(4), "4 of 5"),
        (DAY, date(2026, 5, 2), "2 May 2026"),
        (MOMENT, noon(12, 30), "12 May 2026 12:30"),
        (TICK, True, "ticked"),
        (TICK, None, "not ticked"),
        (NUMBER, None, "blank"),
        (TEXT, "a\nb\u202e\x07", "a\nb"),
        (LIST, ("b", "a"), "b, a"),
    ],
)
def test_values_read_well(of: Any, value: Any, text: str) -> None:
    assert shown(of, value) == text


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
whole_numbers = st.integers(-(10**6), 10**6).map(Decimal)
minutes = st.integers(0, 60_000_000).map(lambda minute: datetime.fromtimestamp(minute * 60, UTC))
lists = st.lists(st.text(min_size=1, max_size=8).filter(lambda t: t == t.strip()), unique=True).map(
    lambda m: tuple(m) or None
)


@given(
    st.one_of(
        st.tuples(st.sampled_from([NUMBER, PERCENT, MONEY]), numbers),
        st.tuples(st.just(DURATION), whole_numbers),
        st.tuples(st.just(DAY), st.dates()),
        st.tuples(st.just(MOMENT), minutes),
        st.tuples(st.just(TEXT), st.text()),
        st.tuples(st.just(LIST), lists),
    )
)
def test_what_is_offered_for_typing_is_the_value(case: Any) -> None:
    of, value = case
    assert same(typed_value(of, typed_form(of, value)), value)


@pytest.mark.parametrize(
    ("of", "text", "value"),
    [
        (NUMBER, " 1,234.5 ", Decimal("1234.5")),
        (NUMBER, "−3", Decimal(-3)),
        (NUMBER, "", None),
        (PERCENT, "40 %", Decimal("0.4")),
        (MONEY, "$12", Decimal(12)),
        (DURATION, "1:05", Decimal(3900)),
        (DURATION, "90", Decimal(90)),
        (DAY, "12 May 2026", date(2026, 5, 12)),
        (DAY, "12.05.2026", date(2026, 5, 12)),
        (MOMENT, "2026-05-12T12:30", noon(12, 30)),
        (MOMENT, "12 May 2026 12:30", noon(12, 30)),
        (LIST, 'a, "b, c" ,, d', ("a", "b, c", "d")),
        (LIST, " ", None),
    ],
)
def test_typing_is_read_kindly(of: Any, text: str, value: Any) -> None:
    assert typed_value(of, text) == value


@pytest.mark.parametrize(
    ("of", "text"),
    [(NUMBER, "six"), (NUMBER, "1_0"), (NUMBER, "nan"), (NUMBER, "1.2.3"), (DAY, "2026-13-01"), (DAY, "soon"),
     (MOMENT, "2026-05-12"), (MOMENT, "2026-05-12 25:00"), (DURATION, "1:2:3:4")],
)  # fmt: skip
def test_what_can_not_be_read_says_so(of: Any, text: str) -> None:
    with pytest.raises(NotAValue, match="is not"):
        typed_value(of, text)


def test_hidden_characters_can_be_shown() -> None:
    assert revealed("a\u200bb ") == "a⟨U+200B⟩b␣"
    assert revealed("e\u0301") == "e⟨U+0301⟩"
    assert revealed("a  b") == "a ␣b"


def test_attachments_are_known_by_their_names() -> None:
    assert member_words(field("A", "multipleAttachments"), "att1/120/plate.jpg") == "plate.jpg"


class German(wording.English):
    """Its months alone."""

    def month(self, month: int) -> str:
        """As it stands alone."""
        return (
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        )[month - 1]


@pytest.mark.parametrize("text", ["2. Mai 2026", "02. mai 2026", "2 May 2026"])
def test_a_day_is_typed_as_the_language_says_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_language", German())
    assert typed_value(DAY, text) == date(2026, 5, 2)


def test_a_day_that_no_month_has_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_language", German())
    with pytest.raises(NotAValue, match="is not a date"):
        typed_value(DAY, "31. Sept. 2026")
