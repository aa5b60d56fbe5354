"""Syntax trees: what the steps of the compiler ask of Jinja's nodes, and how they copy them.

Jinja's nodes can be changed in place, and a tree serves one compilation; what is taken into a
tree more than once, or from another one, is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

N = TypeVar("N", bound=nodes.Node)


class NotUnderstoodError(Exception):
    """A template that the compiler leaves to Jinja; the message says why."""


def walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """A tree and all that is in it, in no order."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for field in node.fields:
            value = getattr(node, field, None)
            if isinstance(value, nodes.Node):
                waiting.append(value)
            elif isinstance(value, list):
                waiting += [item for item in value if isinstance(item, nodes.Node)]


def of_kind(tree: nodes.Node, kind: type[N]) -> Iterator[N]:
    """What is of a kind in a tree, the tree itself included, in no order."""
    return (node for node in walk(tree) if isinstance(node, kind))


def has(tree: nodes.Node, kind: type[nodes.Node]) -> bool:
    """Whether a tree has something of a kind."""
    return any(True for _ in of_kind(tree, kind))


def stored(tree: nodes.Node) -> Iterator[str]:
    """The names that something in a tree gives a value to, as often as it does."""
    for node in walk(tree):
        match node:
            case nodes.Name(ctx="store" | "param") | nodes.Macro():
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
    copy = object.__new__(type(node))
    copy.__dict__.update(node.__dict__)
    for field in node.fields:
        value = getattr(node, field)
        if isinstance(value, nodes.Node):
            setattr(copy, field, copied(value, names))
        elif isinstance(value, list):
            setattr(copy, field, [_copied(item, names) for item in value])
    return copy


def _copied(item: object, names: Mapping[str, nodes.Expr] | None) -> object:
    return copied(item, names) if isinstance(item, nodes.Node) else item


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
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                setattr(node, field, joined(statements))
