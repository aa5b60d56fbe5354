"""Exports of WordPress as a stream of items."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wordpress_exports import BASE, Post, export, picture

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import wxr
from archivegen.importer.sources.table import SourceError


class Exports:
    """Files of an export in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def items(self, *files: str | bytes, **options: object) -> dict[str, Item]:
        """The items of an export in these files, by their ids."""
        paths = []
        for number, text in enumerate(files, 1):
            path = self.folder / f"export.{number}.xml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        found = [*wxr.read(paths, Options(**options))]  # type: ignore[arg-type]
        assert len({item.id for item in found}) == len(found)
        return {item.id: item for item in found}


@pytest.fixture
def exports(tmp_path: Path) -> Exports:
    return Exports(tmp_path)


def values(item: Item) -> dict[str, object]:
    """What an item says of the keys of front matter."""
    return {key: field.value for key, field in item.fields.items()}


def test_a_post_with_all_that_it_has(exports: Exports) -> None:
    post = Post(
        7,
        "Two boats went out.",
        title="The <em>lamp</em> &amp; the boats",
        date="2019-05-04 00:30:00",
        gmt="2019-05-03 23:30:00",
        slug="the-lamp",
        link=f"{BASE}/2019/05/04/the-lamp/",
        excerpt="A <b>short</b> text",
        categories=[
            ("category", "uncategorized", "Uncategorized"),
            ("category", "harbour", "Harbour"),
            ("category", "news", "News"),
            ("post_tag", "boats", "Boats &amp; ships"),
            ("post_format", "post-format-aside", "Aside"),
        ],
        meta=[("_thumbnail_id", "9"), ("_wp_old_slug", "lamp"), ("subtitle", "Two out")],
    )
    lead = picture(9, "2019/05/lamp.jpg", alt="A lamp", caption="The <i>lamp</i>")
    categories = [("news", "", "News"), ("harbour", "news", "Harbour")]
    item = exports.items(export(post, lead, categories=categories))["7"]
    assert values(item) == {
        "headline": "The lamp & the boats",
        "date": "2019-05-04T00:30:00+01:00",
        "slug": "the-lamp",
        "summary": "A short text",
        "section": "News/Harbour",
        "tags": ("Boats & ships",),
        "authors": ("Iris Calloway",),
        "id": f"{BASE}/?p=7",
        "image": {
            "src": f"{BASE}/wp-content/uploads/2019/05/lamp.jpg",
            "alt": "A lamp",
            "caption": "The lamp",
        },
    }
    assert item.body.text == "<p>Two boats went out.</p>"
    assert item.address == f"{BASE}/2019/05/04/the-lamp/"
    assert item.other_addresses == (f"{BASE}/?p=7", f"{BASE}/2019/05/04/lamp/")
    assert item.status == "published"
    assert item.counts == {
        "markup in a headline": 1, "time zone +01:00": 1, "field subtitle": 1,
    }  # fmt: skip
    assert item.media[0].paths == (
        "wp-content/uploads/2019/05/lamp.jpg", "2019/05/lamp.jpg",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "password", "becomes", "told"),
    [
        ("publish", "", "published", ()),
        ("future", "", "scheduled", ()),
        ("draft", "", "draft", ()),
        ("pending", "", "draft", ()),
        ("private", "", "private", ()),
        ("trash", "", "trash", ()),
        ("publish", "secret", "private", ("readers needed a password",)),
        ("in-review", "", "draft", ("its status is one of the site's own, in-review",)),
    ],
)
def test_only_what_everybody_could_read_is_published(
    exports: Exports, status: str, password: str, becomes: str, told: tuple[str, ...]
) -> None:
    item = exports.items(export(Post(7, status=status, password=password)))["7"]
    assert (item.status, tuple(note.text for note in item.notes)) == (becomes, told)


def test_every_item_is_accounted_for(exports: Exports) -> None:
    kinds = ["nav_menu_item", "revision", "wp_block", "page", "attachment", "recipe", "post"]
    found = exports.items(
        export(*(Post(number, type=kind) for number, kind in enumerate(kinds, 1)))
    )
    told = {
        it.id: (it.kind, it.skip, [(note.text, note.weight) for note in it.notes])
        for it in found.values()
    }
    assert told == {
        "author:iris": ("author", "", []),
        "1": ("other", "an entry of a menu", []),
        "2": ("other", "an earlier version", []),
        "3": ("other", "a block that is used in posts", []),
        "4": ("page", "a page; --pages imports pages, too", []),
        "5": ("attachment", "", []),
        "6": ("article", "", [("it is of a type of the site's own, recipe", "held")]),
        "7": ("article", "", []),
    }
    assert exports.items(export(Post(4, type="page")), pages=True)["4"].skip == ""


def test_parts_of_one_export_know_one_another(exports: Exports) -> None:
    first = export(Post(1, "[gallery ids='2']"), Post(3))
    second = export(picture(2, "2019/a.jpg"), Post(3), scheme="https", version="1.1")
    found = exports.items(first, second)
    assert "2019/a.jpg" in found["1"].body.text
    assert [it.skip for it in found.values() if it.skip] == [
        "the same item as export.1.xml:13", f"the same item as {found['3'].origin}",
    ]  # fmt: skip


def test_guids_that_several_items_have_are_not_kept(exports: Exports) -> None:
    same = f"{BASE}/?p=1"
    found = exports.items(export(Post(1, guid=same), Post(2, guid=same), Post(3, guid="3-of-old")))
    assert ["id" in found[number].fields for number in "123"] == [False, False, False]
    assert found["1"].notes[0].kind == "a guid twice"


@pytest.mark.parametrize(
    ("local", "greenwich", "date"),
    [
        ("2019-05-04 10:00:00", "2019-05-04 08:00:00", "2019-05-04T10:00:00+02:00"),
        ("2019-05-04 10:00:00", "0000-00-00 00:00:00", "2019-05-04 10:00:00"),
        ("0000-00-00 00:00:00", "2019-05-04 08:00:00", "2019-05-04T08:00:00+00:00"),
        ("2019-05-04 10:00:00", "2019-05-04 08:07:00", "2019-05-04T08:07:00+00:00"),
        ("0000-00-00 00:00:00", "", None),
        ("nonsense", "2019-13-01 00:00:00", None),
    ],
)
def test_a_time_has_the_offset_that_the_site_had(
    exports: Exports, local: str, greenwich: str, date: str | None
) -> None:
    item = exports.items(export(Post(7, date=local, gmt=greenwich, link=f"{BASE}/a/")))["7"]
    assert values(item).get("date") == date


@pytest.mark.parametrize(
    ("written", "best"),
    [
        ("/wp-content/uploads/2019/05/lamp-300x200.jpg", "wp-content/uploads/2019/05/lamp.jpg"),
        (f"{BASE}/wp-content/uploads/Bild(2).jpg", "wp-content/uploads/Bild(2).jpg"),
        (f"{BASE}/wp-content/uploads/%C3%A4.jpg", "wp-content/uploads/ä.jpg"),
        (f"{BASE}/wp-content/uploads/x.png?w=1024&amp;h=2", "wp-content/uploads/x.png"),
        (f"{BASE}/wp-content/uploads/x-scaled.jpg", "wp-content/uploads/x.jpg"),
        (f"{BASE}/wp-content/uploads/own-10x7.jpg", "wp-content/uploads/own-10x7.jpg"),
        ("https://i0.wp.com/old.example/uploads/x.jpg?fit=5", "uploads/x.jpg"),
        ("https://elsewhere.example/x.jpg", None),
        ("data:image/png;base64,AAAA", None),
    ],
)  # fmt: skip
def test_files_are_looked_for_by_their_whole_path_and_the_original_first(
    exports: Exports, written: str, best: str | None
) -> None:
    post = Post(7, f'<img class="a" src="{written}" alt="">')
    item = exports.items(export(post, picture(8, "own-10x7.jpg")))["7"]
    assert (item.media[0].paths[0] if item.media else None) == best


def test_sections_and_topics(exports: Exports) -> None:
    tree = [("world", "", "World"), ("asia", "world", "Asia"), ("japan", "asia", "Japan")]
    filed = [("category", "sport", "Sport"), ("category", "world", "World")]
    posts = (
        Post(1, categories=[*filed, ("category", "japan", "Japan")]),
        Post(2, categories=[*filed, ("category", "asia", "Asia"), ("post_tag", "x", "World")],
             meta=[("_yoast_wpseo_primary_category", "100")]),
        Post(3, categories=[("category", "uncategorized", "Uncategorized")]),
        Post(4, categories=[("category", "rock", "AC/DC")]),
    )  # fmt: skip
    whole = export(*posts, categories=tree)
    found = exports.items(whole)
    told = [(values(found[it]).get("section"), values(found[it]).get("tags")) for it in "1234"]
    assert told == [
        ("Sport", ("World", "Japan")),
        ("World", ("Sport", "Asia", "World")),
        (None, None),
        ("AC-DC", None),
    ]
    found = exports.items(whole, section_of="none")
    assert values(found["1"]).get("tags") == ("Sport", "World", "Japan")


def test_authors(exports: Exports) -> None:
    several = [("author", "cap-ada", "ada"), ("author", "cap-bo", "bo")]
    guest = Post(5, type="guest-author", title="Bo Ek",
                 meta=[("cap-user_login", "bo"), ("cap-display_name", "Bo Ek")])  # fmt: skip
    posts = Post(1, creator="admin"), Post(2, categories=several), Post(3, creator="gone"), guest
    authors = {"admin": "admin", "ada": "Ada Cole", "paper": "The Old Gazette"}
    found = exports.items(export(*posts, authors=authors))
    names = [values(found[it]).get("authors") for it in "123"]
    assert names == [None, ("Ada Cole", "Bo Ek"), ("gone",)]
    assert values(found["author:ada"]) == {"name": "Ada Cole"}
    assert found["author:ada"].address == f"{BASE}/author/ada/"
    assert [found[it].skip for it in ("author:admin", "author:paper")] == [
        "this name is not a person's"
    ] * 2
    assert "private@" not in repr(found)


def test_comments_without_the_addresses_of_people(exports: Exports) -> None:
    comment = {
        "comment_id": "3", "comment_author": "Bo", "comment_author_email": "bo@x.example",
        "comment_author_IP": "192.0.2.7", "comment_date": "2019-05-05 10:00:00",
        "comment_date_gmt": "2019-05-05 08:00:00", "comment_content": "One.\n\nTwo.",
        "comment_approved": "1", "comment_type": "comment", "comment_parent": "2",
    }  # fmt: skip
    waiting = {**comment, "comment_id": "4", "comment_approved": "0", "comment_parent": "0"}
    ping = {**comment, "comment_id": "5", "comment_type": "pingback"}
    whole = export(Post(7, comments=[comment, waiting, ping]))
    assert "comment:3" not in exports.items(whole)
    found = exports.items(whole, comments=True)
    item = found["comment:3"]
    assert (item.parent, item.status, item.extra) == ("7", "published", {"reply_to": "comment:2"})
    assert values(item) == {"author": "Bo", "date": "2019-05-05T10:00:00+02:00"}
    assert item.body.text == "<p>One.</p>\n<p>Two.</p>"
    told = [found[f"comment:{number}"].skip for number in "345"]
    assert told == ["", "the comment was not approved", "a pingback is no comment"]
    assert not re.search("192.0.2.7|bo@x", repr(found))


def test_fields_of_a_site_are_what_the_import_says(exports: Exports) -> None:
    post = Post(
        7,
        modified="2019-05-06 10:00:00",
        categories=[("region", "north", "North"), ("region", "east", "East")],
        meta=[("standfirst", "It was <b>lit</b>"), ("views", "12"), ("_edit_last", "1")],
    )
    own = {"standfirst": "summary", "region": "tags", "post_modified": "updated"}
    item = exports.items(export(post), map=own)["7"]
    told = values(item)
    assert (told["summary"], told["tags"], told["updated"]) == (
        "It was lit", ("North", "East"), "2019-05-06T10:00:00+00:00",
    )  # fmt: skip
    assert item.counts == {"time zone +00:00": 1, "field views": 1}
    assert "updated" not in values(exports.items(export(post))["7"])


def test_a_percent_encoded_slug_that_was_cut(exports: Exports) -> None:
    slug = ("%e6%b8%af" * 30)[:199]
    item = exports.items(export(Post(7, slug=slug, title="")))["7"]
    assert values(item)["slug"] == "港" * 22
    assert "headline" not in values(item)


DOCTYPE = """<!DOCTYPE rss [
<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">
]>"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Text.", "Te\x07xt.", "characters that XML cannot have are left out"),
        ("</rss>", "<item><title>cut", "the file ends before its end: it was cut off"),
        ("<rss", f"{DOCTYPE}<rss", "a document type was declared, and is left out"),
    ],
)
def test_damage_is_told_and_the_rest_is_read(
    exports: Exports, old: str, new: str, told: str
) -> None:
    whole = export(Post(7)).replace("<![CDATA[A headline]]>", "&x;&y; A headline")
    found = exports.items(whole.replace(old, new, 1))
    assert [note.text for note in found["file:export.1.xml"].notes] == [told]
    assert "A headline" in str(values(found["7"])["headline"])
    assert "root:" not in repr(found)


def test_an_item_that_would_fill_the_memory_is_refused(
    exports: Exports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "archivegen.importer.sources.shared.xml_files.MOST_BYTES_OF_AN_ITEM", 200_000
    )
    assert exports.items(export(*(Post(number, "x" * 90_000) for number in range(9))))
    with pytest.raises(SourceError, match="an item of more than"):
        exports.items(export(Post(7, "x" * 400_000)))


def test_what_is_no_export_is_not_taken_for_one(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text('<rss version="2.0"><channel><item/></channel></rss>')
    assert not wxr.recognises(feed)
    assert not wxr.recognises(tmp_path)
    with pytest.raises(SourceError, match="no file of these is an export of WordPress"):
        [*wxr.read([feed], Options())]
    (tmp_path / "a.xml").write_text(export())
    assert wxr.recognises(tmp_path)


def test_two_readings_are_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(export(Post(1), picture(2, "a.jpg")))
    assert [*wxr.read([path], Options())] == [*wxr.read([path], Options())]
