"""Generates Python from a tree, with Jinja's own code generator, simplified for what is known.

Output goes into a list instead of through generators, Python itself looks up a value's attribute,
and whatever is no function of the context is called directly.
"""

from __future__ import annotations

from collections import Counter
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, has_safe_repr, optimizeconst
from markupsafe import Markup

from archivegen.renderer.compiler.macros import in_order, takes_more
from archivegen.renderer.compiler.syntax import set_by
from archivegen.renderer.macro_cache import RememberingMacro

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2.compiler import Frame


class SiteCodeGenerator(CodeGenerator):
    """Writes the Python of a template for one site.

    `understood` gives the tree that is to be written for the tree of a template and its name;
    `dumps` makes bytes of what Python cannot write down, by name: they stand in the module.
    """

    def __init__(
        self,
        *arguments: Any,
        understood: Callable[[nodes.Template, str], nodes.Template],
        dumps: Callable[[dict[str, object]], bytes],
    ) -> None:
        super().__init__(*arguments)
        self._understood, self._dumps = understood, dumps
        self._constants: dict[str, object] = {}
        self._macros: dict[str, nodes.Macro] = {}

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The whole of a template."""
        assert self.name is not None  # noqa: S101 -- a loader gives one
        tree = self._understood(node, self.name)
        times = Counter(set_by(tree.body))
        macros = (macro for macro in tree.body if isinstance(macro, nodes.Macro))
        self._macros = {macro.name: macro for macro in macros if times[macro.name] == 1}
        super().visit_Template(tree, frame)
        self.writeline(f"constants = {self._dumps(self._constants)!r}")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """The statements of a function; what is written is one text."""
        is_function = frame.buffer is None and (frame.rootlevel or frame.block_frame)
        if is_function:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if is_function:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:
        """A constant, by a name if Python cannot write it down."""
        if has_safe_repr(node.value) and not isinstance(node.value, Markup):
            super().visit_Const(node, frame)
            return
        name = f"constant_{len(self._constants)}"
        self._constants[name] = node.value
        self.write(name)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call; `context.call` does the same, but for functions that want the context."""
        keys = [keyword.key for keyword in node.kwargs]
        is_plain = not (node.dyn_args or node.dyn_kwargs or any(map(iskeyword, keys)))
        ordered = None if forward_caller else self._in_order(node, frame)
        if ordered is not None:
            self.visit(node.node, frame)
            self._write_arguments(".run(", ordered, frame)
        elif is_plain and not forward_caller and _is_function(node.node):
            self.visit(node.node, frame)
            self._write_arguments("(", [*node.args, *node.kwargs], frame)
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def _write_arguments(self, start: str, arguments: Iterable[nodes.Node], frame: Frame) -> None:
        self.write(start)
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _in_order(self, call: nodes.Call, frame: Frame) -> list[nodes.Expr] | None:
        """The arguments of a macro in the order of its parameters, if that is what is called."""
        called = call.node
        if isinstance(called, nodes.Const) and isinstance(called.value, RememberingMacro):
            macro = called.value
            is_simple = not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
            return in_order(call, macro.arguments) if is_simple else None
        if isinstance(called, nodes.Name) and called.name in self._macros:
            if frame.symbols.find_ref(called.name) != f"l_0_{called.name}":
                return None  # It is another one here.
            own = self._macros[called.name]
            return None if takes_more(own) else in_order(call, [name.name for name in own.args])
        return None

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute of a value; the environment is asked where it has none."""
        value, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({value} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getattr({value}, {node.attr!r}))")


def _is_function(called: nodes.Node) -> bool:
    """Whether something that is called does not want the context, or says so by an exception."""
    if isinstance(called, nodes.Const):
        return not hasattr(called.value, "jinja_pass_arg")
    return isinstance(called, nodes.Getattr)
