"""The portable edition: pages that lead to one another's files, whatever folder they are in."""

from __future__ import annotations

import html
import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin

import pytest

from archivegen.model.html_tags import ATTRIBUTE, START_TAG
from archivegen.model.urls import Urls
from archivegen.renderer.relative_links import LINKS, RelativeLinks
from story import Snapshot, Story

TAGS = [
    ('<a href="/paper/">', '<a href="../../index.html">'),
    ('<a href="/paper/2024/a/">', '<a href="index.html">'),
    ('<a href="/paper/2024/b/?x=/#y/">', '<a href="../b/index.html?x=/#y/">'),
    ("<a class=x href='/paper/b.html'>", '<a class=x href="../../b.html">'),
    ("<a href=/paper/b%20c/>", '<a href="../../b%20c/index.html">'),
    ('<a href="/paper/a&amp;b&lt;&quot;/">', '<a href="../../a&amp;b&lt;&quot;/index.html">'),
    ('<a href="/other/">', '<a href="/other/">'),
    ('<a href="//host/paper/">', '<a href="//host/paper/">'),
    ('<a href="#fn:1">', '<a href="#fn:1">'),
    ('<a href="javascript:/paper/">', '<a href="javascript:/paper/">'),
    ('<a title="/paper/">', '<a title="/paper/">'),
    ('<img src="/paper/x.png" srcset="/paper/x.png 1x, /paper/y.png 2x">',
     '<img src="../../x.png" srcset="../../x.png 1x, ../../y.png 2x">'),
    ('<meta http-equiv="refresh" content="0; url=/paper/b/">',
     '<meta http-equiv="refresh" content="0; url=../b/index.html">'.replace("../b", "../../b")),
    ('<meta property="og:url" content="https://x.org/paper/">',
     '<meta property="og:url" content="https://x.org/paper/">'),
    ('<form data-root="/paper/" data-indexes="/paper/s/1/ /paper/s/2/">',
     '<form data-root="../../" data-indexes="../../s/1/ ../../s/2/">'),
    ('<script type="module" src="/paper/assets/a.js" data-x="1">',
     '<script defer src="../../assets/portable.js" data-url="../../assets/a.js" data-x="1">'),
    ('<a href="/paper/2024/a/x:y">', '<a href="./x:y">'),
    ("<a <a href='/paper/", "<a <a href='/paper/"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "relative"), TAGS)
def test_tags(tag: str, relative: str) -> None:
    links = RelativeLinks(Urls.of("https://x.org/paper/"), "/paper/assets/portable.js")
    assert links.of(tag, "2024/a/index.html") == relative


def test_each_link_of_each_page_names_a_file(site: Story) -> None:
    """And the other edition is what it was, whichever was built before."""
    config = "[redirects]\nhtml = true\n[slugs]\ntransliterate = 'none'\n"
    site.configure(config).write("static/p ü.png", "x").write("content/2024/p.png", "x")
    text = "[b](b.md#x) ![P](p.png) ![Q](</p ü.png>) [c](https://gazette.example/2024/)"
    site.article("2024/a.md", text, aliases=["/old/a/", "/a.html"], tags=["北京 & C#"])
    site.article("2024/b.md", "[a](a.md)", authors=["Ö"]).document("_pages/ü.md", menu="footer")
    site.build()
    usual = site.page("2024/05/01/a/index.html")
    assert 'href="/2024/05/01/b/#x"' in usual
    site.build(is_portable=True).assert_clean()
    files = {*Snapshot.of(site.paths.output).files}
    for page in files:
        if page.endswith(".html"):
            for address in _links_of(site.page(page)):
                target = unquote(urljoin(f"http://x/{page}", address).removeprefix("http://x/"))
                assert target in files or address.startswith("https://"), (page, address)
    page = site.page("2024/05/01/a/index.html")
    assert '<link rel="canonical" href="https://gazette.example/2024/05/01/a/">' in page
    assert "<loc>https://gazette.example/2024/05/01/a/</loc>" in site.page("sitemaps/2024-05.xml")
    site.article("2024/b.md", "[a](a.md) again", authors=["Ö"]).build().assert_clean()
    site.article("2024/b.md", "[a](a.md)", authors=["Ö"]).build(is_portable=False)
    site.assert_clean()
    assert site.page("2024/05/01/a/index.html") == usual


def _links_of(page: str) -> set[str]:
    found = set[str]()
    for tag in START_TAG.findall(page):
        for match in ATTRIBUTE.finditer(tag):
            value = html.unescape(match["double"] or match["single"] or match["bare"] or "")
            if match["name"] in LINKS and not re.match(r"data:|#|mailto:", value):
                found.add(re.split("[?#]", value)[0])
    assert not {one for one in found if PurePosixPath(one).is_absolute()}
    return found
