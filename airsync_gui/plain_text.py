"""Foreign text as it may be shown: on one line, without what drives a terminal or turns a text around, and cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from airsync_gui.wording import FIRST_STRONG_ISOLATE, POP_ISOLATE


def plain(text: object, most: int = 300) -> str:
    """Foreign text on one line, without control or direction-changing characters, cut."""
    whole = str(text)
    if whole.isascii() and whole.isprintable():
        return _cut(whole, most)
    return _cut(_shown(whole[: most * 4]), most)


def plain_sentence(text: str, most: int = 300) -> str:
    """A sentence of ours in the same way; the marks that set its parts apart stay, and all of them have their end."""
    if FIRST_STRONG_ISOLATE not in text:
        return plain(text, most)
    cut = _cut(_shown(text[: most * 4], kept=(FIRST_STRONG_ISOLATE, POP_ISOLATE)), most)
    return cut + POP_ISOLATE * (cut.count(FIRST_STRONG_ISOLATE) - cut.count(POP_ISOLATE))


def _shown(text: str, kept: Sequence[str] = ()) -> str:
    kinds = [(c, unicodedata.category(c)) for c in text]
    return "".join(
        " " if c in "\r\n\t" or kind in _BREAKS else c for c, kind in kinds if c in kept or _may_show(c, kind)
    )


_BREAKS = ("Zl", "Zp")
_CONTROLS = ("Cc", "Cf", "Cs")


def _may_show(character: str, kind: str) -> bool:
    return kind not in _CONTROLS or character in "\r\n\t"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
