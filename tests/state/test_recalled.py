"""What is known of a row by its text alone: the same as by reading it, whatever was edited since."""

from __future__ import annotations

import csv
import io
import itertools
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.local.csv_table import CsvTable
from airsync_gui.local.lazy_rows import LazyRows
from airsync_gui.state import memories
from airsync_gui.state.database import Database
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.feed import Mark, Way, Why
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Memory, Row, Side, Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.screening import Screened, Screening
from airsync_gui.sync.values import without_blanks

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TAGS = {"choices": [{"id": "sel1", "name": "a"}, {"id": "sel2", "name": "b"}]}
COLUMNS = [
    Field("fldName", "Name", "singleLineText"),
    Field("fldCount", "Count", "number", {"precision": 2}),
    Field("fldDay", "Day", "date"),
    Field("fldTags", "Tags", "multipleSelects", TAGS),
    Field("fldDone", "Done", "checkbox"),
    Field("fldAt", "At", "dateTime", {"timeZone": "client"}),
    Field("fldNote", "Note", "richText"),
]
NAMES = [column.name for column in COLUMNS]
TEXTS = {
    "Name": ["Ann", "Bob", "Eve", "Zoë", ""],
    "Count": ["1", "1,5", "1.5", "1.50", "1,234", "€3", "$3", "x"],
    "Day": ["2026-05-01", "05/06/2026", "13/06/2026", "06/13/2026"],
    "Tags": ["a", "a, b", "a;b", "b\na", "A"],
    "Done": ["yes", "no", "x", "true", ""],
    "At": ["2026-05-01T10:00Z", "2026-05-01 10:00:00+02:00", "05/06/2026 10:00Z", "2026-05-01 10:00"],
    "Note": ["one", "one\n", "=1", "'=1", "'", 'say "hi"', "two\nlines"],
}
STYLES = [{}, {"Count": "decimal comma"}, {"Count": "decimal point"}, {"Day": "day first"}, {"Tags": "semicolon"}]


class Version(Struct, frozen=True):
    """A file and how it is read."""

    rows: list[dict[str, str]]
    columns: list[str] = field(default_factory=lambda: NAMES)
    delimiter: str = ","
    encoding: str = "utf-8"
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
    styles: Mapping[str, str] = field(default_factory=dict)
    escape: bool = False
    key: tuple[str, ...] = ("fldName",)
    names: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, quoting=self.quoting)
        writer.writerow([self.names.get(name, name) for name in self.columns])
        writer.writerows([[row[name] for name in self.columns] for row in self.rows])
        return text.getvalue().encode(self.encoding)


class Bench:
    """A store, and a file that has several versions."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "table.csv"
        self.database = Database(folder / "state.sqlite")
        self.database.connection().execute("PRAGMA synchronous = OFF")  # nothing here is to outlive a power cut
        self.store, self.images = SqliteStore(self.database), SqliteImages(self.database)
        self.numbers = itertools.count()

    def pair(self, version: Version, pair_id: str) -> Pair:
        columns = {column.id: version.names.get(column.name, column.name) for column in COLUMNS}
        return Pair(pair_id, "people", str(self.path), "app1", "tbl1", columns, version.key)

    def rows(self, version: Version, fields: Sequence[Field] = COLUMNS) -> LazyRows:
        self.path.write_bytes(version.data())
        table = CsvTable(self.path, styles=version.styles, escape_formulas=version.escape)
        rows = table.read({version.names.get(column.name, column.name): column for column in fields}).rows
        assert isinstance(rows, LazyRows)
        return rows

    def in_step(self, pair: Pair, rows: Sequence[Row]) -> list[Memory]:
        """Remember every row that can be, as a run does that left both sides in step."""
        found: dict[str, Memory] = {}
        for number, row in enumerate(rows):
            key = pair.key_of(row.values)
            if not row.malformed and not row.problems and None not in key:
                both = {column.id: row.values.get(column.id) for column in COLUMNS}
                local_id = local_id_of(key)
                found[local_id] = Memory(f"uid{number}", local_id, f"rec{number}", both, both, created_at=NOW)
        with self.database.transaction() as db:
            memories.put(db, pair.id, found.values(), NOW)
        mark = Mark(Way.FULL, Why.FIRST, {column.id: column for column in COLUMNS}, NOW, NOW)
        self.images.move(pair.id, mark, {m.record_id: record(m) for m in found.values() if m.record_id})
        return list(found.values())

    def screened(
        self,
        pair: Pair,
        rows: Sequence[Row],
        changes: Mapping[str, Row | None] | None = None,
        *,
        learn: bool = False,
        look_at: Sequence[str] = (),
        keep_last: bool = False,
    ) -> Screened:
        fields = [column.id for column in COLUMNS]
        screening = Screening(pair, fields, self.store.staging(pair.id), stable_row_ids=False, look_at=look_at)
        screening.take_local(rows, keep_last=keep_last)
        list(screening.take_image(self.images, changes or {}))
        outcome = screening.outcome()
        if learn:
            screening.learn()
        return outcome

    def digests(self) -> int:
        with self.database.reading() as db:
            count: int = db.execute("SELECT count(*) FROM row_digests").fetchone()[0]
            return count


def record(memory: Memory) -> Row:
    """A record of Airtable's as it is remembered."""
    assert memory.record_id is not None
    return Row(memory.record_id, without_blanks(memory.airtable), label=memory.record_id, created_at=NOW)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.database.close()


def shown(found: Screened) -> tuple[Any, ...]:
    """All that a plan is made from, in an order of its own."""
    return (
        sorted(found.local_rows, key=attrgetter("row_id")),
        sorted(found.airtable_rows, key=attrgetter("row_id")),
        [memory.uid for memory in found.memories],
        found.at_rest.count(),
        [found.at_rest.in_use(side, (name,)) for side in Side for name in TEXTS["Name"]],
    )


class Counted(LazyRows):
    """Rows that tell which of them were read."""

    def __init__(self, rows: LazyRows) -> None:
        self.read: list[int] = []

        def make(number: int) -> Row:
            self.read.append(number)
            return rows[number]

        super().__init__(len(rows), make, rows.digests)


def person(name: str, count: str = "1") -> dict[str, str]:
    return {**dict.fromkeys(NAMES, ""), "Name": name, "Count": count}


PEOPLE = Version([person("Ann"), person("Bob", "2"), person("Eve", "3")])


def learnt(bench: Bench, version: Version = PEOPLE) -> Pair:
    """A pair in step with this version, which a run has seen."""
    pair = bench.pair(version, f"p{next(bench.numbers)}")
    rows = bench.rows(version)
    bench.in_step(pair, rows)
    bench.screened(pair, rows, learn=True)
    return pair


def test_rows_of_which_all_is_known_are_not_read(bench: Bench) -> None:
    pair = learnt(bench)
    rows = Counted(bench.rows(PEOPLE))
    found = bench.screened(pair, rows)
    assert (rows.read, shown(found)[:4]) == ([], ([], [], [], 3))
    edited = replace(PEOPLE, rows=[person("Ann"), person("Bob", "9"), person("Eve", "3")])
    rows = Counted(bench.rows(edited))
    found = bench.screened(pair, rows)
    assert set(rows.read) == {1}
    assert [memory.local_id for memory in found.memories] == ['["Bob"]']


def test_nothing_is_known_before_a_run_has_learnt_it(bench: Bench) -> None:
    pair = bench.pair(PEOPLE, "p")
    rows = Counted(bench.rows(PEOPLE))
    bench.in_step(pair, rows)
    bench.screened(pair, rows)
    assert bench.digests() == 0
    bench.screened(pair, rows, learn=True)
    assert bench.digests() == 3


def test_a_memory_that_moved_is_not_what_its_row_says(bench: Bench) -> None:
    pair = learnt(bench)
    state = bench.store.load(pair.id).memories
    moved = replace(state[0], local={**state[0].local, "fldNote": "moved"})
    for there in (moved, replace(state[0], airtable=moved.local), replace(state[0], tombstone=Side.LOCAL)):
        with bench.database.transaction() as db:
            memories.put(db, pair.id, [there], NOW)
        assert [memory.uid for memory in bench.screened(pair, bench.rows(PEOPLE)).memories] == [state[0].uid]
    with bench.database.transaction() as db:
        memories.put(db, pair.id, [state[0]], NOW)
    assert not bench.screened(pair, bench.rows(PEOPLE)).memories  # it is true again


def test_a_record_with_another_key_in_airtable_is_known_by_that(bench: Bench) -> None:
    pair = learnt(bench)
    first = bench.store.load(pair.id).memories[0]
    renamed = replace(first, airtable={**first.airtable, "fldName": "Zoë"})
    with bench.database.transaction() as db:
        memories.put(db, pair.id, [renamed], NOW)
    mark = bench.images.mark(pair.id)
    assert mark is not None
    bench.images.move(pair.id, mark, {"rec0": record(renamed)})
    for _ in range(2):
        found = bench.screened(pair, bench.rows(PEOPLE), learn=True)
        assert not found.memories
        assert [found.at_rest.in_use(Side.AIRTABLE, (name,)) for name in ("Ann", "Zoë")] == [False, True]


def test_two_equal_rows_are_both_looked_at(bench: Bench) -> None:
    pair = learnt(bench)
    twice = replace(PEOPLE, rows=[*PEOPLE.rows, PEOPLE.rows[0]])
    found = bench.screened(pair, bench.rows(twice))
    assert [row.label for row in found.local_rows] == ["row 2", "row 5"]
    assert ([memory.uid for memory in found.memories], found.at_rest.count()) == (["uid0"], 2)


def test_records_of_an_image_that_nobody_knows_are_looked_at(bench: Bench) -> None:
    pair = learnt(bench)
    mark = bench.images.mark(pair.id)
    assert mark is not None
    bench.images.move(pair.id, mark, {"rec9": Row("rec9", {"fldName": "Joe"}, label="rec9", created_at=NOW)})
    assert [row.row_id for row in bench.screened(pair, bench.rows(PEOPLE)).airtable_rows] == ["rec9"]


@pytest.mark.parametrize("side", list(Side))
def test_of_another_spelling_nothing_is_learnt(bench: Bench, side: Side) -> None:
    pair = bench.pair(PEOPLE, "p")
    first = bench.in_step(pair, bench.rows(PEOPLE))[0]
    now = replace(first, airtable={**first.airtable, "fldNote": "there"})
    count: dict[str, Value] = {"fldCount": Decimal("1.0")}
    spelled = replace(now, local={**now.local, **count}) if side is Side.LOCAL else None
    with bench.database.transaction() as db:
        memories.put(db, pair.id, [spelled or replace(now, airtable={**now.airtable, **count})], NOW)
    mark = bench.images.mark(pair.id)
    assert mark is not None
    bench.images.move(pair.id, mark, {"rec0": record(now)})
    assert bench.screened(pair, bench.rows(PEOPLE), learn=True).at_rest.count() == 3
    assert bench.digests() == 2


@pytest.mark.parametrize("rows", [PEOPLE.rows, PEOPLE.rows[1:]], ids=["there", "gone"])
def test_two_records_known_by_one_key_are_both_looked_at(bench: Bench, rows: list[dict[str, str]]) -> None:
    pair = learnt(bench)
    first = bench.store.load(pair.id).memories[0]
    twin = replace(first, uid="zzz", record_id="rec9")
    with bench.database.transaction() as db:
        memories.put(db, pair.id, [twin], NOW)
    mark = bench.images.mark(pair.id)
    assert mark is not None
    bench.images.move(pair.id, mark, {"rec9": record(twin)})
    found = bench.screened(pair, bench.rows(replace(PEOPLE, rows=rows)))
    assert [memory.uid for memory in found.memories] == [first.uid, "zzz"]
    assert found.at_rest.count() == 2


def test_who_learns_nothing_makes_no_digests_where_none_is_known(bench: Bench) -> None:
    pair, rows = bench.pair(PEOPLE, "people"), bench.rows(PEOPLE)
    bench.in_step(pair, rows)
    made: list[int] = []

    def digests_of(_scope: bytes) -> Iterator[bytes]:
        for number in range(len(rows)):
            made.append(number)
            yield bytes([number])

    counted = LazyRows(len(rows), rows.__getitem__, digests_of)
    for learns, digests in ((False, []), (True, [0, 1, 2])):
        screening = Screening(pair, pair.columns, bench.store.staging(pair.id), stable_row_ids=False, learns=learns)
        screening.take_local(counted)
        list(screening.take_image(bench.images, {}))
        assert (screening.outcome().memories, made) == ([], digests)


def test_what_waits_is_looked_at(bench: Bench) -> None:
    found = bench.screened(learnt(bench), bench.rows(PEOPLE), look_at=["uid1", "unknown"])
    assert [memory.uid for memory in found.memories] == ["uid1"]
    assert (len(found.local_rows), len(found.airtable_rows), found.at_rest.count()) == (1, 1, 2)


def test_the_last_row_is_looked_at_where_it_may_be_cut(bench: Bench) -> None:
    rows = bench.rows(PEOPLE)
    found = bench.screened(learnt(bench), rows, keep_last=True)
    assert list(found.local_rows) == [rows[-1]]
    assert [memory.uid for memory in found.memories] == ["uid2"]


def test_the_table_can_come_anew(bench: Bench) -> None:
    pair = learnt(bench)
    screening = Screening(pair, pair.columns, bench.store.staging(pair.id), stable_row_ids=False)
    screening.take_local(bench.rows(replace(PEOPLE, rows=PEOPLE.rows[1:])))
    list(screening.take_image(bench.images, {}))
    assert [memory.uid for memory in screening.outcome().memories] == ["uid0"]
    screening.take_local(bench.rows(replace(PEOPLE, rows=PEOPLE.rows[:2])))
    assert "uid2" in [memory.uid for memory in screening.outcome().memories]


def test_known_records_that_did_not_come_are_told(bench: Bench) -> None:
    pair = learnt(bench)
    screening = Screening(pair, pair.columns, bench.store.staging(pair.id), stable_row_ids=False)
    screening.take_local(bench.rows(PEOPLE))
    list(screening.take_image(bench.images, {"rec1": None}))
    assert screening.unseen() == ["rec1"]
    screening.start_airtable()
    assert screening.unseen() == ["rec0", "rec1", "rec2"]


def test_what_is_of_a_record_that_is_gone_is_let_go_of(bench: Bench) -> None:
    pair = learnt(bench)
    with bench.database.transaction() as db:
        memories.forget(db, pair.id, ["uid0"])
    edited = replace(PEOPLE, columns=NAMES[::-1])
    bench.screened(pair, bench.rows(edited), learn=True)
    assert bench.digests() == 2
    bench.store.forget_pair(pair.id)
    assert bench.digests() == 0


def test_large_tables_are_learnt_in_parts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airsync_gui.state.recalled.PART", 2)
    many = Version([person(f"n{number}") for number in range(7)])
    pair = learnt(bench, many)
    assert bench.digests() == 7
    changes = {f"rec{number}": None for number in range(3)}
    assert bench.screened(pair, bench.rows(many), changes).at_rest.count() == 4


def test_what_a_field_takes_makes_another_digest(bench: Bench) -> None:
    now = next(iter(bench.rows(PEOPLE).digests(b"") or ()))
    for other in (replace(COLUMNS[3], options={}), replace(COLUMNS[3], id="fldOther"), replace(COLUMNS[3], type="url")):
        fields = [*COLUMNS[:3], other, *COLUMNS[4:]]
        assert next(iter(bench.rows(PEOPLE, fields).digests(b"") or ())) != now
    renamed = [replace(column, name="Other") for column in COLUMNS[:1]]
    by_name = {"Name": renamed[0], **{column.name: column for column in COLUMNS[1:]}}
    rows = CsvTable(bench.path).read(by_name).rows
    assert isinstance(rows, LazyRows)
    assert next(iter(rows.digests(b"") or ())) == now
    assert next(iter(bench.rows(PEOPLE).digests(b"other") or ())) != now


@pytest.mark.parametrize(("at", "by_clock"), [("2026-05-01 10:00Z", False), ("2026-05-01 10:00", True)])
def test_times_by_this_computers_clock_are_not_told_by_their_text(bench: Bench, at: str, by_clock: bool) -> None:
    bench.path.write_bytes(Version([{**person("Ann"), "At": at}, person("Bob")]).data())
    fields = {column.name: column for column in COLUMNS}
    digests = []
    for zone in (UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=3))):
        rows = CsvTable(bench.path, zone=zone).read(fields).rows
        assert isinstance(rows, LazyRows)
        digests.append(list(rows.digests(b"") or ()))
    assert (digests[1][0] != digests[2][0]) is by_clock
    assert digests[1][1] == digests[2][1]


def one(**cells: str) -> list[dict[str, str]]:
    """A row of Ann's."""
    return [{**person("Ann"), **cells}]


DAY, MONTH = {"Day": "day first"}, {"Day": "month first"}
READ_OTHERWISE: dict[str, tuple[Version, dict[str, Any]]] = {
    "decimal mark": (Version(one(Count="1,234"), styles={"Count": "decimal comma"}), {"styles": STYLES[2]}),
    "currencies": (Version(one(Count="$3")), {"rows": [*one(Count="$3"), person("Bob", "€3")]}),
    "order of a date": (Version(one(Day="05/06/2026"), styles=DAY), {"styles": MONTH}),
    "proof of an order": (Version([*one(Day="05/06/2026"), {**person("Bob"), "Day": "13/06/2026"}]), {"rows": 1}),
    "order in a time": (
        Version(one(At="05/06/2026 10:00Z"), styles={"At": "day first"}),
        {"styles": {"At": "month first"}},
    ),
    "separator": (Version(one(Tags="c;d"), styles={"Tags": "semicolon"}), {"styles": {"Tags": "comma"}}),
    "formulas": (Version(one(Note="'=1")), {"escape": True}),
    "key": (Version(one(Day="2026-05-01")), {"key": ("fldName", "fldDay")}),
    "places": (
        Version(one(Note="Bob")),
        {"columns": ["Note", *NAMES[1:-1], "Name"], "rows": [{**person("Bob"), "Note": "Ann"}]},
    ),
    "delimiter": (Version(one(Note="a,b"), delimiter=";"), {"delimiter": "|"}),
}


@pytest.mark.parametrize("case", READ_OTHERWISE)
def test_the_same_text_is_not_recalled_where_it_is_read_otherwise(bench: Bench, case: str) -> None:
    before, changes = READ_OTHERWISE[case]
    if changes.get("rows") == 1:
        changes = {"rows": before.rows[:1]}
    pair = learnt(bench, before)
    assert bench.digests() == len(before.rows)
    now = replace(before, **changes)
    rows, pair = bench.rows(now), bench.pair(now, pair.id)
    recalled = shown(bench.screened(pair, rows))
    assert recalled == shown(bench.screened(pair, list(rows)))
    if case != "delimiter":
        assert recalled[0]  # Ann's row is looked at


# -- any edit ---------------------------------------------------------------------------------------------------------

CELLS = {name: st.sampled_from([*[texts[0]] * 4, *texts] if name != "Name" else texts) for name, texts in TEXTS.items()}
ROWS = st.lists(st.fixed_dictionaries(CELLS), max_size=6)


@st.composite
def edited(draw: st.DrawFn, before: Version) -> Version:
    """Another version, mostly much like the one before."""
    rows = [dict(row) for row in before.rows]
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(rows)))
        what = draw(st.sampled_from(["cell", "delete", "twice", "first"]))
        if place == len(rows):
            rows += draw(ROWS)[:1]
        elif what == "cell":
            name = draw(st.sampled_from(NAMES))
            rows[place][name] = draw(st.sampled_from(TEXTS[name]))
        elif what == "delete":
            del rows[place]
        else:
            rows.insert(0, rows[place] if what == "twice" else rows.pop(place))
    changes: list[dict[str, Any]] = [{}] * 6 + [
        {"columns": NAMES[::-1]},
        {"delimiter": ";"},
        {"encoding": "utf-16"},
        {"encoding": "cp1252"},
        {"quoting": csv.QUOTE_ALL},
        {"escape": not before.escape},
        {"key": ("fldName", "fldDay")},
        {"names": {"Note": "Words"}},
        *({"styles": style} for style in STYLES),
    ]
    return replace(before, rows=rows, **draw(st.sampled_from(changes)))


@pytest.fixture(scope="module")
def shared() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        made = Bench(Path(folder))
        yield made
        made.database.close()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_known_by_the_text_is_what_reading_tells(data: st.DataObject, shared: Bench) -> None:
    before = Version(data.draw(ROWS), styles=data.draw(st.sampled_from(STYLES)))
    pair = learnt(shared, before)
    for _ in range(2):
        now = data.draw(edited(before))
        pair = shared.pair(now, pair.id)
        known = shared.store.load(pair.id).memories
        some = data.draw(st.lists(st.sampled_from(known), max_size=2)) if known else []
        changes: dict[str, Row | None] = {}
        for memory in some:
            there = record(memory)
            other = replace(there, values={**there.values, "fldNote": "there", "fldName": data.draw(NAME)})
            changes[there.row_id] = data.draw(st.sampled_from([None, other, there]))
        look_at = data.draw(st.sampled_from([(), ("uid0",)]))
        last = data.draw(st.booleans())
        rows = shared.rows(now)
        recalled = shown(shared.screened(pair, rows, changes, look_at=look_at, keep_last=last))
        read = shown(shared.screened(pair, list(rows), changes, look_at=look_at, keep_last=last))
        assert recalled == read
        shared.screened(pair, rows, learn=True)
        before = now


NAME = st.sampled_from(["Ann", "Bob"])
