"""Problems of the site as a whole, found between planning and rendering.

Two articles at one address, pictures that cannot be published, old addresses that clash: no single
file is to blame, so each is reported at the article that can fix it, or in the configuration.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from archivegen.archive.aliases import downloads
from archivegen.archive.documents.terms import names_in_files, slugs_of_names
from archivegen.archive.translations import large_groups
from archivegen.builder.problems.configured import at_value
from archivegen.builder.problems.defaults import origin_of
from archivegen.builder.problems.footer import problem_at
from archivegen.builder.problems.site_files import site_file_problems
from archivegen.config.read import CONFIG_NAME
from archivegen.config.toml_locations import how_to_set, line_of
from archivegen.loader.frontmatter.document import at_item, at_key
from archivegen.model.links import near_path
from archivegen.model.names import are_one_name, is_in_quotes
from archivegen.model.problems import SHOWN_PER_KIND, Problem
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages import fixed_pages
from archivegen.pages.front_page import chosen_files
from archivegen.pages.machines import redirects_file
from archivegen.system.versions import search_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from archivegen.archive.inventory import Inventory
    from archivegen.config.read import Config
    from archivegen.model.urls import Urls
    from archivegen.pages.page import Planning


SPELLING = ("spelling", "address of names")
"""The kinds of what is told of how names are spelled."""


def site_problems(
    planning: Planning,
    inventory: Inventory,
    root: Path,
    faults: Mapping[str, str],
    files: Collection[str],
) -> Iterator[Problem]:
    """What is wrong with the whole of a site that bodies have a part in, or the configuration.

    `faults` says of a picture file what is wrong with it, and `files` are those of the site that
    are no articles, both by their paths from the site's root.
    """
    config = planning.config
    yield from site_file_problems(config, inventory, root, faults, files)
    yield from _no_address(planning.urls, root)
    yield from _cards_without_pictures(config, root)
    yield from _whole_sentences(config)
    yield from _replaced(planning)
    yield from _downloads(planning, root)
    yield from _translations(inventory, root)
    yield from _too_many_translations(planning, root)
    yield from _redirects(planning, root)
    yield from _front_page(planning, inventory, root)


def _no_address(urls: Urls, root: Path) -> Iterator[Problem]:
    if not urls.origin:
        text = (root / CONFIG_NAME).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        line = line_of(text, ["base_url"])
        yield Problem(
            CONFIG_NAME,
            "`base_url` is not set: there are no feeds, sitemaps and canonical links",
            line,
            min(line, 1),
            "once you know it, " + how_to_set(text, "base_url", '"https://example.org/"'),
            "advice",
            text.split("\n")[line - 1] if line else "",
        )


def _cards_without_pictures(config: Config, root: Path) -> Iterator[Problem]:
    if config.images.social_cards and not config.images.enabled:
        message = "`images.social_cards` needs `enabled = true` under [images]"
        hint = "cards are made with what is known of the site's pictures: write that line, too"
        yield problem_at(root, ("images", "social_cards"), message, hint, "error")


def _whole_sentences(config: Config) -> Iterator[Problem]:
    """Advice for languages without spaces, of which plain Pagefind takes sentences for words."""
    has_no_spaces = config.language.partition("-")[0] in {"zh", "ja", "th"}
    if config.search.enabled and has_no_spaces and not search_version().endswith("extended"):
        yield Problem(
            CONFIG_NAME,
            "the search finds only whole sentences, as this Pagefind knows no words of the "
            f"language {config.language!r}",
            hint="install one that does: pip install 'pagefind[extended]'",
            severity="advice",
        )


def _replaced(planning: Planning) -> Iterator[Problem]:
    """Advice about files that stand instead of pages of the theme."""
    for path, name in fixed_pages.replaced(planning).items():
        hint = f"to fill in what the site knows, make it templates/{name}"
        if name == fixed_pages.ROBOTS.name and planning.urls.origin:
            sitemap = planning.urls.absolute(planning.urls.sitemap())
            hint = f"search engines find the pages by a line `Sitemap: {sitemap}` in it"
        message = f"this file is published instead of the theme's {name}"
        yield Problem(path, message, hint=hint, severity="advice")


def _downloads(planning: Planning, root: Path) -> Iterator[Problem]:
    """Advice about old addresses whose pages no browser would show."""
    if planning.config.redirects.file or not planning.config.redirects.html:
        return
    for number, (path, alias) in enumerate(downloads(planning.catalog)):
        problem = Problem(
            f"content/{path}",
            f"hosts send the page at the old address {alias} as a download: nobody is led on",
            hint="set file = true under [redirects], for a host that goes by such a file",
            severity="advice",
            kind="old address",
        )
        # Only the first few are shown with their place, so only those need one.
        yield at_item(root, problem, "aliases", alias) if number < SHOWN_PER_KIND else problem


def _translations(inventory: Inventory, root: Path) -> Iterator[Problem]:
    for path, original in inventory.lost_originals():
        near = near_path(original, inventory.paths_like(original))
        problem = Problem(
            f"content/{path}",
            f"`translation_of`: there is no article content/{original}",
            hint=f"did you mean content/{near}?" if near else "write its path from this file",
            severity="warning",
            kind="translation",
        )
        yield at_key(root, problem, "translation_of")
    for path, other, language in inventory.same_language():
        problem = Problem(
            f"content/{path}",
            f"content/{other} is a translation of the same article into the same language"
            + (f" ({language})" if language else ""),
            hint="give one of them its `language`, or take away its `translation_of`",
            severity="warning",
            kind="translation",
        )
        yield at_key(root, problem, "translation_of")


def _too_many_translations(planning: Planning, root: Path) -> Iterator[Problem]:
    most = planning.config.limits.article_translations
    for count, path in large_groups(planning.catalog, most):
        problem = Problem(
            f"content/{path}",
            f"`translation_of` makes {count} articles one, more than {most}",
            hint="take it out of those that are no translations, or raise `article_translations` "
            "under [limits] in archivegen.toml",
        )
        yield at_key(root, problem, "translation_of")


def _redirects(planning: Planning, root: Path) -> Iterator[Problem]:
    """What is wrong with old addresses that are in the file for hosts, and in no other."""
    for path, alias, other in redirects_file.clashes(planning):
        problem = Problem(
            f"content/{path}",
            f"the old address {alias} is one of content/{other}, too",
            hint="take it out of one of them",
        )
        yield at_item(root, problem, "aliases", alias)
    count = redirects_file.count(planning)
    if count > redirects_file.CLOUDFLARE_LIMIT:
        yield Problem(
            CONFIG_NAME,
            f"`{redirects_file.NAME}` has {count} lines: Cloudflare Pages goes by the first "
            f"{redirects_file.CLOUDFLARE_LIMIT}",
            hint="there, let pages lead on as well: html = true under [redirects]",
            severity="advice",
        )


def _front_page(planning: Planning, inventory: Inventory, root: Path) -> Iterator[Problem]:
    """Warnings for what the configuration puts on the front page and is not there."""
    config, files = planning.config, chosen_files(planning.config)
    waiting = {path: is_draft for path, is_draft, _ in inventory.unpublished()} if files else {}
    for key, path in files.items():
        if inventory.by_path(path) is None:
            meant = near_path(path, inventory.paths_like(path))
            hint = f"did you mean `{meant}`?" if meant else "write its path below content/"
            yield at_value(root, key, f"there is no article content/{path}", hint, path)
        elif path in waiting:
            hint = "it takes its place once it is published"
            state = "a draft" if waiting[path] else "in the future"
            yield at_value(root, key, f"content/{path} is {state}", hint, path)
    taxonomy = config.taxonomies[SECTIONS]
    sections = planning.catalog.terms(taxonomy)
    slugs = slugs_of_names(planning.catalog, taxonomy, config.front.sections, config.slugger)
    for number, name in enumerate(config.front.sections):
        if slugs[name] not in sections:
            near = get_close_matches(name, [term.name for term in sections.values()], 1)
            hint = f"did you mean `{near[0]}`?" if near else "name a section that has articles"
            key = ("front", "sections", number)
            message = f"no article is in the section `{name}`"
            yield at_value(root, key, message, hint, name)


def spellings(planning: Planning, inventory: Inventory, root: Path) -> Iterator[Problem]:
    """Warnings for names that are spelled unlike most, each at the article."""
    config, known = planning.config, names_in_files(planning.catalog)
    placed = Counter[str]()
    respelled = {
        one.name: planning.catalog.respelled_terms(one) for one in config.taxonomies.values()
    }
    for path, kind, own, name in inventory.spellings(respelled):
        slug = config.slugger.of_name(own)
        # Quotes are told where they stand, and what a file lists as another name is meant.
        if is_in_quotes(own) or is_in_quotes(name) or known.of(kind, slug).slug != slug:
            continue
        is_one = are_one_name(own, name)
        problem = Problem(
            f"content/{path}",
            f"`{own}` is listed as `{name}`, as most articles have it, or the oldest of them"
            if is_one
            else f"`{own}` and `{name}` have one address, so both are listed as `{name}`",
            hint=f"write `{name}`" if is_one else "if they are one, spell them alike",
            severity="warning",
            kind=SPELLING[0 if is_one else 1],
        )
        placed[problem.kind] += 1
        # Only the first few are shown with their place, so only those need one.
        if placed[problem.kind] <= SHOWN_PER_KIND:
            key = config.taxonomies[kind].key
            origin = origin_of(root, config, problem.path, key)
            problem = at_item(root, replace(problem, hint=problem.hint + origin), key, own)
        yield problem
