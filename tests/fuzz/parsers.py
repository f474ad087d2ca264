"""What a parser is to the fuzzer, and all of them by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from msgspec import Struct

Make = Callable[[Random], bytes]
"""One input from dice."""
Parse = Callable[[bytes], object]
"""Reads one input: ends well, or with an error of the package's own."""


class Parser(Struct, frozen=True):
    """A parser of what comes from outside.

    Attributes:
        name: on the command line.
        about: what it reads, in a few words.
        start: makes it ready in a folder of its own; gives what makes inputs and what reads them.
        allowed: errors besides AirSyncError that its docstring promises.
        share: of all inputs, in relation to the others; slow ones get fewer.
    """

    name: str
    about: str
    start: Callable[[Path], tuple[Make, Parse]]
    allowed: tuple[type[Exception], ...] = ()
    share: float = 1.0


def all_parsers() -> Sequence[Parser]:
    """Every parser, in the order of the report."""
    from tests.fuzz import answers, binaries, files, texts

    return (*answers.PARSERS, *files.PARSERS, *texts.PARSERS, *binaries.PARSERS)
