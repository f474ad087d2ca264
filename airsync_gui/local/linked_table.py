"""Any local table with links shown by the keys of the linked records, where those are kept by a pair too.

The engine sees record ids on both sides; the cells of the table inside show keys. What each cell showed is remembered
before anything is written, so that a record is known by its former key until the cell is written anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.lists import quoted_member
from airsync_gui.local.sources import OpenReading, OpenTable
from airsync_gui.sync.links import KeyBook, Links, Names, Resolved, linked_table, unknown_rule
from airsync_gui.sync.match import local_id_of
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import LocalChange, LocalResult
from airsync_gui.sync.records import NO_VALUES, CellProblem, FieldId, RecordId, Row, Value, Values
from airsync_gui.sync.schema import Field


class LinkedTable:
    """A local table of a pair, its links translated; see :class:`airsync_gui.sync.ports.LocalTable`.

    Args:
        remember: whether what the cells show is kept; not in a preview.
    """

    def __init__(self, inner: OpenTable, pair: Pair, links: Links, *, remember: bool) -> None:
        self._inner, self._pair, self._links, self._remember = inner, pair, links, remember
        self.name, self.identity, self.path = inner.name, inner.identity, inner.path

    @property
    def stable_row_ids(self) -> bool:
        """As the table inside."""
        return self._inner.stable_row_ids

    @property
    def proven(self) -> Mapping[str, str]:
        """As the table inside."""
        return self._inner.proven

    def headers(self) -> list[str]:
        """As the table inside."""
        return self._inner.headers()

    def read(self, columns: Mapping[str, Field]) -> OpenReading:
        """See :class:`airsync_gui.sync.ports.LocalTable`."""
        reading = self._inner.read(columns)
        tables = {f.id: table_id for f in columns.values() if (table_id := linked_table(f)) is not None}
        if not tables:
            return reading
        former = self._links.former()
        books = {table_id: self._links.book(table_id) or KeyBook() for table_id in set(tables.values())}
        names = {field_id: Names(books[table_id], former) for field_id, table_id in tables.items()}
        translated = LinkedReading(reading, self._pair, _Translation(self._pair, self._links, names, tables, self))
        if self._remember:
            translated.keep()
        return translated


class _Translation:
    """Rows of one reading, from what their cells show to record ids."""

    def __init__(
        self,
        pair: Pair,
        links: Links,
        names: Mapping[FieldId, Names],
        tables: Mapping[FieldId, str],
        table: LinkedTable,
    ) -> None:
        self.names, self.links = names, links
        self._pair, self._tables, self._stable = pair, tables, table.stable_row_ids
        self._coming: dict[FieldId, frozenset[str]] = {}

    @cached_property
    def _last(self) -> Mapping[str, Values]:
        return self.links.last_linked()

    def row(
        self, row: Row, last: Values | None = None, sent: Values = NO_VALUES
    ) -> tuple[Row, dict[FieldId, Resolved]]:
        """The row with ids, and what its cells stand for.

        Args:
            last: what its links were a moment ago; as remembered where that is not given.
            sent: what was written just now.
        """
        cells = {f: value for f in self.names if isinstance(value := row.values.get(f), tuple)}
        if not cells:
            return row, {}
        found = {
            f: self._as_sent(f, members, sent.get(f)) or self._resolved(f, members, row, last)
            for f, members in cells.items()
        }
        problems = {f: self._problem(f, cells[f], r) for f, r in found.items() if r.unknown is not None}
        ids: dict[FieldId, Value] = {f: r.ids for f, r in found.items()}
        values = {f: ids.get(f, value) for f, value in row.values.items() if f not in problems}
        outdated = frozenset(f for f, r in found.items() if r.outdated and f not in problems)
        if problems:
            problems = {**row.problems, **problems}
        return replace(row, values=values, problems=problems or row.problems, outdated=outdated), found

    def _as_sent(self, field_id: FieldId, members: Sequence[str], value: Value) -> Resolved | None:
        """What was written just now, if it reads back so: then nothing has to be guessed."""
        if not isinstance(value, tuple) or self.names[field_id].written(value) != members:
            return None
        return Resolved(value, tuple(zip(value, members, strict=True)))

    def _resolved(self, field_id: FieldId, members: Sequence[str], row: Row, last: Values | None) -> Resolved:
        names = self.names[field_id]
        linked = (last if last is not None else self._remembered(row, names, members)).get(field_id)
        return names.resolve(members, linked if isinstance(linked, tuple) else ())

    def _remembered(self, row: Row, names: Names, members: Sequence[str]) -> Values:
        if all(names.is_clear(member) for member in members):  # most cells: nothing has to be looked up
            return {}
        local_id = row.row_id if self._stable else local_id_of(self._pair.key_of(row.values))
        return self._last.get(local_id, {})

    def _problem(self, field_id: FieldId, members: Sequence[str], resolved: Resolved) -> CellProblem:
        text = ", ".join(map(quoted_member, members))[:PROBLEM_TEXT_LENGTH]
        book, unknown = self.names[field_id].book, resolved.unknown or ""
        if not resolved.several and book.plain(unknown) in self._coming_in(field_id):
            rule = f"links to “{unknown[:PROBLEM_TEXT_LENGTH]}”, which is not in Airtable yet"
            return CellProblem("waiting", text, rule)
        return CellProblem("invalid", text, unknown_rule(resolved, book))

    def _coming_in(self, field_id: FieldId) -> frozenset[str]:
        if field_id not in self._coming:
            self._coming[field_id] = self.links.coming(self._tables[field_id])
        return self._coming[field_id]

    def written(self, values: Values) -> Values:
        """Values as the cells show them."""
        return {f: self.names[f].written(v) if f in self.names else v for f, v in values.items()}


class LinkedReading:
    """A reading with its links translated; see :class:`airsync_gui.sync.ports.LocalReading`."""

    def __init__(self, inner: OpenReading, pair: Pair, translation: _Translation) -> None:
        self._inner, self._translation = inner, translation
        self.columns, self.missing = inner.columns, inner.missing
        self.ends_with_newline, self.modified_at = inner.ends_with_newline, inner.modified_at
        self.styles = {**inner.styles, **self._styles(pair)}
        self.proven, self.notes = inner.proven, inner.notes
        self._cells: dict[str, dict[FieldId, Resolved]] = {}
        self.rows: Sequence[Row] = [self._take(row) for row in inner.rows]

    def _styles(self, pair: Pair) -> dict[str, str]:
        inner, found = self._inner.styles, {}
        for field_id, names in self._translation.names.items():
            column, name = pair.columns.get(field_id, ""), names.book.pair_name
            if column in inner:
                found[column] = f"{inner[column]}, {f'keys of {name}' if name else 'record ids'}"
        return found

    def _take(self, row: Row, last: Values | None = None, sent: Values = NO_VALUES) -> Row:
        translated, found = self._translation.row(row, last, sent)
        if found:
            self._cells[row.row_id] = found
        return translated

    # -- writing ----------------------------------------------------------------------------------------------------

    def write(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """See :class:`airsync_gui.sync.ports.LocalReading`; what the cells will show is kept before."""
        inner_changes = self._written(changes)
        self.keep(changes)
        results = self._inner.write(inner_changes)
        for change in changes:
            if change.row_id is not None and change.kind == "delete":
                self._cells.pop(change.row_id, None)
        translated = self._results(changes, results)
        self.keep()
        return translated

    def preview(self, changes: Sequence[LocalChange]) -> Sequence[LocalResult]:
        """See :class:`airsync_gui.sync.ports.LocalReading`."""
        cells = dict(self._cells)
        try:
            return self._results(changes, self._inner.preview(self._written(changes)))
        finally:
            self._cells = cells

    def raw_rows(self, row_ids: Sequence[str]) -> Mapping[str, str]:
        """As the reading inside."""
        return self._inner.raw_rows(row_ids)

    def copy_to(self, folder: Path, changes: Sequence[LocalChange]) -> None:
        """Keep a copy of what the changes are going to touch. Raises OSError."""
        self._inner.copy_to(folder, self._written(changes))

    def _written(self, changes: Sequence[LocalChange]) -> list[LocalChange]:
        return [replace(change, values=self._translation.written(change.values)) for change in changes]

    def _results(self, changes: Sequence[LocalChange], results: Sequence[LocalResult]) -> list[LocalResult]:
        return [self._result(change, result) for change, result in zip(changes, results, strict=True)]

    def _result(self, change: LocalChange, result: LocalResult) -> LocalResult:
        if result.row is None:
            return result
        before = self._cells.pop(change.row_id, {}) if change.row_id is not None else {}
        last = {f: r.ids for f, r in before.items()}
        return replace(result, row=self._take(result.row, last, change.values))

    # -- remembering ------------------------------------------------------------------------------------------------

    def keep(self, coming: Sequence[LocalChange] = ()) -> None:
        """Remember what the cells show, and what they will once these changes are written."""
        shown: dict[RecordId, set[str]] = {}
        for found in self._cells.values():
            for resolved in found.values():
                for record_id, member in resolved.known:
                    shown.setdefault(record_id, set()).add(member)
        for change in coming:
            for field_id, names in self._translation.names.items():
                value = change.values.get(field_id)
                for record_id in value if isinstance(value, tuple) else ():
                    shown.setdefault(record_id, set()).add(names.book.shown(record_id))
        self._translation.links.keep({record_id: frozenset(members) for record_id, members in shown.items()})
