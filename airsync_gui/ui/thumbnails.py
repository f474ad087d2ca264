"""Small pictures of attachments, to look at: an attachment's id never gets another picture, so each is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPen

from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.ui.look import look

HEIGHT = 36
"""At a line height of 16; Airtable's small thumbnails are as high."""
MOST_SIDE_PX = 4_096
FORMATS = frozenset({"png", "jpeg", "gif", "webp"})
"""What thumbnails come as. Others do more than show a picture (SVG), or are read by code that few look at."""
MOST_KEPT = 1_000
GAP = 5


def attachment_id(member: str) -> str:
    """The id in a canonical attachment, ``id/size/name``."""
    return member.split("/", 1)[0]


def decoded(pictures: Mapping[str, bytes]) -> dict[str, QImage]:
    """Those of these pictures that are some, by attachment id; done on the pool, since it takes its time."""
    images = {known: _image(data) for known, data in pictures.items()}
    return {known: image for known, image in images.items() if not image.isNull()}


def _image(data: bytes) -> QImage:
    """A picture no larger than is shown; a null one for what is none, or is far too large."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        return QImage()
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MOST_SIDE_PX:
        return QImage()
    most = QSize(HEIGHT * 12, HEIGHT * 4)  # sharp also with doubled text on a dense screen
    if size.width() > most.width() or size.height() > most.height():
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class Thumbnails:
    """The pictures that this process has read."""

    def __init__(self) -> None:
        self._images: dict[str, QImage] = {}
        self._asked: set[str] = set()

    def unasked(self, ids: Iterable[str]) -> set[str]:
        """Those of these attachments that nobody asked for yet."""
        return set(ids) - self._asked

    def learn(self, ids: Iterable[str], images: Mapping[str, QImage]) -> None:
        """These were asked for, and this is what came."""
        if len(self._asked) > MOST_KEPT:
            self._images.clear()
            self._asked.clear()
        self._asked |= set(ids)
        self._images |= images

    def of(self, field: Field, value: Value) -> Sequence[QImage]:
        """The pictures among a cell's attachments."""
        if field.type != "multipleAttachments" or not isinstance(value, tuple):
            return ()
        found = (self._images.get(attachment_id(member)) for member in value)
        return tuple(image for image in found if image is not None)


thumbnails = Thumbnails()


class PicturesBlock:
    """Pictures in a row, as many as fit; the names beside them say which they are."""

    def __init__(self, images: Sequence[QImage]) -> None:
        self._images = tuple(images)

    def height(self, width: float) -> float:
        """One row."""
        return float(look().px(HEIGHT))

    def is_cut(self, width: float) -> bool:
        """Whether some are left out."""
        return len(self._rects(width)) < len(self._images)

    def draw(self, painter: QPainter, at: QPointF, width: float) -> None:
        """Each in its own shape, with a hairline round it."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for image, rect in zip(self._images, self._rects(width), strict=False):
            place = rect.translated(at)
            shape = QPainterPath()
            shape.addRoundedRect(place, look().px(3), look().px(3))
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(place, image)
            painter.restore()
            painter.setPen(QPen(look().colors.line_strong, 1))
            painter.drawPath(shape)
        painter.restore()

    def _rects(self, width: float) -> list[QRectF]:
        height, x = self.height(width), 0.0
        rects: list[QRectF] = []
        for image in self._images:
            wide = min(width, height * image.width() / max(1, image.height()))
            if x + wide > width:
                break
            rects.append(QRectF(x, 0, wide, height))
            x += wide + look().px(GAP)
        return rects
