"""Pairs, runs, records and previews as the window shows them: made on a worker thread, read on the GUI thread, frozen.

The window knows nothing of files, databases or Airtable; it gets these and their like (conflicts, Health, Schema and
the wizard have files of their own beside this one), and asks for work through
:class:`airsync_gui.jobs.service.Service`. Texts from outside (names, cells, Airtable's messages) are plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from airsync_gui.call_budget import Usage
    from airsync_gui.explanation import Explanation
    from airsync_gui.messages import Message
    from airsync_gui.schedule import Schedule
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.plan import Plan
    from airsync_gui.sync.records import Cell, FieldId, Side, Uid, Value
    from airsync_gui.sync.schema import Field

PairStatus = Literal["in_step", "syncing", "cancelling", "waiting", "needs_you", "failed", "paused", "never_synced"]
"""``syncing`` and ``cancelling`` are the controller's: it knows what it runs."""
QueueState = Literal["failed", "held", "waiting_for_key", "retry", "in_flight", "pending"]


class Place(Struct, frozen=True):
    """One side of a pair as a person knows it.

    Attributes:
        name: ``meals.csv``, ``health.db · workouts``, ``Habits › Meals``.
        detail: the folder it is in, or the base's workspace; may be empty.
        sandbox: whether it is the built-in sandbox.
        url: what "show it" opens: a file's or Airtable's address.
    """

    side: Side
    name: str
    detail: str = ""
    sandbox: bool = False
    url: str = ""


class PairLine(Struct, frozen=True):
    """One pair in the list, with its live state.

    Attributes:
        problem: what is wrong, for ``failed``, ``waiting``, and for a guard that stopped the last run.
        plan_id: the plan that a guard held back; agreeing to it is a :class:`Consent` with this id.
        waits: queue rows, held ones included.
        until: when Airtable may be asked again, for ``waiting``; None where nobody knows.
        needs_key: the problem ends with another token (refused, not permitted, or none is stored).
        follows: the pairs that are synced before it, because it links to their records.
        schedule: when it is synced by itself; None where as all pairs are.
        passes: what ended its last try passes by itself (offline, rate limited, a fault of Airtable's).
        keyring_gone: the problem ends with the system's keyring.
    """

    pair_id: str
    name: str
    status: PairStatus
    local: Place
    airtable: Place
    conflicts: int = 0
    waits: int = 0
    last_run_at: datetime | None = None
    problem: Message | None = None
    plan_id: str | None = None
    until: datetime | None = None
    needs_key: bool = False
    follows: tuple[str, ...] = ()
    schedule: Schedule | None = None
    passes: bool = False
    keyring_gone: bool = False


class DayCount(Struct, frozen=True):
    """Fields written on one day, by side."""

    day: date
    to_local: int
    to_airtable: int


class Written(Struct, frozen=True):
    """What a run did on one side: fields of records that were there before, and records added and deleted."""

    fields: int = 0
    added: int = 0
    deleted: int = 0


class RunLine(Struct, frozen=True):
    """One run; ``status`` as in the history: done, stopped, cancelled, failed, interrupted, running.

    Attributes:
        error: in words, empty where it ended well.
        to_local, to_airtable: fields written there (a deletion counts as one).
        local, airtable: the same, told apart.
        put_off: what ended it passes by itself: offline, rate limited, another sync.
        copy: where a copy of the local table from before it is; empty where none was made, or none is left.
    """

    run_id: int
    pair_id: str
    pair_name: str
    kind: str
    started: datetime
    ended: datetime | None
    status: str
    error: str
    api_calls: int
    records: int
    to_local: int
    to_airtable: int
    local: Written = Written()
    airtable: Written = Written()
    put_off: bool = False
    copy: str = ""


class ChangeLine(Struct, frozen=True):
    """One field of one record that a run wrote.

    Attributes:
        kind: create, update, delete, dropped update, …
        because: the rule as a person reads it.
        overwritten: whether the written side had an edit of its own that was lost.
        other: what the other side had.
        field_id: what an undo of this field alone names it by.
        last: where a conflict was settled by it, (what both sides had when last in step,); else empty.
    """

    change_id: int
    run_id: int
    uid: Uid
    record: str
    side: Side
    kind: str
    field_name: str
    before: Value
    after: Value
    other: Value
    because: str
    overwritten: bool
    at: datetime
    field_id: FieldId = ""
    last: tuple[Value, ...] = ()


class Overview(Struct, frozen=True):
    """What a pair's first panel shows.

    Attributes:
        rules: (icon name, title, text) in their order.
        last_local_change, last_airtable_change: when AirSync last saw an edit made there and carried it over.
        received_local, received_airtable: (fields, records) written there today.
        runs: today's, the newest first.
        mapped, computed: how many fields.
        left_columns, left_fields: names without a partner.
        records_by_pair: (pair id, records on this computer), where all pairs are shown.
        sharing_a_key: records that are held because others have their key.
    """

    pair_id: str
    local_records: int
    airtable_records: int
    last_local_change: datetime | None
    last_airtable_change: datetime | None
    received_local: tuple[int, int]
    received_airtable: tuple[int, int]
    days: tuple[DayCount, ...]
    runs: tuple[RunLine, ...]
    rules: tuple[tuple[str, str, str], ...]
    mapped: int
    computed: int
    left_columns: tuple[str, ...] = ()
    left_fields: tuple[str, ...] = ()
    records_by_pair: tuple[tuple[str, int], ...] = ()
    sharing_a_key: int = 0


class QueueLine(Struct, frozen=True):
    """One waiting operation, or one held row.

    Attributes:
        key: stable for the life of the row, also while runs plan it anew: its pair, side and record.
        entry_id: the queue's number until the next run; None for held rows, which have no actions but mending.
        reason: Airtable's own words (or ours), short; ``advice`` is what to do.
        uid: the record's; empty for a held row that nobody knows.
        editable: fields whose value here may be why it was refused, where a person can edit it: the one that was named,
            else those that were to be written.
    """

    key: str
    entry_id: int | None
    pair_id: str
    pair_name: str
    state: QueueState
    kind: str
    record: str
    fields: tuple[str, ...]
    place: Place
    tries: int
    since: datetime
    reason: str = ""
    advice: str = ""
    retry_at: datetime | None = None
    record_url: str = ""
    uid: Uid = ""
    editable: tuple[FieldId, ...] = ()


class RefusedRow(Struct, frozen=True):
    """The row on this computer of a record that was refused, as it is now, for its values to be edited.

    Attributes:
        fields: those that can be edited.
        cells: field id → what stands there.
        place: the table that the row is in.
    """

    pair: Pair
    uid: Uid
    fields: tuple[Field, ...]
    cells: Mapping[FieldId, Cell]
    place: Place


class UndoPreview(Struct, frozen=True):
    """What undoing a run, one change of it, or one field of that would do.

    Attributes:
        change_id, field_id: None for the whole run, the whole change.
        plan_id: agreeing to what is shown is a :class:`Consent` with this id.
        sentence: all of it in words, with its price.
        local, airtable: what would be put back there; nothing at all where both are empty.
        skipped: why values or records stay as they are, a sentence each.
        made_again: records that get a new id in Airtable.
        waiting: records whose sides differ afterwards, each a conflict then.
        stop: what a guard says to it; empty where none does.
    """

    pair_id: str
    run_id: int
    change_id: int | None
    field_id: FieldId | None
    plan_id: str
    sentence: str
    local: Written = Written()
    airtable: Written = Written()
    api_calls: int = 0
    skipped: tuple[str, ...] = ()
    made_again: int = 0
    waiting: int = 0
    stop: str = ""

    @property
    def writes(self) -> bool:
        """Whether there is anything to do."""
        return self.local != Written() or self.airtable != Written()


class RecordStory(Struct, frozen=True):
    """Why one record looks as it does.

    Attributes:
        changes: what runs did to it, field by field, the newest first.
        problem: why the two sides could not be looked at; what is remembered is told all the same.
    """

    pair_id: str
    pair_name: str
    local: Place
    airtable: Place
    explanation: Explanation
    changes: tuple[ChangeLine, ...] = ()
    record_url: str = ""
    problem: Message | None = None


class PlanPreview(Struct, frozen=True):
    """A dry run: the plan, and what carrying it out would cost.

    Attributes:
        local, airtable: the two sides by name.
        api_calls: reading both sides again (``read_calls``) and writing.
        equal: records that are in step already.
        sentence: what would be written, in words.
        usage: the month's calls so far; None where nobody counts.
    """

    pair: Pair
    plan: Plan
    local: Place
    airtable: Place
    api_calls: int
    equal: int = 0
    read_calls: int = 0
    sentence: str = ""
    usage: Usage | None = None
