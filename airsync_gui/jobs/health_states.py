"""What is not as it should be, and the requests of each token, base and pair: parts of the health report. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from airsync_gui.messages import plain
from airsync_gui.wording import number, tr

LONGEST_NAME = 60
HealthKind = Literal[
    "errors", "rate_limited", "token", "keyring", "unreachable", "calls", "guard", "failed", "stale", "feed", "queue",
    "conflicts", "token_age",
]  # fmt: skip
"""In the order in which they are told."""


class HealthState(Struct, frozen=True):
    """One thing that is not as it should be.

    Attributes:
        words: one sentence or two, for a person; names in it are plain text.
        name: the pair's, or the account's; empty for what concerns everything.
        ill: whether AirSync is not healthy for it.
        alert: whether the desktop is to be told; what passes by itself, or is told as a pair's own state, is not.
    """

    kind: HealthKind
    words: str
    name: str = ""
    pair_id: str = ""
    ill: bool = True
    alert: bool = False

    @property
    def key(self) -> str:
        """The same for as long as it lasts."""
        return f"{self.kind}:{self.pair_id or self.name}"


class HealthPart(Struct, frozen=True):
    """The requests of one token, base or pair.

    Attributes:
        key: the token's safe label, the base's id, the pair's id; empty for requests that were about none.
        name: the same as a person knows it.
        mean_ms, p95_ms: of those that were answered.
    """

    of: Literal["token", "base", "pair"]
    key: str
    name: str
    requests: int
    errors: int
    rate_limited: int
    mean_ms: float
    p95_ms: float


class TokenAge(Struct, frozen=True):
    """How old a stored token is."""

    account: str
    days: int
    old: bool


def share(part: int, whole: int) -> float:
    """Part of a whole, 0.0 to 1.0."""
    return part / whole if whole else 0.0


def names_in_short(names: Sequence[str]) -> str:
    """The first of several pairs by its name, and how many more there are."""
    first = plain(names[0], LONGEST_NAME)
    return first if len(names) == 1 else tr("{name} and {n} more", name=first, n=number(len(names) - 1))
