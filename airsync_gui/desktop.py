"""The desktop application: builds the real parts, hands them to the window, and runs Qt's loop.

The window is painted first; what is slow to import (HTTP, keyring, SQL) is imported by the first task on the pool that
needs it. When the window closes, a request under way ends by itself, and the process with it.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from airsync_gui.ui import window_state  # before PySide6: the package says why

# isort: split
from PySide6.QtCore import QProcess
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from airsync_gui import __version__, logs
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.desktop_motion import wants_less_motion
from airsync_gui.jobs.preferences import Preferences
from airsync_gui.own_command import own_window_command
from airsync_gui.paths import Paths, private_folder, resources
from airsync_gui.ui.language import SYSTEM, Speaker
from airsync_gui.ui.look import LookKeeper
from airsync_gui.ui.main_window import MainWindow
from airsync_gui.ui.marks import clock
from airsync_gui.ui.one_window import OneWindow
from airsync_gui.ui.preferences import take_up
from airsync_gui.wording import tr

if TYPE_CHECKING:
    from airsync_gui.demo.world import DemoWorld
    from airsync_gui.jobs.service import Service

SWITCH_INTERVAL_S = 0.0001
"""A thread that is at work hands over after so long: the window waits no longer for it each time it goes on."""
END_WAIT_S = 5.0


Watch = Callable[[MainWindow], object]


def run_window(
    profile: Path | None = None, *, demo: bool = False, background: bool = False, watch: Watch | None = None
) -> int:
    """Show the window until it is closed.

    Args:
        profile: settings, state and logs under this folder; None for the platform's own places.
        demo: show a sample in a throw-away profile, with a sandbox for Airtable.
        background: begin in the tray, or minimised where there is none; the window is shown when it is asked for.
        watch: gets the window before it is shown, to measure it.

    Returns:
        The process's exit status.
    """
    if not demo:
        return _run(Paths.of(profile), None, watch, background=background)
    from airsync_gui.demo.world import DemoWorld

    with DemoWorld() as world:
        return _run(Paths.under(world.profile), world, watch)


def _run(paths: Paths, world: DemoWorld | None, watch: Watch | None, *, background: bool = False) -> int:
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    logs.watch_for_bugs()
    app = make_application()
    app.setQuitOnLastWindowClosed(False)  # the window says when it is the end: it may stay in the tray
    one_window = _claim(paths, call=not background)
    if one_window is None:
        return 0
    service = cast("Service", LateService(partial(_make_service, paths, throw_away=world is not None)))
    controller = Controller(service)
    controller.watch_for_bugs()
    left = window_state.read(paths.data)
    Speaker(app).choose(left.language or SYSTEM)
    window = MainWindow(controller, "Demo" if world else "AirSync")  # Qt adds the program's name
    window.sample_asked.connect(open_demo)
    one_window.called.connect(window.come_to_front)
    window.painted.connect(partial(_begin, window, paths, world, service, background=background))
    window.closed.connect(app.quit)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.quit())
    if watch is not None:
        watch(window)
    window.take_up(left)
    if background:
        window.begin()
    else:
        window.show()
    try:
        return app.exec()
    finally:
        while not controller.close(END_WAIT_S):
            logging.getLogger("airsync_gui").info("waiting for a request under way")
        _keep(window, paths)
        one_window.give_up()
        logs.shut_down()


class LateService:
    """The application behind the window, read and made by the first task on the pool that wants something of it.

    Half of a start's code is behind it, and none of that is needed to paint the window.
    """

    def __init__(self, make: Callable[[], Service]) -> None:
        self._make = make
        self._made: Service | None = None
        self._making = threading.Lock()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Any method of the service."""
        return partial(self._call, name)

    def _call(self, name: str, *arguments: Any, **named: Any) -> Any:
        with self._making:
            self._made = self._made or self._make()
        return getattr(self._made, name)(*arguments, **named)


def _make_service(paths: Paths, *, throw_away: bool) -> Service:
    from airsync_gui.app import App
    from airsync_gui.service import AppService

    return AppService(App(paths, throw_away=throw_away))


def _keep(window: MainWindow, paths: Paths) -> None:
    """How the window is left, for the next start; where that can't be kept, it opens as at first."""
    try:
        window_state.write(paths.data, window.state())
    except OSError as error:
        logging.getLogger("airsync_gui").info("how the window was left is not kept: %s", error)


def _claim(paths: Paths, *, call: bool) -> OneWindow | None:
    """The profile's claim to the one window; None where another start has it, whose window is called.

    Where nothing can be written, the window opens and says so itself.
    """
    one_window = OneWindow(paths.data)
    try:
        private_folder(paths.data)
        return one_window if one_window.claim(call=call) else None
    except OSError:
        return one_window


def make_application() -> QApplication:
    """Qt's application, in our dress."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("airsync-gui")
    app.setApplicationDisplayName("AirSync")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("airsync-gui")
    app.setWindowIcon(QIcon(str(resources() / "icons" / "airsync.svg")))
    LookKeeper(app)
    return app


def _begin(window: MainWindow, paths: Paths, world: DemoWorld | None, service: Service, *, background: bool) -> None:
    """The window stands; look at the pairs, or prepare the sample first."""
    from airsync_gui.ui.in_background import InBackground

    controller = window.controller
    InBackground(window, hidden=background)
    begin = partial(_follow, window, service) if world is None else partial(_prepare, window, world, service)
    controller.ask(partial(_set_up_logs, paths), lambda _nothing: begin(), asker=window)


def _prepare(window: MainWindow, world: DemoWorld, service: Service) -> None:
    window.say_preparing(
        tr("Preparing the sample"), tr("A sandbox Airtable starts on this computer. Nothing leaves it.")
    )
    prepare = partial(world.prepare, service, window.controller.new_cancel())
    window.controller.ask(prepare, lambda _prepared: _follow(window, service), asker=window)


def _follow(window: MainWindow, service: Service) -> None:
    """Show the pairs in the chosen colours, and from now on sync by itself what is due, as was set."""
    controller = window.controller
    start = partial(take_up, controller)
    controller.ask(partial(_preferences, service), start, lambda _error: start(Preferences()), asker=window)
    controller.refresh()
    controller.ask(wants_less_motion, clock().hold, asker=window)


def _preferences(service: Service) -> Preferences:
    """What is set; the log holds from now on what it should."""
    known = service.preferences()
    logs.set_level(known.log_level)
    return known


def _set_up_logs(paths: Paths) -> None:
    """Without a place for logs the window still works."""
    logging.raiseExceptions = False
    try:
        logs.set_up(private_folder(paths.logs))
    except OSError as error:
        print(f"No log is kept in {paths.logs}: {error.strerror or error}", file=sys.stderr)  # noqa: T201


def open_demo() -> None:
    """The sample in a process of its own: it ends with its own window."""
    program, *arguments = own_window_command("--demo")
    QProcess.startDetached(program, arguments)
