"""Figures: a picture alone in its paragraph has its title for a caption; several are a gallery."""

from __future__ import annotations

import pytest

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import make_markup
from story import Story

MARKUPS = {name: make_markup(MarkdownConfig(name, "sanitize", EXTENSIONS[name]))
           for name in EXTENSIONS}  # fmt: skip


def made(engine: Engine, text: str) -> str:
    return MARKUPS[engine].render(text).html.replace("\0", "").strip()


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("At anchor", "At anchor"),
        ("At anchor | Jane Doe", 'At anchor <span class="credit">Jane Doe</span>'),
        ("| Jane Doe", '<span class="credit">Jane Doe</span>'),
        ("Gate 1 | 2 | Doe", 'Gate 1 | 2 <span class="credit">Doe</span>'),
        ("Gate 1|2", "Gate 1|2"),
        ("At anchor |", "At anchor |"),
        ("a <b>c</b> & *d*", "a &lt;b&gt;c&lt;/b&gt; &amp; *d*"),
    ],
)
def test_title_is_the_caption(engine: Engine, title: str, caption: str) -> None:
    expected = f'<figure><img alt="Boat" src="boat.jpg"><figcaption>{caption}</figcaption></figure>'
    assert made(engine, f'![Boat](boat.jpg "{title}")') == expected


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_several_pictures_are_a_gallery_and_lead_to_themselves(engine: Engine) -> None:
    text = '![A](a.jpg "One")\n![](b.jpg)\n[![C](c.jpg)](more.md)'
    assert made(engine, text) == (
        '<div class="gallery">\n'
        '<figure><a href="a.jpg"><img alt="A" src="a.jpg"></a><figcaption>One</figcaption></figure>'
        '\n<figure><img alt="" src="b.jpg"></figure>\n'
        '<figure><a href="more.md"><img alt="C" src="c.jpg"></a></figure>\n</div>'
    )


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "![Boat](boat.jpg)",
        '![Boat](boat.jpg "")',
        'See ![Boat](boat.jpg "At anchor")',
        '- ![Boat](boat.jpg "At anchor")',
        '`![Boat](boat.jpg "At anchor")`',
    ],
)
def test_anything_else_stays_as_it_was(engine: Engine, text: str) -> None:
    assert "<figure" not in made(engine, text)


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_many_pictures_before_a_word_take_no_longer(engine: Engine) -> None:
    assert "gallery" not in made(engine, '<img src="a.jpg"> ' * 200 + "a")


def test_picture_is_published_and_caption_is_no_excerpt(site: Story) -> None:
    site.write("content/boat.jpg", b"x").article("a.md", '![Boat](boat.jpg "At anchor")\n\nText.')
    site.build()
    assert site.has("boat.jpg")
    page = site.page("2024/05/01/a/index.html")
    assert '<img alt="Boat" src="/boat.jpg"><figcaption>At anchor</figcaption></figure>' in page
    assert '<meta name="description" content="Text.">' in page
