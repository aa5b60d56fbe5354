"""A template as parsed by Jinja, and the repeated queries of it.

Most templates of a site extend the same one, which is analysed when the first of them is linked.
Such a tree is never changed: what is used of it is copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jinja2 import nodes

from archivegen.renderer.compiler.syntax import NotUnderstoodError, of_kind, set_by, walk


class ParsedTemplate:
    """A template as Jinja's parser has it, which nobody changes, and what is asked of it often."""

    def __init__(self, tree: nodes.Template) -> None:
        self.tree = tree

    @cached_property
    def extends(self) -> list[nodes.Extends]:
        """All statements that say what it extends, wherever they stand."""
        return [*of_kind(self.tree, nodes.Extends)]

    @cached_property
    def blocks(self) -> list[ParsedBlock]:
        """All its blocks, in no order."""
        return [_parsed_block(node) for node in of_kind(self.tree, nodes.Block)]

    @cached_property
    def around_blocks(self) -> frozenset[nodes.Node]:
        """Its blocks, and all statements that have one in them."""
        found: set[nodes.Node] = set()

        def look(node: nodes.Node) -> bool:
            below = [look(child) for child in node.iter_child_nodes() if _may_have_block(child)]
            if isinstance(node, nodes.Block) or any(below):
                found.add(node)
            return node in found

        look(self.tree)
        return frozenset(found)

    @cached_property
    def called(self) -> frozenset[str]:
        """The blocks that it calls by `self`. Raises NotUnderstoodError for another use of that."""
        everything = walk(self.tree)
        uses = [node for node in everything if isinstance(node, nodes.Name) and node.name == "self"]
        called = [
            node.attr
            for node in everything
            if isinstance(node, nodes.Getattr)
            and isinstance(node.node, nodes.Name)
            and node.node.name == "self"
        ]
        if len(uses) != len(called):
            raise NotUnderstoodError("it uses `self` in another way than to call a block")
        return frozenset(called)


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """A block, the names that it gives a value to, and whether it uses `super`."""

    node: nodes.Block
    sets: frozenset[str]
    has_super: bool


def _parsed_block(node: nodes.Block) -> ParsedBlock:
    has_super = any(name.name == "super" for name in of_kind(node, nodes.Name))
    return ParsedBlock(node, frozenset(set_by(node.body)), has_super)


def _may_have_block(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Stmt) and not isinstance(node, nodes.Output)
