"""What a base's change feed says, and when that can be trusted. Pure.

A feed names what was created, changed and destroyed; numbers without a gap say that nothing is missing. Whatever is in
doubt ends in a reading of all records, never in a lost change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct, field

from airsync_gui.sync.records import FieldId, RecordId, Row, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import same

LIFE = timedelta(days=7)
"""How long a hook lives without being refreshed, and how long a payload is kept."""
MARGIN = timedelta(hours=6)
"""No use is made of the last hours of either: clocks differ, and work takes its time."""
REFRESH_BEFORE = timedelta(days=3)
"""A hook is refreshed when no more is left of its life."""
TRY_AGAIN = timedelta(days=1)
"""After this a hook is asked for anew where it was refused."""
LONGEST_UNCHECKED = timedelta(days=1)
"""A feed is trusted for so long without a reading of all records; not all that is computed may be told of."""
LEAST_PAGES = 5
"""So many pages of payloads are always read before it may be called a long way to the head: a base has other tables."""

UNTOLD_TYPES = frozenset({"lastModifiedTime", "lastModifiedBy", "button", "aiText", "externalSyncSource"})
"""What may move without a payload that names it."""


class Way(StrEnum):
    """How Airtable's side was read."""

    FEED = "feed"
    MODIFIED = "modified"
    FULL = "full"


class Why(StrEnum):
    """Why all records were read."""

    ASKED = "asked"
    FIRST = "first"
    FIELDS = "fields"
    UNSETTLED = "unsettled"
    DUE = "due"
    ALWAYS = "always"
    LOST = "lost"
    GAP = "gap"
    BROKEN = "broken"
    OLD = "old"
    BEHIND = "behind"
    SILENT = "silent"
    FILTER = "filter"


class Barred(StrEnum):
    """Why there is no change feed."""

    NOT_PERMITTED = "not_permitted"
    REFUSED = "refused"
    TOO_MANY = "too_many"


class Doubt(Exception):
    """What is told can't be trusted to be all; read everything."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Hook(Struct, frozen=True):
    """A webhook of a base.

    Attributes:
        expires_at: when it ends unless it is refreshed, as Airtable last said (UTC).
        cursor: the number that its next payload will have.
        alive: whether payloads are made.
    """

    id: str
    expires_at: datetime | None = None
    cursor: int = 1
    alive: bool = True


class Payload(Struct, frozen=True):
    """One action in a base, or a part of it, as far as it is about one table.

    Attributes:
        changed: record id → what it has now in the fields that are named; created records among them.
        destroyed: ids of records that are gone.
        schema_moved: fields or names changed.
        at: when that was, by Airtable's clock.
        error: Airtable's word for why the hook tells no more; empty where all is well.
    """

    changed: Mapping[RecordId, Values] = field(default_factory=dict)
    destroyed: frozenset[RecordId] = frozenset()
    schema_moved: bool = False
    at: datetime | None = None
    error: str = ""


class PayloadPage(Struct, frozen=True):
    """Some payloads in their order; ``cursor`` is the number to ask for next."""

    payloads: tuple[Payload, ...]
    cursor: int
    more: bool = False


class BaseFeed(Struct, frozen=True):
    """What is known of a base's feed.

    Attributes:
        hook: the hook in use; None where there is none.
        barred: why there is none, since ``barred_at``.
    """

    hook: Hook | None = None
    barred: Barred | None = None
    barred_at: datetime | None = None


class Mark(Struct, frozen=True):
    """How far a pair's image of Airtable has come.

    Attributes:
        way: how it was read last.
        why: why everything was read the last time that it was, unless that was due.
        hook_id, cursor: where its feed goes on; empty and 0 without one.
        heard_at: when the feed was last read to its head (our clock).
        read_at: Airtable's own time shortly before the last reading began.
        checked_at: when all records were last read; None asks for it.
        fields: what the image was read with.
        modified_field: the field that told when a record was last edited.
    """

    way: Way
    why: Why
    fields: Mapping[FieldId, Field]
    read_at: datetime
    checked_at: datetime | None
    hook_id: str = ""
    cursor: int = 0
    heard_at: datetime | None = None
    modified_field: FieldId | None = None


class Heard(Struct):
    """All that a feed told since a cursor, payload by payload.

    Attributes:
        told: record id → what each payload said that it has, in order, for records that are there as far as is known.
        destroyed: ids of records that are gone, unless they came back.
        times: record id → when each of those payloads was.
    """

    cursor: int
    told: dict[RecordId, list[Values]] = field(default_factory=dict)
    destroyed: dict[RecordId, None] = field(default_factory=dict)
    schema_moved: bool = False
    times: dict[RecordId, list[datetime | None]] = field(default_factory=dict)

    def hear(self, page: PayloadPage) -> None:
        """Take in the next page.

        Raises:
            Doubt: payloads are missing, or the hook tells no more.
        """
        for payload in page.payloads:
            if payload.error:
                raise Doubt(Why.BROKEN)
            self._take(payload)
        if page.cursor != self.cursor + len(page.payloads) or (page.more and not page.payloads):
            raise Doubt(Why.GAP)
        self.cursor = page.cursor

    def _take(self, payload: Payload) -> None:
        self.schema_moved |= payload.schema_moved
        for record_id, values in payload.changed.items():
            self.destroyed.pop(record_id, None)
            self.told.setdefault(record_id, []).append(values)
            self.times.setdefault(record_id, []).append(payload.at)
        for record_id in payload.destroyed:
            self.told.pop(record_id, None)
            self.times.pop(record_id, None)
            self.destroyed[record_id] = None


def news(heard: Heard, known: Mapping[RecordId, Row], fields: Mapping[FieldId, Field], *, by_time: bool) -> list[str]:
    """Ids of the records to read again: those of which something was told that we do not hold already.

    Every payload has to agree, not only the last: so nothing came and went between them. Our own writes agree, as their
    answers were kept.

    Args:
        by_time: records have a time of their last edit, which moves even where a value is written that was there.
    """
    if by_time or any(f.type in UNTOLD_TYPES for f in fields.values()):
        return list(heard.told)
    return [
        record_id
        for record_id, told in heard.told.items()
        if record_id not in known or not all(_agrees(values, known[record_id].values, fields) for values in told)
    ]


def edited_at(heard: Heard, record_id: RecordId, fields: Mapping[FieldId, Field]) -> datetime | None:
    """When a record was last edited, as far as that was told; what is computed is no edit."""
    editable = {f.id for f in fields.values() if not f.read_only}
    told = zip(heard.told[record_id], heard.times[record_id], strict=True)
    return max((at for values, at in told if at is not None and editable & values.keys()), default=None)


def _agrees(told: Values, held: Values, fields: Iterable[FieldId]) -> bool:
    return all(same(told[f], held.get(f)) for f in fields if f in told)


def hook_is_good(hook: Hook, now: datetime) -> bool:
    """Whether a hook surely has been told everything until now."""
    return hook.alive and hook.expires_at is not None and now < hook.expires_at - MARGIN


def needs_refresh(hook: Hook, now: datetime) -> bool:
    """Whether it is time to have it live longer."""
    return hook.expires_at is None or now > hook.expires_at - REFRESH_BEFORE


def may_ask_for_hook(known: BaseFeed, now: datetime, *, anyway: bool = False) -> bool:
    """Whether to try for a hook; where it was refused, not before a day has passed."""
    since = known.barred_at
    return anyway or known.barred is None or since is None or not _within(now - since, TRY_AGAIN)


def why_all(mark: Mark | None, fields: Mapping[FieldId, Field], modified_field: FieldId | None) -> Why | None:
    """Why an image can't be gone on from; None where it can."""
    if mark is None:
        return Why.FIRST
    fitting = mark.modified_field == modified_field and still_fit(mark.fields, fields)
    return None if fitting else Why.FIELDS


def is_due(mark: Mark, now: datetime, every: timedelta, *, by_feed: bool) -> bool:
    """Whether it is time to read everything again."""
    if mark.checked_at is None:
        return True
    longest = max(every, LONGEST_UNCHECKED) if by_feed else every
    return not _within(now - mark.checked_at, longest)


def why_not_feed(mark: Mark, known: BaseFeed, now: datetime) -> Why | None:
    """Why a feed that was in use can't be gone on with; None where it can."""
    if known.hook is None or known.hook.id != mark.hook_id or not mark.cursor:
        return Why.LOST
    if not hook_is_good(known.hook, now):
        return Why.OLD
    if mark.heard_at is None or not _within(now - mark.heard_at, LIFE - MARGIN):
        return Why.OLD
    return None


def _within(passed: timedelta, longest: timedelta) -> bool:
    """Whether no more time has passed; a clock that was set back by much says nothing."""
    return -MARGIN / 2 < passed < longest


def most_pages(records: int) -> int:
    """How many pages of payloads are read before reading all records is less work."""
    return max(LEAST_PAGES, records // 50)


def still_fit(then: Mapping[FieldId, Field], now: Mapping[FieldId, Field]) -> bool:
    """Whether records read with those fields would read the same with these. Choices may have come, not changed."""
    return then.keys() == now.keys() and all(_reads_the_same(then[f], now[f]) for f in now)


def _reads_the_same(then: Field, now: Field) -> bool:
    if then.type != now.type:
        return False
    if then.type in ("singleSelect", "multipleSelects"):
        names = now.choices  # made anew at each look
        return all(names.get(choice_id) == name for choice_id, name in then.choices.items())
    return dict(then.options) == dict(now.options)
