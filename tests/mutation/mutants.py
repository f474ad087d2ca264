"""Small changes to a module's code, each of which some test should notice: where they can be made, and what they are.

A mutant is known by the function it is in and by the expression before and after, not by its line: its name stays while
its statement does.
"""

from __future__ import annotations
import __future__

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

from msgspec import Struct

from tests.mutation.operators import changes_of

UNTOUCHED_FIELDS = frozenset({"annotation", "returns", "decorator_list", "bases", "type_ignores"})
LONGEST_SHOWN = 100
MOST_AROUND = 50


class Spot(Struct, frozen=True):
    """One node of a module's tree: where it hangs, and what is around it.

    Attributes:
        top: the statement of the module that it is in.
        index: its place, where ``holder.field`` is a list.
        scope: names of the classes and functions around it.
        lines: those that a test must run to notice a change: its statement's (of a compound one only the head), or
            the whole function's for a default; None where it is run by the import already.
    """

    top: ast.stmt
    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST
    scope: tuple[str, ...]
    statement: ast.stmt
    lines: range | None

    def put(self, node: ast.AST) -> None:
        """Hang another node there."""
        if self.index is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.index] = node


class Mutant(Struct, frozen=True):
    """One change. ``name`` is the same each time as long as its statement stays."""

    spot: Spot
    new: ast.AST
    name: str

    def tree(self) -> ast.Module:
        """The changed top statement alone; the module's own tree is changed by this."""
        self.spot.put(ast.copy_location(self.new, self.spot.node))
        return ast.fix_missing_locations(ast.Module([self.spot.top], []))


def mutants_of(source: str, prefix: str = "", names: Mapping[str, object] | None = None) -> list[Mutant]:
    """Every change to a module's source that we know to make, in its order.

    Args:
        names: the module's globals: members of its enumerations are exchanged.
    """
    seen: Counter[str] = Counter()
    found = []
    for spot in spots_of(ast.parse(source)):
        for new in changes_of(spot.node, spot.holder, spot.field, names or {}):
            if (shown := _shown(spot, new)) is None:
                continue
            name = f"{'.'.join((prefix, *spot.scope)).lstrip('.')}: {shown}"
            seen[name] += 1
            found.append(Mutant(spot, new, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return found


def spots_of(tree: ast.Module) -> Iterator[Spot]:
    """Every node that may be changed: no imports, annotations, docstrings, asserts or members of an enumeration."""
    for top in tree.body:
        if _touched(top):
            yield from _below(top, (), top, top, None)


def _below(
    node: ast.AST, scope: tuple[str, ...], top: ast.stmt, statement: ast.stmt, lines: range | None
) -> Iterator[Spot]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        scope = (*scope, node.name)
    if isinstance(node, ast.FunctionDef):
        lines = range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
    for name, value in ast.iter_fields(node):
        if name in UNTOUCHED_FIELDS:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST) and _touched(child):
                around = _head(child) if isinstance(child, ast.stmt) and lines else lines
                inner = child if isinstance(child, ast.stmt) else statement
                yield Spot(top, node, name, index, child, scope, inner, around)
                if not isinstance(child, ast.JoinedStr):
                    yield from _below(child, scope, top, inner, around)


def _touched(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        return not any("Enum" in ast.unparse(base) for base in node.bases)
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return node.value.id not in ("Literal", "Callable")
    return not isinstance(node, ast.Import | ast.ImportFrom | ast.Assert)


def _head(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    end = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(end, statement.lineno) + 1)


def _shown(spot: Spot, new: ast.AST) -> str | None:
    """The change, marked in its statement; None if it is none."""
    before, after = _on_one_line(spot.node), _on_one_line(new)
    if before == after:
        return None
    change = _difference(before, after)
    if isinstance(spot.node, ast.stmt):
        return change
    spot.put(ast.Name(change))
    whole = copy.copy(spot.statement)
    for name in ("body", "orelse"):
        if hasattr(whole, name):
            setattr(whole, name, [])
    text = _on_one_line(whole)
    spot.put(spot.node)
    start, end = text.index("«"), text.index("»")
    return text[max(start - MOST_AROUND, 0) : end + MOST_AROUND + 1].strip()


def _on_one_line(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _difference(before: str, after: str) -> str:
    """The two, or of long ones only where they differ."""
    if len(before) > LONGEST_SHOWN:
        start = _equal(before, after)
        end = _equal(before[start:][::-1], after[start:][::-1])
        before, after = (f"{text[:start][-MOST_AROUND:]}[{text[start : len(text) - end]}]" for text in (before, after))
    return f"«{before[:LONGEST_SHOWN]} → {after[:LONGEST_SHOWN]}»"


def _equal(left: str, right: str) -> int:
    """How many characters at their start are equal."""
    return next(
        (n for n, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right))
    )


# -- putting one in --------------------------------------------------------------------------------------------------

Rebind = Callable[[str, object, object], None]


def install(mutant: Mutant, module: ModuleType, rebind: Rebind) -> None:
    """Change a loaded module in place: its functions keep their identity and take the changed code.

    Args:
        rebind: called with name, old and new value of a changed global, which others may have imported.
    """
    scratch = dict(vars(module))
    code = compile(mutant.tree(), str(module.__file__), "exec", __future__.annotations.compiler_flag, dont_inherit=True)
    exec(code, scratch)
    top = mutant.spot.top
    if isinstance(top, ast.FunctionDef | ast.ClassDef):
        _graft(vars(module)[top.name], scratch[top.name])
        return
    for name, old in list(vars(module).items()):
        if scratch[name] is not old:
            rebind(name, old, scratch[name])


def _graft(old: object, new: object) -> None:
    if isinstance(old, property) and isinstance(new, property):
        old, new = old.fget, new.fget
    if isinstance(old, type) and isinstance(new, type):
        for name, part in vars(new).items():
            _graft(vars(old).get(name), part)
    elif hasattr(old, "__code__") and hasattr(new, "__code__"):
        old.__code__, old.__defaults__, old.__kwdefaults__ = (  # type: ignore[attr-defined]
            new.__code__, new.__defaults__, new.__kwdefaults__,  # type: ignore[attr-defined]
        )  # fmt: skip
