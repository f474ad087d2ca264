"""Several batches under way at once: answers in any order, or none; and what the journal says at every moment."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from airsync_gui.errors import AirSyncError, Cancelled, InvalidValue, KeyRejected, RateLimited, Transient
from airsync_gui.state import queue
from airsync_gui.state.database import Database
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.operations import Operation, OperationKind
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import AirtableTable, Landed
from airsync_gui.sync.records import Memory, RecordId, Row, Side, Value, Values
from airsync_gui.sync.run import Consent, RunResult, run
from airsync_gui.sync.schema import Field
from airsync_gui.sync.sending_order import NO_MOVE, KeyMove, in_sending_order, key_move
from airsync_gui.sync.settle import Journalled
from airsync_gui.sync.toolbox import Toolbox
from tests.fakes.airtable import MemoryAirtable
from tests.fakes.clock import FakeCancel, FakeClock
from tests.fakes.lanes import told_before
from tests.fakes.table import MemoryLocalTable

NAME, CITY = Field("fldName", "Name", "singleLineText"), Field("fldCity", "City", "singleLineText")
PAIR = Pair("p1", "people", "/p", "app1", "tbl1", {NAME.id: "Name", CITY.id: "City"}, (NAME.id,))
PEOPLE = ["Ann", "Bob", "Cid", "Dan", "Eve", "Fay"]
"""Three batches of two."""
Next = Callable[[Sequence[int]], int | None]
"""The test's choice: which of the requests under way is answered next; None while nobody is."""


class Death(BaseException):
    """The program is gone."""


class HeldLanes:
    """Lanes whose requests have left, and are answered when and as the test says."""

    most = 3

    def __init__(self, table: HeldAirtable) -> None:
        self._table = table
        self._requests: dict[int, Callable[[], Sequence[Row]]] = {}

    def start(
        self, number: int, request: Callable[[AirtableTable], Sequence[Row]], leaving: Callable[[], None]
    ) -> None:
        leaving()
        self._requests[number] = lambda: request(told_before(self._table, lambda: None))
        self._table.most_under_way = max(self._table.most_under_way, len(self._requests))

    def landed(self, patience_s: float | None = None) -> Landed | None:
        if patience_s is None:
            self._table.cancel.check()
        number = self._table.answered_next(sorted(self._requests))
        if number is None:
            if patience_s is None:
                self._table.cancel.check()
            return None
        request = self._requests.pop(number)
        try:
            return Landed(number, request())
        except AirSyncError as error:
            return Landed(number, error=error)

    def close(self) -> None:
        self._table.closed = True


class HeldAirtable(MemoryAirtable):
    """An Airtable whose requests wait for the test.

    Attributes:
        answered_next: who is answered next.
        fails: name → the error of each request that has it; answers are lost once only.
        done_all_the_same: whether what a lost answer was about is done.
        sent: the names in each request, in the order of the answers.
    """

    def __init__(self, cancel: FakeCancel) -> None:
        super().__init__([NAME, CITY], random.Random(1), batch_size=2)
        self.cancel = cancel
        self.answered_next: Next = lambda under_way: under_way[0]
        self.fails: dict[str, AirSyncError] = {}
        self.done_all_the_same = True
        self.sent: list[list[str]] = []
        self.most_under_way = 0
        self.closed = False

    def lanes(self) -> HeldLanes:  # type: ignore[override]
        return HeldLanes(self)

    def create(self, records: Sequence[Values]) -> list[Row]:
        return self._checked([dict(values) for values in records], lambda: super(HeldAirtable, self).create(records))

    def update(self, records: Sequence[tuple[RecordId, Values]]) -> list[Row]:
        def work() -> list[Row]:
            return super(HeldAirtable, self).update(records)

        return self._checked([dict(values) for _, values in records], work)

    def _checked(self, values: Sequence[Values], work: Callable[[], list[Row]]) -> list[Row]:
        names = [str(each.get(NAME.id, each.get(CITY.id))) for each in values]
        self.sent.append(names)
        errors = [self.fails[name] for name in names if name in self.fails]
        if errors and errors[0].outcome_unknown:
            self.fails = {name: error for name, error in self.fails.items() if name not in names}
        if not errors or (errors[0].outcome_unknown and self.done_all_the_same):
            rows = work()
        if errors:
            raise errors[0]
        return rows


class Desk:
    """One pair of which this computer has six people, and everything a run needs."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.cancel = FakeCancel(self.clock)
        self.airtable = HeldAirtable(self.cancel)
        self.local = MemoryLocalTable(["Name", "City"], [{"Name": name} for name in PEOPLE], stable_row_ids=True)
        self.database = Database(folder / "state.sqlite")
        self.store = SqliteStore(self.database)

    def run(self) -> RunResult:
        tools = Toolbox(self.local, self.airtable, self.store, self.clock, self.cancel)
        return run(PAIR, tools, consent=Consent(yes=True))

    def again(self) -> RunResult:
        """A new program over the same state, with nothing in its way."""
        self.cancel = self.airtable.cancel = FakeCancel(self.clock)
        self.airtable.answered_next, self.airtable.fails = (lambda under_way: under_way[0]), {}
        return self.run()

    def states(self) -> dict[str, str]:
        """Name → what the journal says of its operation."""
        with self.database.reading() as db:
            return {row.operation.label: row.state for row in queue.listed(db)}

    def names(self) -> list[str]:
        return sorted(str(values[NAME.id]) for values in self.airtable.records.values())

    def in_step(self) -> bool:
        """Everybody is there once, remembered under the right id, and nothing is left to do."""
        with self.database.reading() as db:
            rows = db.execute("SELECT COUNT(*) FROM queue").fetchone()[0]
        calls = self.airtable.writes
        rest = self.again()
        return (self.names(), rows, rest.plan.operations, self.airtable.writes) == (sorted(PEOPLE), 0, (), calls)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.database.close()


def lost() -> Transient:
    return Transient(endpoint="records", outcome_unknown=True)


def test_answers_may_come_in_any_order(desk: Desk) -> None:
    desk.airtable.answered_next = lambda under_way: under_way[-1]
    assert desk.run().exit_code == 0
    assert desk.airtable.most_under_way == 3
    assert desk.airtable.sent == [["Eve", "Fay"], ["Cid", "Dan"], ["Ann", "Bob"]]
    assert desk.in_step()


@pytest.mark.parametrize("arrived", [True, False])
def test_one_lost_answer_among_three_is_looked_up_when_the_rest_is_done(desk: Desk, arrived: bool) -> None:
    desk.airtable.fails, desk.airtable.done_all_the_same = {"Cid": lost()}, arrived
    began = desk.clock.now()
    assert desk.run().exit_code == 0
    assert (desk.clock.now() - began).total_seconds() >= 30
    assert desk.airtable.sent[:3] == [["Ann", "Bob"], ["Cid", "Dan"], ["Eve", "Fay"]]
    assert desk.airtable.sent[3:] == ([] if arrived else [["Cid", "Dan"]])
    assert desk.in_step()


@pytest.mark.parametrize("arrived", [[], ["Cid", "Dan"], PEOPLE])
def test_a_death_with_three_under_way_doubles_nobody(desk: Desk, arrived: list[str]) -> None:
    def die(under_way: Sequence[int]) -> int:
        assert len(under_way) == 3
        raise Death

    desk.airtable.answered_next = die
    with pytest.raises(Death):
        desk.run()
    assert desk.states() == dict.fromkeys(PEOPLE, "in_flight")
    for name in arrived:
        desk.airtable.add({NAME.id: name})
    died = desk.clock.now()
    desk.again()
    assert ((desk.clock.now() - died).total_seconds() > 25) == (arrived != PEOPLE)
    assert desk.in_step()


def test_a_death_after_the_first_answer_marks_what_has_left_since(desk: Desk) -> None:
    desk.local.add({"Name": "Gus"})
    answers = iter([1])

    def die(under_way: Sequence[int]) -> int:
        for number in answers:
            return number
        raise Death

    desk.airtable.answered_next = die
    with pytest.raises(Death):
        desk.run()
    assert desk.states() == dict.fromkeys(("Ann", "Bob", "Eve", "Fay", "Gus"), "in_flight")
    assert desk.names() == ["Cid", "Dan"]


def test_a_wish_to_stop_leaves_what_is_not_answered_soon_to_be_looked_up(desk: Desk) -> None:
    answers = iter([1])

    def stop(under_way: Sequence[int]) -> int | None:
        desk.cancel.cancel()
        return next((number for number in answers if number in under_way), None)

    desk.airtable.answered_next = stop
    with pytest.raises(Cancelled):
        desk.run()
    assert desk.airtable.closed
    assert desk.states() == {"Ann": "unknown", "Bob": "unknown", "Eve": "unknown", "Fay": "unknown"}
    assert desk.names() == ["Cid", "Dan"]
    desk.airtable.add({NAME.id: "Ann"})  # they arrive afterwards, as far as they do
    desk.airtable.add({NAME.id: "Bob"})
    assert desk.again().exit_code == 0
    assert desk.in_step()


def test_the_middle_one_is_refused_and_the_others_are_done(desk: Desk) -> None:
    desk.airtable.fails = {"Cid": InvalidValue(field="Name", value="Cid", rule="is not wanted")}
    result = desk.run()
    assert [refusal.operation.label for refusal in result.refused] == ["Cid"]
    assert desk.airtable.sent == [["Ann", "Bob"], ["Cid", "Dan"], ["Eve", "Fay"], ["Cid"], ["Dan"]]
    assert desk.states() == {"Cid": "refused"}
    assert desk.names() == ["Ann", "Bob", "Dan", "Eve", "Fay"]


def test_what_was_refused_together_and_not_sent_again_yet_is_not_in_flight(desk: Desk) -> None:
    desk.airtable.fails = {"Cid": InvalidValue(field="Name", value="Cid", rule="is not wanted")}

    def stop_after_the_refusal(under_way: Sequence[int]) -> int | None:
        if ["Cid", "Dan"] not in desk.airtable.sent:
            return 1
        desk.cancel.cancel()
        return None

    desk.airtable.answered_next = stop_after_the_refusal
    with pytest.raises(Cancelled):
        desk.run()
    assert desk.states() == {**dict.fromkeys(("Ann", "Bob", "Cid", "Eve", "Fay"), "unknown"), "Dan": "pending"}


@pytest.mark.parametrize(
    ("error", "state"),
    [(RateLimited(endpoint="records", outcome_unknown=False), "pending"), (KeyRejected(), "pending")],
    ids=["429 for good", "401"],
)
def test_what_ends_the_run_lets_nothing_more_leave_and_loses_no_answer(
    desk: Desk, error: AirSyncError, state: str
) -> None:
    for name in ("Gus", "Hal", "Ian", "Joe"):
        desk.local.add({"Name": name})
    desk.airtable.fails = {"Cid": error}
    desk.airtable.answered_next = lambda under_way: 1 if 1 in under_way else under_way[-1]
    with pytest.raises(type(error)):
        desk.run()
    assert desk.airtable.closed
    assert desk.airtable.sent == [["Cid", "Dan"], ["Eve", "Fay"], ["Ann", "Bob"]]
    assert desk.names() == ["Ann", "Bob", "Eve", "Fay"]
    assert desk.states() == dict.fromkeys(("Cid", "Dan", "Gus", "Hal", "Ian", "Joe"), state)


def test_three_lost_answers_in_a_row_end_the_run_and_all_are_kept_as_unknown(desk: Desk) -> None:
    desk.airtable.fails = {name: lost() for name in PEOPLE}
    with pytest.raises(Transient):
        desk.run()
    assert set(desk.states().values()) == {"unknown"}
    assert desk.again().exit_code == 0
    assert desk.in_step()


# -- keys that are freed and taken ----------------------------------------------------------------------------------


def test_a_key_is_taken_only_once_the_record_that_had_it_has_let_it_go(desk: Desk) -> None:
    desk.run()
    desk.airtable.sent.clear()
    desk.airtable.most_under_way = 0
    desk.local.edit(1, Name="Abe")
    desk.local.add({"Name": "Ann"})
    under_way: list[int] = []

    def note(numbers: Sequence[int]) -> int:
        under_way.append(len(numbers))
        return numbers[-1]

    desk.airtable.answered_next = note
    assert desk.run().exit_code == 0
    assert desk.airtable.sent == [["Abe"], ["Ann"]]
    assert under_way == [1, 1]


def operation(kind: OperationKind, label: str = "", **values: Value) -> Operation:
    by_id = {f"fld{name}": value for name, value in values.items()}
    return Operation(Side.AIRTABLE, kind, "u", label, None, "rec1", values=by_id)


def entry(number: int, kind: OperationKind, before: str | None, after: str | None) -> tuple[Journalled, KeyMove]:
    move = KeyMove((before,) if before else None, (after,) if after else None)
    return Journalled(number, operation(kind), "pending"), move


def test_updates_that_free_a_key_come_before_those_that_take_it() -> None:
    made = [
        entry(1, "create", None, "c"),
        entry(2, "update", "a", "b"),
        entry(3, "update", None, None),
        entry(4, "update", "b", "c"),
        entry(5, "delete", "d", None),
        entry(6, "update", "c", "d"),
        entry(7, "update", "x", "y"),
        entry(8, "update", "y", "x"),
    ]
    moves = {each.id: move for each, move in made}
    ordered = in_sending_order([each for each, _ in made], lambda each: moves[each.id])
    assert [each.id for each in ordered] == [5, 6, 4, 2, 3, 8, 7, 1]


def test_what_an_operation_does_to_its_key() -> None:
    memory = Memory("u", None, "rec1", airtable={NAME.id: "Ann", CITY.id: "Rome"})
    assert key_move(operation("delete"), memory, PAIR) == KeyMove(("Ann",), None)
    assert key_move(operation("create", Name="Bob"), memory, PAIR) == KeyMove(None, ("Bob",))
    assert key_move(operation("update", City="Oslo"), memory, PAIR) == NO_MOVE
    assert key_move(operation("update", Name="Bob"), memory, PAIR) == KeyMove(("Ann",), ("Bob",))
    assert key_move(operation("update", Name=None), memory, PAIR) == KeyMove(("Ann",), None)
