"""Conflicts as the window shows them, and what an answer would do or did, as frozen values."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from airsync_gui.jobs.snapshots import Place
    from airsync_gui.messages import Message
    from airsync_gui.sync.operations import Conflict, Operation
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.records import FieldId, Uid
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.schema import Field


class ConflictLine(Struct, frozen=True):
    """One open conflict in the list; ``sentence`` says why in words."""

    uid: Uid
    pair_id: str
    pair_name: str
    record: str
    kind: str
    sentence: str
    since: datetime
    fields: tuple[str, ...] = ()
    field_ids: tuple[FieldId, ...] = ()


class ConflictView(Struct, frozen=True):
    """All that the side-by-side dialog needs.

    Attributes:
        fields: every mapped field that people edit, and the computed ones, in the pair's order.
        seen_at: when AirSync saw the sides' present values.
        in_step_at: when the record was last in step.
    """

    pair: Pair
    conflict: Conflict
    fields: tuple[Field, ...]
    local: Place
    airtable: Place
    seen_at: datetime
    in_step_at: datetime | None


class ResolutionPreview(Struct, frozen=True):
    """What an answer would do: made from the plan itself.

    Attributes:
        sentence: the same in words: ``Airtable: Calories 540 → 610. meals.csv is not changed. 1 API call.``
        changes: the same without its price.
        operations: at most one a side; empty when nothing need be written.
        problems: field id → why its result is not valid.
        error: the answer leaves something open.
    """

    answer: Answer
    operations: tuple[Operation, ...] = ()
    api_calls: int = 0
    problems: tuple[tuple[FieldId, str], ...] = ()
    error: Message | None = None
    sentence: str = ""
    changes: str = ""


class BulkOutcome(Struct, frozen=True):
    """What became of one answer to many conflicts.

    Attributes:
        settled: how many are closed now.
        left: the records that are still open.
        api_calls: requests sent.
        run_id: the sync that carried the answers out, to undo it; None where it wrote nothing.
    """

    settled: int
    left: tuple[str, ...] = ()
    api_calls: int = 0
    run_id: int | None = None
