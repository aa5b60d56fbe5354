"""A site's own templates: those that are named but missing, and those that no page uses."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from posixpath import basename, splitext
from typing import TYPE_CHECKING

from archivegen.archive.documents.find import named_templates
from archivegen.archive.documents.terms import slugs_of_names
from archivegen.builder.problems.configured import at_value
from archivegen.config.defaults import TABLE
from archivegen.config.paths import names_of_boxes
from archivegen.config.templates import BY_SECTION
from archivegen.loader.frontmatter.document import at_key
from archivegen.model.body import BOX_FOLDER, template_of
from archivegen.model.documents.page import TEMPLATE
from archivegen.model.links import near_path
from archivegen.model.problems import Problem
from archivegen.model.taxonomies import BUILT_IN, SECTIONS
from archivegen.renderer.template_names import referred_to, template_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from archivegen.config.read import Config
    from archivegen.config.toml_locations import KeyPath
    from archivegen.pages.page import Planning

_OF_TAXONOMIES = {name for one in BUILT_IN.values() for name in (one.template, one.list_template)}
"""The templates of taxonomies that the theme has."""


def template_problems(planning: Planning, own: Path, theme: Path) -> Iterator[Problem]:
    """Errors for templates that are named and nobody has, and warnings for those without a page.

    `own` is the folder of the site's templates, in the root of the site, and `theme` the theme's.
    """
    configured = dict(_configured(planning.config))
    yield from _sections_without_articles(planning, own.parent)
    in_files = named_templates(planning.catalog)
    of_site = dict.fromkeys(template_names(own)) if own.is_dir() else {}
    if not of_site and in_files.keys() <= {TEMPLATE} and {*configured.values()} <= _OF_TAXONOMIES:
        return
    of_theme = dict.fromkeys(template_names(theme))
    known = {**of_theme, **of_site}
    yield from _missing_of_site(configured, own.parent, known)
    # What a folder's default names is told there.
    of_files = {name: path for name, path in in_files.items() if name not in configured.values()}
    yield from _missing_of_files(of_files, own.parent, known)
    # A box is there for whoever wants to write one.
    boxes = map(template_of, names_of_boxes([own]))
    used = {*of_theme, *in_files, *configured.values(), *boxes}
    if lonely := [name for name in of_site if name not in used]:
        is_used = referred_to(own, sorted(used))
        yield from (_unused(name, of_theme) for name in lonely if not is_used(name))


def _configured(config: Config) -> Iterator[tuple[KeyPath, str]]:
    """The templates that the configuration names, each with its key."""
    for name, taxonomy in config.taxonomies.items():
        yield ("taxonomies", name, "template"), taxonomy.template
        yield ("taxonomies", name, "list_template"), taxonomy.list_template
    yield from config.templates.places()
    for number, default in enumerate(config.defaults):
        if template := default.values.get("template"):
            yield (TABLE, number, "template"), str(template)


def _is_known(name: str, known: Collection[str]) -> bool:
    return name.removeprefix("theme/") in known


def _missing_of_site(
    configured: Mapping[KeyPath, str], root: Path, known: Collection[str]
) -> Iterator[Problem]:
    """Errors for templates that the configuration names and nobody has."""
    for key, name in configured.items():
        if not _is_known(name, known):
            problem = at_value(root, key, *_missing(name, known, "take out the key"))
            yield replace(problem, severity="error", kind="")


def _missing_of_files(
    named: Mapping[str, str], root: Path, known: Collection[str]
) -> Iterator[Problem]:
    """Errors for templates that published files name and nobody has, each at the first."""
    for name, path in named.items():
        if path and not _is_known(name, known):
            message, hint = _missing(name, known, "take out the line")
            problem = Problem(f"content/{path}", f"`template`: {message}", hint=hint)
            yield at_key(root, problem, "template")


def _missing(name: str, known: Collection[str], or_else: str) -> tuple[str, str]:
    near = near_path(name, (other for other in known if _can_be_meant(other, name)))
    hint = f"did you mean {near}?" if near else f"write that template, or {or_else}"
    return f"there is no templates/{name}", hint


def _can_be_meant(other: str, name: str) -> bool:
    """Whether a template may make the pages of one of that name: no part of others, and no box."""
    is_part = basename(other).startswith("_") or other.startswith(f"{BOX_FOLDER}/")
    return not is_part and splitext(other)[1] in {".html", splitext(name)[1]}


def _sections_without_articles(planning: Planning, root: Path) -> Iterator[Problem]:
    """Warnings for sections with a template of their own in which there is no article."""
    config = planning.config
    if not config.templates.sections:
        return
    taxonomy = config.taxonomies[SECTIONS]
    sections = planning.catalog.terms(taxonomy)
    slugs = slugs_of_names(planning.catalog, taxonomy, config.templates.sections, config.slugger)
    for name in config.templates.sections:
        if taxonomy.slug_of(name, config.slugger) not in sections:
            renamed = sections.get(slugs[name])
            near = [renamed.path] if renamed else get_close_matches(name, sections, 1)
            hint = f"did you mean `{near[0]}`?" if near else "name a section that has articles"
            message = f"no article is in the section `{name}`"
            yield at_value(root, ("templates", BY_SECTION, name), message, hint)


def _unused(name: str, of_theme: Collection[str]) -> Problem:
    near = near_path(name, of_theme)
    stands = f"did you mean {near}, in the place of the theme's? " if near else ""
    return Problem(
        f"templates/{name}",
        "no page uses this template",
        hint=f"{stands}An article, or a page in content/_pages/, names it by a line "
        f"`template: {name}`, and the configuration under [templates]; other templates can "
        "extend or include it",
        severity="warning",
        kind="template",
    )
