"""Settles what waits because a field is gone or of another type: the pair is changed, and synced."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from airsync_gui.jobs.controller import Controller
from airsync_gui.sync.schema import Field
from airsync_gui.ui.conflict_detail import ConflictDetail
from airsync_gui.ui.conflict_words import Detail, Places


class FieldSettling(QObject):
    """Carries out what is pressed in a :class:`ConflictDetail`.

    Signals:
        began: a conflict's key; the pair is being changed.
        refused: the key, and the :class:`Message` that says why the pair was not changed.

    Attributes:
        at_work: the keys of those whose pair is being changed, or synced after that.
    """

    began = Signal(str)
    refused = Signal(str, object)

    def __init__(self, controller: Controller, detail: ConflictDetail) -> None:
        super().__init__(detail)
        self._controller, self._detail = controller, detail
        self.at_work: frozenset[str] = frozenset()
        detail.map_asked.connect(self._on_map)
        detail.leave_asked.connect(self._on_leave)
        controller.conflicts_changed.connect(self._on_news)

    def _on_map(self, field: Field) -> None:
        def change(detail: Detail, places: Places) -> Callable[[], None]:
            return partial(self._controller.service.map_column, detail.pair_id, places.column, field.id)

        self._settle(change)

    def _on_leave(self) -> None:
        def change(detail: Detail, places: Places) -> Callable[[], None]:
            return partial(self._controller.service.take_out, detail.pair_id, places.field_id)

        self._settle(change)

    def _settle(self, change: Callable[[Detail, Places], Callable[[], None]]) -> None:
        detail = self._detail.detail
        if detail is None or detail.places is None:
            return
        pair_id, key = detail.pair_id, f"{detail.pair_id} {detail.uid}"
        self.at_work |= {key}
        self.began.emit(key)
        self._controller.ask(
            change(detail, detail.places),
            lambda _nothing: self._on_changed(pair_id),
            partial(self._on_not_changed, key),
            asker=self,
        )

    def _on_changed(self, pair_id: str) -> None:
        """The sync finds the conflict settled."""
        self._controller.refresh()
        self._controller.sync(pair_id)

    def _on_not_changed(self, key: str, error: BaseException) -> None:
        self.at_work -= {key}
        self.refused.emit(key, self._controller.told(error))

    def _on_news(self, pair_id: str) -> None:
        """The sync has ended, or another look at the pair shows what waits by now."""
        self.at_work = frozenset(key for key in self.at_work if pair_id and not key.startswith(f"{pair_id} "))
