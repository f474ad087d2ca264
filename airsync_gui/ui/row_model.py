"""Rows of frozen values as a Qt model: one kind of model for every table of the window.

A column says how a row's cell looks; a row is known by its key. New rows are announced exactly (inserted, removed,
changed), so that selection and scroll stay where they are; only another order or too many changes reset the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark
from airsync_gui.ui.text_runs import Run, text_of

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
MOST_STEPS = 64
"""More separate insertions and removals than this are told as a reset, more changes as one."""


class Cell(Struct, frozen=True):
    """How one cell looks.

    Attributes:
        parts: the runs of its line; ``second`` those of a line below it.
        glyph, mark: an icon's name or a state's mark before the text.
        share: how much is done of what the mark tells, where that is known.
        glyph_color: a colour's role.
        checked: a check box before everything; None for none.
        pill: a count at its end; ``loud`` where it asks for something.
        right: set to the right, as numbers are.
        indent: free space before all of it, at H = 16.
        tip: said as tool tip in place of the text.
        heading: it names the rows that follow, and is none to choose; see :meth:`TableView.span_headings`.
    """

    parts: tuple[Run, ...] = ()
    second: tuple[Run, ...] = ()
    glyph: str = ""
    mark: Mark | None = None
    share: float | None = None
    glyph_color: str = "text2"
    checked: bool | None = None
    pill: str = ""
    loud: bool = False
    right: bool = False
    indent: float = 0
    tip: str = ""
    heading: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(part for part in (text_of(self.parts), text_of(self.second)) if part)


def cell(text: str, color: str = "text", font: str = "body", **more: Any) -> Cell:
    """A cell of one run."""
    return Cell((Run(text, color, font),), **more)


class Column(Struct, Generic[R], frozen=True):
    """One column.

    Attributes:
        title: its head.
        cell: how a row's cell looks.
        widest: its widest usual content; the column is made as wide. Empty for the one that takes what is left.
        font: the font that content is in.
        order: what it sorts by; None where it does not.
        room: width of marks, icons and free space beside the text, at H = 16.
    """

    title: str
    cell: Callable[[R], Cell]
    widest: str = ""
    order: Callable[[R], Any] | None = None
    right: bool = False
    room: float = 24
    font: str = "body"


class Rows(Struct, Generic[R], frozen=True):
    """Rows with their keys, as a model has them or will have them; never changed, so any thread may read them."""

    rows: Sequence[R] = ()
    keys: Sequence[str] = ()


class News(Struct, Generic[R], frozen=True):
    """How a model gets from one set of rows to the next; made by :func:`compare` on any thread.

    Attributes:
        removed, inserted: places as (first, last), the former among the old rows; None where a reset says it better.
        changed: places among the new rows.
        anew: they are another set or in another order.
    """

    old: Rows[R]
    new: Rows[R]
    steps: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]] | None
    changed: Sequence[tuple[int, int]] = ()
    anew: bool = False


def compare(old: Rows[R], rows: Sequence[R], key: Callable[[R], str], *, anew: bool = False) -> News[R]:
    """What becomes of the old rows.

    Args:
        anew: they are another set or in another order, not news of the same one.
    """
    new = Rows(rows, [key(row) for row in rows])
    steps = None if anew else _steps(old.keys, new.keys)
    if steps is None:
        return News(old, new, None, anew=anew)
    removed, inserted = steps
    if removed or inserted:
        before = dict(zip(old.keys, old.rows, strict=True))
        pairs: Iterable[tuple[R, R]] = (
            (before.get(known, row), row) for known, row in zip(new.keys, rows, strict=True)
        )
    else:
        pairs = zip(old.rows, rows, strict=True)
    changed = [place for place, (was, row) in enumerate(pairs) if was is not row and was != row]
    return News(old, new, steps, _ranges(changed))


class RowModel(QAbstractTableModel, Generic[R]):
    """Frozen rows behind a table.

    Args:
        key: a row's name for life.
        describe: the whole row in words, for assistive tools.

    Attributes:
        was_anew: whether the last reset brought another set or order.
        is_chosen: whether the row at a place is chosen, where each row has a box that says so; None where not.

    Signals:
        renewed: after a reset, which loses selection and scroll.
        check_changed: a row's key and whether its box was ticked.
    """

    renewed = Signal()
    check_changed = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], str],
        describe: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self._describe = key, describe
        self.was_anew = False
        self.is_chosen: Callable[[int], bool] | None = None
        self._now: Rows[R] = Rows()
        self._rows: list[R] = []
        self._keys: list[str] = []
        self._last: tuple[R, int, Cell] | None = None

    # -- rows -------------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[R]:
        """The rows as shown."""
        return self._rows

    def row(self, number: int) -> R | None:
        """The row at a place."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def key(self, number: int) -> str:
        """The key of the row at a place; empty where there is none."""
        return self._keys[number] if 0 <= number < len(self._keys) else ""

    def cell(self, number: int, column: int) -> Cell:
        """How a cell of a row that is there looks, with the box that says whether the row is chosen."""
        made = self._made(number, column)
        if self.is_chosen is None or column or made.heading:
            return made
        return replace(made, checked=self.is_chosen(number))

    def _made(self, number: int, column: int) -> Cell:
        """The cell as its column makes it. Its flags and its look are asked for in turn: the last is kept."""
        row = self._rows[number]
        if self._last is None or self._last[0] is not row or self._last[1] != column:
            self._last = (row, column, self.columns[column].cell(row))
        return self._last[2]

    def place(self, key: str) -> int:
        """Where a row is; -1 where it is not."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    @property
    def now(self) -> Rows[R]:
        """The rows and their keys, for :func:`compare` on another thread."""
        return self._now

    def show(self, rows: Sequence[R], *, anew: bool = False) -> None:
        """These are the rows now; for :func:`compare`'s arguments see there."""
        self.show_news(compare(self._now, rows, self._key, anew=anew))

    def show_news(self, news: News[R]) -> None:
        """Go to the next rows; news of other rows than the present ones are told as a reset."""
        known, self._now = self._now, news.new
        self._last = None
        if news.steps is None or news.old is not known:
            self.was_anew = news.anew
            self._reset(news.new)
            return
        removed, inserted = news.steps
        rows, keys = news.new.rows, news.new.keys
        for first, last in reversed(removed):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1], self._keys[first : last + 1]
            self.endRemoveRows()
        for first, last in inserted:
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first], self._keys[first:first] = rows[first : last + 1], keys[first : last + 1]
            self.endInsertRows()
        self._rows = list(rows)
        last_column = len(self.columns) - 1
        changed = news.changed if len(news.changed) <= MOST_STEPS else [(news.changed[0][0], news.changed[-1][1])]
        for first, last in changed:
            self.dataChanged.emit(self.index(first, 0), self.index(last, last_column))

    def _reset(self, new: Rows[R]) -> None:
        self.beginResetModel()
        self._rows, self._keys = list(new.rows), list(new.keys)
        self.endResetModel()
        self.renewed.emit()

    def repaint_all(self) -> None:
        """Every cell may look different now (a time has passed, a choice was made elsewhere)."""
        self._last = None
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    # -- what Qt asks -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's look, its text, and the whole row in words for assistive tools."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self._describe(row)
        if role not in _ASKED:
            return None
        made = self.cell(index.row(), index.column())
        if role == CELL_ROLE:
            return made
        if role == Qt.ItemDataRole.CheckStateRole:
            return None if made.checked is None else _check_state(made.checked)
        return made.text

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick is told to whoever keeps it; nothing else is edited here."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.check_changed.emit(self.key(index.row()), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, and ticked where they have a box."""
        row = self.row(index.row())
        if row is None:
            return _HEADING
        made = self._made(index.row(), index.column())  # what is chosen depends on what may be
        if made.heading:
            return _HEADING
        boxed = made.checked is not None or (self.is_chosen is not None and not index.column())
        return _ROW_WITH_BOX if boxed else _ROW

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads; their font is told here, since a style sheet loses what the view is given."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.FontRole:
            return look().fonts.small_strong
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


_HEADING = Qt.ItemFlag.NoItemFlags
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_ROW_WITH_BOX = _ROW | Qt.ItemFlag.ItemIsUserCheckable
_ASKED = frozenset(
    {
        CELL_ROLE,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.CheckStateRole,
    }
)


def _check_state(checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked


def _steps(old: Sequence[str], new: Sequence[str]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]] | None:
    """Ranges to remove from the old keys and then to insert from the new ones; None where a reset says it better."""
    stay_in, were_in = set(new), set(old)
    if [key for key in old if key in stay_in] != [key for key in new if key in were_in]:
        return None
    removed = _ranges([place for place, key in enumerate(old) if key not in stay_in])
    inserted = _ranges([place for place, key in enumerate(new) if key not in were_in])
    return (removed, inserted) if len(removed) + len(inserted) <= MOST_STEPS else None


def _ranges(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places as (first, last)."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
