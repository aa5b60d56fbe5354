"""The compiler: the steps of compiling a template, and what is left to Jinja.

parse → link what it extends → fold constants → join what is written → generate Python
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from jinja2 import nodes

from archivegen.renderer.compiler.constants import WORDS, Known, folded
from archivegen.renderer.compiler.generator import SiteCodeGenerator
from archivegen.renderer.compiler.inheritance import linked
from archivegen.renderer.compiler.named_values import NamedValues
from archivegen.renderer.compiler.parsed_template import ParsedTemplate
from archivegen.renderer.compiler.syntax import (
    NotUnderstoodError,
    join_outputs,
    stored,
    walk,
)
from archivegen.renderer.environment import Environment
from archivegen.renderer.macro_cache import RememberingMacro, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    import jinja2
    from jinja2.environment import TemplateModule

_LEFT_TO_JINJA = (nodes.EvalContextModifier, nodes.ScopedEvalContextModifier, nodes.OverlayScope)
"""Statements that change what is escaped, or what names mean, while a template runs."""

_INHERITS = (nodes.Block, nodes.Extends)


class SiteCompiler:
    """Compiles the templates of one site.

    `filters` are those of the renderer, as pure functions, and `translate` gives the words for a
    message. `made_from` gives the digest of all that a template is compiled from, the site
    included: with it, what is compiled is kept, and each template is compiled by one process.
    """

    def __init__(
        self,
        environment: Environment,
        filters: Mapping[str, Callable[..., Any]],
        translate: Callable[[str], str],
        made_from: Callable[[str], bytes] | None = None,
    ) -> None:
        self._kept = environment.compiled.of_site(made_from) if made_from else None
        own = environment.overlay(bytecode_cache=self._kept, cache_size=-1, optimized=False)
        assert isinstance(own, Environment)  # noqa: S101 -- of the same class
        names = {
            name: value
            for name, value in environment.globals.items()
            if not hasattr(value, "jinja_pass_arg")
        }
        self._values = NamedValues(names, filters, self._module)
        own.constants = self._values.loads
        own.template_class = _SiteTemplate
        own.code_generator_class = partial(  # type: ignore[assignment]
            SiteCodeGenerator, understood=self._understood, dumps=self._values.dumps
        )
        self._environment = own
        self._known = Known(own, names, filters, translate, self._module, self._small_macro)
        self._reserved = frozenset({*names, *WORDS})
        self._given: frozenset[str] = frozenset()
        self._parsed: dict[str, ParsedTemplate] = {}
        self._small: dict[str, dict[str, nodes.Macro]] = {}

    def compile(self, name: str, given: frozenset[str]) -> jinja2.Template:
        """The template of pages that give a value to these names.

        Raises NotUnderstoodError where it is left to Jinja, and whatever Jinja raises.
        """
        self._given = given
        # While another process compiles one, it is not worth the time to begin with the same.
        with self._kept.alone() if self._kept else nullcontext():
            return self._environment.get_template(name)

    def _understood(self, tree: nodes.Template, name: str) -> nodes.Template:
        """The tree of a template, linked and folded."""
        tree = linked(ParsedTemplate(tree), self._parse, self._given | self._reserved)
        if self._reserved & {*stored(tree)} or self._reserved & self._given:
            raise NotUnderstoodError("it gives a value to a name that the site has")
        for node in walk(tree):
            if isinstance(node, _LEFT_TO_JINJA):
                raise NotUnderstoodError(f"it has a {type(node).__name__}")
            if isinstance(node, nodes.Include) or getattr(node, "with_context", False):
                self._check_included(node)
        tree, self._small[name] = folded(tree, self._known)
        join_outputs(tree)
        return tree

    def _check_included(self, node: nodes.Node) -> None:
        """What is included sees the names of a page that it does not know: it may not inherit."""
        template = getattr(node, "template", None)
        name = template.value if isinstance(template, nodes.Const) else None
        if not isinstance(name, str):
            raise NotUnderstoodError("it includes what is known only when it runs")
        if any(isinstance(found, _INHERITS) for found in walk(self._parse(name).tree)):
            raise NotUnderstoodError(f"it includes {name}, which has blocks")

    def _parse(self, name: str) -> ParsedTemplate:
        if name not in self._parsed:
            loader = self._environment.loader
            assert loader is not None  # noqa: S101 -- make_environment gives one
            source, filename, _ = loader.get_source(self._environment, name)
            tree = self._environment._parse(source, name, filename)  # noqa: SLF001
            self._parsed[name] = ParsedTemplate(tree)
        return self._parsed[name]

    def _module(self, name: str) -> TemplateModule:
        """A template as it is imported, whose macros have names from now on."""
        module = self._environment.get_template(name)._get_default_module()  # noqa: SLF001
        self._values.add_module(name, module)
        return module

    def _small_macro(self, value: object) -> nodes.Macro | None:
        """What a macro of an imported template is made of, if it is a small one."""
        place = self._values.place(value)
        if place is None or not isinstance(value, RememberingMacro):
            return None
        template, name = place
        if template not in self._small:
            # Its code was kept, and its tree was not.
            self._understood(self._parse(template).tree, template)
        return self._small[template].get(name)


class _SiteTemplate(Template):
    """A template whose code has constants by their names, beside it."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 -- the name is Jinja's
    ) -> Self:
        assert isinstance(environment, Environment)  # noqa: S101 -- SiteCompiler's own
        namespace.update(environment.constants(namespace["constants"]))
        return super()._from_namespace(environment, namespace, globals)
