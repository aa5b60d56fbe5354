"""Templates: those that cannot be compiled, and those that fail on a page of this site.

A page for each template is rendered in memory, the first and the last that the plan has: most of
what a build would stumble on shows there.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from archivegen.model.problems import SiteError
from archivegen.renderer.template_names import template_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from archivegen.model.problems import Problem
    from archivegen.pages.page import Page
    from archivegen.renderer.render import Renderer


class Samples:
    """The first and the last page of each template."""

    def __init__(self) -> None:
        self._pages: dict[str, list[Page]] = {}

    def add(self, page: Page) -> None:
        """Take a page into account; of one that has lines, the first of them."""
        page = next(iter(page.lines), page)
        pages = self._pages.setdefault(page.template, [])
        pages[1:] = [page] if pages else []
        if not pages:
            pages.append(page)

    def __iter__(self) -> Iterator[Page]:
        return (page for pages in self._pages.values() for page in pages)


def problems(samples: Iterable[Page], own: Path, renderer: Renderer) -> list[Problem]:
    """What goes wrong when pages are rendered, and the templates in the folder `own` compiled.

    Each line of a template is told once: it breaks every page that uses it alike.
    """
    rendered = (partial(renderer.render, page) for page in samples)
    compiled = (partial(renderer.compile, name) for name in template_names(own))
    seen: dict[tuple[str, int], Problem] = {}
    works: Iterable[Callable[[], object]] = (*rendered, *compiled)
    for work in works:
        try:
            work()
        except SiteError as error:
            for problem in error.problems:
                seen.setdefault((problem.path, problem.line), problem)
    return [*seen.values()]


def texts(folders: Iterable[Path]) -> Iterator[str]:
    """The texts of the templates in these folders, as far as they can be read."""
    for folder in folders:
        for name in template_names(folder):
            yield (folder / name).read_text(encoding="utf-8", errors="replace")
