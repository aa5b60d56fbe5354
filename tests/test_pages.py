"""What holds for every page: it parses, it is self-contained, and its links lead somewhere."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import html5lib
import pytest

from story import NOW, Story

REPOSITORY = Path(__file__).parents[1]
HOSTILE = """<!DOCTYPE x><div><main></article></main><script>alert(1)</script><style>*{}</style>
<img src=x onerror=alert(1)><a href="javascript:alert(1)">j</a> [j](javascript:alert(1))
<iframe src="https://evil.example"></iframe><form><input></form><meta http-equiv=refresh content=0>
<svg onload=alert(1)><script>alert(1)</script></svg> <!-- unclosed
"""


class Built:
    """A built site, as a browser would get it."""

    def __init__(self, output: Path, base: str) -> None:
        self.output, self.base = output, base
        self.trees: dict[str, ET.Element] = {}
        for path in sorted(output.rglob("*.html")):
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            name = path.relative_to(output).as_posix()
            self.trees[name] = parser.parse(path.read_text(encoding="utf-8"))

    def elements(self, tag: str) -> Iterator[tuple[str, ET.Element]]:
        for path, tree in self.trees.items():
            for element in tree.iter(tag):
                yield path, element

    def file(self, address: str) -> str:
        """The file that a host serves at an address of this site."""
        path = unquote(urlsplit(address).path).removeprefix(self.base)
        return path + "index.html" if path.endswith("/") or not path else path


@pytest.fixture(scope="module", params=["sample", "hostile"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("pages")
    if request.param == "sample":
        site = Story(folder / "site", config=(REPOSITORY / "archivegen.toml").read_text())
        shutil.copytree(REPOSITORY / "content", site.root / "content")
        assert site.build(now=NOW + 10**8).problems == ()
        return Built(site.layout.output, "/")
    site = Story(folder / "site").write(
        "archivegen.toml",
        'title = "<b>T</b> & \\"Q\\""\nbase_url = "https://h.example/sub/path/"\n'
        "listing_limit = 2\nnewest_limit = 1\n",
    )
    nasty = "</script><!-- \" ' & <img src=x onerror=alert(1)> \u202e \u200b \U0001f600"
    for number in range(4):
        site.article(
            f"dir with #?%/{number} ü.md", HOSTILE, headline=f"{nasty} {number}", summary=nasty,
            section=f"Sec & <i>{number % 2}</i>".replace("/", "|"), tags=[nasty], authors=[nasty],
            location=nasty, date=f"2024-0{number + 1}-01", language="ar" if number else "en",
            image={"src": "p%20%23.png", "alt": nasty, "caption": nasty, "credit": nasty},
            source={"name": nasty, "url": "https://x.example/?a=1&b=%22"},
            corrections=[{"date": "2024-06-01", "text": nasty}],
        )  # fmt: skip
    site.write("content/dir with #?%/p #.png", b"x").write("content/dir with #?%/x", b"x")
    site.build()
    return Built(site.layout.output, "/sub/path/")


def test_one_heading_of_the_first_level(built: Built) -> None:
    counts = Counter(path for path, _ in built.elements("h1"))
    pages = {path for path in built.trees if 'http-equiv="refresh"' not in _text(built, path)}
    assert set(counts) == pages
    assert set(counts.values()) == {1}


def _text(built: Built, path: str) -> str:
    return (built.output / path).read_text(encoding="utf-8")


def test_titles_are_unique(built: Built) -> None:
    pages = [
        (" ".join("".join(title.itertext()).split()), path)
        for path, title in built.elements("title")
        if 'http-equiv="refresh"' not in _text(built, path)
    ]
    assert all(title for title, _ in pages)
    if built.base == "/":  # the hostile site's headlines are equal but for a number
        counts = Counter(title for title, _ in pages)
        assert [page for page in pages if counts[page[0]] > 1] == []


def test_ids_are_unique(built: Built) -> None:
    for path, tree in built.trees.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], path


def test_links_and_fragments_lead_somewhere(built: Built) -> None:
    ids = {
        path: {element.get("id") for element in tree.iter()} for path, tree in built.trees.items()
    }
    for path, element in [*built.elements("a"), *built.elements("link"), *built.elements("img")]:
        target = element.get("href") or element.get("src") or ""
        here = "https://h.example" + built.base + path.removesuffix("index.html")
        address = urljoin(here, target)
        if not address.startswith(("https://h.example", "https://courier.example")):
            continue
        assert (built.output / built.file(address)).is_file(), (path, target)
        if fragment := unquote(urlsplit(address).fragment):
            assert fragment in ids[built.file(address)], (path, target)


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(built: Built) -> None:
    for path, tree in built.trees.items():
        for element in tree.iter():
            assert element.tag not in {"style", "iframe", "form", "object", "embed"}, path
            assert not any(name == "style" or name.startswith("on") for name in element.attrib), (
                path
            )
            if element.tag == "script":
                assert element.get("type") == "application/ld+json", path
            for name in ("src", "srcset", "poster"):
                assert "//" not in (element.get(name) or ""), path
            if element.tag == "link" and element.get("rel") == "stylesheet":
                assert (element.get("href") or "").startswith(built.base), path


def test_structured_data_parses(built: Built) -> None:
    found = [
        json.loads("".join(script.itertext()))
        for _, script in built.elements("script")
        if script.get("type") == "application/ld+json"
    ]
    articles = [data for data in found if data["@type"] == "NewsArticle"]
    assert articles
    for data in articles:
        assert {"headline", "datePublished", "dateModified", "publisher"} <= data.keys()
        assert data["url"].startswith("https://")


def test_feed_is_a_feed(built: Built) -> None:
    feed = feedparser.parse(str(built.output / "feed.xml"))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.entries
    for entry in feed.entries:
        assert (built.output / built.file(entry.link)).is_file()
        assert entry.id
        assert entry.updated_parsed


def test_sitemaps_name_every_article(built: Built) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ET.parse(built.output / "sitemap.xml").getroot()
    named = set()
    for place in index.iter(f"{space}loc"):
        sitemap = ET.parse(built.output / built.file(place.text or "")).getroot()
        named |= {built.file(loc.text or "") for loc in sitemap.iter(f"{space}loc")}
    stories = {
        path for path, element in built.elements("article") if element.get("class") == "story"
    }
    assert stories <= named
    assert all((built.output / path).is_file() for path in named)


def test_robots_name_the_sitemap(built: Built) -> None:
    text = _text(built, "robots.txt")
    assert re.search(r"^Sitemap: https://.*/sitemap\.xml$", text, re.MULTILINE)


def test_every_page_is_reached_from_the_front_page(built: Built) -> None:
    links: dict[str, set[str]] = {path: set() for path in built.trees}
    for path, element in built.elements("a"):
        target = element.get("href") or ""
        if target.startswith(built.base):
            links[path].add(posixpath.normpath(built.file(target)))
    reached, waiting = set(), ["index.html"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page in links:
            reached.add(page)
            waiting += links[page]
    redirects = {path for path in built.trees if 'http-equiv="refresh"' in _text(built, path)}
    assert built.trees.keys() - redirects - {"404.html"} <= reached
