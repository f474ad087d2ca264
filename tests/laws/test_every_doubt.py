"""Each doubtful behaviour of Airtable's, both ways, by a story that would notice.

For every switch of the sandbox there is a story that makes Airtable look at it, and that ends well whichever way it is
set. Where one can be wrong about it, the same story is told of a program that took one way for granted: it has to end
badly the other way. What Airtable is never asked by us is in ``NEVER_ASKED``, and no story may ask it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

import pytest
from msgspec import Struct

from airsync_gui.airtable import limiter, refusals, table
from airsync_gui.airtable.client import AirtableClient, Secret
from airsync_gui.airtable.table import WebTable
from airsync_gui.errors import AllowanceSpent, RateLimited, RecordGone, Refused, Unreachable
from airsync_gui.sandbox.errors import ApiError
from airsync_gui.sandbox.switches import CHOICES, Switches
from airsync_gui.sync import apply, settle
from airsync_gui.sync.pairs import Policy
from airsync_gui.sync.resolve import Answer
from tests.laws import feed_stories
from tests.laws.test_doubts import in_step, rest
from tests.laws.test_doubts import settle as settled
from tests.laws.world import World

Patch = Callable[[pytest.MonkeyPatch], None]


class WatchedSwitches(Switches):
    """Counts how often the sandbox looked at each."""

    asked: ClassVar[Counter[str]] = Counter()

    def __getattribute__(self, name: str) -> Any:
        WatchedSwitches.asked[name] += 1
        return super().__getattribute__(name)


def watched(world: World, name: str, value: Any) -> None:
    """From now on Airtable answers this doubt so."""
    settings = asdict(world.sandbox.switches) | {name: value}
    world.sandbox.world.switches = WatchedSwitches(**settings)
    WatchedSwitches.asked = Counter()


# -- stories --------------------------------------------------------------------------------------------------------


def life(world: World) -> None:
    """Records come, change and go on both sides; a conflict is answered."""
    for person in ("Ada", "Ben", "Cy", "Fay", "Gil"):
        world.add_row(Name=person, City="Rome", Count="1.5", Tags="t1, t2")
    world.run()
    world.edit_row("Ada", City="Oslo")
    world.edit_record("Ben", City="Lima", Note="moved")
    world.delete_row("Cy")
    world.delete_record("Fay")
    world.edit_row("Gil", City="Paris")
    world.edit_record("Gil", City="Turin")
    assert world.run().exit_code == 3
    world.resolve(world.conflicts()[0].conflict.uid, Answer(take="local"))
    settled(world)
    in_step(world)


def numbers(world: World) -> None:
    """More digits here than the field shows stay here, whatever Airtable keeps of them."""
    world.add_row(Name="Ada", Count="1.26")
    settled(world)
    world.edit_record("Ada", Note="by hand")
    settled(world)
    assert [(row["Count"], row["Note"]) for row in world.rows()] == [("1.26", "by hand")]


def a_crowd(world: World) -> None:
    """Somebody else uses up the base's five requests a second."""
    world.write_rows([{"Name": str(number)} for number in range(30)])
    world.sandbox.limits.rate_limit = True
    world.before_requests.append(lambda: crowd(world))
    settled(world)
    in_step(world)


def crowd(world: World) -> None:
    """Five of somebody else's requests, all of them just now; they have a month of their own."""
    calls = world.sandbox.limits.month_calls
    for _ in range(5):
        with suppress(ApiError):
            world.sandbox.limits.admit("somebody", world.base.id)
    world.sandbox.limits.month_calls = calls


def looking_often(world: World) -> None:
    """The schema is read anew again and again, at the pace that our limiter keeps; nothing is refused."""
    world.sandbox.limits.rate_limit = True
    tools = world.tools()
    web: Any = tools.airtable
    web._client._limiter = limiter.RequestLimiter(world.folder / "real pace", world.clock)
    for _ in range(6):
        web.schema(refresh=True)
        list(web.read([world.field_ids["Name"]]))
    assert world.sandbox.requests.count(status=429) == 0


def nearly_spent(world: World) -> None:
    """Somebody else uses up the second, and the month has no calls left for a second refusal."""
    world.write_rows([{"Name": "Ada"}])
    world.sandbox.limits.rate_limit = True
    world.sandbox.limits.allowance = 5
    world.before_requests.append(lambda: crowd(world))
    world.run()
    world.sandbox.limits.allowance = None
    in_step(world)


def spent(world: World) -> None:
    """The month is used up in the middle of a run."""
    world.write_rows([{"Name": str(number)} for number in range(30)])
    world.sandbox.limits.rate_limit = world.sandbox.switches.over_allowance == "slow"
    world.sandbox.limits.allowance = 4
    started = world.clock.monotonic()
    with suppress(AllowanceSpent):
        world.run()
    if world.sandbox.switches.over_allowance == "refuse":
        assert world.clock.monotonic() - started < 10  # no use in waiting
    world.sandbox.limits.allowance = None
    settled(world)
    in_step(world)


def raced_deletion(world: World) -> None:
    """Somebody deletes one of the records that we are about to delete."""
    for person in ("Ada", "Ben", "Cy", "Dan"):
        world.add_row(Name=person)
    world.run()
    world.delete_row("Ada")
    world.delete_row("Ben")
    world.before_requests.append(lambda: world.delete_record("Ada"))
    assert world.run().refused == ()
    in_step(world)
    rest(world)


def shrinking(world: World) -> None:
    """A record is deleted between two pages."""
    world.write_rows([{"Name": str(number), "City": "Rome"} for number in range(210)])
    world.run()
    lists: list[str] = []

    def delete_one(_method: str, path: str) -> None:
        if path.endswith("listRecords"):
            lists.append(path)
            if len(lists) == 2:
                world.delete_record("123")

    world.sandbox.before_request.append(delete_one)
    world.run()
    world.sandbox.before_request.remove(delete_one)
    assert len(lists) == 3 + (len(lists) > 3)
    settled(world)
    assert len(world.rows()) == len(world.records()) == 209
    in_step(world)


def with_defaults(world: World) -> None:
    """Airtable may fill in what a new record was not given; it comes here, and is no conflict."""
    world.door.set_default("Note", "by default")
    world.add_row(Name="Ada", City="Rome")
    settled(world)
    assert world.conflicts() == []
    assert [row["Note"] for row in world.rows()] == [str((world.record("Ada") or {}).get("Note", ""))]


def touched(world: World) -> None:
    """The later edit wins, and a write that changed nothing is none; links are cut from the other side."""
    world.change_pair(policy=Policy.LAST_WRITE_WINS)
    red = world.teams.add({"Name": "red"})
    world.write_rows([{"Name": "Ada", "City": "Rome", "Links": red, "At": ""}])
    settled(world)
    world.edit_row("Ada", City="Oslo", At="2026-01-02T03:30:00Z")
    world.clock.advance(3600)
    world.edit_record("Ada", City="Rome")  # an equal value, later
    world.clock.advance(60)
    settled(world)
    assert [(row["City"], row["Links"]) for row in world.rows()] == [("Oslo", red)]
    world.teams.delete(red)
    settled(world)
    assert world.rows()[0]["Links"] == ""
    in_step(world)


def long_list(world: World) -> None:
    """A list of three pages, a second between them."""
    world.write_rows([{"Name": str(number)} for number in range(210)])
    world.run()
    world.sandbox.before_request.append(lambda _method, _path: world.clock.advance(1))
    world.edit_row("7", City="Oslo")
    with suppress(Unreachable):
        world.run()
    assert len(world.rows()) == len(world.records()) == 210


def large_bodies(world: World) -> None:
    """A batch whose body may be more than Airtable takes."""
    world.write_rows([{"Name": str(number), "Note": "x" * 100} for number in range(20)])
    settled(world)
    in_step(world)
    assert len(world.records()) == 20


# -- programs that take one way for granted ----------------------------------------------------------------------------


def answers_are_what_was_sent(patch: pytest.MonkeyPatch) -> None:
    after_write = settle.after_write
    patch.setattr(apply, "after_write", lambda m, op, _found, *more: after_write(m, op, op.values, *more))


def a_penalty_of(seconds: float) -> Patch:
    return lambda patch: patch.setattr(refusals, "RATE_PENALTY_S", seconds)


def metadata_is_free(patch: pytest.MonkeyPatch) -> None:
    budgets = AirtableClient._budgets

    def fewer(client: AirtableClient, call: Any, token: Secret) -> tuple[str, ...]:
        keys = budgets(client, call, token)
        return keys[-1:] if "/meta/" in call.template else keys

    patch.setattr(AirtableClient, "_budgets", fewer)


def the_month_is_like_the_rate(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(refusals, "AllowanceSpent", lambda **facts: RateLimited(**facts, retry_after_s=30.0))


def what_is_gone_is_a_refusal(patch: pytest.MonkeyPatch) -> None:
    def delete(web: WebTable, record_ids: Sequence[str]) -> list[str]:
        try:
            return web._delete(record_ids)
        except RecordGone as error:
            raise Refused(**error.facts) from None

    patch.setattr(WebTable, "delete", delete)


def a_short_page_is_the_last(patch: pytest.MonkeyPatch) -> None:
    page = WebTable._page

    def ended(*arguments: Any) -> Any:
        found = page(*arguments)
        if len(found.records) < table.PAGE_SIZE:
            found.offset = None
        return found

    patch.setattr(WebTable, "_page", ended)


class Doubt(Struct, frozen=True):
    """A story for a switch.

    Attributes:
        values: how it is set in turn.
        wrong: a program that takes for granted what is not so with ``fails_with``.
        feed: the pair goes by its base's change feed.
    """

    story: Callable[[World], None]
    values: Sequence[Any] = (False, True)
    wrong: Patch | None = None
    fails_with: Any = None
    times: bool = False
    feed: bool = False


DOUBTS: dict[str, Doubt] = {
    "round_numbers": Doubt(numbers, wrong=answers_are_what_was_sent, fails_with=True),
    "retry_after": Doubt(a_crowd, wrong=a_penalty_of(1), fails_with=False),
    "refuse_all_when_limited": Doubt(a_crowd, wrong=a_penalty_of(1), fails_with=True),
    "prolong_penalty": Doubt(a_crowd, wrong=a_penalty_of(16), fails_with=True),
    "meta_shares_limit": Doubt(looking_often, wrong=metadata_is_free, fails_with=True),
    "refused_calls_count": Doubt(nearly_spent, wrong=a_penalty_of(16), fails_with=True),
    "over_allowance": Doubt(spent, CHOICES["over_allowance"], the_month_is_like_the_rate, "refuse"),
    "missing_in_delete": Doubt(
        raced_deletion, CHOICES["missing_in_delete"], what_is_gone_is_a_refusal, "ROW_DOES_NOT_EXIST"
    ),
    "fill_pages": Doubt(shrinking, wrong=a_short_page_is_the_last, fails_with=False),
    "apply_defaults": Doubt(with_defaults),
    "equal_write_touches": Doubt(touched, times=True),
    "links_touch_other_side": Doubt(touched, times=True),
    "whole_seconds": Doubt(touched, times=True),
    "offset_life_s": Doubt(long_list, (400.0, 0.5)),
    "max_body_bytes": Doubt(large_bodies, (5_000_000, 900)),
    "empty_replies": Doubt(feed_stories.broken_hook, feed=True),
    "lost_cursor_refused": Doubt(
        feed_stories.lost_payloads, wrong=feed_stories.numbers_have_no_gaps, fails_with=False, feed=True
    ),
    "refresh_revives": Doubt(
        feed_stories.long_holiday, wrong=feed_stories.a_hook_that_ended_can_be_gone_on_with, fails_with=True, feed=True
    ),
    "computed_payloads": Doubt(
        feed_stories.formula, wrong=feed_stories.what_is_told_is_all, fails_with=False, feed=True
    ),
    "payload_records": Doubt(feed_stories.many_at_once, (100, 0, 1), feed_stories.one_page_is_all, 1, feed=True),
}
NEVER_ASKED = {
    "gone_is_forbidden": "no record is ever asked for by its path",
    "repeated_id_last_wins": "an update names a record once",
    "repeated_merge_key_duplicates": "nothing is ever upserted",
    "several_matches_type": "nothing is ever upserted",
    "upsert_ignores_case": "nothing is ever upserted",
    "formulas_creatable": "no field is ever made",
}
OF_THE_FEED = {name for name, doubt in DOUBTS.items() if doubt.feed}


def tell(doubt: Doubt, name: str, value: Any, folder: Path) -> None:
    """One story with one setting; fails if Airtable never had to decide."""
    folder.mkdir(exist_ok=True)
    world = World(folder, times=doubt.times, image=doubt.feed)
    try:
        watched(world, name, value)
        doubt.story(world)
        assert doubt.wrong or WatchedSwitches.asked[name] > 0, "the story never asks"
        never = {other for other in NEVER_ASKED if WatchedSwitches.asked[other]}
        assert not never, f"asked after all: {never}"
    finally:
        world.close()


def test_every_switch_has_its_story() -> None:
    named = {*DOUBTS, *NEVER_ASKED}
    assert named == set(Switches().as_json())


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, doubt in DOUBTS.items() for value in doubt.values], ids=str
)
def test_it_ends_well_either_way(name: str, value: Any, tmp_path: Path) -> None:
    tell(DOUBTS[name], name, value, tmp_path / "world")


@pytest.mark.parametrize("name", [name for name, doubt in DOUBTS.items() if doubt.wrong])
def test_who_takes_one_way_for_granted_is_found_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = DOUBTS[name]
    assert doubt.wrong is not None
    doubt.wrong(monkeypatch)
    fine = [value for value in doubt.values if value != doubt.fails_with][-1]
    tell(doubt, name, fine, tmp_path / "fine")
    with pytest.raises(Exception):  # noqa: B017, PT011 - in whatever way it shows
        tell(doubt, name, doubt.fails_with, tmp_path / "wrong")


def test_what_is_never_asked_is_not_asked_in_a_life_either(tmp_path: Path) -> None:
    world = World(tmp_path)
    watched(world, "round_numbers", False)
    life(world)
    assert not [name for name in (*NEVER_ASKED, *OF_THE_FEED) if WatchedSwitches.asked[name]]
    world.close()
