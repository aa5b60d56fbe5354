"""From the front page any article is few links away, in an archive as large as that of a newspaper.

The pages are rendered, and their links followed; but the articles are rows, not files, and lead no
further. `test_walk` is the same of a small archive as it is built.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from itertools import accumulate
from urllib.parse import unquote, urljoin

import pytest

from archivegen.archive.rows import ArticleRow, article_row
from archivegen.builder.site_reader import SiteReader
from archivegen.model.article import Article, PrintPlace, Term
from archivegen.pages.families import pages_of, slices_of
from faults import TORTURE
from made_archives import archive_of, renderer_of
from story import Story

MOST_CLICKS = 5

ARTICLES, TOPICS, AUTHORS, SETTINGS = (
    (20_000, 5_000, 1_000, "")
    if TORTURE
    else (400, 250, 60, "listing_limit = 8\nnewest_limit = 2\nterms_limit = 8\n")
)

YEARS = 170
"""A newspaper's, which had most of its articles in the last of them."""

FAMILIES = {"front", "term", "terms", "archive", "year", "month", "issues"}
"""The families of pages on the way."""

_link = re.compile(r'<a\s[^>]*?href="([^"#?]+)')


def rows(one: Article) -> Iterator[ArticleRow]:
    """Many articles like one: each has a day, an issue, an author, and topics, some far more often.

    The first topics have names like others, and so are in a letter with parts.
    """
    chance = random.Random(1)
    topics = [Term(f"Sea {at:04}", f"t-{at}", f"/topics/t-{at}/") for at in range(TOPICS)]
    authors = [Term(f"Ann {at:04}", f"a-{at}", f"/authors/a-{at}/") for at in range(AUTHORS)]
    shares = [*accumulate(1 / (at + 5) ** 0.8 for at in range(TOPICS))]
    of_authors = shares[:AUTHORS]
    for number in range(ARTICLES):
        days = int(365 * YEARS * ((number / ARTICLES) ** 0.25 - 1))
        date = replace(one.card.date, local=one.card.date.local + timedelta(days=days))
        # Each term is somewhere; the others as often as chance has it.
        tags = topics[number % TOPICS], *chance.choices(topics, cum_weights=shares, k=3)
        written_by = authors[number % AUTHORS], *chance.choices(authors, cum_weights=of_authors)
        card = replace(
            one.card, path=f"{number}.md", url=f"/n/{number}/", date=date,
            tags=tuple(dict.fromkeys(tags)), authors=tuple(dict.fromkeys(written_by)),
        )  # fmt: skip
        place = PrintPlace(date, f"/issues/{date.local:%Y/%m/%d}/", *[""] * 10)
        yield article_row(replace(one, card=card, print=place), "", is_draft=False)


@dataclass(frozen=True, slots=True)
class Walk:
    """The links of all pages but articles, by address."""

    links: Mapping[str, set[str]]

    def distances(self, within: str) -> dict[str, int]:
        """How many links each page is away from the front page, by listings that match."""
        clicks, level = {"/": 0}, ["/"]
        while level:
            following = []
            for url in level:
                for other in self.links.get(url, set()) - clicks.keys():
                    clicks[other] = clicks[url] + 1
                    if re.match(within, other):
                        following.append(other)
            level = following
        return clicks

    def by_term(self, folder: str) -> dict[tuple[str, str], int]:
        """How far each article is away through the listing of each of its terms."""
        found: dict[tuple[str, str], int] = {}
        for page, clicks in self.distances(rf"/{folder}/").items():
            of_term = re.match(rf"/{folder}/(?!a-z/)([^/]+)/", page)
            for article in filter(is_article, self.links.get(page, ())) if of_term else ():
                pair = of_term[1], article  # type: ignore[index]
                found[pair] = min(found.get(pair, clicks + 1), clicks + 1)
        return found


def is_article(url: str) -> bool:
    return url.startswith("/n/")


def walk_of(site: Story, reader: SiteReader) -> Walk:
    planning, renderer = reader.planning(), renderer_of(site, reader)
    links: dict[str, set[str]] = defaultdict(set)
    for part in slices_of(planning):
        if part.name.partition("/")[0] not in FAMILIES:
            continue
        for page in pages_of(planning, part.name):
            if page.output.endswith(".html"):
                text = renderer.render(page).decode()
                found = {urljoin(page.url, unescape(link)) for link in _link.findall(text)}
                links[unquote(page.url)] = {unquote(url) for url in found}
    return Walk(links)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    site = Story(tmp_path_factory.mktemp("clicks") / "site").configure(SETTINGS)
    with archive_of(site, rows) as reader:
        yield walk_of(site, reader)


@pytest.mark.parametrize("within", [r"/archive/|/\d{4}/", "/issues/"])
def test_any_article_is_few_clicks_away_by_its_day_and_its_issue(walk: Walk, within: str) -> None:
    far = {url: clicks for url, clicks in walk.distances(within).items() if is_article(url)}
    assert len(far) == ARTICLES
    assert max(far.values()) <= MOST_CLICKS


@pytest.mark.parametrize("folder", ["topics", "authors"])
def test_so_is_any_article_of_a_topic_or_an_author(walk: Walk, folder: str) -> None:
    found = walk.by_term(folder)
    terms = {term for term, _ in found}
    assert len(terms) == (TOPICS if folder == "topics" else AUTHORS)
    too_far = {pair: clicks for pair, clicks in found.items() if clicks > MOST_CLICKS}
    assert not too_far
