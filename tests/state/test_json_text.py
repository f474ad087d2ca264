"""Values as JSON text: what comes back is what was kept, and equal values give one text."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.state.json_text import dump, dump_values, load_values
from airsync_gui.sync import values as engine
from airsync_gui.sync.records import Value

texts = st.text(st.characters(exclude_categories=["Cs"]))
moments = st.datetimes(timezones=st.just(UTC))
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)
some = st.one_of(st.none(), texts, st.just(True), numbers, moments, st.dates(), st.lists(texts).map(tuple))


@given(st.dictionaries(texts, some))
def test_values_come_back_and_are_written_as_the_engine_writes_them(values: dict[str, Value]) -> None:
    text = dump_values(values)
    assert load_values(text) == values
    assert text == engine.dump_values(values)  # a file of before holds what that wrote


def test_equal_data_give_one_text() -> None:
    assert dump({"b": [1, "é\u2028"], "a": {"d": None, "c": True}}) == '{"a":{"c":true,"d":null},"b":[1,"é\u2028"]}'
    assert dump({}) == "{}"
    assert dump_values({"n": Decimal("1.50")}) == dump_values({"n": Decimal("1.5")})


@pytest.mark.parametrize("damaged", ["{", "", "NaN", "[" * 100_000, "\0", '{"a":{"n":"x"}}', '{"a":{"q":1}}'])
def test_what_is_none_of_ours_is_no_value(damaged: str) -> None:
    with pytest.raises((ValueError, RecursionError, ArithmeticError, LookupError)):
        load_values(damaged)
