"""Asks for conflicts and for what answers to them would write; of several questions only the last is answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from airsync_gui.errors import NotFound
from airsync_gui.jobs.conflict_views import ConflictView, ResolutionPreview
from airsync_gui.jobs.controller import Controller
from airsync_gui.jobs.service import Service
from airsync_gui.messages import describe
from airsync_gui.sync.records import Uid
from airsync_gui.sync.resolve import Answer
from airsync_gui.ui.thumbnails import attachment_id, decoded, thumbnails

Key = tuple[str, Uid]
"""Pair id and the conflict's uid."""
PREVIEW_MS = 80
"""What an answer would write is asked for when nothing was decided for so long."""


class ConflictSource(QObject):
    """Questions on the pool, answers on the GUI thread.

    Signals:
        arrived: key and ConflictView. gone: the key of a conflict that is settled by now.
        previewed: a ResolutionPreview.
        failed: a Message. pictured: the key of a conflict whose attachments have pictures by now.
    """

    arrived = Signal(object, object)
    gone = Signal(object)
    previewed = Signal(object)
    failed = Signal(object)
    pictured = Signal(object)

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._service = controller, controller.service
        self._loads = self._previews = 0
        self._wanted: tuple[Key, Callable[[], Answer | None]] | None = None
        self._pace = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._pace.timeout.connect(self._on_pace)

    # -- conflicts ----------------------------------------------------------------------------------------------------

    def load(self, key: Key) -> None:
        """Ask for a conflict as it is now."""
        self._loads += 1
        number = self._loads
        self._controller.ask(
            partial(self._service.conflict, *key),
            partial(self._on_view, number, key),
            partial(self._on_no_view, number, key),
            asker=self,
        )

    def _on_view(self, number: int, key: Key, view: ConflictView) -> None:
        if number == self._loads:
            self.arrived.emit(key, view)

    def _on_no_view(self, number: int, key: Key, error: BaseException) -> None:
        if number == self._loads:
            self._tell(key, error)

    def _tell(self, key: Key, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self.gone.emit(key)
        else:
            self.failed.emit(describe(error))

    # -- pictures -----------------------------------------------------------------------------------------------------

    def load_pictures(self, key: Key, view: ConflictView) -> None:
        """Ask for the pictures of attachments that were not asked for before; without them there are the names."""
        wanted = thumbnails.unasked(_attachments(view))
        if wanted:
            thumbnails.learn(wanted, {})
            ask = partial(_pictures, self._service, key)
            self._controller.ask(ask, partial(self._on_pictures, key, wanted), lambda _error: None, asker=self)

    def _on_pictures(self, key: Key, wanted: Collection[str], images: Mapping[str, QImage]) -> None:
        if images:
            thumbnails.learn(wanted, images)
            self.pictured.emit(key)

    # -- what answers would write --------------------------------------------------------------------------------------

    def preview_soon(self, key: Key, answer: Callable[[], Answer | None]) -> None:
        """Ask, when nothing else is wanted for a moment, what the answer of that moment would write."""
        self.drop_preview()
        self._wanted = (key, answer)
        self._pace.start()

    def drop_preview(self) -> None:
        """What was asked is no matter any more."""
        self._previews += 1
        self._wanted = None
        self._pace.stop()

    def _on_pace(self) -> None:
        if self._wanted is None:
            return
        key, make = self._wanted
        answer = make()
        if answer is None:
            return
        number = self._previews
        self._controller.ask(
            partial(self._service.preview_resolution, *key, answer),
            partial(self._on_preview, number),
            partial(self._on_no_preview, number, key),
            asker=self,
        )

    def _on_preview(self, number: int, preview: ResolutionPreview) -> None:
        if number == self._previews:
            self.previewed.emit(preview)

    def _on_no_preview(self, number: int, key: Key, error: BaseException) -> None:
        if number == self._previews:
            self._tell(key, error)


def _attachments(view: ConflictView) -> Iterator[str]:
    fields = [field.id for field in view.fields if field.type == "multipleAttachments"]
    for cell in ((view.conflict.airtable or {}).get(field_id) for field_id in fields):
        yield from map(attachment_id, cell if isinstance(cell, tuple) else ())


def _pictures(service: Service, key: Key) -> Mapping[str, QImage]:
    return decoded(service.thumbnails(*key))
