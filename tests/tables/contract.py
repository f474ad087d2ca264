"""What every kind of local table promises. One class, run on each of them.

A subclass makes a table with given columns and rows, and can edit and show it from outside, as another program would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from airsync_gui.errors import ChangedUnderneath, RecordGone, TableMissing
from airsync_gui.sync.ports import LocalChange, LocalTable
from airsync_gui.sync.records import Row, Value
from airsync_gui.sync.schema import Field

COLUMNS = ("Name", "Price", "Done", "Tags", "Day", "Seen", "Note")
FIELDS = {
    "Name": Field("fldName", "Name", "singleLineText"),
    "Price": Field("fldPrice", "Price", "number", {"precision": 2}),
    "Done": Field("fldDone", "Done", "checkbox"),
    "Tags": Field("fldTags", "Tags", "multipleSelects"),
    "Day": Field("fldDay", "Day", "date"),
    "Seen": Field("fldSeen", "Seen", "dateTime", {"timeZone": "utc"}),
}
"""``Note`` is a column that belongs to no field."""

SOUP: Mapping[str, Value] = {
    "Name": "Soup",
    "Price": Decimal("4.5"),
    "Done": True,
    "Tags": ("hot", "a, b"),
    "Day": date(2026, 5, 12),
    "Seen": datetime(2026, 5, 12, 9, 30, tzinfo=UTC),
    "Note": "from grandmother",
}
CAKE: Mapping[str, Value] = {"Name": "Cake", "Price": Decimal("-0.1"), "Note": "“two\nlines”"}
BREAD: Mapping[str, Value] = {"Name": "Bread", "Done": True}


def values_of(cells: Mapping[str, Value]) -> dict[str, Value]:
    """Mapped cells as a reading gives them."""
    return {FIELDS[name].id: value for name, value in cells.items() if name in FIELDS}


class LocalTableContract:
    """Subclass it as ``TestSomething`` and give the four methods below."""

    def make(self, columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> LocalTable:
        """A new table with these columns and rows."""
        raise NotImplementedError

    def contents(self, table: LocalTable) -> list[dict[str, str]]:
        """What stands in the table now, as text by column name: seen from outside, not through ``read``."""
        raise NotImplementedError

    def edit_outside(self, table: LocalTable) -> None:
        """Change the table as another program would."""
        raise NotImplementedError

    def remove(self, table: LocalTable) -> None:
        """Take the whole table away."""
        raise NotImplementedError

    @pytest.fixture
    def table(self) -> LocalTable:
        return self.make(COLUMNS, [SOUP, CAKE, BREAD])

    def test_rows_are_read_in_order_with_canonical_values(self, table: LocalTable) -> None:
        rows = table.read(FIELDS).rows
        assert [row.values for row in rows] == [values_of(SOUP), values_of(CAKE), values_of(BREAD)]
        assert not any(row.problems or row.malformed for row in rows)

    def test_every_row_has_an_id_and_a_label_of_its_own(self, table: LocalTable) -> None:
        rows = table.read(FIELDS).rows
        assert len({row.row_id for row in rows}) == len({row.label for row in rows}) == 3

    def test_the_column_names_are_the_tables_own(self, table: LocalTable) -> None:
        assert tuple(table.read(FIELDS).columns) == COLUMNS

    def test_a_mapped_column_that_is_gone_is_missing_not_blank(self) -> None:
        reading = self.make(("Name", "Note"), [SOUP]).read(FIELDS)
        assert reading.missing == {FIELDS[name].id for name in FIELDS} - {"fldName"}
        assert reading.rows[0].values == {"fldName": "Soup"}

    def test_a_table_without_rows_is_no_error(self) -> None:
        reading = self.make(COLUMNS, []).read(FIELDS)
        assert (list(reading.rows), reading.missing) == ([], frozenset())

    def test_a_missing_table_says_so(self, table: LocalTable) -> None:
        self.remove(table)
        with pytest.raises(TableMissing):
            table.read(FIELDS)

    def test_the_name_and_the_identity_stay(self, table: LocalTable) -> None:
        before = (table.name, table.identity)
        table.read(FIELDS)
        assert (table.name, table.identity) == before
        assert all(before)

    def test_an_update_changes_the_named_cells_and_no_others(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        before = self.contents(table)
        [result] = reading.write([LocalChange("update", reading.rows[0].row_id, {"fldName": 'So"up, hot'})])
        after = self.contents(table)
        assert after[0] == before[0] | {"Name": 'So"up, hot'}
        assert after[1:] == before[1:]
        assert result.row is not None
        assert result.row.values == values_of(SOUP) | {"fldName": 'So"up, hot'}

    def test_none_makes_a_cell_blank(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        blank = {field.id: None for field in FIELDS.values() if field.name != "Name"}
        [result] = reading.write([LocalChange("update", reading.rows[0].row_id, blank)])
        assert result.row is not None
        assert result.row.values == {"fldName": "Soup"} == table.read(FIELDS).rows[0].values
        assert self.contents(table)[0]["Note"] == "from grandmother"

    def test_a_new_row_comes_last(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        values = values_of(SOUP) | {"fldName": "Rice"}
        [result] = reading.write([LocalChange("create", None, values)])
        assert [row.values["fldName"] for row in table.read(FIELDS).rows] == ["Soup", "Cake", "Bread", "Rice"]
        assert result.row is not None
        assert result.row.values == values == table.read(FIELDS).rows[-1].values

    def test_a_row_can_be_created_in_an_empty_table(self) -> None:
        table = self.make(COLUMNS, [])
        [result] = table.read(FIELDS).write([LocalChange("create", None, values_of(SOUP))])
        assert result.row is not None
        assert [row.values for row in table.read(FIELDS).rows] == [values_of(SOUP)] == [result.row.values]

    def test_a_deleted_row_is_gone_and_the_others_stay(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        before = self.contents(table)
        [result] = reading.write([LocalChange("delete", reading.rows[1].row_id)])
        assert result.row is None
        assert result.refused is None
        assert self.contents(table) == [before[0], before[2]]

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_a_row_that_is_made_again_has_what_no_field_is_mapped_to(self, table: LocalTable, place: int) -> None:
        reading = table.read(FIELDS)
        before = self.contents(table)
        row = reading.rows[place]
        raws = reading.raw_rows([row.row_id])
        reading.write([LocalChange("delete", row.row_id)])
        [result] = reading.write([LocalChange("create", None, row.values, raws[row.row_id])])
        assert result.row is not None
        assert result.row.values == row.values
        notes = {cells["Name"]: cells.get("Note") for cells in self.contents(table)}
        assert notes == {cells["Name"]: cells.get("Note") for cells in before}

    def test_a_row_that_is_made_again_has_the_values_that_are_asked_for(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        before = self.contents(table)[0]
        soup = reading.rows[0]
        raws = reading.raw_rows([soup.row_id, "nobody's"])
        assert list(raws) == [soup.row_id]
        reading.write([LocalChange("delete", soup.row_id)])
        values = {f: v for f, v in soup.values.items() if f not in ("fldDay", "fldTags")} | {"fldName": "Stew"}
        [result] = reading.write([LocalChange("create", None, values, raws[soup.row_id])])
        assert result.row is not None
        assert result.row.values == values
        again = next(cells for cells in self.contents(table) if cells["Name"] == "Stew")
        assert (again["Note"], again["Price"]) == (before["Note"], before["Price"])

    @pytest.mark.parametrize("raw", ["no JSON", "[1]", '{"Note": {"a": [1]}, "row": "{", "text": "---", "gone": "x"}'])
    def test_a_former_row_that_can_not_be_read_is_no_error(self, table: LocalTable, raw: str) -> None:
        [result] = table.read(FIELDS).write([LocalChange("create", None, values_of(BREAD) | {"fldName": "Roll"}, raw)])
        assert result.row is not None
        assert result.row.values == values_of(BREAD) | {"fldName": "Roll"}

    def test_the_last_row_can_be_deleted(self) -> None:
        table = self.make(COLUMNS, [SOUP])
        reading = table.read(FIELDS)
        reading.write([LocalChange("delete", reading.rows[0].row_id)])
        assert list(table.read(FIELDS).rows) == []

    def test_results_come_in_the_order_of_the_changes(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        soup, cake, bread = reading.rows
        results = reading.write(
            [
                LocalChange("create", None, {"fldName": "Rice"}),
                LocalChange("delete", cake.row_id),
                LocalChange("update", bread.row_id, {"fldName": "Roll"}),
                LocalChange("update", soup.row_id, {"fldPrice": Decimal(5)}),
            ]
        )
        assert [r.row.values.get("fldName") if r.row else None for r in results] == ["Rice", None, "Roll", "Soup"]
        assert [row.values["fldName"] for row in table.read(FIELDS).rows] == ["Soup", "Roll", "Rice"]

    def test_what_a_write_answers_is_what_the_next_reading_gives(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        changes = [
            LocalChange("update", reading.rows[1].row_id, values_of(SOUP) | {"fldName": "Cake"}),
            LocalChange("create", None, {"fldName": " Pie ", "fldTags": ("x",)}),
        ]
        results = reading.write(changes)
        again = table.read(FIELDS).rows
        assert [_seen(again[1]), _seen(again[3])] == [_seen(result.row) for result in results]

    def test_a_preview_answers_the_same_and_writes_nothing(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        before = self.contents(table)
        changes = [
            LocalChange("update", reading.rows[0].row_id, {"fldName": "Stew"}),
            LocalChange("create", None, {"fldName": "Pie"}),
            LocalChange("delete", reading.rows[2].row_id),
        ]
        previewed = reading.preview(changes)
        assert self.contents(table) == before
        written = reading.write(changes)
        assert [_seen(result.row) for result in previewed] == [_seen(result.row) for result in written]

    def test_writing_nothing_is_allowed(self, table: LocalTable) -> None:
        before = self.contents(table)
        assert list(table.read(FIELDS).write([])) == []
        assert self.contents(table) == before

    def test_a_change_that_is_refused_leaves_the_others_alone(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        results = reading.write(
            [
                LocalChange("update", "no such row", {"fldName": "Nobody"}),
                LocalChange("delete", "nor this"),
                LocalChange("update", reading.rows[0].row_id, {"fldName": "Stew"}),
                LocalChange("update", reading.rows[1].row_id, {"fldUnmapped": "x"}),
            ]
        )
        assert [result.refused is not None for result in results] == [True, True, False, True]
        assert isinstance(results[0].refused, RecordGone)
        assert [row.values["fldName"] for row in table.read(FIELDS).rows] == ["Stew", "Cake", "Bread"]

    def test_what_changed_underneath_is_not_overwritten(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        self.edit_outside(table)
        before = self.contents(table)
        with pytest.raises(ChangedUnderneath):
            reading.write([LocalChange("update", reading.rows[0].row_id, {"fldName": "Stew"})])
        assert self.contents(table) == before

    def test_a_reading_can_be_written_more_than_once(self, table: LocalTable) -> None:
        reading = table.read(FIELDS)
        _, cake, bread = reading.rows
        [made] = reading.write([LocalChange("create", None, {"fldName": "Pie"})])
        assert made.row is not None
        reading.write([LocalChange("delete", cake.row_id)])
        results = reading.write(
            [
                LocalChange("update", bread.row_id, {"fldName": "Roll"}),
                LocalChange("update", made.row.row_id, {"fldName": "Tart"}),
                LocalChange("delete", cake.row_id),
            ]
        )
        assert isinstance(results[2].refused, RecordGone)
        assert [row.values["fldName"] for row in table.read(FIELDS).rows] == ["Soup", "Roll", "Tart"]

    def test_row_ids_hold_across_readings_only_where_promised(self, table: LocalTable) -> None:
        if not table.stable_row_ids:
            pytest.skip("row ids are good for one reading")
        reading = table.read(FIELDS)
        ids = [row.row_id for row in reading.rows]
        reading.write([LocalChange("delete", ids[0])])
        assert [row.row_id for row in table.read(FIELDS).rows] == ids[1:]


def _seen(row: Row | None) -> object:
    return row and (row.values, row.problems, row.malformed, row.label, row.fingerprint)
