"""Failures to order: what can go wrong between a client and Airtable. All are off until set.

sandbox.faults.lost_answers.every = 3       # the 3rd, 6th, 9th … write happens, and its answer is lost
sandbox.faults.server_errors.next = 2       # the next two requests fail
sandbox.faults.expired_offsets.at = {1}     # the first request for a later page finds its offset expired
sandbox.faults.only = "create, update"      # from now on nothing happens to other calls
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from airsync_gui.sandbox.errors import REFUSALS
from airsync_gui.sandbox.kinds import KINDS


@dataclass
class Trigger:
    """When a fault happens, counted over the requests that it could happen to. Thread safe."""

    every: int = 0
    """On each n-th; 0 is never."""
    next: int = 0
    """On this many from now on; counts down by itself."""
    at: set[int] = field(default_factory=set)
    """On these, counted from 1 since the start."""
    seen: int = 0
    """Requests that it could have happened to."""
    fired: int = 0
    """How often it happened."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def fires(self) -> bool:
        """Count one request; whether the fault happens to it."""
        with self._lock:
            self.seen += 1
            due = self.next > 0 or self.seen in self.at or (self.every > 0 and self.seen % self.every == 0)
            self.next -= self.next > 0
            self.fired += due
            return due


@dataclass
class Faults:
    """One trigger a fault, and the few details that a fault needs."""

    only: str = ""
    """The calls that anything may happen to, by the names in :mod:`.kinds`, with commas; blank: those said below."""
    lost_answers: Trigger = field(default_factory=Trigger)
    """Writes of records (or whatever ``only`` names): done, but the connection ends before the answer."""
    lost_requests: Trigger = field(default_factory=Trigger)
    """Writes of records (or whatever ``only`` names): not done, and the connection ends without an answer."""
    server_errors: Trigger = field(default_factory=Trigger)
    """All requests: not done, answered with ``server_error_status``."""
    cut_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done, but the connection ends in the middle of the body."""
    garbled_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done and answered 200, but the JSON stops half-way although the body is complete."""
    failed_answers: Trigger = field(default_factory=Trigger)
    """All requests: done, but answered with ``server_error_status``."""
    html_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done and answered 200, but with the HTML page of a proxy."""
    slow_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done, and the body comes in ten pieces, ``slow_piece_ms`` before each."""
    expired_offsets: Trigger = field(default_factory=Trigger)
    """Later pages of a list: the offset has expired, and all others with it."""
    short_lists: Trigger = field(default_factory=Trigger)
    """First pages of a list: the list ends after two rows without an error."""
    rate_limits: Trigger = field(default_factory=Trigger)
    """All requests: refused with the rate's 429, whatever the rate."""
    billing_limits: Trigger = field(default_factory=Trigger)
    """All requests: refused with the month's 429."""
    revocations: Trigger = field(default_factory=Trigger)
    """All requests: the token that sent it is revoked, from this request on."""
    refusals: Trigger = field(default_factory=Trigger)
    """All requests: not done, refused with ``refusal``."""
    redirects: Trigger = field(default_factory=Trigger)
    """All requests: not done, sent on to another host."""
    empty_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done and answered 200, with nothing in the body."""
    deep_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done and answered 200, with JSON that is nested without end."""
    huge_bodies: Trigger = field(default_factory=Trigger)
    """All requests: done and answered 200, ``huge_body_bytes`` of blanks first: a bomb where gzip is asked for."""
    endless_lists: Trigger = field(default_factory=Trigger)
    """Pages of a list: the same page again is promised after it, for ever."""
    refusal: str = "invalid_request"
    """One of :data:`.errors.REFUSALS`."""
    refused_text: str = ""
    """Not blank: every write whose body has this text is refused with ``refusal``."""
    server_error_status: int = 503
    server_error_html: bool = False
    """Whether server errors have an HTML page for a body."""
    slow_piece_ms: int = 100
    huge_body_bytes: int = 100_000_000
    latency_ms: int = 0
    """Each answer goes out so much later, with no lock held."""
    delay: Callable[[], None] | None = None
    """Called before each answer goes out, with no lock held."""

    def concern(self, kind: str) -> bool:
        """Whether anything may happen to a call of this kind."""
        return not self.only or kind in _words(self.only)

    def set(self, settings: dict[str, Any]) -> None:
        """Set from JSON: ``{"lost_answers": {"every": 3}, "server_error_status": 502, …}``.

        Raises:
            ValueError: a name is unknown or a value is of the wrong type; then nothing is set.
        """
        changes = [change for name, value in settings.items() for change in self._changes(name, value)]
        for target, attribute, value in changes:
            setattr(target, attribute, value)

    def clear(self) -> None:
        """Turn everything off and start all counts again."""
        fresh = Faults()
        for each in fields(self):
            setattr(self, each.name, getattr(fresh, each.name))

    def _changes(self, name: str, value: Any) -> list[tuple[object, str, Any]]:
        """(object, attribute, value) for each thing that one setting changes."""
        current = getattr(self, name, None)
        if isinstance(current, Trigger) and isinstance(value, dict) and not set(value) - {"every", "next", "at"}:
            return [(current, key, set(part) if key == "at" else int(part)) for key, part in value.items()]
        if isinstance(current, int | str) and isinstance(value, type(current)) and _is_known(name, value):
            return [(self, name, value)]
        raise ValueError(name)


def _is_known(name: str, value: int | str) -> bool:
    """Whether a word is one of those that there are."""
    if name == "only":
        return not set(_words(str(value))) - set(KINDS)
    return name != "refusal" or value in REFUSALS


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()
