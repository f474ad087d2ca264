"""A webhook and what it has to tell: numbered payloads, kept for a week, and an end that moves.

https://airtable.com/developers/web/api/webhooks-overview: it ends 7 days after it was made, last refreshed or last
asked for payloads; for 7 days more it can still be read; each payload lives for 7 days.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from msgspec import Struct, field

LIFE = timedelta(days=7)
"""Until it ends, until an ended one is gone, and until a payload is."""


class Stored(NamedTuple):
    """A payload: its number, when it was made, and its JSON."""

    number: int
    made: datetime
    payload: dict[str, Any]


class Webhook(Struct):
    """One webhook of a base."""

    id: str
    specification: dict[str, Any]
    """As it was sent, and checked."""
    secret: str
    """``macSecretBase64``."""
    notification_url: str | None
    owner: str
    """The secret of the token that made it."""
    expires: datetime
    notifies: bool = False
    broken: bool = False
    """Its filters name something that is gone: one error payload was given, and no more will be."""
    next_number: int = 1
    payloads: deque[Stored] = field(default_factory=deque)

    @property
    def filters(self) -> dict[str, Any]:
        """What is to be told of."""
        found: dict[str, Any] = self.specification["options"]["filters"]
        return found

    @property
    def includes(self) -> dict[str, Any]:
        """What is to be told besides."""
        return self.specification["options"].get("includes") or {}

    def is_enabled(self, now: datetime) -> bool:
        """Whether new payloads are made."""
        return now < self.expires

    def is_gone(self, now: datetime) -> bool:
        """Whether it can't even be read any more."""
        return now >= self.expires + LIFE

    def extend(self, now: datetime) -> None:
        """It ends in 7 days from now."""
        self.expires = now + LIFE

    def tell(self, now: datetime, payload: dict[str, Any]) -> None:
        """Give the next number to a payload."""
        self.payloads.append(Stored(self.next_number, now, payload))
        self.next_number += 1

    def forget_old(self, now: datetime) -> None:
        """Drop the payloads whose time is over."""
        while self.payloads and self.payloads[0].made + LIFE <= now:
            self.payloads.popleft()

    def lose(self, count: int) -> None:
        """Drop the oldest payloads before their time."""
        for _ in range(min(count, len(self.payloads))):
            self.payloads.popleft()
