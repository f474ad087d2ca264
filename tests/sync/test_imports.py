"""What the engine takes from other people's code; import-linter can't tell the parts of a package apart."""

from __future__ import annotations

import ast
from pathlib import Path

import airsync_gui.sync

VALUES = {"msgspec": {"Struct", "field"}, "msgspec.structs": {"replace"}}
"""The make of its values, and nothing that reads or writes."""


def _taken(module: Path) -> set[tuple[str, str]]:
    """(package, name) of all that a module imports of msgspec's."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    whole = {(alias.name, "*") for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {
        (node.module or "", alias.name) for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    return {(package, name) for package, name in whole | parts if package.partition(".")[0] == "msgspec"}


def test_of_msgspec_the_engine_has_the_struct_of_its_values_alone() -> None:
    taken = {each for module in Path(airsync_gui.sync.__path__[0]).rglob("*.py") for each in _taken(module)}
    assert taken
    assert not {(package, name) for package, name in taken if name not in VALUES.get(package, set())}
