"""Folders of notes as people keep them: what is read, that a change changes nothing else, and that nothing gets out."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import ChangedUnderneath, InvalidValue, TableMissing, TableNotWritable
from airsync_gui.local.note_names import fault_of, folder_stamp, made_name
from airsync_gui.local.notes_table import NotesReading, NotesTable
from airsync_gui.local.sources import absolute_source, open_local_table
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Values
from airsync_gui.sync.schema import Field
from tests.local.changed import assert_only, assert_same

TYPES = {
    "file": "singleLineText",
    "title": "singleLineText",
    "n": "number",
    "done": "checkbox",
    "tags": "multipleSelects",
    "meal.calories": "number",
    "day": "date",
    "text": "multilineText",
    "body": "multilineText",
}


def read(folder: Path, *columns: str) -> NotesReading:
    return NotesTable(folder).read({name: Field(name, name, TYPES[name]) for name in columns})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "notes"
    found.mkdir()
    return found


def write(folder: Path, text: str, name: str = "a.md") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


NOTE = """---
# what I ate
title:   'Soup'   # hot
n: 1.50
aliases: [a,  "b"]
tags:
  # the first
  - lunch   # at noon
  - "at home"

  - cheap
meal: {type: soup, calories: 540}
text: |
  one
    two

link: &here "[[Other]]"
again: *here
day: 2026-05-12
empty:
done: false
---

# Soup

---
n: 1 is no front matter here.

"""

ODD: dict[str, tuple[str, Any, str, str]] = {
    # what: (column, new value, what stood there, what stands there then)
    "a text in quotes": ("title", "It's", "'Soup'", "'It''s'"),
    "a number with zeros": ("n", Decimal("2.5"), "1.50", "2.5"),
    "a member of a list taken out": ("tags", ("lunch", "cheap"), '  - "at home"\n', ""),
    "a member of a list added": (
        *("tags", ("lunch", "at home", "cheap", "a, b"), "  - cheap\n"),
        "  - cheap\n  - a, b\n",
    ),
    "something nested on one line": ("meal.calories", Decimal(610), "540", "610"),
    "lines of text": ("text", "one\n  three\n", "    two\n\nlink", "    three\nlink"),
    "a day": ("day", None, "day: 2026-05-12", "day:"),
    "a box": ("done", True, "done: false", "done: true"),
    "the body": ("body", "# Stew", "# Soup\n\n---\nn: 1 is no front matter here.", "# Stew"),
}


@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_one_change_changes_one_value(folder: Path, what: str, line_end: str) -> None:
    column, value, old, new = ODD[what]
    text = "\ufeff" + NOTE.replace("\n", line_end)
    path = write(folder, text)
    reading = read(folder, column)
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {column: value})])
    assert result.row is not None, result
    assert_only(text.encode(), path.read_bytes(), old.replace("\n", line_end), new.replace("\n", line_end))
    assert result.row.values == read(folder, column).rows[0].values
    assert names(folder) == ["a.md"]


def test_a_word_of_an_old_yaml_goes_on_without_quotes_where_it_had_none(folder: Path) -> None:
    path = write(folder, "---\ndone: no\ntitle: x\n---\n")
    reading = read(folder, "done", "title", "n")
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"done": True, "title": "yes"})])
    assert result.row is not None
    assert path.read_text() == '---\ndone: yes\ntitle: "yes"\n---\n'


def test_a_value_can_be_added_at_the_end_and_filled_in_where_it_is_blank(folder: Path) -> None:
    path = write(folder, "---\ntitle: a\n---\ntext\n")
    write(folder, "---\nn: 1\ntags: [x]\nmeal:\n  calories: 2\n---\n", "b.md")
    reading = read(folder, "n", "tags", "meal.calories")
    values: Values = {"n": Decimal(5), "tags": ("v", "w"), "meal.calories": Decimal(3)}
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, values)])
    assert result.row is not None
    assert result.row.values == values
    expected = "---\ntitle: a\nn: 5\ntags: [v, w]\nmeal:\n  calories: 3\n---\ntext\n"
    assert_same(expected.encode(), path.read_bytes())


def test_a_note_without_front_matter_gets_one_only_when_it_must(folder: Path) -> None:
    path = write(folder, "# Just text\n")
    write(folder, "---\nn: 1\n---\n", "b.md")
    reading = read(folder, "n", "body")
    assert reading.rows[0].values == {"body": "# Just text"}
    reading.write([LocalChange("update", reading.rows[0].row_id, {"body": "# Other"})])
    assert path.read_text() == "# Other\n"
    reading.write([LocalChange("update", reading.rows[0].row_id, {"n": Decimal(2)})])
    assert path.read_text() == "---\nn: 2\n---\n# Other\n"


def test_a_new_note_looks_like_the_others(folder: Path) -> None:
    write(folder, '---\ntitle: "Soup"\nx: mine\ntags:\n- a\nn:\n---\n\nbody\n')
    reading = read(folder, "file", "title", "tags", "n", "body")
    values: Values = {"title": "Cake: best?", "tags": ("a", "b"), "body": "Mix.\nBake."}
    [result] = reading.write([LocalChange("create", None, values)])
    assert result.row is not None
    assert result.row.values == {**values, "file": "Cake best"}
    text = (folder / "Cake best.md").read_text()
    assert text == '---\ntitle: "Cake: best?"\ntags:\n- a\n- b\nn:\n---\nMix.\nBake.\n'
    assert read(folder, "file", "title", "tags", "n", "body").rows[1].values == result.row.values


TEXTS = [
    "yes",
    "no",
    "null",
    "~",
    "true",
    "1",
    "1.0",
    "-",
    "- a",
    "a: b",
    "a #b",
    "# a",
    "",
    " a ",
    "'",
    '"',
    "\\",
    "&a",
    "*a",
]
TEXTS += [
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "[a",
    "{a",
    "a,b",
    "é 寿 😀",
    "a\tb",
    "a\nb",
    "a\n\n",
    "\n",
    "\x00",
    "\x85",
    "\ufeff",
]
TEXTS += ["---", "...", "2026-05-12", "0x1F", "1e3", "a:", "=", "<<", "?", "? a", "a\r\nb", "\u2028", "~a"]


@pytest.mark.parametrize("quote", ["'old'", '"old"', "old", "|\n  old\n", ">-\n  old", ""])
def test_any_text_is_written_so_that_it_is_read_again(folder: Path, quote: str) -> None:
    for text in TEXTS:
        write(folder, f"---\nx: 1\ntitle: {quote}\ntags: [a]\ny: 2\n---\nbody\n")
        reading = read(folder, "title", "tags")
        tags = (text.strip(),) if text.strip() else ()
        [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"title": text, "tags": tags})])
        assert result.row is not None, (text, result)
        again = NotesTable(folder).read({name: Field(name, name, "singleLineText") for name in ("x", "y", "body")})
        assert again.rows[0].values == {"x": "1", "y": "2", "body": "body"}
        found = read(folder, "title", "tags").rows[0].values
        assert found == {k: v for k, v in {"title": text, "tags": tags}.items() if v}, text


def test_a_note_that_can_not_be_read_is_held_and_the_others_are_not(folder: Path) -> None:
    write(folder, "---\ntitle: a: b\n---\n", "a.md")
    write(folder, "---\ntitle: never ends\n", "b.md")
    write(folder, "---\n- a list\n---\n", "c.md")
    write(folder, "---\nn: 1\nn: 2\n---\n", "d.md")
    (folder / "e.md").write_bytes(b"---\ntitle: \xff\xfe\n---\n")
    write(folder, "---\ntitle: good\n---\n", "f.md")
    reading = read(folder, "title")
    assert [row.malformed for row in reading.rows] == [
        "a.md has front matter that is no YAML, line 2: mapping values are not allowed here",
        "b.md has front matter without an end",
        "c.md has front matter that is no list of names with values",
        "d.md has “n” twice in its front matter",
        "e.md is not UTF-8",
        None,
    ]
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"title": "x"})])
    assert isinstance(result.refused, InvalidValue)


def test_a_value_that_stands_in_two_places_is_not_changed_in_one(folder: Path) -> None:
    write(folder, "---\ntitle: &a Soup\ntext: *a\n---\n")
    reading = read(folder, "title", "text")
    assert reading.rows[0].values == {"title": "Soup", "text": "Soup"}
    for column in ("title", "text"):
        [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {column: "Stew"})])
        assert isinstance(result.refused, InvalidValue)
    assert (folder / "a.md").read_text() == "---\ntitle: &a Soup\ntext: *a\n---\n"


def test_nothing_hidden_linked_or_further_down_is_read(folder: Path, tmp_path: Path) -> None:
    write(folder, "---\ntitle: seen\n---\n")
    for name in (".env", ".secret.md", "b.txt", "c.markdown"):
        write(folder, "---\ntitle: unseen\n---\n", name)
    for name in (".git", ".obsidian", "sub", "d.md"):
        (folder / name).mkdir()
        write(folder / name, "---\ntitle: unseen\n---\n")
    (folder / "link.md").symlink_to(write(tmp_path, "---\ntitle: unseen\n---\n", "outside.md"))
    assert [row.values for row in read(folder, "title").rows] == [{"title": "seen"}]


HOSTILE = [
    "../x",
    "..",
    ".",
    "a/b",
    "a\\b",
    "/etc/passwd",
    ".hidden",
    "",
    "  ",
    "a ",
    "a.",
    "con",
    "NUL.txt",
    "a\nb",
    "a\x00b",
]
HOSTILE += ["a\u202egnp.exe", "a\x9bb", "C:x", "a" * 300, "寿" * 90, "a|b", "\ud83d", "~/x/"]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_never_becomes_a_file(folder: Path, tmp_path: Path, name: str) -> None:
    path = write(folder, "---\ntitle: a\n---\n")
    reading = read(folder, "file", "title")
    before = sorted(str(found) for found in tmp_path.rglob("*"))
    changes = [LocalChange("update", reading.rows[0].row_id, {"file": name})]
    if name:  # a new note without a name gets one of its own
        changes.append(LocalChange("create", None, {"file": name}))
    results = reading.write(changes)
    assert all(isinstance(result.refused, InvalidValue) for result in results)
    assert sorted(str(found) for found in tmp_path.rglob("*")) == before
    assert path.read_text() == "---\ntitle: a\n---\n"
    made = made_name(name, set())
    assert fault_of(made) == ""
    reading.write([LocalChange("create", None, {"title": name.encode("utf-8", "ignore").decode()})])
    assert all(found.parent == folder for found in tmp_path.rglob("*.md"))


def test_names_that_some_system_takes_for_one_are_one(folder: Path) -> None:
    write(folder, "---\ntitle: a\n---\n", "Café.md")
    reading = read(folder, "file", "title")
    for name in ("café", "Cafe\u0301", "CAFÉ"):
        [result] = reading.write([LocalChange("create", None, {"file": name})])
        assert result.refused is not None
        assert result.refused.rule == "is the name of another note"
    [result] = reading.write([LocalChange("create", None, {"title": "café"})])
    assert result.row is not None
    assert result.row.values["file"] == "café 2"
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"file": "CAFÉ"})])
    assert result.row is not None
    assert names(folder) == ["CAFÉ.md", "café 2.md"]


def test_a_changed_name_renames_the_file_and_keeps_all_in_it(folder: Path) -> None:
    write(folder, NOTE)
    reading = read(folder, "file", "n")
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"file": "b", "n": Decimal(2)})])
    assert result.row is not None
    assert (result.row.values, result.row.label) == ({"file": "b", "n": Decimal(2)}, "b.md")
    assert names(folder) == ["b.md"]
    assert_only(NOTE.encode(), (folder / "b.md").read_bytes(), "1.50", "2.0")
    reading.write([LocalChange("delete", reading.rows[0].row_id)])
    assert names(folder) == []


def test_a_note_takes_the_name_that_another_gives_up(folder: Path) -> None:
    for name in ("a", "b"):
        write(folder, f"---\ntitle: {name}\n---\n", f"{name}.md")
    reading = read(folder, "file", "title")
    first, second = reading.rows
    results = reading.write(
        [LocalChange("update", second.row_id, {"file": "c"}), LocalChange("update", first.row_id, {"file": "b"})]
    )
    assert [result.refused for result in results] == [None, None]
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "b.md": "---\ntitle: a\n---\n",
        "c.md": "---\ntitle: b\n---\n",
    }


def test_a_list_with_lists_in_it_takes_plain_values(folder: Path) -> None:
    path = write(folder, "---\ntags:\n  - [a, b]\n  - c\nn: 1\n---\n")
    reading = read(folder, "tags")
    assert reading.rows[0].problems
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"tags": ("x", "z")})])
    assert result.row is not None
    assert result.row.values == {"tags": ("x", "z")}
    assert path.read_text() == "---\ntags:\n  - x\n  - z\nn: 1\n---\n"


def test_a_note_that_is_made_changed_or_taken_away_meanwhile_stops_the_write(folder: Path) -> None:
    def made() -> None:
        write(folder, "", "c.md")

    def changed() -> None:
        write(folder, "---\nn: 99\n---\n", "b.md")

    def taken() -> None:
        (folder / "b.md").unlink()

    for moved in (made, changed, taken):
        write(folder, "---\nn: 1\n---\n")
        write(folder, "---\nn: 2\n---\n", "b.md")
        reading = read(folder, "n")
        stamp = folder_stamp(folder)
        moved()
        assert folder_stamp(folder) != stamp
        with pytest.raises(ChangedUnderneath):
            reading.write([LocalChange("update", reading.rows[0].row_id, {"n": Decimal(5)})])
        assert (folder / "a.md").read_text() == "---\nn: 1\n---\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_told(folder: Path) -> None:
    write(folder, "---\nn: 1\n---\n")
    reading = read(folder, "n")
    folder.chmod(0o500)
    try:
        with pytest.raises(TableNotWritable):
            reading.write([LocalChange("create", None, {"n": Decimal(5)})])
    finally:
        folder.chmod(0o700)


def test_a_folder_is_named_with_or_without_its_slash(folder: Path) -> None:
    for source in (str(folder), f"{folder}/"):
        assert absolute_source(source) == f"{folder}/"
        table = open_local_table(source)
        assert (table.name, table.headers()) == ("notes/", ["file", "body"])
    folder.rmdir()
    with pytest.raises(TableMissing):
        open_local_table(f"{folder}/").headers()


# -- folders below --------------------------------------------------------------------------------------------------


@pytest.fixture
def year(folder: Path, tmp_path: Path) -> Path:
    """Notes in the folder, in one below it, and where none is looked for."""
    for name in ("2026/May", ".trash", "2026/.hidden"):
        (folder / name).mkdir(parents=True)
    write(folder, "---\nn: 1\n---\n", "top.md")
    write(folder / "2026" / "May", "---\nn: 2\n---\n", "walk.md")
    write(folder / "2026", "---\nn: 3\n---\n", "walk.md")
    write(folder / ".trash", "gone", "x.md")
    write(folder / "2026" / ".hidden", "gone", "x.md")
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside, "private", "x.md")
    (folder / "link").symlink_to(outside)
    return folder


def deep(folder: Path, *columns: str) -> NotesReading:
    table = open_local_table(f"{folder}/**/")
    reading = table.read({name: Field(name, name, TYPES[name]) for name in columns})
    assert isinstance(reading, NotesReading)
    return reading


def test_notes_in_folders_below_take_part_where_asked_for(year: Path) -> None:
    assert [row.values["file"] for row in deep(year, "file").rows] == ["2026/May/walk", "2026/walk", "top"]
    assert [row.values["file"] for row in read(year, "file").rows] == ["top"]
    assert open_local_table(f"{year}/**/").name == "notes/**/"
    assert absolute_source(f"{year}/**/") == f"{year}/**/"


def test_a_note_moves_with_its_name_and_a_new_one_gets_its_folder(year: Path) -> None:
    reading = deep(year, "file", "n")
    reading.write([LocalChange("update", reading.rows[1].row_id, {"file": "2027/first"})])
    reading.write([LocalChange("create", None, {"file": "2027/June/swim", "n": Decimal(4)})])
    assert (year / "2027" / "first.md").read_text() == "---\nn: 3\n---\n"
    assert not (year / "2026" / "walk.md").exists()
    assert [row.values["file"] for row in deep(year, "file").rows] == [
        "2026/May/walk", "2027/first", "2027/June/swim", "top"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/x", "a//b", ".hidden/x", "link/x", "2026/walk", "2026/", "con/x"]
)
def test_no_name_leads_out_of_the_folders(year: Path, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    [result] = deep(year, "file").write([LocalChange("create", None, {"file": name})])
    assert isinstance(result.refused, InvalidValue)
    assert sorted(tmp_path.rglob("*")) == before


def test_notes_of_one_name_are_copied_apart(year: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    reading = deep(year, "n")
    reading.copy_to(kept, [LocalChange("update", row.row_id, {"n": None}) for row in reading.rows])
    assert {path.relative_to(kept).as_posix() for path in kept.rglob("*.md")} == {
        "top.md",
        "2026/walk.md",
        "2026/May/walk.md",
    }


def test_the_stamp_sees_the_folders_below(year: Path) -> None:
    before = folder_stamp(year, deep=True), folder_stamp(year)
    write(year / "2026", "changed", "walk.md")
    assert (folder_stamp(year, deep=True) != before[0], folder_stamp(year) == before[1]) == (True, True)


def test_an_anchor_that_stands_twice_is_read_in_silence(folder: Path) -> None:
    write(folder, "---\ntitle: &a x\ntext: &a y\nn: *a\n---\n")
    assert not read(folder, "title").rows[0].malformed  # and a warning would fail, too


@pytest.mark.parametrize("nest", ["[", "{", "[a, ", "{a: "])
def test_front_matter_of_a_thousand_levels_is_not_tried(folder: Path, nest: str) -> None:
    write(folder, f"---\ntitle: {nest * 1000}\n---\n")
    assert read(folder, "title").rows[0].malformed == "a.md has front matter with too many levels"
    write(folder, f"---\ntitle: {'[' * 60}{']' * 60}\n---\n")
    assert not read(folder, "title").rows[0].malformed
