"""The connections to Airtable, one for each account, and what is known of its schema."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from airsync_gui import logs
from airsync_gui.app.profile import runtime_folder
from airsync_gui.app.tokens import DEFAULT_ACCOUNT, Tokens
from airsync_gui.errors import AirSyncError, NotFound, StateError
from airsync_gui.sync.pairs import Pair

if TYPE_CHECKING:
    from airsync_gui.airtable.client import AirtableClient
    from airsync_gui.airtable.limiter import Pause, RequestLimiter
    from airsync_gui.airtable.metadata import Metadata
    from airsync_gui.sync.schema import TableSchema


class Connections(Tokens):
    """What speaks to Airtable. Whoever made one closes it."""

    @cached_property
    def limiter(self) -> RequestLimiter:
        """What keeps all of this person's processes below Airtable's limits. Raises StateError."""
        from airsync_gui.airtable import limiter

        if self._given_limiter is not None:
            return self._given_limiter
        made = limiter.RequestLimiter(runtime_folder(), self.clock)
        made.set_rates(*self._rates())
        return made

    def _rates(self) -> tuple[float, float]:
        """Requests a second, for a base and for a token: as they are set, else what Airtable takes from everybody."""
        from airsync_gui.airtable import limiter

        known = self.settings.read()
        return (
            known.requests_per_second or limiter.BASE_REQUESTS_PER_SECOND,
            known.token_requests_per_second or limiter.TOKEN_REQUESTS_PER_SECOND,
        )

    def take_up_rates(self) -> None:
        """Keep to the rates that are set now from the next request on. Raises StateError."""
        if self._given_limiter is None:
            self.limiter.set_rates(*self._rates())

    def pause(self, base_id: str) -> Pause | None:
        """Until when Airtable wants silence for a base, and why; asked without a connection, and at once."""
        from airsync_gui.airtable.limiter import base_key

        return self.limiter.pause(base_key(self.endpoint.host, base_id))

    def client(self, account: str = DEFAULT_ACCOUNT) -> AirtableClient:
        """The account's connection to Airtable; made once."""
        with self._lock:
            if account not in self._clients:
                self._clients[account] = self._new_client(account)
            return self._clients[account]

    def _new_client(self, account: str) -> AirtableClient:
        from airsync_gui.airtable.client import AirtableClient

        limiter = self.limiter

        def on_request(sent_at: datetime, method: str, template: str, status: int | None, duration_s: float) -> None:
            logs.log_request(sent_at, f"{method} {template}", status or "no answer", duration_s)
            if self.requests.note(sent_at, method, template, status, duration_s * 1000, self.token_of(account).label):
                with suppress(StateError):  # a full disk costs figures, never a request
                    self.requests.write(self.clock.now())

        return AirtableClient(
            self.endpoint, lambda: self.token_of(account), limiter, self.clock, self.cancel, on_request=on_request
        )

    def metadata(self, account: str = DEFAULT_ACCOUNT) -> Metadata:
        """What the account's token can see: bases, tables, fields."""
        from airsync_gui.airtable.metadata import Metadata
        from airsync_gui.state.schema_cache import CachedSchemas

        return Metadata(self.client(account), self.clock, CachedSchemas(self.database, self.endpoint.host))

    def schema(self, pair: Pair, *, refresh: bool = False) -> TableSchema:
        """The pair's Airtable table: its name and fields.

        Raises:
            UsageError: the pair belongs to another endpoint; nothing is sent.
        """
        self.check_endpoint(pair)
        return self.metadata(pair.account).table(pair.base_id, pair.table_id, refresh=refresh)

    def known_schemas(self) -> Callable[[Pair], TableSchema | None]:
        """What a pair's Airtable table looked like when its base was last read; no request is sent for it."""
        from airsync_gui.airtable.metadata import Metadata
        from airsync_gui.state.schema_cache import CachedSchemas

        cache = CachedSchemas(self.database, self.endpoint.host)
        metadata = Metadata(cast("AirtableClient", _Offline()), self.clock, cache, max_age_s=float("inf"))

        def known(pair: Pair) -> TableSchema | None:
            with suppress(AirSyncError):
                return metadata.table(pair.base_id, pair.table_id)
            return None

        return known

    def close(self) -> None:
        """Keep the figures of requests, close connections and files."""
        try:
            self.requests.write(self.clock.now())
        finally:
            for client in self._clients.values():
                client.close()
            if "database" in self.__dict__:
                self.database.close()


class _Offline:
    """Stands where a client would: what is not known already stays unknown."""

    def send(self, *_args: object) -> None:
        raise NotFound(what="schema", name="", where="the cache")
