"""What search engines and aggregators read: news, structured data, translations, thin listings."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sample_sites import of_nasty_articles, of_the_sample
from story import NOW, Story

TORTURE = "ARCHIVEGEN_TORTURE" in os.environ
PAGE = "2024/05/01/a/index.html"
DAY = 86_400
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "schemas" / "sitemap.xsd"))

RECOMMENDED = {
    # developers.google.com/search/docs/appearance/structured-data/article
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author", "publisher"},
    # developers.google.com/search/docs/appearance/structured-data/breadcrumb
    "BreadcrumbList": {"itemListElement"},
    # schema.org/CollectionPage
    "CollectionPage": {"name", "url", "inLanguage", "isPartOf"},
    # developers.google.com/search/docs/appearance/site-names
    "WebSite": {"name", "url", "publisher"},
}


def data_in(page: str) -> dict[str, Any]:
    """What a page says to machines, by its type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {data["@type"]: data for data in map(json.loads, found)}


def metas(page: str) -> dict[str, str]:
    pairs = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page)
    return dict(reversed(pairs))


# Sitemaps


@pytest.mark.parametrize("make", [of_the_sample, of_nasty_articles])
def test_sitemaps_are_as_the_protocol_has_them(make: Any, tmp_path: Path) -> None:
    make(tmp_path / "site", "https://x.example/paper/", "commonmark").build(now=NOW)
    maps = [*(tmp_path / "site/public").rglob("sitemap*.xml")]
    maps += [*(tmp_path / "site/public/sitemaps").glob("*.xml")]
    assert len(maps) > 3
    for path in maps:
        SCHEMA.assertValid(etree.parse(path))


def news(site: Story) -> list[str]:
    if not site.has("sitemaps/news.xml"):
        assert "news.xml" not in site.page("sitemap.xml")
        return []
    SCHEMA.assertValid(etree.parse(site.paths.output / "sitemaps/news.xml"))
    assert "/sitemaps/news.xml" in site.page("sitemap.xml")
    return re.findall("<news:title>(.*?)</news:title>", site.page("sitemaps/news.xml"))


def test_news_comes_at_its_time_and_goes_after_two_days(site: Story) -> None:
    site.article("a.md", date="2025-06-14 12:00").article("b.md", date="2025-06-15 18:00")
    site.article("old.md").build()
    noon = 1_749_902_400
    assert noon + 97_600 == NOW
    assert news(site) == ["A"]
    assert news(site.build(now=noon + 2 * DAY - 1).assert_clean()) == ["B", "A"]
    assert news(site.build(now=noon + 2 * DAY).assert_clean()) == ["B"]
    assert news(site.build(now=noon + 4 * DAY).assert_clean()) == []
    assert news(site.build(now=noon - 1).assert_clean()) == []
    assert news(site.build(now=noon).assert_clean()) == ["A"]


def test_news_goes_by_the_clock_where_the_future_is_published(site: Story) -> None:
    site.article("a.md", date="2025-06-14 12:00").article("b.md", date="2025-07-01")
    site.build(future=True)
    assert news(site) == ["A"]
    assert news(site.build(now=NOW + 2 * DAY).assert_clean()) == []
    assert news(site.build(now=NOW + 17 * DAY).assert_clean()) == ["B"]


@settings(max_examples=60 if TORTURE else 6, deadline=None)
@given(hours=st.lists(st.integers(-60, 60), min_size=1, max_size=4), steps=st.lists(
    st.integers(-70, 70), min_size=1, max_size=5))  # fmt: skip
def test_news_is_right_at_any_time(
    hours: list[int], steps: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = Story(tmp_path_factory.mktemp("news") / "site")
    for number, hour in enumerate(hours):
        day, rest = divmod(15 * 24 + hour, 24)
        site.article(f"n{number}.md", date=f"2025-06-{day:02} {rest:02}:00")
    for step in steps:
        site.options = replace(site.options, now=1_749_945_600 + step * 3600)
        site.build_as_clean()
        told = sorted(news(site))
        assert told == sorted(f"N{n}" for n, hour in enumerate(hours) if 0 <= step - hour < 48)


def test_there_is_no_news_where_it_is_not_wanted(site: Story) -> None:
    site.configure("[sitemaps]\nnews = false").article("a.md", date="2025-06-15").build()
    assert news(site) == []
    site.write("archivegen.toml", 'title = "T"').build()
    assert not site.has("sitemaps/news.xml")


def test_news_names_languages_as_aggregators_do(site: Story) -> None:
    for tag in ("pt-BR", "zh", "zh-Hant"):
        site.article(f"{tag}.md", date="2025-06-15", language=tag)
    site.build()
    told = re.findall("<news:language>(.*?)<", site.page("sitemaps/news.xml"))
    assert sorted(told) == ["pt", "zh-cn", "zh-tw"]


# Structured data and cards


def test_an_article_says_all_that_it_has(site: Story) -> None:
    site.configure('[theme]\nlogo = "/logo.svg"').write("static/logo.svg", "<svg/>")
    site.article(
        "a.md", headline="A </script> & B", slug="a", date="2024-05-01 09:30", authors=["Ann"],
        updated="2024-05-02", tags=["Sea", "Law"], image={"src": "/i.jpg", "alt": "View"},
        location="Gull Point", source={"name": "Wire", "url": "https://wire.example/1"},
        corrections=[{"date": "2024-05-03", "text": "Not so."}],
    )  # fmt: skip
    site.write("static/i.jpg", b"x").build()
    data = data_in(site.page(PAGE))
    told = data["NewsArticle"]
    assert RECOMMENDED["NewsArticle"] <= told.keys()
    assert told["headline"] == "A </script> & B"
    assert told["datePublished"] == "2024-05-01T09:30:00+00:00"
    assert told["author"] == [
        {"@type": "Person", "name": "Ann", "url": "https://gazette.example/authors/ann/"}
    ]
    assert told["image"] == ["https://gazette.example/i.jpg"]
    assert told["publisher"]["logo"]["url"] == "https://gazette.example/logo.svg"
    assert told["isBasedOn"]["url"] == "https://wire.example/1"
    assert told["correction"][0]["text"] == "Not so."
    assert told["keywords"] == ["Sea", "Law"]
    trail = data["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"]) for item in trail] == [
        (1, "The Test Gazette"), (2, "News"), (3, "2024"), (4, "May"), (5, "A </script> & B"),
    ]  # fmt: skip
    assert trail[1]["item"] == "https://gazette.example/news/"
    assert trail[3]["item"] == "https://gazette.example/2024/05/"
    # What is said to machines is what a reader sees.
    seen = site.page(PAGE).partition('<nav class="trail"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', seen) == ["/news/", "/2024/", "/2024/05/"]


def test_every_listing_says_what_it_is_and_where_it_stands(site: Story) -> None:
    site.article("a.md", section="Arts & Crafts", tags=["Tom & Jerry"], authors=["Ann"]).build()
    for path in ("arts-crafts/index.html", "topics/tom-jerry/index.html", "2024/05/index.html"):
        data = data_in(site.page(path))
        assert data.keys() == {"CollectionPage", "BreadcrumbList"}, path
        for type_, keys in data.items():
            assert RECOMMENDED[type_] <= keys.keys()
        (shown,) = re.findall(r'aria-current="page">([^<]*)<', site.page(path))
        assert data["BreadcrumbList"]["itemListElement"][-1]["name"] == shown.replace("&amp;", "&")
    topic = data_in(site.page("topics/tom-jerry/index.html"))
    assert topic["CollectionPage"]["name"] == "Topic: Tom & Jerry"
    front = data_in(site.page("index.html"))
    assert RECOMMENDED["WebSite"] <= front["WebSite"].keys()
    assert "potentialAction" not in front["WebSite"]
    assert data_in(site.page("404.html")) == {}


def test_only_whole_addresses_are_told(site: Story) -> None:
    site.write("archivegen.toml", 'title = "T"').article("a.md", image={"src": "/i.jpg", "alt": ""})
    site.write("static/i.jpg", b"x").build()
    for path in site.paths.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert data_in(page) == {}
        assert not {"og:url", "og:image"} & metas(page).keys()


def test_structured_data_and_cards_can_be_left_out(site: Story) -> None:
    site.configure("[metadata]\njson_ld = false\nsocial_cards = false").article("a.md").build()
    for path in (PAGE, "index.html", "news/index.html"):
        page = site.page(path)
        assert data_in(page) == {}
        assert not [name for name in metas(page) if name.startswith(("og:", "twitter:"))]


def test_where_a_page_is_shared(site: Story) -> None:
    site.configure('[theme]\nsocial_image = "card.png"').write("static/card.png", b"x")
    site.article("a.md", image={"src": "/i.jpg", "alt": "A view"}).write("static/i.jpg", b"x")
    site.article("b.md").build()
    told = metas(site.page(PAGE))
    # ogp.me: these four are required.
    assert told["og:title"] == "A"
    assert told["og:type"] == "article"
    assert told["og:image"] == "https://gazette.example/i.jpg"
    assert told["og:image:alt"] == "A view"
    assert told["og:url"] == "https://gazette.example/2024/05/01/a/"
    assert told["twitter:card"] == "summary_large_image"
    other = metas(site.page("2024/05/01/b/index.html"))
    assert other["og:image"] == "https://gazette.example/card.png"
    assert "og:image:alt" not in other


# Translations


def a_group(site: Story) -> Story:
    site.article("a.md", headline="A")
    site.article("es/a.md", language="es", headline="Ejemplo", translation_of="../a.md")
    return site.article("fr/a.md", language="fr", headline="Exemple", translation_of="../a.md")


def alternates(page: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))


def test_translations_name_one_another(site: Story) -> None:
    a_group(site).article("other.md").build()
    addresses = {
        "en": "https://gazette.example/2024/05/01/a/",
        "es": "https://gazette.example/2024/05/01/ejemplo/",
        "fr": "https://gazette.example/2024/05/01/exemple/",
        "x-default": "https://gazette.example/2024/05/01/a/",
    }
    for name in ("a", "ejemplo", "exemple"):
        assert alternates(site.page(f"2024/05/01/{name}/index.html")) == addresses
    page = site.page(PAGE)
    assert '<a href="/2024/05/01/ejemplo/" hreflang="es" lang="es">Español</a>' in page
    assert len(data_in(page)["NewsArticle"]["workTranslation"]) == 2
    own = data_in(site.page("2024/05/01/ejemplo/index.html"))["NewsArticle"]
    assert own["translationOfWork"]["@id"] == addresses["en"]
    assert alternates(site.page("2024/05/01/other/index.html")) == {}


def test_groups_follow_what_is_published(site: Story) -> None:
    a_group(site).build()
    site.article("es/a.md", language="es", slug="otro", translation_of="../a.md").build()
    assert "otro" in alternates(site.assert_clean().page(PAGE))["es"]
    site.article(
        "es/a.md", language="es", slug="otro", translation_of="../a.md", draft=True
    ).build()
    assert alternates(site.assert_clean().page(PAGE)).keys() == {"en", "fr", "x-default"}
    site.delete("content/fr/a.md").build().assert_clean()
    assert alternates(site.page(PAGE)) == {}
    site.build(drafts=True).assert_clean()
    assert alternates(site.page(PAGE)).keys() == {"en", "es", "x-default"}


def test_a_translation_of_a_translation_is_of_the_group(site: Story) -> None:
    a_group(site).article("it/a.md", language="it", slug="it", translation_of="../es/a.md").build()
    assert alternates(site.page(PAGE)).keys() == {"en", "es", "fr", "it", "x-default"}
    site.article("a.md", translation_of="it/a.md").build().assert_clean()
    assert alternates(site.page(PAGE)).keys() == {"en", "es", "fr", "it"}


@pytest.mark.parametrize("target", ["../b.md", "../../../b.md", "b.md"])
def test_a_translation_of_nothing_is_told(site: Story, target: str) -> None:
    site.article("a.md").article("es/x.md", language="es", translation_of=target).build()
    (problem,) = site.problems
    assert problem.severity == "warning"
    assert "there is no article" in problem.message
    assert (problem.path, problem.line) == ("content/es/x.md", 5)
    site.assert_clean()


def test_a_near_name_is_offered(site: Story) -> None:
    site.article("2019/harbour.md")
    site.article("es/x.md", language="es", translation_of="../2019/harbor.md").build()
    (problem,) = site.problems
    assert problem.hint == "did you mean content/2019/harbour.md?"


def test_two_translations_into_one_language_are_told(site: Story) -> None:
    a_group(site).article("es/b.md", language="es", translation_of="../a.md").build()
    (problem,) = site.problems
    assert problem.path == "content/es/b.md"
    assert "content/es/a.md is a translation of the same article" in problem.message


@pytest.mark.parametrize("target", ["https://x.org/a.md", "a.txt", "/a.md"])
def test_a_translation_is_of_a_file(site: Story, target: str) -> None:
    site.article("a.md", translation_of=target).fail()
    assert "is not the file of an article" in site.problems[0].message


# Thin listings


def test_thin_listings_are_for_readers_alone(site: Story) -> None:
    site.configure("[metadata]\nnoindex_below = 2")
    site.article("a.md", tags=["Sea", "Sky"], date="2024-05-01", authors=["Ann"])
    site.article("b.md", tags=["Sea"], date="2023-05-01").build()
    thin = {"topics/sky", "2024", "2023/05", "2023/05/01", "authors/ann", "news/2023"}
    for path in thin | {"topics/sea", "news"}:
        told = metas(site.page(f"{path}/index.html")).get("robots")
        assert told == ("noindex, follow" if path in thin else None), path
    listed = re.findall("<loc>https://gazette.example/(.*?)/</loc>", _listings(site))
    assert not thin & set(listed)
    assert {"topics/sea", "news"} <= set(listed)
    assert "noindex" not in site.page(PAGE)


def _listings(site: Story) -> str:
    return site.page("sitemaps/listings.xml")


def test_a_publisher_says_what_it_stands_for(site: Story) -> None:
    site.article("a.md").document("_pages/us/rules.md").configure(
        '[publisher]\nethics_policy = "_pages/us/rules.md#who"\nmasthead = "/people/"\n'
        'corrections_policy = "_pages/none.md"\nownership_funding_info = "https://a.example/x"\n'
    ).build().assert_clean()
    (problem,) = site.problems
    assert (problem.path, problem.line) == ("archivegen.toml", 6)
    assert problem.message == (
        "`corrections_policy` leads to content/_pages/none.md, which is not there"
    )
    data = re.findall(r'ld\+json">(.*?)</script>', site.page("index.html"))
    (publisher,) = (one["publisher"] for one in map(json.loads, data) if one["@type"] == "WebSite")
    assert publisher == {
        "@id": "https://gazette.example/#publisher", "@type": "NewsMediaOrganization",
        "name": "The Test Gazette", "url": "https://gazette.example/",
        "ethicsPolicy": "https://gazette.example/us/rules/#who",
        "masthead": "https://gazette.example/people/", "ownershipFundingInfo": "https://a.example/x",
    }  # fmt: skip
    site.move("content/_pages/us/rules.md", "content/_pages/rules.md").build()
    assert "/us/rules/" not in site.assert_clean().page("index.html")
