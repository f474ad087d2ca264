"""Filters as a row of words with counts above a table, and a field to search in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.layouts import line
from airsync_gui.ui.search_field import SearchField
from airsync_gui.wording import number

SEARCH_MS = 100
"""Typing rests this long before it is searched for."""
ALL = "all"


class FilterBar(QWidget):
    """Which rows are shown: one of the words, and what was typed.

    Args:
        words: filter → its word; the first one, which takes all, is never hidden, the others are while they have none.
        name: begins the object names: ``conflictsFilterBothEdited`` for ``both_edited``.

    Signals:
        changed: the choice or the text is another.
    """

    changed = Signal()

    def __init__(
        self,
        words: Mapping[str, str],
        hint: str,
        name: str,
        parent: QWidget | None = None,
        *,
        search_width: float = 220,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Filters")
        self._words = dict(words)
        self._buttons = {
            key: Button(word, f"{name}Filter{key.title().replace('_', '')}", "filter") for key, word in words.items()
        }
        self._group = QButtonGroup(self)
        self.search = SearchField(hint, f"{name}Search", width=search_width)
        self._end = QWidget()
        line(self._end).addWidget(self.search)
        self._pace = QTimer(self, singleShot=True, interval=SEARCH_MS)
        row = Flow(gap=4)
        line(self, margins=(14, 9, 24, 9)).addLayout(row, 1)
        for button in self._buttons.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.add_end(self._end)
        self._first.setChecked(True)
        self._group.idClicked.connect(lambda _number: self.changed.emit())
        self.search.textChanged.connect(lambda _text: self._pace.start())
        self.search.returnPressed.connect(self._on_return)
        self._pace.timeout.connect(self.changed.emit)

    @property
    def _first(self) -> Button:
        return next(iter(self._buttons.values()))

    @property
    def chosen(self) -> str:
        """The filter that is chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def text(self) -> str:
        """What to search for, in small letters; empty for nothing."""
        return self.search.text().strip().casefold()

    def button(self, key: str) -> Button:
        """The button of a filter."""
        return self._buttons[key]

    def add_end(self, button: Button) -> None:
        """A button after the search field."""
        layout = self._end.layout()
        assert layout is not None
        layout.addWidget(button)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many rows each filter has; a chosen one that has none any more gives way to the first.

        Where that changes the choice, :attr:`changed` says so.
        """
        for key, button in self._buttons.items():
            count = counts.get(key, 0)
            button.set_text(f"{self._words[key]}  {number(count)}")
            button.setVisible(count > 0 or button is self._first)
        if not counts.get(self.chosen, 0) and not self._first.isChecked():
            self._first.setChecked(True)
            self.changed.emit()

    def reset(self) -> None:
        """Show all again, without a word."""
        self._first.setChecked(True)
        self.search.clear()
        self._pace.stop()

    def _on_return(self) -> None:
        """Enter searches at once."""
        self._pace.stop()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return
        super().keyPressEvent(event)
