"""Each pair's state as a person is told it: from its last run, what waits, and what Airtable asked for."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from airsync_gui import errors, messages
from airsync_gui.errors import AirSyncError, Cancelled, Stopped, Transient, kind_named
from airsync_gui.jobs.snapshots import PairLine, PairStatus
from airsync_gui.messages import Message
from airsync_gui.service.words import airtable_place, local_place, pair_schedule
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.app import App
    from airsync_gui.sync.pairs import Pair


class Failure(Struct, frozen=True):
    """How the last try ended, as this process saw it; it holds until a later run is in history."""

    error: Exception
    last_run: int


class Counts(Struct, frozen=True):
    """What the state file says about one pair.

    Attributes:
        status, error: of the last run; empty before the first one.
        waits: operations in the queue, refused ones included, and held rows.
        stuck: those of them that only a person gets going again (refused, held).
        waits_since: since when the oldest of them waits.
        synced_at: when the last sync that came to its end did so.
    """

    last_run: int = 0
    last_run_at: datetime | None = None
    status: str = ""
    error: str = ""
    conflicts: int = 0
    waits: int = 0
    stuck: int = 0
    waits_since: datetime | None = None
    synced_at: datetime | None = None


class _Numbers(Struct):
    conflicts: dict[str, int] = field(default_factory=dict)
    queue: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    oldest: dict[str, str] = field(default_factory=dict)


_LATEST = (
    "WITH RECURSIVE ran(id) AS (SELECT MIN(pair_id) FROM runs UNION ALL"
    " SELECT (SELECT MIN(pair_id) FROM runs WHERE pair_id > ran.id) FROM ran WHERE ran.id IS NOT NULL)"
    " SELECT runs.* FROM ran JOIN runs ON runs.id = (SELECT id FROM runs WHERE pair_id = ran.id AND kind = 'sync'"
    " AND (?1 = '' OR status = ?1) ORDER BY id DESC LIMIT 1)"
)
"""The latest sync (of a status, or of any) of each pair, by a look-up in an index for each: history may be long."""
_COUNT = {
    "conflicts": "SELECT pair_id, COUNT(*) FROM conflicts GROUP BY 1",
    "queue": "SELECT pair_id, COUNT(*) FROM queue GROUP BY 1",
    "refused": "SELECT pair_id, COUNT(*) FROM queue WHERE state = 'refused' GROUP BY 1",
    "held": "SELECT pair_id, COUNT(*) FROM held GROUP BY 1",
    "oldest": "SELECT pair_id, MIN(since) FROM (SELECT pair_id, since FROM queue UNION ALL"
    " SELECT pair_id, since FROM held) GROUP BY 1",
}


def counts(db: sqlite3.Connection) -> dict[str, Counts]:
    """Pair id → its counts, for every pair that the state file knows."""
    numbers = _Numbers(**{name: dict(map(tuple, db.execute(sql).fetchall())) for name, sql in _COUNT.items()})
    last, done = ({row["pair_id"]: row for row in db.execute(_LATEST, (of,))} for of in ("", "done"))
    known = {*last, *numbers.conflicts, *numbers.queue, *numbers.held}
    return {pair_id: _counts(pair_id, last.get(pair_id), done.get(pair_id), numbers) for pair_id in known}


def _counts(pair_id: str, last: sqlite3.Row | None, done: sqlite3.Row | None, numbers: _Numbers) -> Counts:
    held = numbers.held.get(pair_id, 0)
    return Counts(
        last_run=last["id"] if last else 0,
        last_run_at=datetime.fromisoformat(last["ended"] or last["started"]) if last else None,
        status=last["status"] if last else "",
        error=last["error"] if last else "",
        conflicts=numbers.conflicts.get(pair_id, 0),
        waits=numbers.queue.get(pair_id, 0) + held,
        stuck=numbers.refused.get(pair_id, 0) + held,
        waits_since=_moment(numbers.oldest.get(pair_id)),
        synced_at=_moment(done["ended"] if done else None),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def line(app: App, pair: Pair, found: Counts, failure: Failure | None, follows: tuple[str, ...] = ()) -> PairLine:
    """The pair's line in the list."""
    error = last_error(found, failure)
    until = _pause(app, pair)
    return PairLine(
        pair_id=pair.id,
        name=pair.name,
        status=_status(pair, found, error, until),
        local=local_place(pair),
        airtable=airtable_place(pair),
        conflicts=found.conflicts,
        waits=found.waits,
        last_run_at=found.last_run_at,
        problem=_problem(found, error),
        plan_id=error.plan_id if isinstance(error, Stopped) else None,
        until=until,
        needs_key=isinstance(error, errors.AccessDenied) and not isinstance(error, errors.KeyringUnavailable),
        follows=follows,
        schedule=pair_schedule(pair),
        passes=isinstance(error, Transient),
        keyring_gone=isinstance(error, errors.KeyringUnavailable),
    )


def last_error(found: Counts, failure: Failure | None) -> Exception | None:
    """What ended the last try; from history only its class is known."""
    if failure is not None and failure.last_run >= found.last_run:
        return failure.error
    kind = kind_named(found.error)
    return kind() if kind else None


def kind_of(error: Exception | None) -> type[AirSyncError] | None:
    """The kind of an error of ours; None for none, and for a bug, which is told elsewhere."""
    return type(error) if isinstance(error, AirSyncError) else None


def _status(pair: Pair, found: Counts, error: Exception | None, until: datetime | None) -> PairStatus:
    if pair.paused:
        return "paused"
    if isinstance(error, Stopped):
        return "needs_you"
    if until is not None or found.status == "running" or isinstance(error, Transient | Cancelled | errors.Busy):
        return "waiting"
    if error is not None or found.status == "failed":
        return "failed"
    if not found.status:
        return "never_synced"
    return "needs_you" if found.conflicts or found.stuck else "in_step"


def _guard_unknown() -> Message:
    return Message(
        tr("Stopped before writing"),
        tr("A guard stopped the last run before anything was written."),
        tr("Preview it to see why, and to let it go on."),
    )


def _under_way() -> Message:
    text = tr("A run goes on in another AirSync, or ended unexpectedly.")
    return Message(tr("Under way"), text, tr("The next sync goes on."))


def _problem(found: Counts, error: Exception | None) -> Message | None:
    if isinstance(error, Stopped):
        return messages.describe(error) if error.stops or error.plan_id else _guard_unknown()
    if error is not None:
        return messages.describe(error)
    return _under_way() if found.status == "running" else None


def _pause(app: App, pair: Pair) -> datetime | None:
    """Until when Airtable wants silence for the pair's base."""
    with suppress(AirSyncError):
        pause = app.pause(pair.base_id)
        return pause.until if pause else None
    return None
