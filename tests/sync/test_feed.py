"""What a change feed says, and when it is not believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.sync import feed
from airsync_gui.sync.feed import Barred, BaseFeed, Doubt, Heard, Hook, Mark, Payload, PayloadPage, Way, Why
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import Field

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NAME = Field("fldName", "Name", "singleLineText")
KIND = Field("fldKind", "Kind", "singleSelect", {"choices": [{"id": "sel1", "name": "big"}]})
FIELDS = {f.id: f for f in (NAME, KIND)}


def mark(**other: Any) -> Mark:
    known = {"hook_id": "ach1", "cursor": 4, "heard_at": NOW, "checked_at": NOW, "read_at": NOW}
    return Mark(**{"way": Way.FEED, "why": Why.FIRST, "fields": FIELDS, **known, **other})


def heard(*payloads: Payload, cursor: int = 1) -> Heard:
    found = Heard(cursor)
    found.hear(PayloadPage(payloads, cursor + len(payloads)))
    return found


def row(record_id: str, **values: str) -> Row:
    return Row(record_id, {f"fld{name}": value for name, value in values.items()})


# -- what is told ---------------------------------------------------------------------------------------------------


def test_what_was_destroyed_is_gone_unless_it_came_back() -> None:
    told = heard(
        Payload(changed={"rec1": {"fldName": "a"}, "rec2": {}}),
        Payload(destroyed=frozenset({"rec1", "rec2", "rec3"})),
        Payload(changed={"rec3": {"fldName": "again"}}),
    )
    assert list(told.told) == ["rec3"]
    assert set(told.destroyed) == {"rec1", "rec2"}
    assert told.cursor == 4


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (PayloadPage((Payload(),), 7), Why.GAP),  # from 4 on there would be one: 5
        (PayloadPage((), 3), Why.GAP),
        (PayloadPage((), 4, more=True), Why.GAP),
        (PayloadPage((Payload(error="INVALID_HOOK"),), 5), Why.BROKEN),
    ],
)
def test_numbers_that_do_not_follow_and_errors_are_doubts(page: PayloadPage, why: Why) -> None:
    with pytest.raises(Doubt) as caught:
        Heard(4).hear(page)
    assert caught.value.why is why


def test_only_what_is_not_held_already_is_news() -> None:
    known = {"rec1": row("rec1", Name="Ann", Kind="big"), "rec2": row("rec2", Name="Bob")}
    told = heard(
        Payload(changed={"rec1": {"fldName": "Ann"}, "rec2": {"fldName": "Bo"}}),
        Payload(changed={"rec1": {"fldKind": "big"}, "rec2": {"fldName": "Bob"}}),
        Payload(changed={"rec3": {}, "rec1": {"fldOther": "not mapped"}}),
    )
    # rec2 agrees in the end, but was something else in between.
    assert feed.news(told, known, FIELDS, by_time=False) == ["rec2", "rec3"]
    assert feed.news(told, known, FIELDS, by_time=True) == ["rec1", "rec2", "rec3"]
    with_untold = {**FIELDS, "fldWhen": Field("fldWhen", "When", "lastModifiedTime")}
    assert feed.news(told, known, with_untold, by_time=False) == ["rec1", "rec2", "rec3"]


def test_a_record_was_edited_when_a_payload_last_named_a_field_that_people_edit() -> None:
    fields = {**FIELDS, "fldF": Field("fldF", "F", "formula", {"result": {"type": "number"}})}
    early, late = NOW, NOW + timedelta(hours=1)
    told = heard(
        Payload(changed={"rec1": {"fldName": "a"}, "rec2": {"fldF": "1"}, "rec3": {"fldName": "a"}}, at=early),
        Payload(changed={"rec1": {"fldKind": "big"}, "rec3": {"fldF": "2"}}, at=late),
    )
    assert [feed.edited_at(told, f"rec{n}", fields) for n in (1, 2, 3)] == [late, None, early]


def test_a_blank_that_is_told_agrees_with_one_that_is_held() -> None:
    told = heard(Payload(changed={"rec1": {"fldName": None}, "rec2": {"fldName": None}}))
    known = {"rec1": row("rec1", Kind="big"), "rec2": row("rec2", Name="Bob")}
    assert feed.news(told, known, FIELDS, by_time=False) == ["rec2"]


ids = st.sampled_from(["rec1", "rec2", "rec3"])
payloads = st.builds(
    Payload,
    changed=st.dictionaries(ids, st.fixed_dictionaries({"fldName": st.sampled_from(["a", "b", None])}), max_size=2),
    destroyed=st.frozensets(ids, max_size=1),
)


@given(st.lists(payloads, max_size=8), st.integers(1, 4))
def test_pages_of_any_size_say_the_same(all_of_them: list[Payload], size: int) -> None:
    at_once, by_pages = Heard(1), Heard(1)
    at_once.hear(PayloadPage(tuple(all_of_them), 1 + len(all_of_them)))
    for start in range(0, len(all_of_them), size):
        part = tuple(all_of_them[start : start + size])
        by_pages.hear(PayloadPage(part, by_pages.cursor + len(part)))
    assert (at_once.told, at_once.destroyed, at_once.cursor) == (by_pages.told, by_pages.destroyed, by_pages.cursor)


# -- when it is trusted ---------------------------------------------------------------------------------------------


def good(**other: Any) -> BaseFeed:
    return BaseFeed(Hook("ach1", NOW + timedelta(days=5), **other))


def test_a_feed_is_gone_on_with_while_its_hook_surely_lives() -> None:
    assert feed.why_not_feed(mark(), good(), NOW) is None
    assert feed.why_not_feed(mark(), BaseFeed(), NOW) is Why.LOST
    assert feed.why_not_feed(mark(hook_id="ach2"), good(), NOW) is Why.LOST
    assert feed.why_not_feed(mark(), good(), NOW + timedelta(days=5)) is Why.OLD
    assert feed.why_not_feed(mark(), good(), NOW + timedelta(days=5) - feed.MARGIN) is Why.OLD


def test_payloads_that_may_not_be_kept_any_more_are_not_waited_for() -> None:
    far = BaseFeed(Hook("ach1", NOW + timedelta(days=60)))
    assert feed.why_not_feed(mark(), far, NOW + feed.LIFE - feed.MARGIN - timedelta(seconds=1)) is None
    assert feed.why_not_feed(mark(), far, NOW + feed.LIFE - feed.MARGIN) is Why.OLD
    assert feed.why_not_feed(mark(heard_at=None), far, NOW) is Why.OLD
    assert feed.why_not_feed(mark(), far, NOW - timedelta(seconds=1)) is None  # clocks differ a little
    assert feed.why_not_feed(mark(), far, NOW - timedelta(days=1)) is Why.OLD  # the clock was set back


def test_a_hook_is_refreshed_in_time() -> None:
    hook = Hook("ach1", NOW + feed.LIFE)
    assert not feed.needs_refresh(hook, NOW + timedelta(days=3))
    assert feed.needs_refresh(hook, NOW + timedelta(days=4, seconds=1))
    assert feed.needs_refresh(Hook("ach1"), NOW)


def test_a_refused_hook_is_asked_for_again_after_a_day_or_by_a_person() -> None:
    refused = BaseFeed(barred=Barred.NOT_PERMITTED, barred_at=NOW)
    assert feed.may_ask_for_hook(BaseFeed(), NOW)
    assert not feed.may_ask_for_hook(refused, NOW + timedelta(hours=23))
    assert feed.may_ask_for_hook(refused, NOW + timedelta(hours=24))
    assert feed.may_ask_for_hook(refused, NOW, anyway=True)


def test_everything_is_read_from_time_to_time() -> None:
    six = timedelta(hours=6)
    assert not feed.is_due(mark(), NOW + timedelta(hours=5), six, by_feed=False)
    assert feed.is_due(mark(), NOW + six, six, by_feed=False)
    assert not feed.is_due(mark(), NOW + six, six, by_feed=True)
    assert feed.is_due(mark(), NOW + timedelta(days=1), six, by_feed=True)
    assert feed.is_due(mark(checked_at=None), NOW, six, by_feed=True)
    assert not feed.is_due(mark(), NOW - timedelta(seconds=1), six, by_feed=True)
    assert feed.is_due(mark(), NOW - timedelta(days=1), six, by_feed=True)


def test_an_image_is_gone_on_from_with_the_same_fields_only() -> None:
    assert feed.why_all(None, FIELDS, None) is Why.FIRST
    assert feed.why_all(mark(), FIELDS, None) is None
    assert feed.why_all(mark(), {NAME.id: NAME}, None) is Why.FIELDS
    assert feed.why_all(mark(), FIELDS, "fldWhen") is Why.FIELDS


@pytest.mark.parametrize(
    ("now", "fits"),
    [
        (Field("fldKind", "Size", "singleSelect", KIND.options), True),
        (Field("fldKind", "Kind", "singleSelect", {"choices": [{"id": "sel1", "name": "big", "color": "x"}]}), True),
        (Field("fldKind", "Kind", "singleSelect", {"choices": [*KIND.options["choices"], {"id": "s2"}]}), True),
        (Field("fldKind", "Kind", "singleSelect", {"choices": [{"id": "sel1", "name": "huge"}]}), False),
        (Field("fldKind", "Kind", "singleSelect", {"choices": []}), False),
        (Field("fldKind", "Kind", "multipleSelects", KIND.options), False),
    ],
)
def test_a_renamed_choice_makes_what_was_read_old(now: Field, fits: bool) -> None:
    assert feed.still_fit(FIELDS, {NAME.id: NAME, KIND.id: now}) is fits


def test_a_formula_of_another_text_reads_otherwise() -> None:
    one = Field("fldF", "F", "formula", {"formula": "1", "result": {"type": "number"}})
    other = Field("fldF", "F", "formula", {"formula": "2", "result": {"type": "number"}})
    assert feed.still_fit({"fldF": one}, {"fldF": one})
    assert not feed.still_fit({"fldF": one}, {"fldF": other})
