"""A pair: one local table bound to one Airtable table, and the rules a person set for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from airsync_gui.sync.records import FieldId, Key, Side, Values


class Direction(StrEnum):
    """Which sides a pair may write."""

    BOTH = "both"
    PUSH = "push"
    PULL = "pull"


_SOURCES: Mapping[Direction, Side | None] = {
    Direction.BOTH: None,
    Direction.PUSH: Side.LOCAL,
    Direction.PULL: Side.AIRTABLE,
}


class Policy(StrEnum):
    """What settles a field that was changed on both sides to different values."""

    ASK = "ask"
    LAST_WRITE_WINS = "last-write-wins"
    LOCAL_WINS = "local-wins"
    AIRTABLE_WINS = "airtable-wins"
    MERGE = "merge"
    OPTIMISTIC_LOCK = "optimistic-lock"


class Drift(StrEnum):
    """In a one-way pair: what becomes of edits on the side that is only written."""

    LEAVE = "leave"
    OVERWRITE = "overwrite"


class Deletes(StrEnum):
    """Whether a deletion on one side is carried to the other."""

    PROPAGATE = "propagate"
    KEEP = "keep"


class Pair(Struct, frozen=True):
    """What a person configures.

    Attributes:
        id: made once, never shown; state is kept under it, so a pair can be renamed.
        source: the local table, absolute: ``/home/ada/meals.csv``.
        endpoint: the host that Airtable is reached at; a pair of the sandbox is never sent to another.
        columns: field id → name of the local column.
        key: field ids of the key, in order.
        field_policies: field id → policy, where it differs from the pair's.
        version_field: number field that counts writes (optimistic locking).
        stamp_field: date-time field set at each write of ours in Airtable.
        time_column: local column that says when a row was last edited.
        zone: IANA name of the zone of local times without an offset, where their field names none; empty for this
            computer's, whichever that is at the time.
        required: field ids that must not be blank in Airtable.
        max_length: field id → most characters.
        rolling: whether rows leave the local table by themselves (a file of today): that is no deletion.
        ask_first: whether what is written in Airtable waits until a person has seen it.
        escape_formulas: whether texts in a CSV file that a spreadsheet would take for formulas are made harmless.
        change_feed: whether Airtable is asked what changed, where the token may; else by the times of last edits.
        budget: most calls to Airtable in a month; None where only the plan's allowance counts.
        schedule: when it is synced by itself, in words; empty where as all pairs are.
        check_hours: after so many hours all records are read again without a change feed; 0 is each time.
    """

    id: str
    name: str
    source: str
    base_id: str
    table_id: str
    columns: Mapping[FieldId, str]
    key: tuple[FieldId, ...]
    account: str = "default"
    endpoint: str = "api.airtable.com"
    base_name: str = ""
    table_name: str = ""
    direction: Direction = Direction.BOTH
    drift: Drift = Drift.LEAVE
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK
    field_policies: Mapping[FieldId, Policy] = field(default_factory=dict)
    version_field: FieldId | None = None
    stamp_field: FieldId | None = None
    time_column: str | None = None
    zone: str = ""
    required: frozenset[FieldId] = frozenset()
    max_length: Mapping[FieldId, int] = field(default_factory=dict)
    field_names: Mapping[FieldId, str] = field(default_factory=dict)
    field_types: Mapping[FieldId, str] = field(default_factory=dict)
    create_choices: bool = False
    escape_formulas: bool = False
    rolling: bool = False
    ask_first: bool = False
    change_feed: bool = True
    check_hours: float = 6.0
    paused: bool = False
    budget: int | None = None
    schedule: str = ""

    def policy_of(self, field_id: FieldId) -> Policy:
        """The field's own policy, else the pair's."""
        return self.field_policies.get(field_id, self.policy)

    @property
    def source_side(self) -> Side | None:
        """The side whose edits count in a one-way pair; None when both do."""
        return _SOURCES[self.direction]

    def may_write(self, side: Side) -> bool:
        """Whether this pair ever writes that side."""
        return self.source_side is not side

    def key_of(self, values: Values) -> Key:
        """The key of a record with these values; blank parts are ``None``."""
        return tuple(map(values.get, self.key))

    def kept_by_us(self) -> frozenset[FieldId]:
        """Fields that AirSync itself keeps in Airtable (version, stamp): shown locally, never compared as values."""
        return frozenset(f for f in (self.version_field, self.stamp_field) if f)
