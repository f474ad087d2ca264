"""The only place that builds the real objects and hands them to one another.

Both faces, the window and the command line, work through :class:`App`. Slow imports (httpx, keyring, tomlkit) happen
when they are first needed.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from airsync_gui import logs, messages
from airsync_gui.call_budget import PACE, CallPace, Usage, forecast, month_begin, month_end, over_share
from airsync_gui.errors import (
    AccessDenied,
    AirSyncError,
    AllowanceSpent,
    BudgetSpent,
    KeyringUnavailable,
    NoKey,
    NotCopied,
    NotFound,
    NotPermitted,
    Refused,
    StateError,
    Transient,
    UsageError,
)
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.locks import held_tables
from airsync_gui.paths import Paths, private_folder, shared_runtime
from airsync_gui.settings import Settings
from airsync_gui.sync.events import Event, Waiting
from airsync_gui.sync.pairs import Pair

if TYPE_CHECKING:
    from airsync_gui.airtable.client import AirtableClient
    from airsync_gui.airtable.endpoint import Endpoint
    from airsync_gui.airtable.limiter import Pause, RequestLimiter
    from airsync_gui.airtable.metadata import Metadata
    from airsync_gui.airtable.table import WebTable
    from airsync_gui.backups import Backups
    from airsync_gui.credentials import SecretStore, Token
    from airsync_gui.linked_pairs import PairLinks
    from airsync_gui.local.passwords import DatabasePasswords
    from airsync_gui.local.sources import Copied, OpenTable
    from airsync_gui.local.sql_shape import TableInfo
    from airsync_gui.state.database import Database
    from airsync_gui.state.health import RequestBook
    from airsync_gui.state.store import SqliteStore
    from airsync_gui.sync.duplicates_run import Found, MergeResult, Wish
    from airsync_gui.sync.local_edit import RowHere
    from airsync_gui.sync.look import Look
    from airsync_gui.sync.operations import Operation
    from airsync_gui.sync.ports import Cancel, LocalChange, LocalReading, LocalTable
    from airsync_gui.sync.records import Cell, FieldId, RecordId, Uid, Values
    from airsync_gui.sync.resolve import Answer
    from airsync_gui.sync.run import Consent, RunResult
    from airsync_gui.sync.schema import TableSchema
    from airsync_gui.sync.toolbox import Toolbox
    from airsync_gui.sync.undo import Part
    from airsync_gui.sync.undo_run import UndoResult

__all__ = ["DEFAULT_ACCOUNT", "LOOPBACK", "App", "CancelFlag", "SystemClock"]

log = logging.getLogger("airsync_gui.app")

DEFAULT_ACCOUNT = "default"
USUAL_CALLS = 2.0
"""What a sync of a pair costs that was not synced lately."""
QUIET_KEPT = timedelta(days=90)
"""How long history tells of runs that changed nothing."""
FORGET_EVERY = timedelta(hours=1)
LOOPBACK = "this computer"
"""The endpoint of a sandbox's pair: all of this computer's ports are one."""


class SystemClock:
    """The computer's own time."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since the computer started, the same for every process."""
        return time.monotonic()


def _silent(_event: Event) -> None:
    pass


def _tell_pause(report: Callable[[Event], None], until: datetime) -> None:
    report(Waiting("rate_limited", until))


class App:
    """One profile with all it needs to sync. Build one per command, or one per window.

    Args:
        token: holds for this process only, in place of the keyring's.
        secrets: in place of the system's keyring, for tests.
        limiter: in place of the one that all of this person's processes share, for tests against a sandbox. No option
            or setting leads here: two limiters would send more than Airtable allows.
        cancel: in place of a flag of its own.
        throw_away: the profile is gone with this process; nothing outside it is to know of it.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        token: Token | None = None,
        secrets: SecretStore[Token] | None = None,
        limiter: RequestLimiter | None = None,
        cancel: CancelFlag | None = None,
        throw_away: bool = False,
    ) -> None:
        self.paths = paths
        self.throw_away = throw_away
        self.clock = SystemClock()
        self.cancel = cancel or CancelFlag()
        self.settings = Settings(paths.settings_file)
        self._token = token
        self._secrets = secrets
        self._given_limiter = limiter
        self._tokens: dict[str, Token] = {}
        self._clients: dict[str, AirtableClient] = {}
        self._forgot_at: datetime | None = None
        self._lock = threading.RLock()

    # -- parts ------------------------------------------------------------------------------------------------------

    @cached_property
    def endpoint(self) -> Endpoint:
        """Where Airtable is, from the environment."""
        from airsync_gui.airtable.endpoint import ENDPOINT_VARIABLE, Endpoint

        return Endpoint.parse(os.environ.get(ENDPOINT_VARIABLE))

    @cached_property
    def database(self) -> Database:
        """The profile's state file, migrated."""
        from airsync_gui.state.database import Database

        _made(self.paths.data)
        return Database(self.paths.state_file)

    @cached_property
    def store(self) -> SqliteStore:
        """What the engine keeps."""
        from airsync_gui.state.store import SqliteStore

        return SqliteStore(self.database)

    @cached_property
    def requests(self) -> RequestBook:
        """What was asked of Airtable, for the health figures and the call budget."""
        from airsync_gui.state.health import RequestBook

        return RequestBook(lambda: self.database)

    @cached_property
    def secrets(self) -> SecretStore[Token]:
        """Access tokens in the system's keyring."""
        from airsync_gui.credentials import SecretStore, Token

        return self._secrets or SecretStore(Token)

    @cached_property
    def passwords(self) -> DatabasePasswords:
        """Passwords of database servers, in the same keyring."""
        from airsync_gui.credentials import Secret
        from airsync_gui.local.passwords import SERVICE, DatabasePasswords

        return DatabasePasswords(self.secrets.beside(Secret, SERVICE))

    @property
    def given_token(self) -> Token | None:
        """The token that holds for this process only, if one was given."""
        return self._token

    def token_of(self, account: str) -> Token:
        """The token of an account for the present endpoint.

        Raises:
            NoKey, KeyringUnavailable, KeyRejected.
        """
        if self._token is not None:
            return self._token
        if account not in self._tokens:
            self._tokens[account] = self._load_token(account)
        return self._tokens[account]

    def keep_token(self, account: str, token: Token) -> None:
        """Put a token into the keyring and use it from now on, in place of the one that was there."""
        self.settings.read()  # a settings file that can't be noted in is told of before anything is stored
        now = self.clock.now().replace(microsecond=0)
        self.secrets.store(account, self.endpoint.host, token, now)
        self.settings.note_token(account, self.endpoint.host, stored=True)
        self._tokens.pop(account, None)
        self._note_date(account, now)

    def forget_token(self, account: str, host: str) -> bool:
        """Take a token out of the keyring; whether there was one. Raises KeyringUnavailable."""
        was_there = self.secrets.forget(account, host)
        if self.settings.has_token(account, host):
            self.settings.note_token(account, host, stored=False)
        self._tokens.pop(account, None)
        self._forget_date(account, host)
        return was_there

    def _note_date(self, account: str, stored_at: datetime) -> None:
        """Health tells of a token's age without asking the keyring, which may keep it waiting."""
        from airsync_gui.state import token_dates

        with suppress(StateError):
            token_dates.note(self.database, account, self.endpoint.host, stored_at)

    def _forget_date(self, account: str, host: str) -> None:
        from airsync_gui.state import token_dates

        with suppress(StateError):
            token_dates.forget(self.database, account, host)

    def trying(self, token: Token) -> App:
        """The same profile with another token, to try it before it is kept. Close it after use."""
        return App(self.paths, token=token, secrets=self._secrets, limiter=self._given_limiter)

    def _load_token(self, account: str) -> Token:
        host = self.endpoint.host
        if self.endpoint.loopback and not self.settings.has_token(account, host):
            return _sandbox_token()
        try:
            token, stored_at = self.secrets.load_dated(account, host)
        except (NoKey, KeyringUnavailable):
            if self.endpoint.loopback:
                return _sandbox_token()
            raise
        self._note_date(account, stored_at)
        return token

    @cached_property
    def limiter(self) -> RequestLimiter:
        """What keeps all of this person's processes below Airtable's limits. Raises StateError."""
        from airsync_gui.airtable.limiter import RequestLimiter

        return self._given_limiter or RequestLimiter(_runtime_folder(), self.clock)

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

    def local_table(self, pair: Pair, *, remember: bool = False) -> LocalTable:
        """The pair's table on this computer; links stand in it by the keys of the pairs that bind the linked tables.

        Args:
            remember: whether what cells show for links is kept; not in a preview.
        """
        from airsync_gui.linked_pairs import has_links
        from airsync_gui.local.linked_table import LinkedTable

        table = self._table_as_it_is(pair)
        return LinkedTable(table, pair, self.links(pair), remember=remember) if has_links(pair) else table

    def _table_as_it_is(self, pair: Pair) -> OpenTable:
        return self.open_source(
            pair.source,
            styles=self.settings.styles(pair.name),
            time_column=pair.time_column,
            escape_formulas=pair.escape_formulas,
        )

    def open_source(
        self,
        source: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        escape_formulas: bool = False,
    ) -> OpenTable:
        """The table that a source names; a server's password is used where one is known. Raises UsageError."""
        from airsync_gui.local.sources import open_local_table

        return open_local_table(
            source,
            styles=styles,
            time_column=time_column,
            passwords=self.passwords,
            escape_formulas=escape_formulas,
        )

    def tables_in(self, source: str) -> list[TableInfo]:
        """The tables in a file, or of a server's database. Raises UsageError, TableMissing, TableUnreadable."""
        from airsync_gui.local.sources import tables_in

        return tables_in(source, self.passwords)

    def links(self, pair: Pair) -> PairLinks:
        """Whose keys the pair's links show."""
        from airsync_gui.linked_pairs import PairLinks

        others = [other for other in self.settings.pairs() if other.id != pair.id]
        return PairLinks(self.database, pair, [*others, pair], self.known_schemas(), self._table_as_it_is)

    def link_names(self) -> dict[RecordId, str]:
        """The records that any pair links to, by the keys that a person reads."""
        from airsync_gui.linked_pairs import has_links

        return {
            i: name for pair in self.settings.pairs() if has_links(pair) for i, name in self.links(pair).names().items()
        }

    def in_order(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Pairs in the order in which they are synced: those whose records others link to first."""
        from airsync_gui.linked_pairs import has_links, in_order

        if not any(map(has_links, pairs)):
            return list(pairs)
        return in_order(pairs, self.settings.pairs(), self.known_schemas())

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

    def airtable_table(
        self, pair: Pair, cancel: Cancel | None = None, report: Callable[[Event], None] = _silent
    ) -> WebTable:
        """The pair's table in Airtable; with a cancel of its own, where one run is to be stopped alone."""
        from airsync_gui.airtable.table import WebTable

        self.check_endpoint(pair)
        client = self.client(pair.account).view(cancel, on_pause=partial(_tell_pause, report))
        metadata = self.metadata(pair.account).through(client)
        return WebTable(
            client,
            metadata,
            pair.base_id,
            pair.table_id,
            create_choices=pair.create_choices,
            modified_field_id=_modified_field(metadata, pair) if _uses_times(pair) else None,
        )

    def check_endpoint(self, pair: Pair) -> None:
        """A pair of the sandbox is never sent to Airtable, and a real one never to a sandbox."""
        if not self.is_here(pair):
            home = "a sandbox on this computer" if pair.endpoint == LOOPBACK else pair.endpoint
            known = "points to" if os.environ.get("AIRTABLE_ENDPOINT_URL", "").strip() else "is not set, which means"
            raise UsageError(
                detail=f"The pair {pair.name} belongs to {home}, but AIRTABLE_ENDPOINT_URL {known} "
                f"{self.endpoint.host}. Nothing was sent. Set the variable back, or add a pair for the other address."
            )

    def is_here(self, pair: Pair) -> bool:
        """Whether a pair belongs to the present endpoint."""
        return pair.endpoint == self.endpoint_name

    @property
    def endpoint_name(self) -> str:
        """What a new pair keeps as its endpoint: all of this computer's ports are one."""
        return LOOPBACK if self.endpoint.loopback else self.endpoint.host

    def tools(
        self,
        pair: Pair,
        report: Callable[[Event], None] = _silent,
        cancel: Cancel | None = None,
        *,
        remember: bool = False,
    ) -> Toolbox:
        """All that one run of a pair needs; one that writes remembers what cells show for links."""
        from airsync_gui.state.feeds import SqliteImages
        from airsync_gui.sync.toolbox import Toolbox

        local, airtable = self.local_table(pair, remember=remember), self.airtable_table(pair, cancel, report)
        keep_copy = partial(self._keep_copy, pair)
        return Toolbox(
            local,
            airtable,
            self.store,
            self.clock,
            cancel or self.cancel,
            report,
            keep_copy,
            images=SqliteImages(self.database),
            feed=airtable.feed(),
        )

    @cached_property
    def backups(self) -> Backups:
        """Copies of local tables from before runs that changed much of them."""
        from airsync_gui.backups import Backups

        return Backups(self.paths.backups)

    def _store_of(self, pair: Pair) -> SqliteStore:
        """The store; for a pair with a share of the month's calls one that looks at that before it lets a run write."""
        from airsync_gui.state.thrifty import ThriftyStore

        if pair.budget is None:
            return self.store
        return ThriftyStore(self.database, partial(self._afford, pair))

    def _afford(self, pair: Pair, calls: int = 0) -> None:
        """Raise BudgetSpent where so many more calls (or, of none, any) are more than the pair's share of the month."""
        if pair.budget is not None:
            used = self.calls_by_pair().get(pair.id, 0)
            if over_share(pair.budget, used, calls or 1):
                raise BudgetSpent(pair=pair.name, share=pair.budget, used=used, needed=calls)

    def calls_by_pair(self) -> dict[str, int]:
        """Pair id → requests sent for it this month; what was outside of runs is under the empty id."""
        from airsync_gui.state import health

        now = self.clock.now()
        self.requests.write(now)
        return health.by_pair(self.database, month_begin(now))

    def call_usage(self) -> Usage:
        """This month's calls, the plan's allowance, and where that leads."""
        from airsync_gui.state import calls, health

        now = self.clock.now()
        self.requests.write(now)
        used = sum(calls.in_month(self.database, now).values())
        first = health.first_since(self.database, now - PACE)
        recent = health.count_since(self.database, now - PACE)
        ahead = forecast(used, recent, now - (first or now), now)
        return Usage(used, self.settings.allowance(), ahead)

    def call_pace(self, usage: Usage | None = None) -> CallPace:
        """What syncs by the clock may still cost this month; of the usage, where that was just looked up."""
        from airsync_gui.state import history

        now = self.clock.now()
        usage = usage or self.call_usage()
        with self.database.reading() as db:
            usual = history.usual_calls(db, now - PACE)
        pairs = [pair for pair in self.settings.pairs() if not pair.paused]
        left = None if usage.allowance is None else max(0, usage.allowance - usage.used)
        calls = sum(usual.get(pair.id, USUAL_CALLS) for pair in pairs)
        return CallPace(left, (month_end(now) - now).total_seconds(), calls)

    def _keep_copy(self, pair: Pair, run_id: int, reading: LocalReading, changes: Sequence[LocalChange]) -> None:
        copied = cast("Copied", reading)
        try:
            kept = self.backups.keep(
                pair.id, pair.name, run_id, self.clock.now(), lambda folder: copied.copy_to(folder, changes)
            )
        except OSError as error:
            why = error.strerror or str(error)
            raise NotCopied(path=pair.source, folder=str(self.paths.backups), detail=why) from error
        log.info("run %s of %s: a copy of %s is in %s", run_id, pair.name, pair.source, kept)

    # -- work -------------------------------------------------------------------------------------------------------

    @contextmanager
    def holding(self, pair: Pair, cancel: Cancel | None = None) -> Iterator[None]:
        """Both of the pair's tables, against every other run of this person on this computer.

        Raises:
            Busy: another run did not end within ten seconds.
        """
        identities = {
            f"airtable {pair.endpoint} {pair.base_id} {pair.table_id}": f"Airtable's table {pair.table_name}",
            f"local {self.local_table(pair).identity}": pair.source,
        }
        with held_tables(_runtime_folder(), identities, sleep=(cancel or self.cancel).wait):
            yield

    def sync(
        self,
        pair: Pair,
        *,
        dry_run: bool = False,
        full: bool = False,
        consent: Consent | None = None,
        report: Callable[[Event], None] = _silent,
        cancel: Cancel | None = None,
    ) -> RunResult:
        """One pass over one pair, or a preview of it.

        With ``full``, the cached schema is read anew first, and then all of Airtable's records.

        Args:
            cancel: stops this run alone; in place of the App's own.
        """
        from airsync_gui.sync.run import run

        with self._asking_for(pair), _naming(pair), self._noted(pair, cancel, dry_run=dry_run):
            if full:
                self.schema(pair, refresh=True)
            tools = replace(self.tools(pair, report, cancel, remember=not dry_run), full=full)
            if dry_run:
                return run(pair, tools, dry_run=True)
        self._afford(pair)
        with self._asking_for(pair), self.holding(pair, cancel), _logged(pair, "sync"), _naming(pair):
            result = run(pair, replace(tools, store=self._store_of(pair)), consent=consent)
            log.info(
                "run %s of %s (plan %s): %s done, %s refused, %s conflicts, %s held, %s calls, exit code %s",
                *(result.run_id, pair.name, result.plan.id, len(result.completed), len(result.refused)),
                *(len(result.conflicts), len(result.plan.held), result.api_calls, result.exit_code),
            )
            self.settings.learn_styles(pair.name, getattr(tools.local, "proven", {}))
            self._forget_old_history()
            self.backups.forget_old(self.clock.now())
            return result

    @contextmanager
    def _noted(self, pair: Pair, cancel: Cancel | None, *, dry_run: bool) -> Iterator[None]:
        """A sync that ends before it has begun is in history, too: other processes tell of it."""
        from airsync_gui.sync.ports import RunOutcome

        try:
            yield
        except (AccessDenied, AllowanceSpent, Transient) as error:
            if not dry_run:
                with suppress(AirSyncError), self.holding(pair, cancel):
                    run_id = self.store.begin(pair.id, "sync", self.clock.now())
                    outcome = RunOutcome("failed", type(error).__name__, 0)
                    self.store.finish(run_id, pair.id, outcome, self.clock.now())
            raise

    def _forget_old_history(self) -> None:
        """What was done is kept for ever, unless the settings say how long; that nothing was done, for some months."""
        from airsync_gui.state import history

        now, days = self.clock.now(), self.settings.history_days()
        if self._forgot_at is not None and timedelta() <= now - self._forgot_at < FORGET_EVERY:
            return
        self._forgot_at = now
        with self.database.transaction() as db:
            if days:
                history.forget_before(db, now - timedelta(days=days))
            history.forget_quiet(db, now - QUIET_KEPT)

    def resolve(self, pair: Pair, conflict_id: str, answer: Answer, cancel: Cancel | None = None) -> RunResult:
        """Settle one conflict by hand.

        Raises:
            NotFound: it is not open any more.
        """
        from airsync_gui.state import conflicts
        from airsync_gui.sync.resolution_run import resolve_conflict

        with self._asking_for(pair), self.holding(pair, cancel), _logged(pair, "resolve"):
            with self.database.reading() as db:
                rows = conflicts.listed(db, pair.id)
            row = next((row for row in rows if row.conflict.uid == conflict_id), None)
            if row is None:  # another run closed it while we waited for the lock
                raise NotFound(what="open conflict", name=conflict_id, where=f"the pair {pair.name}")
            return resolve_conflict(pair, self.tools(pair, cancel=cancel, remember=True), row.conflict, answer)

    def row_of_refused(self, pair: Pair, uid: Uid) -> RowHere:
        """The row on this computer whose change Airtable's side did not take, as it is now.

        Raises:
            NotFound: nothing of that record is refused any more.
            ConflictError: the row is gone.
        """
        from airsync_gui.sync.local_edit import look_here

        with self._asking_for(pair), _naming(pair):
            return look_here(pair, self.tools(pair), self._refused(pair, uid)[0])

    def edit_refused(
        self,
        pair: Pair,
        uid: Uid,
        values: Values,
        shown: Mapping[FieldId, Cell] | None = None,
        cancel: Cancel | None = None,
    ) -> RunResult:
        """Change cells of such a row, as a person's own edit of the local table; nothing is sent.

        Args:
            shown: what the person saw in these cells; None for what was refused.

        Raises:
            NotFound, UsageError, ConflictError, Refused: nothing was written (:mod:`airsync_gui.sync.local_edit`).
        """
        from airsync_gui.sync.local_edit import CellEdit, edit_here, refused_cells

        with self._asking_for(pair), self.holding(pair, cancel), _logged(pair, "edit"), _naming(pair):
            waiting, why = self._refused(pair, uid)
            seen = refused_cells(pair, waiting, why) if shown is None else shown
            tools = self.tools(pair, cancel=cancel, remember=True)
            return edit_here(pair, tools, CellEdit(waiting, values, seen))

    def _refused(self, pair: Pair, uid: Uid) -> tuple[Operation, Refused]:
        from airsync_gui.state import queue

        with self.database.reading() as db:
            found = queue.refused_in_airtable(db, pair.id, uid)
        if found is None:
            raise NotFound(what="refused change", name=uid, where=f"the queue of {pair.name}")
        return found

    def undo(
        self,
        pair: Pair,
        run_id: int,
        *,
        part: Part | None = None,
        dry_run: bool = False,
        consent: Consent | None = None,
        report: Callable[[Event], None] = _silent,
        cancel: Cancel | None = None,
    ) -> UndoResult:
        """Put back what a run of this pair wrote (or a part of it), or preview that.

        Raises:
            NotFound: the run is not this pair's, or wrote no such thing.
            Stopped: a guard holds it back; nothing was written.
        """
        from airsync_gui.state import history
        from airsync_gui.sync.duplicates_run import RUN_KIND
        from airsync_gui.sync.undo import chosen
        from airsync_gui.sync.undo_run import Task, undo

        def work() -> UndoResult:
            with self.database.reading() as db:
                if history.pair_of(db, run_id) != pair.id:
                    raise NotFound(what="run", name=str(run_id), where=f"the history of {pair.name}")
                changes, successors = chosen(history.past(db, run_id), part, run_id), history.successors(db)
                twins = history.kind_of(db, run_id) == RUN_KIND
            task = Task(run_id, changes, part.field if part else None, successors, twins)
            tools = self.tools(pair, report, cancel, remember=not dry_run)
            return undo(pair, tools, task, dry_run=dry_run, consent=consent)

        if dry_run:
            with self._asking_for(pair), _naming(pair):
                return work()
        with self._asking_for(pair), self.holding(pair, cancel), _logged(pair, f"undo of run {run_id}"), _naming(pair):
            return work()

    def duplicates(self, pair: Pair) -> Found:
        """Records that stand more than once, on both sides. Nothing is written."""
        from airsync_gui.sync.duplicates_run import look_for

        with self._asking_for(pair), _naming(pair):
            return look_for(pair, self.tools(pair))

    def merge(
        self,
        pair: Pair,
        wish: Wish,
        *,
        dry_run: bool = False,
        consent: Consent | None = None,
        report: Callable[[Event], None] = _silent,
        cancel: Cancel | None = None,
    ) -> MergeResult:
        """Merge one group of duplicates into one of its records, or preview that.

        Raises:
            NotFound, UsageError: there is no such group, or it can't be merged so.
            Stopped: a guard holds it back; nothing was written.
        """
        from airsync_gui.sync.duplicates_run import merge

        if dry_run:
            with self._asking_for(pair), _naming(pair):
                return merge(pair, self.tools(pair), wish, dry_run=True)
        with self._asking_for(pair), self.holding(pair, cancel), _logged(pair, "merge"), _naming(pair):
            return merge(pair, self.tools(pair, report, cancel), wish, consent=consent)

    def look_at(self, pair: Pair, uid: Uid) -> Look | None:
        """One record as both sides have it now, and what a sync would do to it; None for one that is forgotten."""
        from airsync_gui.sync.look import look_at

        with self._asking_for(pair), _naming(pair):
            return look_at(pair, self.tools(pair), uid)

    @contextmanager
    def _asking_for(self, pair: Pair) -> Iterator[None]:
        """Requests are on this pair's account; a 403 is looked into."""
        from airsync_gui.state.health import asking_for

        with asking_for(pair.id, pair.base_id):
            try:
                yield
            except NotPermitted as error:
                error.facts.setdefault("base", pair.base_name or pair.base_id)
                self.metadata(pair.account).look_into(error, pair.base_id)
                raise

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


def _made(folder: Path) -> Path:
    """A private folder, made where missing; StateError where it can't be."""
    try:
        return private_folder(folder)
    except OSError as error:
        raise StateError(path=str(folder), detail=f"the folder can't be made: {error.strerror or error}") from error


def _runtime_folder() -> Path:
    """The person's folder for locks and the limiter's state; StateError where it can't be made."""
    try:
        return shared_runtime()
    except OSError as error:
        detail = f"the folder for locks can't be made: {error.strerror or error}"
        raise StateError(path=str(error.filename or "runtime folder"), detail=detail) from error


@contextmanager
def _logged(pair: Pair, what: str) -> Iterator[None]:
    """Begin and end of a piece of work, in the log."""
    log.info("%s of %s begins", what, pair.name)
    try:
        yield
    except AirSyncError as error:
        log.info("%s of %s ended by %s", what, pair.name, messages.facts(error))
        raise


@contextmanager
def _naming(pair: Pair) -> Iterator[None]:
    """Where the pair's table is gone, Airtable's answer has but its id: the pair remembers its name."""
    try:
        yield
    except NotFound as error:
        if error.name == pair.table_id:
            error.facts |= {"name": pair.table_name or pair.table_id, "where": pair.base_name or pair.base_id}
        raise


def _sandbox_token() -> Token:
    """The sandbox's own token: no secret, and good on this computer only."""
    from airsync_gui.credentials import Token
    from airsync_gui.sandbox.access import SANDBOX_TOKEN

    return Token(SANDBOX_TOKEN)


def _uses_times(pair: Pair) -> bool:
    from airsync_gui.sync.pairs import Policy

    return Policy.LAST_WRITE_WINS in (pair.policy, *pair.field_policies.values())


def _modified_field(metadata: Metadata, pair: Pair) -> str | None:
    """A lastModifiedTime field that follows every field of the table (or else any)."""
    fields = [f for f in metadata.table(pair.base_id, pair.table_id).fields if f.type == "lastModifiedTime"]
    whole = [f for f in fields if not f.options.get("referencedFieldIds")]
    return next((f.id for f in (*whole, *fields)), None)
