"""What every panel has in common: one pair (or all), loaded on the pool when it is seen, at most ten times a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.controller import Controller

T = TypeVar("T")
PACE_MS = 100
"""Panels are loaded anew at most this often."""


class Panel(QWidget):
    """A live view of one pair or of all.

    Subclasses give :meth:`load`, which asks for what the panel shows by :meth:`ask_for`.

    Signals:
        loaded: what was asked for is shown now.
        goes_to: a panel's name (overview, queue, conflicts, health, history) that the person wants to see.
    """

    loaded = Signal()
    goes_to = Signal(str)

    def __init__(self, controller: Controller, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.pair_id: str | None = None
        self._stale = True
        self._asked = self._answered = 0
        self.setObjectName(name)
        self._pace = QTimer(self, singleShot=True, interval=PACE_MS)
        self._pace.timeout.connect(self._on_pace)

    def show_pair(self, pair_id: str | None) -> None:
        """Another pair, or None for all of them."""
        if pair_id != self.pair_id:
            self.pair_id = pair_id
            self._asked += 1
            self._answered = self._asked
            self.forget()
        self.reload()

    def forget(self) -> None:
        """Another pair is shown from now on: show nothing of the one before."""

    def kept(self) -> dict[str, Any]:
        """What the next start is to show again, beside pair and panel: plain values."""
        return {}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """What :meth:`kept` said before; what makes no sense is left out."""

    def load(self) -> None:
        """Ask for what the panel shows."""
        raise NotImplementedError

    def reload(self) -> None:
        """There is news; it is asked for at once, or as soon as the panel is seen."""
        self._stale = True
        if self._may_load():
            self._load()

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._answered != self._asked

    def _may_load(self) -> bool:
        """Not while an answer is on its way: where that takes longer than news do, none would ever be shown."""
        return self.isVisible() and not self._pace.isActive() and not self.is_waiting

    def on_news(self, pair_id: str) -> None:
        """A slot for the controller's signals: news of this pair, of all (empty), or of another, which is no matter."""
        if self.pair_id is None or pair_id in ("", self.pair_id):
            self.reload()

    def on_news_of_all(self) -> None:
        """A slot for news that are of no pair."""
        self.on_news("")

    def _load(self) -> None:
        self._stale = False
        self._pace.start()
        self.load()

    def _on_pace(self) -> None:
        if self._stale and self._may_load():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """What went stale while nobody looked is asked for now."""
        super().showEvent(event)
        if self._stale:
            self._load()

    def ask_for(self, query: Callable[[], T], then: Callable[[T], None]) -> None:
        """Ask on the pool; an answer that a later question or another pair has overtaken is dropped."""
        self._asked += 1
        number = self._asked

        def on_answer(answer: T) -> None:
            if number == self._asked:
                self._on_end_of_question()
                then(answer)
                self.loaded.emit()

        def on_error(error: BaseException) -> None:
            if number == self._asked:
                self._on_end_of_question()
                self.controller.tell(error)

        self.controller.ask(query, on_answer, on_error, asker=self)

    def _on_end_of_question(self) -> None:
        self._answered = self._asked
        if self._stale and not self._pace.isActive():
            self._pace.start()
