"""The head of what is shown: its name, state and two sides, and the buttons that act on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QSizePolicy, QWidget

from airsync_gui.jobs.snapshots import PairLine, Place
from airsync_gui.messages import plain
from airsync_gui.sync.events import Event
from airsync_gui.sync.records import Side
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.look import keep_dressed, look
from airsync_gui.ui.marks import MarkView
from airsync_gui.ui.pair_words import all_sentence, mark_of, sentence, share
from airsync_gui.ui.sides import side_glyph, side_name
from airsync_gui.ui.signs import Glyph, Pill
from airsync_gui.wording import tr

MOST_OF_NAME, LEAST_OF_STATE = 240, 110
"""Buttons stand beside the name and the state as long as both have this much room, at H = 16."""


class SideLabel(QWidget):
    """A side by its place: icon, word, name, and the folder it is in."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        color = side.value
        self._name = ElidedLabel(name=f"{color}PlaceName", tight=True)
        self._detail = ElidedLabel("", "small", "text3", name=f"{color}PlaceDetail")
        self._sandbox = Pill("")
        row = line(self, spacing=6)
        row.addWidget(side_glyph(side))
        row.addWidget(Label(side_name(side), "body", color))
        row.addWidget(self._name)
        row.addWidget(self._detail, 1)
        row.addWidget(self._sandbox)

    def sizeHint(self) -> QSize:
        """Room for all of it; where there is less, the folder is cut before the name."""
        size, detail = super().sizeHint(), self._detail
        return size if detail.isHidden() else QSize(size.width() + detail.sizeHint().width(), size.height())

    def show_place(self, place: Place) -> None:
        """Another place of this side."""
        self._name.setText(plain(place.name, 80))
        self._detail.setText(plain(place.detail, 60))
        self._detail.setVisible(bool(place.detail))
        self._sandbox.set_text(tr("sandbox") if place.sandbox else "")


class PairHeader(QFrame):
    """Name, state, sides; Preview, Pause and Sync now, or Cancel while it runs.

    Signals:
        preview_asked, pause_asked, resume_asked, sync_asked, cancel_asked: what was pressed.
        full_sync_asked: a sync that reads all of Airtable's records. sync_all_asked: of every pair.
    """

    preview_asked = Signal()
    pause_asked = Signal()
    resume_asked = Signal()
    sync_asked = Signal()
    full_sync_asked = Signal()
    sync_all_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pairHeader")
        self.setProperty("tone", "surface")
        self._paused = self._of_all = False
        self._title = ElidedLabel("", "title", name="pairTitle", tight=True)
        self._mark = MarkView("pending")
        self._sentence = ElidedLabel("", "body", "text2", name="pairState")
        self._local, self._arrows, self._airtable = (
            SideLabel(Side.LOCAL),
            Glyph("arrows-left-right", "text3"),
            SideLabel(Side.AIRTABLE),
        )
        self._preview = Button(tr("Preview"), "previewButton", glyph="eye", on_click=self.preview_asked.emit)
        self._pause = Button(tr("Pause"), "pauseButton", glyph="pause", on_click=self._on_pause)
        self._sync = Button(
            tr("Sync now"), "syncNowButton", "primary", glyph="arrows-clockwise", on_click=self.sync_asked.emit
        )
        self._more = Button(
            "", "syncMoreButton", "primary", "caret-down", tip=tr("More ways to sync"), on_click=self._on_more
        )
        self._cancel = Button(tr("Cancel"), "cancelButton", glyph="x", on_click=self.cancel_asked.emit)
        self._buttons, self._both = QWidget(), QWidget()
        self._first = line(spacing=8)
        self._lay_out()

    def _lay_out(self) -> None:
        rows = column(self, margins=(24, 15, 24, 4), spacing=4)
        said = line(spacing=8)
        said.addWidget(self._title)
        said.addWidget(self._mark)
        said.addWidget(self._sentence, 1)
        self._sync.setProperty("joined", "first")
        self._more.setProperty("joined", "last")
        sync = line(self._both, spacing=1)
        sync.addWidget(self._sync)
        sync.addWidget(self._more)
        buttons = Flow(self._buttons)
        for widget in (self._preview, self._pause, self._both, self._cancel):
            buttons.add_end(widget)
        self._first.addLayout(said, 1)
        self._first.addWidget(self._buttons)
        sides = Flow(gap=12, line_gap=2)
        for widget in (self._local, self._arrows, self._airtable):
            sides.addWidget(widget)
        rows.addLayout(self._first)
        rows.addLayout(sides)
        keep_dressed(self)

    def dress(self) -> None:
        """An arrow alone is as wide as it is high."""
        self._more.setFixedWidth(look().control)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons that leave the name too little room stand below it."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Another name, or other buttons."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        needed = min(self._title.sizeHint().width(), look().px(MOST_OF_NAME)) + look().px(LEAST_OF_STATE)
        state = min(self._sentence.sizeHint().width(), look().px(LEAST_OF_STATE))
        self._sentence.setMinimumWidth(state)  # a long name is cut before the state is
        margins = self.contentsMargins()
        room = self.width() - 2 * look().px(24) - margins.left() - margins.right()
        narrow = room - self._buttons.sizeHint().width() < needed
        directions = QBoxLayout.Direction
        self._first.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        across = QSizePolicy.Policy.Preferred if narrow else QSizePolicy.Policy.Fixed
        self._buttons.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def show_pair(self, pair: PairLine, event: Event | None, due_at: datetime | None = None) -> None:
        """One pair as it is now, and when it is synced next by itself."""
        running = pair.status in ("syncing", "cancelling")
        self._title.setText(plain(pair.name, 60))
        self._mark.show()
        self._mark.set_mark(mark_of(pair), share(event))
        self._sentence.setText(tr("Stopping") if pair.status == "cancelling" else sentence(pair, event, due_at))
        self._local.show_place(pair.local)
        self._airtable.show_place(pair.airtable)
        for widget in (self._local, self._arrows, self._airtable):
            widget.show()
        self._paused = pair.status == "paused"
        self._set_buttons(running=running, stopping=pair.status == "cancelling")

    def show_all(self, pairs: Sequence[PairLine]) -> None:
        """All pairs together."""
        running = any(pair.status in ("syncing", "cancelling") for pair in pairs)
        self._title.setText(tr("All pairs"))
        self._mark.hide()
        self._sentence.setText(all_sentence(pairs))
        for widget in (self._local, self._arrows, self._airtable):
            widget.hide()
        self._paused = bool(pairs) and all(pair.status == "paused" for pair in pairs)
        self._set_buttons(running=running, stopping=False, of_all=True)

    def _set_buttons(self, *, running: bool, stopping: bool, of_all: bool = False) -> None:
        self._preview.show()
        self._both.setVisible(not running)
        self._sync.setVisible(not running)
        self._more.setVisible(not running)
        self._of_all = of_all
        self._cancel.setVisible(running)
        self._cancel.setEnabled(not stopping)
        self._pause.set_glyph("play" if self._paused else "pause")
        if of_all:
            self._preview.set_text(tr("Preview all"))
            self._pause.set_text(tr("Resume all") if self._paused else tr("Pause all"))
            self._sync.set_text(tr("Sync all now"))
            self._cancel.set_text(tr("Cancel all"))
        else:
            self._preview.set_text(tr("Preview"))
            self._pause.set_text(tr("Resume") if self._paused else tr("Pause"))
            self._sync.set_text(tr("Sync now"))
            self._cancel.set_text(tr("Cancel"))

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("syncMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ways = [
            (tr("Sync and read everything"), "fullSyncAction", self.full_sync_asked),
            (tr("Sync all pairs"), "syncAllAction", self.sync_all_asked),
        ]
        for words, name, asked in ways[:1] if self._of_all else ways:
            action = menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(partial(_tell, asked))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_pause(self) -> None:
        (self.resume_asked if self._paused else self.pause_asked).emit()


def _tell(asked: SignalInstance, _checked: bool = False) -> None:
    asked.emit()
