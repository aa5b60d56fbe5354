"""The plan: all slices of the site, what every page shows, and what is wrong with the whole."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from archivegen import assets, state
from archivegen.catalog import Catalog
from archivegen.config import CONFIG_NAME
from archivegen.conflicts import pointed
from archivegen.digests import fingerprint
from archivegen.layout import theme_folder
from archivegen.page import Planning
from archivegen.pages import slices_of, slices_with_other_bodies
from archivegen.pages.sitemaps import has_news_sitemap
from archivegen.problems import SHOWN_PER_KIND, Problem
from archivegen.site import make_site
from archivegen.survey import Survey
from archivegen.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archivegen.assets import Asset
    from archivegen.catalog import View
    from archivegen.inputs import Inputs
    from archivegen.page import Site
    from archivegen.standing import Standing


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site is made of, down to the slices.

    `facts` are what the next build has to know of this one, and `numbers` what its report says
    of the articles.
    """

    site: Site
    slices: Mapping[str, bytes]
    assets: tuple[Asset, ...]
    facts: Mapping[str, Any]
    numbers: Mapping[str, int]
    problems: tuple[Problem, ...]

    def to_produce(self, standing: Standing) -> list[str]:
        """The slices whose pages may not stand as they have to be."""
        if any(standing.facts.get(name) != self.facts[name] for name in ("inputs", "site")):
            return list(self.slices)
        damaged = set(standing.damaged.values())
        return [
            name
            for name, key in self.slices.items()
            if standing.slices.get(name) != key or name in damaged
        ]


def make_plan(inputs: Inputs, view: View, known: Mapping[str, bytes], *, only_bodies: bool) -> Plan:
    """Plan the whole site from the rows of its articles.

    `known` are the slices that the same inputs had before, and `only_bodies` says that nothing
    but bodies of articles has changed since.
    """
    layout, config, urls = inputs.layout, inputs.config, Urls.of(inputs.config.base_url)
    theme = assets.theme_assets(layout, theme_folder(), config.theme)
    connection = state.read_only_articles(layout.state)
    try:
        survey = Survey(connection, view)
        planning = Planning(config, urls, Catalog(connection, view, urls), known)
        sections = planning.catalog.terms("section").values()
        site = make_site(config, urls, sections, assets.stylesheet_path(theme))
        published, scheduled, drafts = survey.counts()
        return Plan(
            site=site,
            slices=dict(slices_with_other_bodies(planning) if only_bodies else slices_of(planning)),
            assets=(*assets.copied_assets(state.other_files(connection)), *theme),
            facts=_facts(inputs, site, survey),
            numbers={"articles": published, "scheduled": scheduled, "drafts": drafts},
            problems=(
                # Bodies have no address: where there was no such error before, there is none now.
                *(() if only_bodies else _same_addresses(survey, layout.root)),
                *_spellings(survey, layout.root),
                *_no_address(urls),
                *_translations(survey, layout.root),
                *state.stored_warnings(connection),
            ),
        )
    finally:
        connection.close()


def _facts(inputs: Inputs, site: Site, survey: Survey) -> dict[str, Any]:
    return {
        "inputs": inputs.digest,
        "rows": state.generation(inputs.layout.state),
        "site": fingerprint(site).hex(),
        "right_between": survey.right_between(with_news=has_news_sitemap(inputs.config)),
        "waiting": survey.scheduled(),
    }


def _no_address(urls: Urls) -> Iterator[Problem]:
    if not urls.origin:
        yield Problem(
            CONFIG_NAME,
            "`base_url` is not set: there are no feeds, sitemaps and canonical links",
            hint='once you know it, add a line: base_url = "https://example.org/"',
            severity="advice",
        )


def _same_addresses(survey: Survey, root: Path) -> Iterator[Problem]:
    for url, first, path in survey.same_address():
        problem = Problem(
            f"content/{path}",
            f"this article and content/{first} have the same address {url}",
            hint="give one of them another `slug`",
        )
        yield pointed(root, problem, ("slug", "headline"))


def _translations(survey: Survey, root: Path) -> Iterator[Problem]:
    for path, original in survey.lost_originals():
        near = get_close_matches(original, survey.paths_like(original), 1)
        problem = Problem(
            f"content/{path}",
            f"`translation_of`: there is no article content/{original}",
            hint=f"did you mean content/{near[0]}?" if near else "write its path from this file",
            severity="warning",
            kind="translation",
        )
        yield pointed(root, problem, ("translation_of",))
    for path, other, language in survey.same_language():
        problem = Problem(
            f"content/{path}",
            f"content/{other} is a translation of the same article into the same language"
            + (f" ({language})" if language else ""),
            hint="give one of them its `language`, or take away its `translation_of`",
            severity="warning",
            kind="translation",
        )
        yield pointed(root, problem, ("translation_of",))


def _spellings(survey: Survey, root: Path) -> Iterator[Problem]:
    for number, (path, own, other) in enumerate(survey.spellings()):
        problem = Problem(
            f"content/{path}",
            f"`{own}` is listed as `{other}`, which was there first",
            hint=f"write `{other}`",
            severity="warning",
            kind="spelling",
        )
        # Only the first few are shown with their place, so only those need one.
        keys = ("section", "tags", "authors")
        yield pointed(root, problem, keys) if number < SHOWN_PER_KIND else problem
