"""Every colour of the window by its role, for light and dark.

Blue is this computer, orange is Airtable, violet is what is alive or yours to act on, red is what failed or would be
destroyed; the rest is grey. Contrasts against the backgrounds each is used on are checked in ``tests/ui``.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtGui import QColor

_ROLES: dict[str, tuple[str, str]] = {
    "window": ("#F4F4F6", "#161619"),
    "surface": ("#FFFFFF", "#1D1D21"),
    "sunken": ("#F9F9FB", "#19191D"),
    "raised": ("#FFFFFF", "#26262B"),
    "hover": ("#EDEDF1", "#28282E"),
    "pressed": ("#E2E2E8", "#323239"),
    "selected": ("#ECE8FB", "#312B52"),
    "selected_off": ("#E4E4EA", "#2D2D35"),
    "line": ("#E3E3E9", "#2D2D34"),
    "line_strong": ("#CBCBD4", "#44444E"),
    "control": ("#81818C", "#82828E"),
    "text": ("#1B1B20", "#EDEDF2"),
    "text2": ("#50505A", "#B9B9C4"),
    "text3": ("#666671", "#9A9AA7"),
    "disabled": ("#A0A0AA", "#62626C"),
    "accent": ("#6246CE", "#6E56CF"),
    "accent_hover": ("#543ABC", "#765FD6"),
    "accent_pressed": ("#472FA6", "#5F48BD"),
    "on_accent": ("#FFFFFF", "#FFFFFF"),
    "accent_text": ("#5638C4", "#B5A6FF"),
    "accent_tint": ("#ECE8FB", "#312B52"),
    "busy": ("#6246CE", "#A594FF"),
    "needs": ("#6246CE", "#A594FF"),
    "local": ("#0A6AA8", "#6DB8F2"),
    "local_tint": ("#E1F0FA", "#142D42"),
    "airtable": ("#A84B00", "#F2A35F"),
    "airtable_tint": ("#FDECDD", "#3B2713"),
    "ok": ("#1C7844", "#5FCB8D"),
    "ok_tint": ("#E4F4EA", "#173626"),
    "fail": ("#BF2A34", "#FF8C8C"),
    "fail_tint": ("#FCE8E8", "#47201F"),
    "wait": ("#5B6070", "#A9AEBC"),
    "wait_tint": ("#EEEFF2", "#2B2C33"),
    "on_mark": ("#FFFFFF", "#161619"),
    "grid": ("#ECECF0", "#28282E"),
    "series1": ("#6246CE", "#A594FF"),
    "series2": ("#0E8080", "#4FC7C2"),
    "local_fill": ("#3E8FCC", "#4E9AD8"),
    "airtable_fill": ("#CF7A33", "#D08A4C"),
}


class Colors(Struct, frozen=True):
    """One scheme's colours.

    Attributes:
        window: sidebar, footer, dialog foot, start page. surface: panels, tables, cards. sunken: wells, grid heads.
        selected: the focused view's selected row; ``selected_off`` any other view's.
        control: borders of inputs. text, text2, text3: values, secondary words, quiet words.
        local, airtable: a side's word and icon; ``_tint`` its chosen cell, ``_fill`` its bars in charts.
        on_mark: the sign inside a filled mark.
    """

    window: QColor
    surface: QColor
    sunken: QColor
    raised: QColor
    hover: QColor
    pressed: QColor
    selected: QColor
    selected_off: QColor
    line: QColor
    line_strong: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    on_accent: QColor
    accent_text: QColor
    accent_tint: QColor
    busy: QColor
    needs: QColor
    local: QColor
    local_tint: QColor
    airtable: QColor
    airtable_tint: QColor
    ok: QColor
    ok_tint: QColor
    fail: QColor
    fail_tint: QColor
    wait: QColor
    wait_tint: QColor
    on_mark: QColor
    grid: QColor
    series1: QColor
    series2: QColor
    local_fill: QColor
    airtable_fill: QColor

    def __getitem__(self, role: str) -> QColor:
        """A colour by its role's name."""
        color: QColor = getattr(self, role)
        return color


def colors_of(*, dark: bool, more_contrast: bool = False) -> Colors:
    """The colours of a scheme; with more contrast, hairlines are control borders and quiet words are secondary ones."""
    chosen = {name: QColor(_ROLES[name][dark]) for name in Colors.__struct_fields__}
    if more_contrast:
        chosen |= {"line": chosen["control"], "text3": chosen["text2"], "grid": chosen["line_strong"]}
    return Colors(**chosen)
