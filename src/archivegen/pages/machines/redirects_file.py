"""The file `_redirects`, with which hosts redirect the old addresses of articles and other texts.

For a term with an old address, it lists all pages of the term's listing, and its feed. For removed
texts, it tells hosts that they are gone.

https://docs.netlify.com/manage/routing/redirects/overview/ and
https://developers.cloudflare.com/pages/configuration/redirects/
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.aliases import aliases
from archivegen.archive.documents.find import documents
from archivegen.archive.documents.terms import old_folders
from archivegen.model.documents.folders import MARK, folder_of
from archivegen.model.documents.tombstone import KIND as TOMBSTONE
from archivegen.model.links import alias_path
from archivegen.pages.feeds.files import has_term_feeds
from archivegen.pages.page import Family, Page, PageTemplate, Planning, Slice
from archivegen.pages.site import with_pages
from archivegen.pages.terms.listings import is_cut
from archivegen.pages.terms.periods import TermPeriods
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.model.documents.document import Document
    from archivegen.model.taxonomies import Taxonomy

NAME = "_redirects"
"""The file, in the root of what is published."""

CLOUDFLARE_LIMIT = 2000
"""Rules without a pattern that Cloudflare Pages goes by; it passes over the others."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, and where it leads."""

    source: str
    """The old address."""
    target: str
    """The address now."""


@dataclass(frozen=True, slots=True)
class RedirectsData:
    """The old addresses of the whole site."""

    redirects: tuple[Redirect, ...]
    """The redirects, sorted by address. The address of a folder is listed with and without its
    final slash."""
    gone: tuple[Redirect, ...] = ()
    """The addresses of removed pages, likewise, each with the address of the page that says so."""


class OldAddress(NamedTuple):
    """An old address as it is written, where it leads, and the file below `content/` it is of."""

    alias: str
    url: str
    path: str


REDIRECTS = PageTemplate(NAME, RedirectsData, "The redirects for Netlify and Cloudflare Pages.")


def slices(planning: Planning) -> Iterator[Slice]:
    """One slice; none where the site does not want the file."""
    if planning.config.redirects.file:
        rules = [*old_addresses(planning)], [one.url for one in _tombstones(planning)]
        yield Slice("redirects", fingerprint(rules))


def pages(planning: Planning) -> Iterator[Page]:
    """The file of all redirects."""
    data = RedirectsData(redirects(planning), gone(planning))
    yield Page(planning.urls.at(NAME), NAME, REDIRECTS.name, data)


def redirects(planning: Planning) -> tuple[Redirect, ...]:
    """All old addresses, sorted. Where two articles have one, it is the first file's."""
    targets: dict[str, str] = {}
    for old in old_addresses(planning):
        for path in _spellings(old.alias):
            targets.setdefault(planning.urls.at(path), old.url)
    return tuple(Redirect(source, targets[source]) for source in sorted(targets))


def gone(planning: Planning) -> tuple[Redirect, ...]:
    """All addresses at which something stood, sorted, with the pages that say so."""
    urls = planning.urls
    addresses = {
        urls.at(path): one.url
        for one in _tombstones(planning)
        for path in _spellings(urls.path_of(one.url))
    }
    return tuple(Redirect(source, addresses[source]) for source in sorted(addresses))


def _tombstones(planning: Planning) -> list[Document]:
    return documents(planning.catalog, TOMBSTONE)


def old_addresses(planning: Planning) -> Iterator[OldAddress]:
    """All old addresses; those of a term are there for each page of its listing."""
    for taxonomy in with_pages(planning):
        terms = planning.catalog.terms(taxonomy)
        for slug, folders in old_folders(planning.catalog, taxonomy.name, terms).items():
            for url in _pages_of(planning, taxonomy, slug):
                below = url.removeprefix(terms[slug].url)
                for old in folders:
                    yield OldAddress(f"{old.address}{below}", url, old.file)
    taxonomies = {f"{MARK}{name}" for name in planning.config.taxonomies}
    for alias, url, path in aliases(planning.catalog):
        if folder_of(path) not in taxonomies:
            yield OldAddress(alias, url, path)


def _pages_of(planning: Planning, taxonomy: Taxonomy, slug: str) -> Iterator[str]:
    """The addresses of all pages of a term's listing, and of its feed if it has one."""
    urls, months = planning.urls, planning.catalog.months_of_term(taxonomy, slug)
    periods = TermPeriods(planning, taxonomy, slug, months)
    yield urls.term(taxonomy, slug)
    if has_term_feeds(planning, taxonomy):
        yield urls.term_feed(taxonomy, slug)
    if not is_cut(planning, taxonomy, sum(tally.articles for tally in months.values())):
        return
    for year in periods.counts:
        yield urls.term(taxonomy, slug, year)
        yield from (
            urls.term(taxonomy, slug, year, month) for month in periods.months_with_pages(year)
        )


def count(planning: Planning) -> int:
    """How many lines the file has; none where the site does not want it."""
    return len(redirects(planning)) if planning.config.redirects.file else 0


def _spellings(alias: str) -> Iterator[str]:
    """The paths by which an old address is asked for: Cloudflare tells `/old` from `/old/`."""
    output = alias_path(alias) or ""
    folder = output.removesuffix("/index.html")
    if folder != output:
        yield folder
        yield f"{folder}/"
    if folder == output or alias.endswith("/index.html"):
        yield output


def shadowed(planning: Planning) -> dict[str, list[tuple[str, str]]]:
    """The output paths that no reader would get, were there such files, since rules are for them.

    With the old addresses that the rules are for, and the paths of their articles. Cloudflare Pages
    looks for rules first, and knows a page `a.html` as `/a`, too. Where old addresses have pages,
    these are seen to be in the way of others.
    """
    config = planning.config.redirects
    rows = [
        (alias, path, alias_path(alias) or "")
        for alias, _, path in (old_addresses(planning) if config.file else ())
    ]
    # Where two old addresses of one article meet, both lead there.
    own = {(path, output) for _, path, output in rows}
    places = defaultdict[str, list[tuple[str, str]]](list)
    for alias, path, output in rows:
        folder = output.removesuffix("/index.html")
        names = () if config.html else dict.fromkeys((output, folder))
        for place in (*names, *([f"{folder}.html"] if folder != output else [])):
            if place == output or (path, place) not in own:
                places[place].append((alias, path))
    return dict(places)


def clashes(planning: Planning) -> Iterator[tuple[str, str, str]]:
    """Old addresses of one article that another has: path of the one, old address, other path.

    Where old addresses have pages, these would be seen to get in each other's way.
    """
    if planning.config.redirects.html or not planning.config.redirects.file:
        return
    owners: dict[str, str] = {}
    for alias, _, path in old_addresses(planning):
        output = alias_path(alias) or ""
        other = owners.setdefault(output, path)
        if other != path:
            yield path, alias, other


FAMILY = Family("redirects", slices, pages, (REDIRECTS,))
