"""Every type of field through every kind of local table and back, and what the manual says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from airsync_gui.sync.schema import READ_ONLY_KINDS, RESULT_TYPES, WRITABLE_KINDS
from tests.acceptance.every_type import (
    COLUMNS,
    LIMITS,
    SERVERS,
    TABLES,
    TYPES,
    WRITTEN,
    OnServer,
    RoundTrip,
    Table,
    column,
    differences,
    reported,
)
from tests.acceptance.whole_program import Program, whole_program


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with whole_program(tmp_path_factory.mktemp("program")) as found:
        found.person("Ben", "ben@example.com")
        yield found


@pytest.fixture(params=[*TABLES, *SERVERS])
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def table(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Table:
    if kind in TABLES:
        return TABLES[kind](tmp_path)
    return OnServer(request.getfixturevalue(SERVERS[kind]))


def test_no_type_is_left_out() -> None:
    assert set(TYPES) == {*WRITABLE_KINDS, *READ_ONLY_KINDS, *RESULT_TYPES}
    assert set(WRITTEN) == set(WRITABLE_KINDS)


def test_what_airtable_has_comes_back_as_it_was(program: Program, kind: str, table: Table) -> None:
    """What a kind of table can't hold is refused by name; the manual shows what stands in each."""
    trip = RoundTrip(program, table)
    trip.here(LIMITS.get(kind))
    if kind in COLUMNS:
        assert reported()[kind] == column(table), "python -m tests.acceptance.every_type"
    assert differences(trip.first, trip.back()) == {}
