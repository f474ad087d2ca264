"""What a table asks of a single cell beside its painting: its size, its tool tip, and a click on its box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from airsync_gui.ui.cell_painting import cell_width
from airsync_gui.ui.labels import plain_tip
from airsync_gui.ui.look import look
from airsync_gui.ui.row_model import CELL_ROLE, Cell, Index

if TYPE_CHECKING:
    from airsync_gui.ui.table_view import TableView


class CellDelegate(QStyledItemDelegate):
    """What is asked of a single cell beside its painting, which :mod:`airsync_gui.ui.row_painting` does."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the text; rows are as high as the view says."""
        found = index.data(CELL_ROLE)
        return QSize(cell_width(found, look()) if isinstance(found, Cell) else 0, look().row)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole text of a cell that was cut, as plain text."""
        found = index.data(CELL_ROLE)
        if isinstance(found, Cell) and (found.tip or cell_width(found, look()) > self._room(option.rect, index)):
            QToolTip.showText(event.globalPos(), plain_tip(found.tip or found.text), view)
            return True
        QToolTip.hideText()
        return True

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on a box where it is painted: Qt looks where the style would have it."""
        view = self._view
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        released = event.type() is QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton
        if not released or view.rows.is_chosen is not None or not view.is_on_box(index, event.position()):
            return False
        states, ticked = Qt.CheckState, view.rows.cell(index.row(), 0).checked
        return model.setData(index, states.Unchecked if ticked else states.Checked, Qt.ItemDataRole.CheckStateRole)

    def _room(self, area: QRect, index: Index) -> float:
        last = index.column() == index.model().columnCount() - 1
        return area.width() - sum(self._view.free_space(first=index.column() == 0, last=last))
