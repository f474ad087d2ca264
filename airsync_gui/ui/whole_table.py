"""A table that is as high as its rows: it never scrolls by itself, the page that it stands on does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from airsync_gui.ui.narrow_table import NarrowTable
from airsync_gui.ui.row_model import RowModel

HAIRLINE = 2
"""With two pixels for each of ours it takes the half of the next one, too."""


class WholeTable(NarrowTable):
    """For a card, with few rows.

    Args:
        heads: whether its columns have heads.
        leave_out: columns that are left out where it is narrow.
    """

    def __init__(
        self, model: RowModel[Any], name: str, title: str, *, heads: bool = True, leave_out: Sequence[int] = ()
    ) -> None:
        super().__init__(model, name, title, leave_out=leave_out)
        self.horizontalHeader().setVisible(heads)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """All rows, without the hairline below the last one."""
        heads = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().height()
        rows = len(self.rows.rows) * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), heads + max(0, rows - HAIRLINE))

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def dress(self) -> None:
        """Rows grow with the text."""
        super().dress()
        self.updateGeometry()
