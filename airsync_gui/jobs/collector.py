"""Python's cycle collector, on the GUI thread only.

It runs on whichever thread happens to allocate, and frees what it finds there. A widget, timer or controller that was
part of a cycle is then destroyed on a pool thread, and the process ends with a segmentation fault (seen in 4 of 6 test
runs, PySide6 6.11.3). So the automatic collector is off, and a timer of the GUI thread does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000


class Collector(QObject):
    """Collects from its making on, on the thread that it lives on.

    The automatic collector stays off when this one ends: there may be Qt's objects left to free.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as much as the automatic collector would, if it is time."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Collect no more."""
        self._timer.stop()
