"""The program's icon in the sizes that desktops ask for, painted by the Qt that the program brings."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (48, 128, 256)


def paint(drawing: Path, themes: Path) -> None:
    """Put the drawing and its pictures where icon themes are looked for.

    Args:
        drawing: SVG.
        themes: ``share/icons/hicolor``, made where it is missing.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication.instance() or QGuiApplication([])
    _write(themes / "scalable" / "apps" / "airsync-gui.svg", drawing.read_bytes())
    renderer = QSvgRenderer(str(drawing))
    for size in SIZES:
        target = _write(themes / f"{size}x{size}" / "apps" / "airsync-gui.png", b"")
        if not _picture(renderer, size).save(str(target)):
            raise OSError(f"{target} can't be written")


def _picture(renderer: QSvgRenderer, size: int) -> QImage:
    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return picture


def _write(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file
