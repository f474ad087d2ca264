"""What the parts of the window's service have in common: the profile, its pairs, and their fields."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from airsync_gui.errors import NotFound, StateError
from airsync_gui.service import links
from airsync_gui.service.status import Failure
from airsync_gui.state import conflicts
from airsync_gui.sync.records import FieldId, Uid
from airsync_gui.sync.schema import Field

if TYPE_CHECKING:
    from airsync_gui.app import App
    from airsync_gui.state.conflicts import ConflictRow
    from airsync_gui.state.database import Database
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.schema import TableSchema


class ServicePart:
    """One profile, as several threads may use it at once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._requests = app.requests  # made here, before there are threads
        self._failures: dict[str, Failure] = {}
        self._opening = threading.Lock()
        self._links = links.LinkNames(app)

    @property
    def _database(self) -> Database:
        """The state file; several threads may be the first to ask for it."""
        with self._opening:
            return self._app.database

    def _pairs(self) -> dict[str, Pair]:
        return {pair.id: pair for pair in self._app.settings.pairs()}

    def _pair(self, pair_id: str) -> Pair:
        return self._app.settings.pair(pair_id)

    def _fields(self, pair: Pair) -> list[Field]:
        """The mapped fields in the pair's order: as in the cached schema, else as the pair remembers them."""
        schema = self._cached_schema(pair)
        known: Mapping[FieldId, Field] = schema.by_id() if schema else {}
        return [
            known.get(f) or Field(f, pair.field_names.get(f, f), pair.field_types.get(f, "singleLineText"))
            for f in pair.columns
        ]

    def _cached_schema(self, pair: Pair) -> TableSchema | None:
        """The pair's table as it was last read, however long ago; None where it never was. No request is sent."""
        _ = self._database
        return self._app.known_schemas()(pair)

    def _conflict_row(self, pair: Pair, uid: Uid) -> ConflictRow:
        with self._database.reading() as db:
            rows = conflicts.listed(db, pair.id, uid)
        if not rows:
            raise NotFound(what="open conflict", name=uid, where=f"the pair {pair.name}")
        return rows[0]

    def _write_figures(self) -> None:
        with suppress(StateError):  # they stay noted
            self._requests.write(self._app.clock.now())

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Airtable may be asked: the state file is open before, and what was asked stands in it afterwards."""
        _ = self._database
        try:
            yield
        finally:
            self._write_figures()
