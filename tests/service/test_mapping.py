"""Which column belongs to which field, changed through the service as the window does."""

from __future__ import annotations

import pytest

from airsync_gui.errors import NotFound, UsageError
from tests.jobs.bench import Bench


def field_id(bench: Bench, pair_id: str, column: str) -> str:
    pair = bench.app.settings.pair(pair_id)
    return next(f for f, known in pair.columns.items() if known == column)


def test_fields_without_a_column_are_offered_and_the_one_that_is_asked_about(bench: Bench) -> None:
    pair_id = bench.in_step()
    notes = field_id(bench, pair_id, "Notes")
    bench.service.take_out(pair_id, field_id(bench, pair_id, "City"))
    assert [field.name for field in bench.service.free_fields(pair_id)] == ["City", "Kind", "Version", "Stamp"]
    assert "Notes" in [field.name for field in bench.service.free_fields(pair_id, notes)]


def test_a_column_belongs_to_the_field_it_is_mapped_to_and_both_come_into_step(bench: Bench) -> None:
    pair_id = bench.in_step()
    city = field_id(bench, pair_id, "City")
    bench.service.take_out(pair_id, city)
    bench.replace("London", "Paris")
    bench.sync(pair_id)
    assert bench.city() == "London"
    bench.service.map_column(pair_id, "City", city)
    bench.sync(pair_id)
    assert [line.fields for line in bench.service.conflicts(pair_id)] == [("City",)]


def test_what_can_not_be_mapped_is_refused_and_the_pair_stays(bench: Bench) -> None:
    pair_id = bench.in_step()
    before = bench.app.settings.pair(pair_id)
    with pytest.raises(UsageError, match="key"):
        bench.service.take_out(pair_id, before.key[0])
    with pytest.raises(NotFound):
        bench.service.map_column(pair_id, "No such column", before.key[0])
    with pytest.raises(NotFound):
        bench.service.map_column(pair_id, "City", "fldNone")
    assert bench.app.settings.pair(pair_id) == before
