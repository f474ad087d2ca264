from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Shop

START = "2026-01-02T03:04:05.000Z"


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    rows: list[dict[str, Any]] = [
        {"SKU": "L", "Name": "Lamp", "Stock": 3, "Sold out": True, "Tags": ["new", "old"], "Since": "2026-01-31"},
        {"SKU": "D", "Name": "Desk", "Stock": 0, "Checked": "2026-02-01T10:20:30.123Z"},
        {"SKU": "S", "Name": "Sofa's", "Stock": -2.5, "Kind": "desk", "Memo": 'say "hi"'},
        {"SKU": "N", "Name": "None"},
    ]
    for row in rows:
        shop.products.add(row)
    return shop


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("{Stock}>0", ["Lamp"]),
        ("Stock >= 0", ["Desk", "Lamp", "None"]),
        ("{Stock}<-2", ["Sofa's"]),
        ("{Stock}<=-2.5", ["Sofa's"]),
        ("{Stock}!=0", ["Lamp", "Sofa's"]),
        ("{Stock}*2+1=7", ["Lamp"]),
        ("2+1*4/2-1=3", ["Desk", "Lamp", "None", "Sofa's"]),
        ("(2+1)*4=12", ["Desk", "Lamp", "None", "Sofa's"]),
        ("{Stock}/0=1", []),
        ("{Name}='Lamp'", ["Lamp"]),
        ("{Name}='lamp'", []),
        ("LOWER({Name})='lamp'", ["Lamp"]),
        ('{Memo}="say \\"hi\\""', ["Sofa's"]),
        ("{Name}='Sofa\\'s'", ["Sofa's"]),
        ("{Name}&'-'&{SKU}='Desk-D'", ["Desk"]),
        ("{Kind}=BLANK()", ["Desk", "Lamp", "None"]),
        ("NOT({Kind}='')", ["Sofa's"]),
        ("{Kind}", ["Sofa's"]),
        ("{Sold out}", ["Lamp"]),
        ("{Sold out}=TRUE()", ["Lamp"]),
        ("{Sold out}=1", ["Lamp"]),
        ("{Sold out}=FALSE()", ["Desk", "None", "Sofa's"]),
        ("{Tags}='new, old'", ["Lamp"]),
        ("FIND('old',{Tags})", ["Lamp"]),
        ("FIND('LAMP',{Name})", []),
        ("SEARCH('LAMP',{Name})", ["Lamp"]),
        ("FIND('a',{Name},3)", ["Sofa's"]),
        ("AND({Stock}=3,{Sold out})", ["Lamp"]),
        ("OR({Stock}=3,{Name}='Desk')", ["Desk", "Lamp"]),
        ("XOR({Stock}=3,{Sold out})", []),
        ("IF({Stock}>0,'yes')", ["Lamp"]),
        ("IF({Stock}>0,0,1)", ["Desk", "None", "Sofa's"]),
        ("{Checked}=DATETIME_PARSE('2026-02-01T10:20:30.123Z')", ["Desk"]),
        ("{Checked}='2026-02-01T10:20:30.123Z'", ["Desk"]),
        ("FIND('2026-02-01',{Checked})", ["Desk"]),
        ("IS_AFTER({Since},'2026-01-30')", ["Lamp"]),
        ("IS_BEFORE({Since},'2026-01-31')", []),
        ("OR(IS_BEFORE({Since},'2026-02-01'),{Stock}<0)", ["Lamp", "Sofa's"]),
        ("({Stock}*2)&''='6'", ["Lamp"]),
        ("IS_SAME({Checked},'2026-02-01','day')", ["Desk"]),
        ("IS_SAME({Checked},'2026-02-01')", []),
        ("DATETIME_FORMAT({Checked},'YYYY-MM-DD')='2026-02-01'", ["Desk"]),
        ("DATETIME_PARSE('31.01.2026','DD.MM.YYYY')={Since}", ["Lamp"]),
        ("{Double}=6", ["Lamp"]),
        ("CREATED_TIME()=LAST_MODIFIED_TIME()", ["Desk", "Lamp", "None", "Sofa's"]),
        ("'0'", ["Desk", "Lamp", "None", "Sofa's"]),
        ("0", []),
        ("''", []),
        ("BLANK()", []),
        ("-{Stock}>0", ["Sofa's"]),
        ("len(TRIM('  x '))=1", ["Desk", "Lamp", "None", "Sofa's"]),
    ],
)
def test_a_formula_chooses_its_rows(stocked: Shop, formula: str, names: list[str]) -> None:
    assert stocked.names_where(formula) == names


def test_a_field_goes_by_its_id_as_well(stocked: Shop) -> None:
    assert stocked.names_where(f"{{{stocked.products.field_id('Stock')}}}=3") == ["Lamp"]


def test_links_are_the_primary_text_of_the_other_rows(stocked: Shop) -> None:
    lamp, desk = stocked.products.find(Name="Lamp"), stocked.products.find(Name="Desk")
    stocked.orders.add({"No": "1", "Items": [lamp, desk]})
    path = f"/v0/{stocked.base_id}/{stocked.orders.id}"
    reply = stocked.client.get(path, params={"filterByFormula": "{Items}='L, D'"})
    assert len(reply.json()["records"]) == 1


def test_rows_are_found_by_their_ids(stocked: Shop) -> None:
    wanted = [stocked.products.find(Name=name) for name in ("Lamp", "Desk")]
    tests = [f"RECORD_ID()='{record_id}'" for record_id in [*wanted, "recAAAAAAAAAAAAAA"] * 170]
    assert stocked.names_where(f"OR({','.join(tests)})") == ["Desk", "Lamp"]
    assert stocked.names_where(f"AND(RECORD_ID()='{wanted[0]}',{{Stock}}=3)") == ["Lamp"]


def test_rows_are_found_by_when_they_changed(stocked: Shop) -> None:
    stocked.clock.advance(60)
    stocked.products.edit(stocked.products.find(Name="Desk"), {"Stock": 1})
    assert stocked.names_where(f"IS_AFTER(LAST_MODIFIED_TIME(),'{START}')") == ["Desk"]
    assert stocked.names_where(f"IS_AFTER(LAST_MODIFIED_TIME({{Stock}},{{SKU}}),'{START}')") == ["Desk"]
    assert stocked.names_where(f"IS_AFTER(LAST_MODIFIED_TIME({{Name}}),'{START}')") == []
    assert stocked.names_where(f"IS_AFTER(CREATED_TIME(),'{START}')") == []


def test_a_brace_in_a_name_is_escaped(shop: Shop) -> None:
    shop.products.rename_field("Stock", "a}b")
    shop.products.add({"Name": "x", "a}b": 1})
    assert shop.names_where("{a\\}b}=1") == ["x"]
    reply = shop.client.get(shop.path, params={"filterByFormula": "{a\\}b\\}}"})
    assert reply.status_code == 422


@pytest.mark.parametrize(
    "formula",
    [
        *("{Stock", "1+", "(1", "1 2", "'open", "#", "(" * 5000),
        *("NOSUCH(1)", "IF(1)", "FIND('a')", "AND()", "LAST_MODIFIED_TIME(1)"),
    ],
)
def test_what_is_no_formula_is_refused(shop: Shop, formula: str) -> None:
    reply = shop.client.post(f"{shop.path}/listRecords", json={"filterByFormula": formula})
    assert reply.status_code == 422
    assert reply.json() == {
        "error": {
            "type": "INVALID_FILTER_BY_FORMULA",
            "message": "The formula for filtering records is invalid: Invalid formula. Please check your formula text.",
        }
    }


def test_unknown_fields_are_all_named(shop: Shop) -> None:
    formula = "AND({colour}=1,{Name}='x',{size}=2,{colour}=3,{fldAAAAAAAAAAAAAA})"
    reply = shop.client.get(shop.path, params={"filterByFormula": formula})
    assert reply.json()["error"]["message"] == (
        "The formula for filtering records is invalid: Unknown field names: colour, size, fldAAAAAAAAAAAAAA"
    )


@pytest.mark.parametrize(
    "formula",
    [
        "CONCATENATE('a', 1, BLANK()) = 'a1'",
        "ARRAYJOIN({Tags}, '/') = 'new/old'",
        "LEFT('lamp', 2) & RIGHT('lamp', 1) & MID('lamp', 2, 2) = 'lapam'",
        "RIGHT('lamp', 0) = ''",
        "REPLACE('lamp', 1, 2, 'st') = 'stmp'",
        "SUBSTITUTE('a-b-c', '-', '+') & SUBSTITUTE('a-b-c', '-', '+', 2) = 'a+b+ca-b+c'",
        "SUBSTITUTE('abc', '-', '+', 2) & SUBSTITUTE('abc', '', '+') = 'abcabc'",
        "REPT('ab', 2) = 'abab'",
        "EXACT('a', 'a')",
        "T('a') & T(1) = 'a'",
        "VALUE('$1,234.50') = 1234.5",
        "REGEX_MATCH('lamp 7', '[0-9]') = TRUE()",
        "REGEX_EXTRACT('lamp 75', '[0-9]+') = '75'",
        "REGEX_REPLACE('lamp 75', '[0-9]', 'x') = 'lamp xx'",
        "ISERROR(REGEX_MATCH('a', '('))",
        "ISERROR(REGEX_EXTRACT('a', 'b'))",
        "NOT(ISERROR(1))",
        "ENCODE_URL_COMPONENT('a b/c') = 'a%20b%2Fc'",
        "ABS(-2.5) = 2.5",
        "INT(-2.5) = -3",
        "ROUND(2.345, 2) = 2.35",
        "AND(ROUNDUP(2.341, 2) = 2.35, ROUNDDOWN(2.349, 2) = 2.34)",
        "AND(CEILING(7, 5) = 10, FLOOR(7, 5) = 5, ISERROR(FLOOR(1, 0)))",
        "AND(MOD(7, 3) = 1, ISERROR(MOD(1, 0)))",
        "AND(SUM(1, 'x', 2) = 3, MIN(3, 1) = 1, MAX(3, 1) = 3, AVERAGE(1, 2) = 1.5, ISERROR(AVERAGE('x')))",
        "AND(COUNT(1, 'x') = 1, COUNTA(1, '', BLANK(), 'x') = 2, COUNTALL(1, '') = 2)",
        "SWITCH({Name}, 'Desk', 1, 'Lamp', 2, 3) = 2",
        "SWITCH({Name}, 'Desk', 1) = BLANK()",
        "SWITCH({Name}, 'Desk', 1, 9) = 9",
        "DATESTR(DATEADD('2026-01-31', 1, 'month')) = '2026-02-28'",
        "DATESTR(DATEADD('2026-01-31', -1, 'years')) = '2025-01-31'",
        "TIMESTR(DATEADD('2026-01-31T10:00:00Z', 90, 'minutes')) = '11:30:00'",
        "ISERROR(DATEADD('2026-01-31', 1, 'moons'))",
        "DATETIME_DIFF('2026-03-01', '2026-01-15', 'days') = 45",
        "DATETIME_DIFF('2026-03-01', '2026-01-15', 'months') = 1",
        "DATETIME_DIFF('2026-01-01T00:01:00Z', '2026-01-01T00:00:00Z') = 60",
        "ISERROR(DATETIME_DIFF('2026-03-01', '2026-01-15', 'moons'))",
        "HOUR(SET_TIMEZONE('2026-01-02T23:30:00Z', 'Europe/Berlin')) = 0",
        "AND(YEAR('2026-01-04') = 2026, MONTH('2026-01-04') = 1, DAY('2026-01-04') = 4, WEEKDAY('2026-01-04') = 0)",
        "AND(MINUTE('2026-01-04T05:06:07Z') = 6, SECOND('2026-01-04T05:06:07Z') = 7)",
        "AND(IS_SAME(NOW(), '2026-01-02T03:04:05.000Z'), IS_SAME(TODAY(), '2026-01-02'))",
    ],
)
def test_what_functions_make_of_their_arguments(shop: Shop, formula: str) -> None:
    shop.products.add({"Name": "Lamp", "Tags": ["new", "old"]})
    assert shop.names_where(formula) == ["Lamp"]


@pytest.mark.parametrize("formula", ["SWITCH(1, 2)", "ISERROR()", "NOW(1)", "LEFT('a')", "NOTHING(1)"])
def test_functions_want_their_number_of_arguments(shop: Shop, formula: str) -> None:
    reply = shop.client.post(f"{shop.path}/listRecords", json={"filterByFormula": formula})
    assert reply.json()["error"]["type"] == "INVALID_FILTER_BY_FORMULA"


@pytest.mark.parametrize(
    "formula",
    [
        "ROUND(VALUE('1e999'))",
        "INT(VALUE('1e999'))",
        "MID('a', VALUE('1e999'), 1)",
        "REGEX_REPLACE('a', 'a', '\\\\9')",
        "DATEADD('2026-01-31', 9999, 'years')",
        "DATETIME_PARSE('a', 'YYYY')",
        f"{'9' * 400} + 0.5",
    ],
)
def test_what_can_not_be_worked_out_is_an_error_of_the_row(stocked: Shop, formula: str) -> None:
    assert len(stocked.list_ids(filterByFormula=f"ISERROR({formula})")) == 4
    assert stocked.list_ids(filterByFormula=f"{formula} = 1") == []
