"""Exports of Ghost become items, and a site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import ghost
from archivegen.importer.sources.table import SourceError
from story import CONFIG

POST: dict[str, Any] = {
    "id": "p1", "uuid": "u-1", "title": "The lamp &amp; us", "slug": "the-lamp",
    "html": '<!--kg-card-begin: html--><p>See <a href="__GHOST_URL__/two/">two</a>.</p>'
    '<!--kg-card-end: html--><figure class="kg-card kg-gallery-card kg-width-wide"><div><div>'
    '<img src="__GHOST_URL__/content/images/2019/05/a.png" alt="A"></div><div>'
    '<img src="__GHOST_URL__/content/images/size/w600/2019/05/b.png" alt="B"></div></div>'
    '<figcaption>Both</figcaption></figure><figure class="kg-card kg-bookmark-card">'
    '<a class="x" href="https://example.org/"><div class="kg-bookmark-title">A &lt;page&gt;</div>'
    "<div>Long words</div></a></figure>"
    '<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ">'
    "</iframe><figcaption>Lit</figcaption></figure>",
    "feature_image": "__GHOST_URL__/content/images/2019/05/lead.png", "type": "post",
    "status": "published", "visibility": "public", "created_at": "2019-05-01T10:00:00.000Z",
    "published_at": "2019-05-04T10:00:00.000Z", "updated_at": "2020-01-01T10:00:00.000Z",
    "custom_excerpt": "Short",
}  # fmt: skip
SECOND = {**POST, "id": "p2", "slug": "two", "title": "Two", "html": "<p>Two.</p>"}


def export(*posts: dict[str, Any]) -> str:
    data = {
        "posts": posts,
        "posts_meta": [{"post_id": "p1", "feature_image_alt": "A lamp"}],
        "users": [{"id": "1", "name": "Iris Calloway", "slug": "iris", "bio": "Writes.",
                   "email": "iris@private.example"}, {"id": "2", "name": "Ghost", "slug": "ghost"}],
        "tags": [{"id": "a", "name": "Harbour"}, {"id": "b", "name": "Boats"},
                 {"id": "c", "name": "#internal", "visibility": "internal"}],
        "posts_tags": [{"post_id": "p1", "tag_id": "b", "sort_order": 1},
                       {"post_id": "p1", "tag_id": "a", "sort_order": 0},
                       {"post_id": "p1", "tag_id": "c", "sort_order": 2}],
        "posts_authors": [{"post_id": "p1", "author_id": "1", "sort_order": 0}],
    }  # fmt: skip
    meta = {"exported_on": 1556963999000, "version": "5.0.0"}
    return json.dumps({"db": [{"meta": meta, "data": data}]})


def items(tmp_path: Path, *posts: dict[str, Any], **options: Any) -> dict[str, Item]:
    path = tmp_path / "export.json"
    path.write_text(export(*posts))
    assert ghost.recognises(path)
    return {item.id: item for item in ghost.read([path], Options(**options))}


def values(item: Item) -> dict[str, object]:
    return {key: field.value for key, field in item.fields.items()}


def test_keys_that_an_object_has_twice_are_told(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    written = export(POST)
    path.write_text(written.replace('"slug": "the-lamp"', '"slug": "lamp", "slug": "the-lamp"'))
    found = {item.id: item for item in ghost.read([path], Options())}
    assert "`slug` stands twice in one object; this is not taken: lamp" in {
        note.text for note in found["p1"].notes
    }
    path.write_text(written.replace('"posts": [', '"posts": [], "posts": ['))
    with pytest.raises(SourceError, match="has two tables of one name: posts"):
        list(ghost.read([path], Options()))


def test_a_post_with_all_that_it_has(tmp_path: Path) -> None:
    found = items(tmp_path, POST)
    assert values(found["p1"]) == {
        "headline": "The lamp & us", "date": "2019-05-04T10:00:00.000Z", "slug": "the-lamp",
        "summary": "Short", "section": "Harbour", "tags": ("Boats",), "authors": ("Iris Calloway",),
        "image": {"src": "/content/images/2019/05/lead.png", "alt": "A lamp"},
    }  # fmt: skip
    assert found["p1"].address == "/the-lamp/"
    assert [media.paths[0] for media in found["p1"].media] == [
        f"content/images/2019/05/{name}.png" for name in ("a", "b", "lead")
    ]
    assert values(found["user:1"]) == {
        "name": "Iris Calloway",
        "summary": "Writes.",
        "slug": "iris",
    }
    assert found["user:2"].skip
    assert "private.example" not in repr(found)
    own = items(tmp_path, POST, map={"updated_at": "updated"})["p1"]
    assert values(own)["updated"] == "2020-01-01T10:00:00.000Z"


@pytest.mark.parametrize(
    ("said", "kind", "status", "told"),
    [
        ({}, "article", "published", []),
        ({"status": "draft"}, "article", "draft", []),
        ({"status": "scheduled"}, "article", "scheduled", []),
        ({"type": "page"}, "page", "published", []),
        ({"type": None, "page": 1}, "page", "published", []),
        ({"visibility": "paid"}, "article", "published", ["held"]),
        ({"status": "sent"}, "article", "draft", ["attention"]),
        ({"html": None, "plaintext": "Words."}, "article", "published", ["attention"]),
        ({"html": None, "lexical": "{}"}, "article", "published", ["held"]),
    ],
)
def test_who_could_read_it(
    tmp_path: Path, said: dict[str, Any], kind: str, status: str, told: list[str]
) -> None:
    item = items(tmp_path, {**POST, **said})["p1"]
    weights = [note.weight for note in item.notes]
    assert (item.kind, item.status, weights) == (kind, status, told)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        (1556963999000, "2019-05-04T09:59:59+00:00"),
        ("2019-05-04 10:00:00", "2019-05-04T10:00:00+00:00"),
        (10**20, str(10**20)),
    ],
)
def test_times_are_in_utc(tmp_path: Path, written: object, time: str) -> None:
    assert values(items(tmp_path, {**POST, "published_at": written})["p1"])["date"] == time


@pytest.mark.parametrize("text", ["[]", '{"db": []}', '{"db": [{"data": 3}]}', "{", "[" * 100_000])
def test_what_is_no_export_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    assert not ghost.recognises(path)
    with pytest.raises(SourceError, match=r"a\.json is no export of Ghost"):
        [*ghost.read([path], Options())]


def test_a_site_of_ghost_builds_at_its_old_addresses(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION).put("export.json", export(POST, SECOND))
    for name in ("a", "b", "lead"):
        path = tmp_path / f"content/images/2019/05/{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG" + name.encode())
    story.source /= "export.json"
    story.run("ghost", media=(str(tmp_path),)).build()
    written = story.text("content/2019/05/the-lamp.md")
    assert "See [two](two.md)." in written
    assert "![A](a.png)\n![B](b.png)\n\nBoth\n\n[A &lt;page>](https://example.org/)" in written
    assert "youtube.com/embed/dQw4w9WgXcQ" in written
    assert "image:\n  src: lead.png\n  alt: A lamp" in written
    assert story.has("the-lamp/index.html")
