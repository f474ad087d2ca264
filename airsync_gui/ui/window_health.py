"""How healthy AirSync was in the last hour: asked for as there is news, once a second at most."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from airsync_gui.jobs.controller import Controller

PACE_MS = 1_000


class WindowHealth(QObject):
    """Asks, and tells.

    Signals:
        told: the last hour's report.
    """

    told = Signal(object)

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._pace = QTimer(self, singleShot=True, interval=PACE_MS)
        self._pace.timeout.connect(self.ask)
        controller.health_changed.connect(self._on_news)

    def ask(self) -> None:
        """Ask at once."""
        self._controller.ask(partial(self._controller.service.health, "hour"), self.told.emit, self._on_nothing)

    def stop(self) -> None:
        """Ask no more by itself."""
        self._pace.stop()

    def _on_news(self) -> None:
        if not self._pace.isActive():
            self._pace.start()

    def _on_nothing(self, _error: BaseException) -> None:
        """The pairs tell of a state file that can't be read; once is enough."""
