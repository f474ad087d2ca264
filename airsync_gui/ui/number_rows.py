"""Numbers to set, one below the other, each in its words; what is wrong with one is said below them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from airsync_gui.ui.inputs import TextField
from airsync_gui.ui.labels import Label
from airsync_gui.ui.look import look


class NumberRows(QWidget):
    """Takes a number where it is one in its range; else that stays to be mended, and is said.

    Args:
        fault_name: the object name of the words below.
        fault: what is said of a number, by its name, that is none.
        ranges: name → the least and the most, which are taken, too.

    Signals:
        edited: the name of a number, and what was written for it; also where that is as before.
    """

    edited = Signal(str, float)

    def __init__(self, fault_name: str, fault: Callable[[str], str], ranges: Mapping[str, tuple[float, float]]) -> None:
        super().__init__()
        self._words, self._ranges = fault, ranges
        self._fields: dict[str, TextField] = {}
        self._fault = Label("", "small", "fail", wrap=True, name=fault_name)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(12))
        self._grid.setVerticalSpacing(look().px(6))
        self._grid.setColumnStretch(2, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._grid)
        rows.addWidget(self._fault)

    def add(self, name: str, label: Label, spoken: str, after: str = "") -> None:
        """A row: the label, the number, which is called ``spoken`` by assistive tools, and the words after it."""
        row, field = self._grid.rowCount(), TextField(f"{name}Edit", spoken, most=160)
        label.setBuddy(field)
        field.editingFinished.connect(partial(self._on_edited, name))
        field.textEdited.connect(lambda _text: self._say("", name))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        if after:
            self._grid.addWidget(Label(after), row, 2)
        self._fields[name] = field

    def show_number(self, name: str, value: float) -> None:
        """What is set; nothing is wrong with it."""
        self._fields[name].setText(f"{value:.10g}")
        self._say("", name)

    def _on_edited(self, name: str) -> None:
        least, most = self._ranges[name]
        try:
            value = float(self._fields[name].text().strip().replace(",", "."))
        except ValueError:
            value = float("nan")
        if least <= value <= most:
            self._fields[name].setText(f"{value:.10g}")
            self.edited.emit(name, value)
        else:
            self._say(self._words(name), name)

    def _say(self, fault: str, name: str) -> None:
        field = self._fields[name]
        field.mark_wrong(bool(fault))
        field.setAccessibleDescription(fault)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
