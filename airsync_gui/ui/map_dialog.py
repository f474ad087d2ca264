"""A column that takes no part is given to a field of Airtable's that takes none either."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

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
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.wording import tr

LONGEST = 60
WIDTH = 560


class MapDialog(QDialog):
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
        super().__init__(parent)
        self._controller, self._pair, self._columns = controller, pair, tuple(columns)
        self._fields: tuple[Field, ...] = ()
        self.setObjectName("mapDialog")
        self.setProperty("tone", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = plain(pair.name, LONGEST)
        self.setWindowTitle(tr("{pair}: map a column", pair=name))
        self.bar = MessageBar("mapBar")
        self._column = ChoiceBox("mapColumnCombo", tr("Column on this computer"))
        for each in self._columns:
            self._column.addItem(plain(each, LONGEST))
        self._field = ChoiceBox("mapFieldCombo", tr("Field in Airtable"))
        self._cancel = Button(tr("Cancel"), "mapCancelButton", on_click=self.reject)
        self._map = Button(tr("Map it, and sync"), "mapKeepButton", "primary", on_click=self._on_map)
        self._map.setDefault(True)
        self._map.setEnabled(False)
        self._lay_out(tr("A column of {pair} that takes no part", pair=name))
        controller.ask(
            partial(controller.service.free_fields, pair.pair_id), self._on_fields, self._on_error, asker=self
        )
        self.setMinimumWidth(look().px(WIDTH))

    def _lay_out(self, title: str) -> None:
        told = tr(
            "It is then matched with that field record by record, as in a first sync: blanks are filled, and where the "
            "values differ the pair’s rule decides."
        )
        self._map.setAccessibleDescription(told)
        rows = column(self)
        inner = column(margins=(24, 18, 24, 18), spacing=8)
        for widget in (
            Label(title, "heading", wrap=True),
            self.bar,
            Label(tr("Column on this computer"), "strong"),
            self._column,
            Label(tr("Field in Airtable"), "strong"),
            self._field,
            Label(told, "small", "text2", wrap=True),
        ):
            inner.addWidget(widget)
        rows.addLayout(inner)
        rows.addStretch(1)
        rows.addWidget(Foot([], [self._cancel, self._map]))

    def _on_fields(self, fields: Sequence[Field]) -> None:
        self._fields = tuple(fields)
        for field in self._fields:
            self._field.addItem(f"{plain(field.name, LONGEST)} ({type_words(field.type)})")
        self._map.setEnabled(bool(self._fields))

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
        message = self._controller.told(error)
        self.bar.show_message("failed", f"{message.title}.", str(message))
        self._map.setEnabled(bool(self._fields))
