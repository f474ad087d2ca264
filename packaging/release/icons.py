"""The program's icon in the forms that each system asks for, painted by the Qt that the program brings."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

THEME_SIZES = (48, 128, 256)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MACOS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}
"""Pixels → what macOS calls a PNG picture of that size."""


def theme(drawing: Path, themes: Path) -> None:
    """Put the drawing and its pictures where icon themes are looked for.

    Args:
        drawing: SVG.
        themes: ``share/icons/hicolor``, made where it is missing.
    """
    _write(themes / "scalable" / "apps" / "airsync-gui.svg", drawing.read_bytes())
    for size, picture in pictures(drawing, THEME_SIZES).items():
        _write(themes / f"{size}x{size}" / "apps" / "airsync-gui.png", picture)


def pictures(drawing: Path, sizes: tuple[int, ...]) -> dict[int, bytes]:
    """The drawing as PNG files, by their width and height in pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(drawing))
    return {size: _png(renderer, size) for size in sizes}


def ico(images: Mapping[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures, which Windows reads since Vista.

    Source: https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10).
    """
    at = 6 + 16 * len(images)
    entries = b""
    for size, image in images.items():
        side = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(image), at)
        at += len(image)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + b"".join(images.values())


def icns(images: Mapping[int, bytes]) -> bytes:
    """A macOS icon: each picture behind its type and length, the whole behind its own."""
    body = b"".join(MACOS_TYPES[size] + struct.pack(">I", len(image) + 8) + image for size, image in images.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def _png(renderer: QSvgRenderer, size: int) -> bytes:
    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    memory = QBuffer()
    memory.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(memory, QByteArray(b"PNG")).write(picture):
        raise OSError(f"no PNG of {size} pixels can be made")
    return bytes(memory.data().data())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
