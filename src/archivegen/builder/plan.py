"""The plan: all slices of the site, what every page shows, and what is wrong with the whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from archivegen.builder.output import assets
from archivegen.archive import store as state
from archivegen.archive.catalog import Catalog
from archivegen.config.read import CONFIG_NAME
from archivegen.builder.conflicts import pointed
from archivegen.system.digests import fingerprint, search_version
from archivegen.config.paths import theme_folder
from archivegen.pages.page import Planning
from archivegen.pages import slices_of, slices_with_other_bodies
from archivegen.pages import redirects_file as redirects
from archivegen.pages.search_page import ENGINE, INDEX_FAMILY, index_slices
from archivegen.pages.sitemaps import has_news_sitemap
from archivegen.picture_problems import faulty, unclean
from archivegen.builder.images.index import Shown
from archivegen.model.problems import SHOWN_PER_KIND, Problem
from archivegen.pages.site import make_site
from archivegen.archive.inventory import Survey
from archivegen.model.urls import Urls
from archivegen.archive.ledger.vanished import ledger_problems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.builder.output.assets import Asset
    from archivegen.archive.catalog import View
    from archivegen.config.read import Config
    from archivegen.builder.images.library import Gallery
    from archivegen.builder.inputs import Inputs
    from archivegen.pages.page import Site
    from archivegen.builder.output.previous import Standing


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site is made of, down to the slices.

    `indexes` are the slices that are search indexes and no pages, with the numbers of their
    articles. `facts` are what the next build has to know of this one, and `numbers` what its
    report says of the articles.
    """

    site: Site
    slices: Mapping[str, bytes]
    indexes: Mapping[str, int]
    assets: tuple[Asset, ...]
    facts: Mapping[str, Any]
    numbers: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def slices_with_pages(self) -> list[str]:
        """All slices but the search indexes."""
        return [name for name in self.slices if name not in self.indexes]

    def to_produce(self, standing: Standing) -> list[str]:
        """The slices whose pages may not stand as they have to be."""
        if any(standing.facts.get(name) != self.facts[name] for name in ("inputs", "site")):
            return self.slices_with_pages
        return self._not_standing(self.slices_with_pages, standing)

    def to_index(self, standing: Standing) -> list[str]:
        """The search indexes that are not there, or not of the articles as they are."""
        return self._not_standing(self.indexes, standing)

    def _not_standing(self, names: Iterable[str], standing: Standing) -> list[str]:
        damaged = set(standing.damaged.values())
        return [
            name
            for name in names
            if standing.slices.get(name) != self.slices[name] or name in damaged
        ]

    def keeping_indexes(self, standing: Standing) -> Plan:
        """The same plan with the search indexes of articles that stand, whatever they are of."""
        kept = {
            name: standing.slices[name]
            for name in self.indexes
            if name in standing.slices and name != ENGINE
        }
        slices = {**self.slices, **kept}
        return replace(
            self, slices=slices, facts={**self.facts, "is_indexed": slices == self.slices}
        )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What can be gone by of the last build of the same inputs.

    `slices` are those it had, and `only_bodies` says that nothing but bodies of articles has
    changed since.
    """

    slices: Mapping[str, bytes] = field(default_factory=dict)
    only_bodies: bool = False


def make_plan(
    inputs: Inputs,
    view: View,
    earlier: Earlier,
    gallery: Gallery,
    *,
    unread: Collection[str],
) -> Plan:
    """Plan the whole site from the rows of its articles.

    `earlier` tells of the last build, and `gallery` of the pictures. `unread` are the paths of
    files with errors.
    """
    layout, config, urls = inputs.layout, inputs.config, Urls.of(inputs.config.base_url)
    theme = assets.theme_assets(layout, theme_folder(), config)
    connection = state.read_only_articles(layout.state)
    shown = Shown(layout.state if config.images.enabled and gallery.digest else None)
    try:
        survey = Survey(connection, view)
        pages = {
            name: key for name, key in earlier.slices.items() if not name.startswith(INDEX_FAMILY)
        }
        planning = Planning(config, urls, Catalog(connection, view, urls), pages, shown)
        sections = planning.catalog.terms("section").values()
        site = make_site(
            config, urls, sections,
            stylesheet=assets.published_as(assets.STYLESHEET, theme),
            search_script=assets.published_as(assets.SEARCH_SCRIPT, theme),
        )  # fmt: skip
        indexes = list(index_slices(planning))
        published, scheduled, drafts = survey.counts()
        return Plan(
            site=site,
            slices={
                **dict(
                    slices_with_other_bodies(planning)
                    if earlier.only_bodies
                    else slices_of(planning)
                ),
                **dict(index for index, _ in indexes),
            },
            indexes={index.name: articles for index, articles in indexes},
            assets=(*_copied(state.other_files(connection), gallery), *theme),
            facts={**_facts(inputs, site, survey), "pictures": gallery.digest.hex()},
            numbers={"articles": published, "scheduled": scheduled, "drafts": drafts},
            problems=(
                # Bodies have no address: where there was no such error before, there is none now.
                *(() if earlier.only_bodies else _same_addresses(survey, layout.root)),
                *(() if earlier.only_bodies else ledger_problems(inputs, connection, view, unread)),
                *faulty(survey, layout.root, gallery.faults),
                *(unclean(state.other_files(connection)) if config.images.enabled else ()),
                *_spellings(survey, layout.root),
                *_no_address(urls),
                *_whole_sentences(config),
                *_translations(survey, layout.root),
                *_redirects(planning, layout.root),
                *state.stored_warnings(connection),
            ),
        )
    finally:
        shown.close()
        connection.close()


def _copied(files: Mapping[str, bytes], gallery: Gallery) -> Iterator[Asset]:
    """The files to copy: of pictures what was made of them, and none of those that are broken."""
    for asset in assets.copied_assets(files):
        if asset.source not in gallery.faults:
            yield gallery.pictures.get(asset.source, asset)
    yield from gallery.renditions


def _facts(inputs: Inputs, site: Site, survey: Survey) -> dict[str, Any]:
    return {
        "inputs": inputs.digest,
        "ledger": inputs.ledger,
        "rows": state.generation(inputs.layout.state),
        "site": fingerprint(site).hex(),
        "is_indexed": True,
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


def _redirects(planning: Planning, root: Path) -> Iterator[Problem]:
    """What is wrong with old addresses that are in the file for hosts, and in no other."""
    for path, alias, other in redirects.clashes(planning):
        problem = Problem(
            f"content/{path}",
            f"the old address {alias} is one of content/{other}, too",
            hint="take it out of one of them",
        )
        yield pointed(root, problem, ("aliases",))
    count = redirects.count(planning)
    if count > redirects.CLOUDFLARE_LIMIT:
        yield Problem(
            CONFIG_NAME,
            f"`{redirects.NAME}` has {count} lines: Cloudflare Pages goes by the first "
            f"{redirects.CLOUDFLARE_LIMIT}",
            hint="there, let pages lead on as well: html = true under [redirects]",
            severity="advice",
        )


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
