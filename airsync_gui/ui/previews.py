"""What a sync would do, over the panels: for one pair or for all; each page is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PairLine

if TYPE_CHECKING:
    from airsync_gui.ui.preview_all_page import PreviewAllPage
    from airsync_gui.ui.preview_page import PreviewPage


class Previews(QObject):
    """Both pages, in a stack that other pages have their place in, too.

    Signals:
        left: what was shown before is wanted again.
        pair_asked: of all pairs' previews this pair's own is wanted.
    """

    left = Signal()
    pair_asked = Signal(str)

    def __init__(self, controller: Controller, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._controller, self._stack = controller, stack
        self._page: PreviewPage | None = None
        self._all_page: PreviewAllPage | None = None

    def show_pair(self, pair_id: str) -> None:
        """What a sync of this pair would do."""
        from airsync_gui.ui.preview_page import PreviewPage

        if self._page is None:
            self._page = PreviewPage(self._controller)
            self._page.closed.connect(self.left)
            self._page.apply_asked.connect(self._on_apply)
            self._stack.addWidget(self._page)
        self._page.start(pair_id)
        self._stack.setCurrentWidget(self._page)

    def show_all(self, lines: Sequence[PairLine]) -> None:
        """What a sync of each pair would do."""
        from airsync_gui.ui.preview_all_page import PreviewAllPage

        if self._all_page is None:
            self._all_page = PreviewAllPage(self._controller)
            self._all_page.closed.connect(self._leave_all)
            self._all_page.apply_asked.connect(self._on_apply_all)
            self._all_page.pair_asked.connect(self.pair_asked)
            self._stack.addWidget(self._all_page)
        self._stack.setCurrentWidget(self._all_page)
        self._all_page.start(lines)

    def _leave_all(self) -> None:
        if self._all_page is not None:
            self._all_page.stop()
        self.left.emit()

    def _on_apply_all(self) -> None:
        self._leave_all()
        self._controller.sync_all()

    def _on_apply(self, pair_id: str, plan_id: str) -> None:
        from airsync_gui.sync.run import Consent

        self.left.emit()
        self._controller.sync(pair_id, Consent(plan_id=plan_id) if plan_id else None)
