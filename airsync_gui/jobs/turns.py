"""What waits until a pair's present work has ended."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Actions that wait for a pair, one after another in the order in which they were asked for. On the GUI thread.

    Args:
        is_running: whether something is done for a pair just now.
    """

    def __init__(self, is_running: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_running = is_running
        self._waiting: dict[str, deque[Callable[[], object]]] = {}

    def after(self, pair_id: str, action: Callable[[], object]) -> None:
        """Do this when the pair's work has ended, and what waits for that already is done."""
        self._waiting.setdefault(pair_id, deque()).append(action)

    def ended(self, pair_id: str) -> None:
        """The pair's work has ended: the next one's turn comes once the present event is handled."""
        if self._waiting.get(pair_id):
            QTimer.singleShot(0, self, partial(self._next, pair_id))

    def clear(self) -> None:
        """Nothing waits any more."""
        self._waiting.clear()

    def _next(self, pair_id: str) -> None:
        waiting = self._waiting.get(pair_id)
        if waiting and not self._is_running(pair_id):
            waiting.popleft()()
            if not self._is_running(pair_id):  # that was another pair's turn
                self.ended(pair_id)
