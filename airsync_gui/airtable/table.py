"""One Airtable table as the engine sees it: records as rows of canonical values.

Fields and tables are named by their ids, which survive renames. Rules of the wire are Airtable's:
https://airtable.com/developers/web/api/list-records and the pages beside it.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Literal, TypeVar

import msgspec

from airsync_gui.airtable import formulas, wire
from airsync_gui.airtable.ahead import Ahead
from airsync_gui.airtable.calls import READ_RECORDS, WRITE_RECORDS, Call
from airsync_gui.airtable.client import AirtableClient
from airsync_gui.airtable.lanes import WebLanes
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.airtable.paging import Progress
from airsync_gui.airtable.refusals import OffsetExpired
from airsync_gui.airtable.webhooks import WebFeed
from airsync_gui.errors import AirSyncError, NotFound, NotPermitted, RecordGone, Refused, Unreachable
from airsync_gui.sync.records import FieldId, Key, RecordId, Row, Values
from airsync_gui.sync.schema import Field, TableSchema

BATCH_SIZE = 10
"""Records in one write: https://airtable.com/developers/web/api/create-records"""
PAGE_SIZE = 100
"""Records on one page: https://airtable.com/developers/web/api/list-records"""
MOST_PICTURES = 60
"""Of one record: more than are ever shown beside one another."""
MOST_FAILED = 3
RESTARTS = 3
"""How often one reading starts anew because its offset died."""

T = TypeVar("T")


class _Record(msgspec.Struct):
    id: str
    fields: dict[str, Any]
    created: str | None = msgspec.field(default=None, name="createdTime")


class _Page(msgspec.Struct):
    records: list[_Record]
    offset: str | None = None


class _Written(msgspec.Struct):
    records: list[_Record]


class _Deletion(msgspec.Struct):
    id: str
    deleted: bool = False


class _Deleted(msgspec.Struct):
    records: list[_Deletion]


class WebTable:
    """The engine's Airtable side, over the Web API.

    Args:
        client: whose requests are counted here apart; one with the run's cancel.
        metadata: where the schema comes from.
        create_choices: let Airtable add a choice that a select does not have (``typecast``, which also turns texts
            into what the field wants; all else we send is of its type already).
        modified_field_id: a lastModifiedTime field that tells when a record was last edited.
    """

    def __init__(
        self,
        client: AirtableClient,
        metadata: Metadata,
        base_id: str,
        table_id: str,
        *,
        create_choices: bool = False,
        modified_field_id: FieldId | None = None,
    ) -> None:
        self.batch_size = BATCH_SIZE
        self.create_timeout_s = client.timeout_s
        self._client = client.view()
        self._metadata = metadata.through(self._client)
        self._schema_lock = threading.Lock()
        self._at = {"base": base_id, "table": table_id}
        self._create_choices = create_choices
        self.modified_field_id = modified_field_id

    @property
    def clock_skew_s(self) -> float:
        """Airtable's clock minus ours, from the answers' Date header; 0.0 until one was seen."""
        return self._client.clock_skew_s

    @property
    def calls(self) -> int:
        """Requests sent so far through this table, those of its lanes included."""
        return self._client.calls

    def lanes(self) -> WebLanes:
        """A way to have several requests under way; close it after use."""
        return WebLanes(self._client, self._through)

    def _through(self, client: AirtableClient) -> WebTable:
        """The same table, asked through a view of its client."""
        other = copy.copy(self)
        other._client = client
        return other

    def schema(self, *, refresh: bool = False) -> TableSchema:
        """The table's fields, from the cache on disk unless it has aged or ``refresh`` asks."""
        with self._schema_lock:  # where it has aged, one lane asks and the others take what it got
            return self._metadata.table(self._at["base"], self._at["table"], refresh=refresh)

    def read(self, field_ids: Sequence[FieldId]) -> Iterator[Sequence[Row]]:
        """All records, page by page; an offset that expired starts the list anew (pages then repeat: ids decide)."""
        return self._read(field_ids, None)

    def read_modified(self, field_ids: Sequence[FieldId], since: datetime) -> Iterator[Sequence[Row]]:
        """Records that were made or edited after that time (Airtable's clock), page by page; computed cells and
        deletions don't count.
        """
        return self._read(field_ids, formulas.modified_since(since))

    def feed(self) -> WebFeed:
        """What the base's change feed says of this table; its calls are counted here."""
        return WebFeed(self._send, self._at["base"], self._at["table"], lambda: self.schema().by_id())

    def read_records(self, record_ids: Sequence[RecordId], field_ids: Sequence[FieldId]) -> list[Row]:
        """These records as they are now; those that are gone are left out."""
        formulas_ = [formulas.by_ids(group) for group in _groups(record_ids, PAGE_SIZE)]
        return self._read_matching(formulas_, field_ids)

    def thumbnails(self, record_id: RecordId, field_ids: Sequence[FieldId], size: str = "small") -> dict[str, bytes]:
        """Pictures of a record's attachments, by attachment id; those that have none, or can't be had, are left out.

        Their addresses live two hours and differ from read to read, so that they are asked for each time.
        """
        at = {**self._at, "record": record_id}
        query = (("returnFieldsByFieldId", "true"),)
        call = Call("GET", "/v0/{base}/{table}/{record}", at, query, names_records=True, needs=READ_RECORDS)
        cells = self._send(call, _Record).fields
        found: dict[str, bytes] = {}
        failed = 0
        urls = wire.thumbnail_urls([cells.get(field_id) for field_id in field_ids], size)
        for attachment_id, url in islice(urls, MOST_PICTURES):
            self._client.cancel.check()
            try:
                found[attachment_id] = self._client.picture(url)
            except Unreachable:
                failed += 1
                if failed == MOST_FAILED:  # each may have taken its whole time
                    break
        return found

    def find(self, key_fields: Sequence[Field], keys: Sequence[Key], field_ids: Sequence[FieldId]) -> list[Row]:
        """Every record with one of these keys (perhaps more: the caller compares)."""
        formulas_ = formulas.by_keys(key_fields, keys)
        if formulas_ is not None:
            try:
                return self._read_matching(formulas_, field_ids)
            except Refused as error:
                if error.type != "INVALID_FILTER_BY_FORMULA":
                    raise
        return list({row.row_id: row for page in self.read(field_ids) for row in page}.values())

    def create(self, records: Sequence[Values]) -> list[Row]:
        """POST one batch, once: never repeated after a fault that leaves its outcome open.

        Raises:
            Transient: with ``outcome_unknown`` True when the records may exist.
            Refused: nothing of the batch was written.
        """
        fields = self._fields(field_id for values in records for field_id in values)
        return self._write("POST", [{"fields": _cells(fields, values)} for values in records], fields)

    def update(self, records: Sequence[tuple[RecordId, Values]]) -> list[Row]:
        """PATCH one batch; only the named fields change, ``None`` makes one blank."""
        fields = self._fields(field_id for _, values in records for field_id in values)
        cells = {record_id: _cells(fields, values) for record_id, values in records}
        self._keep_symbologies(fields, cells)
        bodies = [{"id": record_id, "fields": cells[record_id]} for record_id, _ in records]
        try:
            written = self._write("PATCH", bodies, fields)
        except (RecordGone, NotPermitted) as error:
            wrong, left = self._looked_up(error, [record_id for record_id, _ in records])
            raise wrong if len(left) == len(records) else _gone(error) from None
        rows = {row.row_id: row for row in written}
        try:
            return [rows[record_id] for record_id, _ in records]
        except KeyError:
            raise _incomplete("PATCH") from None

    def _keep_symbologies(self, fields: Mapping[FieldId, Field], cells: Mapping[RecordId, dict[FieldId, Any]]) -> None:
        """Send bar codes with the kind of code that they have: a cell is replaced whole, and we know its text alone."""
        codes = [field_id for field_id, field in fields.items() if field.type == "barcode"]
        record_ids = [record_id for record_id, sent in cells.items() if any(sent.get(code) for code in codes)]
        if not record_ids:
            return
        pages = self._pages(self._list_body(codes, formulas.by_ids(record_ids)))
        for record in (record for page in pages for record in page.records if record.id in cells):
            for code in codes:
                if cells[record.id].get(code) and (symbology := wire.symbology(record.fields.get(code))):
                    cells[record.id][code]["type"] = symbology

    def delete(self, record_ids: Sequence[RecordId]) -> list[RecordId]:
        """Delete one batch; the ids that are gone now, those included that were gone already."""
        try:
            return self._delete(record_ids)
        except (RecordGone, NotPermitted) as error:
            # An earlier try, or somebody else, got there first; nothing of the batch was deleted.
            wrong, left = self._looked_up(error, record_ids)
            if len(left) == len(record_ids):
                raise wrong from None
            deleted = self._delete(left) if left else []
            return [record_id for record_id in record_ids if record_id not in left or record_id in deleted]

    def _looked_up(
        self, error: RecordGone | NotPermitted, record_ids: Sequence[RecordId]
    ) -> tuple[AirSyncError, Sequence[RecordId]]:
        """What an answer means if none of these records is gone, and those that are not.

        Airtable does not say which of them it misses, nor always that this is the reason; and what is missing may be a
        record that one of them links to.
        """
        if isinstance(error, NotPermitted) and not error.may_be_absent:
            return error, record_ids
        left = [row.row_id for row in self.read_records(record_ids, ())]
        is_another = error.record and error.record not in record_ids
        return (error if isinstance(error, NotPermitted) or is_another else Refused(**error.facts)), left

    def _delete(self, record_ids: Sequence[RecordId]) -> list[RecordId]:
        query = [("records[]", record_id) for record_id in record_ids]
        template = "/v0/{base}/{table}"
        call = Call("DELETE", template, self._at, query, writes=True, names_records=True, needs=WRITE_RECORDS)
        deleted = {deletion.id for deletion in self._send(call, _Deleted).records if deletion.deleted}
        # Of what was gone before, an answer may say nothing; whether it is gone is looked up.
        untold = [record_id for record_id in record_ids if record_id not in deleted]
        there = {row.row_id for row in self.read_records(untold, ())} if untold else set()
        return [record_id for record_id in record_ids if record_id not in there]

    def _write(
        self, method: Literal["POST", "PATCH"], bodies: Sequence[Mapping[str, Any]], fields: Mapping[FieldId, Field]
    ) -> list[Row]:
        # Made before anything is sent: what was written must not be lost to a schema that can't be had.
        readers = {field_id: wire.reader(field) for field_id, field in fields.items()}
        body: dict[str, Any] = {"records": bodies, "returnFieldsByFieldId": True}
        if self._create_choices:
            body["typecast"] = True
        call = Call(
            method,
            "/v0/{base}/{table}",
            self._at,
            body=body,
            writes=True,
            once=method == "POST",
            names_records=method == "PATCH",
            needs=WRITE_RECORDS,
        )
        written = self._send(call, _Written).records
        if len(written) != len(bodies):
            raise _incomplete(method)
        return [self._row(record, readers) for record in written]

    def _read_matching(self, formulas_: Iterable[str], field_ids: Sequence[FieldId]) -> list[Row]:
        """The records that any of these formulas matches, each once."""
        pages = (page for formula in formulas_ for page in self._read(field_ids, formula))
        return list({row.row_id: row for page in pages for row in page}.values())

    def _read(self, field_ids: Sequence[FieldId], formula: str | None) -> Iterator[Sequence[Row]]:
        fields = self._fields(field_ids)
        readers = {field_id: wire.reader(fields[field_id]) for field_id in field_ids}
        for page in self._pages(self._list_body(field_ids, formula)):
            yield [self._row(record, readers) for record in page.records]

    def _list_body(self, field_ids: Sequence[FieldId], formula: str | None) -> dict[str, Any]:
        wanted = list(dict.fromkeys(field_ids))
        if self.modified_field_id is not None and self.modified_field_id not in wanted:
            wanted.append(self.modified_field_id)
        # An empty list of fields would mean all of them.
        body: dict[str, Any] = {
            "pageSize": PAGE_SIZE,
            "fields": wanted or [self.schema().primary_field_id],
            "returnFieldsByFieldId": True,
        }
        return body if formula is None else body | {"filterByFormula": formula}

    def _pages(self, body: Mapping[str, Any]) -> Iterator[_Page]:
        """The pages of a list, each asked for while its asker works on the one before."""
        restarts = 0
        offset: str | None = None
        first: Callable[[], _Page] = partial(self._page, body)
        next_page, progress = first, Progress()
        with Ahead(self._client) as ahead:
            while True:
                try:
                    page = next_page()
                except OffsetExpired as error:
                    restarts += 1
                    if offset is None or restarts > RESTARTS:
                        raise _broken_off(error) from None
                    offset, next_page, progress = None, first, Progress()
                    continue
                offset = page.offset
                progress.note(record.id for record in page.records)
                if offset:
                    next_page = ahead.start(partial(self._page, body, offset, ahead.client))
                yield page
                if not offset:
                    return  # only a missing offset ends a list; pages may be short or empty

    def _page(self, body: Mapping[str, Any], offset: str | None = None, client: AirtableClient | None = None) -> _Page:
        whole = body if offset is None else {**body, "offset": offset}
        template = "/v0/{base}/{table}/listRecords"
        return self._send(Call("POST", template, self._at, body=whole, needs=READ_RECORDS), _Page, client)

    def _row(self, record: _Record, readers: Mapping[FieldId, wire.Reader]) -> Row:
        values = {}
        for field_id, data in record.fields.items():
            if (read := readers.get(field_id)) and (value := read(data)) is not None:
                values[field_id] = value
        modified = record.fields.get(self.modified_field_id) if self.modified_field_id is not None else None
        return Row(
            row_id=record.id,
            values=values,
            label=record.id,
            created_at=wire.instant(record.created),
            modified_at=wire.instant(modified) if isinstance(modified, str) else None,
        )

    def _fields(self, field_ids: Iterable[FieldId]) -> dict[FieldId, Field]:
        """All fields, these among them; the schema is looked at afresh before one counts as gone."""
        wanted = set(field_ids)
        fields = self.schema().by_id()
        if not wanted <= fields.keys():
            fields = self.schema(refresh=True).by_id()
        for field_id in sorted(wanted - fields.keys()):
            raise NotFound(what="field", name=field_id, where=self._at["table"])
        return fields

    def _send(self, call: Call, answer_type: type[T], client: AirtableClient | None = None) -> T:
        return (client or self._client).send(call, answer_type)


def _cells(fields: Mapping[FieldId, Field], values: Values) -> dict[FieldId, Any]:
    return {field_id: wire.to_wire(fields[field_id], value) for field_id, value in values.items()}


def _gone(error: AirSyncError) -> RecordGone:
    return error if isinstance(error, RecordGone) else RecordGone(**error.facts)


def _groups(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _broken_off(error: Refused) -> Unreachable:
    detail = f"Airtable's list kept breaking off: {error.detail}"
    return Unreachable(**{**error.facts, "detail": detail, "outcome_unknown": False})


def _incomplete(method: str) -> Unreachable:
    detail = "The answer does not name every record that was sent."
    return Unreachable(endpoint=f"{method} /v0/{{base}}/{{table}}", detail=detail, outcome_unknown=True)
