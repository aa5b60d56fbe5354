"""URLs: every address of the site and every output path is made here, and nowhere else.

An address is a percent-encoded path from the host's root, preceded by the base path of `base_url`
(`/paper/2022/07/`). An output path is relative to the output folder, with forward slashes
and not encoded (`2022/07/index.html`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from archivegen.model.hosts import ascii_host, host_of
from archivegen.model.links import has_scheme, join_below, split_link
from archivegen.model.own_paths import DEFAULT_PATHS, OwnPaths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.model.taxonomies import Taxonomy
    from archivegen.model.times import Moment

PERMALINK_TOKENS = ("year", "month", "day", "slug", "name", "section", "language")

_SAFE = "/:@!$&'()*+,;=~-._"
"""Characters of a path that RFC 3986 (3.3) allows unencoded, and the separator."""

_IS_ADDRESS = re.compile(
    r"(?:[A-Za-z0-9/:@!$&'()*+,;=~._?#\[\]-]|%[0-9A-Fa-f]{2})*", re.ASCII
).fullmatch
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IS_CANONICAL = re.compile(
    r"/(?:[A-Za-z0-9:@!$&'()*+,;=~._-][A-Za-z0-9/:@!$&'()*+,;=~._-]*)?", re.ASCII
).fullmatch


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site."""

    origin: str
    """Scheme and host, such as `https://example.org`; empty if the site has no `base_url`."""
    base: str
    """The path that all addresses begin with, such as `/` or `/paper/`."""
    paths: OwnPaths = DEFAULT_PATHS
    """The folders of the site's own pages."""

    @classmethod
    def of(cls, base_url: str, paths: OwnPaths = DEFAULT_PATHS) -> Urls:
        """The addresses below a configured `base_url`; without one, from the root of any host."""
        parts = urlsplit(base_url)
        path = quote(parts.path.strip("/"), safe=_SAFE + "%")
        origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        return cls(origin, f"/{path}/" if path else "/", paths)

    def at(self, path: str) -> str:
        """The address of an output path or of a folder in the output."""
        return self.base + quote(path, safe=_SAFE)

    def from_root(self, path: str) -> str:
        """The address of a path from the site's root, such as a page or a file from `static/`.

        The site's base path comes in front of it, but not of an address with a scheme or a host,
        or of a place in the page. What an address cannot hold is encoded.
        """
        if has_scheme(path) or path.startswith(("//", "#", "?")):
            return encoded(path)
        path, mark, rest = split_link(path)
        return self.at(path.lstrip("/")) + encoded(mark + rest)

    def absolute(self, url: str) -> str:
        """The address with scheme and host, if the site has them; any other is left alone."""
        return self.origin + url if url.startswith("/") and not url.startswith("//") else url

    def output(self, url: str) -> str:
        """The output path that a host serves at this address."""
        path = unquote(url.removeprefix(self.base))
        return path + "index.html" if path.endswith("/") or not path else path

    def path_of(self, url: str) -> str:
        """The path from the site's root of one of its addresses, encoded and without base path."""
        return "/" + url.removeprefix(self.base)

    def file_of(self, address: str) -> str:
        """The output path of a file, however its address is spelled, with or without a query."""
        return self.output(re.split("[?#]", address, maxsplit=1)[0])

    def beside_page(self, url: str, suffix: str) -> str:
        """An address beside that of a page: `/a/index.md` for `/a/`, and `/a.md` for `/a.html`."""
        if url.endswith("/"):
            return f"{url}index{suffix}"
        stem, dot, ending = url.rpartition(".")
        return f"{stem}{suffix}" if dot and "/" not in ending else f"{url}{suffix}"

    def home(self) -> str:
        """The front page."""
        return self.base

    def article(self, pattern: str, date: Moment, **names: str) -> str:
        """An article's permalink, from the configured pattern.

        `names` are the `slug` of its headline, the `name` of its file, `section` and `language`.
        """
        day = {"year": f"{date.year:04}", "month": f"{date.month:02}", "day": f"{date.day:02}"}
        tokens = {**day, **names, "language": names["language"].lower()}
        return self.at(pattern.format_map(tokens).lstrip("/"))

    def term(self, taxonomy: Taxonomy, slug: str, year: int = 0, month: int = 0) -> str:
        """The listing of a term, such as a section or a topic: all of it, or a year or month."""
        return self.at(f"{taxonomy.folder}{slug}/{_calendar(year, month)}")

    def terms(self, taxonomy: Taxonomy) -> str:
        """The list of all terms of a taxonomy, such as all sections or all topics."""
        return self.at(f"{taxonomy.path}/")

    def terms_part(self, taxonomy: Taxonomy, headings: Iterable[str]) -> str:
        """A part of that list: the terms under one or more first letters.

        No term has this address, whatever it is called: a term's folder has years and a feed alone.
        """
        return self.at(f"{taxonomy.path}/a-z/{'-'.join(headings)}/")

    def term_names(self, taxonomy: Taxonomy) -> str:
        """The names of all terms of a taxonomy as JSON, if their list is in parts."""
        return self.at(f"{taxonomy.path}/index.json")

    def archive(self) -> str:
        """The overview of the whole archive."""
        return self.at(f"{self.paths.archive}/")

    def calendar(self, year: int, month: int = 0, day: int = 0) -> str:
        """The listing of a year, a month or a day."""
        return self.at(_calendar(year, month, day))

    def part_of(self, listing: str, number: int) -> str:
        """A page of a listing that has several; the first has the listing's own address.

        Nothing else stands there: below a day there are articles, which have one folder each.
        """
        return listing if number == 1 else f"{listing}page/{number}/"

    def on_this_day(self, month: int = 0, day: int = 0) -> str:
        """The articles of a day of the year in all years; without a day, the overview."""
        return self.at(f"{self.paths.on_this_day}/" + (f"{month:02}-{day:02}/" if month else ""))

    def corrections(self, year: int = 0, month: int = 0) -> str:
        """The corrections: all of them, or those of a month."""
        return self.at(f"{self.paths.corrections}/{_calendar(year, month)}")

    def issue(
        self, year: int, month: int, day: int, publication: str = "", edition: str = ""
    ) -> str:
        """A printed issue, by its day and the slugs of its publication and edition.

        Only what is named has a folder, so that an issue keeps its address whatever other
        publications and editions come to the site.
        """
        date = _calendar(year, month, day)
        return self.at(f"{self._issues(publication)}{date}{_folder(edition)}")

    def issues(self, publication: str = "", year: int = 0, month: int = 0) -> str:
        """The printed issues of a publication (a slug): all, or those of a year or month."""
        return self.at(f"{self._issues(publication)}{_calendar(year, month)}")

    def _issues(self, publication: str) -> str:
        return f"{self.paths.issues}/{_folder(publication)}"

    def feeds(self) -> str:
        """The page that lists the feeds for readers."""
        return self.at(f"{self.paths.feeds}/")

    def feed(self) -> str:
        """The site's Atom feed."""
        return self.at("feed.xml")

    def rss(self) -> str:
        """The site's RSS feed."""
        return self.at("rss.xml")

    def json_feed(self) -> str:
        """The site's JSON Feed."""
        return self.at("feed.json")

    def term_feed(self, taxonomy: Taxonomy, slug: str) -> str:
        """The Atom feed of a term, such as a section or a topic."""
        return self.at(f"{taxonomy.folder}{slug}/feed.xml")

    def feed_archive(self, year: int, month: int) -> str:
        """The Atom document of a month, or of the articles whose month is not known."""
        return self.at(f"{self.paths.feeds}/{_year_and_month(year, month)}.xml")

    def tag(self, date: Moment, path: str) -> str:
        """The id of an article in feeds (RFC 4151); it survives changes of headline and slug.

        Made of the site's host, the day of publication, the site's base path, since a host may
        have several sites, and the article's path below the content folder.
        """
        day = date.local.date().isoformat()
        return f"tag:{ascii_host(self.origin)},{day}:{self.at(path)[1:]}"

    def sitemap(self, year: int = 0, month: int = 0, part: int = 0) -> str:
        """The sitemap of a month, or a part of it, from 1; without a year, the index.

        Without a month, that of the articles of which only the year is known.
        """
        name = f"{self.paths.sitemaps}/{_year_and_month(year, month)}{_part(part)}.xml"
        return self.at(name if year else "sitemap.xml")

    def news_sitemap(self) -> str:
        """The sitemap of the articles of the last two days."""
        return self.at(f"{self.paths.sitemaps}/news.xml")

    def data(self, year: int = 0, month: int = 0) -> str:
        """The metadata of a month's articles as JSON; without a year, the index of these files.

        Without a month, that of the articles of which only the year is known.
        """
        return self.at((_calendar(year, month) or f"{self.paths.archive}/") + "index.json")

    def year_file(self, year: int) -> str:
        """All articles of a year with their texts, as compressed JSON Lines."""
        return self.at(f"{self.paths.archive}/{year:04}.jsonl.gz")

    def listings_sitemap(self, part: int = 0) -> str:
        """The sitemap of all pages other than articles, or a part of it, counted from 1."""
        return self.at(f"{self.paths.sitemaps}/listings{_part(part)}.xml")

    def search(self) -> str:
        """The search page."""
        return self.at(f"{self.paths.search}/")

    def search_index(self, what: str) -> str:
        """The folder of a search index: `1850s`, `2022`, `2022-05`, `pages`, or `issues-1920s`."""
        return self.at(f"{self.paths.search}/{what}/")

    def search_engine(self, version: str) -> str:
        """The folder of a version of Pagefind, which searches the indexes."""
        return self.at(f"{self.paths.search}/pagefind-{version}/")

    def beside(self, source: str, target: str) -> str:
        """The address of a file that an article names by a path relative to its own file.

        `source` is the article's path below the content folder. Other targets are addresses
        already, or paths from the site's root.
        """
        if has_scheme(target) or target.startswith(("/", "#", "?")):
            return self.from_root(target)
        path, mark, rest = split_link(target)
        joined = join_below(source, path)
        return encoded(target) if joined is None else self.at(joined) + encoded(mark + rest)


def encoded(address: str) -> str:
    """An address normalised to RFC 3986: invalid characters are encoded, encoded ones stay.

    The name of a host is written as the domain name system has it.
    """
    if _IS_ADDRESS(address):
        return address
    host = host_of(address)
    if not host.isascii():
        address = re.sub(
            re.escape(host), ascii_host(address), address, count=1, flags=re.IGNORECASE
        )
    return _STRAY_PERCENT.sub("%25", quote(address, safe=_SAFE + "?#[]%"))


def _year_and_month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _folder(slug: str) -> str:
    return f"{slug}/" if slug else ""


def _part(number: int) -> str:
    return f"-part-{number}" if number else ""


def _calendar(year: int, month: int, day: int = 0) -> str:
    if not year:
        return ""
    return f"{year:04}/" + (f"{month:02}/" if month else "") + (f"{day:02}/" if day else "")


def canonical(path: str) -> str:
    """A path from the site's root in the one spelling that `Urls.path_of` gives it."""
    if _IS_CANONICAL(path):
        return path
    return "/" + quote(unquote(path).lstrip("/"), safe=_SAFE)
