"""Bugs that could have been ours, kept as patches: ``NN-name.patch`` says in words what is wrong, then how.

Each has a line ``Caught by:`` that names the tests which must fail once it is in.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
CAUGHT_BY = "Caught by:"


class Bug(Struct, frozen=True):
    """One patch; ``words`` say what is wrong with it, ``tests`` are those that must notice."""

    path: Path
    words: str
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.stem


def bugs() -> list[Bug]:
    return [_read(path) for path in sorted(Path(__file__).parent.glob("*.patch"))]


def _read(path: Path) -> Bug:
    header, _, _ = path.read_text(encoding="utf-8").partition("\n--- ")
    words, _, tests = header.partition(CAUGHT_BY)
    return Bug(path, " ".join(words.split()), tuple(tests.split()))


def apply(bug: Bug, folder: Path, *, check: bool = False) -> str:
    """Put a bug into the package in this folder (or only try it); why that does not work, or nothing."""
    command = ["git", "apply", *(["--check"] if check else []), str(bug.path)]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return ended.stderr.strip() if ended.returncode else ""
