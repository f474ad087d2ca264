"""A column that takes no part is given to a field of Airtable's that takes none either."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.snapshots import PairLine
from airsync_gui.messages import plain
from airsync_gui.sync.schema import Field
from airsync_gui.type_words import type_words
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.foot import Foot
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column
from airsync_gui.ui.look import look
from airsync_gui.ui.pair_dialog import LONGEST, PairDialog
from airsync_gui.wording import noop, tr

WIDTH = 560


class MapDialog(PairDialog):
    """Of one pair; it ends with its window.

    Args:
        columns: those that take no part.

    Signals:
        kept: the pair has a field more.
    """

    kept = Signal()

    def __init__(
        self, controller: Controller, pair: PairLine, columns: Sequence[str], parent: QWidget | None = None
    ) -> None:
        title, heading = noop("{pair}: map a column"), noop("A column of {pair} that takes no part")
        super().__init__(controller, pair, "map", title, heading, parent)
        self._columns = tuple(columns)
        self._fields: tuple[Field, ...] = ()
        self._column = ChoiceBox("mapColumnCombo", tr("Column on this computer"))
        for each in self._columns:
            self._column.addItem(plain(each, LONGEST))
        self._field = ChoiceBox("mapFieldCombo", tr("Field in Airtable"))
        self._cancel = Button(tr("Cancel"), "mapCancelButton", on_click=self.reject)
        self._map = Button(tr("Map it, and sync"), "mapKeepButton", "primary", on_click=self._on_map)
        self._map.setDefault(True)
        self._map.setEnabled(False)
        self._lay_out()
        controller.ask(
            partial(controller.service.free_fields, pair.pair_id), self._on_fields, self._on_error, asker=self
        )
        self.setMinimumWidth(look().px(WIDTH))

    def _lay_out(self) -> None:
        told = tr(
            "It is then matched with that field record by record, as in a first sync: blanks are filled, and where the "
            "values differ the pair’s rule decides."
        )
        self._map.setAccessibleDescription(told)
        inner = column(margins=(24, 4, 24, 18), spacing=8)
        for widget in (
            Label(tr("Column on this computer"), "strong"),
            self._column,
            Label(tr("Field in Airtable"), "strong"),
            self._field,
            Label(told, "small", "text2", wrap=True),
        ):
            inner.addWidget(widget)
        self.rows.addLayout(inner)
        self.rows.addStretch(1)
        self.rows.addWidget(Foot([], [self._cancel, self._map]))

    def _on_fields(self, fields: Sequence[Field]) -> None:
        self._fields = tuple(fields)
        for field in self._fields:
            self._field.addItem(f"{plain(field.name, LONGEST)} ({type_words(field.type)})")
        self._map.setEnabled(bool(self._fields))
        if not self._fields:
            self._field.setEnabled(False)
            none = tr("Make a field for it in Airtable first, then open this again.")
            self.bar.show_message("needs_you", tr("Every field has a column already."), none)

    def _on_map(self) -> None:
        self._map.setEnabled(False)
        wanted, field = self._columns[self._column.currentIndex()], self._fields[self._field.currentIndex()]
        map_it = partial(self._controller.service.map_column, self._pair.pair_id, wanted, field.id)
        self._controller.ask(map_it, self._on_mapped, self._on_error, asker=self)

    def _on_mapped(self, _nothing: None) -> None:
        self._controller.sync(self._pair.pair_id)
        self.kept.emit()
        self.accept()

    def _on_error(self, error: BaseException) -> None:
        self.show_error(error)
        self._map.setEnabled(bool(self._fields))
