"""Exports of Medium become items, and a site."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from importing import SECTION, ImportStory

from archivegen.importer.item import Item
from archivegen.importer.options import Options
from archivegen.importer.sources import medium
from archivegen.importer.sources.table import SourceError, recognised
from story import CONFIG

PICTURE = "https://cdn-images-1.medium.com/max/800/1*lamp.png"
TITLE = '<h3 id="a" class="graf graf--h3 graf--leading graf--title">The lamp is lit</h3>'
LEAD = (
    '<div class="section-inner sectionLayout--fullWidth"><figure class="graf graf--figure">'
    f'<img class="graf-image" data-is-featured="true" alt="A lamp" src="{PICTURE}">'
    '<figcaption class="imageCaption">At dusk</figcaption></figure></div>'
)
FOOTER = (
    '<footer><p class="p-tags">Tagged in <a href="https://medium.com/tag/boats">Boats</a></p>'
    '<p>By <a href="https://medium.com/@iris" class="p-author h-card">Iris Calloway</a> on '
    '<a href="https://medium.com/p/abcdef123456"><time class="dt-published" '
    'datetime="2019-05-04T10:00:00.123Z">May 4, 2019</time></a>.</p><p><a href='
    '"https://medium.com/@iris/the-lamp-is-lit-abcdef123456" class="p-canonical">Canonical link'
    "</a></p></footer>"
)
LAMP = "posts/2019-05-04_The-lamp-is-lit-abcdef123456.html"


def post(body: str, name: str = "The lamp is lit", summary: str = "", footer: str = FOOTER) -> str:
    return (
        f'<!DOCTYPE html><html><head><title>{name}</title></head><body><article class="h-entry">'
        f'<header><h1 class="p-name">{name}</h1></header>'
        f'<section data-field="subtitle" class="p-summary">{summary}</section>'
        '<section data-field="body" class="e-content"><section class="section section--first">'
        '<div class="section-divider"><hr class="section-divider"></div>'
        f'<div class="section-content"><div class="section-inner">{body}</div></div></section>'
        f"</section>{footer}</article></body></html>"
    )


def read(tmp_path: Path, files: dict[str, str], *, is_zip: bool = True) -> dict[str, Item]:
    path = tmp_path / ("medium.zip" if is_zip else "medium")
    if is_zip:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    else:
        for name, text in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text)
    assert recognised(path) == "medium"
    return {item.id: item for item in medium.read([path], Options())}


def text(tmp_path: Path, body: str) -> str:
    return read(tmp_path, {LAMP: post(TITLE + body)})["abcdef123456"].body.text


@pytest.mark.parametrize("is_zip", [True, False])
def test_a_story_with_all_that_it_has(tmp_path: Path, *, is_zip: bool) -> None:
    subtitle = '<h4 class="graf graf--h4 graf--subtitle">Ships can see the point</h4>'
    page = post(LEAD + TITLE + subtitle + "<p>Two boats went out.</p>",
                summary="Ships can see the point")  # fmt: skip
    files = {LAMP: page, "bookmarks/bookmarks-0001.html": "x", "ips/ips-0001.html": "10.0.0.1"}
    found = read(tmp_path, files, is_zip=is_zip)
    item = found["abcdef123456"]
    assert {key: field.value for key, field in item.fields.items()} == {
        "headline": "The lamp is lit", "date": "2019-05-04T10:00:00.123Z", "tags": ("Boats",),
        "summary": "Ships can see the point", "authors": ("Iris Calloway",),
        "slug": "the-lamp-is-lit",
        "image": {"src": PICTURE, "alt": "A lamp", "caption": "At dusk"},
    }  # fmt: skip
    assert item.address == "https://medium.com/@iris/the-lamp-is-lit-abcdef123456"
    assert item.other_addresses == ("https://medium.com/p/abcdef123456",)
    assert "graf--title" not in item.body.text
    assert "<hr" not in item.body.text
    assert not item.notes
    assert item.media[0].paths[0] == "1*lamp.png"
    others = {one.id: one.skip for one in found.values() if one.kind == "other"}
    skipped = "a file that is no story"
    assert others == {"folder:bookmarks": skipped, "folder:ips": skipped}
    assert "10.0.0.1" not in repr(found)


def test_drafts_and_responses_are_held_apart_from_stories(tmp_path: Path) -> None:
    words = "This is what I think of it, and more than that"
    found = read(
        tmp_path,
        {
            "posts/draft_The-lamp-aaaaaaaa1111.html": post(TITLE + "<p>Soon.</p>", footer=""),
            "posts/2019-05-05_This-is-what-bbbbbbbb2222.html": post(
                f"<p>{words}.</p>", name="This is what I think of it, and…"
            ),
            "posts/2019-05-06_Poem-cccccccc3333.html": post("<p>Roses.</p>", name="Poem"),
            "posts/2019-05-07_Odd-dddddddd4444.html": "<p>Odd.</p>",
        },
    )
    assert found["aaaaaaaa1111"].status == "draft"
    assert not found["aaaaaaaa1111"].address
    (note,) = found["bbbbbbbb2222"].notes
    assert (note.weight, note.kind) == ("held", "likely responses")
    assert not found["cccccccc3333"].notes
    odd = found["posts/2019-05-07_Odd-dddddddd4444.html"]
    assert odd.skip == "nothing in it is marked as the text of a story"


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        ("Two boats went…", False),
        ("Two boats went out", False),
        ("What the keeper saw", True),
    ],
)
def test_how_a_text_begins_is_no_summary(tmp_path: Path, summary: str, *, kept: bool) -> None:
    page = post(TITLE + "<p>Two boats went out at dusk.</p>", summary=summary)
    item = read(tmp_path, {LAMP: page})["abcdef123456"]
    assert ("summary" in item.fields) == kept


def test_what_is_of_medium_alone_becomes_plain_html(tmp_path: Path) -> None:
    rows = "".join(f'<figure class="graf"><img src="{it}"></figure>' for it in ("a.png", "b.png"))
    written = text(
        tmp_path,
        "<p>Words.</p><h3>Large</h3><h4>Small</h4>"
        f'<div class="section-inner sectionLayout--outsetRow">{rows}</div>'
        '<pre data-code-block-lang="python"><span class="pre--content">a = 1<br>b = 2</span></pre>'
        '<figure><div class="aspectRatioPlaceholder"><div class="aspectRatioPlaceholder-fill">'
        f'</div><img src="{PICTURE}"></div><figcaption>Lit <em>again</em></figcaption></figure>'
        '<figure class="graf--iframe"><iframe src="https://www.youtube.com/embed/x?a=1"></iframe>'
        '</figure><figure><script src="https://gist.github.com/iris/0a1b.js"></script></figure>'
        '<div class="graf graf--mixtapeEmbed"><a href="https://example.org/"><strong>A page'
        '</strong><br><em>About</em>example.org</a></div><p><a href="https://medium.com/r/?url='
        'https%3A%2F%2Fexample.org%2Fa">there</a></p>',
    )
    for part in (
        "<h2>Large</h2>", "<h3>Small</h3>", '<div class="gallery">', '"language-python">a = 1\nb =',
        f'<figure><img src="{PICTURE}" alt=""><figcaption>Lit <em>again</em></figcaption></figure>',
        '<iframe src="https://www.youtube.com/embed/x?a=1"></iframe>',
        '<p><a href="https://gist.github.com/iris/0a1b">', '<a href="https://example.org/">A page',
        'href="https://example.org/a">there',
    ):  # fmt: skip
        assert part in written


def test_what_an_export_has_lost_is_told(tmp_path: Path) -> None:
    page = post(TITLE + "<p>See:</p><figure class='graf--iframe'></figure>")
    (note,) = read(tmp_path, {LAMP: page})["abcdef123456"].notes
    assert note.kind == "what other sites show is not in the export"


def test_archives_that_are_hostile_or_broken_do_no_harm(tmp_path: Path) -> None:
    bomb = post(TITLE + "x" * (21 << 20))
    path = tmp_path / "medium.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts/2019-05-01_Bomb-eeeeeeee5555.html", bomb)
        archive.writestr("../posts/2019-05-02_Slip-ffffffff6666.html", post(TITLE))
    items = [*medium.read([path], Options())]
    assert [item.skip for item in items] == ["", "it has more than 20 MB"]
    path.write_bytes(path.read_bytes()[:-40])
    assert not medium.recognises(path)
    with pytest.raises(SourceError, match=r"medium\.zip is no ZIP archive"):
        [*medium.read([path], Options())]


def test_a_site_of_medium_builds(tmp_path: Path) -> None:
    story = ImportStory(tmp_path, config=CONFIG + SECTION)
    link = '<p>See <a href="https://medium.com/@iris/the-lamp-is-lit-abcdef123456">that</a>.</p>'
    footer = FOOTER.replace("the-lamp-is-lit-abcdef", "two-222222")
    second = post(link, name="Two", footer=footer)
    response = post("<p>I agree.</p>", name="I agree.").replace("123456", "777777")
    story.put(LAMP, post(LEAD + TITLE + "<p>Two boats went out.</p>"))
    story.put("posts/2019-05-04_Two-222222123456.html", second)
    story.put("posts/2019-05-05_I-agree-abcdef777777.html", response)
    story.write("media/1_lamp.png", b"\x89PNG lamp")
    story.run("medium", media=(str(story.root / "media"),)).build()
    assert "See [that](the-lamp-is-lit.md)." in story.text("content/2019/05/two.md")
    lamp = story.text("content/2019/05/the-lamp-is-lit.md")
    assert 'image:\n  src: "1_lamp.png"\n  alt: A lamp\n  caption: At dusk' in lamp
    assert story.has("@iris/the-lamp-is-lit-abcdef123456/index.html")
    assert not story.has("2019/05/04/i-agree/index.html")
    assert story.entries["abcdef777777"].is_held
    again = story.files()
    assert story.run("medium", media=(str(story.root / "media"),)).files() == again
