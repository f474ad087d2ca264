"""The digests of a JSON file's rows: equal ones have the same values, whatever else the file holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from airsync_gui.local.json_rows import JsonRowReader
from airsync_gui.local.json_table import JsonTable
from airsync_gui.sync.ports import DigestedRows
from airsync_gui.sync.schema import Field

NAME, AGE = Field("fldName", "Name", "singleLineText"), Field("fldAge", "Age", "number", {"precision": 1})
AT = Field("fldAt", "At", "dateTime", {"timeZone": "client"})
LINES = '{"Name": "Ann", "Age": 1.5}\n{"Name": "Bob", "Age": "7"}\n'


def digests(
    path: Path, text: str, *fields: Field, scope: bytes = b"", place: str = "", hours: int = 0
) -> list[bytes] | None:
    path.write_text(text, encoding="utf-8")
    table = JsonTable(path, place, zone=timezone(timedelta(hours=hours)))
    rows = table.read({field.name: field for field in fields or (NAME, AGE)}).rows
    assert isinstance(rows, DigestedRows)
    found = rows.digests(scope)
    return None if found is None else list(found)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.jsonl"


def test_rows_with_the_same_text_have_the_same_digest_wherever_they_stand(path: Path) -> None:
    ann, bob = digests(path, LINES) or [b"", b""]
    assert ann != bob
    lines = LINES.splitlines(keepends=True)
    assert digests(path, "".join([lines[1], "\n", lines[0], lines[0]])) == [bob, ann, ann]
    assert digests(path, LINES.replace("1.5", "1.50")) != [ann, bob]


@pytest.mark.parametrize(
    "fields",
    [(NAME,), (NAME, Field("fldAge", "Age", "rating")), (NAME, Field("fldOther", "Age", "number", {"precision": 1}))],
)
def test_what_the_fields_take_makes_other_digests(path: Path, fields: Sequence[Field]) -> None:
    assert not set(digests(path, LINES) or ()) & set(digests(path, LINES, *fields) or ())


def test_what_stands_in_other_rows_makes_other_digests_where_it_tells_how_a_text_is_read(path: Path) -> None:
    lines = '{"Age": "1,500"}\n'
    comma, point = (digests(path, f'{lines}{{"Age": "{age}"}}\n', AGE) or [] for age in ("2,5", "2.5"))
    assert comma[0] != point[0]


def test_a_scope_makes_other_digests(path: Path) -> None:
    assert not set(digests(path, LINES) or ()) & set(digests(path, LINES, scope=b"other") or ())


def test_what_the_text_does_not_tell_has_no_digest(path: Path) -> None:
    told, untold = (f'{{"At": "2026-05-01T10:00:00{offset}"}}\n' for offset in ("Z", ""))
    early, late = digests(path, told, AT, hours=2), digests(path, told, AT, hours=3)
    assert early is not None
    assert early == late
    assert digests(path, untold, AT, hours=2) is None
    map_file = path.with_suffix(".json")  # two members of one name are no rows, whatever their text
    assert digests(map_file, '{"a": {"Age": 1}, "b": {"Age": 2}}', AGE, place="{}") is None


def test_rows_of_known_digests_need_not_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("a row was read")

    monkeypatch.setattr(JsonRowReader, "_row", read)
    assert len(digests(path, LINES) or ()) == 2
