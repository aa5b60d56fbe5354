"""Macros: those of an imported template are functions of their arguments, and run once for each.

An imported macro sees its arguments and the site, but nothing of the page, so equal
arguments give equal text: an article looks the same in the listings of its section,
of its month and of its topics.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import jinja2
import markupsafe
from jinja2.runtime import Macro
from jinja2.utils import Namespace, missing
from markupsafe import Markup

from archivegen.model.article import Card, Term
from archivegen.model.picture import Picture
from archivegen.model.times import Moment
from archivegen.pages.page import Period

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from functools import _lru_cache_wrapper

    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

MOST_RESULTS = 10_000
"""Results of a macro that are kept: some megabytes."""

# MarkupSafe's own function in C, where it has one: of every result, `escape` makes an object more.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
_VALUES = frozenset({
    bool, int, str, type(None), type(missing), Markup, Card, Moment, Period, Picture, Term
})  # fmt: skip
"""Types of small values that look the same wherever they are equal."""


class Template(jinja2.Template):
    """A template whose macros, once it is imported, remember their results."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 -- the name is Jinja's
    ) -> Self:
        # Where the compiled code of the template finds the class of its macros.
        namespace["Macro"] = RememberingMacro
        namespace["escape"] = _escape
        return super()._from_namespace(environment, namespace, globals)  # type: ignore[return-value]

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        is_new = self._module is None
        module = super()._get_default_module(ctx)
        if is_new:
            for name, value in vars(module).items():
                if isinstance(value, Namespace):
                    raise jinja2.TemplateRuntimeError(
                        f"{self.name} is imported: its namespace `{name}` would be shared by pages"
                    )
                if isinstance(value, RememberingMacro):
                    value.begin_to_remember()
        return module


def _escape(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    # The level of a heading, the place in a list; and what `"..." if ...` gives without an `else`.
    if kind is int:
        return str(value)
    return "" if kind is jinja2.Undefined else markupsafe.escape(value)


class RememberingMacro(Macro):
    """A macro that may be told to remember: its result for the arguments it was called with."""

    _result: _lru_cache_wrapper[str] | None = None
    _runs = 0

    def begin_to_remember(self) -> None:
        """From now on, run once for equal arguments."""
        # With types, since 1 and True are equal and do not look the same.
        self._result = lru_cache(MOST_RESULTS, typed=True)(self._run)

    def run(self, *arguments: Any) -> str:
        """What the macro gives for all of its arguments, in their order."""
        return self._invoke([*arguments], True)  # noqa: FBT003

    def _run(self, autoescape: bool, *arguments: Any) -> str:  # noqa: FBT001 -- as Jinja has it
        self._runs += 1
        if self._runs == MOST_RESULTS and self._result and not self._result.cache_info().hits:
            # What is shown once, such as how to cite an article, only takes memory.
            self._result = None
        return super()._invoke([*arguments], autoescape)

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:  # noqa: FBT001
        if self._result is None:
            return super()._invoke(arguments, autoescape)
        if not _VALUES.issuperset(map(type, arguments)):
            return super()._invoke(arguments, autoescape)
        return self._result(autoescape, *arguments)
