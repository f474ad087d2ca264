"""The wizard's steps at the leading edge: which are done with what was chosen there, which is here, which come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStyle, QWidget

from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, line, rule
from airsync_gui.ui.look import Look, look
from airsync_gui.ui.marks import paint_mark
from airsync_gui.ui.text_runs import Run, draw_line
from airsync_gui.wording import noop, tr

State = Literal["done", "here", "to_come"]
STATES: dict[State, str] = {"done": noop("done"), "here": noop("you are here"), "to_come": noop("to come")}
WIDTH = 244
NUMBER_SIZE = 20


class Rail(QFrame):
    """All steps in their order."""

    def __init__(self, title: str, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wizardRail")
        self.setProperty("tone", "window")
        self.setFixedWidth(look().px(WIDTH))
        inside = frame("window")
        rows = column(inside, margins=(8, 22, 8, 8), spacing=4)
        heading = line(margins=(12, 0, 8, 0))
        heading.addWidget(Label(title, "heading"))
        rows.addLayout(heading)
        rows.addSpacing(look().px(28))
        self.steps = [RailStep(number, len(steps), name) for number, name in enumerate(steps, 1)]
        for step in self.steps:
            rows.addWidget(step)
        rows.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        whole = line(self, spacing=0)
        whole.addWidget(self._area, 1)
        whole.addWidget(rule(down=True))

    def show_states(self, here: int, summaries: Sequence[str]) -> None:
        """Which step is here, and what was chosen in those before it."""
        for place, (step, told) in enumerate(zip(self.steps, summaries, strict=True)):
            state: State = "here" if place == here else "done" if place < here else "to_come"
            step.show_state(state, told if place < here else "")
        self._area.ensureWidgetVisible(self.steps[here])


class RailStep(QWidget):
    """One step: a mark, its name, and what was chosen there."""

    def __init__(self, number: int, of: int, name: str) -> None:
        super().__init__()
        self._number, self._of, self._name = number, of, name
        self._state: State = "to_come"
        self._told = ""
        self.setObjectName(f"railStep{number}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_state("to_come", "")

    def show_state(self, state: State, told: str) -> None:
        """How far it is, and its second line."""
        self._state, self._told = state, tr("you are here") if state == "here" else told
        parts = {"number": self._number, "of": self._of, "step": self._name, "state": tr(STATES[state])}
        said = f": {told}" if state == "done" and told else ""
        self.setAccessibleName(tr("Step {number} of {of}, {step}, {state}", **parts) + said)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines high."""
        present = look()
        return QSize(present.px(WIDTH - 16), present.H + present.h + present.px(15))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark, words."""
        present = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._state == "here":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(present.colors.selected_off)
            painter.drawRoundedRect(area, 6, 6)
        top = area.top() + present.px(7)
        edge = present.px(NUMBER_SIZE)
        self._paint_sign(painter, self._mirrored(QRectF(present.px(12), top, edge, edge)), present)
        left = present.px(44)
        width = area.width() - left - present.px(8)
        strong = "body" if self._state == "to_come" else "strong"
        color = "text2" if self._state == "to_come" else "text"
        name = self._mirrored(QRectF(left, top - present.px(1), width, present.H + present.px(2)))
        draw_line(painter, name, (Run(self._name, color, strong),))
        told = self._mirrored(QRectF(left, top + present.H + present.px(1), width, present.h))
        draw_line(painter, told, (Run(self._told, "text2", "small"),))

    def _mirrored(self, area: QRectF) -> QRectF:
        return QRectF(QStyle.visualRect(self.layoutDirection(), self.rect(), area.toRect()))

    def _paint_sign(self, painter: QPainter, area: QRectF, present: Look) -> None:
        if self._state == "done":
            inset = (area.width() - present.icon) / 2
            paint_mark(painter, area.adjusted(inset, inset - 1, -inset, -inset - 1), "done")
            return
        here = self._state == "here"
        painter.setPen(QPen(present.colors.accent if here else present.colors.control, 1.4))
        painter.setBrush(present.colors.accent if here else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        painter.setFont(present.fonts.small_strong)
        painter.setPen(present.colors.on_accent if here else present.colors.text2)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._number))
