"""What goes wrong with a local table while it is synced, by whole runs.

A person reads one clear sentence, nothing is lost, and the next run does what is left to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import ConflictError, LocalTableError
from airsync_gui.local import sources
from airsync_gui.local.sql_edit import Editing
from airsync_gui.messages import describe
from airsync_gui.sync.ports import LocalChange
from tests.acceptance.local_kinds import FILES, SERVERS, Kind, OnServer, People
from tests.acceptance.odd_files import TEXT
from tests.acceptance.whole_program import Bound, Program, whole_program

HERE = {"Ada": "Rome", "Ben": "Kiel"}
"""As the table stands when the fault comes: Ben moved here, and Ada in Airtable, to Oslo."""
IN_STEP = {"Ada": "Oslo", "Ben": "Kiel"}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with whole_program(tmp_path_factory.mktemp("program")) as found:
        yield found


@pytest.fixture(params=[*FILES, *SERVERS])
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Kind:
    if request.param in SERVERS:
        of_server, fixture = SERVERS[request.param]
        return of_server(request.getfixturevalue(fixture))
    of_file, name = FILES[request.param]
    (tmp_path / "here").mkdir()
    return of_file(tmp_path / "here" / name)


@pytest.fixture
def bound(program: Program, kind: Kind) -> Bound:
    """A pair with something to do on both sides."""
    kind.write({"Ada": "Rome", "Ben": "Bonn"})
    found = program.bind(kind.source, {"Name": TEXT, "City": TEXT}, renames=kind.renames)
    assert found.sync().exit_code == 0
    found.edit_there("Ada", City="Oslo")
    kind.write(HERE)
    return found


def cities(bound: Bound) -> dict[str, str]:
    return {name: fields["City"] for name, fields in bound.there().items()}


def assert_nothing_lost(kind: Kind, bound: Bound, oslo: str = "Oslo") -> None:
    """What each side had, it still has."""
    assert kind.people() == HERE
    assert cities(bound)["Ada"] == oslo
    assert set(cities(bound)) == {"Ada", "Ben"}


def assert_done(kind: Kind, bound: Bound, in_step: People = IN_STEP) -> None:
    """The next run brings both in step, and leaves nothing behind."""
    assert bound.sync().exit_code == 0
    assert kind.people() == cities(bound) == in_step
    bound.rests()
    assert kind.leftovers() == []


def assert_plain(said: str, name: str, words: str) -> None:
    """A person is told on one line which table, and what it is with it, in words."""
    print(said)
    assert name in said
    assert "\n" not in said
    assert said.endswith(".")
    assert re.search(words, said)
    assert not re.search("Errno|Error|Exception|SQLSTATE|psycopg|pymysql|Traceback", said)


@contextmanager
def in_the_middle(meddle: Callable[[], None]) -> Iterator[None]:
    """Something happens to the table after a run has read it, just before the run writes it."""
    opened, left = sources.open_local_table, [1]

    def then(write: Callable[..., Any]) -> Callable[..., Any]:
        def after(changes: Sequence[LocalChange]) -> Any:
            if changes and left[0]:
                left[0] -= 1
                meddle()
            return write(changes)

        return after

    def read(table: Any, columns: Any) -> Any:
        reading = type(table).read(table, columns)
        reading.write = then(reading.write)
        return reading

    def open_table(*args: Any, **kwargs: Any) -> Any:
        table: Any = opened(*args, **kwargs)
        table.read = partial(read, table)
        return table

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "open_local_table", open_table)
        yield
    assert left == [0]


def test_a_full_disk(kind: Kind, bound: Bound) -> None:
    bound.edit_there("Ada", City=kind.large)
    with kind.full_disk():
        said = bound.stopped()
    assert_plain(said, kind.said, "the disk is full|no room left on its disk")
    assert_nothing_lost(kind, bound, kind.large)
    assert_done(kind, bound, {**IN_STEP, "Ada": kind.large})


@pytest.mark.parametrize("kind", ["json files", "notes"], indirect=True)
def test_a_disk_that_is_full_after_the_first_of_two_files(kind: Kind, bound: Bound) -> None:
    """What stands there already is found done by the next run, and is no edit of this side's."""
    bound.edit_there("Ben", City="Bern")
    kind.write({"Ada": "Rome", "Ben": "Bonn"})
    with kind.full_disk(after=1):
        said = bound.stopped()
    assert_plain(said, "people", "the disk is full")
    assert kind.people() in ({"Ada": "Oslo", "Ben": "Bonn"}, {"Ada": "Rome", "Ben": "Bern"})
    assert cities(bound) == {"Ada": "Oslo", "Ben": "Bern"}
    assert_done(kind, bound, {"Ada": "Oslo", "Ben": "Bern"})


@pytest.mark.parametrize("kind", ["workbook"], indirect=True)
@pytest.mark.parametrize("lock", ["~$people.xlsx", ".~lock.people.xlsx#"])
def test_a_workbook_that_is_open_elsewhere(kind: Kind, bound: Bound, lock: str) -> None:
    kind.place.with_name(lock).write_bytes(b"Ada" * 20)
    assert_plain(bound.stopped(), kind.said, "open in")
    kind.place.with_name(lock).unlink()
    assert_nothing_lost(kind, bound)
    assert_done(kind, bound)


def test_what_may_not_be_written(kind: Kind, bound: Bound) -> None:
    with kind.read_only():
        said = bound.stopped()
    assert_plain(said, kind.said, "is read-only|not let this user write|may not be written by this user")
    assert_nothing_lost(kind, bound)
    assert_done(kind, bound)


def test_a_table_replaced_in_the_middle(kind: Kind, bound: Bound) -> None:
    """A file is read and planned again; of a database, other rows wait for the next run."""
    with in_the_middle(lambda: kind.write({"Ada": "Rome", "Ben": "Bern", "Cleo": "Kyiv"})):
        assert bound.sync().exit_code == 0
    in_step = {"Ada": "Oslo", "Ben": "Bern", "Cleo": "Kyiv"}
    assert kind.people() == in_step
    if kind.is_database:
        assert bound.sync().exit_code == 0
    assert kind.people() == cities(bound) == in_step
    bound.rests()
    assert kind.leftovers() == []


def test_the_same_cell_edited_in_the_middle_is_a_conflict(kind: Kind, bound: Bound) -> None:
    with in_the_middle(lambda: kind.write({"Ada": "Lima", "Ben": "Kiel"})):
        assert bound.sync().exit_code == 3
    assert kind.people() == {"Ada": "Lima", "Ben": "Kiel"}
    assert cities(bound) == IN_STEP


SOME = ("csv", "notes", "sqlite")
"""A file, a folder and a database: answers go through the same writes as runs do."""


@pytest.mark.parametrize("kind", SOME, indirect=True)
def test_an_answer_goes_its_way_though_another_row_moves_meanwhile(kind: Kind, bound: Bound) -> None:
    with in_the_middle(lambda: kind.write({"Ada": "Lima", "Ben": "Kiel"})):
        assert bound.sync().exit_code == 3
    with in_the_middle(lambda: kind.write({"Ada": "Lima", "Ben": "Kyiv"})):
        assert bound.resolve(take="airtable").conflicts == ()
    assert kind.people() == {"Ada": "Oslo", "Ben": "Kyiv"}
    assert_done(kind, bound, {"Ada": "Oslo", "Ben": "Kyiv"})


@pytest.mark.parametrize("kind", SOME, indirect=True)
def test_an_answer_stays_open_where_its_own_row_moves_meanwhile(kind: Kind, bound: Bound) -> None:
    with in_the_middle(lambda: kind.write({"Ada": "Lima", "Ben": "Kiel"})):
        assert bound.sync().exit_code == 3
    with in_the_middle(lambda: kind.write({"Ada": "Bern", "Ben": "Kiel"})), pytest.raises(ConflictError):
        bound.resolve(take="airtable")
    assert kind.people()["Ada"] == "Bern"
    assert bound.sync().exit_code == 3  # asked again, with what is there now
    assert bound.resolve(take="airtable").conflicts == ()
    assert_done(kind, bound)


def test_a_table_gone_in_the_middle(kind: Kind, bound: Bound) -> None:
    with in_the_middle(kind.take_away):
        said = bound.stopped()
    assert_plain(said, "people", "does not exist. Nothing was deleted|has no table")
    assert set(cities(bound)) == {"Ada", "Ben"}
    assert bound.stopped() == said  # and it is still gone
    kind.write(HERE)
    assert_nothing_lost(kind, bound)
    assert_done(kind, bound)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("written", [False, True])
def test_a_database_replaced_in_a_transaction(
    kind: Kind, bound: Bound, written: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its first change, or after its last: what was written went away with the old file."""
    real, left = Editing.apply, [1]

    def replace() -> None:
        left[0] = 0
        kind.place.rename(kind.place.with_name("old.db"))
        kind.write({"Ada": "Rome", "Ben": "Bern"})

    def replaced(self: Editing, *args: Any) -> Any:
        if left[0] and not written:
            replace()
        done = real(self, *args)
        if left[0]:
            replace()
        return done

    with monkeypatch.context() as patch:
        patch.setattr(Editing, "apply", replaced)
        assert bound.sync().exit_code == 0
    assert kind.people() == cities(bound) == {"Ada": "Oslo", "Ben": "Bern"}
    bound.rests()


@pytest.mark.parametrize("kind", SERVERS, indirect=True)
@pytest.mark.parametrize(
    ("moment", "words"), [("_made", "went away while it was written"), ("apply", "which it may have done or not")]
)
def test_a_server_that_hangs_up_in_a_transaction(
    kind: OnServer, bound: Bound, moment: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a change is made, or when all are made and not yet kept."""
    real = getattr(Editing, moment)

    def hung_up(self: Editing, *args: Any) -> Any:
        done = real(self, *args) if moment == "apply" else None
        kind.hang_up()
        return done or real(self, *args)

    with monkeypatch.context() as patch:
        patch.setattr(Editing, moment, hung_up)
        said = bound.stopped()
    assert_plain(said, kind.said, words)
    assert_nothing_lost(kind, bound)
    assert_done(kind, bound)


@pytest.mark.parametrize("kind", FILES, indirect=True)
def test_a_table_of_which_half_is_written(kind: Kind, bound: Bound) -> None:
    """It is not read at all; where each row is a file, that row takes no part."""
    with kind.cut():
        try:
            result = bound.sync()
        except LocalTableError as error:
            said = str(describe(error))
        else:
            assert result.exit_code == 7
            said = "; ".join(f"{held.label}: {held.detail}" for held in result.plan.held) + "."
    assert_plain(said, kind.said, "half-written|without an end|cut off")
    assert set(cities(bound)) == {"Ada", "Ben"}
    assert_nothing_lost(kind, bound)
    assert_done(kind, bound)


@pytest.mark.parametrize("kind", ["csv"], indirect=True)
def test_more_than_any_base_holds(kind: Kind, bound: Bound) -> None:
    """In one sentence, and before any time is lost over it."""
    with kind.place.open("ab") as file:
        file.truncate((1 << 30) + 1)
    assert_plain(bound.stopped(), kind.said, r"is larger than 1 GB\. Split it into smaller tables\.$")
    kind.place.write_bytes(b"Name,City\r\n" + b"a,b\r\n" * 1_000_001)
    assert_plain(bound.stopped(), kind.said, r"has more than 1,000,000 rows\. Split it into smaller tables\.$")
    kind.write(HERE)
    assert_done(kind, bound)
