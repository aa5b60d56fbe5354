"""Saved pages: each field with its origin, and nothing that the page itself does not agree with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from importing import ImportStory

from archivegen.importer.item import Item
from archivegen.importer.sources.files import SourceFile
from archivegen.importer.sources.html import item_of

TEXT = [
    "The lamp of the light at Gull Point was lifted into its place at dusk, and lit an hour later.",
    "Two boats had waited for it since Monday, said the harbour master, who counted them himself.",
    "The crane that had lifted it leaves on Sunday, with the tide, for the works at Saltmarsh.",
]


def page(
    head: str = "",
    ld: Any = None,
    *,
    shown: str = '<time datetime="2022-07-21T06:40:00+02:00">21 July 2022</time>',
    title: str = "The lamp is lit again",
    before: str = "",
    after: str = "",
) -> bytes:
    script = f'<script type="application/ld+json">{ld}</script>' if ld else ""
    body = "".join(f"<p>{text}</p>" for text in TEXT)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{title} | The Gazette</title>'
        f'<meta property="og:site_name" content="The Gazette">{head}{script}</head><body>'
        f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{before}{shown}"
        f'<div class="text">{body}</div>{after}</article><footer>All rights</footer></body></html>'
    ).encode()


def read(data: bytes) -> Item:
    return item_of(data, SourceFile(Path("/source/a.html"), "a.html"))


def said(data: bytes) -> dict[str, Any]:
    return {key: field.value for key, field in read(data).fields.items()}


def article(**more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "The lamp is lit again", **more}


DATED = article(datePublished="2022-07-21T06:40:00+02:00")


def test_a_page_with_all_that_there_is() -> None:
    ld = article(
        datePublished="2022-07-21T06:40:00+02:00",
        author=[{"@type": "Person", "name": "Iris Calloway"}, {"@type": "Person", "name": "Bo Ek"}],
        articleSection="Harbour",
        keywords=["Light", "Crane"],
    )
    item = read(page('<link rel="canonical" href="https://gazette.example/a">', json.dumps(ld)))
    assert {key: field.value for key, field in item.fields.items()} == {
        "headline": "The lamp is lit again",
        "date": "2022-07-21T06:40:00+02:00",
        "authors": ("Iris Calloway", "Bo Ek"),
        "section": "Harbour",
        "tags": ("Light", "Crane"),
        "language": "en-GB",
    }
    assert item.fields["date"].origin == "JSON-LD datePublished"
    assert item.address == "https://gazette.example/a"
    assert not item.notes
    assert all(text in item.body.text for text in TEXT)
    assert "All rights" not in item.body.text
    assert "<h1>" not in item.body.text


def test_the_main_article_among_others() -> None:
    related = [{"@type": "Article", "headline": f"Other {n}", "datePublished": "2001-01-01"}
               for n in range(3)]  # fmt: skip
    iris = {"@id": "#iris", "@type": "Person", "name": "Iris Calloway"}
    graph = json.dumps({"@graph": [*related, {**DATED, "author": {"@id": "#iris"}}, iris]})
    assert said(page(ld=graph))["authors"] == ("Iris Calloway",)
    assert said(page(ld=graph))["date"] == "2022-07-21T06:40:00+02:00"


@pytest.mark.parametrize(
    "broken",
    ["<!-- {} -->", "{},", "[{}, ]", "//<![CDATA[\n{}\n//]]>", "{}\n\x01;"],
)
def test_json_ld_is_mended_where_that_is_safe(broken: str) -> None:
    ld = json.dumps(DATED | {"articleSection": "Harbour\ttown"})
    text = broken.replace("{}", ld) if broken != "{}," else ld[:-1] + ",}"
    assert said(page(ld=text))["section"] == "Harbour town"


def test_json_ld_that_is_none_is_told_and_the_rest_is_read() -> None:
    item = read(page('<meta name="date" content="2022-07-21">', '{"@type": NewsArticle'))
    assert [note.kind for note in item.notes] == ["broken JSON-LD"]
    assert item.fields["date"].origin == "meta date"


def test_a_date_that_is_none_is_refused() -> None:
    item = read(page(ld=json.dumps(article(datePublished="0001-01-01T00:00:00Z"))))
    assert item.fields["date"].value == "2022-07-21T06:40:00+02:00"
    assert item.fields["date"].origin == "<time>"
    assert [note.kind for note in item.notes] == ["refused dates: JSON-LD datePublished"]


def test_a_date_that_the_page_does_not_show_is_held() -> None:
    item = read(page(ld=json.dumps(article(datePublished="2019-01-01"))))
    assert [(note.weight, note.kind) for note in item.notes] == [("held", "dates that differ")]
    assert "the page shows 2022-07-21" in item.notes[0].text


@pytest.mark.parametrize(
    ("written", "date"),
    [("20220721T0640", "2022-07-21 06:40"), ("1658378400", "2022-07-21T04:40:00+00:00"),
     ("July 21, 2022 6:40am", "July 21, 2022 6:40am"), ("2022-07-21T06:40:00.000Z",
      "2022-07-21T06:40:00.000Z")],
)  # fmt: skip
def test_dates_in_many_forms(written: str, date: str) -> None:
    assert said(page(ld=json.dumps(article(datePublished=written))))["date"] == date


def test_an_update_counts_where_the_page_shows_it() -> None:
    later = article(datePublished="2022-07-21T06:40:00+02:00", dateModified="2026-02-03")
    assert "updated" not in said(page(ld=json.dumps(later)))
    shown = '<time>21 July 2022</time><time class="updated" datetime="2026-02-03">Updated</time>'
    assert said(page(ld=json.dumps(later), shown=shown))["updated"] == "2026-02-03"


def test_a_description_that_is_how_the_text_begins_is_no_standfirst() -> None:
    begins = f'<meta name="description" content="{TEXT[0][:70]}">'
    assert "summary" not in said(page(begins, json.dumps(DATED)))
    unseen = '<meta name="description" content="Words that nobody on the page can see anywhere">'
    assert "summary" not in said(page(unseen, json.dumps(DATED)))
    words = "After two weeks in the dark, ships can see the point"
    marked = page(ld=json.dumps(DATED), before=f'<p class="standfirst">{words}</p>')
    assert said(marked)["summary"] == words
    assert words not in read(marked).body.text


def test_a_caption_goes_with_its_own_picture() -> None:
    figures = (
        '<figure><img src="a_files/crane.jpg" alt="A crane"><figcaption>The crane</figcaption>'
        '</figure><figure><img src="a_files/lamp-300x200.jpg" alt="The lamp"><figcaption>Dusk '
        '<span class="credit">Iris Calloway</span></figcaption></figure>'
    )
    ld = json.dumps(DATED | {"image": {"url": "https://gazette.example/img/lamp.jpg"}})
    item = read(page(ld=ld, after=figures))
    assert item.fields["image"].value == {
        "src": "a_files/lamp-300x200.jpg",
        "alt": "The lamp",
        "caption": "Dusk",
        "credit": "Iris Calloway",
    }
    alone = json.dumps(DATED | {"image": "https://gazette.example/img/other.jpg"})
    other = read(page(ld=alone, after=figures)).fields["image"].value
    assert other == {"src": "https://gazette.example/img/other.jpg"}


@pytest.mark.parametrize("name", ["The Gazette", "admin", "Redaktion", "gazette.example", "-"])
def test_who_is_nobody_is_no_author(name: str) -> None:
    ld = json.dumps(DATED | {"author": {"@type": "Person", "name": name}})
    assert "authors" not in said(page(ld=ld))


def test_a_paragraph_of_the_article_that_is_not_in_its_text_is_told() -> None:
    words = "This is a paragraph of so many words that somebody meant it."
    left = f"<div class='promo'><p>{words}</p></div>"
    (note,) = read(page(ld=json.dumps(DATED), after=left)).notes
    assert (note.weight, note.kind) == ("attention", "paragraphs left out")


def test_a_page_that_is_nested_without_end_is_held() -> None:
    hostile = page(ld=json.dumps(DATED), after="<div>" * 30_000 + "lost")
    assert ("held", "nested too deeply") in [(one.weight, one.kind) for one in read(hostile).notes]


def test_a_folder_of_pages_becomes_a_site(tmp_path: Path) -> None:
    story = ImportStory(tmp_path)
    ld = json.dumps(DATED | {"image": "https://gazette.example/img/lamp.jpg"})
    figure = '<figure><img src="a_files/lamp.jpg" alt="The lamp"></figure>'
    link = '<p>More on the lamp is in <a href="b.html#x">the other story of that day</a>.</p>'
    canonical = '<link rel="canonical" href="https://gazette.example/a.html">'
    whole = page(canonical, ld, after=figure).replace(b"</p></div>", f"</p>{link}</div>".encode())
    story.put("2022/a.html", whole)
    story.put("2022/a_files/lamp.jpg", b"a picture")
    ld = json.dumps(DATED | {"headline": "The crane leaves"})
    story.put("2022/b.html", page(ld=ld, title="The crane leaves"))
    hostile = page(title="<script>alert(1)</script>&lt;b>", ld=json.dumps(DATED)).replace(
        b"<article>", b'<article><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;'
        b"<iframe src='javascript:alert(1)'></iframe><svg onload=alert(1)>"
    )  # fmt: skip
    story.put("c.html", hostile).put("empty.html", b"").put("big.html", b"<p>" * 20000)
    story.run("html")
    assert story.outcome.states == {"imported": 3, "attention": 2, "skipped": 1}
    text = story.text("content/2022/07/the-lamp-is-lit-again.md")
    assert "image:\n  src: lamp.jpg\n  alt: The lamp\n" in text
    assert "[the other story of that day](the-crane-leaves.md#x)" in text
    assert "aliases:\n  - /a.html\n" in text
    assert (story.root / "content/2022/07/lamp.jpg").read_bytes() == b"a picture"
    story.build()
    before = story.files()
    assert story.run("html").files() == before


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        ('<time datetime="2022-07-21">21 July 2022</time>', ""),
        ('<p><time datetime="2022-07-21">21 July 2022</time></p>', ""),
        ('<p>Lit on <time datetime="2022-07-21">21 July 2022</time>.</p>', "Lit on"),
        ('<time datetime="2022-07-22">22 July 2022</time>', "22 July"),
    ],
)
def test_the_date_that_a_page_shows_is_no_paragraph_of_its_text(shown: str, left: str) -> None:
    data = page(ld=json.dumps(DATED), shown="")
    text = read(data.replace(b'"text">', b'"text">' + shown.encode())).body.text
    assert ("July 2022" in text, left in text) == (bool(left), True)


def test_a_table_that_is_not_in_the_text_is_told() -> None:
    table = "<table><tr><td>One boat and two men</td><td>three boats and a crane</td></tr></table>"
    (note,) = read(page(ld=json.dumps(DATED), after=f"<div>{table}</div>")).notes
    assert note.text.startswith("left out of the text: One boat")
