"""Pictures of every screen, and a sheet of all of them: ``python -m tests.ui.pictures [FOLDER] [SCENE…]``.

A process per pixel ratio and size of text, since Qt takes both when it starts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from airsync_gui.ui.language import ENGLISH, Speaker
from airsync_gui.ui.main_window import LEAST_SIZE
from tests.ui.looking import BODY_PX, dress
from tests.ui.scenes import SCENES, WINDOW_SIZE, Size, scene

FOLDER = Path(".pictures")
SHEET = "sheet.png"
LIMIT_S = 300
TILE_WIDTH, GAP, CAPTION = 480, 24, 22


class Dress(Struct, frozen=True):
    """One way to look at the screens.

    Attributes:
        ratio: pixels a dot.
        size: of the window.
        language: what is said, by its code.
    """

    name: str
    dark: bool = False
    ratio: int = 1
    body_px: int = BODY_PX
    right_to_left: bool = False
    size: Size = WINDOW_SIZE
    language: str = ENGLISH


DRESSES = {
    dress.name: dress
    for dress in (
        Dress("light"),
        Dress("dark", dark=True),
        Dress("light-200", ratio=2),
        Dress("dark-200", dark=True, ratio=2),
        Dress("large-text", body_px=2 * BODY_PX, size=(1920, 1200)),
        Dress("large-text-small", body_px=2 * BODY_PX),
        Dress("least", size=LEAST_SIZE),
        Dress("german", language="de"),
        Dress("rtl", right_to_left=True),
    )
}


def make(folder: Path, dress_name: str, scenes: Sequence[str] = ()) -> list[str]:
    """Make one dress's pictures in this process; the names of the scenes that failed."""
    wanted = DRESSES[dress_name]
    folder.mkdir(parents=True, exist_ok=True)
    dress(dark=wanted.dark, body_px=wanted.body_px)
    app = QApplication.instance()
    if app is not None and wanted.language != ENGLISH:
        Speaker(app).choose(wanted.language)
    if wanted.right_to_left:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    failed = []
    for name in scenes or SCENES:
        try:
            with scene(name, wanted.size) as shown:
                path = folder / f"{name}-{dress_name}.png"
                assert shown.grab().save(str(path)), f"{path} can't be written"
        except Exception:  # noqa: BLE001 - one screen that fails must not hide the others
            traceback.print_exc()
            failed.append(f"{name}-{dress_name}")
    return failed


def make_all(folder: Path, scenes: Sequence[str] = ()) -> int:
    """Every dress in a process of its own, then the sheet; how many processes failed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCENES:  # by name: the folder may hold other pictures
        for dress_name in DRESSES:
            (folder / f"{name}-{dress_name}.png").unlink(missing_ok=True)

    def run(wanted: Dress) -> int:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(wanted.ratio)}
        command = [sys.executable, "-m", "tests.ui.pictures", "--dress", wanted.name, str(folder), *scenes]
        return subprocess.run(command, env=environment, timeout=LIMIT_S, check=False).returncode

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = sum(map(bool, pool.map(run, DRESSES.values())))
    draw_sheet(folder)
    return failed


def draw_sheet(folder: Path) -> Path:
    """All pictures of a folder in one, with their names: a row per screen."""
    dresses = list(DRESSES)
    names = [name for name in SCENES if any((folder / f"{name}-{dress_name}.png").exists() for dress_name in dresses)]
    tiles = {
        (row, column): QImage(str(path))
        for row, name in enumerate(names)
        for column, dress_name in enumerate(dresses)
        if (path := folder / f"{name}-{dress_name}.png").exists()
    }
    height = max((tile.height() * TILE_WIDTH // tile.width() for tile in tiles.values()), default=0)
    step = (TILE_WIDTH + GAP, height + GAP + CAPTION)
    sheet = QImage(len(dresses) * step[0] + GAP, len(names) * step[1] + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808088"))
    painter = QPainter(sheet)
    painter.setPen(QColor("white"))
    for (row, column), tile in tiles.items():
        x, y = GAP + column * step[0], GAP + row * step[1]
        painter.drawText(QRect(x, y, TILE_WIDTH, CAPTION), f"{names[row]}-{dresses[column]}")
        small = tile.scaledToWidth(TILE_WIDTH, Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(1)
        painter.drawImage(x, y + CAPTION, small)
    painter.end()
    sheet.save(str(folder / SHEET))
    return folder / SHEET


def main(arguments: Sequence[str]) -> int:
    """1 where a picture could not be made."""
    parser = argparse.ArgumentParser(prog="packaging/dev pictures", description="Pictures of every screen.")
    parser.add_argument("--dress", choices=DRESSES, help="only this one, as Qt was started for it")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"where to ({FOLDER})")
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"only these, of {', '.join(SCENES)}")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.scenes if name not in SCENES]:
        parser.error(f"there is no scene {', '.join(unknown)}")
    if given.dress:
        failed = make(given.folder, given.dress, given.scenes)
        if failed:
            print(f"no picture of {', '.join(failed)}", file=sys.stderr)
        return bool(failed)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    QApplication([])
    failures = make_all(given.folder, given.scenes)
    print(f"The pictures are in {given.folder}; all of them on one sheet: {given.folder / SHEET}")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
