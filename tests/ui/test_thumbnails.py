"""Small pictures of attachments beside their names, and what is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPointF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from pytestqt.qtbot import QtBot

from airsync_gui.jobs.controller import Controller
from airsync_gui.sandbox.attachments import PLACE, picture
from airsync_gui.ui import thumbnails
from airsync_gui.ui.conflict_dialog import ConflictDialog
from airsync_gui.ui.thumbnails import PicturesBlock, Thumbnails, decoded
from tests.jobs.bench import LIMIT_S, Bench

pytestmark = [pytest.mark.serial, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]
LIMIT_MS = int(LIMIT_S * 1000)
PNG = picture(f"{PLACE}1/attA/large.png") or b""


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Thumbnails:
    """What the process has read: nothing yet."""
    fresh = Thumbnails()
    for module in ("thumbnails", "cell_contents", "conflict_source"):
        monkeypatch.setattr(f"airsync_gui.ui.{module}.thumbnails", fresh)
    return fresh


def _bomb() -> bytes:
    """A head that promises a picture of 60,000 by 60,000."""
    return PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:]


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", PNG[:40], _bomb()])
def test_what_is_no_picture_is_left_out(data: bytes) -> None:
    assert decoded({"attA": data, "attB": PNG}).keys() == {"attB"}


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>'
XPM = b"""/* XPM */
static char *x[] = {"1 1 1 1", "a c red", "a"};"""


@pytest.mark.parametrize(
    "data", [SVG, XPM, b"P1 1 1 1", b"#define x_width 1\n#define x_height 1\nstatic char x[]={0x01};"]
)
def test_what_thumbnails_never_come_as_is_not_looked_into(data: bytes) -> None:
    assert not QImage.fromData(data).isNull()  # Qt would
    assert decoded({"attA": data}) == {}


@pytest.mark.parametrize("kind", sorted(thumbnails.FORMATS - {"gif"}))
def test_what_they_come_as_is_shown(kind: str) -> None:
    image, buffer = QImage(8, 8, QImage.Format.Format_RGB32), QBuffer()
    image.fill(Qt.GlobalColor.red)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    assert decoded({"attA": bytes(buffer.data().data())}).keys() == {"attA"}


def test_pictures_are_kept_small() -> None:
    image = decoded({"attA": PNG})["attA"]
    assert image.height() <= 4 * thumbnails.HEIGHT < 300


def test_as_many_are_drawn_as_fit() -> None:
    image = QImage(48, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    block = PicturesBlock([image, image])
    canvas = QImage(200, 60, QImage.Format.Format_ARGB32)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    block.draw(painter, QPointF(0, 0), 70)
    painter.end()
    assert block.is_cut(70)
    assert not block.is_cut(200)
    assert canvas.pixelColor(24, 18) == Qt.GlobalColor.red
    assert canvas.pixelColor(80, 18) == Qt.GlobalColor.white


def test_a_conflicts_attachments_are_seen_in_the_dialog(
    known: Thumbnails, bench: Bench, controller: Controller, qtbot: QtBot
) -> None:
    bench.people.add_field("Photos", "multipleAttachments")
    bench.write(("Ada", 36, "London"))
    bench.people.add({"Name": "Ada", "Age": 36, "City": "London", "Photos": [{"url": "https://example.com/ada.png"}]})
    csv = bench.folder / "people.csv"
    csv.write_text(csv.read_text().replace("Tags\n", "Tags,Photos\n").replace("London,,\n", "London,,,\n"))
    pair_id = bench.add_pair()
    bench.sync(pair_id)
    bench.replace("London", "Paris")
    bench.edit("Ada", City="Oslo")
    bench.sync(pair_id)
    uid = bench.service.conflicts(pair_id)[0].uid
    dialog = ConflictDialog(controller)
    qtbot.addWidget(dialog)

    with qtbot.waitSignal(dialog._source.pictured, timeout=LIMIT_MS):
        dialog.open_conflict(pair_id, uid, [])

    field = next(field for field in bench.service.conflict(pair_id, uid).fields if field.name == "Photos")
    value = (bench.service.conflict(pair_id, uid).conflict.airtable or {})[field.id]
    assert len(known.of(field, value)) == 1
    before = bench.sandbox.requests.count()
    with qtbot.waitSignal(dialog.shown, timeout=LIMIT_MS):
        dialog.open_conflict(pair_id, uid, [])
    assert bench.sandbox.requests.count() == before, "what is known is not asked for again"
    dialog.close()
