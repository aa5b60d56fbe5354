"""The plan: all slices of the site, what every page shows, and what is wrong with the whole."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from archivegen.archive import store
from archivegen.archive.files import generation, targets
from archivegen.archive.inventory import Inventory
from archivegen.archive.ledger.vanished import ledger_problems
from archivegen.builder.links.broken_links import BROKEN, ArticleLinks
from archivegen.builder.output import assets
from archivegen.builder.problems.defaults import default_problems
from archivegen.builder.problems.footer import footer_problems
from archivegen.builder.problems.issue_files import issue_file_problems
from archivegen.builder.problems.own_templates import template_problems
from archivegen.builder.problems.parts import part_problems
from archivegen.builder.problems.policies import policy_problems
from archivegen.builder.problems.term_files import term_file_problems
from archivegen.builder.problems.theme_pictures import theme_picture_problems
from archivegen.builder.same_addresses import same_addresses
from archivegen.builder.site_problems import SPELLING, site_problems, spellings
from archivegen.builder.site_reader import open_site
from archivegen.builder.source_files import source_files
from archivegen.config.paths import theme_folder
from archivegen.model.problems import Problem, files_with_errors
from archivegen.pages.families import in_order, slices_of, slices_with_other_bodies, takes_long
from archivegen.pages.machines import redirects_file
from archivegen.pages.search.indexes import INDEX_FAMILY
from archivegen.pages.search.page import ENGINE, index_slices
from archivegen.pages.site import ThemeFiles, make_site
from archivegen.pages.sitemaps import has_news_sitemap
from archivegen.pages.terms.index import has_lists_in_parts
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archivegen.builder.images.library import ImageLibrary
    from archivegen.builder.inputs import Inputs
    from archivegen.builder.load_rows import LoadResult
    from archivegen.builder.output.assets import Asset
    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.builder.site_reader import SiteReader
    from archivegen.pages.page import Planning, Site
    from archivegen.system.workers import WorkerPool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site is made of, down to the slices.

    `indexes` are the slices that are search indexes and no pages, with the numbers of their
    articles. `withheld` are the outputs of files that wait for the articles which show them.
    `broken` are links of articles that lead nowhere, as far as a build tells. `facts` are what
    the next build has to know of this one, and `numbers` what its report says of the articles.
    `shadowed` has the outputs that hosts would lead away from, as `redirects_file.shadowed` says.
    """

    site: Site
    slices: Mapping[str, bytes]
    indexes: Mapping[str, int]
    assets: tuple[Asset, ...]
    withheld: frozenset[str]
    facts: Mapping[str, Any]
    numbers: Mapping[str, int]
    problems: tuple[Problem, ...]
    broken: tuple[Problem, ...]
    shadowed: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def slices_with_pages(self) -> list[str]:
        """All slices but the search indexes."""
        return [name for name in self.slices if name not in self.indexes]

    def to_render(self, previous: PreviousOutput) -> list[str]:
        """The slices whose pages may be out of date.

        They have a fixed order, so that the first page on which a template fails is the same,
        whatever the output holds.
        """
        names = in_order(self.slices_with_pages)
        if any(previous.facts.get(name) != self.facts[name] for name in ("inputs", "site")):
            return names
        return self._not_standing(names, previous)

    def to_index(self, previous: PreviousOutput) -> dict[str, int]:
        """The search indexes that are missing or out of date.

        Each with the number of its articles.
        """
        return {name: self.indexes[name] for name in self._not_standing(self.indexes, previous)}

    def _not_standing(self, names: Iterable[str], previous: PreviousOutput) -> list[str]:
        damaged = set(previous.damaged.values())
        return [
            name
            for name in names
            if previous.slices.get(name) != self.slices[name] or name in damaged
        ]

    def keeping_indexes(self, previous: PreviousOutput) -> Plan:
        """The same plan, keeping the slow slices: search indexes, files of whole years.

        For a preview, which need not wait for new ones.
        """
        kept = {
            name: previous.slices[name]
            for name in self.slices
            if name in previous.slices and self._takes_long(name)
        }
        slices = {**self.slices, **kept}
        return replace(
            self, slices=slices, facts={**self.facts, "is_indexed": slices == self.slices}
        )

    def _takes_long(self, name: str) -> bool:
        return name != ENGINE if name in self.indexes else takes_long(name)


@dataclass(frozen=True, slots=True)
class PreviousPlan:
    """The slices that the last build of the same inputs had, by their digests; none without one.

    `only_bodies` says that nothing but bodies of articles has changed since, so that slices which
    show no bodies need not be looked at. Then `articles` are those, by their paths below the
    content folder, and `broken` are the broken links of all others; `spelled` is what was told of
    how names are spelled, if in none of these.
    """

    slices: Mapping[str, bytes] = field(default_factory=dict)
    only_bodies: bool = False
    articles: frozenset[str] = frozenset()
    broken: tuple[Problem, ...] = ()
    spelled: tuple[Problem, ...] | None = None

    @property
    def pages(self) -> dict[str, bytes]:
        """The slices but for the search indexes."""
        return {name: key for name, key in self.slices.items() if not name.startswith(INDEX_FAMILY)}


def previous_plan(
    inputs: Inputs,
    previous: PreviousOutput,
    images: ImageLibrary,
    loaded: LoadResult,
    *,
    was_right: bool,
) -> PreviousPlan:
    """What the last build planned, as far as a plan of these inputs can go by it."""
    is_same_site = previous.facts.get("inputs") == inputs.digest
    slices = previous.slices if is_same_site else {}
    are_same_images = previous.facts.get("pictures") == images.digest.hex()
    if not (was_right and loaded.only_bodies and are_same_images):
        return PreviousPlan(slices)
    told, parsed = previous.facts["warnings"], loaded.parsed
    broken = [one for one in told if one["kind"] in BROKEN and one["path"] not in parsed]
    spelled = [one for one in told if one["kind"] in SPELLING]
    return PreviousPlan(
        slices,
        only_bodies=True,
        articles=frozenset(path.partition("/")[2] for path in parsed),
        broken=tuple(Problem(**problem) for problem in broken),
        # In a file that is another, a name may stand at another place.
        spelled=None
        if any(one["path"] in parsed for one in spelled)
        else tuple(Problem(**problem) for problem in spelled),
    )


def make_plan(
    inputs: Inputs,
    previous: PreviousPlan,
    images: ImageLibrary,
    loaded: LoadResult,
    pool: WorkerPool,
) -> Plan:
    """Plan the whole site from the rows of its articles.

    The problems of what was loaded are among the plan's, and what would only follow from them is
    not told. Raises SiteError, StateDamagedError, BuildError.
    """
    paths, config = inputs.paths, inputs.config
    with open_site(paths, config, inputs.view) as reader:
        inventory = Inventory(reader.articles, reader.view)
        planning = reader.planning(previous.pages)
        theme = assets.theme_assets(paths, theme_folder(), config, [*_scripts(planning, inputs)])
        site = _site(planning, theme)
        indexes = list(index_slices(planning))
        files = source_files(reader.articles, reader.view, config, loaded.words)
        outputs = files.outputs | {asset.output for asset in theme}
        links = ArticleLinks(paths.root, reader.urls, inventory, outputs, loaded.unread)
        spelled = previous.spelled
        return Plan(
            site=site,
            slices={**_slices(planning, previous), **dict(index for index, _ in indexes)},
            indexes={index.name: articles for index, articles in indexes},
            assets=(*files.assets(images), *theme),
            withheld=files.withheld,
            facts={**_facts(inputs, site, inventory), "pictures": images.digest.hex()},
            numbers=dict(zip(("articles", "scheduled", "drafts"), inventory.counts(), strict=True)),
            problems=(
                *loaded.problems,
                *_problems_of_addresses(inputs, reader, inventory, previous, loaded),
                *(spellings(planning, inventory, paths.root) if spelled is None else spelled),
                *site_problems(planning, inventory, paths.root, images.faults, files.digests),
                *default_problems(reader.articles, paths.root, inputs.config),
                *footer_problems(planning, paths.root),
                *theme_picture_problems(planning, paths.root, outputs),
                *policy_problems(planning, paths.root),
                *part_problems(planning, paths.root),
                *issue_file_problems(planning.catalog, paths.root),
                *template_problems(planning, paths.templates, theme_folder()),
                *files.problems(images.flaws),
                *images.cards.problems(),
                *inventory.warnings(),
            ),
            broken=_broken(links, inputs, reader, previous, pool),
            shadowed=redirects_file.shadowed(planning),
        )


def _slices(planning: Planning, previous: PreviousPlan) -> dict[str, bytes]:
    """The slices with pages; where only bodies changed, most are known."""
    if previous.only_bodies:
        return dict(slices_with_other_bodies(planning, previous.articles))
    return dict(slices_of(planning))


def _site(planning: Planning, theme: list[Asset]) -> Site:
    files = ThemeFiles(
        stylesheet=assets.published_as(assets.STYLESHEET, theme),
        search_script=assets.published_as(assets.SEARCH_SCRIPT, theme),
        terms_script=assets.published_as(assets.TERMS_SCRIPT, theme),
        hits_script=assets.published_as(assets.HITS_SCRIPT, theme),
        portable_script=assets.published_as(assets.PORTABLE_SCRIPT, theme),
    )
    return make_site(planning, files)


def _scripts(planning: Planning, inputs: Inputs) -> Iterator[str]:
    """The scripts that pages of the site have."""
    if inputs.options.is_portable:
        yield assets.PORTABLE_SCRIPT
    if planning.config.search.enabled:
        yield from (assets.SEARCH_SCRIPT, assets.HITS_SCRIPT)
    if has_lists_in_parts(planning):
        yield assets.TERMS_SCRIPT


def _problems_of_addresses(
    inputs: Inputs,
    reader: SiteReader,
    inventory: Inventory,
    previous: PreviousPlan,
    loaded: LoadResult,
) -> Iterator[Problem]:
    """Addresses that two articles have, and those that would vanish."""
    if previous.only_bodies:
        # Bodies have no address: where there was no such error before, there is none now.
        return
    paths = inputs.paths
    # Where the build goes on, what would vanish with a file that cannot be read does vanish.
    faulty = files_with_errors({*loaded.problems} - loaded.passed_over)
    yield from same_addresses(inventory, paths.root, inputs.config)
    yield from term_file_problems(reader.articles, inputs.config, paths.root)
    yield from ledger_problems(paths.ledger, inputs.config, reader.articles, reader.view, faulty)


def _broken(
    links: ArticleLinks,
    inputs: Inputs,
    reader: SiteReader,
    previous: PreviousPlan,
    pool: WorkerPool,
) -> tuple[Problem, ...]:
    """Links and pictures of articles that lead to no file.

    It may write to the database of bodies, which is free for that: whoever plans reads no body.
    """
    # Where all files are what they were, the links of other articles lead where they led.
    sources = previous.articles if previous.only_bodies else None
    led_to = targets(reader.articles, reader.view, sources)
    with closing(store.open_bodies(inputs.paths)) as bodies:
        return (*previous.broken, *links.problems(led_to, bodies, pool, sources))


def _facts(inputs: Inputs, site: Site, inventory: Inventory) -> dict[str, Any]:
    return {
        "inputs": inputs.digest,
        "ledger": inputs.ledger,
        "rows": generation(inputs.paths),
        "site": fingerprint(site).hex(),
        "is_indexed": True,
        "right_between": inventory.right_between(with_news=has_news_sitemap(inputs.config)),
        "waiting": inventory.scheduled(),
    }
