"""An Airtable table in memory: records in any order, pages of any size, and faults when a test's dice say so."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from airsync_gui.errors import Transient
from airsync_gui.sync.records import FieldId, Key, RecordId, Row, Values
from airsync_gui.sync.schema import Field, TableSchema
from airsync_gui.sync.values import without_blanks
from tests.fakes.lanes import InlineLanes, told_before


class MemoryAirtable:
    """See :class:`airsync_gui.sync.ports.AirtableTable`.

    Attributes:
        records: record id → values, blanks left out.
        faults: how likely a write ends without an answer, from 0 to 1; half of those are done all the same.
        writes: requests that wrote something.
    """

    create_timeout_s = 30.0
    clock_skew_s = 0.0
    modified_field_id: FieldId | None = None

    def __init__(self, fields: Sequence[Field], dice: random.Random, *, batch_size: int = 10) -> None:
        self.batch_size = batch_size
        self.dice = dice
        self.records: dict[RecordId, dict[FieldId, object]] = {}
        self.faults = 0.0
        self.calls = 0
        self.writes = 0
        self._schema = TableSchema("app1", "tbl1", "People", fields[0].id, tuple(fields))
        self._made = 0

    def add(self, values: Values) -> RecordId:
        """A record made by somebody else."""
        self._made += 1
        record_id = f"rec{self._made:05}"
        self.records[record_id] = dict(without_blanks(values))
        return record_id

    def lanes(self) -> InlineLanes:
        return InlineLanes(lambda leaving: told_before(self, leaving), self.dice)

    def schema(self, *, refresh: bool = False) -> TableSchema:
        return self._schema

    def read(self, field_ids: Sequence[FieldId]) -> Iterator[Sequence[Row]]:
        record_ids = list(self.records)
        self.dice.shuffle(record_ids)
        size = self.dice.randint(1, 4)
        for start in range(0, len(record_ids), size):
            yield self.read_records(record_ids[start : start + size], field_ids)

    def read_modified(self, field_ids: Sequence[FieldId], since: datetime) -> Iterator[Sequence[Row]]:
        return self.read(field_ids)  # it keeps no times

    def read_records(self, record_ids: Sequence[RecordId], field_ids: Sequence[FieldId]) -> list[Row]:
        return [self._row(record_id, field_ids) for record_id in record_ids if record_id in self.records]

    def find(self, key_fields: Sequence[Field], keys: Sequence[Key], field_ids: Sequence[FieldId]) -> list[Row]:
        return [
            self._row(record_id, field_ids)
            for record_id, values in self.records.items()
            if tuple(values.get(f.id) for f in key_fields) in keys
        ]

    def create(self, records: Sequence[Values]) -> list[Row]:
        return self._sent(lambda: [self._row(self.add(values), list(values)) for values in records])

    def update(self, records: Sequence[tuple[RecordId, Values]]) -> list[Row]:
        def write() -> list[Row]:
            for record_id, values in records:
                self.records[record_id] = dict(without_blanks({**self.records[record_id], **values}))  # type: ignore[dict-item]
            return [self._row(record_id, list(self.records[record_id])) for record_id, _ in records]

        return self._sent(write)

    def delete(self, record_ids: Sequence[RecordId]) -> list[RecordId]:
        def write() -> list[Row]:
            for record_id in record_ids:
                self.records.pop(record_id, None)
            return []

        self._sent(write)
        return list(record_ids)

    def _sent(self, write: object) -> list[Row]:
        assert callable(write)
        fault = self.dice.random() < self.faults
        if fault and self.dice.random() < 0.5:
            raise Transient(endpoint="records", outcome_unknown=True)
        self.writes += 1
        rows: list[Row] = write()
        if fault:
            raise Transient(endpoint="records", outcome_unknown=True)
        return rows

    def _row(self, record_id: RecordId, field_ids: Sequence[FieldId]) -> Row:
        values = self.records[record_id]
        wanted = {f: values[f] for f in field_ids if f in values}
        return Row(record_id, wanted, label=record_id)  # type: ignore[arg-type]
