"""From the front page any article is few links away, and no page of the site is left out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

from story import Story

MOST_CLICKS = 5

ARTICLES, YEARS = 60, 120

_link = re.compile(r'<a\s[^>]*?href="([^"#?]+)')


def file_of(output: Path, url: str) -> Path:
    """The file that a host answers with."""
    path = output / unquote(url).lstrip("/")
    return path / "index.html" if url.endswith("/") else path


def distances(output: Path, start: str = "/") -> dict[str, int]:
    """How many links each page is away, as a reader follows them."""
    clicks, level = {start: 0}, [start]
    while level:
        following = []
        for url in level:
            text = file_of(output, url).read_text(encoding="utf-8")
            for link in _link.findall(text):
                other = urljoin(url, unescape(link))
                is_page = other.startswith("/") and other.endswith(("/", ".html"))
                if is_page and other not in clicks:
                    clicks[other] = clicks[url] + 1
                    following.append(other)
        level = following
    return clicks


def test_any_article_is_few_clicks_away(site: Story) -> None:
    site.configure("listing_limit = 6\nnewest_limit = 2\nterms_limit = 8\nfront_limit = 3\n")
    for number in range(ARTICLES):
        # Ten of each of the last years, fewer and fewer before.
        year = 2024 - int(YEARS * (number / ARTICLES) ** 2)
        site.article(
            f"{number}.md", section=("News", "Sport", "Sport/Rowing")[number % 3],
            date=f"{year}-{number % 12 + 1:02}-{number % 27 + 1:02}", print={"page": 1},
            tags=["Tide", f"{chr(65 + number % 26)} topic {number % 90}"],
            authors=[f"Ann {chr(65 + number % 20)}lee"], series="A walk" if number % 9 else [],
        )  # fmt: skip
    site.build()
    clicks = distances(site.paths.output)
    articles = [url for url in clicks if re.fullmatch(r"/\d{4}/\d\d/\d\d/\d+/", url)]
    assert len(articles) == ARTICLES
    assert max(clicks[url] for url in articles) <= MOST_CLICKS
    pages = {file_of(site.paths.output, url) for url in clicks}
    left_out = set(site.paths.output.rglob("*.html")) - pages
    assert {path.name for path in left_out} <= {"404.html"}
