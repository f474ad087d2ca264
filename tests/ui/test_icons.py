"""The icons: one style, nothing but lines, nothing from elsewhere, and room around each."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import airsync_gui
from airsync_gui.paths import resources

pytestmark = pytest.mark.serial

ICONS = sorted((resources() / "icons").glob("*.svg"))
LINE_ICONS = [path for path in ICONS if path.stem != "airsync"]
SIZE_LIMIT = 1500
STYLE = {
    "viewBox": "0 0 16 16",
    "fill": "none",
    "stroke": "#000000",
    "stroke-width": "1.25",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
GEOMETRY = {"d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "transform"}
PAINT = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
SHAPES = {"path", "circle", "ellipse", "rect"}
NAMESPACE = "{http://www.w3.org/2000/svg}"

every_icon = pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
every_line_icon = pytest.mark.parametrize("path", LINE_ICONS, ids=lambda path: path.stem)


def inked_rows_and_columns(path: Path, side: int) -> tuple[list[int], list[int]]:
    """The rows and columns of a picture of `side` pixels in which the icon leaves ink."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    inked = [(x, y) for x in range(side) for y in range(side) if image.pixelColor(x, y).alpha()]
    return sorted({y for _, y in inked}), sorted({x for x, _ in inked})


def test_the_set_is_what_the_window_shows() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(airsync_gui.__file__).parent.rglob("*.py"))
    assert len(LINE_ICONS) > 50
    assert [path.stem for path in LINE_ICONS if f'"{path.stem}"' not in code] == []
    assert resources() / "icons" / "airsync.svg" in ICONS


@every_icon
def test_qt_can_read_it(path: Path, qapp: QGuiApplication) -> None:
    assert QSvgRenderer(str(path)).isValid()


@every_icon
def test_it_is_small_and_holds_shapes_alone(path: Path) -> None:
    assert path.stat().st_size < SIZE_LIMIT
    shapes = list(ElementTree.parse(path).getroot())
    assert shapes
    assert {shape.tag.removeprefix(NAMESPACE) for shape in shapes} <= SHAPES
    assert all(len(shape) == 0 and not (shape.text or "").strip() for shape in shapes)


@every_icon
def test_no_attribute_reaches_outside_the_file(path: Path) -> None:
    for element in ElementTree.parse(path).iter():
        assert set(element.attrib) <= GEOMETRY | PAINT | {"viewBox"}
        assert not any("url(" in value or ":" in value for value in element.attrib.values())


@every_line_icon
def test_it_is_drawn_in_the_one_style(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    assert root.attrib == STYLE
    for shape in root:
        assert set(shape.attrib) <= GEOMETRY, "the style stands once, on the root"


@every_line_icon
def test_it_fills_its_square_and_keeps_clear_of_the_edge(path: Path, qapp: QGuiApplication) -> None:
    scale = 4
    rows, columns = inked_rows_and_columns(path, 16 * scale)
    for line in (rows, columns):
        assert line[0] >= scale // 2
        assert line[-1] < 16 * scale - scale // 2
    longest = max(rows[-1] - rows[0], columns[-1] - columns[0])
    assert longest >= 10 * scale


def test_the_app_icon_is_square_and_in_the_accent() -> None:
    root = ElementTree.parse(resources() / "icons" / "airsync.svg").getroot()
    assert root.get("viewBox") == "0 0 64 64"
    assert root[0].get("fill") == "#6246CE"
