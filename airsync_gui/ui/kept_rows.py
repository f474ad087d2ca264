"""What is chosen in a table and how far it is scrolled, over a reset of its rows, which loses both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

if TYPE_CHECKING:
    from airsync_gui.ui.table_view import TableView

MOST_KEPT = 1000
"""More chosen rows than this are not chosen again after a reset."""


class KeptRows(QObject):
    """Of one table."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table
        self._kept: tuple[str, frozenset[str], int] = ("", frozenset(), 0)
        table.rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        table.rows.renewed.connect(self._on_renewed)

    def _on_about_to_reset(self) -> None:
        table = self._table
        chosen = table.chosen_places
        keys = frozenset(map(table.rows.key, chosen)) if len(chosen) <= MOST_KEPT else frozenset()
        self._kept = (table.current_key, keys, table.verticalScrollBar().value())

    def _on_renewed(self) -> None:
        table, (key, chosen, scroll) = self._table, self._kept
        there = bool(key) and table.choose(key)
        choose_rows(table, chosen - {key})
        table.verticalScrollBar().setValue(scroll if there or not table.rows.was_anew else 0)
        if not there:
            table.row_changed.emit("")


def choose_rows(table: TableView, keys: frozenset[str]) -> None:
    """Choose these rows, too."""
    if not keys:
        return
    chosen = QItemSelection()
    for place in range(len(table.rows.rows)):
        if table.rows.key(place) in keys:
            index = table.rows.index(place, 0)
            chosen.select(index, index)
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(chosen, flags.Select | flags.Rows)
