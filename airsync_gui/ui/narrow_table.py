"""A table that leaves columns out where it gets too narrow for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent

from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import RowModel
from airsync_gui.ui.table_view import TableView


class NarrowTable(TableView):
    """For a card, if it is not said otherwise.

    Args:
        leave_out: columns that are left out, the first one first, where the one that takes what is left got too narrow.
        least: how wide that one has to be, at H = 16.
    """

    _leave_out: Sequence[int] = ()
    _least = 250.0

    def __init__(
        self,
        model: RowModel[Any],
        name: str,
        title: str,
        *,
        leave_out: Sequence[int] = (),
        least: float = 250,
        dense: bool = False,
        in_card: bool = True,
    ) -> None:
        self._leave_out, self._least = tuple(leave_out), least
        super().__init__(model, name, title, in_card=in_card, dense=dense)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit."""
        self._choose_columns()
        super().resizeEvent(event)

    def dress(self) -> None:
        """Columns grow with the text."""
        super().dress()
        self._choose_columns()

    def _choose_columns(self) -> None:
        for number in self._leave_out:
            self.setColumnHidden(number, False)
        for number in self._leave_out:
            if self._left_over() >= look().px(self._least):
                break
            self.setColumnHidden(number, True)

    def _left_over(self) -> int:
        """What the columns of a known width leave."""
        present = look()
        shown = (n for n in range(self.rows.columnCount()) if not self.isColumnHidden(n))
        return self.viewport().width() - sum(self._width_of(number, present) for number in shown)

    def _fit_columns(self) -> None:
        """Rather cut the text of the one that takes what is left than have the others out of sight."""
        super()._fit_columns()
        left = max(look().px(60), self._left_over())
        for number, column in enumerate(self.rows.columns):
            if not column.widest:
                self.horizontalHeader().resizeSection(number, left)
