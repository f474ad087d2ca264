"""When the next request may leave, from what was sent before: arithmetic only, no clock and no files.

Airtable takes 5 requests a second per base and 50 per token owner, and answers one too many with 30 seconds of 429:
https://airtable.com/developers/web/api/rate-limits. What counts is when requests *arrive*, so that two rules hold:

* slots lie ``interval_s`` apart, slightly more than the limit asks for, and no unused slot is made up for later;
* a request that was slow on its way may arrive late, right among those sent after it. Request *k + n* therefore leaves
  no earlier than one window after *k* has certainly arrived: its round trip, less the quickest possible one, is how
  long it may have been delayed. That one is estimated from those seen lately of the same kind of call: that a write
  takes Airtable longer than a read is no delay on the way.

In a simulation of 300 runs of 70 requests, five under way at a time, delays of up to 0.2 s on each way made six in one
second in 18 runs (27 with a caution of 3, 12 with one of 5), and in none where they were up to 0.03 s, or where one
request in ten was that late. Steady answers cost 1.05 times the limit's own time.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

MARGIN = 1.05
"""Slots are this much further apart than the limit asks for: 0.21 s instead of 0.2 s."""
LATE_S = 0.02
"""Waking up so much late does not shift the following slots."""
LOOK_AGAIN_S = 0.05
"""How often to look whether a request that others wait for has been answered."""
UNANSWERED_S = 5.0
"""After this long a request without an answer no longer holds up others: its process may have died."""
ALLOWANCE_S = 0.02
"""Added to the second that lies between a request and the fifth after it; free where answers are steady."""
TRIPS_KEPT = 100
"""After so many round trips they become the earlier ones, and the earlier ones are forgotten."""
CAUTION = 4
"""The quickest of n trips is taken to be too long by so many n-ths of their spread."""
LONGEST_TRIP_S = 1.0
"""Longer trips are faults, and say nothing about how much trips differ."""


class Pace(Struct, frozen=True):
    """A limit of so many requests a second, as evenly spaced slots.

    Attributes:
        requests_per_second: the limit itself.
        margin: how much further apart the slots are.
    """

    requests_per_second: float
    margin: float = MARGIN

    @property
    def interval_s(self) -> float:
        """From one slot to the next."""
        return self.margin / self.requests_per_second

    @property
    def count(self) -> int:
        """How many requests one window holds."""
        return max(1, int(self.requests_per_second))

    @property
    def window_s(self) -> float:
        """The time in which no more than ``count`` requests may arrive: one second, unless the limit is below one."""
        return self.count / self.requests_per_second


class Sent(msgspec.Struct, array_like=True):
    """One request: when it left, how long its answer took (None: not yet there), and what kind of call it is."""

    at: float
    trip_s: float | None = None
    kind: str = ""


class Trips(msgspec.Struct, array_like=True, frozen=True):
    """Round trips in seconds: how many, the least and the longest."""

    count: int = 0
    least_s: float = 0.0
    longest_s: float = 0.0

    def with_one(self, trip_s: float) -> Trips:
        """These and one more."""
        least_s = min(self.least_s, trip_s) if self.count else trip_s
        return Trips(self.count + 1, least_s, max(self.longest_s, min(trip_s, LONGEST_TRIP_S)))


class Ledger(msgspec.Struct, omit_defaults=True):
    """What one budget remembers. All times are those of the computer's monotonic clock, which its processes share.

    Attributes:
        written_at: when it was last changed; in the future after a restart of the computer.
        next_slot: no request before this time.
        sent: the requests of the last window, oldest first.
        trips: kind of call → its latest round trips.
        earlier_trips: those before.
        blocked_until: Airtable asked for silence until then.
        reason: why.
    """

    written_at: float
    next_slot: float = 0.0
    sent: list[Sent] = []
    trips: dict[str, Trips] = {}
    earlier_trips: dict[str, Trips] = {}
    blocked_until: float = 0.0
    reason: str = ""

    def earliest(self, pace: Pace, now: float) -> float:
        """The time to send at, if it is not after ``now``; else the time to look again."""
        return max(self.next_slot, self.blocked_until, self._after_arrival(pace, now))

    def _after_arrival(self, pace: Pace, now: float) -> float:
        if len(self.sent) < pace.count:
            return 0.0
        oldest = self.sent[-pace.count]
        trip_s = min(now - oldest.at, UNANSWERED_S) if oldest.trip_s is None else oldest.trip_s
        excess_s = max(0.0, trip_s - self._quickest_trip_s(oldest.kind))
        due = oldest.at + pace.window_s + excess_s + ALLOWANCE_S
        return min(due, now + LOOK_AGAIN_S) if oldest.trip_s is None else due

    def _quickest_trip_s(self, kind: str) -> float:
        """The quickest trip there can be: less than the quickest seen, the more so the fewer were seen and the more
        they differ.
        """
        seen = [trips[kind] for trips in (self.trips, self.earlier_trips) if kind in trips]
        if not seen:
            return 0.0
        least_s = min(trips.least_s for trips in seen)
        spread_s = max(0.0, max(trips.longest_s for trips in seen) - least_s)
        return max(0.0, least_s - CAUTION * spread_s / sum(trips.count for trips in seen))

    def send(self, pace: Pace, now: float, kind: str = "") -> None:
        """Book a request that leaves now."""
        self.next_slot = max(self.next_slot, now - LATE_S) + pace.interval_s
        self.sent = [*self.sent, Sent(now, kind=kind)][-pace.count :]

    def answered(self, sent_at: float, trip_s: float, kind: str = "", *, usual: bool = True) -> None:
        """Book the answer to the request that left at ``sent_at``; with ``usual`` off it shows no kind's trips."""
        for sent in self.sent:
            if sent.at == sent_at:
                sent.trip_s = trip_s
        if not usual:
            return
        trips = self.trips.get(kind, Trips()).with_one(trip_s)
        if trips.count < TRIPS_KEPT:
            self.trips[kind] = trips
        else:
            self.earlier_trips[kind] = trips
            self.trips.pop(kind, None)

    def block(self, until: float, reason: str) -> None:
        """Send nothing until then; an earlier block that lasts longer stays."""
        if until > self.blocked_until:
            self.blocked_until, self.reason = until, reason


_DECODER = msgspec.json.Decoder(Ledger)
_ENCODER = msgspec.json.Encoder()


def load(content: bytes, pace: Pace, now: float) -> Ledger:
    """The stored ledger; a new one where there is none or the computer was restarted since."""
    if not content:
        return Ledger(now)
    try:
        ledger = _DECODER.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Someone may have sent a window's worth of requests just now.
        return Ledger(now, next_slot=now + pace.window_s)
    # Every writer took the time under the lock, so only a restarted clock lies before it.
    return ledger if ledger.written_at <= now + 1.0 else Ledger(now)


def dump(ledger: Ledger, now: float) -> bytes:
    """A ledger as it is stored."""
    ledger.written_at = now
    return _ENCODER.encode(ledger)
