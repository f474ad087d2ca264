"""Which column of a table a pair means by a name."""

from __future__ import annotations

from collections.abc import Sequence


def places_of(name: str, names: Sequence[str]) -> list[int]:
    """Where columns of this name stand: of exactly this name, else of the same without outer blanks."""
    exact = [place for place, found in enumerate(names) if found == name]
    return exact or [place for place, found in enumerate(names) if found.strip() == name.strip()]
