"""The request budget of each base and each token, shared by all threads and processes of this user.

Each budget is a small file in a folder of the user's; whoever wants to send takes its lock, looks when it may, and
books the request. The rules are in :mod:`airsync_gui.airtable.budget`. Tokens never get here, only a hash of one.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from airsync_gui.airtable import budget
from airsync_gui.airtable.budget import Ledger, Pace
from airsync_gui.airtable.locked_file import LockedFile, locked
from airsync_gui.errors import StateError
from airsync_gui.sync.ports import Cancel, Clock

BASE_REQUESTS_PER_SECOND = 5.0
"""Per base, on every plan: https://airtable.com/developers/web/api/rate-limits"""
TOKEN_REQUESTS_PER_SECOND = 50.0
"""Per user or service account, over all their personal access tokens (same page)."""
BOOKING_PATIENCE_S = 0.5


def base_key(host: str, base_id: str) -> str:
    """Names the budget of one base at one endpoint."""
    return "base-" + _hash(f"{host} {base_id}")


def token_key(host: str, token: str) -> str:
    """Names the budget of one token's owner; the token can't be read from it."""
    return "token-" + _hash(f"{host} {token}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


class Turn(Struct, frozen=True):
    """A request that may leave now. Give it back to :meth:`RequestLimiter.answered`."""

    at: float
    keys: tuple[str, ...]
    kind: str = ""


class Pause(Struct, frozen=True):
    """Why nothing is sent for now.

    Attributes:
        seconds: how long it still lasts.
        until: the same as a time of day (UTC).
        reason: a few words of what Airtable said.
    """

    seconds: float
    until: datetime
    reason: str


class RequestLimiter:
    """Paces requests. One for each process is enough; several on the same folder agree with each other.

    Args:
        folder: the user's (not a profile's), on a local disk; made if missing.
        requests_per_second: per base; Enterprise agreements differ.
        token_requests_per_second: per token.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        requests_per_second: float = BASE_REQUESTS_PER_SECOND,
        token_requests_per_second: float = TOKEN_REQUESTS_PER_SECOND,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self.set_rates(requests_per_second, token_requests_per_second)

    def set_rates(self, requests_per_second: float, token_requests_per_second: float) -> None:
        """Keep to these rates from the next request on: per base, and per token."""
        self._base_pace = Pace(requests_per_second)
        self._token_pace = Pace(token_requests_per_second)

    def wait_turn(self, keys: Iterable[str], cancel: Cancel, kind: str = "") -> Turn:
        """Wait until a request against all these budgets may leave, and book it.

        Args:
            kind: what the request asks for; those of one kind take about as long.

        Raises:
            Cancelled: while waiting.
            StateError: the folder can't be used.
        """
        ordered = tuple(sorted(keys))  # one order for everybody: no two can wait for each other
        while True:
            cancel.check()
            try:
                sent_at, again_at = self._try_turn(ordered, cancel.wait, kind)
            except OSError as error:
                raise StateError(path=str(self._folder), detail=error.strerror or str(error)) from error
            if sent_at is not None:
                return Turn(sent_at, ordered, kind)
            cancel.wait(max(0.0, again_at - self._clock.monotonic()))

    def answered(self, turn: Turn, *, usual: bool = True) -> None:
        """Book that an answer came (or that none will), which tells how long the way is.

        Args:
            usual: whether the request was done; refusals and faults are often quicker, and tell nothing of the others.
        """
        trip_s = self._clock.monotonic() - turn.at
        self._book(turn.keys, lambda ledger: ledger.answered(turn.at, trip_s, turn.kind, usual=usual))

    def block(self, key: str, seconds: float, reason: str) -> None:
        """Send nothing against this budget for so long, in any process."""
        until = self._clock.monotonic() + seconds
        self._book((key,), lambda ledger: ledger.block(until, reason))

    def pause(self, key: str) -> Pause | None:
        """Whether and why this budget is blocked; never waits, so that a window can ask at any time."""
        now = self._clock.monotonic()
        try:
            ledger = budget.load(self._path(key).read_bytes(), self._pace(key), now)
        except OSError:
            return None
        seconds = ledger.blocked_until - now
        return Pause(seconds, self._clock.now() + timedelta(seconds=seconds), ledger.reason) if seconds > 0 else None

    def _try_turn(self, keys: tuple[str, ...], wait: Callable[[float], None], kind: str) -> tuple[float | None, float]:
        with self._ledgers(keys, wait) as ledgers:
            now = self._clock.monotonic()
            again_at = max(ledger.earliest(pace, now) for ledger, pace in ledgers)
            if again_at > now:
                return None, again_at
            for ledger, pace in ledgers:
                ledger.send(pace, now, kind)
            return now, now

    def _book(self, keys: tuple[str, ...], change: Callable[[Ledger], None]) -> None:
        # Not cancellable: an answer must not be lost to its booking. Without it others only wait a little longer.
        deadline = time.monotonic() + BOOKING_PATIENCE_S

        def wait(seconds: float) -> None:
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(seconds)

        with suppress(OSError), self._ledgers(keys, wait) as ledgers:
            for ledger, _ in ledgers:
                change(ledger)

    @contextmanager
    def _ledgers(self, keys: tuple[str, ...], wait: Callable[[float], None]) -> Iterator[list[tuple[Ledger, Pace]]]:
        """The ledgers of these budgets, locked; changes to them are stored."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as stack:
            files = [stack.enter_context(locked(self._path(key), wait)) for key in keys]
            ledgers = [self._load(file, key) for file, key in zip(files, keys, strict=True)]
            yield [(ledger, self._pace(key)) for ledger, key in zip(ledgers, keys, strict=True)]
            now = self._clock.monotonic()
            for file, ledger in zip(files, ledgers, strict=True):
                file.write(budget.dump(ledger, now))

    def _load(self, file: LockedFile, key: str) -> Ledger:
        return budget.load(file.read(), self._pace(key), self._clock.monotonic())

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _pace(self, key: str) -> Pace:
        return self._token_pace if key.startswith("token-") else self._base_pace
