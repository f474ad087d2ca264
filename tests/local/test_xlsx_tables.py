"""Workbooks as Excel and other programs write them: what is read, and that a change leaves all the rest."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from airsync_gui.errors import InvalidValue, Refused, TableMissing, TableNotWritable, TableUnreadable, UsageError
from airsync_gui.local import xlsx_package, xlsx_sheet
from airsync_gui.local.sources import absolute_source, open_local_table, tables_in
from airsync_gui.local.xlsx_table import XlsxReading, XlsxTable
from airsync_gui.local.xlsx_values import Book, escaped, unescaped
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.schema import Field

FIELDS = {
    "Name": Field("name", "Name", "singleLineText"),
    "Price": Field("price", "Price", "number", {"precision": 2}),
    "Twice": Field("twice", "Twice", "number", {"precision": 2}),
    "Day": Field("day", "Day", "date"),
    "Seen": Field("seen", "Seen", "dateTime", {"timeZone": "Europe/Berlin"}),
    "Took": Field("took", "Took", "duration", {"durationFormat": "h:mm"}),
}
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def rich_book(path: Path) -> None:
    """A workbook with all that a table program puts around a table."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Meals", 0)
    del book["Sheet"]
    for line in (["Name", "Price", "Twice"], ["Soup", 4.5, "=B2*2"], ["Cake", 3, "=B3*2"]):
        sheet.append(line)
    sheet["A1"].font = Font(bold=True)
    sheet["B2"].number_format = "#,##0.00 €"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFEE00")
    sheet["A2"].comment = Comment("hot", "Ada")
    sheet.column_dimensions["A"].width = 31
    sheet.freeze_panes = "A2"
    rule = DataValidation(type="decimal", operator="greaterThan", formula1="0")
    rule.add("B2:B99")
    sheet.add_data_validation(rule)
    book.defined_names["Prices"] = DefinedName("Prices", attr_text="Meals!$B$2:$B$3")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "E5")
    other = book.create_sheet("Other")
    other["A1"] = "=SUM(Prices)"
    book.save(path)
    with_results(path, {"B2*2": "9", "B3*2": "6", "SUM(Prices)": "7.5"})


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def with_parts(path: Path, changed: Mapping[str, bytes]) -> None:
    parts = parts_of(path.read_bytes()) | dict(changed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)


def with_results(path: Path, results: Mapping[str, str]) -> None:
    """The results of formulas, as Excel keeps them in the file."""
    parts = parts_of(path.read_bytes())
    changed = {}
    for name, content in parts.items():
        text = content.decode("utf-8", "surrogateescape").replace(' fullCalcOnLoad="1"', "")
        for formula, result in results.items():
            text = re.sub(rf"<f>{re.escape(formula)}</f><v ?(/>|></v>)", f"<f>{formula}</f><v>{result}</v>", text)
        changed[name] = text.encode("utf-8", "surrogateescape")
    with_parts(path, changed)


def read(path: Path, *columns: str, sheet: str = "Meals") -> XlsxReading:
    return XlsxTable(path, sheet).read({name: FIELDS[name] for name in columns or ("Name", "Price", "Twice")})


def table_of(path: Path, *lines: list[Any], sheet: str = "Meals") -> None:
    book = openpyxl.Workbook()
    found = book.active
    assert found is not None
    found.title = sheet
    for line in lines:
        found.append(line)
    book.save(path)


def test_one_change_changes_one_cell(path: Path) -> None:
    rich_book(path)
    before = parts_of(path.read_bytes())
    reading = read(path)
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"price": Decimal("5.25")})])
    after = parts_of(path.read_bytes())
    assert result.row is not None
    assert result.row.values == {"name": "Soup", "price": Decimal("5.25"), "twice": Decimal(9)}
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"xl/workbook.xml", SHEET}
    old = re.search(rb'<c r="B2"[^>]*><v>4.5</v></c>', before[SHEET])
    assert old is not None
    assert after[SHEET] == before[SHEET].replace(
        old[0], re.sub(rb' t="n"|4.5', b"", old[0]).replace(b"<v>", b"<v>5.25")
    )
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_other_programs_read_what_was_written(path: Path) -> None:
    rich_book(path)
    reading = read(path)
    text = 'A "<b>" & c\n\t_x0041_ \x0b 寿'
    reading.write([LocalChange("update", reading.rows[1].row_id, {"name": text, "price": Decimal("0.1")})])
    sheet = openpyxl.load_workbook(path)["Meals"]
    assert sheet["A3"].value == text.replace("_x0041_", "_x005F_x0041_").replace("\x0b", "_x000B_")
    assert (sheet["B3"].value, sheet["C3"].value, sheet["B2"].number_format) == (0.1, "=B3*2", "#,##0.00 €")
    assert read(path).rows[1].values["name"] == text


def test_what_a_formula_gives_is_read_and_never_written(path: Path) -> None:
    rich_book(path)
    reading = read(path)
    assert [row.values["twice"] for row in reading.rows] == [Decimal(9), Decimal(6)]
    before = path.read_bytes()
    results = reading.write(
        [
            LocalChange("update", reading.rows[0].row_id, {"twice": Decimal(10)}),
            LocalChange("update", reading.rows[1].row_id, {"twice": Decimal(6)}),
        ]
    )
    assert isinstance(results[0].refused, InvalidValue)
    assert results[0].refused.rule == "is computed by a formula in the sheet"
    assert results[1].refused is None
    assert path.read_bytes() == before


def test_a_formula_without_its_result_is_held_not_blank(path: Path) -> None:
    table_of(path, ["Name", "Twice"], ["Soup", "=1+1"])
    [row] = read(path, "Name", "Twice").rows
    assert row.problems["twice"].kind == "ambiguous"
    assert "open the workbook" in row.problems["twice"].rule


def test_a_deleted_row_is_emptied_so_that_formulas_go_on_pointing_right(path: Path) -> None:
    rich_book(path)
    reading = read(path)
    reading.write([LocalChange("delete", reading.rows[0].row_id)])
    sheet = openpyxl.load_workbook(path)["Meals"]
    assert [cell.value for cell in sheet[2]] == [None, None, "=B2*2"]
    assert [cell.value for cell in sheet[3]] == ["Cake", 3, "=B3*2"]
    assert [row.label for row in read(path).rows] == ["row 3"]


def test_formulas_filled_down_make_no_rows_and_stay_in_new_ones(path: Path) -> None:
    table_of(path, ["Name", "Price", "Twice"], ["Soup", 1, "=B2*2"], [None, None, "=B3*2"], [None, None, "=B4*2"])
    with_results(path, {"B2*2": "2", "B3*2": "0", "B4*2": "0"})
    reading = read(path)
    assert len(reading.rows) == 1
    [result] = reading.write([LocalChange("create", None, {"name": "Rice", "price": Decimal(2), "twice": Decimal(4)})])
    assert result.row is not None
    assert result.row.label == "row 3"
    sheet = openpyxl.load_workbook(path)["Meals"]
    assert [cell.value for cell in sheet[3]] == ["Rice", 2, "=B3*2"]


def test_new_rows_take_the_formats_of_the_row_above(path: Path) -> None:
    rich_book(path)
    reading = read(path, "Name", "Price")
    reading.write([LocalChange("create", None, {"name": "Rice", "price": Decimal(2)})])
    sheet = openpyxl.load_workbook(path)["Meals"]
    assert (sheet["A4"].value, sheet["B4"].value) == ("Rice", 2)
    assert sheet["B4"].number_format == sheet["B3"].number_format
    assert sheet.dimensions == "A1:C4"


def test_the_first_day_in_a_column_gets_a_format_for_days(path: Path) -> None:
    table_of(path, ["Name", "Day", "Seen"], ["Soup"])
    reading = read(path, "Name", "Day", "Seen")
    values = {"day": date(2026, 5, 12), "seen": datetime(2026, 5, 12, 9, 30, 0, 250_000, tzinfo=UTC)}
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, values)])
    assert result.row is not None
    assert result.row.values == {"name": "Soup", **values}
    sheet = openpyxl.load_workbook(path)["Meals"]
    assert (sheet["B2"].is_date, sheet["B2"].value) == (True, datetime(2026, 5, 12))  # noqa: DTZ001
    assert sheet["C2"].value == datetime(2026, 5, 12, 11, 30, 0, 250_000)  # noqa: DTZ001 - Berlin's own clock


def test_a_time_that_stands_twice_on_the_clock_is_refused(path: Path) -> None:
    table_of(path, ["Name", "Seen"], ["Soup", datetime(2026, 10, 25, 2, 30)])  # noqa: DTZ001
    reading = read(path, "Name", "Seen")
    assert reading.rows[0].problems["seen"].kind == "ambiguous"
    [result] = reading.write([LocalChange("create", None, {"seen": datetime(2026, 10, 25, 1, 30, tzinfo=UTC)})])
    assert isinstance(result.refused, InvalidValue)


@pytest.mark.parametrize("most", ["z" * 32_767, "😀" * 16_383], ids=["letters", "emoji"])
def test_a_text_that_excel_would_cut_is_refused(path: Path, most: str) -> None:
    table_of(path, ["Name"], ["Soup"])
    reading = read(path, "Name")
    kept, refused = reading.write([LocalChange("create", None, {"name": text}) for text in (most, most + "zz")])
    assert kept.refused is None
    assert isinstance(refused.refused, InvalidValue)
    assert [row.values["name"] for row in read(path, "Name").rows] == ["Soup", most]


def test_hours_and_minutes_are_a_duration_and_stay_one(path: Path) -> None:
    table_of(path, ["Name", "Took"], ["Soup", timedelta(hours=1, minutes=30)])
    reading = read(path, "Name", "Took")
    assert reading.rows[0].values["took"] == Decimal(5400)
    reading.write([LocalChange("update", reading.rows[0].row_id, {"took": Decimal(6300)})])
    assert openpyxl.load_workbook(path)["Meals"]["B2"].value == timedelta(hours=1, minutes=45)
    assert read(path, "Name", "Took").rows[0].values["took"] == Decimal(6300)


def test_excels_own_table_grows_with_its_rows(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Meals"
    sheet["B1"] = "My meals"
    sheet["B3"], sheet["C3"], sheet["B4"], sheet["C4"], sheet["F3"] = "Name", "Price", "Soup", 1, "a note"
    sheet.add_table(Table(displayName="Meals", ref="B3:C4"))
    book.save(path)
    reading = read(path, "Name", "Price")
    assert reading.columns == ("Name", "Price")
    reading.write([LocalChange("create", None, {"name": "Rice", "price": Decimal(2)})])
    again = openpyxl.load_workbook(path)["Meals"]
    assert again.tables["Meals"].ref == again.tables["Meals"].autoFilter.ref == "B3:C5"
    assert (again["B5"].value, again["C5"].value, again["F3"].value) == ("Rice", 2, "a note")


def test_a_row_of_totals_is_no_row_and_nothing_is_put_below_it(path: Path) -> None:
    table_of(path, ["Name", "Price"], ["Soup", 1], ["Sum", 1])
    book = openpyxl.load_workbook(path)
    table = Table(displayName="Meals", ref="A1:B3", totalsRowCount=1)
    book["Meals"].add_table(table)
    book.save(path)
    reading = read(path, "Name", "Price")
    assert [row.values["name"] for row in reading.rows] == ["Soup"]
    [result] = reading.write([LocalChange("create", None, {"name": "Rice"})])
    assert isinstance(result.refused, Refused)


def test_what_other_programs_write_is_read(path: Path) -> None:
    """Prefixes, rows and cells without places, texts in runs, single quotes, an error."""
    table_of(path, ["Name"])
    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si>'
        b"<si><r><t>So</t></r><r><rPr><b/></rPr><t xml:space='preserve'>up </t></r>"
        b"<rPh sb='0' eb='1'><t>x</t></rPh></si></sst>"
    )
    sheet = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b"<x:row><x:c t='s'><x:v>0</x:v></x:c><x:c t='inlineStr'><x:is><x:t>Price</x:t></x:is></x:c></x:row>"
        b"<x:row r='3'><x:c t='s'><x:v>1</x:v></x:c><x:c><x:v>0.30000000000000004</x:v></x:c></x:row>"
        b"<x:row><x:c r='A4' t='str'><x:v>a &lt; b_x000D_</x:v></x:c><x:c r='B4' t='e'><x:v>#N/A</x:v></x:c></x:row>"
        b"<x:row r='6'/></x:sheetData></x:worksheet>"
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rId77" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    relations = parts_of(path.read_bytes())["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation)
    content = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + content + b'"/></Types>'
    types = parts_of(path.read_bytes())["[Content_Types].xml"].replace(b"</Types>", listed)
    with_parts(path, {"xl/sharedStrings.xml": texts, SHEET: sheet, "xl/_rels/workbook.xml.rels": relations})
    with_parts(path, {"[Content_Types].xml": types})
    reading = read(path, "Name", "Price")
    first, second = reading.rows
    assert first.values == {"name": "Soup ", "price": Decimal("0.30000000000000004")}
    assert second.values == {"name": "a < b\r"}
    assert second.problems["price"].text == "#N/A"
    reading.write(
        [
            LocalChange("create", None, {"name": "Rice", "price": Decimal(2)}),
            LocalChange("update", second.row_id, {"price": Decimal(3)}),
        ]
    )
    assert [row.values.get("price") for row in read(path, "Name", "Price").rows][1:] == [Decimal(3), Decimal(2)]
    assert openpyxl.load_workbook(path)["Meals"]["B5"].value == 2


def test_a_workbook_that_is_open_elsewhere_is_read_and_not_written(path: Path) -> None:
    for name, program in {"~$book.xlsx": "Excel", ".~lock.book.xlsx#": "LibreOffice"}.items():
        table_of(path, ["Name"], ["Soup"])
        lock = path.with_name(name)
        lock.touch()
        reading = read(path, "Name")
        with pytest.raises(TableNotWritable) as caught:
            reading.write([LocalChange("update", reading.rows[0].row_id, {"name": "Stew"})])
        assert caught.value.detail == f"is open in {program}"
        lock.unlink()
        reading.write([LocalChange("update", reading.rows[0].row_id, {"name": "Stew"})])


def test_a_protected_sheet_is_not_written(path: Path) -> None:
    table_of(path, ["Name"], ["Soup"])
    book = openpyxl.load_workbook(path)
    book["Meals"].protection.enable()
    book.save(path)
    reading = read(path, "Name")
    with pytest.raises(TableNotWritable, match="is protected"):
        reading.write([LocalChange("update", reading.rows[0].row_id, {"name": "Stew"})])


def test_what_is_no_workbook_is_told(path: Path) -> None:
    table_of(path, ["Name"], ["Soup"])
    whole = path.read_bytes()
    broken = {
        b"": "is empty",
        whole[: len(whole) // 2]: "half-written",
        b"Name,Price\n": "half-written",
        whole[zipfile.ZipFile(path).getinfo(SHEET).header_offset + 30 :]: "damaged",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "password",
        whole.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"): "half-written",
    }
    assert len(broken) == 6
    for data, said in broken.items():
        path.write_bytes(data)
        with pytest.raises(TableUnreadable, match=said):
            read(path, "Name")
    table_of(path, ["Name"], ["Soup"])
    with_parts(path, {SHEET: b"<worksheet><sheetData><!-- --></sheetData></worksheet>"})
    with pytest.raises(TableUnreadable, match="not written as workbooks are"):
        read(path, "Name")
    for number in (b'<row r="1!">', b'<row r="1"><c r="A1" s="t="><v>1</v></c>'):
        with_parts(path, {SHEET: b"<worksheet><sheetData>" + number + b"</row></sheetData></worksheet>"})
        with pytest.raises(TableUnreadable, match="not written as workbooks are"):
            read(path, "Name")
    with_parts(path, {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'})
    with pytest.raises(TableUnreadable, match="declares entities"):
        read(path, "Name")


def test_a_workbook_that_unpacks_to_too_much_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table_of(path, ["Name"], ["Soup"])
    monkeypatch.setattr(
        xlsx_package, "MOST_BYTES", sum(info.file_size for info in zipfile.ZipFile(path).infolist()) - 1
    )
    with pytest.raises(TableUnreadable, match="larger"):
        read(path, "Name")


def test_a_sheet_that_is_gone_is_missing(path: Path) -> None:
    table_of(path, ["Name"], ["Soup"], sheet="Other")
    with pytest.raises(TableMissing, match="has no sheet “Meals”"):
        read(path, "Name")


def test_sheets_are_offered_by_name(path: Path) -> None:
    rich_book(path)
    assert [(table.name, table.row_count) for table in tables_in(str(path))] == [("Meals", 2), ("Other", 0)]
    with pytest.raises(UsageError, match=r"It has: Meals, Other. Write .*book.xlsx#Meals for the first"):
        open_local_table(str(path))
    with pytest.raises(UsageError, match="has no sheet “Meal”"):
        open_local_table(f"{path}#Meal").headers()
    assert absolute_source(f"{path}#Meals") == f"{path}#Meals"


def test_two_columns_of_one_name_are_told(path: Path) -> None:
    table_of(path, ["Name", "Price", "Price "], ["Soup", 1, 2])
    assert read(path, "Name", "Price").rows[0].values["price"] == Decimal(1)
    table_of(path, ["Name", "Price", "Price"], ["Soup", 1, 2])
    with pytest.raises(TableUnreadable, match="several columns"):
        read(path, "Name", "Price")


@settings(max_examples=200)
@given(st.integers(1, 2_900_000), st.integers(0, 86_399_999), st.booleans())
def test_days_are_those_of_other_programs(day: int, milliseconds: int, mac: bool) -> None:
    book = Book((), ("moment",), mac)
    if day == 60 and not mac:
        return  # 1900-02-29, which never was
    number = float(Decimal(day) + Decimal(milliseconds) / 86_400_000)
    found = book.value("n", repr(number), 0)
    assert isinstance(found, datetime)
    expected = from_excel(number, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)
    assert isinstance(expected, datetime)
    assert abs(found - expected) <= timedelta(milliseconds=1)
    assert book.value("n", book.serial(found), 0) == found


@settings(max_examples=200)
@given(st.text())
def test_any_text_stands_whole_in_a_cell(text: str) -> None:
    escape = escaped(text)
    assert unescaped(escape.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) == text


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_part_is_decoded_piece_by_piece(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheet, "PIECE", 3)
    assert xlsx_sheet.text_of(f"{mark}<c>Füße 😀 €</c>".encode()) == "<c>Füße 😀 €</c>"
    with pytest.raises(UnicodeDecodeError):
        xlsx_sheet.text_of("half a €".encode()[:-1])
