"""The checker: runs all checks of a site, and writes no output.

What a build would refuse is found by the very functions that a build calls. Every page is planned,
so that each address of the site is known; bodies are streamed, one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.aliases import aliases
from archivegen.archive.catalog import Catalog
from archivegen.archive.documents.find import all_documents
from archivegen.archive.documents.terms import names_in_files
from archivegen.archive.files import withheld_files
from archivegen.archive.inventory import Inventory
from archivegen.archive.queries import FOREVER, View
from archivegen.builder.conflicts import conflicts, shadows
from archivegen.builder.images.library import process_images
from archivegen.builder.output import assets
from archivegen.builder.output.claims import Claim
from archivegen.builder.plan import Plan, PreviousPlan, make_plan
from archivegen.builder.site_reader import SiteReader, open_site
from archivegen.checks import images, templates, unpublished
from archivegen.checks.articles import ArticleCheck, Outgoing, outside
from archivegen.checks.body_links import references
from archivegen.checks.configuration import configured, excluded
from archivegen.checks.internal_links import LinkCheck, template_ids
from archivegen.checks.link_targets import Addresses
from archivegen.checks.picture_places import with_places
from archivegen.checks.terms import KnownSections, similar_terms, unknown_authors
from archivegen.config.paths import theme_folder
from archivegen.model.links import alias_path
from archivegen.model.problems import Problem, SiteError, in_order
from archivegen.model.taxonomies import SECTIONS
from archivegen.pages.families import pages_of
from archivegen.renderer.render import Renderer, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.builder.session import Session

Outside = dict[str, list[Outgoing]]
"""Addresses of other sites, and what leads there."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found. `articles` is the number of articles looked at.

    `unpublished` are pieces of advice that say why an article is not published; `problems` are all
    others, in the order of their positions.
    """

    articles: int
    problems: tuple[Problem, ...]
    unpublished: tuple[Problem, ...]
    outside: Outside


def check(session: Session) -> CheckResult:
    """Check a site. Raises StateDamagedError, sqlite3.DatabaseError."""
    inputs = session.inputs
    session.pool.progress.phase("plan", 0)
    images = process_images(inputs, session.pool)
    plan = make_plan(inputs, PreviousPlan(), images, session.loaded, session.pool)
    with open_site(inputs.paths, inputs.config, inputs.view) as reader:
        return _Check(session, plan, reader).run()


class _Check:
    """Checks one site that is loaded and planned."""

    def __init__(self, session: Session, plan: Plan, reader: SiteReader) -> None:
        self._session, self._plan, self._reader = session, plan, reader
        self._paths, self._config = session.inputs.paths, session.inputs.config
        self._urls, self._articles = reader.urls, reader.articles
        self._inventory = Inventory(reader.articles, reader.view)
        self._shown: set[str] = set()
        self._outside: Outside = {}
        self._unread = session.loaded.unread

    def run(self) -> CheckResult:
        problems = [*self._plan.problems]
        samples, claims = self._plan_pages()
        problems += self._conflicts(claims)
        problems += self._templates(samples)
        addresses = self._addresses(claims)
        problems += configured(addresses, self._config, self._configuration())
        count, of_articles = self._look_at_articles(addresses)
        problems += of_articles
        problems += self._names()
        problems += self._orphans()
        withheld = withheld_files(self._articles, self._session.view)
        problems += excluded(self._session.inputs.sources.excluded)
        problems += with_places(self._paths.root, self._plan.assets)
        problems += images.published_early(self._inventory.paths(), withheld, self._inventory)
        return CheckResult(
            count,
            tuple(in_order(problems)),
            tuple(unpublished.unpublished(self._inventory, self._paths.root)),
            self._outside,
        )

    def _plan_pages(self) -> tuple[templates.Samples, list[Claim]]:
        """Plan all pages; gives two of each template, and the outputs that all of them claim."""
        planning = self._reader.planning()
        samples = templates.Samples()
        claims = [Claim(copied.output, assets.SLICE, copied.source) for copied in self._plan.assets]
        for name in self._plan.slices_with_pages:
            for page in pages_of(planning, name):
                claims.append(Claim(page.output, name, page.source))
                samples.add(page)
        return samples, claims

    def _conflicts(self, claims: Iterable[Claim]) -> Iterator[Problem]:
        # Articles with one address are told as such already.
        reported = {f"content/{path}" for _, _, path in self._inventory.same_address()}
        own = [claim for claim in claims if claim.source not in reported]
        yield from conflicts(self._paths.root, self._config.folders, own, ())
        yield from shadows(self._paths.root, self._plan.shadowed, own)

    def _templates(self, samples: templates.Samples) -> list[Problem]:
        theme = Theme((self._paths.templates, theme_folder()), self._paths.compiled_templates)
        try:
            renderer = Renderer(theme, self._plan.site, self._urls, self._reader.body)
        except SiteError as error:
            return list(error.problems)
        return templates.problems(samples, self._paths.templates, renderer)

    def _addresses(self, claims: Iterable[Claim]) -> Addresses:
        return Addresses(
            self._paths.root,
            self._urls,
            self._inventory,
            self._session.view,
            frozenset(claim.output for claim in claims) | self._redirected() | self._plan.withheld,
            self._unread,
        )

    def _redirected(self) -> frozenset[str]:
        """The output paths of old addresses that have no files, but the host redirects."""
        if not self._config.redirects.file:
            return frozenset()
        old = aliases(self._reader.catalog)
        return frozenset(alias_path(alias) or "" for alias, _, _ in old)

    def _configuration(self) -> str:
        return self._paths.config.read_text(encoding="utf-8-sig").replace("\r\n", "\n")

    def _look_at_articles(self, addresses: Addresses) -> tuple[int, list[Problem]]:
        """How many articles were looked at, and what is wrong with each, and with documents."""
        folders = (self._paths.templates, theme_folder())
        article_check = ArticleCheck(
            self._paths.root,
            addresses,
            LinkCheck(
                addresses,
                lambda key: self._reader.body(key).html,
                template_ids(templates.texts(folders)),
            ),
            KnownSections(self._paths.root, self._config, names_in_files(self._reader.catalog)),
            self._session.view.clock,
        )
        count, problems = 0, list[Problem]()
        for article, is_draft in self._inventory.everything():
            body = self._reader.body(article.body).html
            mentioned = list(references(body))
            self._shown.update(article_check.files(article, mentioned))
            if is_draft and not self._session.view.drafts:
                continue
            count += 1
            problems += article_check.problems(article, body, mentioned)
            self._lead_outside(outside(article, mentioned, addresses))
        for document, is_draft in all_documents(self._articles):
            body = self._reader.body(document.body).html
            mentioned = list(references(body))
            self._shown.update(article_check.files(document, mentioned))
            if not is_draft or self._session.view.drafts:
                problems += article_check.problems_of_document(document, body, mentioned)
                self._lead_outside(outside(document, mentioned, addresses))
        return count, problems

    def _lead_outside(self, addresses: Iterable[tuple[str, Outgoing]]) -> None:
        for address, outgoing in addresses:
            self._outside.setdefault(address, []).append(outgoing)

    def _names(self) -> Iterator[Problem]:
        """Names that are nearly the same or unknown, in all that is published now or later."""
        everyone = View(FOREVER, self._session.view.drafts)
        # Others than those that the configuration names are told of as such.
        named = {SECTIONS} if self._config.sections else ()
        catalog = Catalog(self._articles, everyone, self._urls)
        inventory = Inventory(self._articles, everyone)
        if self._config.check.known_authors:
            yield from unknown_authors(catalog, inventory, self._paths.root, self._config)
        yield from similar_terms(
            catalog,
            inventory,
            self._paths.root,
            self._config.slugger,
            (one for one in self._config.taxonomies.values() if one.name not in named),
        )

    def _orphans(self) -> Iterator[Problem]:
        if self._unread:
            # An article that could not be read may show any image.
            return iter(())
        return images.orphans(self._inventory.paths(), self._shown)
