"""Syntax trees: how the compiler's steps query and copy Jinja's nodes.

Jinja's nodes can be changed in place, and a tree serves one compilation. What is inserted into a
tree more than once, or from another one, is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

N = TypeVar("N", bound=nodes.Node)


_LEAVES = frozenset({type(None), bool, int, float, str})
"""Types of most that is no node, which take a sixth of the time to tell by these."""


class NotUnderstoodError(Exception):
    """A template that the compiler leaves to Jinja; the message says why."""


def walk(tree: nodes.Node) -> list[nodes.Node]:
    """A tree and all that is in it, in no order."""
    found = [tree]
    for node in found:
        for field in node.fields:
            value = getattr(node, field)
            kind = type(value)
            if kind is list:
                found += [item for item in value if isinstance(item, nodes.Node)]
            elif kind not in _LEAVES and isinstance(value, nodes.Node):
                found.append(value)
    return found


def of_kind(tree: nodes.Node, kind: type[N]) -> Iterator[N]:
    """What is of a kind in a tree, the tree itself included, in no order."""
    return (node for node in walk(tree) if isinstance(node, kind))


def stored(tree: nodes.Node) -> Iterator[str]:
    """The names that something in a tree gives a value to, as often as it does."""
    for node in walk(tree):
        match node:
            case nodes.Name():
                if node.ctx != "load":
                    yield node.name
            case nodes.Macro():
                yield node.name
            case nodes.Import():
                yield node.target
            case nodes.FromImport():
                yield from (name if isinstance(name, str) else name[1] for name in node.names)


def set_by(statements: Iterable[nodes.Node]) -> Iterator[str]:
    """The names that some statements give a value to, for those after them."""
    for statement in statements:
        match statement:
            case nodes.If():
                branches = [statement, *statement.elif_]
                yield from set_by(node for branch in branches for node in branch.body)
                yield from set_by(statement.else_)
            case nodes.AssignBlock() | nodes.Assign():
                yield from stored(statement.target)
            case nodes.Macro():
                yield statement.name
            case nodes.Import() | nodes.FromImport():
                yield from stored(statement)


def named(tree: nodes.Node) -> frozenset[str]:
    """All names in a tree."""
    used = {node.name for node in walk(tree) if isinstance(node, nodes.Name | nodes.NSRef)}
    return frozenset(used | {*stored(tree)})


def copied(node: N, names: Mapping[str, nodes.Expr] | None = None) -> N:
    """A copy of a tree, in which names that are read are replaced by expressions."""
    if names and isinstance(node, nodes.Name) and node.ctx == "load" and node.name in names:
        return cast("N", copied(names[node.name]))
    fields: dict[str, object] = {}
    for field in node.fields:
        value = getattr(node, field)
        kind = type(value)
        if kind is list:
            fields[field] = [
                copied(item, names) if isinstance(item, nodes.Node) else item for item in value
            ]
        elif kind not in _LEAVES and isinstance(value, nodes.Node):
            fields[field] = copied(value, names)
    return with_fields(node, fields)


def with_fields(node: N, fields: Mapping[str, object]) -> N:
    """A copy of a node alone, in which some fields have other values."""
    copy = object.__new__(type(node))
    vars(copy).update(vars(node))
    vars(copy).update(fields)
    return copy


def joined(statements: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The statements, in which outputs that follow each other are one."""
    found: list[nodes.Node] = []
    for statement in statements:
        last = found[-1] if found else None
        if isinstance(statement, nodes.Output) and isinstance(last, nodes.Output):
            found[-1] = nodes.Output([*last.nodes, *statement.nodes], lineno=last.lineno)
        else:
            found.append(statement)
    return found


def join_outputs(tree: nodes.Node) -> None:
    """Join the outputs that follow each other, everywhere in a tree."""
    for node in walk(tree):
        for field in ("body", "else_"):
            statements = vars(node).get(field)
            if isinstance(statements, list):
                setattr(node, field, joined(statements))
