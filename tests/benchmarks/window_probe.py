"""The real window with a stop watch in it: ``python -m tests.benchmarks.window_probe WHAT PROFILE BEGAN_NS``.

WHAT is ``start``, ``idle``, ``sync``, ``rows:COUNT`` or ``bulk:COUNT:BUTTON``. Prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from airsync_gui import desktop  # before PySide6, as the program does

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.panels import PANELS
from tests.benchmarks.ticks import Script, Step, Ticks, share

PANEL_MS = 1_500
"""So long each panel is shown while the sync goes on."""
SETTLED_MS = 3_000
"""After so long the window has all its panels."""
IDLE_AFTER_MS, IDLE_MS = 20_000, 20_000


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
            found = {"painted_ms": self._painted_ms, "pairs_ms": now, "cpu_ms": time.thread_time() * 1e3}
            print(json.dumps(found), flush=True)
            self._window.close()
        else:
            self._window.controller.pairs_changed.connect(
                lambda _lines: QTimer.singleShot(0, self._on_painted), Qt.ConnectionType.SingleShotConnection
            )


class SyncProbe(QObject):
    """How late the window's thread is while a pair is synced and each panel is looked at in turn."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._ticks = Ticks(self)
        self._panels = cycle(PANELS)
        self._switch = QTimer(self, interval=PANEL_MS)
        self._switch.timeout.connect(lambda: window.show_panel(next(self._panels)))
        self._start = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._start.timeout.connect(self._on_start)
        window.controller.pairs_changed.connect(
            lambda _lines: self._start.start(), Qt.ConnectionType.SingleShotConnection
        )
        window.controller.run_finished.connect(self._on_finished)

    def _on_start(self) -> None:
        assert self._window.shown_pair is not None
        self._began = time.monotonic()
        self._ticks.start()
        self._switch.start()
        self._window.controller.sync(self._window.shown_pair.pair_id)

    def _on_finished(self, _pair_id: str, result: Any) -> None:
        self._ticks.stop()
        ticks = self._ticks
        found = {
            "calm_p99": share(ticks.calm_ms, 0.99),
            "paint_p99": share(ticks.paints_ms, 0.99),
            "paint_max": max(ticks.paints_ms),
            "painting_p99": share(ticks.painting_ms, 0.99),
            "painting_max": max(ticks.painting_ms),
            "busy_max": max(ticks.busy_ms),
            "late_p999": share(ticks.late_ms, 0.999),
            "late_max": max(ticks.late_ms),
            "paints": len(ticks.paints_ms),
            "s": time.monotonic() - self._began,
            "done": len(result.completed),
        }
        _tell(self._window, found)


class ScriptProbe(QObject):
    """Presses what a script says, as soon as the window has its pairs."""

    def __init__(self, window: MainWindow, steps: Iterator[Step]) -> None:
        super().__init__(window)
        script = Script(self, steps, lambda took: _tell(window, [asdict(step) for step in took]))
        window.controller.pairs_changed.connect(lambda _lines: script.start(), Qt.ConnectionType.SingleShotConnection)


class IdleProbe(QObject):
    """What a window costs with which nobody does anything."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.controller.pairs_changed.connect(
            lambda _lines: QTimer.singleShot(IDLE_AFTER_MS, self._on_settled), Qt.ConnectionType.SingleShotConnection
        )

    def _on_settled(self) -> None:
        self._began, self._used = time.monotonic(), time.process_time()
        QTimer.singleShot(IDLE_MS, self._on_end)

    def _on_end(self) -> None:
        used = (time.process_time() - self._used) / (time.monotonic() - self._began)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        _tell(self._window, {"core": used, "mb": pages * resource.getpagesize() / 1e6})


def _tell(window: MainWindow, found: Any) -> None:
    print(json.dumps(found), flush=True)
    window.close()


def _probe(what: str, window: MainWindow, began_ns: int) -> QObject:
    if what == "start":
        return StartProbe(window, began_ns)
    if what == "sync":
        return SyncProbe(window)
    if what == "idle":
        return IdleProbe(window)
    from tests.benchmarks import window_steps  # a start reads no panel's code before it is painted

    kind, count, *more = what.split(":")
    steps = window_steps.rows(window, int(count)) if kind == "rows" else window_steps.bulk(window, int(count), *more)
    return ScriptProbe(window, steps)


def main() -> int:
    """Run the window with the asked probe."""
    what, profile, began_ns = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    sys.argv = sys.argv[:1]
    sys.modules["rich"] = None  # type: ignore[assignment] # httpx reads it where it is: here, for the tests
    probes: list[QObject] = []

    def watch(window: MainWindow) -> None:
        probes.append(_probe(what, window, began_ns))

    return desktop.run_window(profile, watch=watch)


if __name__ == "__main__":
    sys.exit(main())
