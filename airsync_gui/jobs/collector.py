"""Python's cycle collector, on the GUI thread only, and never for long.

It runs on whichever thread happens to allocate, and frees what it finds there. A widget, timer or controller that was
part of a cycle is then destroyed on a pool thread, and the process ends with a segmentation fault (seen in 4 of 6 test
runs, PySide6 6.11.3). So the automatic collector is off, and a timer of the GUI thread does its work.

It stops everything while it looks at what there is, 4 ms for 20,000 objects. A sync makes a hundred times as many,
nearly all of which go by themselves: they are set aside (https://docs.python.org/3/library/gc.html#gc.freeze, which
takes no time) and looked at when nothing goes on.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000
WORTH_A_LOOK = 700
"""Fewer new objects are left for later, as Python's own collector does."""
MOST_AT_ONCE = 10_000
"""More objects are not looked at while something goes on."""
QUIET_LOOKS = 15
"""After so many looks with hardly a new object nothing goes on."""


class Collector(QObject):
    """Collects from its making on, on the thread that it lives on.

    The automatic collector stays off when this one ends: there may be Qt's objects left to free.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._seen = self._quiet = 0
        self._unseen = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect among what was made lately; among what was set aside only when all is quiet."""
        new = gc.get_count()[0]
        self._quiet = 0 if new > WORTH_A_LOOK else self._quiet + 1
        if new > MOST_AT_ONCE:
            self._set_aside()
            self._unseen = True
        elif new > WORTH_A_LOOK:
            gc.collect()
            self._seen += new
            if self._seen > MOST_AT_ONCE:
                self._set_aside()
        elif self._unseen and self._quiet >= QUIET_LOOKS:
            self._unseen = False
            gc.unfreeze()
            gc.collect()
            self._set_aside()

    def _set_aside(self) -> None:
        gc.freeze()
        self._seen = 0

    def stop(self) -> None:
        """Collect no more; nothing is set aside any longer."""
        self._timer.stop()
        gc.unfreeze()
