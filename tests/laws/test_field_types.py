"""Every type of field with values that nobody would think of, through the engine and back: rest, and nothing lost."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airsync_gui.sandbox.model import COMPUTED_TYPES
from airsync_gui.sync.schema import READ_ONLY_KINDS, WRITABLE_KINDS
from airsync_gui.sync.validate import CUT_MARK, MOST_CHARACTERS
from tests.laws.conftest import LAWS
from tests.laws.field_types import KINDS, Kind, json_values
from tests.laws.typed_pair import TypedPair

SOAK = LAWS.max_examples < 40  # rounds of it are short, and many
WORK = settings(LAWS, max_examples=100 if SOAK else 8, suppress_health_check=list(HealthCheck))
_numbers = itertools.count()


@contextmanager
def typed_pair(folder: Path, kind: str, more: list[Any] | None = None, **switches: Any) -> Iterator[TypedPair]:
    """A pair in a folder of its own."""
    own = folder / str(next(_numbers))
    own.mkdir()
    pair = TypedPair(own, kind, more, **switches)
    try:
        yield pair
    finally:
        pair.close()


def here(kind: Kind, file: str) -> st.SearchStrategy[Any]:
    return kind.here if file == "csv" else json_values(kind)


def live(pair: TypedPair, data: st.DataObject) -> None:
    """Two records for each field, one from each side; once in step, each is edited on one side."""
    drawn = {f"{k.name} 1": {k.name: data.draw(here(k, pair.kind), label=f"{k.name} here")} for k in KINDS}
    pair.write(drawn)
    for kind in KINDS:
        pair.add_there(f"{kind.name} 2", {kind.name: data.draw(kind.there, label=f"{kind.name} there")})
    pair.check_nothing_lost(pair.settle())
    for name, cells in drawn.items():
        for field, cell in cells.items():
            assert pair.read()[name][field] == cell, "the file's own cell was touched"

    rows = pair.read()
    edited: dict[str, Any] = {}
    for number, kind in itertools.product((1, 2), KINDS):
        name = f"{kind.name} {number}"
        if data.draw(st.booleans(), label=f"{name} is edited here"):
            if name in rows:
                edited[name] = data.draw(here(kind, pair.kind), label=f"{name} here, edited")
        else:
            pair.edit_there(name, {kind.name: data.draw(kind.there, label=f"{name} there, edited")})
    pair.write(
        {name: {**row, name.rpartition(" ")[0]: edited[name]} if name in edited else row for name, row in rows.items()}
    )
    pair.check_nothing_lost(pair.settle())


@pytest.mark.parametrize("file", ["csv", "json"])
@pytest.mark.parametrize("round_numbers", [False, True])
def test_every_type_comes_to_rest_and_loses_nothing(
    file: str, round_numbers: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("types")

    @WORK
    @given(st.data())
    def lives(data: st.DataObject) -> None:
        with typed_pair(folder, file, round_numbers=round_numbers) as pair:
            live(pair, data)

    lives()


@pytest.mark.parametrize("file", ["csv", "json"])
@pytest.mark.parametrize("length", [MOST_CHARACTERS - 1, MOST_CHARACTERS, MOST_CHARACTERS + 1])
def test_long_texts_are_whole_here_and_cut_there(file: str, length: int, tmp_path: Path) -> None:
    for field in ("line", "lines", "rich"):
        with typed_pair(tmp_path, file) as pair:
            text = "ä" * length
            pair.write({f"{field} 1": {field: text}})
            pair.check_nothing_lost(pair.settle())
            found = pair.there()[f"{field} 1"][field].removesuffix("\n")
            assert len(found) <= MOST_CHARACTERS
            assert found == (text if length <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT_MARK)] + CUT_MARK)
            assert pair.read()[f"{field} 1"][field] == text


SPECIAL: tuple[Any, ...] = (
    *({"specialValue": "NaN"}, {"specialValue": "Infinity"}, {"error": "#ERROR!"}, {"error": "#ERROR_CIRCULAR_X"}),
    *([], [None], [1.5], ["a", {"error": "#ERROR!"}], "text", "", 0, 1e300, True, False, None, {"new": [{"deep": 1}]}),
)


def _constant(value: Any) -> Any:
    return lambda _row: value


def _computed() -> list[tuple[str, str, dict[str, Any], Any]]:
    """(name, type, options, what is computed): a formula of every result with every special value."""
    results = ("number", "singleLineText", "date", "dateTime", "checkbox", "multipleSelects", "percent", "aNewOne")
    return [
        (
            f"{result} {number}",
            "formula",
            {"formula": "1", "isValid": True, "result": {"type": result}},
            _constant(value),
        )
        for result in results
        for number, value in enumerate(SPECIAL)
    ]


@pytest.mark.parametrize("file", ["csv", "json"])
def test_what_is_computed_is_pulled_whatever_it_turns_out_to_be(file: str, tmp_path: Path) -> None:
    with typed_pair(tmp_path, file, _computed()) as pair:
        pair.write({"line 1": {"line": "x"}})
        pair.add_there("line 2", {"line": "y"})
        last = pair.settle()
        assert [(r.operation.label, r.error) for r in last.refused] == []
        assert (last.conflicts, last.plan.held) == ((), ())
        pair.check_nothing_lost(last)
        row = pair.read()["line 1"]
        assert row["number 0"] == "NaN"
        assert row["date 2"] == "#ERROR!"
        # An edit of one is put back, and reported.
        pair.write({**pair.read(), "line 1": {**row, "number 8": "edited"}})
        pair.check_nothing_lost(pair.settle())
        assert pair.read()["line 1"]["number 8"] == row["number 8"]


READ_ONLY: dict[str, Any] = {
    "multipleAttachments": [{"id": "attDemo0000000001", "filename": "a, b.png", "size": 3, "type": "image/png"}],
    "manualSort": 1.5,
    "somethingNew": {"emoji": "🜚", "list": [1, None]},
}


@pytest.mark.parametrize("file", ["csv", "json"])
def test_what_is_read_only_or_unknown_is_pulled_and_never_written(file: str, tmp_path: Path) -> None:
    with typed_pair(tmp_path, file, [(kind, kind, {}, None) for kind in READ_ONLY]) as pair:
        record_id = pair.table.add({"Name": "line 2"})
        for kind, value in READ_ONLY.items():
            pair.table._table.records[record_id].cells[pair.ids[kind]] = value
        pair.write({"line 1": {"line": "x", "somethingNew": "mine"}})
        last = pair.settle()
        pair.check_nothing_lost(last)
        row = pair.read()["line 2"]
        assert row["multipleAttachments"] in ('"a, b.png"', ["a, b.png"])
        assert row["somethingNew"] == '{"emoji":"🜚","list":[1,null]}'
        sent = pair.table._table.records[pair.table.find(Name="line 1")].cells
        assert not set(sent) & {pair.ids[kind] for kind in READ_ONLY}


def test_no_type_is_left_out() -> None:
    links = {"multipleRecordLinks"}  # in the laws' own world, beside all that happens to records
    assert {kind.type for kind in KINDS} == set(WRITABLE_KINDS) - links
    assert set(READ_ONLY_KINDS) <= {*READ_ONLY, *COMPUTED_TYPES}
