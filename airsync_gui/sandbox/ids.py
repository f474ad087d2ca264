"""Ids as Airtable shapes them: a three-letter prefix and 14 characters of ``[0-9A-Za-z]``."""

from __future__ import annotations

import random
import re
import string

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SHAPE = re.compile(r"[a-z]{3}[0-9A-Za-z]{14}")


class Ids:
    """Makes ids that look random and are the same for the same seed and order of calls."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)

    def new(self, prefix: str) -> str:
        """A fresh id: 17 characters, ``prefix`` being the first three."""
        return prefix + "".join(self._random.choices(_ALPHABET, k=14))


def is_id(text: object, prefix: str) -> bool:
    """Whether ``text`` has the shape of an id with this prefix; says nothing about existence."""
    return isinstance(text, str) and text.startswith(prefix) and _SHAPE.fullmatch(text) is not None
