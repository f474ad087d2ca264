"""The sandbox as one object: its bases, tokens, limits, faults, and what it was asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from airsync_gui.sandbox import reading, schema
from airsync_gui.sandbox.access import ALL_SCOPES, SANDBOX_TOKEN, Token, Tokens
from airsync_gui.sandbox.changes import Origin
from airsync_gui.sandbox.clock import Clock, SystemClock
from airsync_gui.sandbox.door import BaseHandle
from airsync_gui.sandbox.faults import Faults
from airsync_gui.sandbox.ids import Ids
from airsync_gui.sandbox.limits import Limits
from airsync_gui.sandbox.listing import Iterators
from airsync_gui.sandbox.model import Base, Table, User, World
from airsync_gui.sandbox.switches import Switches

REMEMBERED_REQUESTS = 100_000


class Seen(NamedTuple):
    """One request that came in."""

    method: str
    path: str
    """Decoded, without the query."""
    status: int
    """What was answered; 0 where the connection ended without an answer."""


class RequestLog:
    """The requests since the start (or the last ``clear``), the oldest first; the last 100,000 of them."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=REMEMBERED_REQUESTS)

    def __len__(self) -> int:
        return len(self._seen)

    def __iter__(self) -> Iterator[Seen]:
        return iter(tuple(self._seen))

    def __getitem__(self, index: int) -> Seen:
        return self._seen[index]

    def add(self, seen: Seen) -> None:
        """Remember one more."""
        self._seen.append(seen)

    def clear(self) -> None:
        """Start counting anew."""
        self._seen.clear()

    def count(self, method: str | None = None, path: str | None = None, status: int | None = None) -> int:
        """How many had this method, this text in their path, and this status; None is any."""
        return sum(
            (method is None or seen.method == method)
            and (path is None or path in seen.path)
            and (status is None or seen.status == status)
            for seen in self
        )


Hook = Callable[[str, str], None]
"""Called with method and decoded path, with no lock held, so that it may edit or send requests itself."""


class Sandbox:
    """A stand-in for Airtable's servers, with everything that a test may want to see or turn.

    Args:
        rate_limit: keep 5 requests a second per base and 50 per token, then 30 s of 429.
        clock: where time comes from; the computer's own by default.
        seed: decides all ids.
        clock_skew_s: how far Airtable's time of day is ahead of ``clock``.
        allowance: calls in a month before all are refused; None is no end.
        faults: failures to begin with.
        switches: doubtful behaviours, by the names in :class:`Switches`, e.g. ``round_numbers=True``.
    """

    def __init__(
        self,
        rate_limit: bool = True,
        clock: Clock | None = None,
        seed: int = 0,
        *,
        clock_skew_s: float = 0.0,
        allowance: int | None = None,
        faults: Faults | None = None,
        **switches: Any,
    ) -> None:
        self.world = World(Ids(seed), clock or SystemClock(), clock_skew_s, Switches(**switches))
        self.limits = Limits(self.world, rate_limit=rate_limit, allowance=allowance)
        self.faults = faults or Faults()
        self.iterators = Iterators(self.world)
        self.tokens = Tokens()
        self.requests = RequestLog()
        self.before_request: list[Hook] = []
        self.after_request: list[Hook] = []
        self.api_user = self._user("sandbox@example.com", "Sandbox Token")
        """Who writes with the sandbox's own token."""
        self.person = self._user("ada@example.com", "Ada Person")
        """Who edits through the side door."""
        self.tokens.add(Token(SANDBOX_TOKEN, self.api_user))

    @property
    def switches(self) -> Switches:
        """The doubtful behaviours; may be changed at any time."""
        return self.world.switches

    @property
    def bases(self) -> dict[str, BaseHandle]:
        """Base id to side door, in order of creation."""
        with self.world.lock:
            return {base.id: self._handle(base) for base in self.world.bases.values()}

    def base(self, name_or_id: str) -> BaseHandle:
        """The side door to one base; KeyError where there is none."""
        for handle in self.bases.values():
            if name_or_id in (handle.id, handle.name):
                return handle
        raise KeyError(name_or_id)

    def add_base(self, name: str) -> BaseHandle:
        """A new base without tables; the token's user and the person are its collaborators."""
        with self.world.lock:
            base = Base(self.world.ids.new("app"), name)
            base.people = {user.id: user for user in (self.api_user, self.person)}
            self.world.bases[base.id] = base
            return self._handle(base)

    def delete_base(self, name_or_id: str) -> None:
        """Remove a base and all in it."""
        with self.world.lock:
            del self.world.bases[self.base(name_or_id).id]

    def add_token(
        self,
        scopes: frozenset[str] | set[str] = ALL_SCOPES,
        bases: set[str] | None = None,
        role: str = "create",
        roles: dict[str, str] | None = None,
        *,
        oauth: bool = False,
    ) -> str:
        """Another token of the same user; the secret. Look it up in :attr:`tokens` to change or revoke it.

        Args:
            scopes: such as ``data.records:read``.
            bases: ids of the bases it may see; None is all.
            role: read, comment, edit or create.
            roles: base id to role, where it is another than ``role``.
            oauth: an integration's token, not a personal one.
        """
        with self.world.lock:
            secret = self.world.ids.new("oaa" if oauth else "pat") + "." + "5a" * 32
            allowed = None if bases is None else frozenset(bases)
            self.tokens.add(
                Token(secret, self.api_user, frozenset(scopes), allowed, role, dict(roles or {}), oauth=oauth)
            )
            return secret

    def state(self) -> dict[str, Any]:
        """Everything as JSON, ``{"bases": [{"id", "name", "tables": […]}]}``; the same for the same content.

        A table is its schema plus ``records``, by id; attachments are without their URLs, which change on each read.
        """
        with self.world.lock:
            bases = self.world.bases.values()
            return {"bases": [_base_state(base) for base in bases]}

    def _handle(self, base: Base) -> BaseHandle:
        return BaseHandle(self.world, base, Origin(self.person))

    def _user(self, email: str, name: str) -> User:
        return User(self.world.ids.new("usr"), email, name)


def _base_state(base: Base) -> dict[str, Any]:
    return {"id": base.id, "name": base.name, "tables": [_table_state(base, table) for table in base.tables.values()]}


def _table_state(base: Base, table: Table) -> dict[str, Any]:
    columns = reading.columns(base, table)
    records = [reading.record_json(table.records[record_id], columns) for record_id in table.ids_in_order()]
    for record in records:
        record["fields"] = {name: _without_addresses(value) for name, value in record["fields"].items()}
    return {**schema.table_json(table), "records": records}


_ADDRESSES = ("url", "thumbnails")
"""Parts of an attachment that are other ones with each read."""


def _without_addresses(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {key: part for key, part in entry.items() if key not in _ADDRESSES} if isinstance(entry, dict) else entry
        for entry in value
    ]
