"""Shows alerts on the desktop: by D-Bus on Linux, else beside the tray's icon, else not at all."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from airsync_gui.jobs.alerts import Alert
from airsync_gui.jobs.background import Dispatcher, Mailbox
from airsync_gui.jobs.controller import Controller

if TYPE_CHECKING:
    from airsync_gui.jobs.desktop_notices import DesktopNotices
    from airsync_gui.ui.tray import Tray


class Notifier(QObject):
    """Lives on the GUI thread; the desktop is asked on the pool.

    Args:
        notices: in the place of the desktop's own, in tests.

    Signals:
        pressed: the Alert whose action was chosen.
    """

    pressed = Signal(object)

    def __init__(
        self, controller: Controller, parent: QObject | None = None, *, notices: DesktopNotices | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._alerts: dict[str, Alert] = {}
        self._in_tray: Alert | None = None
        self._dispatcher = Dispatcher(self)
        self._dispatcher.delivered.connect(self._on_pressed)
        self.mailbox = Mailbox(self._dispatcher)
        self._notices = notices
        self._tray: Tray | None = None

    def use_tray(self, tray: Tray) -> None:
        """Where there are no notifications, messages come beside this icon."""
        self._tray = tray
        tray.message_pressed.connect(self._on_message_pressed)

    def show(self, alert: Alert) -> None:
        """Show it, in the place of what was shown for its state before."""
        self._alerts[alert.key] = alert
        notices = self._desktop()
        if notices is None:
            self._show_in_tray(alert)
            return
        failed = partial(self._on_not_shown, alert)
        self._controller.ask(partial(notices.show, alert), _nothing, failed, asker=self)

    def withdraw(self, key: str) -> None:
        """Its state is over."""
        self._alerts.pop(key, None)
        if self._notices is not None:
            self._controller.ask(partial(self._notices.withdraw, key), _nothing, lambda _error: None, asker=self)

    def close(self) -> None:
        """Hear nothing any more. The bus is left with the process: a desktop that hangs must not hold up its end."""
        self.mailbox.cut()

    def _desktop(self) -> DesktopNotices | None:
        if self._notices is None and sys.platform not in ("win32", "darwin"):
            from airsync_gui.jobs.desktop_notices import DesktopNotices

            self._notices = DesktopNotices(self.mailbox.post)
        return self._notices

    def _on_not_shown(self, alert: Alert, _error: BaseException) -> None:
        self._show_in_tray(alert)

    def _show_in_tray(self, alert: Alert) -> None:
        if self._tray is not None and self._tray.say(alert.title, alert.text):
            self._in_tray = alert

    def _on_message_pressed(self) -> None:
        if self._in_tray is not None:
            self.pressed.emit(self._in_tray)

    def _on_pressed(self, key: object) -> None:
        alert = self._alerts.get(str(key))
        if alert is not None:
            self.pressed.emit(alert)


def _nothing(_answer: None) -> None:
    """It is shown."""
