"""CSV files as they are found in the world: how they are written, what is wrong with them, and what a write keeps."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.errors import (
    AirSyncError,
    ChangedUnderneath,
    InvalidValue,
    TableMissing,
    TableNotWritable,
    TableUnreadable,
)
from airsync_gui.local import csv_text, whole_file
from airsync_gui.local.cells import write_cell
from airsync_gui.local.csv_table import CsvReading, CsvTable
from airsync_gui.local.forms import CellForm
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Value, Values
from airsync_gui.sync.schema import Field

NAME, NOTE, PRICE = (
    Field("fldName", "Name", "singleLineText"),
    Field("fldNote", "Note", "multilineText"),
    Field("fldPrice", "Price", "number"),
)
FIELDS = {"Name": NAME, "Note": NOTE, "Price": PRICE}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "meals.csv"


def read(path: Path, data: bytes | str, columns: dict[str, Field] = FIELDS, **options: Any) -> CsvReading:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return CsvTable(path, **options).read(columns)


def names(reading: CsvReading) -> list[Any]:
    return [row.values.get("fldName") for row in reading.rows]


def update(reading: CsvReading, row: int, **values: Any) -> Any:
    [result] = reading.write(
        [LocalChange("update", reading.rows[row].row_id, {f"fld{k}": v for k, v in values.items()})]
    )
    return result


def create(reading: CsvReading, values: Values) -> Any:
    [result] = reading.write([LocalChange("create", None, values)])
    return result


# How files are written


@pytest.mark.parametrize(
    ("data", "encoded"),
    [
        ("Name,Note\nCrème,à\n".encode(), "Thé".encode()),
        (b"\xef\xbb\xbf" + "Name,Note\nCrème,à\n".encode(), "Thé".encode()),
        ("Name,Note\nCrème,à\n".encode("utf-16"), "Thé".encode("utf-16-le")),
        (b"\xfe\xff" + "Name,Note\nCrème,à\n".encode("utf-16-be"), "Thé".encode("utf-16-be")),
        ("Name,Note\nCrème,€\n".encode("cp1252"), "Thé".encode("cp1252")),
        ("Name,Note\nCrème,\x81\n".encode("latin-1"), "Thé".encode("latin-1")),
    ],
)
def test_the_encoding_is_found_and_kept(path: Path, data: bytes, encoded: bytes) -> None:
    reading = read(path, data)
    assert list(reading.columns) == ["Name", "Note"]
    assert names(reading) == ["Crème"]
    update(reading, 0, Name="Thé")
    before = encoded.replace("Thé".encode(_codec(encoded)), "Crème".encode(_codec(encoded)))
    assert path.read_bytes() == data.replace(before, encoded)


def _codec(encoded: bytes) -> str:
    return next(c for c in ("utf-8", "utf-16-le", "utf-16-be", "cp1252") if _decodes(encoded, c))


def _decodes(encoded: bytes, codec: str) -> bool:
    try:
        return encoded.decode(codec) == "Thé"
    except UnicodeDecodeError:
        return False


def test_a_character_that_the_encoding_lacks_is_refused_alone(path: Path) -> None:
    reading = read(path, "Name,Note\nCrème,x\nThé,y\n".encode("cp1252"))
    changes = [
        LocalChange("update", row.row_id, {"fldName": n}) for row, n in zip(reading.rows, ["寿司", "Café"], strict=True)
    ]
    refused, done = reading.write(changes)
    assert isinstance(refused.refused, InvalidValue)
    assert "CP1252" in refused.refused.rule
    assert "寿" in refused.refused.rule
    assert refused.refused.field == "Name"
    assert done.refused is None
    assert path.read_bytes() == "Name,Note\nCrème,x\nCafé,y\n".encode("cp1252")


@pytest.mark.parametrize("value", ["a\0b", "\ud800"])
def test_what_no_csv_can_hold_is_refused(path: Path, value: str) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    assert isinstance(update(reading, 0, Name=value).refused, InvalidValue)
    assert path.read_text() == "Name,Note\nSoup,x\n"


def test_a_write_after_which_the_encoding_would_seem_another_is_not_made(path: Path) -> None:
    data = "Name,Note\nÃ©,\xff\n".encode("cp1252")
    reading = read(path, data)
    assert names(reading) == ["Ã©"]
    with pytest.raises(TableNotWritable):
        update(reading, 0, Note="y")
    assert path.read_bytes() == data


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_kept(path: Path, delimiter: str) -> None:
    text = f"Name{delimiter}Note\nSoup{delimiter}a;b,c|d\n".replace("a;b,c|d", '"a;b,c|d\te"')
    reading = read(path, text)
    assert reading.rows[0].values == {"fldName": "Soup", "fldNote": "a;b,c|d\te"}
    update(reading, 0, Name=f"a{delimiter}b")
    assert path.read_text() == text.replace("Soup", f'"a{delimiter}b"')


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Name;Note, long\n1;2\n", ["Name", "Note, long"]),
        ("Name,a;b\nx,y\n", ["Name", "a;b"]),
        ("sep=;\nName;a,b\n", ["Name", "a,b"]),
        ("\n\nName,Note\n", ["Name", "Note"]),
        ("Name\nSoup\n", ["Name"]),
        ('"Name","No;te"\n', ["Name", "No;te"]),
        ("Name,Note", ["Name", "Note"]),
    ],
)
def test_the_header_is_found(path: Path, text: str, columns: list[str]) -> None:
    path.write_text(text)
    assert CsvTable(path).headers() == columns


def test_the_mapped_names_tell_one_delimiter_from_another(path: Path) -> None:
    text = "Name;Note, long\n1;2,3\n"
    assert read(path, text, {"Name": NAME}).rows[0].values == {"fldName": "1"}
    assert read(path, text, {" long": NAME}).rows[0].values == {"fldName": "3"}


def test_tsv_files_have_tabs(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Name,x\tNote,y\n")
    assert CsvTable(tmp_path / "a.tsv").headers() == ["Name,x", "Note,y"]


def test_each_line_keeps_its_own_end_and_a_new_one_has_the_usual(path: Path) -> None:
    reading = read(path, "Name,Note\r\nA,1\r\n\r\nB,2\rC,3\n")
    assert names(reading) == ["A", "B", "C"]
    update(reading, 1, Note="9")
    create(reading, {"fldName": "D"})
    assert path.read_bytes() == b"Name,Note\r\nA,1\r\n\r\nB,9\rC,3\nD,\r\n"


def test_a_file_without_a_last_line_end_keeps_that_habit(path: Path) -> None:
    reading = read(path, "Name,Note\nA,1\nB,2")
    assert not reading.ends_with_newline
    create(reading, {"fldName": "C", "fldNote": "3"})
    assert path.read_text() == "Name,Note\nA,1\nB,2\nC,3"
    again = CsvTable(path).read(FIELDS)
    again.write([LocalChange("delete", again.rows[2].row_id), LocalChange("delete", again.rows[0].row_id)])
    assert path.read_text() == "Name,Note\nB,2"


def test_a_number_that_many_new_rows_have_is_worked_out_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(path, 'Name,Note,Price\nSoup,,"1,5"\n')
    written: list[Any] = []

    def watched(form: CellForm, value: Value) -> str:
        written.append(value)
        return write_cell(form, value)

    monkeypatch.setattr("airsync_gui.local.csv_edit.write_cell", watched)
    prices = [Decimal("2.5"), Decimal(3), Decimal("2.5"), Decimal("NaN"), Decimal("NaN")]
    found = reading.write([LocalChange("create", None, {"fldName": "x", "fldPrice": price}) for price in prices])
    assert path.read_text(encoding="utf-8").splitlines()[2:] == ['x,,"2,5"', 'x,,"3"', 'x,,"2,5"']
    assert [bool(result.refused) for result in found] == [False, False, False, True, True]
    assert written.count(Decimal("2.5")) == 1


def test_a_header_alone_reads_as_no_rows_and_takes_some(path: Path) -> None:
    reading = read(path, "Name,Note")
    assert list(reading.rows) == []
    create(reading, {"fldNote": "x"})
    assert path.read_text() == "Name,Note\n,x"


def test_only_the_changed_cell_is_quoted_anew(path: Path) -> None:
    reading = read(path, 'Name,Note,x\n"Soup", plain ,"un""touched"\nCake,"y" ,z\n')
    assert reading.rows[1].values["fldNote"] == "y"
    update(reading, 0, Name="Stew")
    update(reading, 1, Name="Pie")
    assert path.read_text() == 'Name,Note,x\nStew, plain ,"un""touched"\nPie,"y" ,z\n'


def test_columns_that_always_quote_go_on_doing_so(path: Path) -> None:
    reading = read(path, '"Name","Price","Note"\n"Soup",1,""\n"Cake",2,""\n')
    update(reading, 0, Name="Stew", Price=Decimal(3))
    create(reading, {"fldName": "Pie", "fldPrice": Decimal(4)})
    assert path.read_text() == '"Name","Price","Note"\n"Stew",3,""\n"Cake",2,""\n"Pie",4,""\n'


def test_a_header_that_quotes_sets_the_habit_of_an_empty_table(path: Path) -> None:
    reading = read(path, '"Name","Note"\n')
    create(reading, {"fldName": "Pie"})
    assert path.read_text() == '"Name","Note"\n"Pie",""\n'


def test_a_table_of_one_column_can_have_blank_rows(path: Path) -> None:
    reading = read(path, "Name\nSoup\nCake\n")
    update(reading, 0, Name=None)
    update(reading, 1, Name=" ")
    again = CsvTable(path).read(FIELDS)
    assert names(again) == [None, " "]


def test_line_breaks_and_quotes_in_cells_are_kept(path: Path) -> None:
    text = 'Name,Note\nSoup,"one\r\ntwo ""three"""\nCake,5" tin\n'
    reading = read(path, text)
    assert reading.rows[0].values["fldNote"] == 'one\r\ntwo "three"'
    assert reading.rows[1].values["fldNote"] == '5" tin'
    assert [row.label for row in reading.rows] == ["row 2", "row 4"]
    update(reading, 1, Name="Pie")
    assert path.read_bytes().decode() == text.replace("Cake", "Pie")


def test_labels_name_the_line_after_the_write(path: Path) -> None:
    reading = read(path, "Name,Note\nA,1\nB,2\nC,3\n")
    a, b, _ = reading.rows
    results = reading.write(
        [
            LocalChange("update", b.row_id, {"fldNote": "x\ny"}),
            LocalChange("delete", a.row_id),
            LocalChange("create", None, {"fldName": "D"}),
        ]
    )
    assert [result.row and result.row.label for result in results] == ["row 2", None, "row 5"]
    assert [row.label for row in CsvTable(path).read(FIELDS).rows] == ["row 2", "row 4", "row 5"]


def test_header_names_are_matched_exactly_and_else_without_outer_blanks(path: Path) -> None:
    reading = read(path, " Name ,Name2,NOTE\nSoup,x,y\n")
    assert reading.rows[0].values == {"fldName": "Soup"}
    assert reading.missing == {"fldNote", "fldPrice"}
    exact = read(path, " Name ,Name\nSoup,Stew\n")
    assert names(exact) == ["Stew"]


def test_a_double_name_matters_only_where_it_is_mapped(path: Path) -> None:
    assert names(read(path, "Name,x,x\nSoup,1,2\n")) == ["Soup"]
    with pytest.raises(TableUnreadable, match="2 columns named “Name”"):
        read(path, "Name,Name\nSoup,1\n")


def test_an_unticked_box_of_a_new_row_takes_the_columns_word(path: Path) -> None:
    done = {"Name": NAME, "Done": Field("fldDone", "Done", "checkbox")}
    reading = read(path, "Name,Done\nA,TRUE\nB,FALSE\n", done)
    create(reading, {"fldName": "C"})
    assert path.read_text().endswith("C,FALSE\n")


def test_styles_can_be_set_and_are_told(path: Path) -> None:
    text = 'Name,Price\nA,"1,234"\n'
    assert read(path, text).rows[0].problems["fldPrice"].kind == "ambiguous"
    told = read(path, text, styles={"Price": "decimal comma"})
    assert told.rows[0].values["fldPrice"] == Decimal("1.234")
    assert told.styles["Price"] == "decimal comma"
    assert read(path, 'Name,Price\nA,"1,5"\n').proven == {"Price": "decimal comma"}


def test_a_time_column_gives_each_rows_last_edit(path: Path) -> None:
    text = "Name,edited\nA,2026-05-12T09:30:00+02:00\nB,yesterday\n"
    reading = read(path, text, time_column="edited")
    assert [row.modified_at for row in reading.rows] == [datetime(2026, 5, 12, 7, 30, tzinfo=UTC), None]


def test_the_files_time_bounds_the_last_edit(path: Path) -> None:
    path.write_text("Name\nA\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert CsvTable(path).read(FIELDS).modified_at == datetime.fromtimestamp(1_700_000_000, UTC)


# What is wrong with files


@pytest.mark.parametrize("cells", ["A", "A,1,2", "A,1,2,"])
def test_a_row_of_the_wrong_length_is_malformed(path: Path, cells: str) -> None:
    reading = read(path, f"Name,Note\nB,1\n{cells}\nC,3\n")
    assert [row.malformed is None for row in reading.rows] == [True, False, True]
    bad = reading.rows[1]
    assert bad.malformed is not None
    assert "line 3" in bad.malformed
    assert (bad.label, bad.values) == ("row 3", {})
    assert bad.fingerprint
    result = update(reading, 1, Name="x")
    assert isinstance(result.refused, InvalidValue)
    assert path.read_text() == f"Name,Note\nB,1\n{cells}\nC,3\n"


@pytest.mark.parametrize("cell", ['"a"b', '"a"b"', '"a" "b"'])
def test_text_after_a_closing_quote_makes_a_row_malformed(path: Path, cell: str) -> None:
    reading = read(path, f"Name,Note\n{cell},1\nB,2\n")
    assert [row.malformed is None for row in reading.rows] == [False, True]


def test_a_malformed_rows_fingerprint_is_its_content(path: Path) -> None:
    first = read(path, "Name,Note\nA\nB,1,2\n").rows
    moved = read(path, "Name,Note\nB,1,2\nA\n").rows
    assert [row.fingerprint for row in first] == [row.fingerprint for row in reversed(moved)]
    assert first[0].fingerprint != first[1].fingerprint


UNREADABLE: Sequence[tuple[bytes, str]] = [
    (b"", "empty"),
    (b"\xef\xbb\xbf", "empty"),
    (b"\r\n  \n", "empty"),
    (b"sep=;\n", "no header"),
    (b'Name,Note\nA,"half', "quoted"),
    (b'Name,Note\nA,"half\nB,1\n', "quoted"),
    (b'Name,Note\nA,"half ""', "quoted"),
    (b"Name,Note\nA,1\nB", "short"),
    (b"PK\x03\x04\0\0Name", "NUL"),
    ("Name,Note\nA,1\n".encode("utf-16-le"), "NUL"),
    ("Name,Note\nA,1\n".encode("utf-32"), "NUL"),
    (b"\xff\xfeN\0a", "UTF-16"),
    ("Name,Note\nCrème,1\nThé".encode()[:-1], "inside a character"),
    ("Name,Note\nCrème,é\nThé,".encode() + b"\xff\n", "not UTF-8"),
]


@pytest.mark.parametrize(("data", "detail"), UNREADABLE)
def test_what_cant_be_whole_is_not_read(path: Path, data: bytes, detail: str) -> None:
    with pytest.raises(TableUnreadable) as caught:
        read(path, data)
    assert detail in caught.value.detail
    assert caught.value.path == str(path)
    assert caught.value.remedy


def test_the_line_of_a_half_written_row_is_named(path: Path) -> None:
    with pytest.raises(TableUnreadable) as caught:
        read(path, 'Name,Note\n"a\nb",1\nB,"half\nC,1\n')
    assert caught.value.line == 4
    with pytest.raises(TableUnreadable) as caught:
        read(path, "Name,Note\nA,1\nB")
    assert caught.value.line == 3


def test_missing_files_and_folders(path: Path, tmp_path: Path) -> None:
    for nowhere in (path, tmp_path / "no folder" / "x.csv"):
        with pytest.raises(TableMissing):
            CsvTable(nowhere).read(FIELDS)
    with pytest.raises(TableUnreadable, match="folder"):
        CsvTable(tmp_path).read(FIELDS)


def test_no_permission_to_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("Name\nA\n")
    monkeypatch.setattr(Path, "open", _raises(PermissionError(errno.EACCES, "no")))
    with pytest.raises(TableUnreadable, match="permission"):
        CsvTable(path).read(FIELDS)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(TableUnreadable, match="not a file"):
        CsvTable(path).read(FIELDS)


def test_too_large_and_too_long_files_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_file, "MAX_BYTES", 20)
    with pytest.raises(TableUnreadable, match="1 GB"):
        read(path, "Name,Note\nSoup,from here\n")
    monkeypatch.undo()
    monkeypatch.setattr(csv_text, "MAX_ROWS", 2)
    assert names(read(path, "Name,Note\nA,1\nB,2\n")) == ["A", "B"]
    with pytest.raises(TableUnreadable, match="rows"):
        read(path, "Name,Note\nA,1\nB,2\nC,3\n")


# What a write does to the file


def _raises(error: BaseException) -> Any:
    def raiser(*args: object, **kwargs: object) -> None:
        raise error

    return raiser


def _names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize(
    ("module", "name", "error", "detail"),
    [
        (os, "fsync", OSError(errno.ENOSPC, "No space left on device"), "full"),
        (Path, "replace", OSError(errno.ENOSPC, "No space left on device"), "full"),
        (Path, "replace", PermissionError(errno.EACCES, "Permission denied"), "permission"),
        (os, "open", PermissionError(errno.EACCES, "Permission denied"), "permission"),
        (os, "open", OSError(errno.EROFS, "Read-only file system"), "Read-only"),
        (os, "fsync", OSError(errno.EIO, "Input/output error"), "Input/output"),
    ],
)
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, error: OSError, detail: str
) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    with monkeypatch.context() as patched:
        patched.setattr(module, name, _raises(error))
        with pytest.raises(TableNotWritable, match=detail):
            update(reading, 0, Name="Stew")
    assert path.read_text() == "Name,Note\nSoup,x\n"
    assert _names_in(path.parent) == ["meals.csv"]
    update(reading, 0, Name="Stew")
    assert path.read_text() == "Name,Note\nStew,x\n"


def test_a_file_that_is_marked_read_only_is_left_alone(path: Path) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    path.chmod(0o444)
    with pytest.raises(TableNotWritable, match="read-only"):
        update(reading, 0, Name="Stew")
    assert _names_in(path.parent) == ["meals.csv"]


class Killed(BaseException):
    """The process ends here: nothing cleans up."""


def test_what_a_killed_process_left_is_removed_at_the_next_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    neighbour = path.parent / ".other.csv.1.airsync-tmp"
    neighbour.write_text("someone else's")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _raises(Killed()))
        patched.setattr(Path, "unlink", lambda self, **kwargs: None)
        with pytest.raises(Killed):
            update(reading, 0, Name="Stew")
    assert path.read_text() == "Name,Note\nSoup,x\n"
    assert len(_names_in(path.parent)) == 3
    update(CsvTable(path).read(FIELDS), 0, Name="Stew")
    assert path.read_text() == "Name,Note\nStew,x\n"
    assert _names_in(path.parent) == [neighbour.name, "meals.csv"]


@pytest.mark.parametrize("how", ["other content", "same size and time", "gone", "a folder", "longer"])
def test_what_moved_since_the_reading_is_not_overwritten(path: Path, how: str) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    found = path.stat()
    if how in ("gone", "a folder"):
        path.unlink()
        if how == "a folder":
            path.mkdir()
    else:
        path.write_text("Name,Note\nSoup,y\n" if how != "longer" else "Name,Note\nSoup,x\nCake,z\n")
    if how == "same size and time":
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    with pytest.raises((ChangedUnderneath, TableNotWritable)) as caught:
        update(reading, 0, Name="Stew")
    assert caught.type is ChangedUnderneath
    if path.is_file():
        assert "Stew" not in path.read_text()
    assert len(_names_in(path.parent)) == (0 if how == "gone" else 1)


def test_an_edit_in_the_last_moment_is_seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    write_beside = whole_file._write_beside

    def edited_meanwhile(target: Path, data: bytes) -> Path:
        temporary = write_beside(target, data)
        path.write_text("Name,Note\nSoup,meanwhile\n")
        return temporary

    monkeypatch.setattr(whole_file, "_write_beside", edited_meanwhile)
    with pytest.raises(ChangedUnderneath):
        update(reading, 0, Name="Stew")
    assert path.read_text() == "Name,Note\nSoup,meanwhile\n"


def test_a_row_made_in_the_very_place_of_another_is_known_from_then_on(path: Path) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    same = LocalChange("create", None, {"fldName": "Soup", "fldNote": "x"})
    _, made = reading.write([LocalChange("delete", reading.rows[0].row_id), same])
    assert made.row is not None
    [result] = reading.write([LocalChange("update", made.row.row_id, {"fldName": "Stew"})])
    assert result.refused is None
    assert path.read_text() == "Name,Note\nStew,x\n"


def test_writing_nothing_touches_nothing(path: Path) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    path.chmod(0o444)
    before = path.stat()
    assert update(reading, 0, Name="Soup").row is not None
    reading.write([])
    reading.write([LocalChange("update", "r99", {"fldName": "x"})])
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_mode_and_links_are_kept(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "real.csv"
    target.parent.mkdir()
    target.write_text("Name,Note\nSoup,x\n")
    target.chmod(0o640)
    path.symlink_to(target)
    update(CsvTable(path).read(FIELDS), 0, Name="Stew")
    assert path.is_symlink()
    assert target.read_text() == "Name,Note\nStew,x\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert _names_in(target.parent) == ["real.csv"]
    assert CsvTable(path).identity == CsvTable(target).identity
    assert CsvTable(path).name == "meals.csv"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_an_attribute_that_may_not_be_set_keeps_no_other_from_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def set_it(_file: object, name: str, _value: bytes) -> None:
        if name == "security.own":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        kept.append(name)

    reading = read(path, "Name,Note\nSoup,x\n")
    monkeypatch.setattr(os, "listxattr", lambda _file: ["security.own", "system.posix_acl_access"])
    monkeypatch.setattr(os, "getxattr", lambda _file, _name: b"")
    monkeypatch.setattr(os, "setxattr", set_it)
    update(reading, 0, Name="Stew")
    assert kept == ["system.posix_acl_access"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept(path: Path) -> None:
    reading = read(path, "Name,Note\nSoup,x\n")
    os.chown(path, 1234, 2345)
    update(reading, 0, Name="Stew")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


def test_hard_links_are_noted(path: Path, tmp_path: Path) -> None:
    path.write_text("Name\nA\n")
    assert CsvTable(path).read(FIELDS).notes == ()
    os.link(path, tmp_path / "second.csv")
    [note] = CsvTable(path).read(FIELDS).notes
    assert "2 hard links" in note


def test_the_identity_is_the_same_however_the_path_is_spelled(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    spellings = ["meals.csv", "./meals.csv", str(path), f"{path.parent}/x/../meals.csv"]
    assert len({CsvTable(spelling).identity for spelling in spellings}) == 1


def test_errors_are_all_ours(path: Path) -> None:
    for data, _ in UNREADABLE:
        with pytest.raises(AirSyncError):
            read(path, data)
