"""From the front page any article is few links away, and no page of the site is left out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from archivegen.pages import listing_page
from archivegen.pages.terms import index
from story import Story

MOST_CLICKS = 5

ARTICLES, YEARS = 60, 120

Archive = tuple[Path, dict[str, dict[str, list[str]]]]
"""An output, and the names of the topics and authors of each article, by its slug."""

_link = re.compile(r'<a\s[^>]*?href="([^"#?]+)')


def file_of(output: Path, url: str) -> Path:
    """The file that a host answers with."""
    path = output / unquote(url).lstrip("/")
    return path / "index.html" if url.endswith("/") else path


def distances(output: Path, within: str = "") -> dict[str, int]:
    """How many links each page is away from the front page, as a reader follows them.

    Where only some listings may be on the way, they match `within`; articles lead no further then.
    """
    clicks, level = {"/": 0}, ["/"]
    while level:
        following = []
        for url in level:
            for other in links_of(output, url):
                if other not in clicks:
                    clicks[other] = clicks[url] + 1
                    if not within or re.match(within, other):
                        following.append(other)
        level = following
    return clicks


def links_of(output: Path, url: str) -> set[str]:
    """The pages that a page links to."""
    text = file_of(output, url).read_text(encoding="utf-8")
    others = {urljoin(url, unescape(link)) for link in _link.findall(text)}
    return {other for other in others if re.match(r"/(?!/).*(/|\.html)$|/$", other)}


def by_term(output: Path, folder: str) -> dict[tuple[str, str], int]:
    """How far each article is away through the listing of each of its topics, or the like."""
    found: dict[tuple[str, str], int] = {}
    for page, clicks in distances(output, rf"/{folder}/").items():
        of_term = re.match(rf"/{folder}/(?!a-z/)([^/]+)/", page)
        for article in links_of(output, page) if of_term else ():
            if is_article(article) and of_term:
                pair = of_term[1], article.split("/")[-2]
                found[pair] = min(found.get(pair, clicks + 1), clicks + 1)
    return found


def is_article(url: str) -> bool:
    return bool(re.fullmatch(r"/\d{4}/\d\d/\d\d/n\d+/", url))


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The output of a site that is made as a very large one, and the names of its articles."""
    site = Story(tmp_path_factory.mktemp("walk") / "site")
    site.configure("listing_limit = 6\nnewest_limit = 2\nterms_limit = 8\nfront_limit = 3\n")
    names = {}
    for number in range(ARTICLES):
        # Ten of each of the last years, fewer and fewer before; and a day and an issue with eight.
        year = 2024 - int(YEARS * (number / ARTICLES) ** 2)
        date = f"{year}-{number % 12 + 1:02}-{number % 27 + 1:02}" if number > 7 else "2024-03-05"
        letters = f"{chr(65 + number % 26)} topic {number % 90}", f"Ferry {chr(97 + number % 20)}"
        names[f"n{number}"] = {
            "topics": ["Tide", letters[0], f"{letters[1]} {number}"],
            "authors": [f"Ann {chr(65 + number % 20)}lee"],
        }
        site.article(
            f"{number}.md", slug=f"n{number}", date=date, print={"page": 1},
            section=("News", "Sport", "Sport/Rowing")[number % 3],
            tags=names[f"n{number}"]["topics"], authors=names[f"n{number}"]["authors"],
            series="A walk" if number % 9 else [],
        )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing_page, "MOST_ITEMS", 1)
        patch.setattr(index, "MOST_USED", 3)
        site.build()
    return site.paths.output, names


def test_any_article_is_few_clicks_away(archive: Archive) -> None:
    output, _ = archive
    clicks = distances(output)
    articles = {url: far for url, far in clicks.items() if is_article(url)}
    assert len(articles) == ARTICLES
    assert max(articles.values()) <= MOST_CLICKS
    left_out = set(output.rglob("*.html")) - {file_of(output, url) for url in clicks}
    assert {path.name for path in left_out} <= {"404.html"}
    assert (output / "2024/03/05/page/2/index.html").exists()
    # By days alone, and by issues alone.
    for within in (r"/archive/|/\d{4}/(?!.*/n\d)", "/issues/"):
        far = {url: far for url, far in distances(output, within).items() if is_article(url)}
        assert len(far) == ARTICLES
        assert max(far.values()) <= MOST_CLICKS


@pytest.mark.parametrize("folder", ["topics", "authors"])
def test_so_is_any_article_of_a_topic_or_an_author(archive: Archive, folder: str) -> None:
    output, names = archive
    found = by_term(output, folder)
    expected = {(slug(term), name) for name, own in names.items() for term in own[folder]}
    assert found.keys() == expected
    assert max(found.values()) <= MOST_CLICKS
