"""The two sides as the window shows them: each by an icon, a word, and a colour whose role has the side's own name."""

from __future__ import annotations

from airsync_gui.sync.records import Side
from airsync_gui.ui.row_model import Cell, cell
from airsync_gui.ui.signs import Glyph
from airsync_gui.wording import noop, tr

SIDE_ICONS = {Side.LOCAL: "laptop", Side.AIRTABLE: "cloud"}
_NAMES = {Side.LOCAL: noop("This computer"), Side.AIRTABLE: noop("Airtable")}


def side_name(side: Side) -> str:
    """``This computer``, ``Airtable``."""
    return tr(_NAMES[side])


def side_glyph(side: Side) -> Glyph:
    """The side's icon in its colour."""
    return Glyph(SIDE_ICONS[side], side.value)


def side_cell(side: Side, text: str) -> Cell:
    """A place of a side in a table: only the icon is coloured."""
    return cell(text, "text2", glyph=SIDE_ICONS[side], glyph_color=side.value)
