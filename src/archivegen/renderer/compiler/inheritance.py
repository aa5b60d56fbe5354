"""Inheritance, linked: a template and all that it extends become one tree without `extends`.

Statements run in the order in which Jinja runs them: those of the template itself, then of the one
it extends, and so on; the outermost says what is written. A block is replaced by its own
statements, where no name means another thing there than it meant in the block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

from archivegen.renderer.compiler.syntax import (
    NotUnderstoodError,
    copied,
    has,
    named,
    of_kind,
    set_by,
    stored,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_DEFINITIONS = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport)
"""What a template that extends another one may have beside its blocks."""

_ENTERED = (nodes.If, nodes.For, nodes.With, nodes.FilterBlock, nodes.AssignBlock, nodes.Scope)
"""Statements in which a block stands that may be replaced."""

_NO_NAMES: frozenset[str] = frozenset()


def linked(
    tree: nodes.Template, parse: Callable[[str], nodes.Template], given: frozenset[str]
) -> nodes.Template:
    """The tree of a template with all that it extends, without `extends`.

    `parse` gives the tree of a template, `given` are the names that a page or the site gives a
    value to. Raises NotUnderstoodError, and what `parse` does.
    """
    chain = list(_chain(tree, parse))
    if len(chain) == 1 and not has(tree, nodes.Block):
        return tree
    statements = [kept for child in chain[:-1] for kept in _before_parent(child)]
    statements += chain[-1].body
    top = frozenset(set_by(statements))
    if top & given:
        raise NotUnderstoodError(f"it sets what pages have: {sorted(top & given)}")
    blocks: dict[str, list[nodes.Block]] = {}
    for part in chain:
        for block in of_kind(part, nodes.Block):
            blocks.setdefault(block.name, []).append(block)
    called = _called(chain)
    body = _Linker(blocks, given | top, called).statements(statements, _NO_NAMES)
    whole = nodes.Template(body, lineno=1)
    if called - {block.name for block in of_kind(whole, nodes.Block)}:
        raise NotUnderstoodError("it calls a block that stands in none of its own")
    return whole


def _chain(
    tree: nodes.Template, parse: Callable[[str], nodes.Template]
) -> Iterator[nodes.Template]:
    """A template, the one it extends, the one that extends, and so on."""
    seen: set[str] = set()
    while True:
        yield tree
        extends = list(of_kind(tree, nodes.Extends))
        if not extends:
            return
        if len(extends) > 1 or extends[0] not in tree.body:
            raise NotUnderstoodError("it extends under a condition")
        name = extends[0].template
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            raise NotUnderstoodError("it extends what is known only when it runs")
        if name.value in seen:
            raise NotUnderstoodError("it extends itself")
        seen.add(name.value)
        tree = parse(name.value)


def _before_parent(child: nodes.Template) -> Iterator[nodes.Node]:
    """What runs of a template before that which it extends."""
    extends = child.body.index(next(of_kind(child, nodes.Extends)))
    for node in child.body[:extends]:
        # There, no block of the other templates is known yet, and everything writes.
        if not isinstance(node, nodes.Output | nodes.Assign | nodes.Import | nodes.FromImport):
            raise NotUnderstoodError(f"a {type(node).__name__} stands before `extends`")
        yield node
    for node in child.body[extends + 1 :]:
        yield from _definitions(node)


def _definitions(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node, without what is written: only blocks write in a template that extends another."""
    if isinstance(node, nodes.If):
        for part in [node, *node.elif_]:
            part.body = [kept for below in part.body for kept in _definitions(below)]
        node.else_ = [kept for below in node.else_ for kept in _definitions(below)]
        yield node
    elif isinstance(node, _DEFINITIONS):
        yield node
    elif not isinstance(node, nodes.Output | nodes.Block):
        raise NotUnderstoodError(f"it has a {type(node).__name__} beside its blocks")


def _called(chain: Iterable[nodes.Template]) -> frozenset[str]:
    """The blocks that are called by `self`."""
    called = set()
    for tree in chain:
        uses = [node for node in of_kind(tree, nodes.Name) if node.name == "self"]
        attributes = [
            node.attr
            for node in of_kind(tree, nodes.Getattr)
            if isinstance(node.node, nodes.Name) and node.node.name == "self"
        ]
        if len(uses) != len(attributes):
            raise NotUnderstoodError("it uses `self` in another way than to call a block")
        called.update(attributes)
    return frozenset(called)


@dataclass(frozen=True, slots=True)
class _Linker:
    """What is known of a chain of templates.

    `blocks` has those of each name, the innermost first; `known` are names that have a value at
    the top of the tree; `called` are the blocks that have to stay, since `self` calls them.
    """

    blocks: Mapping[str, Sequence[nodes.Block]]
    known: frozenset[str]
    called: frozenset[str]

    def statements(
        self, statements: Iterable[nodes.Node], hidden: frozenset[str]
    ) -> list[nodes.Node]:
        """The statements without blocks; `hidden` are names around them that no block sees."""
        return [found for node in statements for found in self._statement(node, hidden)]

    def _statement(self, node: nodes.Node, hidden: frozenset[str]) -> Iterable[nodes.Node]:
        if isinstance(node, nodes.Block):
            return self._block(node, hidden)
        if not has(node, nodes.Block):
            return [node]
        if not isinstance(node, _ENTERED):
            raise NotUnderstoodError(f"a block stands in a {type(node).__name__}")
        if not isinstance(node, nodes.If):
            hidden |= {*_own(node), "loop"}
        node.body = self.statements(node.body, hidden)
        if isinstance(node, nodes.If):
            for part in node.elif_:
                part.body = self.statements(part.body, hidden)
        if isinstance(node, nodes.If | nodes.For):
            node.else_ = self.statements(node.else_, hidden)
        return [node]

    def _block(self, node: nodes.Block, hidden: frozenset[str]) -> list[nodes.Node]:
        if node.scoped or node.required:
            raise NotUnderstoodError("a block is scoped or required")
        if node.name not in self.called and self._is_replaceable(node.name, 0, hidden):
            return self._body(node.name, 0, hidden)
        block = copied(self.blocks[node.name][0])
        block.body = self._written(block, 0, frozenset(set_by(block.body)))
        return [block]

    def _is_replaceable(self, name: str, depth: int, hidden: frozenset[str]) -> bool:
        """Whether every name means to a block what it means where the block stands."""
        block = self.blocks[name][depth]
        return not _sees(block, hidden) and not self.known & {*set_by(block.body)}

    def _body(self, name: str, depth: int, hidden: frozenset[str]) -> list[nodes.Node]:
        """The statements of a block, in a scope of their own where they set names."""
        block = copied(self.blocks[name][depth])
        own = frozenset(set_by(block.body))
        body = self._written(block, depth, hidden | own)
        return [nodes.Scope(body, lineno=block.lineno)] if own else body

    def _written(self, block: nodes.Block, depth: int, hidden: frozenset[str]) -> list[nodes.Node]:
        """The statements of a block, with those of the block above it for `super()`."""
        body: list[nodes.Node] = []
        for statement in _with_super_alone(block.body):
            if isinstance(statement, nodes.Output) and _is_super(statement.nodes[0]):
                above = depth + 1
                if above == len(self.blocks[block.name]):
                    raise NotUnderstoodError(f"there is no block above {block.name}")
                if not self._is_replaceable(block.name, above, hidden):
                    raise NotUnderstoodError(f"{block.name} hides names from the block above it")
                body += self._body(block.name, above, hidden)
            else:
                body += self._statement(statement, hidden)
        return body


def _own(node: nodes.Node) -> Iterator[str]:
    """The names that something gives a value to, but for the blocks in it."""
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Block):
            yield from _own_and_below(child)


def _own_and_below(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Block):
        return
    if isinstance(node, nodes.Name | nodes.Macro | nodes.Import | nodes.FromImport):
        yield from stored(node)
    for child in node.iter_child_nodes():
        yield from _own_and_below(child)


def _sees(block: nodes.Block, hidden: frozenset[str]) -> bool:
    """Whether a block uses any of some names, as far as can be told."""
    return bool(hidden) and (
        bool(named(block) & hidden) or any(getattr(node, "with_context", 0) for node in walk(block))
    )


def _with_super_alone(statements: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """The statements, in which a call of `super()` is an output of its own."""
    for node in statements:
        if isinstance(node, nodes.Block):
            yield node
            continue
        if not isinstance(node, nodes.Output):
            if any(name.name == "super" for name in of_kind(node, nodes.Name)):
                raise NotUnderstoodError("`super` stands within another statement")
            yield node
            continue
        for child in node.nodes:
            names = of_kind(child, nodes.Name)
            if not _is_super(child) and any(name.name == "super" for name in names):
                raise NotUnderstoodError("`super` is used in another way than to be written")
            yield nodes.Output([child], lineno=child.lineno)


def _is_super(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Call)
        and _is_name_of_super(node.node)
        and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def _is_name_of_super(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "super"
