"""The plan: all slices of the site, what every page shows, and what is wrong with the whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from archivegen.archive import store
from archivegen.archive.catalog import Catalog
from archivegen.archive.inventory import Inventory
from archivegen.archive.ledger.vanished import ledger_problems
from archivegen.builder.images.index import ImageIndex
from archivegen.builder.output import assets
from archivegen.builder.site_problems import same_addresses, site_problems
from archivegen.config.paths import theme_folder
from archivegen.model.urls import Urls
from archivegen.pages.families import slices_of, slices_with_other_bodies
from archivegen.pages.page import Planning
from archivegen.pages.search_page import ENGINE, INDEX_FAMILY, index_slices
from archivegen.pages.site import make_site
from archivegen.pages.sitemaps import has_news_sitemap
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archivegen.archive.catalog import View
    from archivegen.builder.images.library import ImageLibrary
    from archivegen.builder.inputs import Inputs
    from archivegen.builder.output.assets import Asset
    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.model.problems import Problem
    from archivegen.pages.page import Site


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

    def to_produce(self, previous: PreviousOutput) -> list[str]:
        """The slices whose pages may not stand as they have to be."""
        if any(previous.facts.get(name) != self.facts[name] for name in ("inputs", "site")):
            return self.slices_with_pages
        return self._not_standing(self.slices_with_pages, previous)

    def to_index(self, previous: PreviousOutput) -> list[str]:
        """The search indexes that are not there, or not of the articles as they are."""
        return self._not_standing(self.indexes, previous)

    def _not_standing(self, names: Iterable[str], previous: PreviousOutput) -> list[str]:
        damaged = set(previous.damaged.values())
        return [
            name
            for name in names
            if previous.slices.get(name) != self.slices[name] or name in damaged
        ]

    def keeping_indexes(self, previous: PreviousOutput) -> Plan:
        """The same plan with the search indexes of articles that stand, whatever they are of."""
        kept = {
            name: previous.slices[name]
            for name in self.indexes
            if name in previous.slices and name != ENGINE
        }
        slices = {**self.slices, **kept}
        return replace(
            self, slices=slices, facts={**self.facts, "is_indexed": slices == self.slices}
        )


@dataclass(frozen=True, slots=True)
class PreviousPlan:
    """What can be gone by of the last build of the same inputs.

    `slices` are those it had, and `only_bodies` says that nothing but bodies of articles has
    changed since.
    """

    slices: Mapping[str, bytes] = field(default_factory=dict)
    only_bodies: bool = False


def make_plan(
    inputs: Inputs,
    view: View,
    previous: PreviousPlan,
    library: ImageLibrary,
    *,
    unread: Collection[str],
) -> Plan:
    """Plan the whole site from the rows of its articles.

    `earlier` tells of the last build, and `library` of the pictures. `unread` are the paths of
    files with errors.
    """
    paths, config, urls = inputs.paths, inputs.config, Urls.of(inputs.config.base_url)
    theme = assets.theme_assets(paths, theme_folder(), config)
    connection = store.read_only_articles(paths)
    shown = ImageIndex(paths.images_db if config.images.enabled and library.digest else None)
    try:
        inventory = Inventory(connection, view)
        pages = {
            name: key for name, key in previous.slices.items() if not name.startswith(INDEX_FAMILY)
        }
        planning = Planning(config, urls, Catalog(connection, view, urls), pages, shown)
        sections = planning.catalog.terms("section").values()
        site = make_site(
            config, urls, sections,
            stylesheet=assets.published_as(assets.STYLESHEET, theme),
            search_script=assets.published_as(assets.SEARCH_SCRIPT, theme),
        )  # fmt: skip
        indexes = list(index_slices(planning))
        published, scheduled, drafts = inventory.counts()
        return Plan(
            site=site,
            slices={
                **dict(
                    slices_with_other_bodies(planning)
                    if previous.only_bodies
                    else slices_of(planning)
                ),
                **dict(index for index, _ in indexes),
            },
            indexes={index.name: articles for index, articles in indexes},
            assets=(*_copied(store.other_files(connection), library), *theme),
            facts={**_facts(inputs, site, inventory), "pictures": library.digest.hex()},
            numbers={"articles": published, "scheduled": scheduled, "drafts": drafts},
            problems=(
                # Bodies have no address: where there was no such error before, there is none now.
                *(() if previous.only_bodies else same_addresses(inventory, paths.root)),
                *(
                    ()
                    if previous.only_bodies
                    else ledger_problems(paths.ledger, config, connection, view, unread)
                ),
                *site_problems(
                    planning, inventory, paths.root, library.faults, store.other_files(connection)
                ),
                *store.stored_warnings(connection),
            ),
        )
    finally:
        shown.close()
        connection.close()


def _copied(files: Mapping[str, bytes], library: ImageLibrary) -> Iterator[Asset]:
    """The files to copy: of pictures what was made of them, and none of those that are broken."""
    for asset in assets.copied_assets(files):
        if asset.source not in library.faults:
            yield library.pictures.get(asset.source, asset)
    yield from library.renditions


def _facts(inputs: Inputs, site: Site, inventory: Inventory) -> dict[str, Any]:
    return {
        "inputs": inputs.digest,
        "ledger": inputs.ledger,
        "rows": store.generation(inputs.paths),
        "site": fingerprint(site).hex(),
        "is_indexed": True,
        "right_between": inventory.right_between(with_news=has_news_sitemap(inputs.config)),
        "waiting": inventory.scheduled(),
    }
