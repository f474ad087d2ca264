"""The one table of the window: hairlines, a tinted selection with a bar at its leading edge, rows painted by us.

Widths come from each column's widest usual content; one column takes what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from airsync_gui.ui.cell_delegate import CellDelegate
from airsync_gui.ui.cell_painting import BOX, BOX_GAP
from airsync_gui.ui.kept_rows import KeptRows, choose_rows
from airsync_gui.ui.look import Look, keep_dressed, look, metrics
from airsync_gui.ui.marks import clock
from airsync_gui.ui.row_model import Index, RowModel
from airsync_gui.ui.row_painting import RowPainting
from airsync_gui.wording import tr

EDGE = 24
"""Free space before the first column's text, at H = 16."""
CARD_EDGE = 16
"""The same in a card."""
LEAST, LEAST_OF_TWO_LINES = 120, 220
"""The column that takes what is left is no narrower, at H = 16; less of two lines would say nothing."""
_PRESSED = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class TableView(QTableView):
    """A table over a :class:`RowModel`; rows are chosen whole.

    Args:
        name: its object name.
        title: its accessible name.
        several: several rows can be chosen; with ``boxes`` each row has one that says whether it is.

    Signals:
        row_changed: the present row's key, empty for none.
        opened: the key of a row that was double-clicked, or on which Enter was pressed.
        sort_asked: a column's number and whether from the end; only where columns have an order.
    """

    row_changed = Signal(str)
    opened = Signal(str)
    sort_asked = Signal(int, bool)

    def __init__(
        self,
        model: RowModel[Any],
        name: str,
        title: str,
        parent: QWidget | None = None,
        *,
        two_lines: bool = False,
        dense: bool = False,
        several: bool = False,
        boxes: bool = False,
        in_card: bool = False,
    ) -> None:
        super().__init__(parent)
        self.rows = model
        self.in_card = in_card
        self.hovered_row = -1
        self._two_lines, self._dense = two_lines, dense
        self._turning: list[QRect] = []
        self._by_mouse = False
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.horizontalHeader().setProperty("inCard", in_card)  # before it asks for its style, which is kept
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_heads()
        self._kept_rows = KeptRows(self)
        clock().turned.connect(self._on_turned)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.key(index.row())))
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(lambda: QTimer.singleShot(0, self, self._follow_selection))
        if boxes:
            model.is_chosen = self._is_chosen
            model.check_changed.connect(self._on_ticked)
        keep_dressed(self)

    def _set_up_heads(self) -> None:
        heads = self.horizontalHeader()
        heads.setObjectName(f"{self.objectName()}Heads")
        heads.setAccessibleName(tr("{table}, columns", table=self.accessibleName()))
        heads.setHighlightSections(False)
        # A selection of their own, always empty: to paint itself, a head asks for the flags of each chosen cell below.
        heads.setSelectionModel(QItemSelectionModel(self.rows, heads))
        heads.setSectionsClickable(any(column.order for column in self.rows.columns))
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setMinimumSectionSize(16)
        heads.sectionClicked.connect(self._on_head_clicked)
        self.verticalHeader().hide()

    # -- measures ---------------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        present = look()
        height = present.row_two_lines if self._two_lines else present.row_dense if self._dense else present.row
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(height)
        down.setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(present.head)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Every column as wide as its widest usual content, one as wide as what is left."""
        present = look()
        heads = self.horizontalHeader()
        widths = {
            number: self._width_of(number, present)
            for number in range(len(self.rows.columns))
            if not heads.isSectionHidden(number)
        }
        left = self.viewport().width() - sum(widths.values())
        for number, width in widths.items():
            heads.resizeSection(
                number, width or max(present.px(LEAST_OF_TWO_LINES if self._two_lines else LEAST), left)
            )

    def _width_of(self, number: int, present: Look) -> int:
        column = self.rows.columns[number]
        if not column.widest:
            return 0
        text = max(
            metrics(present.fonts[column.font]).horizontalAdvance(column.widest),
            metrics(present.fonts.small_strong).horizontalAdvance(column.title),
        )
        free = self.free_space(first=number == 0, last=number == len(self.rows.columns) - 1)
        return round(text + sum(free) + present.px(column.room))

    def free_space(self, *, first: bool, last: bool) -> tuple[int, int]:
        """What a cell leaves free before and after its text, by whether it is the first and the last of its row."""
        present = look()
        edge = CARD_EDGE if self.in_card else EDGE
        return present.px(edge if first else 6), present.px(16 if last else 6)

    def show_column(self, number: int, shown: bool) -> None:
        """Show a column, or leave it out."""
        self.setColumnHidden(number, not shown)
        self._fit_columns()

    def span_headings(self) -> None:
        """Let each heading take its whole row; to be called after rows came and went."""
        self.clearSpans()
        for place, row in enumerate(self.rows.rows):
            if self.rows.columns[0].cell(row).heading:
                self.setSpan(place, 0, 1, len(self.rows.columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The widths follow."""
        super().resizeEvent(event)
        self._fit_columns()

    def height_of_rows(self, count: int) -> int:
        """How high the view must be to show so many rows with their head."""
        return self.horizontalHeader().height() + count * self.verticalHeader().defaultSectionSize()

    # -- what is chosen ---------------------------------------------------------------------------------------------

    @property
    def current_key(self) -> str:
        """The present row's key; empty for none."""
        return self.rows.key(self.currentIndex().row())

    @property
    def chosen_places(self) -> Sequence[int]:
        """The chosen rows' places, from top to bottom."""
        return [place for first, last in self._chosen_ranges() for place in range(first, last + 1)]

    @property
    def chosen_rows(self) -> Sequence[Any]:
        """The chosen rows, from top to bottom."""
        rows = self.rows.rows
        found: list[Any] = []
        for first, last in self._chosen_ranges():
            found += rows[first : last + 1]
        return found

    @property
    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self._chosen_ranges())

    def _chosen_ranges(self) -> list[tuple[int, int]]:
        # An index for each of 100,000 chosen rows would take a second.
        return sorted({(found.top(), found.bottom()) for found in self.selectionModel().selection().toList()})

    @property
    def chosen_keys(self) -> Sequence[str]:
        """The chosen rows' keys, from top to bottom."""
        return [self.rows.key(place) for place in self.chosen_places]

    def choose(self, key: str) -> bool:
        """Make a row the present one; False where it is not there."""
        place = self.rows.place(key)
        if place < 0:
            return False
        # Not selectRow: from right to left it leaves no row chosen at all (Qt 6.11).
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flags.ClearAndSelect | flags.Rows)
        return True

    def choose_too(self, keys: Iterable[str]) -> None:
        """These rows beside those that are chosen."""
        choose_rows(self, frozenset(keys))

    def _on_current(self, current: QModelIndex) -> None:
        self.row_changed.emit(self.rows.key(current.row()))

    def _follow_selection(self) -> None:
        """Assistive tools choose a row without making it the present one, which is the one that is shown."""
        ranges = self._chosen_ranges()
        place = ranges[0][0] if ranges else -1
        if ranges == [(place, place)] and place != self.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flags.NoUpdate)

    def _on_head_clicked(self, number: int) -> None:
        heads = self.horizontalHeader()
        if self.rows.columns[number].order is not None:
            heads.setSortIndicatorShown(True)
            self.sort_asked.emit(number, heads.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder)

    def show_order(self, number: int, *, from_end: bool) -> bool:
        """Show that it is sorted by a column; False where that has no order."""
        columns = self.rows.columns
        if not 0 <= number < len(columns) or columns[number].order is None:
            return False
        order = Qt.SortOrder.DescendingOrder if from_end else Qt.SortOrder.AscendingOrder
        heads = self.horizontalHeader()
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(number, order)
        return True

    # -- boxes ------------------------------------------------------------------------------------------------------

    def _is_chosen(self, place: int) -> bool:
        return self.selectionModel().isSelected(self.rows.index(place, 0))

    def _on_ticked(self, key: str, ticked: bool) -> None:
        """Space, or an assistive tool; a click is :meth:`selectionCommand`'s."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(self.rows.place(key), 0)
        self.selectionModel().select(index, (flags.Select if ticked else flags.Deselect) | flags.Rows)

    def is_on_box(self, index: Index, at: QPointF) -> bool:
        """Whether a point of the viewport is on a row's box, or between it and the row's near end."""
        if index.column() != 0 or self.rows.cell(index.row(), 0).checked is None:
            return False
        area, before = self.visualRect(index), self.free_space(first=True, last=False)[0]
        near = area.right() - at.x() if self.isRightToLeft() else at.x() - area.left()
        return near <= before + look().px(BOX + BOX_GAP / 2)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """A click on a row's box takes it in or leaves it out, and lets the others be."""
        if self.rows.is_chosen is None or not isinstance(event, QMouseEvent) or not index.isValid():
            return super().selectionCommand(index, event)
        if not self.is_on_box(index, event.position()):
            return super().selectionCommand(index, event)
        flags = QItemSelectionModel.SelectionFlag
        return flags.Toggle | flags.Rows if event.type() in _PRESSED else flags.NoUpdate

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a row's box it is two clicks."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.is_on_box(index, event.position()):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    # -- hands and eyes ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the present row; Tab leaves the table; all else as in any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key and not event.modifiers():
            self.opened.emit(self.current_key)
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the first and the last row, as rows are chosen whole; Qt's lead to columns."""
        ways = QAbstractItemView.CursorAction
        if action not in (ways.MoveHome, ways.MoveEnd):
            return super().moveCursor(action, modifiers)
        count = self.rows.rowCount()
        places = range(count) if action is ways.MoveHome else range(count - 1, -1, -1)
        indexes = (self.rows.index(place, 0) for place in places)
        return next((index for index in indexes if index.flags() & Qt.ItemFlag.ItemIsEnabled), QModelIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab on its way through makes no row the present one, as Qt would; where the arrows begin is framed."""
        selection, was_present = self.selectionModel(), self.currentIndex().isValid()
        was_quiet = selection.blockSignals(True)
        super().focusInEvent(event)
        if not was_present:
            selection.clearCurrentIndex()
        selection.blockSignals(was_quiet)
        self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        self.viewport().update()

    @property
    def framed_row(self) -> int:
        """Where the keyboard is, if no row is chosen; -1 for none."""
        if self._by_mouse or not self.hasFocus() or self.selectionModel().hasSelection():
            return -1
        indexes = (
            self.rows.index(place, 0) for place in range(max(0, self.currentIndex().row()), self.rows.rowCount())
        )
        return next((index.row() for index in indexes if index.flags() & Qt.ItemFlag.ItemIsEnabled), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that can be seen."""
        painter = QPainter(self.viewport())
        self._turning += RowPainting(self, painter).paint(event.region())
        painter.end()
        if self._turning:
            clock().turn(self, whole=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer is tinted."""
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if index.flags() else -1)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: Any) -> None:
        """No row is under the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            before, self.hovered_row = self.hovered_row, row
            for number in (before, row):
                self._repaint_row(number)

    def _repaint_row(self, number: int) -> None:
        if number >= 0:
            top = self.rowViewportPosition(number)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(number))

    def _on_turned(self) -> None:
        """Repaint the arcs that were painted; where there is none, the clock need not turn for this table."""
        places, self._turning = self._turning, []
        for area in places:
            self.viewport().update(area)
        if not places:
            clock().rest(self)
