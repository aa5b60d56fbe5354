"""Hostile bodies: whatever HTML or links they hold, it stays harmless and inside its place.

One site for each engine and mode has an article for each attack, and one with a plain body, which
all the others have to look like but for what is inside the body.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import html5lib
import pytest

from archivegen.config.tables import EXTENSIONS, Engine, HtmlMode
from archivegen.loader.safe_html.sanitizer import TAGS
from attacks import ATTACKS, scheme_of
from story import Story

PLAIN = "Just a text."
ENGINES = tuple(EXTENSIONS)
CONFIG = """\
title = "T"
base_url = "https://gazette.example/"
front_limit = 1000
[feeds]
limit = 1000
[indexes]
years = false
months = false
days = false
[taxonomies.topics]
pages = false
[taxonomies.authors]
pages = false
[markdown]
"""
# What the engines make of Markdown alone, and the theme of boxes.
MADE_OF_MARKDOWN = {
    "a", "abbr", "aside", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "hr", "img", "li", "ol", "p", "pre", "span", "strong",
    "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "abbr", "alt", "class", "colspan", "controls", "dir", "download", "height", "href", "id",
    "lang", "open", "rowspan", "src", "srcset", "start", "tabindex", "title", "width",
}  # fmt: skip
# Of a tag or the like, and not of an address in angle brackets.
BEGINNING = re.compile(r"(?<!\()(?<!: )<(?!javascript|data:|vbscript)[A-Za-z/?!]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a browser sees it: around the body of the article, and inside."""

    text: str
    tree: ET.Element
    body: ET.Element

    @classmethod
    def of(cls, text: str) -> Page:
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        (body,) = (node for node in tree.iter("div") if node.get("class") == "story-body")
        return cls(text, tree, body)

    def around(self) -> object:
        """Everything but the body and what is said about it; addresses of articles are alike."""
        return _node(self.tree, self.body)

    def ids(self) -> tuple[list[str], list[str]]:
        """The ids inside of the body, and those around it."""
        inside = set(self.body.iter())
        found = [(node in inside, node.get("id", "")) for node in self.tree.iter()]
        return [name for is_in, name in found if is_in and name], [
            name for is_in, name in found if not is_in and name
        ]

    def description(self) -> str:
        """What the page says it is about."""
        return next(
            (
                node.get("content", "")
                for node in self.tree.iter("meta")
                if node.get("name") == "description"
            ),
            "",
        )


def _node(node: ET.Element, body: ET.Element) -> object:
    children = [] if node is body else [_node(child, body) for child in node if _is_fixed(child)]
    text = "" if node is body or node.tag == "script" else _alike(node.text)
    attributes = sorted((name, _alike(value)) for name, value in node.attrib.items())
    return (str(node.tag), attributes, text, children, _alike(node.tail))


def _is_fixed(node: ET.Element) -> bool:
    """Whether this is there for any body: not a description, which a page without one lacks."""
    return node.get("name", node.get("property")) not in {"description", "og:description"}


def _alike(text: str | None) -> str:
    """A text without what tells one article from another: its address, and the name made of it."""
    plain = re.sub(r"2024/05/01/[a-z0-9-]+/", "2024/05/01/x/", unquote(text or ""))
    return " ".join(re.sub(r"^a[0-9]+\.(ris|json)$", r"x.\1", plain).split())


@pytest.fixture(scope="module")
def sites() -> dict[tuple[Engine, HtmlMode], Story]:
    return {}


@pytest.fixture
def hostile(
    sites: dict[tuple[Engine, HtmlMode], Story],
    tmp_path_factory: pytest.TempPathFactory,
    engine: Engine,
    mode: HtmlMode,
) -> Story:
    """The site of that engine and mode, built once."""
    if (engine, mode) not in sites:
        config = f'{CONFIG}engine = "{engine}"\nhtml = "{mode}"\n'
        site = Story(tmp_path_factory.mktemp("hostile") / "site", config=config)
        # Plain ones are first and last too, so that all others have an older and a newer article.
        bodies = [PLAIN, *ATTACKS.values(), PLAIN, PLAIN]
        for number, text in enumerate(bodies):
            site.article(f"{number:03}.md", text, headline="H", slug=f"a{number}")
        problems = site.build().problems
        assert not [problem for problem in problems if problem.severity == "error"]
        sites[engine, mode] = site
    return sites[engine, mode]


@cache
def page_of(site: Story, attack: str) -> Page:
    """The page of an attack, which several tests look at, read once."""
    return Page.of(site.page(f"2024/05/01/a{[*ATTACKS].index(attack) + 1}/index.html"))


@cache
def plain_page(site: Story) -> Page:
    return Page.of(site.page(f"2024/05/01/a{len(ATTACKS) + 1}/index.html"))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["sanitize", "escape"])
def test_is_contained_and_harmless(hostile: Story, attack: str) -> None:
    page = page_of(hostile, attack)
    assert page.around() == plain_page(hostile).around()
    for node in page.body.iter():
        assert node.tag in TAGS - {"h1"}
        assert node.attrib.keys() <= ATTRIBUTES
        for name in ("href", "src"):
            assert scheme_of(node.get(name, "")) in {"", "http", "https", "mailto", "tel"}
        for candidate in node.get("srcset", "").split(","):
            assert scheme_of(candidate.strip()) in {"", "http", "https"}
    inside, around = page.ids()
    assert not set(inside) & set(around)
    assert not [name for name, count in Counter(inside).items() if count > 1]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["escape"])
def test_is_shown_as_text(hostile: Story, attack: str) -> None:
    body = page_of(hostile, attack).body
    assert {node.tag for node in body.iter()} <= MADE_OF_MARKDOWN
    shown = "".join(body.itertext()) + "".join(
        "".join(node.attrib.values()) for node in body.iter()
    )
    for beginning in BEGINNING.findall(ATTACKS[attack]):
        assert beginning in shown


@pytest.mark.parametrize("attack", ["script", "event", "style attribute", "frame", "svg", "form"])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["trusted"])
def test_is_passed(hostile: Story, attack: str) -> None:
    page = hostile.page(f"2024/05/01/a{[*ATTACKS].index(attack) + 1}/index.html")
    assert ATTACKS[attack] in page.partition('<div class="story-body">')[2]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["sanitize", "escape"])
def test_is_text_wherever_it_is_quoted(hostile: Story) -> None:
    """A description is the same text in the feed, on the front page, in the head, for machines."""
    space = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(hostile.page("feed.xml"))
    summaries = {
        link.get("href"): entry.find(f"{space}summary")
        for entry in feed.iter(f"{space}entry")
        for link in entry.iter(f"{space}link")
    }
    front = html5lib.parse(hostile.page("index.html"), namespaceHTMLElements=False)
    cards = {
        next(link.get("href", "") for link in card.iter("a") if link.get("class") != "label"): card
        for card in front.iter("article")
    }
    assert len(summaries) == len(cards) == len(ATTACKS) + 3
    for attack in ATTACKS:
        page = page_of(hostile, attack)
        described = page.description()
        scripts = [json.loads("".join(node.itertext())) for node in page.tree.iter("script")]
        (data,) = (found for found in scripts if found["@type"] == "NewsArticle")
        summary = summaries[data["url"]]
        card = cards[data["url"].removeprefix("https://gazette.example")]
        assert data.get("description", "") == described
        assert described == ("" if summary is None else summary.text)
        assert summary is None or not len(summary)
        assert {node.tag for node in card.iter()} <= {"article", "p", "a", "time", "h3"}
        quoted = [node for node in card.iter("p") if node.get("class") == "card-standfirst"]
        assert [node.text for node in quoted] == ([described] if described else [])
        assert all(not len(node) for node in quoted)
