"""The windows beside the main one, made when they are first wanted: conflicts, explanations, duplicates, the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.records import Uid

if TYPE_CHECKING:
    from airsync_gui.ui.conflict_dialog import ConflictDialog, Drafts
    from airsync_gui.ui.duplicates_dialog import DuplicatesDialog
    from airsync_gui.ui.explain_dialog import ExplainDialog
    from airsync_gui.ui.log_viewer import LogViewer


class Beside:
    """Opens them, over one window; what was chosen for a conflict outlives its window."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        self._controller, self._window = controller, window
        self._drafts: Drafts = {}
        self._conflict: ConflictDialog | None = None
        self._explanation: ExplainDialog | None = None
        self._duplicates: DuplicatesDialog | None = None
        self._log: LogViewer | None = None

    def decide(self, pair_id: str, uid: Uid, order: Sequence[tuple[str, Uid]]) -> None:
        """A conflict side by side; those of the order (pair id, uid) follow."""
        from airsync_gui.ui.conflict_dialog import ConflictDialog

        if self._conflict is None:
            self._conflict = ConflictDialog(self._controller, self._window, self._drafts)
        self._conflict.open_conflict(pair_id, uid, order)

    def explain(self, pair_id: str, uid: Uid, name: str) -> None:
        """Why a record looks as it does."""
        from airsync_gui.ui.explain_dialog import ExplainDialog

        if self._explanation is None:
            self._explanation = ExplainDialog(self._controller, self._window)
        self._explanation.explain(pair_id, uid, name)

    def look_for_duplicates(self, pair_id: str, name: str) -> None:
        """What stands more than once in the tables of a pair of this name."""
        from airsync_gui.ui.duplicates_dialog import DuplicatesDialog

        if self._duplicates is None:
            self._duplicates = DuplicatesDialog(self._controller, self._window)
        self._duplicates.look_for(pair_id, name)

    def show_log(self) -> None:
        """The log."""
        from airsync_gui.ui.log_viewer import LogViewer

        if self._log is None:
            self._log = LogViewer(self._controller, self._window)
        self._log.open_log()

    def close(self) -> None:
        """All of them; the next ones are made anew, in another language, say."""
        for window in (self._conflict, self._explanation, self._duplicates, self._log):
            if window is not None:
                window.close()
                window.deleteLater()
        self._conflict = self._explanation = self._duplicates = self._log = None
