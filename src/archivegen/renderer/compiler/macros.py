"""Macros, called directly: small ones are inlined where they are called.

For the others, only the arguments are put in order. Both need a known macro: one of an
imported template, or one defined above in the same template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.utils import missing

from archivegen.renderer.compiler.syntax import copied, named, stored, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NODES = 60
"""Nodes of a macro that is written where it is called, at most."""

_MORE = frozenset({"caller", "kwargs", "varargs"})
"""What a macro knows of its arguments without having named it."""

_BRANCHES = (nodes.CondExpr, nodes.And, nodes.Or)
"""Expressions of which one side may not be evaluated."""


def is_small(macro: nodes.Macro) -> bool:
    """Whether a macro can be written where it is called: it only writes, and sees its arguments."""
    parameters = {argument.name for argument in macro.args}
    return (
        all(map(_only_writes, macro.body))
        and all(named(statement) <= parameters for statement in macro.body)
        and not any(True for statement in macro.body for _ in stored(statement))
        and sum(1 for _ in walk(macro)) <= MOST_NODES
    )


def _only_writes(statement: nodes.Node) -> bool:
    if isinstance(statement, nodes.If):
        parts = [statement, *statement.elif_]
        below = [*(node for part in parts for node in part.body), *statement.else_]
        return all(map(_only_writes, below))
    return isinstance(statement, nodes.Output)


def written_out(macro: nodes.Macro, call: nodes.Call) -> list[nodes.Node] | None:
    """What a small macro writes for the arguments of a call; None if they are not plain ones."""
    given = arguments(call, [parameter.name for parameter in macro.args])
    if given is None:
        return None
    with_default = macro.args[len(macro.args) - len(macro.defaults) :]
    for parameter, default in zip(with_default, macro.defaults, strict=True):
        # Another default may name a parameter, which means nothing where the macro is called.
        if isinstance(default, nodes.Const):
            given.setdefault(parameter.name, default)
    used = {name for statement in macro.body for name in _always_used(statement)}
    if len(given) < len(macro.args) or not all(
        _is_plain(value, is_used=name in used) for name, value in given.items()
    ):
        return None
    return [copied(statement, given) for statement in macro.body]


def _always_used(statement: nodes.Node) -> frozenset[str]:
    """Names that a statement looks at, whatever their values are."""
    children = [statement.test] if isinstance(statement, nodes.If) else statement.iter_child_nodes()
    return frozenset(
        name
        for child in children
        if not any(isinstance(node, _BRANCHES) for node in walk(child))
        for name in named(child)
    )


def in_order(call: nodes.Call, names: Iterable[str]) -> list[nodes.Expr] | None:
    """The arguments of a call for parameters of these names; None if they do not fit."""
    parameters = [*names]
    given = arguments(call, parameters)
    if given is None:
        return None
    return [given.get(name) or nodes.Const(missing, lineno=call.lineno) for name in parameters]


def takes_more(macro: nodes.Macro) -> bool:
    """Whether a macro uses what it is called with beyond its parameters."""
    return any(_MORE & named(statement) for statement in [*macro.body, *macro.args])


def arguments(call: nodes.Call, names: Iterable[str]) -> dict[str, nodes.Expr] | None:
    """The arguments of a call by the names of parameters; None if they do not fit."""
    parameters = [*names]
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(parameters):
        return None
    given = dict(zip(parameters, call.args, strict=False))
    for keyword in call.kwargs:
        if keyword.key in given or keyword.key not in parameters:
            return None
        given[keyword.key] = keyword.value
    return given


def _is_plain(argument: nodes.Expr, *, is_used: bool) -> bool:
    """Whether an argument can as well be evaluated where, and as often as, the macro uses it."""
    if isinstance(argument, nodes.Getattr):
        return is_used and _is_plain(argument.node, is_used=True)
    return isinstance(argument, nodes.Name | nodes.Const)
