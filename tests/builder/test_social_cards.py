"""Social cards: drawn once of an article's words and its picture, or told where they cannot be."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image, features

from archivegen.builder.images import social_cards
from archivegen.builder.images.card_drawing import CardTask, Drawer, _Font
from archivegen.builder.output.clean import clean
from story import Silence, Snapshot, Story, needs_links

ON = "[images]\nenabled = true\nwidths = [40, 80]\nsocial_cards = true\n"
PAGE = "2024/05/01/a/index.html"


def picture(size: tuple[int, int] = (100, 60)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, "JPEG")
    return target.getvalue()


def card_of(site: Story, page: str = PAGE) -> str:
    """The path of the picture that is shown where a page is shared; empty without one."""
    found = re.search(
        r'property="og:image" content="https://gazette.example/([^"]*)"', site.page(page)
    )
    return found[1] if found else ""


def cards_written(site: Story) -> set[str]:
    return {path for path in site.written if path.startswith("assets/cards/")}


def opened(site: Story, path: str) -> Image.Image:
    return Image.open(io.BytesIO((site.paths.output / path).read_bytes()))


def test_each_article_has_a_card(site: Story) -> None:
    site.configure(ON).write("content/a.jpg", picture())
    site.article("a.md", headline="A <b> & so on", slug="a", image={"src": "a.jpg", "alt": "Quay"})
    site.article("b.md").build().assert_clean()
    card = opened(site, card_of(site))
    assert (card.format, card.size) == ("JPEG", (1200, 630))
    # The picture, which is navy, stands at the end; the other card has paper there.
    assert card.crop((1000, 500, 1100, 600)).convert("L").histogram()[60:] == [0] * 196
    other = opened(site, card_of(site, "2024/05/01/b/index.html"))
    assert other.crop((1000, 500, 1100, 600)).convert("L").histogram()[:240] == [0] * 240
    page = site.page(PAGE)
    assert re.findall(r'og:image:(?:width|height)" content="(\d+)"', page) == ["1200", "630"]
    assert 'og:image:alt" content="A &lt;b&gt; &amp; so on (2024) | The Test Gazette">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_a_card_is_drawn_anew_when_what_it_shows_is_another(site: Story) -> None:
    site.configure(ON).write("content/a.jpg", picture())
    image = {"src": "a.jpg", "alt": "Quay"}
    site.article("a.md", slug="a", image=image).article("b.md", summary="S").build()
    site.article("a.md", "Other.", slug="a", image=image, tags=["X"]).build()
    assert cards_written(site) == set()
    with pytest.MonkeyPatch.context() as patch:
        # Where listings show of an article what they did, it is not looked at.
        patch.setattr(social_cards, "cards_at", lambda _, paths: iter(paths))
        site.article("b.md", "Other.", summary="S").build()
    site.article("a.md", slug="a", image=image, headline="Changed").build().assert_clean()
    assert cards_written(site) == {card_of(site)}
    site.write("content/a.jpg", picture(size=(90, 50))).build().assert_clean()
    assert cards_written(site) == {card_of(site)}
    assert len(list((site.root / ".archivegen/pictures/cards").iterdir())) == 2
    site.configure(ON.replace("cards = true", "cards = false")).build()
    site.assert_clean()
    assert not site.has("assets/cards")
    assert card_of(site) == "a.jpg"
    sizes = re.findall(r'og:image:(width|height)" content="(\d+)"', site.page(PAGE))
    assert sizes == [("width", "90"), ("height", "50")]


def test_letters_that_the_font_lacks_are_told(site: Story) -> None:
    site.configure(ON).article("a.md", slug="a", headline="漢字").build().assert_clean()
    assert card_of(site) == ""
    (told,) = (problem for problem in site.problems if problem.kind == "social-card")
    assert told.message == "no social card was drawn: its font lacks the letters 漢字"
    assert told.path == "content/a.md"


@needs_links
def test_cards_are_drawn_into_no_folder_of_others_and_go_with_the_state(
    site: Story, tmp_path: Path
) -> None:
    site.configure(ON).article("a.md", slug="a").build()
    others, cards = tmp_path / "others", site.paths.social_cards
    shutil.move(cards, others)
    (others / "letter.txt").write_text("precious")
    before = Snapshot.of(others).files
    cards.symlink_to(others)
    site.article("b.md").build().assert_clean()
    assert Snapshot.of(others).files == before
    clean(site.paths, Silence())
    assert not site.paths.state.exists()


@pytest.mark.parametrize("name", ["static/no.ttf", "archivegen.toml"])
def test_a_font_that_is_none_is_an_error(site: Story, name: str) -> None:
    site.configure(f'{ON}social_font = "{name}"\n').article("a.md").fail()
    (problem,) = (one for one in site.problems if one.severity == "error")
    assert problem.message.startswith(f"`images.social_font`: {name} is no font that can be read")
    assert problem.line == 7


def test_cards_need_pictures(site: Story) -> None:
    site.configure("[images]\nsocial_cards = true\n").article("a.md").fail()
    assert "`images.social_cards` needs `enabled = true`" in site.places()[0]


def test_the_lines_of_a_card(tmp_path: Path) -> None:
    """The same words give the same bytes; what has no room is cut; letters of others need Raqm."""
    drawer = Drawer(tmp_path, [_Font(None)])
    task = CardTask(
        b"a", "The Gazette", "So many words " * 30, "1998", is_rtl=False, accent="#123456"
    )
    first = drawer.draw(task)
    assert Drawer(tmp_path, [_Font(None)]).draw(task) == first
    assert first.digest
    long = CardTask(b"b", "T" * 200, "W" * 500, "1998", is_rtl=True, accent="#123456")
    assert drawer.draw(long).digest
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "check", lambda _: False)
        arabic = CardTask(b"c", "T", "ابت", "1998", is_rtl=True, accent="#123456")
        assert drawer.draw(arabic).missing == "ابت"
