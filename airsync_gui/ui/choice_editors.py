"""Editors to choose in: a select, a rating, a tick, several members."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QWidget

from airsync_gui.messages import plain
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.ui.field_words import shown, typed_form, typed_value
from airsync_gui.ui.look import look
from airsync_gui.ui.value_editor import MOST_ROWS, ValueEditor, result_name
from airsync_gui.wording import tr


class ChoiceEditor(ValueEditor):
    """One of the field's choices, or blank; where the pair may make new ones, a new one can be typed."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._box = QComboBox()
        super().__init__(field, pair, self._box, parent)
        self._box.setFixedHeight(look().control + look().px(8))
        self._names = list(dict.fromkeys([*field.choices.values(), *([value] if isinstance(value, str) else [])]))
        self._box.addItem(tr("(blank)"), None)
        for name in self._names:
            self._box.addItem(plain(name, 100), name)
        self._box.setCurrentIndex(self._names.index(value) + 1 if isinstance(value, str) else 0)
        self._box.setEditable(pair.create_choices)
        if (line := self._box.lineEdit()) is not None:
            self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line.installEventFilter(self)
        self._box.currentTextChanged.connect(lambda _text: self._on_changed())

    def value(self) -> Value:
        """The chosen name."""
        found = self._box.currentIndex()
        if not self._box.isEditable() or self._box.currentText() == self._box.itemText(found):
            chosen: Value = self._box.itemData(found)
            return chosen
        return self._box.currentText().strip() or None

    def text(self) -> str:
        """As shown."""
        return self._box.currentText()


class RatingEditor(ValueEditor):
    """So many of the field's stars."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._box = QComboBox()
        super().__init__(field, pair, self._box, parent)
        self._box.setFixedHeight(look().control + look().px(8))
        most = int(field.options.get("max") or 5)
        self._box.addItem(tr("(blank)"), "")
        for count in range(1, most + 1):
            self._box.addItem(tr("{value} of {most}", value=count, most=most), str(count))
        found = self._box.findData(typed_form(field, value))
        self._box.setCurrentIndex(max(0, found))
        self._box.currentTextChanged.connect(lambda _text: self._on_changed())

    def value(self) -> Value:
        """The chosen number."""
        return typed_value(self.field, self._box.currentData())

    def text(self) -> str:
        """As shown."""
        return self._box.currentText()


class TickEditor(ValueEditor):
    """Ticked or not."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._tick = QCheckBox()
        super().__init__(field, pair, self._tick, parent)
        self._tick.setFixedHeight(look().control + look().px(8))
        self._tick.setChecked(value is True)
        self._say()
        self._tick.toggled.connect(lambda _on: self._say())
        self._tick.toggled.connect(lambda _on: self._on_changed())

    def _say(self) -> None:
        self._tick.setText(shown(self.field, True if self._tick.isChecked() else None))
        self.control.setAccessibleName(result_name(self.field))

    def value(self) -> Value:
        """True, or blank."""
        return True if self._tick.isChecked() else None

    def text(self) -> str:
        """As shown."""
        return self._tick.text()


class MembersEditor(ValueEditor):
    """Several of the field's choices, each with a box to tick; the order is the field's."""

    def __init__(self, field: Field, value: Value, pair: Pair, parent: QWidget) -> None:
        self._list = QListWidget()
        super().__init__(field, pair, self._list, parent)
        self._first = value if isinstance(value, tuple) else ()
        with QSignalBlocker(self._list):
            for name in dict.fromkeys([*self._first, *field.choices.values()]):
                item = QListWidgetItem(plain(name, 100), self._list)
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if name in self._first else Qt.CheckState.Unchecked)
        self._list.setProperty("boxed", True)
        self._list.setCurrentRow(0)
        rows = max(2, min(MOST_ROWS, self._list.count()))
        self._list.setFixedHeight(rows * max(look().row_dense, self._list.sizeHintForRow(0)) + look().px(8))
        self._list.itemChanged.connect(lambda _item: self._on_changed())

    def value(self) -> Value:
        """The ticked ones."""
        items = [self._list.item(row) for row in range(self._list.count())]
        ticked = tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        return ticked or None

    def text(self) -> str:
        """With commas."""
        return typed_form(self.field, self.value())
