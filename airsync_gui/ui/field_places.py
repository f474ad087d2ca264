"""Where a column belongs whose field is gone from Airtable, or is of another type there: to a field, or to none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.messages import plain
from airsync_gui.sync.schema import Field
from airsync_gui.type_words import type_words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.conflict_words import Places
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.wording import tr

LONGEST = 60


class FieldPlaces(QWidget):
    """Hidden where there is nothing to settle.

    Signals:
        map_asked: the column is to belong to this :class:`Field`.
        leave_asked: the column is to belong to no field.
    """

    map_asked = Signal(object)
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[Field, ...] = ()
        self.setObjectName("fieldPlaces")
        self._column = Label("", "strong", wrap=True, name="fieldPlacesColumn")
        self._choice = ChoiceBox("fieldPlacesCombo", tr("Field in Airtable"))
        self._map = Button(tr("Map it, and sync"), "mapFieldButton", on_click=self._on_map)
        told = tr(
            "It is then matched with that field record by record, as in a first sync: blanks are filled, and where the "
            "values differ the pair’s rule decides."
        )
        self._told = Label(told, "small", "text2", wrap=True, name="fieldPlacesTold")
        self._map.setAccessibleDescription(told)
        self._leave = Button(tr("Take it out, and sync"), "takeOutButton", on_click=self.leave_asked.emit)
        self._kept = Label(
            tr("Both sides keep what they have there; it takes no part any more."), "small", "text2", wrap=True
        )
        self._leave.setAccessibleDescription(self._kept.text())
        rows = column(self, spacing=8)
        for widget in (self._column, self._choice, self._map, self._told, self._leave, self._kept):
            rows.addWidget(widget)
        self.hide()

    def show_places(self, places: Places | None) -> None:
        """What can be chosen; nothing where no column waits."""
        self.setVisible(places is not None)
        if places is None:
            return
        self._fields = places.fields
        self._column.setText(tr("The column {column} belongs to", column=plain(places.column, LONGEST)))
        self._choice.clear()
        for field in places.fields:
            self._choice.addItem(f"{plain(field.name, LONGEST)} ({type_words(field.type)})")
        own = next((place for place, field in enumerate(places.fields) if field.id == places.field_id), 0)
        self._choice.setCurrentIndex(own)
        for widget in (self._column, self._choice, self._map, self._told):
            widget.setVisible(bool(places.fields))
        for widget in (self._leave, self._kept):
            widget.setVisible(places.may_leave)

    def _on_map(self) -> None:
        place = self._choice.currentIndex()
        if 0 <= place < len(self._fields):
            self.map_asked.emit(self._fields[place])
