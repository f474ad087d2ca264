"""Every plan that a test's run makes is compared with the plan that all rows and memories would give.

Runs look only at the records that are not at rest; that this makes no difference is checked wherever the engine runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.sync import run as runs
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import NONE_AT_REST, Plan
from airsync_gui.sync.ports import Images
from airsync_gui.sync.reading import Read
from airsync_gui.sync.records import RecordId, Row
from airsync_gui.sync.screening import Screening
from airsync_gui.sync.toolbox import Toolbox
from airsync_gui.sync.values import number_text

PLAN_OF_A_RUN = runs._plan
"""As it is without the comparison."""


class WatchedScreening(Screening):
    """Keeps every row that it is given, for the comparison."""

    all_local: list[Row]
    all_airtable: dict[RecordId, Row]

    def take_local(self, rows: Sequence[Row], *, keep_last: bool = False) -> None:
        self.all_local = list(rows)
        super().take_local(rows, keep_last=keep_last)

    def start_airtable(self) -> None:
        self.all_airtable = {}
        super().start_airtable()

    def take_image(self, images: Images, changes: Mapping[RecordId, Row | None]) -> Iterator[int]:
        yield from super().take_image(images, changes)
        now = {**{row.row_id: row for row in images.rows(self._pair.id)}, **changes}
        self.all_airtable = {record_id: row for record_id, row in now.items() if row is not None}

    def take_airtable(self, rows: Iterable[Row]) -> None:
        page = list(rows)
        self.all_airtable.update((row.row_id, row) for row in page)
        super().take_airtable(page)


def compare_every_plan(patch: pytest.MonkeyPatch) -> None:
    """From now on a run whose plan is not that of all rows fails."""
    plan_of = PLAN_OF_A_RUN

    def compared(pair: Pair, tools: Toolbox, read: Read) -> Plan:
        plan = plan_of(pair, tools, read)
        screening = read.screening
        if isinstance(screening, WatchedScreening) and read.local_rows is screening.outcome().local_rows:
            expected = summary(plan_of(pair, tools, whole(read, screening)))
            differing = {
                part: (found, expected[part]) for part, found in summary(plan).items() if found != expected[part]
            }
            assert not differing, differing
        return plan

    patch.setattr(runs, "_plan", compared)
    patch.setattr("airsync_gui.sync.reading.Screening", WatchedScreening)


def whole(read: Read, screening: WatchedScreening) -> Read:
    """The same reading with every row and every memory in it."""
    settled = {memory.uid: memory for memory in read.settled.memories}
    memories = [settled.pop(memory.uid, memory) for memory in read.state.memories]
    return replace(
        read,
        local_rows=screening.all_local,
        airtable_rows=list(screening.all_airtable.values()),
        settled=replace(read.settled, memories=[*memories, *settled.values()]),
        at_rest=NONE_AT_REST,
    )


def summary(plan: Plan) -> dict[str, Any]:
    """A plan's parts, as sets."""
    return {
        "id": plan.id,
        "stops": plan.stops,
        "rows": plan.local_rows,
        **{
            part: sorted(map(plain, getattr(plan, part)))
            for part in (
                "operations",
                "refusals",
                "conflicts",
                "held",
                "drift",
                "notes",
                "remember",
                "forget",
                "unfit",
                "resolving",
            )
        },
    }


def plain(part: Any) -> str:
    """A part of a plan as text, whatever the order of its mappings and sets."""
    if isinstance(part, Struct):
        named = (f"{name}={plain(getattr(part, name))}" for name in part.__struct_fields__)
        return f"{type(part).__name__}({', '.join(named)})"
    if isinstance(part, Mapping):
        return str(sorted((plain(key), plain(value)) for key, value in part.items()))
    if isinstance(part, Decimal):
        return number_text(part or Decimal(0))  # -1230.000 and -1230 are one number
    if isinstance(part, frozenset | set):
        return str(sorted(map(plain, part)))
    return str([plain(each) for each in part]) if isinstance(part, list | tuple) else repr(part)
