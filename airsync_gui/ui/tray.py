"""The icon among the desktop's own: state by shape, colour and count, and a menu with what one wants at hand.

Everything works without it: not every desktop has a place for such icons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QFont, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.paths import resources
from airsync_gui.ui.look import look
from airsync_gui.ui.marks import Mark, paint_mark
from airsync_gui.ui.pair_words import all_sentence
from airsync_gui.wording import plural, tr

SIZES = (16, 22, 24, 32, 48, 64)
BADGE = 0.62
"""The mark's share of the icon's side."""
MOST_COUNTED = 99
MESSAGE_MS = 10_000


def state_of(lines: Sequence[PairLine]) -> Mark | None:
    """The mark of all pairs together, the one that asks most; None where there is no pair."""
    counts = Counter(line.status for line in lines)
    if counts["failed"]:
        return "failed"
    if counts["needs_you"] or any(line.conflicts for line in lines):
        return "needs_you"
    if counts["syncing"] or counts["cancelling"]:
        return "syncing"
    if counts["waiting"]:
        return "waiting"
    if lines and counts["paused"] == len(lines):
        return "paused"
    return "in_step" if lines else None


def words_of(lines: Sequence[PairLine]) -> str:
    """``3 conflicts wait · 6 pairs · 1 failed``."""
    conflicts = sum(line.conflicts for line in lines)
    waiting = [plural("{n} conflict waits", "{n} conflicts wait", conflicts)] if conflicts else []
    return " · ".join([*waiting, all_sentence(lines)]) if lines else tr("No pair yet")


def tray_icon(mark: Mark | None, count: int = 0) -> QIcon:
    """The application's icon with a mark at its corner, or with how many conflicts wait."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(size, mark, count))
    return made


def _drawn(size: int, mark: Mark | None, count: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(resources() / "icons" / "airsync.svg")).render(painter, QRectF(0, 0, size, size))
    if mark not in (None, "in_step"):  # all well: the icon as it is
        side = size * BADGE
        badge = QRectF(size - side, size - side, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colors.surface)
        painter.drawEllipse(badge)
        if count and mark == "needs_you":
            _draw_count(painter, badge, count)
        else:
            paint_mark(painter, badge, mark)
    painter.end()
    return pixmap


def _draw_count(painter: QPainter, badge: QRectF, count: int) -> None:
    colors, font = look().colors, QFont(look().fonts.strong)
    text = str(count) if count <= MOST_COUNTED else "…"
    font.setPixelSize(max(1, round(badge.height() * (0.78 if len(text) == 1 else 0.6))))
    inset = badge.height() / 16
    painter.setBrush(colors.accent)
    painter.drawEllipse(badge.adjusted(inset, inset, -inset, -inset))
    painter.setFont(font)
    painter.setPen(colors.on_accent)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class Tray(QObject):
    """The icon and its menu, shown at once.

    Signals:
        open_asked, sync_asked, pause_asked, resume_asked, settings_asked, quit_asked: what was chosen.
        message_pressed: the message that was shown last.
    """

    open_asked = Signal()
    sync_asked = Signal()
    pause_asked = Signal()
    resume_asked = Signal()
    settings_asked = Signal()
    quit_asked = Signal()
    message_pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        self._shown: tuple[Mark | None, int, bool] | None = None
        self.menu = QMenu()
        self.menu.setObjectName("trayMenu")
        self._state = self._add("", "trayState", lambda: None)
        self._state.setEnabled(False)
        self.menu.addSeparator()
        self._open = self._add(tr("Open AirSync"), "trayOpen", self.open_asked.emit)
        self._sync = self._add(tr("Sync all now"), "traySync", self.sync_asked.emit)
        self._pause = self._add(tr("Pause all"), "trayPause", self._on_pause)
        self._add(tr("Settings…"), "traySettings", self.settings_asked.emit)
        self.menu.addSeparator()
        self._add(tr("Quit"), "trayQuit", self.quit_asked.emit)
        self.menu.setDefaultAction(self._open)
        self.icon = QSystemTrayIcon(self)
        self.icon.setObjectName("trayIcon")
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.message_pressed)
        self.show_pairs(())
        self.icon.show()

    def _add(self, words: str, name: str, on_chosen: Callable[[], object]) -> QAction:
        action = self.menu.addAction(words)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: on_chosen())
        return action

    def show_pairs(self, lines: Sequence[PairLine]) -> None:
        """The state of all of them."""
        words, conflicts = words_of(lines), sum(line.conflicts for line in lines)
        self._state.setText(words.replace("&", "&&"))
        self.icon.setToolTip(f"AirSync: {words}")
        self._paused = bool(lines) and all(line.status == "paused" for line in lines)
        self._pause.setText(tr("Resume all") if self._paused else tr("Pause all"))
        for action in (self._sync, self._pause):
            action.setEnabled(bool(lines))
        wanted = state_of(lines), conflicts, look().dark
        if wanted != self._shown:
            self._shown = wanted
            self.icon.setIcon(tray_icon(wanted[0], conflicts))

    def say(self, title: str, text: str) -> bool:
        """Show a message beside the icon; whether this desktop has such messages."""
        if not QSystemTrayIcon.supportsMessages():
            return False
        self.icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.NoIcon, MESSAGE_MS)
        return True

    def remove(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.menu.deleteLater()

    def _on_pause(self) -> None:
        (self.resume_asked if self._paused else self.pause_asked).emit()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click opens; the menu's own button opens the menu by itself."""
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_asked.emit()
