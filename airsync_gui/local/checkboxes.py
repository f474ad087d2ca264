"""Check boxes in text cells: true/false, yes/no, 1/0, x/blank, on/off, in whichever words and case a column uses."""

from __future__ import annotations

from airsync_gui.local.forms import BadCell, CellForm, Texts, most_common
from airsync_gui.sync.records import Value

_FALSE_OF = {"true": "false", "yes": "no", "1": "0", "x": "", "on": "off"}
_TRUE_OF = {false: true for true, false in _FALSE_OF.items() if false}


class CheckboxForm(CellForm):
    """A column of check boxes. An unticked one is blank, whatever its word.

    The words written are those used most; what the column does not show is made from what it does, in the same case.
    A new column has ``true`` and blank.
    """

    trims = True

    def __init__(self, texts: Texts) -> None:
        words = [(text.strip(), count) for text, count in texts.items()]
        ticked = most_common(((word, n) for word, n in words if word.lower() in _FALSE_OF), "")
        unticked = most_common(((word, n) for word, n in words if word.lower() in _TRUE_OF), "")
        self._ticked = ticked or _like(unticked, _TRUE_OF) or "true"
        blanks = any(not word for word, _ in words)
        self.blank = unticked or ("" if blanks or not ticked else _like(ticked, _FALSE_OF))
        self.about = f"{self._ticked} / {self.blank or 'blank'}"

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        word = text.strip().lower()
        if word in _FALSE_OF:
            return True
        if word in _TRUE_OF:
            return None
        raise BadCell("is not a check box (true/false, yes/no, 1/0, x or blank, on/off)")

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if value is not True:
            raise BadCell("is not a check box")
        return self._ticked


def _like(word: str, other: dict[str, str]) -> str:
    """The other word of its pair, in the case of this one."""
    found = other.get(word.lower(), "")
    if len(word) > 1 and word.isupper():
        return found.upper()
    return found.capitalize() if word[:1].isupper() else found
