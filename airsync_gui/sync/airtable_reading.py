"""How Airtable's side is read: what it had when it was last seen, and what changed since; or all of it.

What changed is told by the base's change feed, or else found by the times of last edits. Whatever makes either doubtful
ends in a list of all records. Only a run that may move images asks for a hook, keeps what it read, or notes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol

from msgspec.structs import replace

from airsync_gui.errors import Refused, Unreachable
from airsync_gui.sync import feed
from airsync_gui.sync.events import Reading
from airsync_gui.sync.feed import Doubt, Heard, Hook, Mark, Way, Why
from airsync_gui.sync.hooks import Hooks, answered
from airsync_gui.sync.pairs import Pair, Policy
from airsync_gui.sync.ports import ChangeFeed, Images, Listing, PairState
from airsync_gui.sync.records import FieldId, RecordId, Row, Side
from airsync_gui.sync.toolbox import Toolbox

MOST_READS = 3
"""How often a list is read again that came back short (known records missing that still exist)."""
OVERLAP = timedelta(minutes=2)
"""Times of last edits are asked for from so long before the last reading: Airtable has many clocks."""
CHUNK = 500


class SchemaMoved(Exception):
    """The feed says that fields or names changed: look at the schema, then read again."""


class Sink(Protocol):
    """Takes Airtable's records as they come."""

    def start_airtable(self) -> None:
        """They come anew: forget what came before."""

    def take_airtable(self, rows: Iterable[Row]) -> None:
        """A part of them; one that comes again is as it came last."""

    def take_image(self, images: Images, changes: Mapping[RecordId, Row | None]) -> Iterator[int]:
        """All of them anew: the pair's image with these changes on top; tells after each part how many came."""

    def unseen(self) -> list[RecordId]:
        """The known records that did not come."""


def take_airtable(
    pair: Pair, tools: Toolbox, field_ids: Sequence[FieldId], state: PairState, sink: Sink, *, fresh_schema: bool
) -> None:
    """Give all of Airtable's records to the sink.

    Args:
        field_ids: what every list names.
        fresh_schema: the schema was asked for just now.

    Raises:
        SchemaMoved: nothing was kept.
    """
    AirtableReading(pair, tools, field_ids, state, sink, fresh_schema=fresh_schema).take()


class AirtableReading:
    """One reading of a pair's records in Airtable."""

    def __init__(
        self,
        pair: Pair,
        tools: Toolbox,
        field_ids: Sequence[FieldId],
        state: PairState,
        sink: Sink,
        *,
        fresh_schema: bool,
    ) -> None:
        self._pair, self._tools, self._state, self._sink = pair, tools, state, sink
        self._airtable, self._fresh_schema = tools.airtable, fresh_schema
        self._field_ids = field_ids
        known = tools.airtable.schema().by_id()
        self._fields = {field_id: known[field_id] for field_id in field_ids}
        self._began = tools.clock.now()

    def take(self) -> None:
        """By what changed where that can be told, else all of it."""
        images = self._tools.images
        if images is None:
            self._list_all(None)
            return
        mark = images.mark(self._pair.id)
        try:
            self._go_on(images, self._checked(mark))
        except Doubt as doubt:
            self._read_all(images, mark, doubt.why)

    # -- what changed -----------------------------------------------------------------------------------------------

    def _checked(self, mark: Mark | None) -> Mark:
        """The mark, where there is no reason to read everything. Raises Doubt."""
        if self._tools.full:
            raise Doubt(Why.ASKED)
        if any(entry.state != "refused" for entry in self._state.journal):
            raise Doubt(Why.UNSETTLED)
        why = feed.why_all(mark, self._fields, self._airtable.modified_field_id)
        if mark is None or why is not None:
            raise Doubt(why or Why.FIRST)
        if not self._pair.check_hours:
            raise Doubt(Why.ALWAYS)
        every = timedelta(hours=self._pair.check_hours)
        if feed.is_due(mark, self._began, every, by_feed=self._feed_of(mark) is not None):
            raise Doubt(Why.DUE)
        return mark

    def _feed_of(self, mark: Mark) -> ChangeFeed | None:
        """The feed, if the image is to go on by it."""
        return self._tools.feed if self._pair.change_feed and mark.hook_id else None

    def _go_on(self, images: Images, mark: Mark) -> None:
        told_by = self._feed_of(mark)
        if told_by is not None:
            after, changes = self._by_feed(images, told_by, mark)
        else:
            after, changes = self._by_time(mark)
        if self._tools.keep_image:
            images.move(self._pair.id, after, changes)
            changes = {}
        for came in self._sink.take_image(images, changes):
            self._tools.cancel.check()
            self._tools.report(Reading(Side.AIRTABLE, came))

    def _by_feed(self, images: Images, told_by: ChangeFeed, mark: Mark) -> tuple[Mark, Mapping[RecordId, Row | None]]:
        """What the feed told, up to its head."""
        hooks = self._hooks(images, told_by)
        hooks.check(mark)
        if self._tools.keep_image:
            hooks.keep_alive()
        heard = self._drain(told_by, mark.hook_id, mark.cursor, feed.most_pages(images.count(self._pair.id)))
        changes = self._changes(heard, images.known(self._pair.id, heard.told))
        after = replace(mark, way=Way.FEED, cursor=heard.cursor, heard_at=self._began, read_at=self._began_there())
        return after, changes

    def _drain(self, told_by: ChangeFeed, hook_id: str, cursor: int, most: int) -> Heard:
        """All that the feed has to tell. Raises Doubt, SchemaMoved."""
        heard = Heard(cursor)
        for _ in range(most):
            self._tools.cancel.check()
            with answered():
                page = told_by.payloads(hook_id, heard.cursor)
            heard.hear(page)
            if not page.more:
                break
        else:
            raise Doubt(Why.BEHIND)
        if heard.schema_moved and not self._fresh_schema:
            raise SchemaMoved
        return heard

    def _changes(self, heard: Heard, known: Mapping[RecordId, Row]) -> dict[RecordId, Row | None]:
        """The records that are not as known; what is named but not there any more is looked for twice."""
        by_time = self._airtable.modified_field_id is not None
        ids = feed.news(heard, known, self._fields, by_time=by_time)
        rows = self._read_records(ids)
        rows |= self._read_records([record_id for record_id in ids if record_id not in rows])
        if not by_time and Policy.LAST_WRITE_WINS in (self._pair.policy, *self._pair.field_policies.values()):
            rows = {record_id: self._with_time(row, heard, known.get(record_id)) for record_id, row in rows.items()}
        return {record_id: rows.get(record_id) for record_id in ids} | dict.fromkeys(heard.destroyed)

    def _with_time(self, row: Row, heard: Heard, before: Row | None) -> Row:
        """A record of a table without a field that tells when it was last edited: the feed does."""
        edited_at = feed.edited_at(heard, row.row_id, self._fields)
        return replace(row, modified_at=edited_at or (before.modified_at if before else None))

    def _read_records(self, record_ids: Sequence[RecordId]) -> dict[RecordId, Row]:
        rows = self._airtable.read_records(record_ids, self._field_ids) if record_ids else []
        return {row.row_id: row for row in rows}

    def _by_time(self, mark: Mark) -> tuple[Mark, Mapping[RecordId, Row | None]]:
        """What was edited since the last reading began."""
        changes: dict[RecordId, Row | None] = {}
        try:
            for page in self._airtable.read_modified(self._field_ids, mark.read_at - OVERLAP):
                self._tools.cancel.check()
                changes.update((row.row_id, row) for row in page)
        except Refused as error:
            if error.type != "INVALID_FILTER_BY_FORMULA":
                raise
            raise Doubt(Why.FILTER) from error
        return replace(mark, way=Way.MODIFIED, read_at=self._began_there()), changes

    def _began_there(self) -> datetime:
        """When this reading began, by Airtable's clock, which its answers tell."""
        return self._began + timedelta(seconds=self._airtable.clock_skew_s)

    # -- everything -------------------------------------------------------------------------------------------------

    def _read_all(self, images: Images, mark: Mark | None, why: Why) -> None:
        """All records, and on top of them what changed meanwhile."""
        if not self._tools.keep_image:
            self._list_all(None)
            return
        told_by = self._tools.feed if self._pair.change_feed and self._pair.check_hours else None
        hooks = self._hooks(images, told_by) if told_by is not None else None
        start = hooks.start(mark, why) if hooks is not None else None
        listing = images.list_anew(self._pair.id, self._fields)
        came = self._list_all(listing)
        after = Mark(
            way=Way.FULL,
            why=why,
            fields=self._fields,
            read_at=self._began_there(),
            checked_at=self._began,
            modified_field=self._airtable.modified_field_id,
        )
        if told_by is not None and start is not None:
            after = self._caught_up(told_by, replace(after, **self._from(start, mark)), listing, came)
        listing.keep(after)

    def _from(self, start: Hook, mark: Mark | None) -> dict[str, Any]:
        """Where the feed goes on; it was heard up to there at this reading, or when the same number was noted."""
        same_place = mark is not None and (mark.hook_id, mark.cursor) == (start.id, start.cursor)
        heard_at = mark.heard_at if mark is not None and same_place else self._began
        return {"hook_id": start.id, "cursor": start.cursor, "heard_at": heard_at}

    def _caught_up(self, told_by: ChangeFeed, mark: Mark, listing: Listing, came: int) -> Mark:
        """A list as it was at the feed's head; without a feed that can't be read right after it was asked for."""
        try:
            heard = self._drain(told_by, mark.hook_id, mark.cursor, feed.most_pages(came))
        except Doubt as doubt:
            return mark if doubt.why is Why.SILENT else replace(mark, hook_id="", cursor=0)
        changes = self._changes(heard, listing.known(heard.told))
        if changes:
            listing.put(changes)
            self._give(listing.rows())
        return replace(mark, cursor=heard.cursor, heard_at=self._began)

    def _hooks(self, images: Images, told_by: ChangeFeed) -> Hooks:
        return Hooks(self._pair, images, told_by, self._began_there())

    def _list_all(self, listing: Listing | None) -> int:
        """All records, and how many; a list that misses known ones which still exist is read again, never believed."""
        for _ in range(MOST_READS):
            self._sink.start_airtable()
            if listing is not None:
                listing.clear()
            came = 0
            for page in self._airtable.read(self._field_ids):
                self._tools.cancel.check()
                self._sink.take_airtable(page)
                if listing is not None:
                    listing.put({row.row_id: row for row in page})
                came += len(page)
                self._tools.report(Reading(Side.AIRTABLE, came))
            gone = list(dict.fromkeys([*self._sink.unseen(), *(listing.missing() if listing is not None else ())]))
            if not gone or not self._airtable.read_records(gone, self._pair.key):
                return came
        name = self._pair.table_name
        raise Unreachable(endpoint="records", detail=f"Airtable's list of {name} kept coming back incomplete")

    def _give(self, rows: Iterator[Row]) -> None:
        self._sink.start_airtable()
        came = 0
        while chunk := list(islice(rows, CHUNK)):
            self._tools.cancel.check()
            self._sink.take_airtable(chunk)
            came += len(chunk)
            self._tools.report(Reading(Side.AIRTABLE, came))
