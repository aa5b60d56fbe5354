"""The templates of one site, as used to render pages.

Most builds render a few pages, so a template is compiled for the site only where many pages show
it: once they have, or at once if it is known that they will. A compiled template either gives
the very text that Jinja gives, or raises an exception. Then Jinja renders the page, so that
every error is Jinja's, with its line.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import jinja2

    from archivegen.renderer.compiler.compile import SiteCompiler
    from archivegen.renderer.environment import Environment

PAGES_BEFORE = 100
"""Pages of a template that are rendered before it is compiled, which takes about as long.

What templates extend and import is known once the first of them is compiled: for the others, a
fifth of these is enough.
"""


class SiteTemplates:
    """Renders pages with the templates of an environment; many pages show the `common` ones.

    `made_from` is as SiteCompiler has it.
    """

    def __init__(
        self,
        environment: Environment,
        filters: Mapping[str, Callable[..., Any]],
        translate: Callable[[str], str],
        common: frozenset[str] = frozenset(),
        made_from: Callable[[str], bytes] | None = None,
    ) -> None:
        self._environment, self._filters, self._translate = environment, filters, translate
        self._common, self._made_from = common, made_from
        self._pages: Counter[str] = Counter()
        self._compiled: dict[str, jinja2.Template | None] = {}

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of a page with these values. Raises whatever a template raises."""
        compiled = self._compiled_template(name, values)
        if compiled is not None:
            try:
                return compiled.render(values)
            except Exception:  # noqa: BLE001 -- Jinja raises it again, or knows better
                self._compiled[name] = None
        return self._environment.get_template(name).render(values)

    def _compiled_template(self, name: str, values: Mapping[str, Any]) -> jinja2.Template | None:
        """The template, compiled; None where it is not, or cannot be."""
        if name not in self._compiled:
            self._pages[name] += 1
            most = PAGES_BEFORE // 5 if self._compiled else PAGES_BEFORE
            if self._pages[name] <= most and name not in self._common:
                return None
            try:
                self._compiled[name] = self._compiler.compile(name, frozenset(values))
            except Exception:  # noqa: BLE001 -- it has been rendered, and will be as before
                self._compiled[name] = None
        return self._compiled[name]

    @cached_property
    def _compiler(self) -> SiteCompiler:
        # Imported here, so that a build of a few pages does not pay for it.
        from archivegen.renderer.compiler.compile import SiteCompiler  # noqa: PLC0415

        return SiteCompiler(self._environment, self._filters, self._translate, self._made_from)
