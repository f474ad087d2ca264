"""A table that is as high as its rows: it never scrolls by itself, the page that it stands on does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import RowModel
from airsync_gui.ui.table_view import TableView

HAIRLINE = 2
"""With two pixels for each of ours it takes the half of the next one, too."""


class WholeTable(TableView):
    """For a card, with few rows.

    Args:
        heads: whether its columns have heads.
        leave_out: columns that are left out, the first one first, where the one that takes what is left got too narrow.
        least: how wide that one has to be, at H = 16.
    """

    def __init__(
        self,
        model: RowModel[Any],
        name: str,
        title: str,
        *,
        heads: bool = True,
        leave_out: Sequence[int] = (),
        least: float = 250,
    ) -> None:
        super().__init__(model, name, title, in_card=True)
        self._leave_out, self._least = tuple(leave_out), least
        self.horizontalHeader().setVisible(heads)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self.updateGeometry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit."""
        self._choose_columns()
        super().resizeEvent(event)

    def _choose_columns(self) -> None:
        present = look()
        widths = [self._width_of(number, present) for number in range(self.rows.columnCount())]
        for number in self._leave_out:
            self.setColumnHidden(number, False)
        for number in self._leave_out:
            shown = sum(width for place, width in enumerate(widths) if not self.isColumnHidden(place))
            if self.viewport().width() - shown >= present.px(self._least):
                break
            self.setColumnHidden(number, True)

    def sizeHint(self) -> QSize:
        """All rows, without the hairline below the last one."""
        heads = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().height()
        rows = len(self.rows.rows) * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), heads + max(0, rows - HAIRLINE))

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def changeEvent(self, event: Any) -> None:
        """Rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._choose_columns()
            self.updateGeometry()
