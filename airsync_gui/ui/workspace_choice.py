"""The tables of an agent's workspace that was found on this computer, to choose one of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.jobs.wizard_choices import WorkspaceTable
from airsync_gui.messages import plain
from airsync_gui.ui.flow import Flow
from airsync_gui.ui.inputs import ChoiceBox
from airsync_gui.ui.labels import Label
from airsync_gui.wording import plural, tr

LONGEST = 80


class WorkspaceChoice(QWidget):
    """Hidden where there is no workspace.

    Signals:
        chosen: a :class:`WorkspaceTable`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: Sequence[WorkspaceTable] = ()
        self._box = ChoiceBox("workspaceCombo", tr("Table in the OpenClaw workspace"), least=320)
        label = Label(tr("OpenClaw workspace"), "strong")
        label.setBuddy(self._box)
        row = Flow(self, gap=8, line_gap=6)
        row.addWidget(label)
        row.addWidget(self._box)
        self._box.activated.connect(self._on_activated)
        self.hide()

    def show_tables(self, tables: Sequence[WorkspaceTable]) -> None:
        """What was found; tables that can't take part are not among them."""
        self._tables = [table for table in tables if not table.unusable]
        self._box.clear()
        self._box.addItem(tr("Choose a table…"))
        for table in self._tables:
            rows = plural("{n} row", "{n} rows", table.rows) if table.rows else ""
            self._box.addItem(" · ".join(filter(None, (plain(table.name, LONGEST), rows))))
        self.setVisible(bool(self._tables))

    def _on_activated(self, place: int) -> None:
        if 0 < place <= len(self._tables):
            self.chosen.emit(self._tables[place - 1])
