"""What stands in place of an answer while it is worked out: a turning ring, what is done just now, a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from airsync_gui.ui.buttons import Button
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, line
from airsync_gui.ui.marks import MarkView
from airsync_gui.wording import tr


class BusyView(QWidget):
    """A ring, a sentence, and Cancel.

    Args:
        name: begins the object names: ``previewBusy`` has ``previewBusyCancel``.

    Signals:
        cancelled: the person asked to stop.
    """

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = Label("", "body", "text2", name=f"{name}Text")
        self.stop = Button(tr("Cancel"), f"{name}Cancel", on_click=self.cancelled.emit)
        rows = column(self, margins=(24, 24, 24, 24), spacing=12)
        rows.addStretch(2)
        said = line()
        said.addStretch(1)
        said.addWidget(MarkView("syncing"))
        said.addWidget(self._text)
        said.addStretch(1)
        rows.addLayout(said)
        rows.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)

    def say(self, text: str) -> None:
        """What is done just now."""
        self._text.setText(text)
        self._text.setAccessibleName(text)
