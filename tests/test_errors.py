"""The error tree as it is drawn, and the facts that its docstrings tell of, against the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import airsync_gui
from airsync_gui import errors
from airsync_gui.errors import AirSyncError

PACKAGE = Path(airsync_gui.__file__).parent
CLASSES = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AirSyncError)
}
DRAWN = re.compile(r"^    ((?:[│├└─ ]{4})*)(\w+)", re.MULTILINE)


def test_the_tree_is_drawn_as_it_is() -> None:
    drawn: dict[str, str] = {}
    above: list[str] = []
    for branches, name in DRAWN.findall(errors.__doc__ or ""):
        above[len(branches) // 4 :] = [name]
        drawn[name] = above[-2] if len(above) > 1 else "Exception"
    assert drawn == {name: kind.__mro__[1].__name__ for name, kind in CLASSES.items()}


def given_facts(file: Path) -> Iterator[tuple[str, str]]:
    """Error and fact, for each that a file makes an error of ours with."""
    text = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if "airsync_gui.errors" in text else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES:
            yield from ((node.func.id, keyword.arg) for keyword in node.keywords if keyword.arg)


def test_every_fact_that_is_given_is_told_of() -> None:
    given = {fact for file in PACKAGE.rglob("*.py") for fact in given_facts(file)}
    assert len(given) > 50
    assert sorted(f"{name}: {fact}" for name, fact in given if f"``{fact}``" not in told_of(CLASSES[name])) == []


def told_of(kind: type[AirSyncError]) -> str:
    """What an error's docstring, and those above it, say."""
    return "".join(each.__doc__ or "" for each in kind.__mro__ if each.__name__ in CLASSES)
