"""References: what Zotero takes of an article's page, and the files of reference managers."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from story import Story

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_language": "language",
    "citation_public_url": "url",
    "citation_firstpage": "pages",
}
"""Fields of Zotero by the names of Highwire Press, as in its translator "Embedded Metadata"."""


class Head(HTMLParser):
    """The elements of a page that have no end, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str | None]] = []
        self.downloads: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == "meta":
            name = own.get("name") or own.get("property") or ""
            self.metas.append((name, own.get("content") or ""))
        elif tag == "link":
            self.links.append(own)
        elif tag == "a" and "download" in own:
            self.downloads[own["download"] or ""] = own["href"] or ""


def zotero(metas: list[tuple[str, str]]) -> dict[str, object]:
    """The item of Zotero, by the rules of "Embedded Metadata" and of "RDF", which it calls."""
    first: dict[str, str] = {}
    for name, content in metas:
        first.setdefault(name.lower(), content)
    # A type of its own is taken before what the names of Highwire Press make of it.
    kind = first.get("dc.type") or ("journalArticle" if "citation_title" in first else "webpage")
    item: dict[str, object] = {"itemType": kind}
    item |= {field: first[name] for name, field in HIGHWIRE.items() if name in first}
    item |= {"rights": first["dc.rights"]} if "dc.rights" in first else {}
    item |= {"section": first["article:section"]}
    authors = [content for name, content in metas if name == "citation_author"]
    item["creators"] = [
        author.split(", ", 1) if ", " in author else author.rsplit(" ", 1)[::-1]
        for author in authors
    ]
    return item


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Story:
    site = Story(tmp_path_factory.mktemp("references") / "site")
    site.article(
        "a.md", headline="Tide <b>&</b> time.", authors=["Ann van Lee", "Wire"], section="World",
        rights="© The Gazette", language="de",
        notices=[{"type": "retraction", "date": "2024-06-01"}],
    )  # fmt: skip
    place = {
        "publication": "The Herald", "volume": "II", "number": 7, "edition": "Late", "page": "A1",
        "section": "Main",
    }  # fmt: skip
    site.article("b.md", date="1922-07", print={"date": "1922-07-21", **place}, url="/old/b.html")
    return site.article("c.md", date="1923").build()


def test_zotero_takes_an_article_of_a_newspaper(paper: Story) -> None:
    head = Head(paper.page("2024/05/01/tide-b-b-time/index.html"))
    url = "https://gazette.example/2024/05/01/tide-b-b-time/"
    assert zotero(head.metas) == {
        "itemType": "newspaperArticle", "title": "Tide <b>&</b> time [Retracted]", "url": url,
        "date": "2024/05/01", "publicationTitle": "The Test Gazette", "language": "de",
        "rights": "© The Gazette", "section": "World", "creators": [["van Lee", "Ann"], ["Wire"]],
    }  # fmt: skip
    assert {"rel": "cite-as", "href": url} in head.links
    assert ("DC.date", "2024-05-01") in head.metas
    printed = zotero(Head(paper.page("old/b.html")).metas)
    assert printed["publicationTitle"] == "The Herald"
    assert [printed[key] for key in ("date", "volume", "issue", "pages")] == [
        "1922/07/21", "II", "7", "A1",
    ]  # fmt: skip
    year = Head(paper.page("1923/00/00/c/index.html")).metas
    assert ("citation_publication_date", "1923") in year


def test_reference_managers_get_files(paper: Story) -> None:
    files = Head(paper.page("old/b.html")).downloads
    ris, csl = (unquote(files[f"b.{ending}"]).partition(",")[2] for ending in ("ris", "json"))
    assert ris == (
        "TY  - NEWS\r\nTI  - B\r\nT2  - The Herald\r\nDA  - 1922/07/21\r\nPY  - 1922\r\n"
        "VL  - II\r\nIS  - 7\r\nET  - Late\r\nSE  - Main\r\nSP  - A1\r\nLA  - en\r\n"
        "UR  - https://gazette.example/old/b.html\r\nER  - \r\n"
    )
    assert json.loads(csl) == [{
        "id": "https://gazette.example/old/b.html", "type": "article-newspaper", "title": "B",
        "container-title": "The Herald", "issued": {"date-parts": [[1922, 7, 21]]},
        "volume": "II", "issue": "7", "edition": "Late", "section": "Main", "page": "A1",
        "language": "en", "URL": "https://gazette.example/old/b.html",
    }]  # fmt: skip
    files = Head(paper.page("2024/05/01/tide-b-b-time/index.html")).downloads
    (ris, csl) = (unquote(address) for address in files.values())
    assert "TI  - Tide <b>&</b> time [Retracted]\r\nAU  - van Lee, Ann\r\nAU  - Wire\r\n" in ris
    assert '"author": [{"family": "van Lee", "given": "Ann"}, {"literal": "Wire"}]' in csl
    assert all(re.fullmatch(r"data:[\w./+-]+;charset=utf-8,[\w.~%-]+", a) for a in files.values())


def test_it_can_be_left_out(site: Story) -> None:
    site.configure("[metadata]\ncitations = false\n").article("a.md").build()
    page = site.page("2024/05/01/a/index.html")
    assert "citation_" not in page
    assert "cite-as" not in page
    site.write("archivegen.toml", 'title = "T"\n').build().assert_clean()
    assert "citation_" not in site.page("2024/05/01/a/index.html")
