"""Help for where one is: which page of the manual belongs to which place of the window, and the key that opens it.

A window asks by F1 (what the system calls help); the main window shows the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from msgspec import Struct
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from airsync_gui.paths import resources

CONTENTS = "index.md"
DESK = "helpDesk"
PLACES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "startPage": ("start.md", ""),
        "overviewPanel": ("pairs.md", ""),
        "queuePanel": ("queue.md", ""),
        "conflictsPanel": ("conflicts.md", "the-panel"),
        "healthPanel": ("health.md", ""),
        "historyPanel": ("undo.md", ""),
        "schemaPanel": ("pairs.md", "when-airtables-fields-change"),
        "previewPage": ("guards.md", "previews"),
        "conflictDialog": ("conflicts.md", "the-dialog"),
        "similarDialog": ("conflicts.md", "the-panel"),
        "explainDialog": ("undo.md", "why-a-record-looks-as-it-does"),
        "duplicatesDialog": ("duplicates.md", ""),
        "logViewer": ("health.md", "logs"),
        "keyStep": ("keys.md", ""),
        "airtableStep": ("start.md", "in-the-window"),
        "localStep": (CONTENTS, "local-tables"),
        "fieldsStep": ("pairs.md", "making-one"),
        "rulesStep": ("policies.md", ""),
        "previewStep": ("guards.md", "previews"),
        "accountsCard": ("keys.md", ""),
        "planCard": ("budget.md", ""),
        "scheduleCard": ("pairs.md", "when-it-is-synced"),
        "placesCard": ("command-line.md", "where-things-are-kept"),
        "settingsPage": ("settings.md", ""),
    }
)
"""Object name → page and heading; the innermost place that has the keyboard counts."""

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_FENCE = re.compile(r"^```(\w*).*$", re.MULTILINE)
_PICTURE = re.compile(r"\]\((pictures/[\w.-]+)\)")
_SAID = re.compile(r"!\[[^\]]*\]")
"""What a picture shows, in words: on several lines Qt would show the picture several times."""


class ShowsHelp(Protocol):
    """What shows the manual: a child of the main window, called ``DESK``."""

    def open_help(self, page: str = CONTENTS, heading: str = "") -> None:
        """Show a page of the manual."""


class HelpPage(Struct, frozen=True):
    """A page as it was read.

    Attributes:
        text: Markdown, without what is meant for the tests.
        pictures: path as in the text → the picture.
    """

    name: str
    text: str
    pictures: Mapping[str, QImage]


def read_page(name: str, folder: Path | None = None) -> HelpPage:
    """A page of the manual; the table of contents where there is none of that name. Any thread may call it."""
    docs = folder or resources() / "docs"
    known = {path.name for path in docs.glob("*.md")}
    name = name if name in known else CONTENTS
    text = _FENCE.sub(r"```\1", _COMMENT.sub("", (docs / name).read_text(encoding="utf-8")))
    text = _SAID.sub(lambda said: said[0].replace("\n", " "), text)
    return HelpPage(name, text, {found: QImage(str(docs / found)) for found in _PICTURE.findall(text)})


def anchor_of(heading: str) -> str:
    """What links call a heading: small letters, hyphens for blanks, no other marks; as on GitHub."""
    kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def place_of(window: QWidget) -> tuple[str, str]:
    """Page and heading for where one is in a window: for what has the keyboard, else for what is to be seen."""
    widget: QWidget | None = window.focusWidget()
    while widget is not None:
        if widget.objectName() in PLACES:
            return PLACES[widget.objectName()]
        widget = widget.parentWidget()
    seen = (each for each in (window, *window.findChildren(QWidget)) if each.objectName() in PLACES)
    return next((PLACES[each.objectName()] for each in seen if each.isVisible()), (CONTENTS, ""))


def offer_help(window: QWidget) -> None:
    """Have the help key work in a window."""
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), window)
    shortcut.activated.connect(partial(ask_for_help, window))


def ask_for_help(window: QWidget) -> None:
    """Show the page for where one is in a window; nothing where no main window stands above it."""
    above: QWidget | None = window
    while above is not None:
        desk = above.findChild(QObject, DESK, Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(desk, QObject):
            cast("ShowsHelp", desk).open_help(*place_of(window))
            return
        above = above.parentWidget()
