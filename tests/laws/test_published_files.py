"""What is published, file by file: it parses, names itself, and every link leads somewhere.

Over the sample archive and over a site of nasty articles, at addresses with and without a path.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import html5lib
import pytest

from archivegen.config.tables import EXTENSIONS
from archivegen.model.vocabulary.kinds import TYPES
from archivegen.renderer.references import CSL_TYPE, RIS_TYPE
from sample_sites import of_nasty_articles, of_the_sample
from story import NOW, Snapshot

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ANYWHERE = "https://anywhere.example"
"""The origin of a site that does not know its own."""


@dataclass
class Published:
    """The files of an output, as a browser and other readers see them."""

    output: Path
    origin: str
    base: str
    pages: dict[str, ET.Element] = field(default_factory=dict, repr=False)
    ids: dict[str, set[str]] = field(default_factory=dict, repr=False)
    files: set[str] = field(default_factory=set, repr=False)
    _led: dict[str, tuple[str, str] | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.files = set(Snapshot.of(self.output).files)
        for path in sorted(self.output.rglob("*.html")):
            name = path.relative_to(self.output).as_posix()
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            try:
                self.pages[name] = parser.parse(path.read_bytes().decode())
            except html5lib.html5parser.ParseError as error:
                raise AssertionError(f"{name}: {parser.errors}") from error
            self.ids[name] = {node.get("id", "") for node in self.pages[name].iter()}

    def xml(self) -> Iterator[tuple[str, ET.Element]]:
        for path in sorted(self.output.rglob("*.xml")):
            yield path.relative_to(self.output).as_posix(), ET.parse(path).getroot()

    def is_redirect(self, name: str) -> bool:
        return any(node.get("http-equiv") == "refresh" for node in self.pages[name].iter("meta"))

    def elements(self, *tags: str) -> Iterator[tuple[str, ET.Element]]:
        for name, tree in self.pages.items():
            for node in tree.iter():
                if node.tag in tags:
                    yield name, node

    def data(self) -> Iterator[tuple[str, Any]]:
        """What pages say to machines."""
        for name, node in self.elements("script"):
            if "src" in node.attrib:
                continue
            assert node.get("type") == "application/ld+json"
            yield name, json.loads("".join(node.itertext()))

    def address(self, name: str) -> str:
        return self.origin + self.base + re.sub(r"(?:^|(?<=/))index\.html$", "", name)

    def led_to(self, name: str, target: str) -> tuple[str, str] | None:
        """The file and the fragment that a link in a file leads to; None for one of elsewhere."""
        address = urljoin(self.origin if target[:1] == "/" else self.address(name), target)
        if address not in self._led:
            self._led[address] = self._place(address)
        return self._led[address]

    def _place(self, address: str) -> tuple[str, str] | None:
        address, fragment = urldefrag(address)
        if not address.startswith(f"{self.origin}/"):
            return None
        path = unquote(urlsplit(address).path, errors="strict")
        assert path.startswith(unquote(self.base)), f"{address} is outside of the site"
        path = path.removeprefix(unquote(self.base))
        return path + "index.html" if path.endswith("/") or not path else path, unquote(fragment)

    def broken(self, links: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Those of some links from this site that lead to no file, or to no place in a page."""
        for name, target in links:
            if led := self.led_to(name, target):
                path, fragment = led
                if path not in self.files or (fragment and fragment not in self.ids[path]):
                    yield name, target


SITES = {
    "sample": (of_the_sample, "https://x.example/paper/", "markdown"),
    "sample without a path": (of_the_sample, "https://courier.example", "commonmark"),
    "nasty": (of_nasty_articles, "https://x.example/the%20p\u00e4per", "markdown"),
    "nasty without a path": (of_nasty_articles, "https://x.example/", "commonmark"),
    "nasty without an address": (of_nasty_articles, "", "markdown"),
}
"""Sites with the address of each; all engines are among them."""


@pytest.fixture(scope="module", params=SITES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    make, base_url, engine = SITES[request.param]
    assert engine in EXTENSIONS
    site = make(tmp_path_factory.mktemp("published") / "site", base_url, engine)
    site.build(now=NOW)
    parts = urlsplit(base_url or ANYWHERE)
    path = parts.path.strip("/").replace("\u00e4", "%C3%A4")
    return Published(
        site.paths.output, f"{parts.scheme}://{parts.netloc}", f"/{path}/" if path else "/"
    )


def text_of(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def links_of(published: Published) -> Iterator[tuple[str, str]]:
    """Every link of every page, but for those in bodies that are wrong themselves."""
    for name, tree in published.pages.items():
        own = _of_the_body(tree) if re.search("/(attack|nasty)-", name) else set()
        for node in tree.iter():
            if node not in own:
                yield from ((name, target) for target in _targets(node))


def _of_the_body(tree: ET.Element) -> set[ET.Element]:
    (body,) = (node for node in tree.iter("div") if node.get("class") == "story-body")
    return set(body.iter())


def _targets(node: ET.Element) -> Iterator[str]:
    yield from (node.attrib[name] for name in ("href", "src") if name in node.attrib)
    yield from (item.split()[0] for item in node.get("srcset", "").split(",") if item.strip())
    if node.get("property") in {"og:url", "og:image"}:
        yield node.attrib["content"]
    if node.get("http-equiv") == "refresh":
        yield node.attrib["content"].partition("url=")[2]


def addresses_in(data: Any) -> Iterator[str]:
    """The addresses in what a page says to machines, at any depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "@id" and "#" in value:
                # A name for the site or its publisher, and no place in a page.
                continue
            if key in {"@id", "url", "item", "mainEntityOfPage"} and isinstance(value, str):
                yield value
            elif key == "image":
                yield from [value] if isinstance(value, str) else value
            else:
                yield from addresses_in(value)
    elif isinstance(data, list):
        for item in data:
            yield from addresses_in(item)


def test_there_is_something_to_look_at(published: Published) -> None:
    assert len(published.pages) > 200
    assert (len([*published.data()]) > 60) == (published.origin != ANYWHERE)
    assert len([*links_of(published)]) > 5000


def test_every_page_names_itself_and_its_language(published: Published) -> None:
    for name, tree in published.pages.items():
        assert tree.get("lang"), name
        assert tree.get("dir") in {"ltr", "rtl"}, name
        (title,) = tree.iter("title")
        assert text_of(title), name
        headings = list(tree.iter("h1"))
        assert len(headings) == (0 if published.is_redirect(name) else 1), name


def test_titles_of_the_sample_are_unique(published: Published) -> None:
    titles = Counter(
        text_of(title)
        for name, title in published.elements("title")
        if not published.is_redirect(name)
    )
    # Nasty articles have equal headlines.
    if "specials" in {path.split("/")[0] for path in published.files}:
        assert not [title for title, count in titles.items() if count > 1]


def test_robots_are_told_of_the_sitemap(published: Published) -> None:
    told = (published.output / "robots.txt").read_text(encoding="utf-8")
    addresses = re.findall(r"^Sitemap: (.*)$", told, re.MULTILINE)
    expected = [("sitemap.xml", "")] if published.origin != ANYWHERE else []
    assert [published.led_to("robots.txt", address) for address in addresses] == expected


def test_a_page_has_each_id_once(published: Published) -> None:
    for name, tree in published.pages.items():
        counts = Counter(node.attrib["id"] for node in tree.iter() if "id" in node.attrib)
        assert not [name for name, count in counts.items() if count > 1 or not name], name


def test_what_refers_to_an_id_of_the_page_finds_it(published: Published) -> None:
    for name, tree in published.pages.items():
        for node in tree.iter():
            for attribute in ("aria-labelledby", "aria-describedby", "for"):
                assert set(node.get(attribute, "").split()) <= published.ids[name], name


def test_every_link_leads_to_a_file_and_to_a_place_in_it(published: Published) -> None:
    assert [*published.broken(links_of(published))] == []


def test_a_page_gives_its_own_address(published: Published) -> None:
    knows_its_own = published.origin != ANYWHERE
    for name, tree in published.pages.items():
        links = [node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical"]
        if name == "404.html":
            assert links == []
        elif not published.is_redirect(name):
            assert links == ([_encoded(published.address(name))] if knows_its_own else []), name


def _encoded(address: str) -> str:
    return quote(address, safe=":/%!$&'()*+,;=@~")


def test_a_redirect_leads_to_a_page(published: Published) -> None:
    redirects = [name for name in published.pages if published.is_redirect(name)]
    assert len(redirects) > 3
    for name in redirects:
        leads = {published.led_to(name, target) for target in _of_page(published, name)}
        ((path, fragment),) = (led for led in leads if led)
        assert not fragment
        assert not published.is_redirect(path)


def _of_page(published: Published, name: str) -> Iterator[str]:
    return (target for node in published.pages[name].iter() for target in _targets(node))


def test_what_a_page_says_to_machines(published: Published) -> None:
    found = [*published.data()]
    stories = {name for name, node in published.elements("article") if node.get("class") == "story"}
    articles = {name: data for name, data in found if data["@type"] in TYPES.values()}
    assert articles.keys() == (stories if published.origin != ANYWHERE else set())
    for name, data in articles.items():
        assert {"headline", "datePublished", "dateModified", "publisher", "url"} <= data.keys()
        assert published.led_to(name, data["url"]) == (name, "")
    links = ((name, address) for name, data in found for address in addresses_in(data))
    assert [*published.broken(links)] == []


def test_every_xml_file_parses_and_leads_to_files(published: Published) -> None:
    links = []
    for name, tree in published.xml():
        for node in tree.iter():
            if node.tag == f"{ATOM}link":
                links.append((name, node.attrib["href"]))
            elif node.tag in {f"{SITEMAPS}loc", f"{ATOM}uri", "link"}:
                links.append((name, node.text or ""))
    assert bool(links) == (published.origin != ANYWHERE)
    for _, target in links:
        assert target.startswith(published.origin + published.base)
    assert [*published.broken(iter(links))] == []


def test_feeds_are_feeds(published: Published) -> None:
    for name, tree in published.xml():
        if tree.tag == f"{ATOM}feed":
            feed = feedparser.parse((published.output / name).read_bytes())
            assert not feed.bozo, feed.get("bozo_exception")
            assert feed.version == "atom10"
            assert feed.entries
            assert feed.feed.id
            assert len({entry.id for entry in feed.entries}) == len(feed.entries)
            assert all(entry.updated_parsed and entry.title for entry in feed.entries)


def test_sitemaps_name_every_article_and_only_what_wants_to_be_found(published: Published) -> None:
    named = [
        published.led_to(name, node.text or "")
        for name, tree in published.xml()
        for node in tree.iter(f"{SITEMAPS}loc")
    ]
    # The news sitemap tells of a few articles once more.
    news = {(name, "") for name, _ in published.xml() if name == "sitemaps/news.xml"}
    assert len(named) - len(set(named)) == sum(
        len([*tree.iter(f"{SITEMAPS}loc")]) for name, tree in published.xml() if (name, "") in news
    )
    to_be_found = {
        (name, "")
        for name, tree in published.pages.items()
        if not any(node.get("name") == "robots" for node in tree.iter("meta"))
    }
    stories = {(name, "") for name, data in published.data() if data["@type"] == "NewsArticle"}
    sitemaps = {(name, "") for name, _ in published.xml()}
    if published.origin == ANYWHERE:
        assert not named
    else:
        # An article may ask not to be found, as one of the sample does.
        assert len(stories - to_be_found) <= 1
        assert stories & to_be_found < set(named) < to_be_found | sitemaps


def test_every_page_is_reached_from_the_front_page(published: Published) -> None:
    links: dict[str, set[str]] = {name: set() for name in published.pages}
    for name, node in published.elements("a"):
        if led := published.led_to(name, node.get("href", "")):
            links[name].add(led[0])
    reached: set[str] = set()
    waiting = {"index.html"}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= links.get(name, set()) - reached
    alone = {name for name in published.pages if published.is_redirect(name)} | {"404.html"}
    assert published.pages.keys() - alone <= reached


CITATIONS = tuple(f"data:{media_type};" for media_type in (RIS_TYPE, CSL_TYPE))
"""What the files of a citation begin with: they are text in the page, to be saved by a reader."""

WITH_A_SCRIPT = {"404.html", "on-this-day/index.html"}
"""The pages that a small file of the theme's helps, where a host lets it."""


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(published: Published) -> None:
    for name, tree in published.pages.items():
        for node in tree.iter():
            assert node.tag not in {"style", "iframe", "form", "object", "embed", "base"}, name
            assert not any(key == "style" or key.startswith("on") for key in node.attrib), name
            for key in ("href", "src"):
                address = node.get(key, "").lower()
                is_citation = node.tag == "a" and "download" in node.attrib
                if not (is_citation and address.startswith(CITATIONS)):
                    assert not address.startswith(("javascript:", "data:")), name
            if node.tag == "link" and node.get("rel") == "stylesheet":
                assert published.led_to(name, node.attrib["href"]), name
            if node.tag == "script" and "src" in node.attrib:
                assert name in WITH_A_SCRIPT
                assert published.led_to(name, node.attrib["src"]), name
