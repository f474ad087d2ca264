"""The laws, over random lives of one pair: people edit both sides, runs fail and die, conflicts are answered.

The oracle knows nothing of the engine. It remembers what people did (every value they type is typed once only) and
looks at the two sides, and at what the program shows a person: conflicts, refused and held records, history.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import ChangedUnderneath, ConflictError, Refused, Transient
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import RunResult
from airsync_gui.sync.undo_run import UndoResult
from airsync_gui.sync.values import same
from tests.laws.conftest import LAWS
from tests.laws.world import COLUMNS, LISTS, Death, World, tally

pytestmark = pytest.mark.timeout(100_000)

NAMES = [f"n{number}" for number in range(5)]
FIELDS = ["City", "Note"]
WAYS = [
    *[(Direction.BOTH, Drift.LEAVE)] * 4,
    *[(direction, drift) for direction in (Direction.PUSH, Direction.PULL) for drift in Drift],
]
SIDES = st.sampled_from(["local", "airtable"])
names = st.sampled_from(NAMES)
fields = st.sampled_from(FIELDS)
NIGHT_S = 8 * 3600.0
FAULTS = ["lost_answers", "lost_requests", "server_errors", "cut_bodies", "garbled_bodies"]


def parts(values: Mapping[str, Any]) -> set[str]:
    """Every value as text, and every member of every list."""
    found: set[str] = set()
    for name, value in values.items():
        found.update(map(str, value) if isinstance(value, tuple | list) else [str(value)])
        if name in LISTS and isinstance(value, str):
            found.update(value.split(", "))
    return found


class Typed(Struct):
    """A value that a person typed and that is not yet known to be safe."""

    side: str
    value: str
    step: int


class Lives(RuleBasedStateMachine):
    """One pair and everything that can happen to it."""

    def __init__(self) -> None:
        super().__init__()
        tally["lives"] += 1
        self.folder = Path(tempfile.mkdtemp(prefix="airsync-laws-"))
        self.count = 0
        self.typed: dict[str, Typed] = {}
        self.made: dict[str, Counter[str]] = {"local": Counter(), "airtable": Counter()}
        self.gone: dict[str, str] = {}
        self.in_step: set[str] = set()
        self.knows_huge = False
        self.apart: set[str] = set()

    world: World

    @initialize(
        policy=st.sampled_from(list(Policy)),
        deletes=st.sampled_from(list(Deletes)),
        way=st.sampled_from(WAYS),
        rounds=st.booleans(),
        known=st.integers(2, 4),
        image=st.booleans(),
    )
    def set_up(
        self, policy: Policy, deletes: Deletes, way: tuple[Direction, Drift], rounds: bool, known: int, image: bool
    ) -> None:
        """One record that nobody touches (an emptied table is a guard's business), and some that are in step."""
        options: dict[str, Any] = {"policy": policy, "deletes": deletes}
        self.world = World(self.folder, pair=options, image=image, round_numbers=rounds)
        if policy is Policy.OPTIMISTIC_LOCK:
            version = self.world.door.field_id("Version")
            self.world.pair = replace(self.world.pair, version_field=version)
        start = ["anchor", *NAMES[:known]]
        self.world.write_rows([{"Name": name, "City": self.value("local")} for name in start])
        self.made["local"].update(start)
        self.world.run()
        direction, drift = way
        self.world.pair = replace(self.world.pair, direction=direction, drift=drift)

    # -- people -----------------------------------------------------------------------------------------------------

    def value(self, side: str) -> str:
        self.count += 1
        value = f"v{self.count}" + "x" * (self.count % 3)
        self.typed[value] = Typed(side, value, self.count)
        return value

    def forget_typed(self, *values: object) -> None:
        """A person replaced or deleted these on purpose."""
        for value in values:
            self.typed.pop(str(value), None)

    def is_new(self, name: str) -> None:
        """From now on this name may stand for another record than before."""
        self.gone.pop(name, None)
        self.in_step.discard(name)

    def how_many(self, side: str, name: str) -> int:
        if side == "local":
            return sum(row["Name"] == name for row in self.world.rows())
        return len(self.world.ids_of(name))

    @rule(side=SIDES, name=names, twin=st.sampled_from([False, False, False, True]))
    def add(self, side: str, name: str, twin: bool) -> None:
        if self.how_many(side, name) and not twin:
            self._edit(side, name, "City")
            return
        city = self.value(side)
        self.made[side][name] += 1
        self.is_new(name)
        if side == "local":
            self.world.add_row(Name=name, City=city)
        else:
            self.world.add_record(Name=name, City=city)

    @rule(side=SIDES, name=names, field=fields)
    def edit(self, side: str, name: str, field: str) -> None:
        self._edit(side, name, field)

    def _edit(self, side: str, name: str, field: str) -> None:
        found = (
            [r for r in self.world.rows() if r["Name"] == name]
            if side == "local"
            else [r for r in self.world.records().values() if r.get("Name") == name]
        )
        if len(found) != 1 or (side == "airtable" and not self.world.type_now(field)):
            return
        self.forget_typed(found[0].get(field))
        value = self.value(side)
        (self.world.edit_row if side == "local" else self.world.edit_record)(name, **{field: value})

    @rule(name=names, field=fields)
    def edit_both(self, name: str, field: str) -> None:
        self._edit("local", name, field)
        self._edit("airtable", name, field)

    @rule(name=names, number=st.sampled_from(["1", "2.5", "3.14159", "many"]))
    def count_here(self, name: str, number: str) -> None:
        self.world.edit_row(name, Count=number)

    @rule(name=names, number=st.sampled_from([1, 2.5, None]))
    def count_there(self, name: str, number: float | None) -> None:
        self.world.edit_record(name, Count=number)

    @rule(name=names, kind=st.sampled_from(["big", "huge", ""]))
    def choose(self, name: str, kind: str) -> None:
        """``huge`` is no choice in Airtable until somebody adds it."""
        self.world.edit_row(name, Kind=kind)

    @rule()
    def add_choice(self) -> None:
        if not self.knows_huge and self.world.type_now("Kind") == "singleSelect":
            self.world.door.add_choice(self.world.field_ids["Kind"], "huge")
            self.knows_huge = True

    @rule(side=SIDES, name=names)
    def delete(self, side: str, name: str) -> None:
        if side == "local":
            lost = [r for r in self.world.rows() if r["Name"] == name]
            self.world.delete_row(name)
        else:
            lost = [r for r in self.world.records().values() if r.get("Name") == name]
            self.world.delete_record(name)
        for row in lost:
            self.forget_typed(*parts(row))
        if lost and name in self.in_step:
            self.gone[name] = side

    @rule(side=SIDES, name=names, other=st.sampled_from([*NAMES, ""]))
    def rename(self, side: str, name: str, other: str) -> None:
        self.made[side][other] += self.how_many(side, name)
        self.is_new(other)
        self.is_new(name)
        if side == "local":
            self.world.edit_row(name, Name=other)
        else:
            self.world.edit_record(name, Name=other)

    @rule(name=names, other=names)
    def swap(self, name: str, other: str) -> None:
        for each, before in ((name, other), (other, name)):
            self.made["local"][each] += self.how_many("local", before)
            self.is_new(each)
        names_of = {name: other, other: name}
        self.world.write_rows([{**r, "Name": names_of.get(r["Name"], r["Name"])} for r in self.world.rows()])

    @rule()
    def sort(self) -> None:
        self.world.write_rows(sorted(self.world.rows(), key=lambda r: (r["City"], r["Name"])))

    # -- the program ------------------------------------------------------------------------------------------------

    def attempt(self, **options: Any) -> RunResult | None:
        try:
            return self.world.run(**options)
        except Transient as error:
            note(f"run ended: {error!r}")
            return None

    @rule()
    def sync(self) -> None:
        self.attempt()

    @rule(fault=st.sampled_from(FAULTS), times=st.integers(1, 5))
    def sync_with_faults(self, fault: str, times: int) -> None:
        getattr(self.world.sandbox.faults, fault).next = times
        self.attempt()
        tally["faults"] += getattr(self.world.sandbox.faults, fault).fired
        self.world.sandbox.faults.clear()

    @rule(moment=st.integers(0, 40))
    def die(self, moment: int) -> None:
        try:
            self.world.die_at(moment)
        except Transient as error:
            note(f"run ended: {error!r}")

    @contextmanager
    def someone_edits(self, moment: str, side: str, name: str, field: str) -> Iterator[None]:
        """An edit on a side just before the program writes this computer, or just before its next write of Airtable."""
        waiting = self.world.before_writes if moment == "local" else self.world.before_requests
        waiting.append(lambda: self._edit(side, name, field))
        typed = set(self.typed)
        yield
        waiting.clear()
        if side == "airtable":  # the window that Airtable can't close: a write of the very field overwrites it unseen
            there = {str(v) for record in self.world.records().values() for v in record.values()}
            self.forget_typed(*(set(self.typed) - typed - there))

    @rule(moment=SIDES, side=SIDES, name=names, field=fields)
    def sync_while_someone_edits(self, moment: str, side: str, name: str, field: str) -> None:
        with self.someone_edits(moment, side, name, field):
            self.attempt()

    @rule()
    def preview_then_sync(self) -> None:
        """Law 7: nothing moves in a preview, and the run that follows does what it said."""
        before = self.world.both_sides(), self.world.state_content()
        preview = self.world.preview()
        if self.world.pair.policy is not Policy.LAST_WRITE_WINS:  # the feed tells times, a list does not
            assert preview.plan.id == self.world.preview(images=None).plan.id, "what the feed told is not all"
        assert (self.world.both_sides(), self.world.state_content()) == before
        result = self.attempt()
        if result is not None:
            assert result.plan.id == preview.plan.id
            stopped = {refusal.operation.uid for refusal in result.refused} | {c.uid for c in result.conflicts}
            said = Counter(op.fingerprint() for op in preview.plan.operations if op.uid not in stopped)
            assert Counter(op.fingerprint() for op in result.completed) >= said

    def of_records(self) -> list[Conflict]:
        """Open conflicts that an answer can settle."""
        return [row.conflict for row in self.world.conflicts() if row.conflict.kind != "schema"]

    @precondition(lambda self: self.of_records())
    @rule(data=st.data(), dies=st.none() | st.integers(0, 25))
    def answer(self, data: st.DataObject, dies: int | None) -> None:
        conflict = data.draw(st.sampled_from(self.of_records()))
        take = data.draw(st.sampled_from(["local", "airtable", "apart"]))
        answer = Answer(keep_apart=True) if take == "apart" else Answer(take=take)  # type: ignore[arg-type]
        shown = [part for values in (conflict.local, conflict.airtable) if values for part in parts(values)]
        source = self.world.pair.source_side
        if take == "apart" or (source and take != source):  # a one-way pair then leaves both as they are
            self.apart.add(conflict.uid)
        self.world.deaths.arm(dies)
        try:
            self.world.resolve(conflict.uid, answer)
        except (ConflictError, Refused, Transient, ChangedUnderneath, Death) as error:
            note(f"answer ended: {error!r}")
        finally:
            self.world.deaths.arm(None)
            self.world.restart()
        self.forget_typed(*shown)
        for values in (conflict.local, conflict.airtable):
            name = self.world.name_of(values or {})
            self.is_new(name)
            self.made["local"][name] += 1
            self.made["airtable"][name] += 1

    @precondition(lambda self: self.of_records())
    @rule(data=st.data(), moment=SIDES, side=SIDES, field=fields)
    def answer_while_someone_edits(self, data: st.DataObject, moment: str, side: str, field: str) -> None:
        """The very record that is being settled."""
        name = self.world.name_of(data.draw(st.sampled_from(self.of_records())).local or {})
        with self.someone_edits(moment, side, name, field):
            self.answer(data, None)

    # -- undo -------------------------------------------------------------------------------------------------------

    def runs_that_wrote(self) -> list[int]:
        return sorted({change.run_id for change in self.world.changes()})

    def put_back(self, run_id: int) -> UndoResult | None:
        """An undo, and what it may have brought back or taken out."""
        touched = [change for change in self.world.changes() if change.run_id == run_id]
        names = {self.world.name_of(values) for c in touched for values in (c.before, c.after)}
        try:
            done = self.world.undo(run_id, only=lambda change: change.label.replace(", ", "") != "anchor")
        except (Refused, Transient, ChangedUnderneath, Death) as error:
            note(f"undo ended: {error!r}")
            done = None
        for name in {*names, *(change.label.replace(", ", "") for change in touched)}:
            self.is_new(name)
            self.made["local"][name] += 1
            self.made["airtable"][name] += 1
        return done

    @precondition(lambda self: self.runs_that_wrote())
    @rule(data=st.data(), dies=st.none() | st.integers(0, 25))
    def undo(self, data: st.DataObject, dies: int | None) -> None:
        """Nothing that was edited since is overwritten, wherever the program dies."""
        run_id = data.draw(st.sampled_from(self.runs_that_wrote()))
        made = [change for change in self.world.changes() if change.run_id == run_id]
        last = self.world.last_run()
        self.world.deaths.arm(dies)
        try:
            self.put_back(run_id)
        finally:
            self.world.deaths.arm(None)
            self.world.restart()
        for change in self.world.changes():
            if change.run_id > last and change.kind == "update":
                afters = [c.after for c in made if (c.uid, c.side) == (change.uid, change.side)]
                for field_id, overwritten in change.before.items():
                    assert any(same(after.get(field_id), overwritten) for after in afters), (change, made)

    @precondition(lambda self: self.runs_that_wrote())
    @rule(data=st.data())
    def undo_and_redo(self, data: st.DataObject) -> None:
        """What an undo did, an undo of it does back."""
        before = self.world.summary()
        done = self.put_back(data.draw(st.sampled_from(self.runs_that_wrote())))
        if (
            done is None
            or done.result.run_id is None
            or done.result.refused
            or done.result.conflicts != tuple(done.result.plan.conflicts)
        ):
            return
        back = self.put_back(done.result.run_id)
        if back is None or back.skipped or back.result.refused:
            return
        after = self.world.summary()
        assert sorted(after["local"]) == sorted(before["local"])
        assert self.mapped_cells(after) == self.mapped_cells(before)

    def mapped_cells(self, summary: Mapping[str, Any]) -> list[list[str]]:
        """Airtable's; without the fields that are out of the pair, whose cells go with their record for good."""
        mapped = [at for at, name in enumerate(COLUMNS) if not self.world.out_of_the_pair(name)]
        return sorted([row[at] for at in mapped] for row in summary["airtable"])

    @precondition(lambda self: self.runs_that_wrote())
    @rule(data=st.data(), moment=SIDES, side=SIDES, name=names, field=fields)
    def undo_while_someone_edits(self, data: st.DataObject, moment: str, side: str, name: str, field: str) -> None:
        with self.someone_edits(moment, side, name, field):
            self.put_back(data.draw(st.sampled_from(self.runs_that_wrote())))

    # -- the laws ---------------------------------------------------------------------------------------------------

    @rule()
    def settle_down(self) -> None:
        """Run until nothing is left to do, then look at laws 1 to 4."""
        for _ in range(4):
            result = self.world.run()
            if not result.plan.operations:
                break
        before = self.world.both_sides()
        result = self.world.run()
        note(f"still to do: {result.plan.operations}")
        assert result.plan.operations == (), "rest: there is always something left to do"
        assert self.world.both_sides() == before, "rest: a run with no news wrote"
        self.look_for_lost_updates(result)
        self.look_for_duplicates()
        self.look_for_the_dead()
        self.in_step = {n for n in NAMES if self.how_many("local", n) == self.how_many("airtable", n) == 1}
        tally["rounds"] += 1

    @rule(times=st.integers(1, 2))
    def settle_down_and_again(self, times: int) -> None:
        """The same, so that lives come to rest often enough; with time between, as at night."""
        self.settle_down()
        if times == 2:
            self.world.clock.advance(NIGHT_S)
            self.settle_down()

    def look_for_lost_updates(self, result: RunResult) -> None:
        rows, records = self.world.rows(), self.world.records()
        here = {part for row in rows for part in parts(row)}
        there = {part for record in records.values() for part in parts(record)}
        shown = {part for c in result.conflicts for vs in (c.local, c.airtable) if vs for part in parts(vs)}
        queue = [row.operation for row in self.world.queue()]
        waiting = {part for op in queue for vs in (op.values, op.other) for part in parts(vs)}
        replaced = {part for c in self.world.changes() if c.rules for part in parts(c.before)}
        replaced |= {part for c in self.world.changes() if c.raw for part in parts(json.loads(c.raw))}
        labels = {(h.side.value, h.label) for h in result.plan.held}
        drifted = {note.label.replace(", ", "") for note in result.plan.drift}
        held_uids = {h.uid for h in result.plan.held} | {d.uid for d in result.plan.drift} | {op.uid for op in queue}
        held_uids |= {n.uid for n in result.plan.notes if n.code == "left_alone"}
        ids = {i for m in self.world.memories() if m.uid in held_uids for i in (m.local_id, m.record_id)}
        for value in list(self.typed):
            side = self.typed[value].side
            if value in here and value in there:
                del self.typed[value]
            elif value in replaced or value in shown or value in waiting:
                continue
            elif side == "local":
                places = [(n, r) for n, r in enumerate(rows, start=2) if value in parts(r)]
                assert places, f"{value} was typed here and is nowhere"
                for number, row in places:
                    label = f"row {number}", f"line {number}", f"id {row.get('id')}"
                    ok = ids & self.world.local_ids(row) or row["Name"] in drifted or self.out_of_the_pair(row, value)
                    ok = ok or any(("local", each) in labels for each in label)
                    assert ok, f"{value} stands here only: {row} {labels}"
            else:
                found = [i for i, record in records.items() if value in parts(record)]
                assert found, f"{value} was typed in Airtable and is nowhere"
                for record_id in found:
                    ok = record_id in ids or str(records[record_id].get("Name")) in drifted
                    assert ok or ("airtable", record_id) in labels, f"{value} stands in Airtable only"

    def out_of_the_pair(self, row: Mapping[str, str], value: str) -> bool:
        """Whether all cells with this value are in columns whose field is gone or retyped, which is a conflict."""
        return all(self.world.out_of_the_pair(name) for name, cell in row.items() if value in parts({name: cell}))

    def look_for_duplicates(self) -> None:
        local = Counter(row["Name"] for row in self.world.rows())
        airtable = Counter(str(record.get("Name", "")) for record in self.world.records().values())
        for side, counts in (("local", local), ("airtable", airtable)):
            for name, number in counts.items():
                other = "airtable" if side == "local" else "local"
                ours = 1 if self.made[other][name] else 0
                assert number <= self.made[side][name] + ours, f"{name} stands {number} times ({side})"

    def look_for_the_dead(self) -> None:
        pair = self.world.pair
        for name, side in self.gone.items():
            if pair.drift is Drift.OVERWRITE and pair.source_side and side != pair.source_side:
                continue  # made again by the pair's own rule
            there = self.world.row(name) if side == "local" else self.world.record(name)
            assert there is None, f"{name} was deleted ({side}) and is back"

    @invariant()
    def counted(self) -> None:
        tally["steps"] += 1

    @invariant()
    def parked_records_wait(self) -> None:
        """Nothing in the journal concerns a record that waits for a person."""
        parked = {row.conflict.uid for row in self.world.conflicts() if not row.answered}
        assert not parked & {row.operation.uid for row in self.world.queue()}

    def teardown(self) -> None:
        try:
            self.settle_down()
        finally:
            self.world.close()
            shutil.rmtree(self.folder, ignore_errors=True)


TestLives = Lives.TestCase
TestLives.settings = LAWS
