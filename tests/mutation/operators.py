"""What is tried in the place of one node of a syntax tree."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

COMPARES: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TWINS = (
    ("local", "airtable"),
    ("local_id", "record_id"),
    ("local_ancestor", "airtable_ancestor"),
    ("local_rows", "airtable_rows"),
    ("here", "there"),
    ("new_local", "new_airtable"),
    ("held_local", "held_airtable"),
    ("any", "all"),
    ("min", "max"),
    ("startswith", "endswith"),
)
TWINS = {**dict(_TWINS), **{right: left for left, right in _TWINS}}
"""Names that stand for the two sides, and built-ins that do the opposite of each other."""
NAMES_OF_SIDES = frozenset({"side", "source", "target", "gone", "has"})
COMMUTATIVE = frozenset({"same", "max", "min"})
REMOVABLE = (ast.Expr, ast.AugAssign, ast.Delete, ast.Continue, ast.Break, ast.Raise)


def changes_of(node: ast.AST, holder: ast.AST, field: str, names: Mapping[str, Any]) -> Iterator[ast.AST]:
    """Every node to try in the place of this one.

    Args:
        names: the module's globals: members of an enumeration are exchanged for the next.
    """
    if field in ("test", "ifs"):
        yield from _conditions(node, holder)
    if field == "iter":
        yield ast.Tuple([], ast.Load())
    for kind, changes in _BY_KIND:
        if isinstance(node, kind):
            yield from changes(node)
    if isinstance(node, ast.Attribute):
        yield from _next_member(node, names)


def _conditions(node: ast.AST, holder: ast.AST) -> Iterator[ast.AST]:
    assert isinstance(node, ast.expr)
    already = isinstance(node, ast.UnaryOp) or (isinstance(node, ast.Compare) and not _ordered(node))
    if not already:
        yield ast.UnaryOp(ast.Not(), node)
    if not isinstance(holder, ast.While):
        yield ast.Constant(True)
    yield ast.Constant(False)


def _ordered(node: ast.Compare) -> bool:
    return len(node.ops) > 1 or isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for position, operator in enumerate(node.ops):
        for other in COMPARES[type(operator)]:
            yield ast.Compare(node.left, [*node.ops[:position], other(), *node.ops[position + 1 :]], node.comparators)


def _bool(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    for position in range(len(node.values)):
        rest = node.values[:position] + node.values[position + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)


def _augmented(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in ARITHMETIC:
        yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1 if isinstance(value, int) else value / 2)
    elif isinstance(value, str):
        yield ast.Constant("" if value else "x")


def _fstring(_node: ast.JoinedStr) -> Iterator[ast.AST]:
    yield ast.Constant("")


def _choice(node: ast.IfExp) -> Iterator[ast.AST]:
    yield ast.IfExp(node.test, node.orelse, node.body)


def _name(node: ast.Name) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        if node.id in TWINS:
            yield ast.Name(TWINS[node.id], node.ctx)
        if node.id in NAMES_OF_SIDES:
            yield ast.Attribute(node, "other", node.ctx)


def _attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        if node.attr in TWINS:
            yield ast.Attribute(node.value, TWINS[node.attr], node.ctx)
        if node.attr == "other":
            yield node.value


def _next_member(node: ast.Attribute, names: Mapping[str, Any]) -> Iterator[ast.AST]:
    kind = names.get(node.value.id) if isinstance(node.value, ast.Name) else None
    if isinstance(kind, type) and issubclass(kind, Enum) and node.attr in kind.__members__:
        members = list(kind.__members__)
        yield ast.Attribute(node.value, members[(members.index(node.attr) + 1) % len(members)], node.ctx)


def _call(node: ast.Call) -> Iterator[ast.AST]:
    ordered = ast.unparse(node.func) not in COMMUTATIVE
    if ordered and len(node.args) > 1 and not any(isinstance(argument, ast.Starred) for argument in node.args[:2]):
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
    for position in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:position] + node.keywords[position + 1 :])
    if isinstance(node.func, ast.Attribute) and node.func.attr == "get" and len(node.args) > 1:
        yield ast.Call(node.func, node.args[:1], node.keywords)
    if isinstance(node.func, ast.Name) and node.func.id == "sorted":
        yield ast.Call(ast.Name("list", ast.Load()), node.args, [])


def _without_part(node: ast.List | ast.Tuple | ast.Set) -> Iterator[ast.AST]:
    if isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load):
        for position in range(len(node.elts)):
            shorter = copy.copy(node)
            shorter.elts = node.elts[:position] + node.elts[position + 1 :]
            yield shorter


def _without_entry(node: ast.Dict) -> Iterator[ast.AST]:
    for position in range(len(node.keys)):
        yield ast.Dict(
            node.keys[:position] + node.keys[position + 1 :], node.values[:position] + node.values[position + 1 :]
        )


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is None:
        yield ast.Pass()
    elif not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


def _removed(_node: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


def _assignment(node: ast.Assign) -> Iterator[ast.AST]:
    if not isinstance(node.targets[0], ast.Name):
        yield ast.Pass()


_BY_KIND: tuple[tuple[Any, Any], ...] = (
    (ast.Compare, _compare),
    (ast.BoolOp, _bool),
    (ast.UnaryOp, _unary),
    (ast.BinOp, _arithmetic),
    (ast.AugAssign, _augmented),
    (ast.Constant, _constant),
    (ast.JoinedStr, _fstring),
    (ast.IfExp, _choice),
    (ast.Name, _name),
    (ast.Attribute, _attribute),
    (ast.Call, _call),
    (ast.List | ast.Tuple | ast.Set, _without_part),
    (ast.Dict, _without_entry),
    (ast.Return, _return),
    (REMOVABLE, _removed),
    (ast.Assign, _assignment),
)
