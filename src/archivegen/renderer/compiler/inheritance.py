"""Inheritance, linked: a template and all that it extends become one tree without `extends`.

Statements run in the order in which Jinja runs them: those of the template itself, then of the one
it extends, and so on; the outermost produces the output. A block is replaced by its own
statements, unless a name would mean something else there than in the block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes

from archivegen.renderer.compiler.syntax import (
    NotUnderstoodError,
    copied,
    named,
    of_kind,
    set_by,
    stored,
    walk,
    with_fields,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from archivegen.renderer.compiler.parsed_template import ParsedBlock, ParsedTemplate

_DEFINITIONS = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport)
"""What a template that extends another one may have beside its blocks."""

_ENTERED = (nodes.If, nodes.For, nodes.With, nodes.FilterBlock, nodes.AssignBlock, nodes.Scope)
"""Statements in which a block stands that may be replaced."""

_NO_NAMES: frozenset[str] = frozenset()


def linked(
    template: ParsedTemplate, parse: Callable[[str], ParsedTemplate], given: frozenset[str]
) -> nodes.Template:
    """A tree of its own of a template with all that it extends, without `extends`.

    `parse` gives a template by its name, `given` are the names that a page or the site gives a
    value to. Raises NotUnderstoodError, and what `parse` does.
    """
    chain = list(_chain(template, parse))
    if len(chain) == 1 and not template.blocks:
        return copied(template.tree)
    statements = [kept for child in chain[:-1] for kept in _before_parent(child)]
    statements += chain[-1].tree.body
    top = frozenset(set_by(statements))
    if top & given:
        raise NotUnderstoodError(f"it sets what pages have: {sorted(top & given)}")
    blocks: dict[str, list[ParsedBlock]] = {}
    for part in chain:
        for block in part.blocks:
            blocks.setdefault(block.node.name, []).append(block)
    called = frozenset[str]().union(*(part.called for part in chain))
    around_blocks = frozenset[nodes.Node]().union(*(part.around_blocks for part in chain))
    body = _Linker(blocks, around_blocks, given | top, called).statements(statements, _NO_NAMES)
    whole = nodes.Template(body, lineno=1)
    if called and called - {block.name for block in of_kind(whole, nodes.Block)}:
        raise NotUnderstoodError("it calls a block that stands in none of its own")
    return whole


def _chain(
    template: ParsedTemplate, parse: Callable[[str], ParsedTemplate]
) -> Iterator[ParsedTemplate]:
    """A template, the one it extends, the one that extends, and so on."""
    seen: set[str] = set()
    while True:
        yield template
        extends = template.extends
        if not extends:
            return
        if len(extends) > 1 or extends[0] not in template.tree.body:
            raise NotUnderstoodError("it extends under a condition")
        name = extends[0].template
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            raise NotUnderstoodError("it extends what is known only when it runs")
        if name.value in seen:
            raise NotUnderstoodError("it extends itself")
        seen.add(name.value)
        template = parse(name.value)


def _before_parent(child: ParsedTemplate) -> Iterator[nodes.Node]:
    """What runs of a template before that which it extends."""
    body = child.tree.body
    extends = body.index(child.extends[0])
    for node in body[:extends]:
        # There, no block of the other templates is known yet, and everything writes.
        if not isinstance(node, nodes.Output | nodes.Assign | nodes.Import | nodes.FromImport):
            raise NotUnderstoodError(f"a {type(node).__name__} stands before `extends`")
        yield node
    for node in body[extends + 1 :]:
        yield from _definitions(node)


def _definitions(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node, without what is written: only blocks write in a template that extends another."""
    if isinstance(node, nodes.If):
        yield _if_with(node, lambda below: [kept for n in below for kept in _definitions(n)])
    elif isinstance(node, _DEFINITIONS):
        yield node
    elif not isinstance(node, nodes.Output | nodes.Block):
        raise NotUnderstoodError(f"it has a {type(node).__name__} beside its blocks")


def _if_with(
    node: nodes.If, change: Callable[[Iterable[nodes.Node]], list[nodes.Node]]
) -> nodes.If:
    """A condition with other statements in its branches."""
    elif_ = [with_fields(part, {"body": change(part.body)}) for part in node.elif_]
    changed = {"body": change(node.body), "elif_": elif_, "else_": change(node.else_)}
    return with_fields(node, changed)


@dataclass(frozen=True, slots=True)
class _Linker:
    """What is known of a chain of templates, of which it copies what it takes.

    `blocks` has those of each name, the innermost first; `around_blocks` are they and statements
    that have one in them; `known` are names that have a value at the top of the tree; `called` are
    the blocks that have to stay, since `self` calls them.
    """

    blocks: Mapping[str, Sequence[ParsedBlock]]
    around_blocks: frozenset[nodes.Node]
    known: frozenset[str]
    called: frozenset[str]

    def statements(
        self, statements: Iterable[nodes.Node], hidden: frozenset[str]
    ) -> list[nodes.Node]:
        """The statements without blocks; `hidden` are names around them that no block sees."""
        return [found for node in statements for found in self._statement(node, hidden)]

    def _statement(self, node: nodes.Node, hidden: frozenset[str]) -> Iterable[nodes.Node]:
        if node not in self.around_blocks:
            return [copied(node)]
        if isinstance(node, nodes.Block):
            return self._block(node, hidden)
        if isinstance(node, nodes.If):
            tested = with_fields(node, {"test": copied(node.test)})
            return [_if_with(tested, lambda below: self.statements(below, hidden))]
        if not isinstance(node, _ENTERED):
            raise NotUnderstoodError(f"a block stands in a {type(node).__name__}")
        hidden |= {*_own(node), "loop"}
        parts = [name for name in ("body", "else_") if name in node.fields]
        inside = {name: self.statements(getattr(node, name), hidden) for name in parts}
        around = with_fields(node, dict.fromkeys(parts))
        return [with_fields(copied(around), inside)]

    def _block(self, node: nodes.Block, hidden: frozenset[str]) -> list[nodes.Node]:
        if node.scoped or node.required:
            raise NotUnderstoodError("a block is scoped or required")
        if node.name not in self.called and self._is_replaceable(node.name, 0, hidden):
            return self._body(node.name, 0, hidden)
        block = self.blocks[node.name][0]
        return [with_fields(block.node, {"body": self._written(node.name, 0, block.sets)})]

    def _is_replaceable(self, name: str, depth: int, hidden: frozenset[str]) -> bool:
        """Whether every name means to a block what it means where the block stands."""
        block = self.blocks[name][depth]
        return not _sees(block.node, hidden) and not self.known & block.sets

    def _body(self, name: str, depth: int, hidden: frozenset[str]) -> list[nodes.Node]:
        """The statements of a block, in a scope of their own where they set names."""
        block = self.blocks[name][depth]
        body = self._written(name, depth, hidden | block.sets)
        return [nodes.Scope(body, lineno=block.node.lineno)] if block.sets else body

    def _written(self, name: str, depth: int, hidden: frozenset[str]) -> list[nodes.Node]:
        """The statements of a block, with those of the block above it for `super()`."""
        block = self.blocks[name][depth]
        if not block.has_super:
            return self.statements(block.node.body, hidden)
        body: list[nodes.Node] = []
        for statement in _with_super_alone(block.node.body):
            if isinstance(statement, nodes.Output) and _is_super(statement.nodes[0]):
                above = depth + 1
                if above == len(self.blocks[name]):
                    raise NotUnderstoodError(f"there is no block above {name}")
                if not self._is_replaceable(name, above, hidden):
                    raise NotUnderstoodError(f"{name} hides names from the block above it")
                body += self._body(name, above, hidden)
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
