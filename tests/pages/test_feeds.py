"""Feeds: each is what its specification says, has what the articles say, and keeps its ids."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from lxml import etree

from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.times import Moment, zone_of
from archivegen.model.urls import Urls
from archivegen.renderer.absolute_links import absolute_links
from sample_sites import NASTY, of_nasty_articles, of_the_sample
from story import CONFIG, NOW, Story

TESTS = Path(__file__).parents[1]
ATOM = etree.RelaxNG(etree.parse(TESTS / "schemas" / "atom.rng"))
JSON_FEED = Draft202012Validator(
    json.loads((TESTS / "schemas" / "json-feed.json").read_text(encoding="utf-8")),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
LINK_ATTRIBUTES = ("href", "src", "cite", "poster")
SITES = ("sample", "sample of full texts", "hostile", "arabic")


@pytest.fixture(scope="module", params=SITES)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Whole sites; all but the first have feeds of full texts."""
    root = tmp_path_factory.mktemp("feeds") / "site"
    if request.param == "arabic":
        site = Story(root, config=CONFIG)
        shutil.copytree(TESTS / "sites" / "arabic", root, dirs_exist_ok=True)
        shutil.rmtree(root / "expected")
    elif request.param == "hostile":
        site = of_nasty_articles(root, "https://x.example/p\u00e4per/", "markdown")
    else:
        site = of_the_sample(root, "https://x.example/paper/", "commonmark")
    config = (root / "archivegen.toml").read_text(encoding="utf-8")
    if request.param != "sample":
        config = config.replace("[feeds]\n", "")
        config += '\n[feeds]\ncontent = "full"\nlimit = 1000\n'
        config = config.replace("limit = 1000\n[theme]", "[theme]")
    return site.write("archivegen.toml", config).build(now=NOW)


def tree_of(site: Story, path: str) -> etree._Element:
    return etree.fromstring((site.paths.output / path).read_bytes())


def atom_feeds(site: Story) -> Iterator[tuple[str, etree._Element]]:
    """The Atom feeds of a site by their paths."""
    for path in sorted(site.paths.output.rglob("*.xml")):
        name = path.relative_to(site.paths.output).as_posix()
        if path.name == "feed.xml" or name.startswith("feeds/"):
            yield name, tree_of(site, name)


def texts(node: etree._Element, path: str) -> list[str]:
    """What an XPath finds, in the order of the document."""
    return [str(found) for found in node.xpath(path, namespaces=NAMES)]


def link(node: etree._Element, rel: str) -> str:
    """The address of the one link of a kind; empty for none."""
    return "".join(texts(node, f"atom:link[@rel='{rel}']/@href"))


def items(site: Story) -> list[dict[str, Any]]:
    return list(json.loads(site.page("feed.json"))["items"])


# What is published is what the specifications say


def test_a_feed_reader_reads_every_feed(published: Story) -> None:
    found = [name for name, _ in atom_feeds(published)] + ["rss.xml"]
    assert len(found) > 5
    for name in found:
        feed = feedparser.parse((published.paths.output / name).read_bytes())
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        assert feed.version == ("rss20" if name == "rss.xml" else "atom10")
        assert feed.feed.title
        assert feed.entries
        for entry in feed.entries:
            # That of the feed which an archive came from is kept.
            assert entry.id.startswith(("tag:", "https://courier.example/?p="))
            assert entry.title
            assert entry.published_parsed
            assert entry.link.startswith("https://")


def test_atom_is_that_of_the_rfc(published: Story) -> None:
    old = "authors/m-thwaite/feed.xml"
    for name, feed in atom_feeds(published):
        assert ATOM.validate(feed), (name, ATOM.error_log.last_error)
        # RFC 4287, 4.1.1: the feed's author is that of entries that name none.
        assert texts(feed, "atom:author/atom:name/text()")
        # At the old address of a term stands its feed, which says where it is now.
        assert link(feed, "self").endswith("/feed.xml" if name == old else f"/{name}")
        assert link(feed, "alternate").endswith("/")
        ids = texts(feed, "atom:entry/atom:id/text()")
        assert len(set(ids)) == len(ids)
        assert len(feed.xpath("atom:entry[atom:link[@rel='alternate']]", namespaces=NAMES)) == len(
            ids
        )


def test_rss_is_that_of_its_specification(published: Story) -> None:
    feed = tree_of(published, "rss.xml")
    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    (channel,) = feed
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(texts(channel, f"{name}/text()")) == 1, name
    assert link(channel, "self").endswith("/rss.xml")
    parsedate_to_datetime(texts(channel, "lastBuildDate/text()")[0])
    for item in channel.iterfind("item"):
        for name in ("title", "link", "guid", "pubDate"):
            assert len(texts(item, f"{name}/text()")) == 1, name
        assert len(item.findall("description")) == 1
        assert texts(item, "guid/@isPermaLink") == ["false"]
        assert parsedate_to_datetime(texts(item, "pubDate/text()")[0]).tzinfo
        allowed = {"title", "link", "guid", "pubDate", "description", "category"}
        # Some have a recording.
        assert {child.tag for child in item if "}" not in child.tag} - {"enclosure"} == allowed
    guids = texts(channel, "item/guid/text()")
    assert len(set(guids)) == len(guids)


def test_json_is_that_of_its_specification(published: Story) -> None:
    feed = json.loads(published.page("feed.json"))
    errors = [(error.json_path, error.message) for error in JSON_FEED.iter_errors(feed)]
    assert errors == []
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids) >= 2


def test_the_three_feeds_have_the_same_articles(published: Story) -> None:
    atom, rss, found = (
        tree_of(published, "feed.xml"),
        tree_of(published, "rss.xml"),
        items(published),
    )
    ids = texts(atom, "atom:entry/atom:id/text()")
    assert ids == texts(rss, "//guid/text()") == [item["id"] for item in found]
    titles = texts(atom, "atom:entry/atom:title/text()")
    assert titles == texts(rss, "//item/title/text()") == [item["title"] for item in found]


def test_every_article_is_reached_from_the_feed(published: Story) -> None:
    output = published.paths.output
    feed = tree_of(published, "feed.xml")
    reached: set[str] = set()
    seen: list[str] = []
    base = link(feed, "alternate")
    newer = ""
    while older := link(feed, "prev-archive"):
        seen.append(older)
        name, newer = older.removeprefix(base), link(feed, "self")
        feed = tree_of(published, name)
        assert feed.xpath("boolean(fh:archive)", namespaces=NAMES)
        assert link(feed, "current") == f"{base}feed.xml"
        assert link(feed, "next-archive") == ("" if newer.endswith("/feed.xml") else newer)
        assert texts(feed, "atom:id/text()") == [base]
        ids = texts(feed, "atom:entry/atom:id/text()")
        assert ids
        assert not reached & {*ids}
        reached |= {*texts(feed, "atom:entry/atom:link[@rel='alternate']/@href")}
    assert len(seen) == len(list((output / "feeds").glob("*.xml")))
    stories = {
        match[1]
        for path in output.rglob("*.html")
        if '<article class="story"' in (text := path.read_text(encoding="utf-8"))
        and (match := re.search(r'<link rel="canonical" href="([^"]*)"', text))
    }
    # The archive has the one that is in no listing, at an address that only a link leads to.
    unlisted = {story for story in stories if "harbour-trust-minutes" in story}
    assert reached == stories - unlisted


def test_links_in_full_texts_lead_somewhere_from_everywhere(published: Story) -> None:
    contents = [
        *texts(tree_of(published, "feed.xml"), "atom:entry/atom:content/text()"),
        *texts(tree_of(published, "rss.xml"), "//content:encoded/text()"),
        *(item["content_html"] for item in items(published) if "content_html" in item),
    ]
    for content in contents:
        tree = html5lib.parse(content, namespaceHTMLElements=False)
        for node in tree.iter():
            for name in LINK_ATTRIBUTES:
                assert urlsplit(node.get(name, "http:")).scheme, (node.tag, node.attrib)
    is_full = 'content = "full"' in (published.root / "archivegen.toml").read_text("utf-8")
    assert bool(contents) == is_full


def test_dates_and_languages(published: Story) -> None:
    for _, feed in atom_feeds(published):
        (updated,) = texts(feed, "atom:updated/text()")
        moments = texts(feed, "atom:entry/atom:updated/text()")
        moments += texts(feed, "atom:entry/atom:published/text()")
        assert instant(updated) == max(map(instant, moments))
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    atom = tree_of(published, "feed.xml")
    entries = atom.findall("atom:entry", NAMES)
    for entry, item in zip(entries, items(published), strict=True):
        language = entry.get("{http://www.w3.org/XML/1998/namespace}lang")
        assert item.get("language") == language


def instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


# What is in them


def test_what_a_feed_has_of_an_article(site: Story) -> None:
    site.article(
        "news/ferry.md", "A [link](../b.md).", headline="Ferry & <b>tide</b>", section="Local News",
        tags=["Sea", "Low tide"], authors=["Ann Lee", "Bo"], date="2024-05-01 06:40",
        updated="2024-05-02", summary="It is < high.", language="fr",
        image={"src": "/i.jpg", "alt": "A ferry", "credit": "C"},
    ).article("b.md", date="2023-01-01").build()  # fmt: skip
    atom = tree_of(site, "feed.xml").find("atom:entry", NAMES)
    rss = tree_of(site, "rss.xml").find("channel/item")
    item = items(site)[0]
    assert atom is not None
    assert rss is not None
    own = "tag:gazette.example,2024-05-01:news/ferry.md"
    assert texts(atom, "atom:id/text()") == texts(rss, "guid/text()") == [item["id"]] == [own]
    assert texts(atom, "atom:author/atom:name/text()") == texts(rss, "dc:creator/text()")
    assert texts(atom, "atom:author/atom:uri/text()") == [
        "https://gazette.example/authors/ann-lee/", "https://gazette.example/authors/bo/",
    ]  # fmt: skip
    assert texts(atom, "atom:category/@label") == ["Local News", "Sea", "Low tide"]
    assert texts(rss, "category/text()") == item["tags"] == ["Local News", "Sea", "Low tide"]
    assert texts(atom, "atom:summary/text()") == ["It is < high."]
    assert texts(rss, "description/text()") == ["It is &lt; high."]
    assert item["content_text"] == "It is < high."
    picture = ["https://gazette.example/i.jpg"]
    assert texts(atom, "media:content/@url") == texts(rss, "media:content/@url") == picture
    assert [item["image"]] == picture
    assert texts(rss, "pubDate/text()") == ["Wed, 01 May 2024 06:40:00 +0000"]
    assert texts(rss, "dc:language/text()") == [item["language"]] == ["fr"]
    assert not texts(atom, "atom:content")
    assert not texts(rss, "content:encoded")


def test_hostile_headlines_are_text(site: Story) -> None:
    for number, text in enumerate(NASTY.values()):
        site.article(f"{number}.md", headline=text, slug=f"s{number}", tags=[text])
    site.build()
    written = {item["title"] for item in items(site)}
    assert len(written) == len(NASTY)
    assert written == {*texts(tree_of(site, "feed.xml"), "atom:entry/atom:title/text()")}
    assert written == {*texts(tree_of(site, "rss.xml"), "//item/title/text()")}
    assert NASTY["markup"].split("<")[1] in "".join(written)


def test_no_more_than_the_limit(site: Story) -> None:
    site.configure("[feeds]\nlimit = 2\n")
    for number in range(4):
        site.article(f"{number}.md", date=f"2024-05-0{number + 1}", tags=["X"], authors="Ann")
    site.build()
    for path in ("feed.xml", "news/feed.xml", "topics/x/feed.xml", "authors/ann/feed.xml"):
        assert texts(tree_of(site, path), "atom:entry/atom:title/text()") == ["3", "2"]
    assert len(tree_of(site, "rss.xml").findall("channel/item")) == len(items(site)) == 2
    assert len(tree_of(site, "feeds/2024-05.xml").findall("atom:entry", NAMES)) == 4


def test_full_texts(site: Story) -> None:
    site.write(
        "archivegen.toml",
        'title = "T"\nbase_url = "https://gazette.example/paper/"\n[feeds]\ncontent = "full"\n',
    )
    site.write("content/p.png", b"x").article("b.md", slug="other", date="2024-01-01")
    site.article("a.md", "[a](b.md#x) ![i](p.png) [here](#here) [^1]\n\n[^1]: n <em>", tags=["X"])
    site.build()
    content = items(site)[0]["content_html"]
    assert 'href="https://gazette.example/paper/2024/01/01/other/#x"' in content
    assert 'src="https://gazette.example/paper/p.png"' in content
    assert 'href="https://gazette.example/paper/2024/05/01/a/#here"' in content
    assert 'href="https://gazette.example/paper/2024/05/01/a/#fn:1"' in content
    for path in ("feed.xml", "news/feed.xml", "topics/x/feed.xml", "feeds/2024-05.xml"):
        assert texts(tree_of(site, path), "atom:entry/atom:content/text()")[0] == content
    assert texts(tree_of(site, "rss.xml"), "//content:encoded/text()")[0] == content


# Ids


def ids(site: Story) -> dict[str, str]:
    return {item["title"]: item["id"] for item in items(site)}


def test_an_id_survives_another_headline_slug_section_and_permalink(site: Story) -> None:
    site.article("a.md", date="2024-05-01T10:00", headline="Before").build()
    before = ids(site)["Before"]
    site.configure('permalink = "/{section}/{slug}/"\n')
    site.article(
        "a.md", "Other.", date="2024-05-01T22:00", headline="After", slug="x", section="World",
        updated="2024-07-01", tags=["X"],
    ).build()  # fmt: skip
    assert ids(site) == {"After": before}


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.move("content/a.md", "content/b.md"),
        lambda site: site.article("a.md", date="2024-05-02"),
        lambda site: site.write(
            "archivegen.toml", CONFIG.replace("gazette.example", "paper.example")
        ),
    ],
)
def test_what_changes_an_id(site: Story, change: Callable[[Story], object]) -> None:
    site.article("a.md", headline="A").build()
    before = ids(site)
    change(site.article("a.md", headline="A"))
    site.build().assert_clean()
    assert not {*ids(site).values()} & {*before.values()}


def test_an_id_is_a_tag_uri() -> None:
    day = Moment(parsedate_to_datetime("Wed, 01 May 0850 06:40:00 +0000"))
    assert Urls.of("https://x.example:8080/a b/").tag(day, "c/\u00fc #1?.md") == (
        "tag:x.example,0850-05-01:a%20b/c/%C3%BC%20%231%3F.md"
    )
    assert (
        Urls.of("https://b\u00fccher.example/")
        .tag(day, "c.md")
        .startswith("tag:xn--bcher-kva.example,")
    )
    endless = Urls.of("https://" + "\u00fc" * 80 + ".example/")
    assert endless.tag(day, "c.md").startswith("tag:%C3%BC")


# Which there are


def feeds_in(site: Story) -> set[str]:
    return {
        path.relative_to(site.paths.output).as_posix()
        for pattern in ("feed.*", "rss.xml", "feeds/*.xml")
        for path in site.paths.output.rglob(pattern)
    } - {"assets/feed.css"}


ALL = {
    "feed.xml", "rss.xml", "feed.json", "news/feed.xml", "topics/x/feed.xml",
    "authors/ann/feed.xml", "feeds/2024-05.xml",
}  # fmt: skip
SWITCHES = {
    "atom": {"feed.xml", "feeds/2024-05.xml"},
    "rss": {"rss.xml"},
    "json": {"feed.json"},
    "sections": {"news/feed.xml"},
    "topics": {"topics/x/feed.xml"},
    "authors": {"authors/ann/feed.xml"},
    "archive": {"feeds/2024-05.xml"},
}


@pytest.mark.parametrize("content", ["summary", "full"])
def test_each_family_has_a_switch(site: Story, content: str) -> None:
    site.article("a.md", tags=["X"], authors="Ann").build()
    assert feeds_in(site) == ALL
    for name, paths in SWITCHES.items():
        key = f"taxonomies.{name}.feed" if name in BUILT_IN else f"feeds.{name}"
        site.configure(f'{key} = false\nfeeds.content = "{content}"\n').build().assert_clean()
        assert feeds_in(site) == ALL - paths, name
        for page in site.paths.output.rglob("*.html"):
            told = re.findall(r'rel="alternate"[^>]* href="/([^"]*)"', page.read_text("utf-8"))
            assert {*told} <= ALL - paths | {"2024/05/index.json", "archive/index.json"}, page
    without = "[taxonomies]\ntopics.pages = false\nauthors.pages = false\n"
    site.configure(without).build().assert_clean()
    assert feeds_in(site) == ALL - SWITCHES["topics"] - SWITCHES["authors"]


def test_without_an_address_there_are_no_feeds(site: Story) -> None:
    site.write("archivegen.toml", 'title = "T"\n[feeds]\ncontent = "full"\n')
    site.article("a.md", tags=["X"]).build().assert_clean()
    assert feeds_in(site) == set()
    site.article("a.md", "Other.", tags=["X"]).build().assert_clean()
    assert "feed" not in site.page("topics/x/index.html").casefold()


def test_pages_tell_of_feeds(site: Story) -> None:
    site.article("a.md", tags=["X"], authors="Ann").build()

    def told(path: str) -> list[str]:
        return re.findall(r'<link rel="alternate" type="[^"]*" href="([^"]*)"', site.page(path))

    everywhere = ["/feed.xml", "/rss.xml", "/feed.json"]
    assert told("index.html") == told("2024/05/01/a/index.html") == everywhere
    assert (
        told("news/index.html") == told("news/2024/index.html") == ["/news/feed.xml", *everywhere]
    )
    assert told("topics/x/index.html") == ["/topics/x/feed.xml", *everywhere]
    assert told("authors/ann/index.html") == ["/authors/ann/feed.xml", *everywhere]


def test_a_site_without_articles_has_an_empty_feed(site: Story) -> None:
    site.article("a.md", draft=True).build()
    assert feeds_in(site) == {"feed.xml", "rss.xml", "feed.json"}
    assert ATOM.validate(tree_of(site, "feed.xml"))
    assert JSON_FEED.is_valid(json.loads(site.page("feed.json")))


def test_a_site_can_override_a_feed(site: Story) -> None:
    site.write("templates/feed.xml", "<mine>{{ cards | length }}{{ is_archive }}</mine>")
    site.article("a.md").build()
    assert site.page("feed.xml") == site.page("news/feed.xml") == "<mine>1False</mine>"
    assert site.page("feeds/2024-05.xml") == "<mine>1True</mine>"
    site.write("templates/feed.json", "{{ [cards[0].headline] | tojson }}").build().assert_clean()
    assert json.loads(site.page("feed.json")) == ["A"]


def test_the_folder_of_the_archive_is_the_sites_own(site: Story) -> None:
    site.article("a.md", section="Feeds").fail()


# Which are written


def feeds_written(site: Story) -> set[str]:
    return site.written & feeds_in(site)


def archive(site: Story, config: str = "") -> Story:
    site.configure(config)
    for month in range(1, 6):
        site.article(
            f"{month}.md", date=f"2024-0{month}-01", tags=["T", f"T{month}"], authors=f"A{month}",
            summary="S",
        )  # fmt: skip
    return site.build()


def test_a_new_article_writes_the_feeds_that_show_it(site: Story) -> None:
    archive(site).article("new.md", date="2024-05-07", tags=["T5"], summary="S").build()
    assert feeds_written(site) == {
        "feed.xml", "rss.xml", "feed.json", "news/feed.xml", "topics/t5/feed.xml",
        "feeds/2024-05.xml",
    }  # fmt: skip
    site.article("newer.md", date="2024-06-01", section="Sport", summary="S").build()
    assert feeds_written(site) == {
        "feed.xml", "rss.xml", "feed.json", "sport/feed.xml", "feeds/2024-05.xml",
        "feeds/2024-06.xml",
    }  # fmt: skip
    site.article("older.md", date="2024-02-20", section="Sport", summary="S").build()
    assert feeds_written(site) >= {"feeds/2024-02.xml"}
    assert not {"feeds/2024-01.xml", "feeds/2024-03.xml", "news/feed.xml"} & site.written
    site.assert_clean()


def test_another_body_plans_no_feed_of_summaries(site: Story) -> None:
    archive(site).article(
        "3.md", "Other.", date="2024-03-01", tags=["T", "T3"], authors="A3", summary="S"
    ).build().assert_written("2024/03/01/3/index.html").assert_clean()
    assert site.report.rendered == 1


def test_another_body_writes_the_feeds_of_full_texts(site: Story) -> None:
    archive(site, '[feeds]\ncontent = "full"\n').article(
        "3.md", "Other.", date="2024-03-01", tags=["T", "T3"], authors="A3", summary="S"
    ).build().assert_clean()
    assert feeds_written(site) == {
        "feed.xml", "rss.xml", "feed.json", "news/feed.xml", "topics/t/feed.xml",
        "topics/t3/feed.xml", "authors/a3/feed.xml", "feeds/2024-03.xml",
    }  # fmt: skip
    assert site.written == {*feeds_written(site), "2024/03/01/3/index.html"}


def test_another_address_writes_the_full_texts_that_link_to_it(site: Story) -> None:
    site.configure('[feeds]\ncontent = "full"\n')
    site.article("a.md", "[b](b.md)", date="2024-01-01", section="World", summary="S")
    site.article("b.md", date="2024-02-01", summary="S").build()
    site.article("b.md", date="2024-02-01", slug="other", summary="S").build().assert_clean()
    assert {"world/feed.xml", "feeds/2024-01.xml"} <= site.written
    assert "/other/" in site.page("world/feed.xml")


def test_another_topic_is_told_in_each_feed(site: Story) -> None:
    archive(site).article(
        "3.md", date="2024-03-01", tags=["T", "T3", "New"], authors="A3", summary="S"
    ).build().assert_clean()
    assert '"new"' in site.page("topics/t/feed.xml")


def test_from_summaries_to_full_texts_and_back(site: Story) -> None:
    archive(site).configure('[feeds]\ncontent = "full"\n').build().assert_clean()
    assert feeds_written(site) == feeds_in(site)
    site.configure("").build().assert_clean()
    assert feeds_written(site) == feeds_in(site)


# Pieces

SRC = 'SRC="https://x.example/p/a/i.png">'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="/w/">', '<a href="https://x.example/w/">'),
        ("<a href=b.html>", '<a href="https://x.example/p/a/b.html">'),
        ("<a href='#fn:1'>", '<a href="https://x.example/p/a/#fn:1">'),
        ('<a href="">', '<a href="https://x.example/p/a/">'),
        ('<a href="//y.example/&amp;">', '<a href="https://y.example/&amp;">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<a href="https://[x">', '<a href="https://[x">'),
        ('<a title="href=\'/x\'" href="?a=1">', '<a title="href=\'/x\'" href="https://x.example/p/a/?a=1">'),
        (
            '<img srcset="i.png 1x, /j,k.png 2x,"\nSRC = "i.png">',
            '<img srcset="https://x.example/p/a/i.png 1x, https://x.example/j,k.png 2x"\n' + SRC,
        ),
        ('<img srcset="i.png">', '<img srcset="https://x.example/p/a/i.png">'),
        ('href="/w/" &lt;a href="/w/">', 'href="/w/" &lt;a href="/w/">'),
        ('<b>3 < 4</b><a href="/w/">', '<b>3 < 4</b><a href="https://x.example/w/">'),
        ("<p>text</p>", "<p>text</p>"),
    ],
)  # fmt: skip
def test_absolute_links(body: str, expected: str) -> None:
    assert absolute_links(body, "https://x.example/p/a/") == expected


@given(st.text("<a \"'=hrefsc/#>&;,", max_size=60))
def test_absolute_links_are_found_once(body: str) -> None:
    made = absolute_links(body, "https://x.example/p/")
    assert absolute_links(made, "https://y.example/") == made


ZONES = st.sampled_from([zone_of("UTC"), zone_of("Europe/London")])


@given(st.datetimes(datetime(1000, 1, 1), timezones=ZONES))  # noqa: DTZ001 -- it has to be naive
@example(parsedate_to_datetime("Wed, 01 May 2024 06:40:00 -0430"))
def test_rfc_822(local: datetime) -> None:
    told = Moment(local.replace(microsecond=0)).rfc822
    offset = local.utcoffset()
    assert offset is not None
    if not offset.total_seconds() % 60:
        assert told == format_datetime(local)
    else:
        assert parsedate_to_datetime(told) == local.replace(microsecond=0)


def test_a_recording_is_an_enclosure_with_a_player(site: Story) -> None:
    site.write("content/a.mp3", b"12345")
    audio = {"src": "a.mp3", "title": "Her <own> words", "seconds": 65}
    site.article("a.md", audio=audio).article("b.md", audio="https://e.example/b.ogg?x")
    site.article("c.md", audio="lost.wav", draft=True).build()
    page = site.page("2024/05/01/a/index.html")
    assert '<figcaption>Her &lt;own&gt; words\n<span class="count">1:05</span>' in page
    assert '<audio controls preload="none" src="/a.mp3"></audio>' in page
    at = "https://gazette.example/a.mp3"
    (told,) = re.findall(r'"audio": (\{.*?\})', page)
    assert json.loads(told) == {
        "@type": "AudioObject", "contentSize": "5", "contentUrl": at, "duration": "PT0H1M5S",
        "encodingFormat": "audio/mpeg", "name": "Her <own> words",
    }  # fmt: skip
    assert f'<enclosure url="{at}" length="5" type="audio/mpeg"/>' in site.page("rss.xml")
    assert f'type="audio/mpeg" length="5" href="{at}" title="Her &lt;own' in site.page("feed.xml")
    items = json.loads(site.page("feed.json"))["items"]
    assert items[1]["attachments"] == [
        {"url": at, "mime_type": "audio/mpeg", "title": "Her <own> words", "size_in_bytes": 5,
         "duration_in_seconds": 65}
    ]  # fmt: skip
    assert items[0]["attachments"] == [
        {"url": "https://e.example/b.ogg?x", "mime_type": "audio/ogg"}
    ]
    site.write("content/a.mp3", b"123456").build().assert_clean()
    assert 'length="6"' in site.page("rss.xml")
    site.delete("content/a.mp3").build().assert_clean()
    assert [problem.message for problem in site.problems] == [
        "the link leads to content/a.mp3, which is not there"
    ]
