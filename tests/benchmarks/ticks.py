"""How late the window's thread is, and how long its repaints take; and a script that presses things and waits.

A 1 ms timer of the thread tells how late it comes round. Repaints of a window are timed one by one, so that lateness
outside of them can be told apart.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

LOOK_MS = 3
LIMIT_S = 600.0
SETTLE_MS = 400


class Ticks(QObject):
    """Counts from :meth:`start` on.

    Attributes:
        late_ms: of every tick; ``calm_ms`` of those between which nothing was painted.
        busy_ms: processor time of the thread between two ticks.
        paints_ms: every repaint of a window; ``painting_ms`` its processor time.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self.calm_ms: list[float] = []
        self.busy_ms: list[float] = []
        self.paints_ms: list[float] = []
        self.painting_ms: list[float] = []
        self._last_ns = self._used_ns = 0
        self._painted = self._painting = False
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._watch)

    def _watch(self) -> None:
        """Windows only: a filter for the whole application would be called for each event, and be measured itself."""
        for window in QApplication.topLevelWidgets():
            window.installEventFilter(self)  # once, however often

    def start(self) -> None:
        """Begin anew."""
        self._watch()
        self.late_ms, self.calm_ms, self.busy_ms, self.paints_ms, self.painting_ms = [], [], [], [], []
        self._last_ns, self._used_ns = time.perf_counter_ns(), time.thread_time_ns()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def _on_tick(self) -> None:
        now, used = time.perf_counter_ns(), time.thread_time_ns()
        self.busy_ms.append((used - self._used_ns) / 1e6)
        late = max(0.0, (now - self._last_ns) / 1e6 - 1)
        self.late_ms.append(late)
        if not self._painted:
            self.calm_ms.append(late)
        self._last_ns, self._used_ns, self._painted = now, used, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window's repaint is carried out here, with a watch in hand."""
        if event.type() != QEvent.Type.UpdateRequest or self._painting:
            return False
        if not isinstance(watched, QWidget) or not watched.isVisible():
            return False
        self._painted = self._painting = True
        began, used = time.perf_counter_ns(), time.thread_time_ns()
        try:
            QWidget.event(watched, event)
        finally:
            self._painting = False
        self.paints_ms.append((time.perf_counter_ns() - began) / 1e6)
        self.painting_ms.append((time.thread_time_ns() - used) / 1e6)
        return True


def share(values: Sequence[float], part: float) -> float:
    """The value below which this part of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


class Step(Struct, frozen=True):
    """Something to press, and when that is done.

    Attributes:
        name: empty for what is not told of.
    """

    name: str
    act: Callable[[], object]
    until: Callable[[], bool]


class Took(Struct, frozen=True):
    """What a step took: until the result showed, the longest that the thread was late meanwhile, and at work.

    Attributes:
        busy_ms: of the processor; on a machine with other work the thread is late for that, too.
    """

    name: str
    shown_ms: float
    blocked_ms: float
    busy_ms: float


class Script(QObject):
    """Carries out steps one after the other, and ends with what they took."""

    def __init__(self, parent: QObject, steps: Iterator[Step], end: Callable[[list[Took]], None]) -> None:
        super().__init__(parent)
        self._ticks = Ticks(self)
        self._steps, self._end = steps, end
        self._took: list[Took] = []
        self._step: Step | None = None
        self._shown_ms: float | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Take the first step."""
        self._timer.start()
        self._next()

    def _next(self) -> None:
        self._step = next(self._steps, None)
        if self._step is None:
            self._timer.stop()
            self._end(self._took)
            return
        self._shown_ms = None
        self._ticks.start()
        self._began = time.perf_counter()
        self._step.act()

    def _look(self) -> None:
        if self._step is None or self._shown_ms is not None:
            return
        passed = time.perf_counter() - self._began
        if self._step.until():
            self._shown_ms = passed * 1e3
            QTimer.singleShot(SETTLE_MS, self, self._note)  # what follows of it counts too
        elif passed > LIMIT_S:
            print(f"waited {LIMIT_S:.0f} s for: {self._step.name}", file=sys.stderr, flush=True)
            os._exit(1)

    def _note(self) -> None:
        assert self._step is not None
        assert self._shown_ms is not None
        if self._step.name:
            late, busy = self._ticks.late_ms, self._ticks.busy_ms
            took = Took(self._step.name, self._shown_ms, max(late, default=0.0), max(busy, default=0.0))
            self._took.append(took)
        self._next()
