"""One change in full: what each side had, as far as history knows it, and what was written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from airsync_gui.jobs.snapshots import ChangeLine
from airsync_gui.sync.records import Side, Value
from airsync_gui.ui import history_words as words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.labels import plain_tip
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.look import look
from airsync_gui.ui.sides import SIDE_ICONS, side_name
from airsync_gui.ui.signs import Glyph
from airsync_gui.ui.text_runs import Run, RunsLabel
from airsync_gui.value_words import value_text
from airsync_gui.wording import tr

LEAST_WIDTH = 480


class Well(QFrame):
    """A titled value."""

    def __init__(self, glyph: str, color: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("well", True)
        self._color = color
        self._title = RunsLabel()
        self._value = RunsLabel()
        rows = column(self, margins=(12, 7, 12, 9), spacing=3)
        head = line(spacing=6)
        head.addWidget(Glyph(glyph, color))
        head.addWidget(self._title, 1)
        rows.addLayout(head)
        rows.addWidget(self._value, 1)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}: {self._value.text()}"

    def show_value(self, title: str, value: Value) -> None:
        """This value, under this title."""
        quiet = value is None
        self._say(title, Run(value_text(value, words.MOST_SHOWN), "text3" if quiet else "text", "strong"))
        self.setToolTip(plain_tip(value_text(value, 600)))

    def show_word(self, title: str, word: str) -> None:
        """A word in place of a value."""
        self._say(title, Run(word, "text2"))
        self.setToolTip("")

    def _say(self, title: str, value: Run) -> None:
        self._title.set_runs((Run(title, self._color, "small_strong"),))
        self._value.set_runs((value,))
        self.setAccessibleName(self.text)
        self.show()


class ChangeDetail(QFrame):
    """The chosen change, below the table.

    Signals:
        put_back: the change is to be undone.
    """

    put_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changeDetail")
        self._title = RunsLabel()
        self._title.setObjectName("changeTitle")
        self._why = RunsLabel()
        self._why.setObjectName("changeWhy")
        self.wells = {side: Well(SIDE_ICONS[side], side.value, f"{side}Well") for side in Side}
        self.last = Well("clock-counter-clockwise", "text2", "lastWell")
        self.written = Well("check-circle", "text2", "writtenWell")
        self._change: ChangeLine | None = None
        self._put_back = Button("", "putBackButton", on_click=self._on_put_back)
        self._comes_to = RunsLabel()
        self._comes_to.setObjectName("putBackSentence")
        rows = column(self, margins=(24, 16, 24, 16), spacing=6)
        rows.addWidget(self._title)
        rows.addWidget(self._why)
        self._across = line()
        for well in (self.last, *self.wells.values(), self.written):
            self._across.addWidget(well, 1)
        rows.addLayout(self._across)
        rows.addSpacing(look().px(4))
        self._back = line(spacing=10)
        self._back.addWidget(self._put_back)
        self._back.addWidget(self._comes_to, 1, Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(self._back)
        rows.addStretch(1)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wells stand below each other where there is no room side by side."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        narrow = event.size().width() < look().px(LEAST_WIDTH)
        for across in (self._across, self._back):
            across.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def show_change(self, change: ChangeLine | None, local_name: str) -> None:
        """This change, or none."""
        self._change = change
        self.setVisible(change is not None)
        if change is None:
            return
        self._title.set_runs((Run(words.change_title(change), font="strong"),))
        self._why.set_runs((Run(words.why(change, local_name), "text2"),))
        self.last.setVisible(bool(change.last))
        for value in change.last:
            self.last.show_value(tr("Last in step"), value)
        self._show_sides(change)
        self._show_written(change, local_name)
        self._show_way_back(change, local_name)
        shown = [well.text for well in (self.last, *self.wells.values(), self.written) if not well.isHidden()]
        self.setAccessibleName(". ".join([self._title.text(), self._why.text(), *shown]))

    def _show_sides(self, change: ChangeLine) -> None:
        kind = change.kind.removeprefix("dropped ")
        given_up = words.is_given_up(change)
        there, other = self.wells[change.side], self.wells[change.side.other]
        there.setVisible(kind != "create")
        other.setVisible(kind != "delete")
        if kind != "create":
            side = side_name(change.side)
            there.show_value(side if given_up else tr("{side}, before", side=side), change.before)
        if kind != "delete":
            other.show_value(side_name(change.side.other), change.other)

    def _show_written(self, change: ChangeLine, local_name: str) -> None:
        place = words.place_word(change, local_name)
        if words.is_given_up(change):
            self.written.hide()
        elif change.kind == "delete":
            self.written.show_word(tr("Done"), tr("deleted in {place}", place=place))
        else:
            self.written.show_value(tr("Written to {place}", place=place), change.after)

    def _show_way_back(self, change: ChangeLine, local_name: str) -> None:
        for widget in (self._put_back, self._comes_to):
            widget.setVisible(not words.is_given_up(change))
        self._put_back.set_text(words.put_back_word(change))
        self._comes_to.set_runs((Run(words.put_back_sentence(change, local_name), "text2"),))

    def _on_put_back(self) -> None:
        if self._change is not None:
            self.put_back.emit(self._change)
