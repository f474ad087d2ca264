"""Which column belongs to which field, changed for a pair that there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from airsync_gui import pair_setup
from airsync_gui.service.part import ServicePart

if TYPE_CHECKING:
    from airsync_gui.sync.records import FieldId
    from airsync_gui.sync.schema import Field


class MappingPart(ServicePart):
    """Columns and fields of one pair."""

    def free_fields(self, pair_id: str, field_id: FieldId | None = None) -> Sequence[Field]:
        """The fields of Airtable that have no column, as they were last read; and this one, if it is still there."""
        pair = self._pair(pair_id)
        schema = self._cached_schema(pair)
        taken = {*pair.columns, *pair.kept_by_us()} - {field_id}
        return tuple(f for f in schema.fields if f.id not in taken) if schema else ()

    def map_column(self, pair_id: str, column: str, field_id: FieldId) -> None:
        """Bind a column to a field, in place of what it was bound to. Raises NotFound, UsageError, Busy."""
        pair = self._pair(pair_id)
        with self._asking(), self._app.holding(pair):
            there = self._app.local_table(pair).read({}).columns
            schema = self._app.schema(pair, refresh=True)
            self._app.settings.change(pair_id, lambda now: pair_setup.map_anew(now, {column: field_id}, there, schema))

    def take_out(self, pair_id: str, field_id: FieldId) -> None:
        """Take a field and its column out of a pair; both sides keep what they have. Raises UsageError, Busy."""
        pair = self._pair(pair_id)
        with self._asking(), self._app.holding(pair):
            self._app.settings.change(pair_id, lambda now: pair_setup.unmap(now, [field_id], None))
