"""Folders of other generators become articles with their old addresses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import folder
from archivegen.importer.sources.folders.heads import head_of
from archivegen.importer.sources.folders.keys import time_of
from archivegen.model.times import zone_of
from story import CONFIG

PIXEL = b"\x89PNG\r\n\x1a\n"


def items(root: Path, files: Mapping[str, str], **options: object) -> dict[str, Item]:
    """The items of a folder with these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert folder.recognises(root)
    return {it.id: it for it in folder.read([root], Options(**options))}  # type: ignore[arg-type]


def values(item: Item) -> dict[str, object]:
    return {key: field.value for key, field in item.fields.items()}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Lamp\n---\nBody", "Lamp"),
        ("\ufeff---\ntitle: 'Lamp'\n...\nBody", "Lamp"),
        ('+++\ntitle = "Lamp"\ndate = 2019-05-04\n+++\nBody', "Lamp"),
        ('{"title": "Lamp"}\nBody', "Lamp"),
        ("Title: Lamp\nTags: a, b\n\nBody", "Lamp"),
        ("<!--\n.. title: Lamp\n.. date: 2019-05-04\n-->\nBody", "Lamp"),
        (".. title: Lamp\n\nBody", "Lamp"),
    ],
)
def test_heads_of_every_notation(text: str, title: str) -> None:
    head = head_of(text)
    found = {key.lower(): value for key, value in head.values.items()}
    assert (found["title"], head.body.strip(), head.fault) == (title, "Body", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Body", "it has no head"),
        ("Note: a sentence that goes on\nBody", "it has no head"),
        ("---\ntitle: Lamp", "its head has no end"),
        ("---\ntitle: [a\n---\n", "line 2: "),
        ("---\na: &a x\nb: *a\n---\n", "line 2: anchors and aliases have no place"),
        ("+++\ntitle = \n+++\n", "its head is not TOML: "),
        ('{"title": }', "its head is not JSON: "),
        ('{"title": "a", "title": "b"}', "`title` stands twice"),
        ("---\n" + "a: b\n" * 60_000 + "---\n", "its head has more than"),
    ],
)
def test_heads_that_cannot_be_read_are_told(text: str, fault: str) -> None:
    head = head_of(text)
    assert head.fault.startswith(fault)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2019-05-04 10:00:00 +0800", "2019-05-04 10:00:00 +0800"),
        ("2019-05-04 10:00", "2019-05-04T10:00:00+02:00"),
        ("2019-05-04T10:00:00Z", "2019-05-04T10:00:00Z"),
        ("2019/05/04 10:00:00 UTC", "2019-05-04 10:00:00Z"),
        ("Sat, 04 May 2019 10:00:00 +0100", "2019-05-04T10:00:00+01:00"),
        ("2019-05-04", "2019-05-04"),
    ],
)
def test_times(written: str, time: str) -> None:
    assert time_of(written, zone_of("Europe/Berlin")) == time


JEKYLL = {
    "_config.yml": "url: https://old.example\ntimezone: Europe/Berlin\npermalink: pretty\n",
    "_posts/2019-05-04-the-lamp.md": (
        "---\ntitle: 'The lamp: lit'\ndate: 2019-05-04 10:00:00 +0800\ncategories: harbour news\n"
        "tags: [a, b]\nauthor: Iris Calloway\nlayout: post\nredirect_from: /lamp/\nweight: 3\n"
        "mood: calm\nimage: /images/lamp.png\n---\n"
        "See [two]({% post_url 2019-05-05-two %}#x) and "
        "![A lamp]({{ site.baseurl }}/images/lamp.png).\n\n"
        "{% highlight ruby %}\nputs '{% x %}'\n{% endhighlight %}\n\n{% include ad.html %}\n"
    ),
    "_posts/2019-05-05-two.markdown": "---\ntitle: Two\npublished: false\n---\nTwo.",
    "harbour/_posts/2019-05-06-three.html": "---\ntitle: Three\nslug: drei\n---\n<p>Three.</p>",
    "_drafts/idea.md": "---\ntitle: Idea\n---\nIdea.",
    "about.md": "---\ntitle: About\n---\nAbout.",
    "README.md": "# Read me",
    "_includes/x.md": "---\ntitle: x\n---\n",
    "_posts/2019-05-07-bad.md": "---\ntitle: [a\n---\nWords of the bad one.",
    "notes.rst": "Notes",
}  # fmt: skip


def test_a_folder_of_jekyll(tmp_path: Path) -> None:
    found = items(tmp_path, JEKYLL)
    assert {it.id: it.skip for it in found.values() if it.skip} == {
        "README.md": "it has no head, and so is no page of the site",
        "about.md": "a page; with --pages, pages are imported, too",
        "notes.rst": "a text in .rst is not read",
        "_config.yml": "a file in .yml; articles that show it have it beside them",
    }
    lamp = found["_posts/2019-05-04-the-lamp.md"]
    assert values(lamp) == {
        "headline": "The lamp: lit", "date": "2019-05-04 10:00:00 +0800", "section": "harbour",
        "tags": ("news", "a", "b"), "authors": ("Iris Calloway",), "slug": "the-lamp",
        "image": {"src": "/images/lamp.png"},
    }  # fmt: skip
    assert lamp.address == "https://old.example/harbour/news/2019/05/04/the-lamp/"
    assert lamp.other_addresses == (
        "https://old.example/lamp/",
        "file:_posts/2019-05-04-the-lamp.md",
    )
    assert lamp.extra == {"mood": "calm"}
    assert lamp.body.text == (
        "See [two](file:_posts/2019-05-05-two.markdown#x) and ![A lamp](/images/lamp.png).\n\n\n"
        "```ruby\n\nputs '{% x %}'\n\n```\n\n\n{% include ad.html %}"
    )
    assert lamp.counts["tag {% include"] == 1
    assert found["_posts/2019-05-05-two.markdown"].status == "draft"
    assert found["_drafts/idea.md"].status == "draft"
    bad = found["_posts/2019-05-07-bad.md"]
    assert [note.weight for note in bad.notes] == ["held"]
    assert values(bad)["date"] == "2019-05-07"
    three = found["harbour/_posts/2019-05-06-three.html"]
    assert three.address == "https://old.example/harbour/2019/05/06/drei/"
    assert three.body.format == "html"
    assert items(tmp_path, {}, pages=True)["about.md"].skip == ""


HUGO = {
    "hugo.toml": 'baseURL = "https://old.example/"\n[permalinks]\nnews = "/:year/:slug/"\n',
    "content/news/lamp/index.md": (
        '+++\ntitle = "Lamp"\ndate = 2019-05-04T10:00:00+08:00\nlastmod = 2019-05-05\n'
        'description = "Short"\naliases = ["/l/", "https://old.example/m/"]\n'
        'slug = "the-lamp"\n+++\n'
        "![A lamp](lamp.png) [more]({{< ref \"boat.md#x\" >}}) {{< relref \"/news/boat\" >}}\n\n"
        '{{< figure src="lamp.png" alt="A lamp" title="Dusk" caption="Lit" attr="Iris" >}}\n\n'
        "{{< youtube dQw4w9WgXcQ >}}\n\n{{< chart data=\"x\" >}}y{{< /chart >}} {{% chart %}}\n"
        "`{{< kept >}}`\n"
    ),
    "content/news/boat.md": '---\ntitle: Boat\ndate: "2019-05-06"\ndraft: true\n---\nBoat.',
    "content/posts/a b.md": "---\ntitle: A\ndate: 2019-05-07\nurl: /x/y.html\n---\nA.",
    "content/posts/Plain.md":
        "---\ntitle: Plain\ndate: 2019-05-08\ncover: {image: c.png, alt: C}\n---\n",
    "content/news/_index.md": "---\ntitle: News\n---\n",
    "content/news/bare.md": "No head.",
    "content/news/later.md":
        "---\ntitle: Later\ndate: 2019-05-09\npublishDate: 2031-01-01\n---\nLater.",
    "content/news/over.md":
        "---\ntitle: Over\ndate: 2019-05-09\nexpiryDate: 2019-06-01\n---\nOver.",
    "content/news/lamp/plan.pdf": "%PDF",
    "static/robots.txt": "",
    "themes/x/README.md": "---\ntitle: x\n---\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("date", "begin", "waits"),
    [
        ("2019-05-04T09:00:00Z", "2019-05-04 10:00:00Z", True),
        ("2019-05-05T00:10:00Z", "2019-05-04T23:30:00-05:00", True),
        ("2019-05-04T23:00:00-05:00", "2019-05-05T01:00:00Z", False),
        ("2019-05-04", "2019-05-04T00:00:00Z", False),
    ],
)
def test_a_time_is_later_by_the_clock_and_not_by_its_spelling(
    tmp_path: Path, date: str, begin: str, waits: bool
) -> None:
    head = f'---\ntitle: A\ndate: "{date}"\npublishDate: "{begin}"\n---\nA.'
    found = items(tmp_path, {"hugo.toml": "", "content/posts/a.md": head})
    assert found["content/posts/a.md"].status == ("scheduled" if waits else "published")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "publishDate: soon",
            "it was not to be seen before `soon` (publishDate), which is no time",
        ),
        ("publish_date: [a]", "it was not to be seen before `('a',)` (publish_date)"),
        ("pubdate: 2031-13-01", "it was not to be seen before `2031-13-01` (pubdate)"),
        ("expiryDate: soon", "it was to be seen until soon (expiryDate)"),
        ("unpublishdate: soon", "it was to be seen until soon (unpublishdate)"),
    ],
)
def test_a_time_that_nobody_can_read_holds_back(tmp_path: Path, head: str, told: str) -> None:
    text = f"---\ntitle: A\ndate: 2019-05-04\n{head}\n---\nA."
    item = items(tmp_path, {"hugo.toml": "", "content/posts/a.md": text})["content/posts/a.md"]
    (note,) = item.notes
    assert note.weight == "held"
    assert note.text.startswith(told)
    assert values(item)["date"] == "2019-05-04"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("published: 2031-01-01", "scheduled"),
        ("published: 2019-01-01", "published"),
        ("published: true", "published"),
        ("draft: perhaps", "draft"),
        ("draft: False", "published"),
        ("draft:", "published"),
    ],
)
def test_what_keeps_readers_away(tmp_path: Path, head: str, status: str) -> None:
    text = f"---\ntitle: A\ndate: 2019-05-04\n{head}\n---\nA."
    found = items(tmp_path, {"hugo.toml": "", "content/posts/a.md": text})
    assert found["content/posts/a.md"].status == status


def test_a_folder_of_hugo(tmp_path: Path) -> None:
    found = items(tmp_path, HUGO)
    lamp = found["content/news/lamp/index.md"]
    assert values(lamp) == {
        "headline": "Lamp", "date": "2019-05-04T10:00:00+08:00", "updated": "2019-05-05",
        "summary": "Short", "slug": "the-lamp",
    }  # fmt: skip
    assert lamp.address == "https://old.example/2019/the-lamp/"
    assert lamp.other_addresses[:2] == ("https://old.example/l/", "https://old.example/m/")
    boat = "file:content/news/boat.md"
    assert lamp.body.text == (
        f"![A lamp](lamp.png) [more]({boat}#x) [boat]({boat})\n\n\n\n"
        '<figure><img src="lamp.png" alt="A lamp"><figcaption>Dusk. Lit <span class="credit">Iris'
        "</span></figcaption></figure>\n\n\n\n\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n\n\n"
        '{{< chart data="x" >}}y{{< /chart >}} {{% chart %}}\n`{{< kept >}}`'
    )
    assert (lamp.counts["tag {{< chart"], lamp.counts["tag {{% chart"]) == (1, 1)
    assert [place.name for place in lamp.media[0].places] == [
        "content/news/lamp/lamp.png", "static/lamp.png", "assets/lamp.png",
    ]  # fmt: skip
    assert found["content/news/boat.md"].status == "draft"
    assert found["content/posts/a b.md"].address == "https://old.example/x/y.html"
    plain = found["content/posts/Plain.md"]
    assert plain.address == "https://old.example/posts/plain/"
    assert values(plain)["image"] == {"src": "c.png", "alt": "C"}
    assert found["content/news/_index.md"].skip == "the page of a list"
    assert [note.text for note in found["content/news/bare.md"].notes] == ["it has no head"]
    assert "themes/x/README.md" not in found
    for path in ("content/news/lamp/plan.pdf", "static/robots.txt"):
        assert found[path].kind == "attachment", "no file is passed over in silence"
    assert "hugo.toml" not in found
    later, over = found["content/news/later.md"], found["content/news/over.md"]
    assert (values(later)["date"], later.extra) == ("2031-01-01", {"date": "2019-05-09"})
    assert later.status == "scheduled"
    assert later.address == "https://old.example/2019/later/"
    assert [(note.weight, note.text) for note in over.notes] == [
        ("held", "it was to be seen until 2019-06-01 (expiryDate)")
    ]


@pytest.mark.parametrize(
    ("files", "address"),
    [
        ({"config.toml": 'base_url = "https://old.example"\n[markdown]\n',
          "content/blog/2019-05-04-lamp.md": '+++\ntitle = "L"\n[taxonomies]\ntags = ["a"]\n+++\n'},
         "https://old.example/blog/lamp/"),
        ({"pelicanconf.py": "import os\nSITEURL = 'https://old.example'\nPATH = 'content'\n"
          "ARTICLE_URL = '{date:%Y}/{slug}.html'\nOTHER = os.environ['X']\n",
          "content/Harbour/lamp.md": "Title: The Lamp\nDate: 2019-05-04 10:00\n\nText."},
         "https://old.example/2019/the-lamp.html"),
        ({".eleventy.js": 'module.exports = () => ({ dir: { input: "src" } });',
          "src/posts/2019-05-04-lamp.md": "---\ntitle: L\n---\n"}, "/posts/lamp/"),
        ({"conf.py": 'SITE_URL = "https://old.example/"\n',
          "posts/lamp.md": "<!--\n.. title: L\n.. slug: the-lamp\n.. date: 2019-05-04\n-->\nText."},
         "https://old.example/posts/the-lamp/"),
        ({"astro.config.mjs": 'export default { site: "https://old.example" }',
          "src/content/blog/lamp.md": "---\ntitle: L\npubDate: May 04 2019\n---\n"},
         "https://old.example/blog/lamp/"),
        ({"_config.yml": "url: https://old.example\n", "package.json": "{}",
          "source/_posts/lamp.md": "---\ntitle: L\ndate: 2019-05-04 10:00:00\n---\n"},
         "https://old.example/2019/05/04/lamp/"),
        ({"config.yaml": "baseURL: https://old.example/\nuglyURLs: true\n",
          "content/posts/lamp.md": "---\ntitle: L\ndate: 2019-05-04\n---\n"},
         "https://old.example/posts/lamp.html"),
        ({"a/2019-05-04-lamp.md": "---\ntitle: L\n---\n"}, ""),
    ],
)  # fmt: skip
def test_addresses_by_the_rule_of_each_generator(
    tmp_path: Path, files: dict[str, str], address: str
) -> None:
    (item,) = (it for it in items(tmp_path, files).values() if it.kind != "attachment")
    assert (item.kind, item.skip, item.address) == ("article", "", address)


def test_words_of_pelican(tmp_path: Path) -> None:
    found = items(tmp_path, {
        "pelicanconf.py": "PATH = 'content'\n",
        "content/Harbour/lamp.md":
            "Title: Lamp\nDate: 2019-05-04\nModified: 2019-05-05\nAuthors: Ada Cole; Bo Ek\n"
            "Summary: Short\nStatus: draft\n\n[two]({filename}two.md) ![x]({static}/images/x.png)",
        "content/Harbour/two.md": "Title: Two\nDate: 2019-05-04\n\nTwo.",
    })  # fmt: skip
    lamp = found["content/Harbour/lamp.md"]
    assert values(lamp) == {
        "headline": "Lamp", "date": "2019-05-04", "updated": "2019-05-05", "summary": "Short",
        "authors": ("Ada Cole", "Bo Ek"), "section": "Harbour",
    }  # fmt: skip
    assert lamp.status == "draft"
    assert lamp.body.text.startswith("[two](file:content/Harbour/two.md)")
    assert "content/images/x.png" in [place.name for place in lamp.media[0].places]


@pytest.mark.parametrize("files", [JEKYLL, HUGO], ids=["jekyll", "hugo"])
def test_a_site_of_another_generator_builds_at_its_old_addresses(
    tmp_path: Path, files: dict[str, str]
) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION)
    for name, text in files.items():
        story.put(name, text)
    for name in ("images/lamp.png", "content/news/lamp/lamp.png", "content/posts/c.png"):
        story.put(name, PIXEL)
    story.run("folder").build()
    if files is JEKYLL:
        written = story.text("content/2019/05/the-lamp.md")
        assert "See [two](two.md#x) and ![A lamp](lamp.png)." in written
        assert "date: 2019-05-04 02:00\n" in written, "the same moment, in UTC"
        assert story.has("harbour/news/2019/05/04/the-lamp/index.html")
        assert story.has("lamp/index.html")
        assert not story.has("2019/05/05/two/index.html")
    else:
        written = story.text("content/2019/05/the-lamp.md")
        assert "[more](boat.md#x)" in written
        assert story.has("2019/the-lamp/index.html")
        assert story.has("l/index.html")
        assert story.has("x/y.html")
    assert story.has("2019/05/04/the-lamp/index.html")
    again = story.files()
    assert story.run("folder").files() == again


def test_a_folder_that_leads_elsewhere_does_no_harm(tmp_path: Path) -> None:
    story = ImportStory(tmp_path / "a", config=CONFIG + SECTION)
    (tmp_path / "secret.png").write_bytes(PIXEL)
    story.put("config.toml", 'baseURL = "https://old.example/"\n')
    head = "---\ntitle: A\ndate: 2019-05-04\nslug: ../../x\nurl: /../y\n---\n"
    text = "![x](../../../../secret.png) [y](javascript:alert(1))"
    story.put("content/posts/a.md", head + text)
    story.run("folder")
    assert not [path for path in story.files() if "secret" in path]
    assert story.entries["content/posts/a.md"].state == "attention"
