"""Laws of a JSON table, tried on files that nobody would write by hand."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from airsync_gui.errors import TableUnreadable
from airsync_gui.local.json_scan import Scan
from airsync_gui.local.json_table import JsonTable
from airsync_gui.local.json_text import BadJson, parse_json
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.schema import Field

BLANKS = st.sampled_from(["", " ", "\n", "\r\n", "\t", "  \n    ", " \r\n\t"])
SPELLED = st.sampled_from(
    [
        *('"a"', '"\\u00e9"', '"é"', '"\\/"', '""', "1", "1.0", "-0", "1e3", "1E+2", "true", "false", "null", "[]"),
        *("{}", '[1, "a"]', '[{"b": [1]}]', '{"x": {"y": 1.50}}', "[[]]", '"\\ud83d\\ude00"', '"{[,:]}"'),
    ]
)
NAMES = ["a", "b", "b c", "é", "\\u0061\\n"]
FIELDS = {"target": Field("f", "target", "singleLineText")}


class File(Struct):
    """A file of parts, in which the one value to be changed has a place."""

    before: str
    value: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.value + self.after


@st.composite
def files(draw: st.DrawFn) -> tuple[File, int]:
    """A list of objects, one of which has the member ``target``, and which one."""
    count = draw(st.integers(1, 4))
    chosen = draw(st.integers(0, count - 1))
    pieces = [draw(BLANKS), "["]
    mark = "\0"
    for number in range(count):
        names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        members = [(name, draw(SPELLED)) for name in names]
        if number == chosen:
            members.insert(draw(st.integers(0, len(members))), ("target", mark))
        pieces += [draw(BLANKS), "{", draw(BLANKS)]
        for place, (name, value) in enumerate(members):
            pieces += [
                "," if place else "",
                draw(BLANKS),
                f'"{name}"',
                draw(BLANKS),
                ":",
                draw(BLANKS),
                value,
                draw(BLANKS),
            ]
        pieces += ["}", draw(BLANKS), "," if number + 1 < count else ""]
    pieces += [draw(BLANKS), "]", draw(BLANKS)]
    before, after = "".join(pieces).split(mark)
    return File(before, draw(st.sampled_from(['"old"', '"\\u0041"', '""', "null"])), after), chosen


@settings(max_examples=100)
@given(files(), st.text(st.sampled_from(list('ab"\\é寿/\n{}[],:')), min_size=1, max_size=6))
def test_a_write_changes_the_characters_of_one_value_alone(made: tuple[File, int], text: str) -> None:
    file, row = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.json"
        path.write_bytes(file.text.encode())
        reading = JsonTable(path).read(FIELDS)
        assert not any(found.malformed for found in reading.rows)
        [result] = reading.write([LocalChange("update", reading.rows[row].row_id, {"f": text})])
        assert result.row is not None
        assert result.row.values == {"f": text}
        expected = [File(file.before, json.dumps(text, ensure_ascii=flag), file.after).text for flag in (True, False)]
        if file.value in ('"old"', '""', "null") or text != "A":
            assert path.read_bytes().decode() in expected


@settings(max_examples=100)
@given(files(), st.data())
def test_rows_made_and_taken_away_leave_the_others(made: tuple[File, int], data: st.DataObject) -> None:
    file, _ = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.json"
        path.write_bytes(file.text.encode())
        before = json.loads(file.text)
        reading = JsonTable(path).read(FIELDS)
        gone = data.draw(st.sets(st.sampled_from(range(len(before)))))
        changes = [LocalChange("delete", reading.rows[place].row_id) for place in gone]
        changes += [LocalChange("create", None, {"f": "new"})] * data.draw(st.integers(0, 2))
        reading.write(changes)
        after = json.loads(path.read_bytes())
        kept = [row for place, row in enumerate(before) if place not in gone]
        assert after[: len(kept)] == kept
        assert [row["target"] for row in after[len(kept) :]] == ["new"] * (len(changes) - len(gone))


@settings(max_examples=300)
@given(st.text(st.sampled_from(list('[]{},:" \n0e-.1tnfrualse\\/#N'))) | files().map(lambda made: made[0].text[1:]))
def test_what_is_json_is_what_python_takes_for_it(text: str) -> None:
    def strict(constant: str) -> Any:
        raise ValueError(constant)

    try:
        json.loads(text, parse_constant=strict)
        good = True
    except ValueError:
        good = False
    for read in (lambda: parse_json(text), lambda: Scan(text).whole()):
        assert _fault(read, len(text)) is not good


def _fault(read: Callable[[], object], length: int) -> bool:
    try:
        read()
    except BadJson as bad:
        return 0 <= bad.position <= length
    return False


@settings(max_examples=100)
@given(files(), st.data())
def test_a_file_that_is_cut_off_is_never_read(made: tuple[File, int], data: st.DataObject) -> None:
    text = made[0].text.rstrip()
    cut = data.draw(st.integers(0, len(text) - 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.json"
        path.write_bytes(text[:cut].encode())
        try:
            JsonTable(path).read(FIELDS)
        except TableUnreadable:
            return
    raise AssertionError(text[:cut])
