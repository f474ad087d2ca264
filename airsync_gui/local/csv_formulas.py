"""Cells that a spreadsheet would take for formulas: written with an apostrophe before them, and read without it.

Whoever can edit the Airtable table could else have a spreadsheet on this computer work something out, or fetch
something, as soon as the file is opened there (https://owasp.org/www-community/attacks/CSV_Injection). Texts alone are
concerned: a number may begin with a minus. Going back is exact: a text that has such apostrophes of its own gets one
more.
"""

from __future__ import annotations

import re

from airsync_gui.local.forms import CellForm
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Kind

TEXTS = frozenset({Kind.TEXT, Kind.RICH_TEXT, Kind.CHOICE, Kind.LIST})
"""Kinds of field whose cells may hold any text."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escaped(text: str) -> str:
    """The cell for a text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """The text of a cell; the inverse of :func:`escaped`, and a formula that was never escaped stays one."""
    return text[1:] if _ESCAPED.match(text) else text


class EscapedForm(CellForm):
    """A column of texts in which formulas are escaped."""

    def __init__(self, inner: CellForm) -> None:
        self._inner = inner
        self.about = f"{inner.about}, formulas escaped"
        self.proven, self.blank, self.trims = inner.proven, inner.blank, inner.trims

    @property
    def reads_by(self) -> tuple[object, ...] | None:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return self._inner.reads_by

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return self._inner.read(unescaped(text))

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return escaped(self._inner.write(value))
