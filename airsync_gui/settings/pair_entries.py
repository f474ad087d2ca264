"""A pair in the settings file, and as the engine knows it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from airsync_gui.settings.document import FieldEntry, PairEntry
from airsync_gui.sync.pairs import Pair


def to_pair(name: str, entry: PairEntry) -> Pair:
    """A pair as the engine knows it."""
    return Pair(
        id=entry.id,
        name=name,
        source=entry.local,
        base_id=entry.base_id,
        table_id=entry.table_id,
        columns={f.id: f.column for f in entry.fields},
        key=tuple(f.id for f in entry.fields if f.key),
        account=entry.account,
        endpoint=entry.endpoint,
        base_name=entry.base,
        table_name=entry.table,
        direction=entry.direction,
        drift=entry.drift,
        deletes=entry.deletes,
        policy=entry.policy,
        field_policies={f.id: f.policy for f in entry.fields if f.policy},
        version_field=entry.version_field,
        stamp_field=entry.stamp_field,
        time_column=entry.time_column,
        zone=entry.zone,
        required=frozenset(f.id for f in entry.fields if f.required),
        max_length={f.id: f.max_length for f in entry.fields if f.max_length is not None},
        field_names={f.id: f.field for f in entry.fields},
        field_types={f.id: f.type for f in entry.fields if f.type},
        create_choices=entry.create_choices,
        escape_formulas=entry.escape_formulas,
        rolling=entry.rolling,
        ask_first=entry.ask_first,
        change_feed=entry.change_feed,
        check_hours=entry.check_hours,
        paused=entry.paused,
        budget=entry.budget,
        schedule=entry.schedule,
    )


def to_entry(pair: Pair, styles: Mapping[str, str]) -> PairEntry:
    """A pair as the file has it; key fields come first, in the key's order."""
    rest = [field_id for field_id in pair.columns if field_id not in pair.key]
    return PairEntry(
        id=pair.id,
        local=pair.source,
        base_id=pair.base_id,
        table_id=pair.table_id,
        base=pair.base_name,
        table=pair.table_name,
        account=pair.account,
        endpoint=pair.endpoint,
        direction=pair.direction,
        drift=pair.drift,
        deletes=pair.deletes,
        policy=pair.policy,
        version_field=pair.version_field,
        stamp_field=pair.stamp_field,
        time_column=pair.time_column,
        zone=pair.zone,
        create_choices=pair.create_choices,
        escape_formulas=pair.escape_formulas,
        rolling=pair.rolling,
        ask_first=pair.ask_first,
        change_feed=pair.change_feed,
        check_hours=pair.check_hours,
        paused=pair.paused,
        budget=pair.budget,
        schedule=pair.schedule,
        fields=[
            FieldEntry(
                column=pair.columns[field_id],
                field=pair.field_names.get(field_id, field_id),
                id=field_id,
                type=pair.field_types.get(field_id, ""),
                key=field_id in pair.key,
                required=field_id in pair.required,
                max_length=pair.max_length.get(field_id),
                policy=pair.field_policies.get(field_id),
                style=styles.get(pair.columns[field_id], ""),
            )
            for field_id in (*pair.key, *rest)
        ],
    )


def new_pair_id() -> str:
    """An id for a new pair; its state is kept under it."""
    return uuid.uuid4().hex
