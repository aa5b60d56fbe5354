"""Templates of a site: those that are named and are not there, and those that no page uses."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from archivegen.archive.documents.find import documents
from archivegen.config.paths import names_of_boxes
from archivegen.config.settings import CONFIG_NAME
from archivegen.config.toml_locations import locate
from archivegen.loader.frontmatter.document import at_key
from archivegen.model.body import template_of
from archivegen.model.documents.page import KIND as PAGE
from archivegen.model.documents.page import TEMPLATE, page_details
from archivegen.model.problems import Problem
from archivegen.model.taxonomies import BUILT_IN
from archivegen.renderer.template_names import referred_to, template_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from archivegen.pages.page import Planning

_OF_TAXONOMIES = {name for one in BUILT_IN.values() for name in (one.template, one.list_template)}
"""The templates of taxonomies that the theme has."""

NEAR = 0.7
"""How alike a slip and the name that was meant are, at least: difflib's ratio."""


def template_problems(planning: Planning, own: Path, theme: Path) -> Iterator[Problem]:
    """Errors for templates that files name and nobody has, and warnings for those without a page.

    `own` is the folder of the site's templates, in the root of the site, and `theme` the theme's.
    """
    # Documents name them by their files; each is named by the first.
    named: dict[str, str] = {}
    for page in documents(planning.catalog, PAGE):
        named.setdefault(page_details(page.details).template, f"content/{page.path}")
    taxonomies = planning.config.taxonomies.values()
    by_taxonomies = {name for one in taxonomies for name in (one.template, one.list_template)}
    of_site = dict.fromkeys(template_names(own)) if own.is_dir() else {}
    if named.keys() <= {TEMPLATE} and by_taxonomies <= _OF_TAXONOMIES and not of_site:
        return
    of_theme = dict.fromkeys(template_names(theme))
    yield from _missing_of_taxonomies(planning, own.parent, {**of_theme, **of_site})
    for name, path in named.items():
        if not _is_known(name, of_site, of_theme):
            yield at_key(own.parent, _missing(name, path, {**of_theme, **of_site}), "template")
    # A box is there for whoever wants to write one.
    boxes = map(template_of, names_of_boxes([own]))
    used = {*of_theme, *named, *by_taxonomies, *boxes}
    if lonely := [name for name in of_site if name not in used]:
        is_used = referred_to(own, sorted(used))
        yield from (_unused(name, of_theme) for name in lonely if not is_used(name))


def _is_known(name: str, of_site: Collection[str], of_theme: Collection[str]) -> bool:
    return name in of_site or name.removeprefix("theme/") in of_theme


def _missing_of_taxonomies(
    planning: Planning, root: Path, known: Collection[str]
) -> Iterator[Problem]:
    """Errors for templates that the configuration names and nobody has."""
    for name, taxonomy in planning.config.taxonomies.items():
        for key in ("template", "list_template"):
            template = getattr(taxonomy, key)
            if template not in known:
                text = (root / CONFIG_NAME).read_text(encoding="utf-8-sig")
                line, column = locate(text, ("taxonomies", name, key))
                near = _near(template, known)
                yield Problem(
                    CONFIG_NAME,
                    f"`taxonomies.{name}.{key}`: there is no templates/{template}",
                    line,
                    column,
                    f"did you mean {near}?" if near else "write that template, or take out the key",
                    excerpt=text.splitlines()[line - 1],
                )


def _near(name: str, known: Collection[str]) -> str:
    """The name that was perhaps meant, or nothing; endings say nothing, since most are alike."""
    stems = {other.rpartition(".")[0]: other for other in known}
    near = get_close_matches(name.rpartition(".")[0], stems, 1, NEAR)
    return stems[near[0]] if near else ""


def _missing(name: str, path: str, known: Collection[str]) -> Problem:
    near = _near(name, known)
    return Problem(
        path,
        f"`template`: there is no templates/{name}",
        hint=f"did you mean {near}?" if near else "write that template, or take out the line",
    )


def _unused(name: str, of_theme: Collection[str]) -> Problem:
    near = _near(name, of_theme)
    stands = f"did you mean {near}, in the place of the theme's? " if near else ""
    return Problem(
        f"templates/{name}",
        "no page uses this template",
        hint=f"{stands}A page in content/_pages/ names it by a line `template: {name}`; other "
        "templates can extend or include it",
        severity="warning",
        kind="template",
    )
