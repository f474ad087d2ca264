"""What can be done with a table's present row besides opening it: by its menu, and by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from airsync_gui.ui.table_view import TableView
from airsync_gui.wording import tr

EXPLAIN_KEYS = "Ctrl+E"


def offer_explanation(table: TableView, act: Callable[[str], object], *, in_own_menu: bool = True) -> QAction:
    """Explain the present row: ``act`` is called with its key.

    Args:
        in_own_menu: the table has no other menu than this; else whoever makes it adds the action.
    """
    action = QAction(tr("Explain…"), table)
    action.setObjectName(f"{table.objectName()}Explain")
    action.setShortcut(QKeySequence(EXPLAIN_KEYS))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda _checked=False: act(table.current_key) if table.current_key else None)
    table.addAction(action)
    if in_own_menu:
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return action
