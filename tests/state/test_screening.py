"""What a run looks at, and what it only notes: the screening over a real state file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from msgspec.structs import replace

from airsync_gui.state import memories, staging
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.state.in_parts import for_side
from airsync_gui.state.store import SqliteStore
from airsync_gui.sync.feed import Mark, Way, Why
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import CellProblem, Memory, Row, Side, Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.screening import CHUNK, AllToLookAt, Screened, Screening
from airsync_gui.sync.values import checksum, checksum_of, without_blanks
from tests.sync.examples import FIELDS, known, pair_of, values

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PAIR = pair_of()
ANN = {"Name": "Ann", "City": "Rome"}
BOB = {"Name": "Bob", "City": "Oslo"}


def memory(number: int, **by_name: Value) -> Memory:
    """A record that is in step."""
    both = {f: values(**by_name).get(f) for f in FIELDS}
    return Memory(f"uid{number}", local_id_of((by_name["Name"],)), f"rec{number}", both, both, created_at=NOW)


def row(number: int, label: str = "", **by_name: Value) -> Row:
    """A row of this computer's table."""
    return Row(f"r{number}", values(**by_name), label=label or f"row {number}", fingerprint=f"print {number}")


def record(number: int, **by_name: Value) -> Row:
    """A record of Airtable's."""
    return Row(f"rec{number}", values(**by_name), label=f"rec{number}", created_at=NOW)


class Bench:
    """Two people in step, and a screening of what comes."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.remember([memory(1, **ANN), memory(2, **BOB)])

    def remember(self, kept: Iterable[Memory]) -> None:
        with self.store.database.transaction() as db:
            memories.put(db, PAIR.id, kept, NOW)

    def screening(self, look_at: Sequence[str] = (), *, stable: bool = False) -> Screening:
        staging = self.store.staging(PAIR.id)
        return Screening(PAIR, FIELDS, staging, stable_row_ids=stable, look_at=look_at)

    def screened(self, local: Sequence[Row], airtable: Sequence[Row], look_at: Sequence[str] = ()) -> Screened:
        screening = self.screening(look_at)
        screening.take_local(local)
        screening.start_airtable()
        screening.take_airtable(airtable)
        return screening.outcome()


@pytest.fixture
def bench(store: SqliteStore) -> Bench:
    return Bench(store)


HERE = [row(1, **ANN), row(2, **BOB)]
THERE = [record(1, **ANN), record(2, **BOB)]


def shown(found: Screened) -> tuple[list[str], list[str], list[str], int]:
    """Local rows, Airtable's, memories, and how many are at rest."""
    return (
        [r.row_id for r in found.local_rows],
        [r.row_id for r in found.airtable_rows],
        [m.uid for m in found.memories],
        found.at_rest.count(),
    )


def test_what_is_as_remembered_is_at_rest(bench: Bench) -> None:
    found = bench.screened(HERE, THERE)
    assert shown(found) == ([], [], [], 2)
    assert found.at_rest.in_use(Side.LOCAL, ("Ann",))
    assert not found.at_rest.in_use(Side.AIRTABLE, ("Eve",))
    assert found.at_rest.has_uid("uid1")
    assert not found.at_rest.has_uid("uid9")


def test_a_change_on_one_side_brings_the_row_of_the_other_as_it_came(bench: Bench) -> None:
    changed = row(1, Name="Ann", City="Bern")
    found = bench.screened([changed, HERE[1]], THERE)
    assert shown(found) == (["r1"], ["rec1"], ["uid1"], 1)
    assert (found.local_rows[0], found.airtable_rows[0]) == (changed, THERE[0])


def test_a_change_in_airtable_brings_the_local_row_as_it_came(bench: Bench) -> None:
    local = [replace(HERE[0], modified_at=NOW), HERE[1]]
    found = bench.screened(local, [record(1, Name="Ann", City="Bern"), THERE[1]])
    assert list(found.local_rows) == [local[0]]


@pytest.mark.parametrize(
    "odd",
    [
        row(1, **ANN, Count=Decimal(1)),
        replace(row(1, **ANN), malformed="has too few cells"),
        replace(row(1, **ANN), problems={"fldCount": CellProblem("invalid", "many", "is not a number")}),
    ],
)
def test_what_is_not_exactly_as_remembered_is_looked_at(bench: Bench, odd: Row) -> None:
    found = bench.screened([odd, HERE[1]], THERE)
    assert (odd in found.local_rows, [m.uid for m in found.memories]) == (True, ["uid1"])


def test_another_spelling_of_the_same_value_is_at_rest(bench: Bench) -> None:
    bench.remember([memory(1, **ANN, Count=Decimal("1.50"))])
    found = bench.screened(
        [row(1, **ANN, Count=Decimal("1.5")), HERE[1]], [record(1, **ANN, Count=Decimal("1.500")), THERE[1]]
    )
    assert found.at_rest.count() == 2


def test_a_field_that_was_never_in_step_is_looked_at_even_if_it_is_blank(bench: Bench) -> None:
    lacking = {f: value for f, value in known(**ANN).items() if f != "fldNote"}
    bench.remember([replace(memory(1, **ANN), local=lacking, airtable=lacking)])
    assert [m.uid for m in bench.screened(HERE, THERE).memories] == ["uid1"]


def test_something_that_waits_is_looked_at(bench: Bench) -> None:
    assert shown(bench.screened(HERE, THERE, look_at=["uid2"])) == (["r2"], ["rec2"], ["uid2"], 1)


def test_a_tombstone_is_looked_at(bench: Bench) -> None:
    bench.remember([replace(memory(1, **ANN), tombstone=Side.LOCAL)])
    assert [m.uid for m in bench.screened(HERE, THERE).memories] == ["uid1"]


def test_vanished_and_new_records_are_looked_at(bench: Bench) -> None:
    found = bench.screened([HERE[0], row(3, Name="Eve")], [THERE[1], record(4, Name="Joe")])
    assert shown(found) == (["r1", "r3"], ["rec2", "rec4"], ["uid1", "uid2"], 0)


def test_a_new_row_brings_the_one_that_has_its_key_already(bench: Bench) -> None:
    twin = row(3, Name="Ann", City="Bern")
    assert shown(bench.screened([*HERE, twin], THERE)) == (["r1", "r3"], ["rec1"], ["uid1"], 1)
    assert shown(bench.screened(HERE, [*THERE, record(9, Name="Bob")])) == (["r2"], ["rec2", "rec9"], ["uid2"], 1)


def test_two_equal_rows_are_both_looked_at(bench: Bench) -> None:
    assert shown(bench.screened([*HERE, row(3, **ANN)], THERE)) == (["r1", "r3"], ["rec1"], ["uid1"], 1)
    far = [row(1, **ANN), *(row(n, Name=f"n{n}") for n in range(10, CHUNK + 10)), row(3, **ANN)]
    assert {"r1", "r3"} <= set(shown(bench.screened(far, THERE))[0])


def test_two_memories_of_one_record_are_both_looked_at(bench: Bench) -> None:
    bench.remember([replace(memory(3, **ANN), record_id="rec1")])
    assert [m.uid for m in bench.screened(HERE, THERE).memories] == ["uid1", "uid3"]


def test_a_record_that_comes_again_is_as_it_came_last(bench: Bench) -> None:
    screening = bench.screening()
    screening.take_local(HERE)
    moved = record(1, Name="Ann", City="Bern")
    for page in ([moved, THERE[1]], [THERE[0], THERE[1]]):
        screening.take_airtable(page)
    assert screening.outcome().at_rest.count() == 2
    screening.take_airtable([moved])
    assert list(screening.outcome().airtable_rows) == [moved]


def test_known_records_that_did_not_come_are_told(bench: Bench) -> None:
    bench.remember([replace(memory(3, Name="Eve"), tombstone=Side.LOCAL)])
    screening = bench.screening()
    screening.start_airtable()
    screening.take_airtable([record(1, Name="Ann", City="Bern")])
    assert list(screening.unseen()) == ["rec2"]


def test_the_last_row_is_looked_at_where_it_may_be_cut(bench: Bench) -> None:
    screening = bench.screening()
    screening.take_local(HERE, keep_last=True)
    screening.take_airtable(THERE)
    found = screening.outcome()
    assert shown(found) == (["r2"], ["rec2"], ["uid2"], 1)
    assert found.local_rows[-1] == HERE[-1]


def test_the_local_table_can_come_anew(bench: Bench) -> None:
    screening = bench.screening()
    screening.take_local([row(1, Name="Ann", City="Bern"), HERE[1]])
    screening.take_airtable(THERE)
    assert len(screening.outcome().memories) == 1
    screening.take_local([HERE[0], row(2, Name="Bob", City="Bern")])
    assert {r.row_id for r in screening.outcome().local_rows} >= {"r2"}


def test_rows_with_a_key_of_their_own_are_known_by_it(bench: Bench) -> None:
    bench.remember([replace(memory(1, **ANN), local_id="[7]")])
    screening = bench.screening(stable=True)
    screening.take_local([replace(HERE[0], row_id="[7]")])
    screening.take_airtable([THERE[0]])
    found = screening.outcome()
    assert ([m.uid for m in found.memories], found.at_rest.count()) == (["uid2"], 1)


def test_where_everything_is_to_be_looked_at_nothing_is_at_rest() -> None:
    staging = AllToLookAt(PAIR.id, [memory(1, **ANN), memory(2, **BOB)])
    screening = Screening(PAIR, FIELDS, staging, stable_row_ids=False)
    screening.take_local(HERE)
    screening.take_airtable(THERE)
    assert shown(screening.outcome()) == (["r1", "r2"], ["rec1", "rec2"], ["uid1", "uid2"], 0)
    assert screening.unseen() == []


# -- from the image ---------------------------------------------------------------------------------------------------

KEYS: list[Value] = [
    "Ann",
    'say "hi"',
    "line\nend",
    "null\0end",
    "Zoë",
    "",
    "{}",
    Decimal("1.5"),
    NOW,
    NOW.date(),
    True,
]
KEYS += [("a", "b")]
MARK = Mark(Way.FULL, Why.FIRST, {f: Field(f, f, "singleLineText") for f in FIELDS}, NOW, NOW)


class ByImage:
    """Airtable's side as its image gives it, beside the same rows one after another."""

    def __init__(self, bench: Bench, pair: Pair = PAIR) -> None:
        self.bench, self.pair, self.images = bench, pair, SqliteImages(bench.store.database)

    def keep(self, *rows: Row) -> None:
        self.images.move(self.pair.id, MARK, {row.row_id: row for row in rows})

    def outcomes(self, changes: Mapping[str, Row | None] | None = None, look_at: Sequence[str] = ()) -> list[Screened]:
        """What the image and these changes come to, and the same rows given as a list."""
        now = {**{row.row_id: row for row in self.images.rows(self.pair.id)}, **(changes or {})}
        found = []
        for by_image in (True, False):
            staging = self.bench.store.staging(self.pair.id)
            screening = Screening(self.pair, FIELDS, staging, stable_row_ids=False, look_at=look_at)
            screening.take_local(HERE)
            if by_image:
                assert sum(1 for _ in screening.take_image(self.images, changes or {}))
            else:
                screening.start_airtable()
                screening.take_airtable([row for row in now.values() if row])
            found.append(screening.outcome())
        return found

    def keys(self) -> dict[str, str]:
        """The key of each record is noted on Airtable's side."""
        noted = self.bench.store.database.connection().execute("SELECT uid, key FROM temp.noted_airtable")
        return dict(map(tuple, noted))


@pytest.fixture
def image(bench: Bench) -> ByImage:
    return ByImage(bench)


def test_an_image_comes_to_what_its_records_come_to(image: ByImage) -> None:
    image.keep(*THERE, record(3, Name="Eve"))
    changed: dict[str, Row | None] = {"rec1": record(1, Name="Ann", City="Bern"), "rec4": record(4, Name="Joe")}
    for changes, look_at in ((None, ()), (changed, ()), ({"rec2": None}, ()), (None, ["uid1"]), (changed, ["uid2"])):
        by_image, by_rows = image.outcomes(changes, look_at)
        assert shown(by_image) == shown(by_rows)
        assert list(by_image.airtable_rows) == list(by_rows.airtable_rows)


def test_keys_of_an_image_are_in_use(image: ByImage) -> None:
    image.keep(*THERE)
    by_image, _ = image.outcomes()
    assert by_image.at_rest.in_use(Side.AIRTABLE, ("Bob",))
    assert not by_image.at_rest.in_use(Side.AIRTABLE, ("Eve",))


def test_of_an_image_only_what_is_not_as_remembered_is_read(image: ByImage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    known = image.images.known

    def watched(pair_id: str, record_ids: Sequence[str]) -> dict[str, Row]:
        asked.extend(record_ids)
        return known(pair_id, record_ids)

    monkeypatch.setattr(image.images, "known", watched)
    image.keep(THERE[0], record(2, Name="Bob", City="Bern"))
    assert shown(image.outcomes()[0]) == (["r2"], ["rec2"], ["uid2"], 1)
    assert asked == ["rec2"]


def test_a_tombstone_of_an_image_is_looked_at(image: ByImage) -> None:
    image.bench.remember([replace(memory(1, **ANN), tombstone=Side.LOCAL)])
    image.keep(*THERE)
    by_image, by_rows = image.outcomes()
    assert shown(by_image) == shown(by_rows)
    assert [row.row_id for row in by_image.airtable_rows] == ["rec1"]


def test_what_was_set_apart_once_is_not_for_ever(image: ByImage) -> None:
    image.keep(*THERE)
    assert image.outcomes(look_at=["uid1"])[0].at_rest.count() == 1
    staging = image.bench.store.staging(PAIR.id)
    staging.clear(Side.AIRTABLE)
    assert [part.rows for part in staging.note_image(image.images, PAIR.key, [])] == [[]]


def test_large_images_come_in_parts(image: ByImage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airsync_gui.state.staging.IMAGE_PART", 2)
    image.bench.remember(memory(n, Name=f"n{n}") for n in range(3, 8))
    image.keep(*THERE, *(record(n, Name=f"n{n}") for n in (3, 4, 6, 7)), record(5, Name="other"))
    by_image, by_rows = image.outcomes()
    assert shown(by_image) == shown(by_rows)
    assert [row.row_id for row in by_image.airtable_rows][-1] == "rec5"


def test_keys_of_an_image_are_those_of_its_records(image: ByImage) -> None:
    for fields in (["fldName"], ["fldName", "fldCity"]):
        pair = replace(PAIR, key=tuple(fields))
        each = ByImage(image.bench, pair)
        for number, key in enumerate(KEYS, 20):
            both: dict[str, Value] = {**dict.fromkeys(FIELDS), "fldCity": "Rome", "fldName": key or None}
            kept = Memory(f"uid{number}", f"local {number}", f"rec{number}", both, both, created_at=NOW)
            each.bench.remember([kept])
            each.keep(Row(f"rec{number}", without_blanks(both), label=f"rec{number}", created_at=NOW))
        found = each.bench.store.staging(PAIR.id)
        found.clear(Side.AIRTABLE)
        left = [row for part in found.note_image(each.images, pair.key, []) for row in part.rows]
        noted = each.keys()
        for number, key in enumerate(KEYS, 20):
            if f"uid{number}" in noted:
                row_values = {"fldName": key, "fldCity": "Rome"}
                assert noted[f"uid{number}"] == local_id_of(pair.key_of(row_values))
        assert {"uid20", "uid24", "uid26", "uid27", "uid28", "uid29"} <= noted.keys()
        assert {row.row_id[3:] for row in left}.isdisjoint(uid[3:] for uid in noted)
        assert len(left) + len(noted) == len(KEYS)


def test_an_image_of_before_there_were_checksums_is_looked_at_record_by_record(image: ByImage) -> None:
    image.keep(*THERE)
    with image.bench.store.database.transaction() as db:
        db.execute("UPDATE images SET checksum = NULL")
    by_image, _ = image.outcomes()
    assert shown(by_image) == ([], [], [], 2)
    image.keep(*THERE)
    with image.bench.store.database.reading() as db:
        assert db.execute("SELECT COUNT(checksum) FROM images").fetchone()[0] == 2


@pytest.mark.parametrize("side", list(Side))
def test_whether_a_row_is_as_remembered_is_read_in_the_index_alone(bench: Bench, side: Side) -> None:
    statement = for_side(staging._REMEMBERED, side, 2)
    plan = bench.store.database.connection().execute(f"EXPLAIN QUERY PLAN {statement}", (PAIR.id, "a", "b"))
    assert "COVERING INDEX" in plan.fetchone()["detail"]


def test_checksums_stay_what_they_are_in_files_of_before() -> None:
    some: dict[str, Value] = {"b": "Zürich", "a": Decimal("1.50"), "c": True, "e": ("x", "y"), "f": None}
    assert checksum({**some, "d": date(2026, 5, 1)}) == "50ab89119bd4f528f05d1dd83ca5b12d"
    assert checksum(some, ["a", "z"]) == checksum_of(["a", "z"])(some) == "0b75f595b067c1cdcb818665e3d76342"
    assert checksum({}) == checksum_of([])(some) == "a48ce33fe7324d05d68a2db0614c4a1b"


def test_twins_of_an_image_are_both_looked_at(image: ByImage) -> None:
    image.bench.remember([replace(memory(3, **ANN), record_id="rec3"), replace(memory(4, **BOB), record_id="rec2")])
    image.keep(*THERE, record(3, **ANN))
    by_image, by_rows = image.outcomes()
    assert shown(by_image) == shown(by_rows)
    assert {row.row_id for row in by_image.airtable_rows} == {"rec1", "rec2", "rec3"}
