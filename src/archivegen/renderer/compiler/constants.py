"""Constants, folded: what is known of a site before rendering becomes part of the template.

The site, its addresses and the words of its language are the same on every page. A template gets
their values directly, and of a condition on them only the branch that applies is left.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.nodes import EvalContext
from jinja2.runtime import Undefined
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from archivegen.model.urls import Urls
from archivegen.renderer.compiler.macros import is_small, written_out
from archivegen.renderer.compiler.messages import pieces, translated
from archivegen.renderer.compiler.syntax import set_by, stored
from archivegen.renderer.macro_cache import RememberingMacro

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment
    from jinja2.environment import TemplateModule

WORDS = ("_", "gettext")
"""The functions that translate a message."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a page is rendered.

    `names` have the same value wherever a template uses them, `filters` are pure functions, and
    `translate` gives the words for a message. `module` gives an imported template, and `small`
    what one of its macros is made of, if it is a small one.
    """

    environment: Environment
    names: Mapping[str, object]
    filters: Mapping[str, Callable[..., Any]]
    translate: Callable[[str], str]
    module: Callable[[str], TemplateModule]
    small: Callable[[object], nodes.Macro | None]


def folded(tree: nodes.Template, known: Known) -> tuple[nodes.Template, dict[str, nodes.Macro]]:
    """The tree with its constants folded, and its small macros by name. It is changed in place."""
    folder = _Folder(known)
    return folder.template(tree), folder.small


class _Folder(NodeTransformer):
    """Folds the constants of one template, from its top to its end."""

    def __init__(self, known: Known) -> None:
        self._known, self._names = known, dict(known.names)
        self._eval_ctx = EvalContext(known.environment)
        self.small: dict[str, nodes.Macro] = {}

    def template(self, tree: nodes.Template) -> nodes.Template:
        """Fold all statements; what is defined at the top is known to those after it."""
        times = Counter(set_by(tree.body))
        stored_in = [Counter(stored(statement)) for statement in tree.body]
        stored_at_all = sum(stored_in, Counter[str]())
        imports = Counter(filter(None, map(_imported, tree.body)))
        body: list[nodes.Node] = []
        small: dict[str, nodes.Macro] = {}
        for statement, inside in zip(tree.body, stored_in, strict=True):
            imported = _imported(statement)
            # What a name means within a statement is known where nothing in it sets the name.
            self.small = {name: macro for name, macro in small.items() if name not in inside}
            body += _as_list(self.visit(statement))
            if isinstance(statement, nodes.Macro) and times[statement.name] == 1:
                if is_small(statement):
                    small[statement.name] = statement
            elif imported and imports[imported] == stored_at_all[imported[0]]:
                name, template = imported
                self._names[name] = self._known.module(template)
        tree.body, self.small = body, small
        return tree

    # -- Statements

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        """A block that `self` calls, which may be before what is defined above it."""
        above, self._names, self.small = (self._names, self.small), dict(self._known.names), {}
        self.generic_visit(node)
        self._names, self.small = above
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        """A call with a block: without that, it is another call."""
        self.generic_visit(node.call)
        node.body = self._all(node.body)
        return node

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:
        """What is filtered, since a filter without it is none."""
        node.body = self._all(node.body)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:
        """What is set, as what is filtered."""
        node.body = self._all(node.body)
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:
        """Only the branches that can be taken; the statements of one that is always taken."""
        branches: list[nodes.If] = []
        otherwise: Iterable[nodes.Node] = node.else_
        for branch in [node, *node.elif_]:
            branch.test = self.visit(branch.test)
            truth = self._truth(branch.test)
            if truth:
                otherwise = branch.body
                break
            if truth is None:
                branch.body = self._all(branch.body)
                branches.append(branch)
        else_ = self._all(otherwise)
        if not branches:
            return else_
        first, *others = branches
        return nodes.If(first.test, first.body, others, else_, lineno=first.lineno)

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        """What is written: messages in pieces, and for small macros what they write."""
        parts = [part for child in node.nodes for part in pieces(self.visit(child))]
        return [statement for part in parts for statement in self._written(part)]

    def _written(self, part: nodes.Expr) -> list[nodes.Node]:
        if isinstance(part, nodes.Call) and (macro := self._small(part.node)):
            written = written_out(macro, part)
            if written is not None:
                return written
        return [nodes.Output([part], lineno=part.lineno)]

    def _small(self, called: nodes.Node) -> nodes.Macro | None:
        """The small macro that is called, if it is one."""
        if isinstance(called, nodes.Name):
            return self.small.get(called.name)
        if isinstance(called, nodes.Const) and isinstance(called.value, RememberingMacro):
            return self._known.small(called.value)
        return None

    def _all(self, statements: Iterable[nodes.Node]) -> list[nodes.Node]:
        return [found for node in statements for found in _as_list(self.visit(node))]

    # -- Expressions

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:
        """The value of a name, if it has the same on every page."""
        if node.ctx != "load" or node.name not in self._names:
            return node
        return nodes.Const(self._names[node.name], lineno=node.lineno)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:
        """An attribute of a constant is one."""
        self.generic_visit(node)
        value = self._value(node)
        return node if value is missing else nodes.Const(value, lineno=node.lineno)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        """What a message or an address is, or what a macro gives for constant arguments."""
        self.generic_visit(node)
        called = node.node
        if isinstance(called, nodes.Name) and called.name in WORDS:
            return self._folded(translated(node, self._known.translate))
        if isinstance(called, nodes.Const) and _is_pure(called.value):
            return self._called(called.value, node)
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Expr:
        """A filter of the renderer is a pure function, and is called as one."""
        self.generic_visit(node)
        if node.node is None or node.name not in self._known.filters:
            return node
        function = self._known.filters[node.name]
        call = nodes.Call(
            nodes.Const(function),
            [node.node, *node.args],
            node.kwargs,
            node.dyn_args,
            node.dyn_kwargs,
            lineno=node.lineno,
        )
        return self._called(function, call)

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Expr:
        """Only the side that is taken, where that is known."""
        self.generic_visit(node)
        truth = self._truth(node.test)
        if truth is None:
            return node
        return (node.expr1 if truth else node.expr2) or node

    def visit_And(self, node: nodes.And) -> nodes.Expr:
        """Only the right side, or what the left comes to."""
        self.generic_visit(node)
        truth = self._truth(node.left)
        return node if truth is None else node.right if truth else node.left

    def visit_Or(self, node: nodes.Or) -> nodes.Expr:
        """Only the right side, or what the left comes to."""
        self.generic_visit(node)
        truth = self._truth(node.left)
        return node if truth is None else node.left if truth else node.right

    # -- Values

    def _value(self, node: nodes.Node | None) -> Any:
        """What an expression comes to; `missing` for one that is no constant."""
        try:
            value = node.as_const(self._eval_ctx) if isinstance(node, nodes.Expr) else missing
        except Exception:  # noqa: BLE001 -- it will be raised where a page is rendered
            return missing
        return missing if isinstance(value, Undefined) else value

    def _truth(self, node: nodes.Node | None) -> bool | None:
        """Whether a condition holds; None if that is not known before a page is rendered."""
        value = self._value(node)
        return None if value is missing else bool(value)

    def _folded(self, node: nodes.Expr) -> nodes.Expr:
        value = self._value(node)
        return node if value is missing else nodes.Const(value, lineno=node.lineno)

    def _called(self, function: Callable[..., Any], call: nodes.Call) -> nodes.Expr:
        """What a pure function gives for constant arguments, or the call."""
        values = [self._value(argument) for argument in call.args]
        options = {keyword.key: self._value(keyword.value) for keyword in call.kwargs}
        is_open = any(value is missing for value in [*values, *options.values()])
        if is_open or call.dyn_args or call.dyn_kwargs:
            return call
        try:
            return nodes.Const(function(*values, **options), lineno=call.lineno)
        except Exception:  # noqa: BLE001 -- it will be raised where a page is rendered
            return call


def _imported(statement: nodes.Node) -> tuple[str, str] | None:
    """The name that a template is imported as, and that of the template, if these are known."""
    if not isinstance(statement, nodes.Import) or statement.with_context:
        return None
    template = statement.template
    value = template.value if isinstance(template, nodes.Const) else None
    return (statement.target, value) if isinstance(value, str) else None


def _is_pure(function: object) -> bool:
    """Whether a function that templates know gives the same for the same arguments, always."""
    is_method = isinstance(getattr(function, "__self__", None), Urls | str)
    return is_method or isinstance(function, RememberingMacro)


def _as_list(found: nodes.Node | list[nodes.Node]) -> list[nodes.Node]:
    return found if isinstance(found, list) else [found]
