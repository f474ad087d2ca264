"""The real window with a stop watch in it: ``python -m tests.benchmarks.window_probe start|late PROFILE BEGAN_NS``.

Prints one line of JSON. A process of its own, so that nothing of the benchmark's is loaded already.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from airsync_gui import desktop
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.panels import PANELS

PANEL_MS = 1_500
"""So long each panel is shown while the sync goes on."""


class StartProbe(QObject):
    """Notes when the window is first painted, and when its pairs are shown."""

    def __init__(self, window: MainWindow, began_ns: int) -> None:
        super().__init__(window)
        self._window, self._began = window, began_ns
        self._painted_ms = 0.0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        now = (time.monotonic_ns() - self._began) / 1e6
        self._painted_ms = self._painted_ms or now
        if self._window.shown_pair is not None:
            self._window.removeEventFilter(self)
            found = {"painted_ms": self._painted_ms, "pairs_ms": now, "cpu_ms": time.process_time() * 1e3}
            print(json.dumps(found), flush=True)
            self._window.close()
        else:
            self._window.controller.pairs_changed.connect(
                lambda _lines: QTimer.singleShot(0, self._on_painted), Qt.ConnectionType.SingleShotConnection
            )


class LatenessProbe(QObject):
    """A timer of 1 ms: how late the GUI thread is, while a pair is synced and each panel is looked at."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._late_ms: list[float] = []
        self._last = 0
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._panels = iter(list(PANELS) * 1000)
        self._switch = QTimer(self, interval=PANEL_MS)
        self._switch.timeout.connect(lambda: window.show_panel(next(self._panels)))
        window.controller.pairs_changed.connect(self._on_pairs)
        window.controller.run_finished.connect(self._on_finished)

    def _on_pairs(self, _lines: object) -> None:
        if not self._timer.isActive() and self._window.shown_pair is not None:
            self._began = time.monotonic()
            self._last = time.perf_counter_ns()
            self._timer.start()
            self._switch.start()
            self._window.controller.sync(self._window.shown_pair.pair_id)

    def _on_tick(self) -> None:
        now = time.perf_counter_ns()
        self._late_ms.append(max(0.0, (now - self._last) / 1e6 - 1))
        self._last = now

    def _on_finished(self, _pair_id: str, result: Any) -> None:
        self._timer.stop()
        late = sorted(self._late_ms)
        shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "p999": 0.999}
        found = {name: late[int(len(late) * share)] for name, share in shares.items()}
        took = time.monotonic() - self._began
        print(json.dumps({**found, "max": late[-1], "ticks": len(late), "s": took, "done": len(result.completed)}))
        sys.stdout.flush()
        self._window.close()


def main() -> int:
    """Run the window with the asked probe."""
    what, profile, began_ns = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    sys.argv = sys.argv[:1]
    probes: list[QObject] = []

    def watch(window: MainWindow) -> None:
        probes.append(StartProbe(window, began_ns) if what == "start" else LatenessProbe(window))

    return desktop.run_window(profile, watch=watch)


if __name__ == "__main__":
    sys.exit(main())
