"""What the engine needs from outside, as Protocols. Airtable, local tables and the state file implement them.

Both sides use the same two verbs, ``read`` and ``write`` (or the three kinds of it), and speak canonical values keyed
by field id.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from msgspec import Struct, field

from airsync_gui.sync.records import NO_VALUES, FieldId, Key, Memory, RecordId, Row, Uid, Values

if TYPE_CHECKING:
    from airsync_gui.errors import AirSyncError, Refused
    from airsync_gui.sync.feed import BaseFeed, Hook, Mark, PayloadPage
    from airsync_gui.sync.mapping import Bound
    from airsync_gui.sync.operations import Conflict, Operation
    from airsync_gui.sync.plan import Plan
    from airsync_gui.sync.resolve import Resolution
    from airsync_gui.sync.schema import Field, TableSchema
    from airsync_gui.sync.screening import Staging
    from airsync_gui.sync.settle import Journalled, JournalState, Settled


class Cancel(Protocol):
    """A person's wish to stop. Every wait in the program is a wait on it."""

    def check(self) -> None:
        """Raise :class:`airsync_gui.errors.Cancelled` if the work should end."""

    def wait(self, seconds: float) -> None:
        """Sleep at most that long; raise Cancelled at once when asked to stop."""


class Clock(Protocol):
    """Time, so that tests can move it."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back, shared by all processes of this computer since its start."""


class LocalChange(Struct, frozen=True):
    """One row to write in a local table.

    Attributes:
        kind: what to do.
        row_id: the row as the reading named it; None for ``create``.
        values: field id → canonical value to set, ``None`` to make it blank. Cells of fields not named keep their
            bytes.
        raw: for ``create``: the row that this one is made again of, as :meth:`LocalReading.raw_rows` told it; what no
            field is mapped to comes back with it. Empty for a row that was never there.
    """

    kind: Literal["create", "update", "delete"]
    row_id: str | None
    values: Values = NO_VALUES
    raw: str = ""


class LocalResult(Struct, frozen=True):
    """What became of one :class:`LocalChange`: the row as it reads back, or why it was turned down.

    Attributes:
        row: the row as it would be read now (all mapped fields); None after a deletion or a refusal.
        refused: set when this one change could not be written; the others were.
    """

    row: Row | None = None
    refused: Refused | None = None


def local_change(operation: Operation) -> LocalChange:
    """An operation on this computer as its table takes it."""
    return LocalChange(operation.kind, operation.row_id, operation.values, operation.raw)


@runtime_checkable
class DigestedRows(Protocol):
    """Rows of a reading that can be told from others without being read: by their text."""

    def digests(self, scope: bytes) -> Iterable[bytes] | None:
        """A digest of each row, in their order; None where the text does not tell all.

        Rows with equal digests, of any two readings, have the same values, and both or none of them have problems: a
        digest is of the text and of all that its reading depends on. It has 128 bits or more.

        Args:
            scope: what else is to make a difference.
        """


class LocalReading(Protocol):
    """A local table as it was at one moment; writes go through it, so that they notice what moved since.

    Attributes:
        rows: every record, in the table's own order, malformed ones included.
        columns: the table's own column names, in order.
        missing: field ids whose mapped column is not in the table.
        ends_with_newline: False for a text file whose last line has no end; True where that makes no sense.
        modified_at: an upper bound for the last edit (a file's mtime), UTC; None where unknown.
    """

    rows: Sequence[Row]
    columns: Sequence[str]
    missing: frozenset[FieldId]
    ends_with_newline: bool
    modified_at: datetime | None

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """Write all changes as one (an atomic replace or a transaction); results in the order of the changes.

        Raises:
            ChangedUnderneath: the table moved since it was read; nothing was written.
            TableNotWritable: nothing was written.
        """

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """What :meth:`write` would answer, with nothing written."""

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """All of these rows, also what no field is mapped to, in words of the table's own; by row id.

        Good for :attr:`LocalChange.raw` alone; rows of which nothing can be told are left out.
        """


class LocalTable(Protocol):
    """A table on this computer.

    Attributes:
        name: what a person calls it: ``meals.csv``.
        identity: the same text for the same table however it was spelled; names the lock.
    """

    name: str
    identity: str

    @property
    def stable_row_ids(self) -> bool:
        """Whether ``row_id`` is a declared primary key; else records are known by the pair's key."""

    def read(self, columns: Mapping[str, Field]) -> LocalReading:
        """Read the whole table; ``columns`` maps a column's name to the Airtable field it belongs to.

        Raises:
            TableMissing, TableUnreadable: with what, where, and what to do.
        """


class AirtableTable(Protocol):
    """A table in Airtable. Calls are paced and transient faults retried inside, as far as that is safe.

    Attributes:
        batch_size: records in one write request (10).
        create_timeout_s: after this long a create with a lost answer can no longer arrive.
        modified_field_id: the field that says when a record was last edited, where one is read.
    """

    batch_size: int
    create_timeout_s: float
    modified_field_id: FieldId | None

    @property
    def clock_skew_s(self) -> float:
        """Airtable's clock minus ours, from the answers' Date header; 0.0 until one was seen."""

    @property
    def calls(self) -> int:
        """Requests sent so far through this table, those of its lanes included."""

    def lanes(self) -> Lanes:
        """A way to have several requests under way; close it after use."""

    def schema(self, *, refresh: bool = False) -> TableSchema:
        """The table's fields, from the cache on disk unless it has aged or ``refresh`` asks."""

    def read(self, field_ids: Sequence[FieldId]) -> Iterator[Sequence[Row]]:
        """All records, page by page; an offset that expired starts the list anew (pages then repeat: ids decide)."""

    def read_modified(self, field_ids: Sequence[FieldId], since: datetime) -> Iterator[Sequence[Row]]:
        """Records that were made or edited after that time (Airtable's clock), page by page; computed cells and
        deletions don't count.
        """

    def read_records(self, record_ids: Sequence[RecordId], field_ids: Sequence[FieldId]) -> list[Row]:
        """These records as they are now; those that are gone are left out."""

    def find(self, key_fields: Sequence[Field], keys: Sequence[Key], field_ids: Sequence[FieldId]) -> list[Row]:
        """Every record with one of these keys (perhaps more: the caller compares)."""

    def create(self, records: Sequence[Values]) -> list[Row]:
        """POST one batch, once: never repeated after a fault that leaves its outcome open.

        Raises:
            Transient: with ``outcome_unknown`` True when the records may exist.
            Refused: nothing of the batch was written.
        """

    def update(self, records: Sequence[tuple[RecordId, Values]]) -> list[Row]:
        """PATCH one batch; only the named fields change, ``None`` makes one blank."""

    def delete(self, record_ids: Sequence[RecordId]) -> list[RecordId]:
        """Delete one batch; the ids that are gone now."""


class ChangeFeed(Protocol):
    """A base's change feed, as far as it is about one table: a hook that is asked, never calls."""

    def find(self) -> Sequence[Hook]:
        """Every hook that could be ours, alive or not, each with the number of its next payload."""

    def create(self) -> Hook:
        """A new hook, asked for once.

        Raises:
            NotPermitted, Refused: there can't be one.
            Transient: with ``outcome_unknown`` True when there may be one now.
        """

    def refresh(self, hook_id: str) -> datetime | None:
        """Have it live longer; until when, where Airtable says so."""

    def delete(self, hook_id: str) -> None:
        """Take a hook away."""

    def payloads(self, hook_id: str, cursor: int) -> PayloadPage:
        """What happened, from a number on."""


class Listing(Protocol):
    """A whole list of a pair's records while it comes in, on disk."""

    def clear(self) -> None:
        """The list comes anew."""

    def put(self, changes: Mapping[RecordId, Row | None]) -> None:
        """Records as they are now; None is one that is gone."""

    def rows(self) -> Iterator[Row]:
        """What came in."""

    def known(self, record_ids: Iterable[RecordId]) -> Mapping[RecordId, Row]:
        """Those of these records that came in."""

    def missing(self) -> list[RecordId]:
        """Records of the pair's image, as it still is, that did not come."""

    def keep(self, mark: Mark) -> None:
        """Make it the pair's image, with its mark, as one transaction."""


class Images(Protocol):
    """What Airtable had when it was last seen, pair by pair, and what is known of each base's feed."""

    def base_feed(self, endpoint: str, base_id: str) -> BaseFeed:
        """What is known of a base's feed."""

    def note_feed(self, endpoint: str, base_id: str, feed: BaseFeed) -> None:
        """Keep that in place of what was known."""

    def mark(self, pair_id: str) -> Mark | None:
        """How far a pair's image has come; None where there is none."""

    def rows(self, pair_id: str) -> Iterator[Row]:
        """The records of an image."""

    def known(self, pair_id: str, record_ids: Iterable[RecordId]) -> Mapping[RecordId, Row]:
        """Those of these records that an image has."""

    def count(self, pair_id: str) -> int:
        """How many records an image has."""

    def move(self, pair_id: str, mark: Mark, changes: Mapping[RecordId, Row | None]) -> None:
        """Bring an image and its mark forward as one transaction; None is a record that is gone."""

    def list_anew(self, pair_id: str, fields: Collection[FieldId]) -> Listing:
        """A place for a whole list, read with these fields; what an earlier one had is gone."""


class Landed(Struct, frozen=True):
    """How one request of some lanes ended: with rows, or with an error."""

    number: int
    rows: Sequence[Row] = ()
    error: AirSyncError | None = None


class Lanes(Protocol):
    """Requests to one table that are under way at the same time.

    Whatever is told of them is told on the asker's thread, inside :meth:`start` and :meth:`landed`.

    Attributes:
        most: so many at once are of use.
    """

    most: int

    def start(
        self, number: int, request: Callable[[AirtableTable], Sequence[Row]], leaving: Callable[[], None]
    ) -> None:
        """Begin a request: ``request`` is called on any thread, with the table to ask.

        Each time before something is sent, ``leaving`` is called on the asker's thread; nothing leaves before it is
        done, or if it raises.
        """

    def landed(self, patience_s: float | None = None) -> Landed | None:
        """Wait for a request to end; None where one has left meanwhile, or patience is at its end.

        Args:
            patience_s: wait no longer than that, whatever a person cancels; None waits until something happens.

        Raises:
            Cancelled: a person does not want to wait (never with a patience).
        """

    def close(self) -> None:
        """Let nothing more leave. What has left ends in the background; it may still be asked for."""


class Completion(Struct, frozen=True):
    """One operation that was carried out.

    Attributes:
        entry_id: its number in the journal.
        memory: the record's memory from now on; None forgets the record.
        after: what the written side has now in the written fields (empty after a deletion).
        raw: of a deletion on this computer: the whole row (:meth:`LocalReading.raw_rows`), for an undo.
        answer: the whole record, where Airtable answered with it; an image of Airtable has it from now on.
    """

    entry_id: int
    operation: Operation
    memory: Memory | None
    after: Values = NO_VALUES
    answer: Row | None = None
    raw: str = ""


class PairState(Struct, frozen=True):
    """All that is remembered about one pair, as one consistent reading.

    Attributes:
        journal: operations of earlier runs that are not done, refused ones included.
        refusals: journal id → the error of an operation that a side refused (our validation decides anew).
        by_hand: uids that no policy may settle.
        parked: uids with an open conflict; ``undone`` are those of which something was undone.
        held: uid → why the last run held it.
        resolutions: answers not yet carried out.
        bad_rows: fingerprints of unreadable rows that the last run saw.
        suspects: uid → fingerprints that held it in the last run.
        first_run: no run has ended yet with nothing left to send.
        ended_with_newline: whether the local file did, when it was last seen; None where unknown.
        fields: the mapped fields as they were when the pair was last in step with its schema.
        mapping: field id → column and type that the memories were made with; empty where no run has kept it yet.
    """

    memories: Sequence[Memory]
    journal: Sequence[Journalled]
    refusals: Mapping[int, Refused]
    by_hand: frozenset[Uid]
    resolutions: Mapping[Uid, Resolution]
    bad_rows: frozenset[str]
    suspects: Mapping[Uid, frozenset[str]]
    first_run: bool
    ended_with_newline: bool | None
    fields: Mapping[FieldId, Field]
    parked: frozenset[Uid] = frozenset()
    undone: frozenset[Uid] = frozenset()
    held: Mapping[Uid, str] = field(default_factory=dict)
    mapping: Mapping[FieldId, Bound] = field(default_factory=dict)


class RunOutcome(Struct, frozen=True):
    """How a run ended, for its line in history.

    Attributes:
        status: ``done``, ``stopped`` (a guard), ``cancelled``, ``failed``.
        error: a sentence when it failed.
        api_calls: requests sent.
        ended_with_newline: whether the local file does now.
        fields: the mapped fields as seen, to be kept when nothing was left to do.
    """

    status: Literal["done", "stopped", "cancelled", "failed"]
    error: str = ""
    api_calls: int = 0
    ended_with_newline: bool | None = None
    fields: Mapping[FieldId, Field] | None = None


class Store(Protocol):
    """What the engine keeps between two runs. Each method is one transaction."""

    def load(self, pair_id: str) -> PairState:
        """Everything remembered about a pair."""

    def follow_mapping(self, pair_id: str, mapping: Mapping[FieldId, Bound]) -> None:
        """Keep what the memories are made with from now on; forget of them what was bound otherwise before."""

    def knows_record(self, pair_id: str, record_id: RecordId) -> bool:
        """Whether a record of Airtable's is remembered."""

    def staging(self, pair_id: str) -> Staging:
        """Where a run notes the rows that are as remembered; what an earlier run noted is gone."""

    def begin(self, pair_id: str, kind: str, at: datetime, undoes: int | None = None) -> int:
        """Note the start of a run (for an undo: of which other); its number."""

    def record_plan(
        self,
        run_id: int,
        pair_id: str,
        plan: Plan,
        at: datetime,
        settled: Settled | None = None,
        only: frozenset[Uid] | None = None,
    ) -> Sequence[Journalled]:
        """Journal a plan before its first write; returns its operations in their order.

        Stores what settling a dead run's operations found out, and the planned memories; replaces every operation of
        earlier runs by this plan's (refused ones included); opens, refreshes and closes conflicts; lists what is
        held. With ``only`` nothing but these records is touched.
        """

    def answer(self, pair_id: str, resolution: Resolution, at: datetime) -> None:
        """Keep a person's answer until it is carried out."""

    def answered(
        self,
        run_id: int,
        closed: Sequence[Uid],
        reopened: Sequence[Uid],
        at: datetime,
        left_open: Sequence[Conflict] = (),
    ) -> None:
        """Close conflicts whose answers were carried out; open again, by hand only, those that were refused.

        ``left_open`` were carried out, and wait all the same: an undo leaves the sides different.
        """

    def park_to_undo(
        self,
        pair_id: str,
        to_park: Sequence[Conflict],
        resolutions: Sequence[Resolution],
        remember: Sequence[Memory],
        at: datetime,
    ) -> None:
        """Put records aside, each with what an undo is to put back; a run that dies leaves that to the next one.

        ``remember`` makes records known again that were forgotten when they were deleted.
        """

    def call_off(self, pair_id: str, uids: Sequence[Uid], new: Sequence[Uid]) -> None:
        """Nothing of an undo was written: forget what it was to put back, and that ``new`` ones were put aside."""

    def sending(self, entry_ids: Sequence[int], at: datetime) -> None:
        """These operations are about to be sent."""

    def done(self, run_id: int, completions: Sequence[Completion], at: datetime) -> None:
        """Move operation, memory and history forward together."""

    def refuse(self, run_id: int, entry_id: int, error: Refused, at: datetime) -> None:
        """An operation was turned down: it waits."""

    def set_state(self, entry_ids: Sequence[int], state: JournalState, error: str = "") -> None:
        """Not done: the outcome is unknown, or the operation waits for another try."""

    def withdraw(self, entry_ids: Sequence[int], *, gone: bool = False) -> None:
        """Operations that are no longer wanted: the next plan decides anew.

        With ``gone`` Airtable has not got their records any more.
        """

    def park(self, run_id: int, conflict: Conflict, at: datetime) -> None:
        """A conflict found while writing: the record's operations are withdrawn."""

    def show_again(self, pair_id: str, conflict: Conflict, at: datetime) -> None:
        """A side moved while a person was answering: the conflict shows what is there now."""

    def finish(self, run_id: int, pair_id: str, outcome: RunOutcome, at: datetime) -> None:
        """Note how a run ended."""
