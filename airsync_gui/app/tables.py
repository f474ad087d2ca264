"""The two tables of a pair, and all else that one run of it needs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from airsync_gui.app.connections import Connections
from airsync_gui.errors import NotCopied
from airsync_gui.sync.events import Event, Waiting
from airsync_gui.sync.pairs import Pair

if TYPE_CHECKING:
    from airsync_gui.airtable.metadata import Metadata
    from airsync_gui.airtable.table import WebTable
    from airsync_gui.linked_pairs import PairLinks
    from airsync_gui.local.sources import Copied, OpenTable
    from airsync_gui.local.sql_shape import TableInfo
    from airsync_gui.sync.ports import Cancel, LocalChange, LocalReading, LocalTable
    from airsync_gui.sync.records import RecordId
    from airsync_gui.sync.toolbox import Toolbox

log = logging.getLogger("airsync_gui.app")


def silent(_event: Event) -> None:
    """For a run that tells nobody how far it is."""


def _tell_pause(report: Callable[[Event], None], until: datetime) -> None:
    report(Waiting("rate_limited", until))


class Tables(Connections):
    """Tables here and in Airtable, ready to be read and written."""

    def local_table(self, pair: Pair, *, remember: bool = False, styles: Mapping[str, str] | None = None) -> LocalTable:
        """The pair's table on this computer; links stand in it by the keys of the pairs that bind the linked tables.

        Args:
            remember: whether what cells show for links is kept; not in a preview.
            styles: of a pair that is not kept yet: column → how it is read.
        """
        from airsync_gui.linked_pairs import has_links
        from airsync_gui.local.linked_table import LinkedTable

        table = self._table_as_it_is(pair, styles)
        return LinkedTable(table, pair, self.links(pair), remember=remember) if has_links(pair) else table

    def _table_as_it_is(self, pair: Pair, styles: Mapping[str, str] | None = None) -> OpenTable:
        return self.open_source(
            pair.source,
            styles=self.settings.styles(pair.name) if styles is None else styles,
            time_column=pair.time_column,
            zone=pair.zone,
            escape_formulas=pair.escape_formulas,
        )

    def open_source(
        self,
        source: str,
        *,
        styles: Mapping[str, str] | None = None,
        time_column: str | None = None,
        zone: str = "",
        escape_formulas: bool = False,
    ) -> OpenTable:
        """The table that a source names; a server's password is used where one is known. Raises UsageError."""
        from airsync_gui.local.sources import open_local_table
        from airsync_gui.local.zones import zone_named

        return open_local_table(
            source,
            styles=styles,
            time_column=time_column,
            zone=zone_named(zone),
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

    def airtable_table(
        self, pair: Pair, cancel: Cancel | None = None, report: Callable[[Event], None] = silent
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

    def tools(
        self,
        pair: Pair,
        report: Callable[[Event], None] = silent,
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


def _uses_times(pair: Pair) -> bool:
    from airsync_gui.sync.pairs import Policy

    return Policy.LAST_WRITE_WINS in (pair.policy, *pair.field_policies.values())


def _modified_field(metadata: Metadata, pair: Pair) -> str | None:
    """A lastModifiedTime field that follows every field of the table (or else any)."""
    fields = [f for f in metadata.table(pair.base_id, pair.table_id).fields if f.type == "lastModifiedTime"]
    whole = [f for f in fields if not f.options.get("referencedFieldIds")]
    return next((f.id for f in (*whole, *fields)), None)
