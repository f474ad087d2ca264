"""Saved set-ups: all pairs with their rules in a file, for another profile or computer. No token is ever in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.time_words import now
from airsync_gui.wording import noop, tr

KIND = noop("AirSync set-up (*.toml)")


class SetUps(QObject):
    """Asks for the file, and has it read or written; its parent stands below the dialog.

    Signals:
        opened: the names of the pairs that were added.
        saved: the file that was written.
        failed: the error, of either.
    """

    opened = Signal(object)
    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, controller: Controller, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller, self._window = controller, parent

    def choose_to_open(self) -> None:
        """Let the person choose a file."""
        dialog = self._dialog(tr("Open a saved set-up"), "openSetUpDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def choose_to_save(self) -> None:
        """Let the person choose where to."""
        dialog = self._dialog(tr("Save the set-up"), "saveSetUpDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"airsync-pairs-{now().astimezone():%Y-%m-%d}.toml")
        dialog.fileSelected.connect(self.save_file)
        dialog.open()

    def _dialog(self, title: str, name: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(tr(KIND))
        return dialog

    def open_file(self, path: str) -> None:
        """Add the pairs of this file."""
        ask = partial(self._controller.service.import_pairs, path)
        self._controller.ask(ask, self._on_opened, self._on_error, asker=self)

    def save_file(self, path: str) -> None:
        """Write all pairs into this file."""
        ask = partial(self._controller.service.export_pairs, path)
        self._controller.ask(ask, partial(self._on_saved, path), self._on_error, asker=self)

    def _on_opened(self, names: Sequence[str]) -> None:
        self._controller.refresh()
        self.opened.emit(names)

    def _on_saved(self, path: str, _nothing: None) -> None:
        self.saved.emit(path)

    def _on_error(self, error: BaseException) -> None:
        self.failed.emit(error)
