"""JSON files as people and programs write them: what is read, and that a change changes nothing else."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import InvalidValue, TableUnreadable, UsageError
from airsync_gui.local.json_places import JsonPlace, place_from
from airsync_gui.local.json_table import JsonTable
from airsync_gui.local.sources import absolute_source, open_local_table, tables_in
from airsync_gui.sync.ports import LocalChange, LocalReading
from airsync_gui.sync.schema import Field
from tests.local.changed import assert_only, assert_same

TYPES = {
    "name": "singleLineText",
    "n": "number",
    "meal.calories": "number",
    "tags": "multipleSelects",
    "done": "checkbox",
    "key": "singleLineText",
    "value": "checkbox",
    "phone": "singleLineText",
    "text": "multilineText",
}
OPTIONS = {"precision": 8}


def field(name: str) -> Field:
    return Field(name, name, TYPES[name], OPTIONS if TYPES[name] == "number" else {})


def opened(path: Path, text: str | bytes, *columns: str, place: str = "") -> LocalReading:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return JsonTable(path, place).read({name: field(name) for name in columns})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.json"


ODD: dict[str, tuple[Any, ...]] = {
    # what: (file, place, column of the row to change, its row, new value, what stood there, what stands there then)
    "numbers spelled in many ways": (
        '[{"n": 1.0, "x": 1e3}, {"n": 1, "x": -0.0}, {"n": 12345678901234567890.5, "x": 1E+2}]\n',
        *("", "n", "1", Decimal("2.5"), '"n": 1,', '"n": 2.5,'),
    ),
    "floats as Python writes them": ('[{"n": 72.0}, {"n": 71.5}]', "", "n", "1", Decimal(70), "71.5", "70.0"),
    "escapes, slashes, and a mark": (
        '\ufeff[{"name": "caf\\u00e9 \\/ \\ud83d\\ude00", "n": 1}, {"name": "b", "n": 2}]',
        *("", "name", "1", "é", '"b"', '"\\u00e9"'),
    ),
    "letters beyond ASCII as they are": ('[{"name": "é"}, {"name": "b"}]', "", "name", "1", "ß", '"b"', '"ß"'),
    "tabs and Windows line ends": (
        '[\r\n\t{\r\n\t\t"name" : "a",\r\n\t\t"n":1\r\n\t},\r\n\t{"n": 2, "name": "b"}\r\n]\r\n',
        *("", "n", "1", Decimal(3), '"n": 2', '"n": 3'),
    ),
    "blanks where nobody puts them": (' [ { "name":"a" , "n" :\n1 } ]  \n\n', "", "n", "0", Decimal(7), "1", "7"),
    "members that are no columns": (
        '{"version": 2, "entries": [{"name": "a", "meals": [{"kcal": 1.50}], "n": 5, "o": {}}], "history": []}',
        *("entries", "n", "0", Decimal(6), '"n": 5', '"n": 6'),
    ),
    "something nested": (
        '[{"name": "a", "meal": {"type": "soup", "calories": 540}}]',
        *("", "meal.calories", "0", Decimal(610), "540", "610"),
    ),
    "a list with a line for each member": (
        '[\n  {\n    "tags": [\n      "a",\n      "b"\n    ]\n  }\n]',
        *("", "tags", "0", ("a", "c", "d"), '"b"\n', '"c",\n      "d"\n'),
    ),
    "a list on one line": ('[{"tags": ["a","b"]}]', "", "tags", "0", ("a", "c"), '"b"', '"c"'),
    "numbers that are text": ('[{"phone": 123}, {"phone": 456}]', "", "phone", "1", "7890", "456", "7890"),
    "a map of habits": (
        '{"date": "2026-05-12", "habits": {"Run": true, "Read": false}}',
        *("habits{}", "value", "1", True, "false", "true"),
    ),
    "a map of objects": (
        '{\n "a": {"n": 1},\n "b": {"n": 2}\n}\n',
        *("{}", "n", "1", Decimal(3), '"n": 2', '"n": 3'),
    ),
    "a key of a map": ('{"a": {"n": 1}, "b": {"n": 2}}', "{}", "key", "1", 'c"', '"b"', '"c\\""'),
    "a blank that becomes something": ('[{"n": null}, {"n": 2}]', "", "n", "0", Decimal(1), "null", "1"),
    "something that becomes blank": ('[{"name": ""}, {"name": "b"}]', "", "name", "1", None, '"b"', '""'),
    "a box that is unticked": ('[{"done": true}, {"done": false}]', "", "done", "0", None, "true", "false"),
}


@pytest.mark.parametrize("what", ODD)
def test_one_change_changes_one_value(path: Path, what: str) -> None:
    text, place, column, row, value, old, new = ODD[what]
    reading = opened(path, text, column, place=place)
    [result] = reading.write([LocalChange("update", reading.rows[int(row)].row_id, {column: value})])
    assert result.row is not None, result
    assert result.row.values.get(column) == value
    assert_only(text.encode(), path.read_bytes(), old, new)
    assert JsonTable(path, place).read({column: field(column)}).rows[int(row)].values == result.row.values


NEW: dict[str, tuple[Any, ...]] = {
    "many lines": (
        '[\n  {\n    "name": "a",\n    "n": 1,\n    "tags": []\n  }\n]\n',
        *("", {"name": "b", "tags": ("x",)}),
        '[\n  {\n    "name": "a",\n    "n": 1,\n    "tags": []\n  },\n  {\n    "name": "b",\n    "n": null,\n'
        '    "tags": [\n      "x"\n    ]\n  }\n]\n',
    ),
    "one line each": (
        '[\n  {"name": "a", "n": 1},\n  {"name": "b", "n": 2}\n]\n',
        *("", {"name": "c", "n": Decimal(3)}),
        '[\n  {"name": "a", "n": 1},\n  {"name": "b", "n": 2},\n  {"name": "c", "n": 3}\n]\n',
    ),
    "all on one line": (
        '{"e":[{"name":"a"}]}',
        *("e", {"name": "b"}),
        '{"e":[{"name":"a"},{"name":"b"}]}',
    ),
    "nested": (
        '[{"name": "a", "meal": {"calories": 1, "x": 2}}]',
        *("", {"name": "b", "meal.calories": Decimal(3)}),
        '[{"name": "a", "meal": {"calories": 1, "x": 2}}, {"name": "b", "meal": {"calories": 3}}]',
    ),
    "the first of an empty list": (
        '{\n  "version": 1,\n  "e": []\n}\n',
        *("e", {"name": "a", "n": Decimal(1)}),
        '{\n  "version": 1,\n  "e": [\n    {\n      "name": "a",\n      "n": 1,\n      "meal": {\n'
        '        "calories": null\n      },\n      "tags": null\n    }\n  ]\n}\n',
    ),
    "in a map": (
        '{\n  "Run": {"n": 1},\n  "Read": {"n": 2}\n}',
        *("{}", {"key": "Swim", "n": Decimal(3)}),
        '{\n  "Run": {"n": 1},\n  "Read": {"n": 2},\n  "Swim": {"n": 3}\n}',
    ),
    "in a map of plain values": (
        '{"h": {"Run": true}}',
        *("h{}", {"key": "Swim", "value": True}),
        '{"h": {"Run": true, "Swim": true}}',
    ),
}


@pytest.mark.parametrize("what", NEW)
def test_a_new_row_looks_like_its_neighbours(path: Path, what: str) -> None:
    text, place, values, expected = NEW[what]
    columns: tuple[str, ...] = ("name", "n", "meal.calories", "tags", "key", "value")
    columns = columns if place.endswith("{}") else columns[:4]
    reading = opened(path, text, *columns, place=place)
    [result] = reading.write([LocalChange("create", None, values)])
    assert result.row is not None, result
    assert_same(expected.encode(), path.read_bytes())
    assert JsonTable(path, place).read({c: field(c) for c in columns}).rows[-1].values == values


def test_what_is_taken_away_takes_its_comma_along(path: Path) -> None:
    text = '[\n  {"n": 1},\n  {"n": 2},   {"n": 3},\n\n  {"n": 4}\n]\n'
    cases: dict[tuple[int, ...], str] = {
        (0,): '[\n  {"n": 2},   {"n": 3},\n\n  {"n": 4}\n]\n',
        (1, 2): '[\n  {"n": 1},\n\n  {"n": 4}\n]\n',
        (3,): '[\n  {"n": 1},\n  {"n": 2},   {"n": 3}\n]\n',
        (0, 1, 2, 3): "[]\n",
    }
    for gone, expected in cases.items():
        reading = opened(path, text, "n")
        reading.write([LocalChange("delete", reading.rows[place].row_id) for place in gone])
        assert_same(expected.encode(), path.read_bytes())


def test_a_member_that_a_row_lacks_is_added_at_its_end(path: Path) -> None:
    text = (
        '[\n  {\n    "name": "a",\n    "n": 1\n  },\n  {\n    "name": "b"\n  },\n  {},\n  {"meal": {"calories": 2}}\n]'
    )
    reading = opened(path, text, "n", "meal.calories")
    rows = [row.row_id for row in reading.rows]
    changes = [LocalChange("update", rows[1], {"n": Decimal(2), "meal.calories": Decimal(5)})]
    changes.append(LocalChange("update", rows[2], {"n": Decimal(3)}))
    results = reading.write(changes)
    assert [result.row.values for result in results if result.row] == [
        {"n": Decimal(2), "meal.calories": Decimal(5)},
        {"n": Decimal(3)},
    ]
    added = '"name": "b",\n    "n": 2,\n    "meal": {\n      "calories": 5\n    }\n  }'
    expected = text.replace('"name": "b"\n  }', added).replace("{}", '{\n    "n": 3\n  }')
    assert_same(expected.encode(), path.read_bytes())


def test_lines_keep_their_own_style_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "use.jsonl"
    text = '{"name":"a","n":1}\r\n\r\n  {"n": 2.0, "name": "b"}\r\n{"name":"c","n":3}'
    reading = opened(path, text, "name", "n")
    first, second, third = reading.rows
    assert [row.label for row in reading.rows] == ["line 1", "line 3", "line 4"]
    assert not reading.ends_with_newline
    reading.write(
        [
            LocalChange("update", second.row_id, {"n": Decimal(5)}),
            LocalChange("create", None, {"name": "d"}),
            LocalChange("delete", third.row_id),
        ]
    )
    expected = '{"name":"a","n":1}\r\n\r\n  {"n": 5, "name": "b"}\r\n{"name":"d","n":null}'
    assert_same(expected.encode(), path.read_bytes())
    assert first.values == {"name": "a", "n": Decimal(1)}


def test_a_broken_line_is_held_and_a_cut_off_one_stops_everything(tmp_path: Path) -> None:
    path = tmp_path / "use.jsonl"
    reading = opened(path, '{"n": 1}\n{"n": }\n[1]\n{"n": 4}\n', "n")
    assert [row.malformed for row in reading.rows] == [
        None,
        "line 2 is no JSON at column 7: it has “}” where a value is expected (a comma too many?)",
        "line 3 is no object",
        None,
    ]
    [result] = reading.write([LocalChange("update", reading.rows[1].row_id, {"n": Decimal(2)})])
    assert isinstance(result.refused, InvalidValue)
    with pytest.raises(TableUnreadable) as caught:
        opened(path, '{"n": 1}\n{"n": 2, "na', "n")
    assert (caught.value.line, caught.value.detail) == (2, "ends inside a text, as a half-written file does")


BROKEN = {
    "": (None, "is empty"),
    '[{"n": 1},]': (1, "column 11"),
    '[{"n": 1}': (1, "half-written"),
    '[\n{"n": 1\n"m": 2}]': (3, "column 1"),
    "[{n: 1}]": (1, "a name in double quotes"),
    "[{'n': 1}]": (1, "a name in double quotes"),
    "[// more\n]": (1, "a comment"),
    '[{"n": NaN}]': (1, "“N”"),
    '[{"n": 01}]': (1, "“1”"),
    '[{"n": "a\nb"}]': (1, "line break"),
    '[{"n": "\\x"}]': (1, "escape"),
    "[] []": (1, "after its end"),
    "[" * 30_000 + "]" * 30_000: (1, "levels"),
    '"just a text"': (None, "has a text at its top"),
    "null": (None, "has null at its top"),
}


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_json_is_told_by_line_and_column(path: Path, text: str) -> None:
    line, said = BROKEN[text]
    with pytest.raises(TableUnreadable) as caught:
        opened(path, text, "n")
    assert caught.value.line == line
    assert said in caught.value.detail


def test_what_is_no_utf_8_is_refused(path: Path) -> None:
    with pytest.raises(TableUnreadable, match="UTF-8"):
        opened(path, '[{"name": "é"}]'.encode("latin-1"), "name")


def test_a_member_in_no_row_is_missing_and_one_in_some_is_blank_in_the_others(path: Path) -> None:
    reading = opened(path, '[{"name": "a"}, {"n": 1}, {}]', "name", "n", "done")
    assert reading.missing == {"done"}
    assert [row.values for row in reading.rows] == [{"name": "a"}, {"n": Decimal(1)}, {}]


def test_what_can_not_be_a_row_is_held(path: Path) -> None:
    reading = opened(path, '[{"n": 1, "n": 2}, 5, {"a.b": 1, "a": {"b": 2}}, {"n": 4}]', "n")
    assert [row.malformed for row in reading.rows] == [
        "item 1 has two members named “n”",
        "item 2 is no object",
        "item 3 has two values called “a.b”",
        None,
    ]
    twins = opened(path, '{"a": {"n": 1}, "a": {"n": 2}, "b": {"n": 3}}', "n", place="{}")
    assert [bool(row.malformed) for row in twins.rows] == [True, True, False]


def test_values_that_can_not_be_their_fields_type_are_told(path: Path) -> None:
    text = '[{"n": "abc"}, {"n": true}, {"n": {"a": 1}}, {"n": [1]}, {"n": 1e999999999}, {"n": 1}]'
    problems = [row.problems.get("n") for row in opened(path, text, "n").rows]
    assert [problem and problem.rule for problem in problems] == [
        "is not a number",
        "is true or false, where something else is expected",
        "is an object, or a list of more than plain values",
        "is a list",
        "is a number too large to be one",
        None,
    ]


def test_a_row_with_very_many_levels_is_read_and_not_written(path: Path) -> None:
    reading = opened(path, '[{"n": 1, "x": ' + "[" * 300 + "]" * 300 + '}, {"n": 2}]', "n")
    results = reading.write([LocalChange("update", row.row_id, {"n": Decimal(5)}) for row in reading.rows])
    assert [isinstance(result.refused, InvalidValue) for result in results] == [True, False]
    assert [row.values["n"] for row in JsonTable(path).read({"n": field("n")}).rows] == [1, 5]


def test_half_a_character_is_never_passed_on(path: Path) -> None:
    reading = opened(path, '[{"name": "\\ud83d"}, {"name": "b"}]', "name")
    assert reading.rows[0].problems["name"].rule == "has half of a character"
    [result] = reading.write([LocalChange("update", reading.rows[1].row_id, {"name": "\ud83d"})])
    assert isinstance(result.refused, InvalidValue)


def test_the_name_of_a_row_in_a_map_must_be_its_own(path: Path) -> None:
    reading = opened(path, '{"a": {"n": 1}, "b": {"n": 2}}', "key", "n", place="{}")
    results = reading.write(
        [
            LocalChange("create", None, {"n": Decimal(3)}),
            LocalChange("create", None, {"key": "b"}),
            LocalChange("update", reading.rows[0].row_id, {"key": "b"}),
            LocalChange("delete", reading.rows[1].row_id),
            LocalChange("create", None, {"key": "b", "n": Decimal(4)}),
        ]
    )
    assert [result.refused is not None for result in results] == [True, True, True, False, False]
    assert json.loads(path.read_text()) == {"a": {"n": 1}, "b": {"n": 4}}


@pytest.mark.parametrize(
    ("text", "names", "is_map"),
    [
        ("", (), False),
        ("{}", (), True),
        ("a.b", ("a", "b"), False),
        ("a b{}", ("a b",), True),
        ('"a.b".c', ("a.b", "c"), False),
        ('"{}"', ("{}",), False),
    ],
)
def test_places_are_spelled_in_one_way(text: str, names: tuple[str, ...], is_map: bool) -> None:
    place = place_from(text)
    assert place == JsonPlace(names, is_map)
    assert place_from(str(place)) == place


@pytest.mark.parametrize("text", [".", "a.", "a..b", 'a"b"', "{}.a", "a{"])
def test_other_places_are_turned_down(text: str) -> None:
    with pytest.raises(UsageError, match="no place"):
        place_from(text)


def test_a_file_says_which_lists_it_has(path: Path) -> None:
    path.write_text('{"entries": [{"a": 1}, {"a": 2}], "old": {"list": []}, "tags": ["x"], "habits": {"a": 1, "b": 2}}')
    assert [(table.name, table.row_count) for table in tables_in(str(path))] == [
        ("entries", 2),
        ("old.list", 0),
        ("habits{}", 2),
    ]
    with pytest.raises(UsageError) as caught:
        open_local_table(str(path)).headers()
    assert f"It has: entries, old.list, habits{{}}. Write {path}#entries for the first." in caught.value.detail
    assert absolute_source(f"{path}#old.list") == f"{path}#old.list"


def test_lines_have_no_parts(tmp_path: Path) -> None:
    assert open_local_table(str(tmp_path / "a#b.jsonl")).name == "a#b.jsonl"
