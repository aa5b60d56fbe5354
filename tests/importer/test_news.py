"""Stories in NITF and ninjs become articles, each in its newest version."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import newsml, ninjs, nitf
from archivegen.importer.sources.table import recognised
from story import CONFIG

NITF = """\
<?xml version="1.0"?>
<nitf><head><title>x</title><docdata management-status="{status}"><doc-id id-string="{id}"/>
<du-key version="{version}"/><date.issue norm="20190504T100000+0200"/>{more}
<key-list><keyword key="Harbour"/><keyword key="Boats"/></key-list></docdata>
<pubdata type="print" edition.name="late" position.section="B" position.sequence="3"/></head>
<body><body.head><hedline><hl1>The lamp &amp; us</hl1><hl2>Two boats</hl2></hedline>
<byline>By <person>Iris Calloway</person></byline>
<dateline><location>Gull Point</location></dateline>
<abstract><p>It was lit.</p></abstract></body.head>
<body.content><p lede="true">One <em>two</em> &lt;b&gt;.</p><hl2>Later</hl2>
<media media-type="image"><media-reference source="lamp.jpg" alternate-text="A lamp"/>
<media-caption>Dusk</media-caption><media-producer>Bo Ek</media-producer></media>
<p>Words of version {version}.</p><unknown>kept</unknown></body.content></body></nitf>
"""

NINJS: dict[str, Any] = {
    "uri": "urn:lamp", "type": "text", "version": "2", "versioncreated": "2019-05-04T10:00:00Z",
    "pubstatus": "usable", "headline": "The lamp", "byline": "By Ada Cole and Bo Ek",
    "body_html": "<html><body><p>One.</p></body></html>", "body_text": "One.",
    "description_text": "It was lit.", "subject": [{"name": "Harbour"}], "located": "Gull Point",
    "language": "en-GB",
    "associations": {"lead": {"type": "picture", "description_text": "Dusk", "byline": "Bo Ek",
        "renditions": {"small": {"href": "s.jpg", "width": 10},
                       "large": {"href": "l.jpg", "width": 90}}}},
}  # fmt: skip
NINJS_3: dict[str, Any] = {
    "uri": "urn:boat", "type": "text", "version": "1", "versionCreated": "2019-05-05T10:00:00Z",
    "firstCreated": "2019-05-04T10:00:00Z", "headlines": [{"value": "The boat"}],
    "bodies": [{"contentType": "text/plain", "value": "x"},
               {"contentType": "text/html", "value": "<p>Boat.</p>"}],
    "associations": [{"type": "picture", "renditions": [{"href": "b.jpg"}]}],
}  # fmt: skip


NEWSML = """\
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:lamp" version="{version}">
<rightsInfo><copyrightNotice>© The Gazette</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><versionCreated>2019-05-05T10:00:00Z</versionCreated>
<firstCreated>2019-05-04T10:00:00Z</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><creator qcode="x:1"><name>Ada Cole</name></creator>
<located><name>Gull Point</name></located><language tag="en"/><headline>The lamp</headline>
<subject qcode="x:2"><name>Harbour</name></subject><subject qcode="x:3"/></contentMeta>
<contentSet>{text}</contentSet></newsItem>
"""
XHTML = """\
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>x</title></head><body><p>One <b>two</b><br/>three.</p></body></html></inlineXML>"""


def story(number: str = "a", version: int = 1, status: str = "usable", more: str = "") -> str:
    return NITF.format(id=number, version=version, status=status, more=more)


def items(module: ModuleType, folder: Path, *files: str | dict[str, Any]) -> dict[str, Item]:
    for number, data in enumerate(files):
        text = data if isinstance(data, str) else json.dumps(data)
        suffix = "xml" if text.lstrip().startswith("<") else "json"
        (folder / f"{number}.{suffix}").write_text(text)
    return {it.id: it for it in module.read([folder], Options())}


def values(item: Item) -> dict[str, object]:
    return {key: field.value for key, field in item.fields.items()}


def test_a_story_in_nitf(tmp_path: Path) -> None:
    item = items(nitf, tmp_path, story())["a"]
    assert recognised(tmp_path) == "nitf"
    assert values(item) == {
        "headline": "The lamp & us", "date": "2019-05-04T10:00:00+0200", "summary": "It was lit.",
        "authors": ("Iris Calloway",), "location": "Gull Point", "tags": ("Harbour", "Boats"),
        "print": {"edition": "late", "section": "B", "page": "3"},
    }  # fmt: skip
    assert item.body.text == (
        "<p>One <em>two</em> &lt;b&gt;.</p>\n<h2>Later</h2>\n"
        '<figure><img src="lamp.jpg" alt="A lamp"><figcaption>Dusk <span class="credit">Bo Ek'
        "</span></figcaption></figure>\n<p>Words of version 1.</p>\nkept"
    )
    assert item.media[0].paths == ("lamp.jpg",)


def test_stories_in_ninjs_of_both_generations(tmp_path: Path) -> None:
    found = items(ninjs, tmp_path, NINJS, NINJS_3, {**NINJS, "uri": "p", "type": "picture"}, "{")
    assert recognised(tmp_path) == "ninjs"
    assert values(found["urn:lamp"]) == {
        "headline": "The lamp", "date": "2019-05-04T10:00:00Z", "summary": "It was lit.",
        "authors": ("Ada Cole", "Bo Ek"), "tags": ("Harbour",), "location": "Gull Point",
        "language": "en-GB", "image": {"src": "l.jpg", "caption": "Dusk", "credit": "Bo Ek"},
    }  # fmt: skip
    assert found["urn:lamp"].body.text == "<p>One.</p>"
    boat = found["urn:boat"]
    assert values(boat) == {
        "headline": "The boat", "date": "2019-05-04T10:00:00Z", "image": {"src": "b.jpg"},
    }  # fmt: skip
    assert boat.body.text == "<p>Boat.</p>"
    assert found["p"].skip == "a message of the type picture"
    assert found["3.json"].skip.startswith("it is no JSON")


def test_keys_that_an_object_of_ninjs_has_twice_are_told(tmp_path: Path) -> None:
    written = json.dumps(NINJS).replace("{", '{"uri": "urn:other", ', 1)
    notes = items(ninjs, tmp_path, written)["urn:lamp"].notes
    assert [note.text for note in notes] == [
        "`uri` stands twice in one object; this is not taken: urn:other"
    ]


def test_values_of_ninjs_that_are_of_another_kind_say_nothing(tmp_path: Path) -> None:
    keys = ("subject", "associations", "headlines", "bodies", "descriptions")
    others = [{**NINJS, key: 7, "uri": key} for key in keys]
    others.append({**NINJS, "associations": [{"type": "picture", "renditions": True}], "uri": "x"})
    found = items(ninjs, tmp_path, *others)
    assert [*found] == [*keys, "x"]
    assert {it.fields["headline"].value for it in found.values()} == {NINJS["headline"]}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (XHTML, "<p>One <b>two</b><br>three.</p>"),
        ("<inlineXML>" + story().partition("?>")[2] + "</inlineXML>", "<p>One <em>two</em>"),
        ("<inlineData>One &amp;\n\ntwo.</inlineData>", "<p>One &amp;</p>\n<p>two.</p>"),
    ],
)
def test_items_of_newsml(tmp_path: Path, text: str, body: str) -> None:
    message = NEWSML.format(version=2, kind="text", text=text)
    picture = NEWSML.format(version=1, kind="picture", text="").replace("urn:lamp", "p")
    found = items(newsml, tmp_path, f"<newsMessage>{message}{picture}</newsMessage>")
    assert recognised(tmp_path) == "newsml"
    told = values(found["urn:lamp"])
    assert {**told, "print": None, "summary": None} == {
        "headline": "The lamp", "date": "2019-05-04T10:00:00Z", "authors": ("Ada Cole",),
        "tags": ("Harbour",), "location": "Gull Point", "language": "en",
        "rights": "© The Gazette", "print": None, "summary": None,
    }  # fmt: skip
    assert found["urn:lamp"].body.text.startswith(body)
    assert found["p"].skip == "a news item of the class picture"


def test_of_several_versions_the_highest_is_the_story(tmp_path: Path) -> None:
    found = items(nitf, tmp_path, story(version=2), story(version=10), story(version=9))
    assert "Words of version 10." in found["a"].body.text
    assert {it.id: it.skip for it in found.values() if it.skip} == {
        "a version 2": "an earlier version of a story",
        "a version 9": "an earlier version of a story",
    }


@pytest.mark.parametrize(
    ("status", "becomes", "told"),
    [
        ("usable", "published", []),
        ("withheld", "private", []),
        ("canceled", "trash", []),
        ("odd", "draft", ["its status is `odd`"]),
    ],
)
def test_only_what_is_usable_is_published(
    tmp_path: Path, status: str, becomes: str, told: list[str]
) -> None:
    one = items(nitf, tmp_path, story(status=status))["a"]
    (tmp_path / "0.xml").unlink()
    other = items(ninjs, tmp_path, {**NINJS, "pubstatus": status})["urn:lamp"]
    for item in (one, other):
        assert (item.status, [note.text for note in item.notes]) == (becomes, told)


def test_an_embargo_is_the_date_if_it_is_later(tmp_path: Path) -> None:
    release = '<date.release norm="20190504T093000+0000"/>'
    found = items(nitf, tmp_path, story(more=release))
    assert values(found["a"])["date"] == "2019-05-04T09:30:00+0000"
    found = items(ninjs, tmp_path, {**NINJS, "embargoed": "2019-05-04T09:00:00Z"})
    assert values(found["urn:lamp"])["date"] == "2019-05-04T10:00:00Z"


def test_hostile_xml_does_no_harm(tmp_path: Path) -> None:
    entity = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<nitf>'
    found = items(nitf, tmp_path, story().replace("<nitf>", entity).replace("kept", "&x;"), "<a/>")
    assert "root:" not in repr(found)
    assert "Words of version 1." in found["a"].body.text
    assert found["1.xml"].skip == "a file without a story in NITF"


def test_a_site_of_stories_builds(tmp_path: Path) -> None:
    site = ImportStory(tmp_path, config=CONFIG + SECTION).put("a.xml", story())
    site.put("lamp.jpg", b"\xff\xd8lamp").run("nitf", media=(str(site.source),)).build()
    written = site.text("content/2019/05/the-lamp-us.md")
    assert '![A lamp](lamp.jpg "Dusk | Bo Ek")' in written
    assert "print:\n  edition: late\n" in written
    assert site.has("2019/05/04/the-lamp-us/index.html")
