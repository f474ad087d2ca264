"""Airtable's side read by what changed, over the sandbox: the same records as all of it, for fewer calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.errors import Cancelled
from airsync_gui.sandbox import SANDBOX_TOKEN
from airsync_gui.sandbox.webhook import Webhook
from airsync_gui.state import feeds
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync.airtable_reading import OVERLAP, SchemaMoved, take_airtable
from airsync_gui.sync.feed import Barred, Way, Why
from airsync_gui.sync.ports import Images
from airsync_gui.sync.records import Row
from airsync_gui.sync.schema import of_mapped
from airsync_gui.sync.toolbox import Toolbox
from tests.laws.world import Death, World

DAY_S = 86_400.0
RECORDS, PAGES = 13, 2
PAGE_SIZE, PAYLOADS_AT_ONCE = 10, 5


class Sink:
    """Takes what comes; everything known is expected."""

    def __init__(self, pair_id: str, expected: Iterable[str] = ()) -> None:
        self.pair_id = pair_id
        self.rows: dict[str, Row] = {}
        self.expected = set(expected)

    def start_airtable(self) -> None:
        self.rows = {}

    def take_airtable(self, rows: Iterable[Row]) -> None:
        self.rows |= {row.row_id: row for row in rows}

    def take_image(self, images: Images, changes: Mapping[str, Row | None]) -> Iterator[int]:
        self.rows = {row.row_id: row for row in images.rows(self.pair_id)}
        now = {**self.rows, **changes}
        self.rows = {record_id: row for record_id, row in now.items() if row is not None}
        yield len(self.rows)

    def unseen(self) -> list[str]:
        return sorted(self.expected - self.rows.keys())


class Reader:
    """Reads the world's Airtable side as runs do, a fresh program each time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.images = SqliteImages(world.state)
        self.options: dict[str, Any] = {"keep_image": True}

    def tools(self, **options: Any) -> Toolbox:
        tools = self.world.tools()
        tools.airtable.schema()
        feed = tools.airtable.feed()  # type: ignore[attr-defined]
        return replace(tools, images=SqliteImages(self.world.state), feed=feed, **{**self.options, **options})

    def read(self, *, fresh_schema: bool = False, **options: Any) -> int:
        """One reading, which must find what is there; how many calls it took."""
        tools = self.tools(**options)
        before = tools.airtable.calls
        self.rows = self.take(tools, fresh_schema=fresh_schema)
        calls = tools.airtable.calls - before
        everything = self.take(replace(tools, images=None))
        assert self.rows == everything
        return calls

    def take(self, tools: Toolbox, *, fresh_schema: bool = False, expected: Iterable[str] = ()) -> dict[str, Row]:
        sink = Sink(self.world.pair.id, expected)
        fields = of_mapped(tools.airtable.schema(), self.world.pair.columns)
        state = tools.store.load(self.world.pair.id)
        take_airtable(self.world.pair, tools, list(fields), state, sink, fresh_schema=fresh_schema)
        return sink.rows

    @property
    def mark(self) -> Any:
        return self.images.mark(self.world.pair.id)

    def hooks(self) -> list[Webhook]:
        return list(self.world.sandbox.world.bases[self.world.base.id].webhooks.values())

    @property
    def known(self) -> Any:
        return self.images.base_feed(self.world.pair.endpoint, self.world.pair.base_id)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr("airsync_gui.airtable.table.PAGE_SIZE", PAGE_SIZE)
    monkeypatch.setattr("airsync_gui.airtable.webhooks.PAYLOADS_AT_ONCE", PAYLOADS_AT_ONCE)
    world = World(tmp_path)
    world.door.add_many({"Name": f"n{number}", "City": "Rome"} for number in range(RECORDS))
    world.clock.advance(600)
    yield world
    world.close()


@pytest.fixture
def reader(world: World) -> Reader:
    return Reader(world)


@pytest.fixture
def ready(reader: Reader) -> Reader:
    """One that has read everything once, minutes ago."""
    reader.read()
    reader.world.clock.advance(600)
    return reader


# -- by the feed ----------------------------------------------------------------------------------------------------


def test_the_first_reading_is_of_everything_and_makes_one_hook(reader: Reader) -> None:
    assert reader.read() == PAGES + 3  # its pages; find, make and hear the hook
    assert (reader.mark.way, reader.mark.why) == (Way.FULL, Why.FIRST)
    assert [hook.id for hook in reader.hooks()] == [reader.mark.hook_id]
    assert reader.hooks()[0].notification_url is None


def test_nothing_changed_is_one_call(ready: Reader) -> None:
    for _ in range(3):
        assert ready.read() == 1
        assert ready.mark.way is Way.FEED


def test_an_edit_and_a_deletion_are_two_calls(ready: Reader) -> None:
    ready.world.edit_record("n3", City="Oslo")
    ready.world.delete_record("n4")
    assert ready.read() == 2
    assert len(ready.rows) == RECORDS - 1
    assert ready.read() == 1


def test_what_was_made_and_deleted_between_is_nothing(ready: Reader) -> None:
    ready.world.door.delete(ready.world.add_record(Name="new"))
    assert ready.read() == 1


def test_many_payloads_are_read_to_the_head(ready: Reader) -> None:
    ready.world.sandbox.switches.computed_payloads = True
    for number in range(6):
        ready.world.edit_record(f"n{number}", City="Oslo")
    payloads = ready.hooks()[0].next_number - ready.mark.cursor
    assert payloads == 12  # what the formula makes of each comes in one of its own
    assert ready.read() == 3 + 1


def test_a_long_way_to_the_head_is_not_gone(ready: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airsync_gui.sync.feed.LEAST_PAGES", 1)
    for number in range(6):
        ready.world.edit_record(f"n{number}", City="Oslo")
    ready.read()
    assert (ready.mark.way, ready.mark.why) == (Way.FULL, Why.BEHIND)
    assert ready.read() == 1


def test_an_edit_during_the_list_is_caught_up_with(reader: Reader) -> None:
    world = reader.world
    lists: list[str] = []
    first, second, *_ = sorted(world.records())  # both are on the first page

    def edit(_method: str, path: str) -> None:
        if path.endswith("listRecords"):
            lists.append(path)
            if len(lists) == PAGES:
                world.sandbox.before_request.remove(edit)
                world.door.edit(first, {"City": "Oslo"})
                world.door.delete(second)

    world.sandbox.before_request.append(edit)
    assert reader.read() == PAGES + 3 + 1
    assert reader.read() == 1


def test_two_pairs_of_a_base_share_its_hook(ready: Reader) -> None:
    first = ready.world.pair
    ready.world.pair = replace(first, id="p2")
    ready.read()
    assert len(ready.hooks()) == 1
    ready.world.edit_record("n3", City="Oslo")
    assert ready.read() == 2
    ready.world.pair = first
    assert ready.read() == 2
    assert ready.read() == 1


# -- by the times of edits ------------------------------------------------------------------------------------------


@pytest.fixture
def by_time(world: World) -> Reader:
    world.change_pair(change_feed=False)
    reader = Reader(world)
    assert reader.read() == PAGES
    assert not reader.hooks()
    world.clock.advance(600)
    return reader


def test_without_a_feed_nothing_changed_is_one_call_too(by_time: Reader) -> None:
    for _ in range(3):
        by_time.world.clock.advance(60)
        assert by_time.read() == 1
        assert by_time.mark.way is Way.MODIFIED


def test_edits_and_new_records_are_found_by_their_times(by_time: Reader) -> None:
    by_time.world.edit_record("n3", City="Oslo")
    by_time.world.add_record(Name="new")
    assert by_time.read() == 1


def test_a_deletion_is_seen_when_everything_is_read(by_time: Reader) -> None:
    by_time.world.delete_record("n3")
    tools = by_time.tools()
    assert len(by_time.take(tools)) == RECORDS
    by_time.world.clock.advance(6 * 3600)
    assert by_time.read() == PAGES + 1  # to see that what is missing is gone
    assert (by_time.mark.way, by_time.mark.why) == (Way.FULL, Why.DUE)


def test_the_times_asked_for_follow_airtables_clock_and_the_overlap_does_not_grow(by_time: Reader) -> None:
    world = by_time.world
    for _ in range(5):
        world.clock.advance(1000)
        by_time.read()
        assert by_time.mark.read_at <= world.clock.now() + timedelta(seconds=1)
        assert world.clock.now() - by_time.mark.read_at < timedelta(seconds=5)
    world.edit_record("n3", City="Oslo")
    world.clock.advance(OVERLAP.total_seconds() - 10)
    by_time.read()
    by_time.read()


def test_a_check_each_time_is_a_setting(by_time: Reader) -> None:
    by_time.world.change_pair(check_hours=0, change_feed=True)
    assert by_time.read() == PAGES
    assert by_time.mark.why is Why.ALWAYS


def test_a_refused_filter_ends_in_a_full_reading(by_time: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airsync_gui.airtable.formulas.modified_since", lambda _moment: "NONSENSE(")
    assert by_time.read() == 1 + PAGES
    assert by_time.mark.why is Why.FILTER


# -- doubts ---------------------------------------------------------------------------------------------------------


def doubted(reader: Reader, why: Why) -> None:
    """The next reading is of everything for this reason; the one after that is by the feed again."""
    reader.read()
    assert (reader.mark.way, reader.mark.why) == (Way.FULL, why)
    assert reader.read() == 1
    assert reader.mark.way is Way.FEED


def test_asked_for_everything(ready: Reader) -> None:
    ready.read(full=True)
    assert (ready.mark.way, ready.mark.why) == (Way.FULL, Why.ASKED)
    assert ready.read() == 1


def test_payloads_that_are_missing(ready: Reader) -> None:
    ready.world.sandbox.switches.lost_cursor_refused = False
    ready.world.edit_record("n3", City="Oslo")
    ready.world.edit_record("n4", City="Oslo")
    ready.hooks()[0].lose(1)
    doubted(ready, Why.GAP)


def test_a_cursor_that_is_refused(ready: Reader) -> None:
    ready.world.sandbox.switches.lost_cursor_refused = True
    ready.world.edit_record("n3", City="Oslo")
    ready.world.edit_record("n4", City="Oslo")
    ready.hooks()[0].lose(1)
    doubted(ready, Why.LOST)


def test_all_payloads_lost_at_once(ready: Reader) -> None:
    ready.world.sandbox.switches.lost_cursor_refused = False
    ready.world.edit_record("n3", City="Oslo")
    ready.hooks()[0].lose(10)
    doubted(ready, Why.GAP)


def test_a_hook_that_was_deleted(ready: Reader) -> None:
    ready.world.edit_record("n3", City="Oslo")
    ready.world.sandbox.world.bases[ready.world.base.id].webhooks.clear()
    doubted(ready, Why.LOST)
    assert len(ready.hooks()) == 1


@pytest.mark.parametrize("alive", [True, False])
def test_a_hook_that_reports_an_error_is_given_up(ready: Reader, alive: bool) -> None:
    (hook,) = ready.hooks()
    hook.tell(ready.world.clock.now(), {"error": True, "code": "INTERNAL_ERROR"})
    hook.broken = not alive
    ready.world.edit_record("n3", City="Oslo")
    doubted(ready, Why.BROKEN)
    assert [other.id != hook.id for other in ready.hooks()] == [True]


@pytest.mark.parametrize("revives", [True, False])
@pytest.mark.parametrize("days", [6.9, 7.1, 15])
def test_a_long_holiday(ready: Reader, days: float, revives: bool) -> None:
    ready.world.sandbox.switches.refresh_revives = revives
    ready.world.edit_record("n3", City="Oslo")
    ready.world.clock.advance(days * DAY_S)
    ready.world.edit_record("n4", City="Oslo")
    doubted(ready, Why.DUE)
    assert len(ready.hooks()) == 1


def test_a_holiday_with_no_full_reading_due(ready: Reader) -> None:
    ready.world.change_pair(check_hours=1000)
    ready.world.edit_record("n3", City="Oslo")
    ready.world.clock.advance(8 * DAY_S)
    ready.world.edit_record("n4", City="Oslo")
    doubted(ready, Why.OLD)


def test_a_hook_is_kept_alive_by_those_who_ask_it(ready: Reader) -> None:
    ready.world.change_pair(check_hours=1000)
    refreshed = 0
    for _ in range(6):
        ready.world.clock.advance(3 * DAY_S)
        ready.world.edit_record("n3", City=f"c{ready.world.clock.now()}")
        refreshed += ready.read() - 2
    assert ready.mark.way is Way.FEED
    assert refreshed == 3
    assert len(ready.hooks()) == 1


@pytest.mark.parametrize(("days", "the_same"), [(5.0, True), (6.9, False)])
def test_a_hook_that_may_not_be_refreshed_is_used_up_and_then_replaced(
    ready: Reader, days: float, the_same: bool
) -> None:
    ready.world.change_pair(check_hours=1000)
    hook_id = ready.mark.hook_id
    ready.world.clock.advance(days * DAY_S)
    ready.world.edit_record("n3", City="Oslo")
    ready.world.sandbox.faults.set({"refusal": "not_permitted", "only": "hook_refresh", "refusals": {"every": 1}})
    for _ in range(3):  # asking for payloads prolongs it too, which a list of all hooks tells
        ready.read()
        assert [hook.id == hook_id for hook in ready.hooks()] == [the_same]
    assert ready.mark.way is Way.FEED


def test_a_feed_that_does_not_answer_is_waited_for_without_losing_the_place(ready: Reader) -> None:
    world = ready.world
    world.edit_record("n3", City="Oslo")
    cursor, hook_id = ready.mark.cursor, ready.mark.hook_id
    tools = ready.tools()
    world.sandbox.faults.server_errors.next = 3
    assert len(ready.take(tools)) == RECORDS
    assert (ready.mark.way, ready.mark.why) == (Way.FULL, Why.SILENT)
    assert ready.mark.hook_id == hook_id
    assert ready.mark.cursor > cursor
    assert ready.read() == 1


def test_work_that_a_run_left_behind(ready: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    from airsync_gui.sync.operations import Operation
    from airsync_gui.sync.records import Side
    from airsync_gui.sync.settle import Journalled

    tools = ready.tools()
    operation = Operation(Side.AIRTABLE, "create", "u1", "x", None, None)
    state = replace(tools.store.load("p1"), journal=[Journalled(1, operation, "unknown")])
    monkeypatch.setattr(type(tools.store), "load", lambda _store, _pair_id: state)
    ready.read()
    assert ready.mark.why is Why.UNSETTLED
    refused = replace(state, journal=[Journalled(1, operation, "refused")])
    monkeypatch.setattr(type(tools.store), "load", lambda _store, _pair_id: refused)
    assert ready.read() == 1


def test_other_fields_than_before(ready: Reader) -> None:
    columns = dict(ready.world.pair.columns)
    columns.pop(ready.world.field_ids["Note"])
    ready.world.change_pair(columns=columns)
    doubted(ready, Why.FIELDS)


# -- the schema -----------------------------------------------------------------------------------------------------


def test_news_of_the_schema_have_it_looked_at_before_anything_is_kept(ready: Reader) -> None:
    ready.world.door.add_field("Another", "singleLineText")
    ready.world.edit_record("n3", City="Oslo")
    before = ready.mark
    with pytest.raises(SchemaMoved):
        ready.read()
    assert ready.mark == before
    assert ready.read(fresh_schema=True) == 2
    assert ready.read() == 1


def test_what_happens_in_other_tables_is_passed_over(ready: Reader) -> None:
    ready.world.teams.add({"Name": "A"})
    ready.world.teams.add_field("More", "singleLineText")
    assert ready.read() == 1


# -- one hook, whatever happens -------------------------------------------------------------------------------------


def test_no_second_hook_where_the_program_dies_before_noting_the_first(reader: Reader) -> None:
    world = reader.world
    for moment in range(4):
        world.deaths.arm(moment, only=r"POST .*/webhooks|commit")
        with pytest.raises(Death):
            reader.read()
        world.deaths.arm(None)
        world.restart()
    assert len(reader.hooks()) == 1
    reader.images = SqliteImages(world.state)
    reader.read()
    assert len(reader.hooks()) == 1
    assert reader.mark.hook_id == reader.hooks()[0].id
    assert reader.read() == 1


def test_no_second_hook_where_the_answer_is_lost(reader: Reader) -> None:
    reader.tools()
    reader.world.sandbox.faults.lost_answers.at = {2}
    reader.read()
    assert len(reader.hooks()) == 1
    assert reader.read() == 1


def test_hooks_of_ours_that_are_dead_make_room(ready: Reader) -> None:
    base = ready.world.sandbox.world.bases[ready.world.base.id]
    for number in range(9):
        hook = replace(ready.hooks()[0], id=f"ach{number:014}")
        hook.broken = True
        base.webhooks[hook.id] = hook
    ready.hooks()[0].broken = True
    ready.hooks()[0].tell(ready.world.clock.now(), {"error": True, "code": "INVALID_HOOK"})
    doubted(ready, Why.BROKEN)
    assert len(ready.hooks()) == 1


# -- not permitted --------------------------------------------------------------------------------------------------


def refuse_by_scope(world: World) -> None:
    token = world.sandbox.tokens[SANDBOX_TOKEN]
    token.scopes = token.scopes - {"webhook:manage"}


def refuse_by_role(world: World) -> None:
    world.sandbox.tokens[SANDBOX_TOKEN].role = "edit"


def refuse_by_number(world: World) -> None:
    base = world.sandbox.world.bases[world.base.id]
    for number in range(10):
        options = {"filters": {"dataTypes": ["tableData"]}}
        base.webhooks[f"ach{number:014}"] = Webhook(
            f"ach{number:014}", {"options": options}, "", None, "", world.clock.now() + timedelta(days=100)
        )


@pytest.mark.parametrize(
    ("refuse", "barred"),
    [
        (refuse_by_scope, Barred.NOT_PERMITTED),
        (refuse_by_role, Barred.NOT_PERMITTED),
        (refuse_by_number, Barred.TOO_MANY),
    ],
)
def test_where_there_can_be_no_hook_times_tell_and_it_is_asked_for_daily(
    reader: Reader, refuse: Callable[[World], None], barred: Barred
) -> None:
    world = reader.world
    refuse(world)
    reader.read()
    assert reader.known.barred is barred
    world.clock.advance(600)
    for _ in range(2):
        assert reader.read() == 1
        assert reader.mark.way is Way.MODIFIED
    asked = _hook_calls(world)
    for _ in range(3):
        world.clock.advance(6 * 3600)
        assert reader.read() == PAGES
    assert _hook_calls(world) == asked
    world.clock.advance(6 * 3600)
    reader.read()
    assert _hook_calls(world) > asked


def test_a_token_that_may_again_is_found_out_when_asked(reader: Reader) -> None:
    world = reader.world
    refuse_by_role(world)
    reader.read()
    world.sandbox.tokens[SANDBOX_TOKEN].role = "create"
    reader.read(full=True)
    assert reader.known.barred is None
    assert reader.read() == 1
    assert reader.mark.way is Way.FEED


def test_a_token_that_lost_its_scope_goes_on_by_times(ready: Reader) -> None:
    refuse_by_scope(ready.world)
    ready.world.edit_record("n3", City="Oslo")
    ready.read()
    assert (ready.mark.why, ready.known.barred) == (Why.LOST, Barred.NOT_PERMITTED)
    ready.world.clock.advance(600)
    assert ready.read() == 1
    assert ready.mark.way is Way.MODIFIED


def _hook_calls(world: World) -> int:
    return sum("webhooks" in request.path for request in world.sandbox.requests)


# -- previews -------------------------------------------------------------------------------------------------------


def test_a_preview_makes_no_hook_and_keeps_nothing(reader: Reader) -> None:
    before = reader.world.state_content()
    assert reader.read(keep_image=False) == PAGES
    assert not reader.hooks()
    assert reader.world.state_content() == before


def test_a_preview_sees_what_changed_and_moves_nothing(ready: Reader) -> None:
    ready.world.edit_record("n3", City="Oslo")
    ready.world.delete_record("n4")
    ready.world.add_record(Name="new")
    before = ready.world.state_content()
    for _ in range(2):
        assert ready.read(keep_image=False) == 2
        assert ready.world.state_content() == before
    assert ready.read() == 2


def test_a_preview_in_doubt_reads_everything_and_moves_nothing(ready: Reader) -> None:
    ready.hooks()[0].broken = True
    ready.hooks()[0].tell(ready.world.clock.now(), {"error": True, "code": "INVALID_HOOK"})
    before = ready.world.state_content()
    assert ready.read(keep_image=False) == 1 + PAGES
    assert ready.world.state_content() == before
    assert len(ready.hooks()) == 1


# -- what is kept ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known_by", ["memory", "image"])
def test_a_short_list_is_never_kept(ready: Reader, known_by: str) -> None:
    tools = ready.tools(full=True)
    expected = list(ready.world.records()) if known_by == "memory" else []
    ready.world.sandbox.faults.short_lists.next = 1
    assert len(ready.take(tools, expected=expected)) == RECORDS
    assert ready.images.count("p1") == RECORDS


def test_a_reading_that_is_cancelled_keeps_nothing(reader: Reader) -> None:
    tools = reader.tools()
    tools.cancel.cancel()  # type: ignore[attr-defined]
    with pytest.raises(Cancelled):
        reader.take(tools)
    assert reader.mark is None


def test_our_own_echo_is_not_read_again(ready: Reader) -> None:
    world = ready.world
    world.sandbox.switches.payload_records = 100  # more payloads would be more calls
    tools = ready.tools()
    ids = sorted(world.records())[:10]
    answers = tools.airtable.update([(record_id, {world.field_ids["City"]: "Oslo"}) for record_id in ids])
    made = tools.airtable.create([{world.field_ids["Name"]: "new", world.field_ids["Count"]: None}])
    with world.state.transaction() as db:
        feeds.answered(db, "p1", [*answers, *made])
    world.door.edit(sorted(world.records())[11], {"City": "Lima"})
    assert ready.read() == 2
    answers = tools.airtable.update([(record_id, {world.field_ids["City"]: "Bern"}) for record_id in ids])
    with world.state.transaction() as db:
        feeds.answered(db, "p1", answers)
    assert ready.read() == 1


def test_where_records_have_times_an_echo_is_read_again(tmp_path: Path) -> None:
    world = World(tmp_path, times=True)
    world.add_record(Name="Ann")
    reader = Reader(world)
    reader.read()
    world.clock.advance(60)
    world.edit_record("Ann", City="Oslo")
    assert reader.read() == 2
    assert reader.rows[world.ids_of("Ann")[0]].modified_at is not None
    world.edit_record("Ann", City="Oslo")
    reader.read()
    world.close()
