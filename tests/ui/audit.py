"""What a person with keys alone, or with a screen reader, would miss on a screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
ROVING = ("compareGrid",)
"""One of its parts is in the way of Tab; arrows lead to the others."""
MOST_CELLS = 200
MOST_TABS = 120


def controls(screen: QWidget) -> list[QWidget]:
    """What can be used on a screen, as far as it shows; Qt's own inner parts are left out."""
    found = [screen, *screen.findChildren(QWidget)]
    return [w for w in found if isinstance(w, CONTROLS) and w.isVisible() and not _inner(w)]


def _inner(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)


def nameless(screen: QWidget) -> list[str]:
    """Controls that don't say what they are, and cells that show a sign but say nothing."""
    wrong = [_where(w) for w in controls(screen) if not _said(w)]
    return wrong + [at for view in controls(screen) if isinstance(view, QAbstractItemView) for at in _silent(view)]


def _said(widget: QWidget) -> str:
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name).strip()


def _where(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r}"


def _silent(view: QAbstractItemView) -> Iterator[str]:
    """Rows of which nothing is said."""
    model = view.model()
    for row in range(min(model.rowCount(), MOST_CELLS)):
        if not any(_cell(model, row, column) for column in range(model.columnCount())):
            yield f"row {row} of {_where(view)}"


def _cell(model: QAbstractItemModel, row: int, column: int) -> str:
    index = model.index(row, column)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
    return str(said or "").strip()


def out_of_reach(screen: QWidget) -> list[str]:
    """Controls that Tab does not lead to; of radio buttons one of a group is enough, the arrows lead to the others."""
    _activate(screen)
    wanted = [w for w in controls(screen) if w.isEnabled() and _takes_focus(w)]
    reached = _tabbed(screen.window())
    groups = {_group(w) for w in reached} - {None}
    return sorted(_where(w) for w in wanted if w not in reached and _group(w) not in groups)


def _activate(screen: QWidget) -> None:
    window = screen.window()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def _tabbed(window: QWidget) -> list[QWidget]:
    """What has the keyboard, one after the other, until it comes round."""
    reached: list[QWidget] = []
    for _ in range(MOST_TABS):
        focused = QApplication.focusWidget()
        if focused in reached[:1] and len(reached) > 1:
            break
        if focused is not None and focused not in reached:
            reached.append(focused)
        QTest.keyClick(focused or window, Qt.Key.Key_Tab)
    return reached


def _group(widget: QWidget) -> object:
    """Of buttons of which one is chosen, Tab leads to that, and arrows to the others."""
    if not isinstance(widget, QAbstractButton):
        return None
    group: QButtonGroup | None = widget.group()
    if group is not None and group.exclusive():
        return group
    above = widget.parentWidget()
    while above is not None:
        if above.objectName() in ROVING:
            return above
        above = above.parentWidget()
    return widget.parentWidget() if isinstance(widget, QRadioButton) else None


def _takes_focus(widget: QWidget) -> bool:
    return not isinstance(widget, QDialog) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def out_of_keys(screen: QWidget) -> list[str]:
    """Buttons that no key leads to at all."""
    buttons = [w for w in controls(screen) if isinstance(w, QAbstractButton) and w.isEnabled() and _group(w) is None]
    return sorted(_where(b) for b in buttons if not b.focusPolicy() & Qt.FocusPolicy.TabFocus)


def unseen_focus(screen: QWidget) -> list[str]:
    """Controls that look the same with the focus and without it."""
    _activate(screen)
    wrong = []
    for widget in controls(screen):
        if widget.isEnabled() and _takes_focus(widget):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            with_it = _picture(widget)
            widget.clearFocus()
            if with_it == _picture(widget):
                wrong.append(_where(widget))
    return wrong


def _picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    seen = widget.parentWidget() if isinstance(widget, QAbstractScrollArea) else widget
    return (seen or widget).grab().toImage()
