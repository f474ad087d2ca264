"""What a person with a screen reader would miss in a window."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

CONTROLS = frozenset(
    {
        "push button", "toggle button", "check box", "radio button", "text", "password text", "combo box",
        "spin button", "list", "table", "tree table", "tree", "page tab list", "page tab", "slider", "link", "dialog",
        "progress bar",
    }
)  # fmt: skip
"""Each of these must say what it is."""
UNNAMED_BY_NATURE = frozenset({"table cell", "list item", "tree item", "table column header", "table row header"})
"""Cells are no objects of their own: the table's name is theirs."""
OBJECT_NAME = re.compile(r"(?!qt_)[a-z]\w*")
"""Ours; Qt says the class of an object without a name, and calls its own inner parts qt_…"""


def faults(things: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is wrong with the things that can be seen, each with where it is."""
    found = []
    for thing in things:
        if "visible" not in thing["states"] or thing["role"] in UNNAMED_BY_NATURE:
            continue
        if thing["role"] in CONTROLS and not thing["name"].strip():
            found.append(f"{thing['role']} without an accessible name: {thing['id']}")
        if "focusable" in thing["states"] and not OBJECT_NAME.fullmatch(thing["own"]):
            found.append(f"{thing['role']} ({thing['name']!r}) without an object name: {thing['id']}")
    return found
