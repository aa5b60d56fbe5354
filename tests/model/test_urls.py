"""URLs: every address leads to its file, and no path leaves the site."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archivegen.model.links import alias_path, fragment_of, join_below, linked_article
from archivegen.model.own_paths import OWN_PAGES, OwnPaths
from archivegen.model.taxonomies import AUTHORS, BUILT_IN, SECTIONS, TOPICS
from archivegen.model.times import parse_moment, zone_of
from archivegen.model.urls import Urls

ROOT, PAPER = Urls.of("https://example.org/"), Urls.of("https://example.org/paper")
SEGMENTS = st.text(
    st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=20
).filter(lambda part: part not in {".", ".."})
PATHS = st.lists(SEGMENTS, min_size=1, max_size=4).map("/".join)


@given(PATHS, st.sampled_from([ROOT, PAPER, Urls.of(""), Urls.of("https://x.org/a b/ü/")]))
def test_an_address_leads_to_its_file(path: str, urls: Urls) -> None:
    assert urls.output(urls.at(path)) == path
    assert urls.output(urls.at(path + "/")) == path + "/index.html"
    assert urls.at(path).isascii()
    assert urls.at(path).startswith(urls.base)


@given(PATHS)
def test_an_address_is_one_path(path: str) -> None:
    parts = urlsplit(ROOT.absolute(ROOT.at(path)))
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == (
        "https", "example.org", "", "",
    )  # fmt: skip


@given(PATHS, st.lists(st.one_of(SEGMENTS, st.just(".."), st.just("."))).map("/".join))
def test_joined_paths_stay_below(source: str, target: str) -> None:
    joined = join_below(source, target)
    if joined is not None:
        assert not joined.startswith("/")
        assert ".." not in joined.split("/")


@pytest.mark.parametrize(
    ("target", "joined"),
    [
        ("photo.jpg", "2024/photo.jpg"),
        ("./a/../b.md", "2024/b.md"),
        ("../b.md", "b.md"),
        ("../../b.md", None),
        ("..", "."),
        ("../..", None),
        ("/b.md", None),
        ("files/", "2024/files/"),
    ],
)
def test_join_below(target: str, joined: str | None) -> None:
    assert join_below("2024/a.md", target) == joined


@given(st.text(max_size=60))
@example("%2e%2e/%2e%2e/etc/passwd")
@example("/.archivegen-files")
@example("a/../../b")
def test_aliases_stay_in_the_output(alias: str) -> None:
    path = alias_path(alias)
    if path is not None:
        parts = path.split("/")
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(parts)
        assert not any(part.lower().startswith(".archivegen") for part in parts)
        assert "\x00" not in path
        assert "\\" not in path


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("photo one.jpg", "/paper/2024/photo%20one.jpg"),
        ("photo%20one.jpg", "/paper/2024/photo%20one.jpg"),
        ("../report.pdf#page=2", "/paper/report.pdf#page=2"),
        ("/static.pdf", "/paper/static.pdf"),
        ("https://other.org/x", "https://other.org/x"),
        ("//other.org/x", "//other.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#notes", "#notes"),
        ("../../../x", "../../../x"),
        ("/photos/lim\u00f3n 1.jpg", "/paper/photos/lim%C3%B3n%201.jpg"),
        ("/photos/lim%C3%B3n%201.jpg?a b#c d", "/paper/photos/lim%C3%B3n%201.jpg?a%20b#c%20d"),
        ("limo\u0301n.jpg", "/paper/2024/lim%C3%B3n.jpg"),
        ("/100%.png", "/paper/100%25.png"),
        ("/100%25.png", "/paper/100%25.png"),
        ("//cdn.example/\u00e4 b.jpg", "//cdn.example/%C3%A4%20b.jpg"),
        ("https://cdn.example/a b.jpg?q=50%", "https://cdn.example/a%20b.jpg?q=50%25"),
        ("https://M\u00fcller.example/\u00e4", "https://xn--mller-kva.example/%C3%A4"),
        ("#\u00e4 b", "#%C3%A4%20b"),
    ],
)
def test_beside(target: str, url: str) -> None:
    assert PAPER.beside("2024/a.md", target) == url


@pytest.mark.parametrize(
    ("target", "article"),
    [
        ("b.md", "2024/b.md"),
        ("b.MARKDOWN?x#y", "2024/b.MARKDOWN"),
        ("../b%20c.md", "b c.md"),
        ("b.txt", None),
        ("https://example.org/b.md", None),
        ("../../b.md", None),
        ("#b.md", None),
    ],
)
def test_linked_article(target: str, article: str | None) -> None:
    assert linked_article("2024/a.md", target) == article


def test_fragment() -> None:
    assert [*map(fragment_of, ("a.md", "a.md#x", "a.md?b#x"))] == ["", "#x", "?b#x"]


def test_permalinks_of_every_token() -> None:
    date = parse_moment("0850-03-01", zone_of("UTC"))
    pattern = "/{language}/{section}/{year}/{month}/{day}/{slug}-{name}.html"
    url = PAPER.article(pattern, date, slug="a", name="n", section="news", language="pt-BR")
    assert url == "/paper/pt-br/news/0850/03/01/a-n.html"


def test_pages_stand_in_the_folders_that_are_their_own() -> None:
    urls = Urls.of(
        "https://example.org/paper/", OwnPaths(**{key: f"my-{key}" for key in OWN_PAGES})
    )
    sections, topics, authors = (
        replace(BUILT_IN[name], path=f"my-{name}") for name in (SECTIONS, TOPICS, AUTHORS)
    )
    assert [
        urls.archive(), urls.data(), urls.terms(sections), urls.terms(topics),
        urls.term(topics, "a"), urls.term_feed(authors, "b"), urls.on_this_day(2, 29),
        urls.corrections(), urls.search(), urls.search_index("2024"), urls.search_index("2024-05"),
        urls.search_engine("1"), urls.feed_archive(2024, 5), urls.sitemap(2024, 5),
        urls.listings_sitemap(), urls.news_sitemap(),
    ] == ["/paper/my-" + path for path in (
        "archive/", "archive/index.json", "sections/", "topics/", "topics/a/", "authors/b/feed.xml",
        "on_this_day/02-29/", "corrections/", "search/", "search/2024/", "search/2024-05/",
        "search/pagefind-1/", "feeds/2024-05.xml", "sitemaps/2024-05.xml", "sitemaps/listings.xml",
        "sitemaps/news.xml",
    )]  # fmt: skip
    assert urls.term(sections, "archive") == "/paper/archive/"
