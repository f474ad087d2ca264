"""The laws over wider lives: other local tables and keys, lists and links, a schema that moves, answers that come late.

The oracle gets one rule more: at rest, what nothing excuses is equal on both sides, field by field.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from msgspec.structs import replace

from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import Memory
from airsync_gui.sync.run import RunResult
from tests.laws.conftest import LAWS
from tests.laws.test_machine import NAMES, SIDES, WAYS, Lives, Typed, names
from tests.laws.world import World, plain, tally

pytestmark = pytest.mark.timeout(100_000)
COMPARED = ("City", "Note", "Kind", "Tags", "Links")


class WideLives(Lives):
    """One pair of any shape."""

    @initialize(
        policy=st.sampled_from(list(Policy)),
        deletes=st.sampled_from(list(Deletes)),
        way=st.sampled_from(WAYS),
        rounds=st.booleans(),
        known=st.integers(2, 4),
        local=st.sampled_from(["csv", "sqlite"]),
        two_keys=st.booleans(),
    )
    def set_up(
        self,
        policy: Policy,
        deletes: Deletes,
        way: tuple[Direction, Drift],
        rounds: bool,
        known: int,
        local: str,
        two_keys: bool,
    ) -> None:
        options: dict[str, Any] = {"policy": policy, "deletes": deletes}
        times = policy is Policy.LAST_WRITE_WINS
        shape: dict[str, Any] = {"local": local, "two_keys": two_keys, "times": times}
        self.world = World(self.folder, pair=options, round_numbers=rounds, **shape)
        if policy is Policy.OPTIMISTIC_LOCK:
            self.world.change_pair(version_field="Version", stamp_field="Stamp")
        start = ["anchor", *NAMES[:known]]
        self.world.write_rows([{"Name": name, "City": self.value("local")} for name in start])
        self.made["local"].update(start)
        self.world.run()
        direction, drift = way
        self.world.pair = replace(self.world.pair, direction=direction, drift=drift)

    # -- lists and links --------------------------------------------------------------------------------------------

    @rule(side=SIDES, name=names, field=st.sampled_from(["Tags", "Links"]))
    def put_in(self, side: str, name: str, field: str) -> None:
        """One more member; it was never there before."""
        if self.how_many(side, name) != 1:
            return
        self.count += 1
        member = f"t{self.count}" if field == "Tags" else self.world.teams.add({"Name": f"team {self.count}"})
        self.typed[member] = Typed(side, member, self.count)
        self._set_members(side, name, field, [*self._members(side, name, field), member])

    @rule(side=SIDES, name=names, field=st.sampled_from(["Tags", "Links"]))
    def take_out(self, side: str, name: str, field: str) -> None:
        if self.how_many(side, name) != 1:
            return
        first, *others = self._members(side, name, field) or [""]
        self.forget_typed(first)
        self._set_members(side, name, field, others)

    def _members(self, side: str, name: str, field: str) -> list[str]:
        found: Any = self.world.row(name) if side == "local" else self.world.record(name)
        value = (found or {}).get(field) or []
        return value.split(", ") if isinstance(value, str) else list(value)

    def _set_members(self, side: str, name: str, field: str, members: list[str]) -> None:
        if side == "local":
            self.world.edit_row(name, **{field: ", ".join(members)})
        else:
            self.world.edit_record(name, **{field: members})

    # -- the schema -------------------------------------------------------------------------------------------------

    @rule(field=st.sampled_from(["City", "Kind", "Tags", "Links"]), number=st.integers(0, 3))
    def rename_field(self, field: str, number: int) -> None:
        self.world.door.rename_field(self.world.field_ids[field], f"{field} {number}")

    @rule()
    def exchange_the_names_of_two_choices(self) -> None:
        if self.world.type_now("Kind") == "singleSelect":
            for old, new in (("big", "other"), ("small", "big"), ("other", "small")):
                self.world.door.rename_choice(self.world.field_ids["Kind"], old, new)

    @rule()
    def retype_kind(self) -> None:
        """Text for a while, then a select again."""
        kind = self.world.field_ids["Kind"]
        if self.world.type_now("Kind") == "singleSelect":
            self.world.door.retype_field(kind, "singleLineText")
        else:
            self.world.door.retype_field(kind, "singleSelect", {"choices": ["big", "small", "huge"]})
            self.knows_huge = True

    @precondition(lambda self: self.world.type_now("Note"))
    @rule(sure=st.sampled_from([False, False, False, True]))
    def remove_note(self, sure: bool) -> None:
        if sure:
            for record in self.world.records().values():
                self.forget_typed(record.get("Note"))
            self.world.door.delete_field(self.world.field_ids["Note"])

    # -- answers that come late -------------------------------------------------------------------------------------

    @rule(number=st.integers(1, 2))
    def sync_while_creates_are_on_their_way(self, number: int) -> None:
        self.world.transport.late = number
        self.attempt()
        tally["faults"] += number - self.world.transport.late
        self.world.transport.late = 0

    @precondition(lambda self: self.world.transport.waiting)
    @rule()
    def they_arrive(self) -> None:
        """What Airtable makes after our look: reported by the next run, never told apart by us."""
        before = set(self.world.records())
        self.world.transport.arrive()
        for record_id, record in self.world.records().items():
            if record_id not in before:
                name = str(record.get("Name", ""))
                self.made["airtable"][name] += 1
                self.is_new(name)

    # -- the laws ---------------------------------------------------------------------------------------------------

    def look_for_lost_updates(self, result: RunResult) -> None:
        super().look_for_lost_updates(result)
        plan = result.plan
        excused = {c.uid for c in result.conflicts} | {h.uid for h in plan.held} | {d.uid for d in plan.drift}
        excused |= {row.operation.uid for row in self.world.queue()} | self.apart
        for memory in self.world.memories():
            if memory.uid not in excused and memory.tombstone is None:
                self.look_for_differences(memory)

    def look_for_differences(self, memory: Memory) -> None:
        row = next((r for r in self.world.rows() if memory.local_id in self.world.local_ids(r)), None)
        record = self.world.records().get(memory.record_id or "")
        assert row is not None, f"nothing here for {memory}, and nothing says why"
        assert record is not None, f"nothing there for {memory}, and nothing says why"
        # A choice that is renamed in Airtable is nobody's edit, and a push pair never writes this side.
        pushed = self.world.pair.direction is Direction.PUSH
        for name in (each for each in COMPARED if not (pushed and each == "Kind")):
            if not self.world.out_of_the_pair(name) and self.world.field_ids[name] not in memory.lossy:
                here, there = plain(name, row.get(name)), plain(name, record.get(name))
                assert here == there, f"{name} of {row['Name']} differs, and nothing says why"


TestWideLives = WideLives.TestCase
TestWideLives.settings = LAWS
