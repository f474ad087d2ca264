"""Send operations to Airtable: several batches under way at once, each answer told as it comes.

Only the requests themselves run on other threads. The journal is told of a batch just before it leaves, and what comes
of it is worked out when it has been answered, both on the run's thread. Creates are POSTed once: those with a lost
answer are set aside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, count, groupby
from typing import Literal, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, Cancelled, Refused, Transient
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.ports import AirtableTable, Cancel, Clock, Landed, Lanes, Store
from airsync_gui.sync.records import FieldId, Key, Row, Values
from airsync_gui.sync.sending_order import KeyMove, in_units
from airsync_gui.sync.settle import Journalled, JournalState

MOST_FAULTS = 3
"""Creates that may lose their answers in a row before a run ends with its work kept."""
LOCK_BATCHES = 10
"""Optimistic locking reads the records of so many batches again just before they are written."""
GRACE_S = 0.3
"""So long a cancelled run waits for answers that are about to come; the rest end in the background."""


class Records(Protocol):
    """Who knows the records: what is sent for each, and what follows from answers."""

    def key_move(self, entry: Journalled) -> KeyMove:
        """What an operation does to its record's key."""

    def values_to_send(self, operation: Operation) -> Values:
        """A create's or an update's values."""

    def still_unmoved(self, entries: Sequence[Journalled], rows: Sequence[Row]) -> list[Journalled]:
        """Those of these operations whose records, read again, are as the plan took them to be."""

    def answered(self, batch: Sequence[Journalled], rows: Sequence[Row]) -> None:
        """A batch was done; Airtable's records as they are now, none for those that are deleted."""

    def refused(self, unit: Sequence[Journalled], error: Refused) -> list[Journalled]:
        """Airtable turned down one operation by itself, or an exchange of keys; those that stay as they are."""


class Step(Struct, frozen=True):
    """One request to be sent: a batch of operations of one kind, or a look at the records of the next batches.

    Attributes:
        freed, taken: keys that it frees and takes.
    """

    kind: Literal["delete", "update", "create", "look"]
    entries: Sequence[Journalled]
    freed: frozenset[Key] = frozenset()
    taken: frozenset[Key] = frozenset()

    @property
    def ids(self) -> list[int]:
        """The journal's numbers of its operations."""
        return [entry.id for entry in self.entries]


class Flight(Struct):
    """A step that was begun; ``left_at`` is when it was last sent, None while it waits for its turn."""

    step: Step
    left_at: datetime | None = None


class Sender(Struct):
    """Sends operations in their order.

    Attributes:
        tell: told how many operations are settled, whatever came of them.
        waiting: what has not begun, in order.
        flights: what is under way, by the lanes' number for it.
        unknown: creates whose answers were lost.
        standing: keys that were to be freed, by operations that came to nothing: nobody takes them now.
        failure: what ended the sending early; nothing leaves after it.
    """

    records: Records
    airtable: AirtableTable
    store: Store
    field_ids: Sequence[FieldId]
    clock: Clock
    cancel: Cancel
    tell: Callable[[int], None]
    settled: int = 0
    waiting: deque[Step] = field(default_factory=deque)
    flights: dict[int, Flight] = field(default_factory=dict)
    unknown: list[Journalled] = field(default_factory=list)
    standing: set[Key] = field(default_factory=set)
    failure: AirSyncError | None = None
    faults_in_a_row: int = 0
    numbers: Iterator[int] = field(default_factory=count)

    def send(self, entries: Sequence[Journalled]) -> list[Journalled]:
        """Write what these operations ask of Airtable; returns the creates whose outcome is unknown.

        Raises:
            AirSyncError: whatever ended the work early; the journal says how far it came.
        """
        self.waiting = deque(self._steps(entries))
        self.unknown = []
        self._fly()
        return self.unknown

    # -- what to send ---------------------------------------------------------------------------------------------

    def _steps(self, entries: Sequence[Journalled]) -> Iterator[Step]:
        """Batches of one kind each; with optimistic locking each stretch of them comes after a look at its records."""
        stretch = self.airtable.batch_size * LOCK_BATCHES
        for _, group in groupby(entries, key=lambda entry: entry.operation.kind):
            of_kind = list(group)
            for start in range(0, len(of_kind), stretch):
                part = of_kind[start : start + stretch]
                yield from [Step("look", part)] if any(map(_is_locked, part)) else self._batches(part)

    def _batches(self, entries: Sequence[Journalled]) -> Iterator[Step]:
        """As large as can be; an exchange of keys that one request can hold is not torn apart."""
        size = self.airtable.batch_size
        batch: list[Journalled] = []
        for unit in in_units(entries, self.records.key_move):
            if batch and len(batch) + len(unit) > size:
                yield self._batch(batch)
                batch = []
            for entry in unit:
                batch.append(entry)
                if len(batch) == size:
                    yield self._batch(batch)
                    batch = []
        if batch:
            yield self._batch(batch)

    def _batch(self, entries: Sequence[Journalled]) -> Step:
        moves = [self.records.key_move(entry) for entry in entries]
        freed = frozenset(move.freed for move in moves if move.freed is not None)
        taken = frozenset(move.taken for move in moves if move.taken is not None)
        return Step(entries[0].operation.kind, entries, freed, taken)

    # -- requests under way ---------------------------------------------------------------------------------------

    def _fly(self) -> None:
        lanes = self.airtable.lanes()
        try:
            while self.waiting or self.flights:
                self.cancel.check()
                if self._may_start(lanes):
                    if step := self._without_takers(self.waiting.popleft()):
                        self._start(lanes, step)
                elif landed := lanes.landed():
                    self._land(landed)
                if self.failure:
                    lanes.close()
        except Cancelled as error:
            self._end(error)
            lanes.close()
            self._leave_behind(lanes)
        finally:
            lanes.close()
        if self.failure:
            raise self.failure

    def _may_start(self, lanes: Lanes) -> bool:
        """Whether the next step can begin beside what is under way: one at a time waits for its turn to leave."""
        flights = self.flights.values()
        if not self.waiting or len(flights) >= lanes.most:
            return False
        if any(flight.left_at is None or flight.step.kind == "look" for flight in flights):
            return False
        return not any(flight.step.freed & self.waiting[0].taken for flight in flights)

    def _without_takers(self, step: Step) -> Step | None:
        """The step without those that want a key which stands after all: the next plan decides about them anew."""
        if step.kind == "look" or not step.taken & self.standing:
            return step
        left, blocked = list(step.entries), []
        while taking := [e for e in left if self.records.key_move(e).taken in self.standing]:
            blocked += taking
            left = [entry for entry in left if entry not in taking]
            self._stay(taking)
        self.store.withdraw([entry.id for entry in blocked])
        self._settled(len(blocked))
        return self._batch(left) if left else None

    def _stay(self, entries: Iterable[Journalled]) -> None:
        """These records keep their keys."""
        self.standing |= {freed for entry in entries if (freed := self.records.key_move(entry).freed) is not None}

    def _start(self, lanes: Lanes, step: Step) -> None:
        number = next(self.numbers)
        flight = self.flights[number] = Flight(step)

        def leaving() -> None:
            flight.left_at = self.clock.now()
            if step.kind != "look":
                self.store.sending(step.ids, flight.left_at)

        lanes.start(number, self._request(step), leaving)

    def _request(self, step: Step) -> Callable[[AirtableTable], Sequence[Row]]:
        record_ids = [e.operation.record_id for e in step.entries if e.operation.record_id]
        if step.kind == "look":
            return lambda table: table.read_records(record_ids, self.field_ids)
        if step.kind == "delete":
            return lambda table: _no_rows(table.delete(record_ids))
        values = [self.records.values_to_send(entry.operation) for entry in step.entries]
        if step.kind == "update":
            return lambda table: table.update(list(zip(record_ids, values, strict=True)))
        return lambda table: table.create(values)

    def _end(self, error: AirSyncError) -> None:
        """Nothing more is sent; what is under way is still waited for."""
        self.failure = self.failure or error
        self.waiting.clear()

    def _leave_behind(self, lanes: Lanes) -> None:
        """A person does not wait: what is not answered very soon ends in the background, its outcome unknown."""
        ends = self.clock.monotonic() + GRACE_S
        while any(flight.left_at for flight in self.flights.values()):
            landed = lanes.landed(max(0.0, ends - self.clock.monotonic()))
            if landed is None:
                break
            self._land(landed)
        for flight in self.flights.values():
            if flight.left_at and flight.step.kind != "look":
                state: JournalState = "unknown" if flight.step.kind == "create" else "in_flight"
                self.store.set_state(flight.step.ids, state, Cancelled.__name__)
        self.flights.clear()

    # -- answers ----------------------------------------------------------------------------------------------------

    def _land(self, landed: Landed) -> None:
        flight = self.flights.pop(landed.number)
        if landed.error is not None:
            self._failed(flight, landed.error)
        elif flight.step.kind == "look":
            self._looked(flight.step, landed.rows)
        else:
            self._done(flight.step, landed.rows)

    def _looked(self, look: Step, rows: Sequence[Row]) -> None:
        unmoved = self.records.still_unmoved(look.entries, rows)
        self._stay(entry for entry in look.entries if entry not in unmoved)
        if self.failure is None:
            self.waiting.extendleft(reversed(list(self._batches(unmoved))))

    def _done(self, step: Step, rows: Sequence[Row]) -> None:
        self.records.answered(step.entries, rows)
        self.faults_in_a_row = 0
        self._settled(len(step.entries))

    def _settled(self, more: int) -> None:
        self.settled += more
        self.tell(self.settled)

    def _failed(self, flight: Flight, error: AirSyncError) -> None:
        step = flight.step
        if step.kind != "look" and isinstance(error, Refused):
            self._split(step, error)
        elif step.kind == "create" and isinstance(error, Transient) and error.outcome_unknown:
            self._set_aside(flight, error)
        else:
            if flight.left_at and step.kind != "look":
                self.store.set_state(step.ids, _kept_as(step, error), type(error).__name__)
            self._end(error)

    def _set_aside(self, flight: Flight, error: Transient) -> None:
        """Creates that may have been done: nothing is known of them until none can arrive any more."""
        self.store.set_state(flight.step.ids, "unknown", type(error).__name__)
        self.unknown += [replace(entry, state="unknown", sent_at=flight.left_at) for entry in flight.step.entries]
        self.faults_in_a_row += 1
        if self.faults_in_a_row >= MOST_FAULTS:
            self._end(error)

    def _split(self, step: Step, error: Refused) -> None:
        """A refused batch wrote nothing: halve it until the refusing records, or exchanges of keys, stand alone."""
        self.faults_in_a_row = 0
        units = in_units(step.entries, self.records.key_move)
        if len(units) > 1:
            halves = units[: len(units) // 2], units[len(units) // 2 :]
            self.store.set_state(step.ids, "pending", type(error).__name__)
            if self.failure is None:
                self.waiting.extendleft(self._batch(list(chain.from_iterable(half))) for half in reversed(halves))
            return
        self._stay(self.records.refused(step.entries, error))
        self._settled(len(step.entries))


def _is_locked(entry: Journalled) -> bool:
    return entry.operation.lock is not None and entry.operation.record_id is not None


def _no_rows(_deleted: object) -> Sequence[Row]:
    return ()


def _kept_as(step: Step, error: AirSyncError) -> JournalState:
    """What an operation waits as whose request left and was ended by an error that is nobody's refusal."""
    if isinstance(error, Transient):
        return "in_flight" if error.outcome_unknown else "pending"
    # A create is only ever cut short before it is sent; another write may have gone out and lost its answer.
    return "pending" if step.kind == "create" else "in_flight"
