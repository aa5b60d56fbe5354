"""Exports of Substack become items, and a site."""

from __future__ import annotations

import html
import json
import zipfile
from pathlib import Path

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import substack
from archivegen.importer.sources.table import SourceError, recognised
from story import CONFIG

HEAD = (
    "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,"
    "podcast_url\n"
)
PICTURE = "https://substack-post-media.s3.amazonaws.com/public/images/61ee_20x10.jpeg"
FETCHED = "https://substackcdn.com/image/fetch/$s_!q!,w_14,c_limit/" + PICTURE.replace(
    "/", "%2F"
).replace(":", "%3A")


def row(number: str, **said: str) -> str:
    values = {
        "date": "2019-05-04T10:00:00.123Z", "is_published": "true", "sent": "", "inbox": "",
        "type": "newsletter", "audience": "everyone", "title": "The lamp, lit", "subtitle": "",
        "podcast_url": "", **said,
    }  # fmt: skip
    return ",".join([number, *(f'"{value}"' for value in values.values())]) + "\n"


def export(tmp_path: Path, table: str, texts: dict[str, str]) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.csv", HEAD + table)
        archive.writestr("email_list.saltmarsh.csv", "email\nreader@private.example\n")
        archive.writestr("posts/101.opens.csv", "email\nreader@private.example\n")
        for name, text in texts.items():
            archive.writestr(f"posts/{name}.html", text)
    return path


def items(tmp_path: Path, table: str, texts: dict[str, str]) -> dict[str, Item]:
    path = export(tmp_path, table, texts)
    assert recognised(path) == "substack"
    return {item.id: item for item in substack.read([path], Options())}


def one(tmp_path: Path, text: str, **said: str) -> Item:
    return items(tmp_path, row("101.the-lamp", **said), {"101.the-lamp": text})["101"]


def attrs(**said: object) -> str:
    return f'data-attrs="{html.escape(json.dumps(said))}"'


def test_a_post_with_all_that_it_has(tmp_path: Path) -> None:
    table = row("101.the-lamp", subtitle="Ships can see", podcast_url="https://a.example/1.mp3")
    found = items(tmp_path, table, {"101.the-lamp": "<p>Words.</p>", "102.orphan": "<p>Lost.</p>"})
    assert {key: field.value for key, field in found["101"].fields.items()} == {
        "headline": "The lamp, lit", "date": "2019-05-04T10:00:00.123Z", "slug": "the-lamp",
        "summary": "Ships can see", "audio": {"src": "https://a.example/1.mp3"},
    }  # fmt: skip
    assert found["101"].address == "https://saltmarsh.substack.com/p/the-lamp"
    assert not found["101"].notes
    assert found["102"].notes[0].text == "posts.csv has no row for it"
    assert {one.skip for one in found.values()} == {
        "", "1 file: lists of subscribers, which are private",
        "1 file: other files, such as statistics, which are private",
    }  # fmt: skip
    assert "private.example" not in repr(found)


@pytest.mark.parametrize(
    ("said", "kind", "status", "told"),
    [
        ({}, "article", "published", []),
        ({"is_published": "FALSE"}, "article", "draft", []),
        ({"is_published": ""}, "article", "draft", []),
        ({"is_published": "false", "sent": "2019-05-04"}, "article", "draft", ["attention"]),
        ({"audience": "only_paid"}, "article", "published", ["held"]),
        ({"audience": "founding"}, "article", "published", ["held"]),
        ({"type": "page"}, "page", "published", []),
        ({"type": "thread"}, "article", "published", ["held"]),
        ({"type": "podcast"}, "article", "published", ["attention"]),
    ],
)
def test_who_could_read_it(
    tmp_path: Path, said: dict[str, str], kind: str, status: str, told: list[str]
) -> None:
    item = one(tmp_path, "<p>Words.</p>", **said)
    weights = [note.weight for note in item.notes]
    assert (item.kind, item.status, weights) == (kind, status, told)
    assert ("accessible" in item.fields) == ("audience" in said)


def test_what_is_of_substack_alone_becomes_plain_html(tmp_path: Path) -> None:
    link = '<a class="image-link image2" href="{}">'
    item = one(
        tmp_path,
        f'<div class="captioned-image-container"><figure>{link.format(FETCHED)}<img src="{FETCHED}"'
        f" {attrs(src=PICTURE, alt='A lamp')}><div class='image-link-expand'>x</div></a>"
        "<figcaption class='image-caption'>At <em>dusk</em></figcaption></figure></div>"
        f'<div class="captioned-image-container"><figure>{link.format("https://b.example/")}'
        f'<img src="{PICTURE}" alt=""></a></figure></div>'
        f'<div class="youtube-wrap" {attrs(videoId="wc8FBhQtdsA")}></div>'
        f'<div class="image-gallery-embed" {attrs(gallery={"images": [{"src": PICTURE}]})}></div>'
        f'<div class="digest-post-embed" {attrs(title="Two", canonical_url="https://c.d/p/e")}>'
        f'</div><div class="tweet" {attrs(url="https://t.co/1?s=2", full_text="Lit!", name="Iris")}'
        '></div><div class="subscription-widget-wrap"><p>Sign up!</p><form></form></div>'
        f'<p class="button-wrapper"><a class="button" href="https://e.example/"><span>Give</span>'
        '</a></p><p class="button-wrapper"><a href="https://x.substack.com/?action=share">Share</a>'
        f'</p><div class="latex-rendered" {attrs(persistentExpression="a < b")}></div>'
        '<div class="pullquote"><p>Lit again</p></div><p>The end.</p>',
    )
    for part in (
        f'<figure><img src="{PICTURE}" alt="A lamp"><figcaption>At <em>dusk</em></figcaption>',
        f'<figure><a href="https://b.example/"><img src="{PICTURE}" alt=""></a></figure>',
        '<iframe src="https://www.youtube.com/embed/wc8FBhQtdsA"></iframe>',
        '<div class="gallery">', '<p><a href="https://c.d/p/e">Two</a></p>',
        '<blockquote><p>Lit!</p><p><a href="https://t.co/1">Iris</a></p></blockquote>',
        '<p><a href="https://e.example/">Give</a></p>', '"language-latex">a &lt; b</code>',
        "<blockquote><p>Lit again</p></blockquote>", "<p>The end.</p>",
    ):  # fmt: skip
        assert part in item.body.text
    assert "Sign up" not in item.body.text
    assert item.counts["left out: form to subscribe"] == 1
    assert item.counts["left out: button"] == 1
    assert not item.notes
    assert item.media[0].paths[0] == "public/images/61ee_20x10.jpeg"


@pytest.mark.parametrize(
    ("text", "weight", "kind"),
    [
        ('<p>a</p><div class="paywall-jump"></div><p>b</p>', "held", "for members"),
        ('<div class="native-video-embed"></div>', "attention", "parts that stay at Substack"),
        ('<div class="digest-post-embed" data-attrs="{">A card</div>', "attention",
         "left out: card of another post"),
        ('<div class="captioned-image-container">A lamp</div>', "attention", "left out: picture"),
    ],
)  # fmt: skip
def test_what_is_lost_is_told(tmp_path: Path, text: str, weight: str, kind: str) -> None:
    (note,) = one(tmp_path, text).notes
    assert (note.weight, note.kind) == (weight, kind)


def test_a_row_without_its_text_and_a_table_that_is_none(tmp_path: Path) -> None:
    found = items(tmp_path, row("101.a") + row("102.b"), {"101.a": "<p>A</p>"})
    assert found["102"].notes[0].text == "the export has no text of it"
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("posts.csv", "a,b\n")
    assert not substack.recognises(path)
    with pytest.raises(SourceError, match=r"export\.zip has no posts\.csv of Substack"):
        [*substack.read([path], Options())]


def test_a_site_of_substack_builds_at_its_old_addresses(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION + 'permalink = "/p/{slug}/"\n')
    text = (
        f'<p>See <a href="https://saltmarsh.substack.com/p/two">two</a>.</p><img src="{FETCHED}">'
    )
    table = row("101.the-lamp", podcast_url="https://a.example/1.mp3") + row("102.two", title="Two")
    table += row("103.paid", audience="only_paid", title="Paid")
    texts = {"101.the-lamp": text, "102.two": "<p>Two.</p>", "103.paid": "<p>Secret.</p>"}
    story.source = export(tmp_path, table, texts)
    story.write("media/61ee_20x10.jpeg", b"\xff\xd8 lamp").write("media/1.mp3", b"ID3")
    story.run("substack", media=(str(story.root / "media"),)).build()
    lamp = story.text("content/2019/05/the-lamp.md")
    assert "See [two](two.md)." in lamp
    assert 'audio:\n  src: "1.mp3"' in lamp
    assert "61ee_20x10.jpeg" in lamp
    assert story.has("p/the-lamp/index.html")
    assert not story.has("p/paid/index.html")
    redirects = story.text("imports/old/redirects.csv")
    assert "https://saltmarsh.substack.com/p/two,https://gazette.example/p/two/" in redirects
    again = story.files()
    assert story.run("substack", media=(str(story.root / "media"),)).files() == again
