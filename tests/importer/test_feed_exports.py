"""Feeds and exports of Blogger become items."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import feed
from archivegen.importer.sources.table import recognised
from story import CONFIG

RSS = """\
<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Old</title>
<item><title>The lamp &amp; us</title><link>https://old.example/2019/lamp.html</link>
<guid isPermaLink="false">urn:lamp</guid><pubDate>Sat, 04 May 2019 10:00:00 +0200</pubDate>
<dc:creator>Iris Calloway</dc:creator><category>Harbour</category><category>Boats</category>
<description>What else there was to say of it</description>
<content:encoded><![CDATA[<p>One <a href="https://old.example/2019/boat.html">boat</a>.</p>
<img src="https://old.example/i/a.png" alt="A">]]></content:encoded></item>
<item><title>The boat</title><link>https://old.example/2019/boat.html</link>
<pubDate>Sun, 05 May 2019 10:00:00 GMT</pubDate><author>x@old.example</author>
<dc:type>Text</dc:type><description>&lt;p&gt;Only this.&lt;/p&gt;</description></item>
</channel></rss>
"""

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"
 xmlns:app="http://purl.org/atom/app#">
<entry><id>tag:blogger.com,1999:post-1</id><published>2019-05-04T10:00:00.000+02:00</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<category scheme="http://www.blogger.com/atom/ns#" term="Harbour"/>
<title type="text">Lamp</title><content type="html">&lt;p&gt;One.&lt;/p&gt;</content>
<link rel="replies" href="https://old.example/x"/><link rel="alternate" href="https://old.example/2019/05/lamp.html"/>
<author><name>Iris Calloway</name><email>noreply@blogger.com</email></author></entry>
<entry><id>tag:blogger.com,1999:post-2</id><published>2019-05-05T10:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<app:control><app:draft>yes</app:draft></app:control><title>Draft</title><content/></entry>
<entry><id>c1</id><published>2019-05-06T10:00:00Z</published>
<thr:in-reply-to ref="tag:blogger.com,1999:post-1"/>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#comment"/>
<title>x</title><content type="html">Right.</content><author><name>Bo</name></author></entry>
<entry><id>t</id><category scheme="http://schemas.google.com/g/2005#kind"
 term="http://schemas.google.com/blogger/2008/kind#template"/><title>T</title><content>css</content></entry>
<entry><id>x</id><published>2019-05-07</published><title>X</title>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b>.</p></div>
</content></entry>
</feed>
"""

TAKEOUT = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">
<entry><id>p1</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>
<blogger:filename>/2019/05/lamp.html</blogger:filename><title>Lamp</title>
<published>2019-05-04T10:00:00Z</published>
<content type="html">&lt;p&gt;One.&lt;/p&gt;</content></entry>
<entry><id>p2</id><blogger:type>PAGE</blogger:type><blogger:status>DRAFT</blogger:status></entry>
<entry><id>p3</id><blogger:type>COMMENT</blogger:type><blogger:parent>p1</blogger:parent></entry>
<entry><id>p4</id><blogger:type>POST</blogger:type><blogger:status>SOFT_TRASHED</blogger:status></entry>
<entry><id>p5</id><blogger:type>POST</blogger:type><blogger:status>SOMETHING</blogger:status></entry>
</feed>
"""


def items(tmp_path: Path, text: str, **options: object) -> dict[str, Item]:
    path = tmp_path / "feed.xml"
    path.write_text(text)
    assert recognised(path) == "feed"
    return {it.id: it for it in feed.read([path], Options(**options))}  # type: ignore[arg-type]


def values(item: Item) -> dict[str, object]:
    return {key: field.value for key, field in item.fields.items()}


def test_items_of_rss(tmp_path: Path) -> None:
    found = items(tmp_path, RSS)
    lamp, boat = found.values()
    assert values(lamp) == {
        "headline": "The lamp & us", "date": "2019-05-04T10:00:00+02:00", "section": "Harbour",
        "tags": ("Boats",), "authors": ("Iris Calloway",), "id": "urn:lamp",
        "summary": "What else there was to say of it",
    }  # fmt: skip
    assert lamp.media[0].paths == ("i/a.png",)
    assert values(boat) == {"headline": "The boat", "date": "2019-05-05T10:00:00+00:00"}
    assert boat.body.text == "<p>Only this.</p>"


def test_the_older_export_of_blogger(tmp_path: Path) -> None:
    found = items(tmp_path, ATOM)
    assert {key: (it.kind, it.status, it.skip) for key, it in found.items()} == {
        "tag:blogger.com,1999:post-1": ("article", "published", ""),
        "tag:blogger.com,1999:post-2": ("article", "draft", ""),
        "c1": ("comment", "published", ""),
        "t": ("other", "published", "of the kind template, which no reader sees"),
        "x": ("article", "published", ""),
    }
    lamp = found["tag:blogger.com,1999:post-1"]
    assert values(lamp) == {
        "headline": "Lamp", "date": "2019-05-04T10:00:00.000+02:00", "section": "Harbour",
        "authors": ("Iris Calloway",), "id": "tag:blogger.com,1999:post-1",
    }  # fmt: skip
    assert lamp.address == "https://old.example/2019/05/lamp.html"
    assert found["c1"].parent == "tag:blogger.com,1999:post-1"
    assert "<p>One <b>two</b>.</p>" in found["x"].body.text
    assert "noreply" not in repr(found)


def test_blogger_of_takeout(tmp_path: Path) -> None:
    found = items(tmp_path, TAKEOUT)
    assert {key: (it.kind, it.status, it.address, it.parent) for key, it in found.items()} == {
        "p1": ("article", "published", "/2019/05/lamp.html", ""),
        "p2": ("page", "draft", "", ""),
        "p3": ("comment", "published", "", "p1"),
        "p4": ("article", "trash", "", ""),
        "p5": ("article", "draft", "", ""),
    }


@pytest.mark.parametrize("end", [-20, -200])
def test_a_feed_that_was_cut_off_is_told(tmp_path: Path, end: int) -> None:
    found = items(tmp_path, RSS[:end])
    assert "it was cut off" in found["file:feed.xml"].notes[0].text
    assert "urn:lamp" in found


def test_a_site_of_a_feed_builds_at_its_old_addresses(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION).put("feed.xml", RSS)
    story.run("feed").build()
    assert "One [boat](the-boat.md)." in story.text("content/2019/05/the-lamp-us.md")
    assert story.has("2019/lamp.html")


def test_entities_are_not_followed(tmp_path: Path) -> None:
    entity = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss'
    found = items(tmp_path, RSS.replace("<rss", entity).replace("The boat", "&x; boat"))
    assert "root:" not in repr(found)
    assert "boat" in str(values(found["https://old.example/2019/boat.html"])["headline"])
