"""Each Airtable type in a text cell: what is read, what is held, what is refused, and what is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from airsync_gui.local.cells import form_of, read_cell, write_cell
from airsync_gui.local.forms import BadCell, CellForm
from airsync_gui.local.numbers import with_unit
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field

BERLIN = ZoneInfo("Europe/Berlin")
D = Decimal


def field(kind: str, **options: Any) -> Field:
    return Field("fld1", "Column", kind, options)


def column(kind: str, cells: Iterable[str] = (), style: str = "", **options: Any) -> CellForm:
    return form_of(field(kind, **options), Counter(cells), style, BERLIN)


def read(form: CellForm, text: str) -> Any:
    return read_cell(form, text)


def problem(form: CellForm, text: str) -> tuple[str, str | None]:
    found = read_cell(form, text)
    assert isinstance(found, CellProblem), f"{text!r} was read as {found!r}"
    assert found.text == text[:80]
    assert found.rule
    return found.kind, found.suggestion


TEXT_TYPES = ("singleLineText", "multilineText", "email", "url", "phoneNumber", "singleCollaborator", "barcode")


@pytest.mark.parametrize("kind", TEXT_TYPES)
@pytest.mark.parametrize("text", [" a ", "1,5", "x\r\ny\n", "e\u0301", "#ERROR!", "\u00a0", "=1+1", '"'])
def test_text_is_never_touched(kind: str, text: str) -> None:
    form = column(kind, [text])
    assert read(form, text) == text == write_cell(form, text)


def test_one_newline_at_the_end_of_rich_text_is_no_difference() -> None:
    form = column("richText")
    assert read(form, "**a**\n") == read(form, "**a**\r\n") == read(form, "**a**") == "**a**"
    assert read(form, "\n") is None
    assert read(form, write_cell(form, "a\n")) == "a\n"


@pytest.mark.parametrize(
    "kind", ["singleLineText", "richText", "number", "checkbox", "multipleSelects", "date", "dateTime"]
)
def test_an_empty_cell_is_blank_everywhere(kind: str) -> None:
    assert read(column(kind), "") is None
    assert write_cell(column(kind), None) == ""


@pytest.mark.parametrize(
    "kind", ["number", "percent", "duration", "rating", "checkbox", "multipleSelects", "date", "dateTime"]
)
def test_a_cell_of_blanks_is_blank_where_it_cant_be_text(kind: str) -> None:
    assert read(column(kind), "  ") is None


# Numbers: the column's cells, then one of them and its value.
NUMBERS = [
    (["1234.5"], "1234.5", D("1234.5")),
    (["-3"], "-3", D(-3)),
    (["1e3"], "1e3", D(1000)),
    (["1.5E-3"], "1.5E-3", D("0.0015")),
    ([" 7 "], " 7 ", D(7)),
    (["+7"], "+7", D(7)),
    (["\u22127"], "\u22127", D(-7)),
    ([".5"], ".5", D("0.5")),
    (["1.234,5"], "1.234,5", D("1234.5")),
    (["1.234,5", "2.500"], "2.500", D(2500)),
    (["1,234.5", "2,500"], "2,500", D(2500)),
    (["0,5", "1,234"], "1,234", D("1.234")),
    (["0.5", "1,234"], "1,234", D(1234)),
    (["1,234,567", "1,234"], "1,234", D(1234)),
    (["1.234.567", "1.234"], "1.234", D(1234)),
    (["1 234,5"], "1 234,5", D("1234.5")),
    (["1\u202f234\u202f567"], "1\u202f234\u202f567", D(1234567)),
    (["1'234.50"], "1'234.50", D("1234.50")),
    (["1.234"], "1.234", D("1.234")),
    (["$1,234.50"], "$1,234.50", D("1234.5")),
    (["-$5"], "-$5", D(-5)),
    (["$-5"], "$-5", D(-5)),
    (["1.234,50 €"], "1.234,50 €", D("1234.5")),
    (["€ 5"], "€ 5", D(5)),
    (
        ["0.1000000000000000055511151231257827"],
        "0.1000000000000000055511151231257827",
        D("0.1000000000000000055511151231257827"),
    ),
    (
        ["12345678901234567890123456789012345"],
        "12345678901234567890123456789012345",
        D("12345678901234567890123456789012345"),
    ),
]


@pytest.mark.parametrize("kind", ["number", "currency"])
@pytest.mark.parametrize(("cells", "text", "value"), NUMBERS)
def test_numbers_are_read_exactly(kind: str, cells: list[str], text: str, value: Decimal) -> None:
    found = read(column(kind, cells), text)
    assert found == value
    assert type(found) is Decimal


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1,2,3",
        "1.2.3",
        "12abc",
        "--1",
        "1 2",
        "1,23,4",
        "Infinity",
        "NaN",
        "١٢",
        "5%",
        "1e9999",
        "$",
        "-",
        "1:30",
    ],
)
def test_what_is_no_number_is_invalid(text: str) -> None:
    assert problem(column("number", [text]), text)[0] == "invalid"


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["1,234"], "1,234"),
        (["1,234", "5", "77"], "1,234"),
        (["1,234", "1.234"], "1.234"),
        (["1.5", "1,5", "1,234"], "1,234"),
        (["1.5", "1,5", "1.234"], "1.234"),
        (["$1.234"], "$1.234"),
    ],
)
def test_a_number_with_two_readings_is_held(cells: list[str], text: str) -> None:
    kind, suggestion = problem(column("number", cells), text)
    assert kind == "ambiguous"
    assert suggestion is not None
    assert isinstance(read(column("number", [suggestion]), suggestion), Decimal)


def test_thousands_are_likelier_than_decimals_in_a_field_without_any() -> None:
    assert problem(column("number", ["1.234"], precision=0), "1.234")[0] == "ambiguous"
    form = column("number", ["5"], precision=0)
    written = write_cell(form, D("1.234"))
    assert read(column("number", [written], precision=0), written) == D("1.234")


def test_each_cell_of_a_mixed_column_that_has_one_reading_is_read() -> None:
    form = column("number", ["1.5", "1,5"])
    assert (read(form, "1.5"), read(form, "1,5")) == (D("1.5"), D("1.5"))


def test_a_pair_can_say_how_a_column_is_read() -> None:
    assert read(column("number", ["1,234"], "decimal comma"), "1,234") == D("1.234")
    assert read(column("number", ["1,234"], "decimal point"), "1,234") == D(1234)


def test_what_a_column_proves_can_be_given_back_as_its_style() -> None:
    proven = column("number", ["1,5"]).proven
    assert read(column("number", ["1.234"], proven), "1.234") == D(1234)
    assert column("number", ["1"]).proven == ""


NUMBERS_WRITTEN = [
    ([], D("1234.5"), "1234.5"),
    ([], D("1E+3"), "1000"),
    ([], D("0.00001"), "0.00001"),
    ([], D("-3"), "-3"),
    ([], D("2.50"), "2.5"),
    (["1,5"], D("2.25"), "2,25"),
    (["1.234,5"], D("9876.5"), "9.876,5"),
    (["1,234.50", "2.00"], D(9876), "9,876.00"),
    (["$1.00", "$2.50"], D("-3.5"), "-$3.50"),
    (["1,00 €", "2,50 €"], D("3.5"), "3,50 €"),
    (["1,00 €", "2,50 €"], D("3.555"), "3,5550 €"),
    (["1 234,5"], D(1234567), "1 234 567"),
    (["1 234 567"], D(7654321), "7 654 321"),
]


@pytest.mark.parametrize(("cells", "value", "text"), NUMBERS_WRITTEN)
def test_numbers_are_written_in_the_columns_style(cells: list[str], value: Decimal, text: str) -> None:
    form = column("currency", cells)
    assert write_cell(form, value) == text
    assert read(form, text) == value


@pytest.mark.parametrize(
    ("cells", "text", "value", "written"),
    [
        (["32 g", "5"], "32 g", D(32), "33.5"),
        (["32 g", "5"], "5", D(5), "33.5"),
        (["32 g", "1.5 g"], "1.5 g", D("1.5"), "33.5 g"),
        (["1.234,5 g", "7g"], "1.234,5 g", D("1234.5"), "33,5"),
        (["-2 g"], "-2 g", D(-2), "33.5 g"),
    ],
)
def test_a_unit_that_the_pair_names_is_left_off(cells: list[str], text: str, value: Decimal, written: str) -> None:
    form = column("number", cells, "unit g")
    assert read(form, text) == value
    assert write_cell(form, D("33.5")) == written
    assert problem(column("number", cells), "32 g")[0] == "invalid"
    assert problem(form, "32 kg")[0] == "invalid"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["n/a", "32 g", "5 kg", "7 g"], ("32 g", "32", "unit g")),
        (["1,5 km/h"], ("1,5 km/h", "1,5", "unit km/h")),
        (["-3 °C"], ("-3 °C", "-3", "unit °C")),
        (["n/a", "old", "12:30", "5 g, 6 g"], None),
        ([], None),
    ],
)
def test_the_unit_that_most_cells_have_is_found(cells: list[str], found: tuple[str, ...] | None) -> None:
    unit = with_unit(cells)
    assert (unit and (unit.text, unit.number, unit.style)) == found
    if unit is not None:
        assert isinstance(read(column("number", cells, unit.style), unit.text), Decimal)


@pytest.mark.parametrize(
    "cells", [["1,5", "1.234"], ["1.234,5", "1"], ["1,234.5", "1,234"], ["1.234.567", "1.234"], ["0,5"]]
)
@pytest.mark.parametrize("value", [D(2), D(1234), D("1.234"), D(1234567), D("-1234.567")])
def test_a_written_number_reads_the_same_when_it_replaced_the_cell_that_proved_the_style(
    cells: list[str], value: Decimal
) -> None:
    text = write_cell(column("number", cells), value)
    assert read(column("number", [text, *cells]), text) == value
    alone = read(column("number", [text]), text)
    assert alone == value or isinstance(alone, CellProblem)


def test_a_write_never_settles_what_a_person_was_asked() -> None:
    form = column("number", ["1,234", "5"])
    with pytest.raises(BadCell, match="does not tell"):
        write_cell(form, D("1.5"))
    text = write_cell(form, D(1500))
    assert problem(column("number", ["1,234", text]), "1,234")[0] == "ambiguous"


def test_two_currencies_in_one_column_are_held() -> None:
    form = column("currency", ["$5", "€6", "7"], symbol="$")
    assert read(form, "$5") == D(5)
    assert read(form, "7") == D(7)
    assert problem(form, "€6")[0] == "ambiguous"


def test_a_currency_may_have_a_name_for_its_sign() -> None:
    form = column("currency", ["CHF 5.00", "CHF 1.00"], symbol="CHF")
    assert read(form, "CHF 5.00") == D(5)
    assert write_cell(form, D(3)) == "CHF 3.00"


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), "text", True, ("a",)])
def test_what_is_no_number_is_not_written_as_one(value: Value) -> None:
    with pytest.raises(BadCell):
        write_cell(column("number"), value)


def test_a_percentage_is_a_fraction_and_a_bare_number_among_signed_ones_is_held() -> None:
    signed, bare, mixed = ["12.5%", "3 %"], ["0.125", "3"], ["12.5%", "30", "0"]
    assert read(column("percent", signed), "12.5%") == D("0.125")
    assert read(column("percent", signed), "3 %") == D("0.03")
    assert read(column("percent", bare), "3") == D(3)
    assert problem(column("percent", mixed), "30") == ("ambiguous", "30%")
    assert read(column("percent", mixed), "0") == D(0)
    assert read(column("percent", mixed, "percent"), "30") == D("0.3")
    assert read(column("percent", mixed, "fraction"), "30") == D(30)
    assert read(column("percent", ["12,5%"]), "12,5%") == D("0.125")
    assert problem(column("percent"), "$5")[0] == "invalid"
    assert write_cell(column("percent", ["12.5%"]), D("0.5")) == "50%"
    assert write_cell(column("percent", ["12.5 %", "1 %"]), D("0.5")) == "50 %"
    assert write_cell(column("percent", bare), D("0.5")) == "0.5"
    assert write_cell(column("percent"), D("0.5")) == "0.5"
    long = D("0.12345678901234567890123456789012345")
    assert read(column("percent", signed), write_cell(column("percent", signed), long)) == long


@pytest.mark.parametrize(
    ("shown", "text", "seconds"),
    [
        ("h:mm", "1:30", 5400),
        ("h:mm", "1:30:15", 5415),
        ("h:mm", "90", 90),
        ("h:mm:ss", "1:02:03", 3723),
        ("h:mm:ss", "-0:00:01", -1),
        ("h:mm:ss.SS", "0:00:01.25", "1.25"),
        ("h:mm:ss", "1.5", "1.5"),
        ("h:mm", "100:00", 360000),
    ],
)
def test_a_duration_is_read_as_its_field_shows_it(shown: str, text: str, seconds: object) -> None:
    assert read(column("duration", [text], durationFormat=shown), text) == D(str(seconds))


def test_a_duration_of_two_parts_is_held_where_the_field_shows_three() -> None:
    assert problem(column("duration", durationFormat="h:mm:ss"), "1:30") == ("ambiguous", "1:30:00")


@pytest.mark.parametrize("text", ["1:60", "1:3", "abc", "1:00:60", ":30"])
def test_what_is_no_duration_is_invalid(text: str) -> None:
    assert problem(column("duration", durationFormat="h:mm"), text)[0] == "invalid"


def test_durations_are_written_in_the_fields_format_or_as_seconds() -> None:
    assert write_cell(column("duration", durationFormat="h:mm"), D(5400)) == "1:30"
    assert write_cell(column("duration", durationFormat="h:mm"), D(5415)) == "1:30:15"
    assert write_cell(column("duration", durationFormat="h:mm:ss"), D(-3723)) == "-1:02:03"
    assert write_cell(column("duration", durationFormat="h:mm:ss.SS"), D("1.5")) == "0:00:01.50"
    assert write_cell(column("duration", ["90", "3"], durationFormat="h:mm"), D(5400)) == "5400"


@pytest.mark.parametrize("kind", ["rating", "count", "autoNumber"])
def test_whole_numbers(kind: str) -> None:
    assert read(column(kind), "4") == D(4)
    assert read(column(kind), "4.0") == D(4)
    assert write_cell(column(kind), D(4)) == "4"


def test_a_rating_that_is_no_whole_number_is_none() -> None:
    assert problem(column("rating"), "4.5")[0] == "invalid"
    assert problem(column("rating"), "four")[0] == "invalid"
    with pytest.raises(BadCell):
        write_cell(column("rating"), D("4.5"))


@pytest.mark.parametrize("ticked", ["true", "TRUE", "Yes", "1", "x", "X", "on", " yes "])
@pytest.mark.parametrize("unticked", ["false", "False", "NO", "0", "off", ""])
def test_check_boxes_are_read_in_any_words(ticked: str, unticked: str) -> None:
    form = column("checkbox", [ticked, unticked])
    assert read(form, ticked) is True
    assert read(form, unticked) is None


@pytest.mark.parametrize("text", ["maybe", "2", "truee", "-1"])
def test_what_is_no_check_box_is_invalid(text: str) -> None:
    assert problem(column("checkbox"), text)[0] == "invalid"


@pytest.mark.parametrize(
    ("cells", "ticked", "unticked"),
    [
        ([], "true", ""),
        (["", ""], "true", ""),
        (["TRUE", "FALSE"], "TRUE", "FALSE"),
        (["Yes", "No", ""], "Yes", "No"),
        (["yes", "yes"], "yes", "no"),
        (["YES"], "YES", "NO"),
        (["No"], "Yes", "No"),
        (["1", "0"], "1", "0"),
        (["x", ""], "x", ""),
        (["X"], "X", ""),
        (["On", ""], "On", ""),
        (["off"], "on", "off"),
        (["yes", "yes", "true", "no"], "yes", "no"),
    ],
)
def test_check_boxes_are_written_in_the_columns_words(cells: list[str], ticked: str, unticked: str) -> None:
    form = column("checkbox", cells)
    assert (write_cell(form, True), write_cell(form, None)) == (ticked, unticked)


CHOICES: dict[str, Any] = {
    "choices": [{"id": "sel1", "name": "Hot"}, {"id": "sel2", "name": "a, b"}, {"id": "sel3", "name": "c"}]
}


def test_a_choice_is_its_exact_name() -> None:
    form = column("singleSelect", **CHOICES)
    assert read(form, "Hot") == "Hot"
    assert read(form, "a, b") == "a, b" == write_cell(form, "a, b")
    assert read(form, "Unheard of") == "Unheard of"
    assert problem(form, "hot") == ("ambiguous", "Hot")
    assert problem(form, " Hot ") == ("ambiguous", "Hot")


@pytest.mark.parametrize(
    ("cells", "text", "members"),
    [
        ([], 'home, "a, b"', ("home", "a, b")),
        ([], "home,work", ("home", "work")),
        ([], '"say ""hi""", x', ('say "hi"', "x")),
        ([], "a, , b,", ("a", "b")),
        ([], "a, a", ("a",)),
        ([], '5" pipe, b', ('5" pipe', "b")),
        (["a; b", "c"], "a; b", ("a", "b")),
        (["a;b"], 'x;"p; q"', ("x", "p; q")),
        (["a\nb"], "a\nb", ("a", "b")),
        (['"a; b", c'], '"a; b", c', ("a; b", "c")),
    ],
)
def test_a_cell_has_the_members_that_its_column_separates(
    cells: list[str], text: str, members: tuple[str, ...]
) -> None:
    assert read(column("multipleSelects", cells or [text]), text) == members


@pytest.mark.parametrize("text", ['"a', '"a" b, c'])
def test_a_list_with_broken_quotes_is_invalid(text: str) -> None:
    assert problem(column("multipleSelects", [text]), text)[0] == "invalid"


def test_a_list_in_a_column_of_two_separators_is_held_unless_the_choices_tell() -> None:
    cells = ["a; b", "c, d", "e"]
    form = column("multipleRecordLinks", cells)
    assert [problem(form, text)[0] for text in cells[:2]] == ["ambiguous", "ambiguous"]
    assert read(form, "e") == ("e",)
    known: dict[str, Any] = {"choices": [{"id": name, "name": name} for name in ("a", "b", "c, d", "e")]}
    told = column("multipleSelects", cells, **known)
    assert [read(told, text) for text in cells] == [("a", "b"), ("c, d",), ("e",)]


def test_members_almost_like_a_choice_are_held() -> None:
    form = column("multipleSelects", **CHOICES)
    assert problem(form, "hot, c") == ("ambiguous", "Hot, c")
    assert problem(form, "a, b") == ("ambiguous", '"a, b"')
    assert read(form, "Hot, new") == ("Hot", "new")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([], 'home, "a, b", "x;y", " z", "q""r"'),
        (["a; b"], 'home; "a, b"; "x;y"; " z"; "q""r"'),
        (["a;b", "c"], 'home;"a, b";"x;y";" z";"q""r"'),
        (["a\nb"], 'home\n"a, b"\n"x;y"\n" z"\n"q""r"'),
    ],
)
def test_lists_are_written_in_the_columns_style(cells: list[str], text: str) -> None:
    form = column("multipleSelects", cells)
    value = ("home", "a, b", "x;y", " z", 'q"r')
    assert write_cell(form, value) == text
    assert read(form, text) == value
    assert read(column("multipleSelects", [text, *cells]), text) == value


def test_a_lookup_may_have_a_member_twice() -> None:
    assert read(column("multipleLookupValues"), "1, 1") == ("1", "1")


def test_attachments_show_their_file_names() -> None:
    form = column("multipleAttachments")
    assert write_cell(form, ("att1/20/a.png", "att2/3/b, c/d.png")) == 'a.png, "b, c/d.png"'
    assert read(form, 'a.png, "b, c/d.png"') == ("a.png", "b, c/d.png")


@pytest.mark.parametrize(
    ("cells", "text", "day"),
    [
        (["2026-05-12"], "2026-05-12", date(2026, 5, 12)),
        (["2026/05/12"], "2026/05/12", date(2026, 5, 12)),
        (["12.05.2026", "13.05.2026"], "12.05.2026", date(2026, 5, 12)),
        (["05/12/2026", "05/13/2026"], "05/12/2026", date(2026, 5, 12)),
        (["5/6/2026", "5/13/2026"], "5/6/2026", date(2026, 5, 6)),
        (["05/05/2026"], "05/05/2026", date(2026, 5, 5)),
        ([" 2026-05-12 "], " 2026-05-12 ", date(2026, 5, 12)),
        (["0001-01-01"], "0001-01-01", date(1, 1, 1)),
    ],
)
def test_a_date_is_read_in_the_order_that_its_column_proves(cells: list[str], text: str, day: date) -> None:
    found = read(column("date", cells), text)
    assert found == day
    assert type(found) is date


def test_a_date_whose_order_nothing_proves_is_held() -> None:
    assert problem(column("date", ["05/12/2026"]), "05/12/2026") == ("ambiguous", "2026-12-05")
    both = ["13/05/2026", "05/13/2026", "05/12/2026"]
    assert problem(column("date", both), "05/12/2026")[0] == "ambiguous"
    assert read(column("date", both), "13/05/2026") == date(2026, 5, 13) == read(column("date", both), "05/13/2026")
    assert problem(column("date", ["13.05.2026", "05/12/2026"]), "05/12/2026")[0] == "ambiguous"
    assert read(column("date", ["05/12/2026"], "month first"), "05/12/2026") == date(2026, 5, 12)
    assert problem(column("date"), "12.05.26")[0] == "ambiguous"


@pytest.mark.parametrize(
    "text", ["2026-02-30", "30.02.2026", "2026-13-01", "May 12", "12", "2026-05-12T00:00:00Z", "13/13/2026"]
)
def test_what_is_no_date_is_invalid(text: str) -> None:
    assert problem(column("date", [text]), text)[0] == "invalid"


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([], "2026-06-07"),
        (["31.05.2026", "01.01.2026"], "07.06.2026"),
        (["5/31/2026", "1/2/2026"], "6/7/2026"),
        (["2026/05/31"], "2026/06/07"),
        (["01/02/2026"], "2026-06-07"),
    ],
)
def test_dates_are_written_in_the_columns_style(cells: list[str], text: str) -> None:
    form = column("date", cells)
    assert write_cell(form, date(2026, 6, 7)) == text
    assert read(form, text) == date(2026, 6, 7)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-12T09:30:00.000Z", datetime(2026, 5, 12, 9, 30, tzinfo=UTC)),
        ("2026-05-12 09:30Z", datetime(2026, 5, 12, 9, 30, tzinfo=UTC)),
        ("2026-05-12T09:30:00+02:00", datetime(2026, 5, 12, 7, 30, tzinfo=UTC)),
        ("2026-05-12T09:30:00-0530", datetime(2026, 5, 12, 15, 0, tzinfo=UTC)),
        ("2026-05-12 09:30:00.123456+00", datetime(2026, 5, 12, 9, 30, 0, 123456, tzinfo=UTC)),
        ("2026-05-12T09:30", datetime(2026, 5, 12, 7, 30, tzinfo=UTC)),
        ("2026-01-12 9:30:15", datetime(2026, 1, 12, 8, 30, 15, tzinfo=UTC)),
    ],
)
def test_a_time_in_any_spelling_is_the_moment_in_utc(text: str, moment: datetime) -> None:
    found = read(column("dateTime", [text]), text)
    assert found == moment
    assert found.tzinfo is UTC


def test_a_time_without_offset_is_in_the_fields_zone_where_it_names_one() -> None:
    text = "2026-05-12 09:30"
    assert read(column("dateTime", [text], timeZone="America/New_York"), text).hour == 13
    assert read(column("dateTime", [text], timeZone="utc"), text).hour == 9
    assert read(column("dateTime", [text], timeZone="client"), text).hour == 7
    assert problem(column("dateTime", [text], timeZone="Mars/Olympus"), text)[0] == "ambiguous"


def test_a_local_time_that_a_clock_change_skips_or_repeats_is_held() -> None:
    form = column("dateTime")
    assert problem(form, "2026-03-29 02:30") == ("ambiguous", None)
    kind, suggestion = problem(form, "2026-10-25 02:30")
    assert kind == "ambiguous"
    assert suggestion is not None
    assert read(form, suggestion) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_this_computers_zone_is_taken_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        form = form_of(field("dateTime"), Counter(["2026-05-12 09:30"]))
        assert read(form, "2026-05-12 09:30") == datetime(2026, 5, 12, 13, 30, tzinfo=UTC)
        assert problem(form, "2026-11-01 01:30") == ("ambiguous", "2026-11-01T01:30:00-04:00")
        assert problem(form, "2026-03-08 02:30") == ("ambiguous", None)  # skipped: no offset makes it one
        assert write_cell(form, datetime(2026, 1, 1, 12, 0, tzinfo=UTC)) == "2026-01-01 07:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_date_alone_is_not_taken_for_midnight() -> None:
    assert problem(column("dateTime"), "2026-05-12") == ("ambiguous", "2026-05-12T00:00")


@pytest.mark.parametrize(
    "text", ["soon", "2026-05-12T25:00Z", "2026-05-12T09:60Z", "09:30", "2026-02-30T00:00Z", "0001-01-01 00:00"]
)
def test_what_is_no_time_is_invalid(text: str) -> None:
    assert problem(column("dateTime", [text]), text)[0] == "invalid"


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([], "2026-05-12T07:30:15.250Z"),
        (["2026-01-01T00:00Z"], "2026-05-12T07:30Z"),
        (["2026-01-01 00:00:00"], "2026-05-12 09:30:15"),
        (["2026-01-01 00:00"], "2026-05-12 09:30"),
        (["2026-01-01T00:00:00.000+05:00"], "2026-05-12T12:30:15.250+05:00"),
        (["31.01.2026 00:00"], "12.05.2026 09:30"),
    ],
)
def test_times_are_written_in_the_columns_style(cells: list[str], text: str) -> None:
    form = column("dateTime", cells)
    moment = datetime(2026, 5, 12, 7, 30, 15, 250_000, tzinfo=UTC)
    assert write_cell(form, moment) == text
    assert (moment - read(form, text)).total_seconds() < 60


def test_a_repeated_local_time_is_written_with_its_offset() -> None:
    form = column("dateTime", ["2026-01-01 00:00"])
    for hour in (0, 1):
        moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert read(form, write_cell(form, moment)) == moment


def test_computed_values_go_by_their_results_type_and_errors_are_text() -> None:
    number = column("formula", ["1,5"], result={"type": "number", "options": {"precision": 1}})
    assert read(number, "1,5") == D("1.5")
    assert write_cell(number, D("2.5")) == "2,5"
    assert read(number, "#ERROR!") == "#ERROR!" == write_cell(number, "#ERROR!")
    assert read(number, "NaN") == "NaN" == write_cell(number, "NaN")
    # Airtable's own word for it may be of any type: what is no number is the text that it is, in both directions.
    assert read(number, "abc") == "abc" == write_cell(number, "abc")
    assert write_cell(number, ("a", "#ERROR!")) == "a, #ERROR!"
    assert write_cell(number, True) == "true"
    assert read(number, "#ERROR_CIRCULAR") == "#ERROR_CIRCULAR" == write_cell(number, "#ERROR_CIRCULAR")
    share = column("rollup", ["5%"], result={"type": "percent"})
    assert read(share, "5%") == D("0.05")
    day = column("createdTime", result={"type": "date"})
    assert read(day, "2026-05-12") == date(2026, 5, 12)
    text = column("formula", result={"type": "singleLineText"})
    assert read(text, "abc") == "abc"
    assert [write_cell(text, value) for value in (("a", "b"), D("1.50"), True)] == ["a, b", "1.5", "true"]


@pytest.mark.parametrize("kind", ["button", "aiText", "externalSyncSource", "somethingNew", "createdBy"])
def test_what_is_only_pulled_is_text(kind: str) -> None:
    assert read(column(kind), " a ") == " a "


@pytest.mark.parametrize("kind", ["number", "percent", "checkbox", "multipleSelects", "date", "dateTime", "duration"])
def test_the_order_of_cells_never_matters(kind: str) -> None:
    cells = [
        "1,234",
        "0.5",
        "yes",
        "TRUE",
        "No",
        "a; b",
        "c, d",
        "31.12.2026",
        "01/02/2026",
        "2026-01-01 00:00",
        "5%",
        "1:30",
    ]
    forward, backward = column(kind, cells), column(kind, reversed(cells))
    assert [read_cell(forward, text) for text in cells] == [read_cell(backward, text) for text in cells]
    assert (forward.about, forward.proven, forward.blank) == (backward.about, backward.proven, backward.blank)


def test_a_long_cell_is_cut_in_its_problem() -> None:
    assert problem(column("number"), "x" * 500)[0] == "invalid"
