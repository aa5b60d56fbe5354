"""Link cards: a paragraph that is nothing but a link to a video or a post asks nobody."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.loader.markup.convert import Markup, make_markup
from archivegen.loader.safe_html.link_cards import with_cards
from story import Story


def make(engine: Engine, *, cards: bool = True) -> Markup:
    return make_markup(MarkdownConfig(engine, extensions=EXTENSIONS[engine], link_cards=cards))


MARKUPS = {name: make(name) for name in EXTENSIONS}

VIDEOS = [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube"),
    ("https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=42s", "YouTube"),
    ("https://m.youtube.com/watch?v=a--b---c_d0", "YouTube"),
    ("https://youtu.be/dQw4w9WgXcQ?si=x_-y", "YouTube"),
    ("https://www.youtube.com/live/dQw4w9WgXcQ", "YouTube"),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "YouTube"),
    ("http://vimeo.com/76979871", "Vimeo"),
    ("https://vimeo.com/76979871/8272103f6e", "Vimeo"),
    ("https://player.vimeo.com/video/76979871#t=10s", "Vimeo"),
    ("https://tube.example/w/9c9de5e8bWhCZVzQPNLmGk", "PeerTube"),
    ("https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d", "PeerTube"),
    ("https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", "PeerTube"),
]

OTHERS = [
    ("https://x.com/calloway/status/1234567890?s=20", "X", "post"),
    ("https://twitter.com/calloway/status/1234567890", "X", "post"),
    ("https://bsky.app/profile/calloway.bsky.social/post/3k2abc", "Bluesky", "post"),
    ("https://mastodon.example/@calloway/109876543210987654", "Mastodon", "post"),
    ("https://a.example/@calloway@b.example/109876543210987654", "Mastodon", "post"),
    ("https://www.instagram.com/p/Cx-y_z/", "Instagram", "post"),
    ("https://www.tiktok.com/@calloway/video/7123456789", "TikTok", "post"),
    ("https://www.facebook.com/gazette/posts/pfbid02abc", "Facebook", "post"),
    ("https://www.facebook.com/watch/?v=123", "Facebook", "post"),
    ("https://soundcloud.com/gazette/the-keeper", "SoundCloud", "sound"),
    ("https://x.com/i/web/status/1234567890/photo/1", "X", "post"),
    ("https://www.tiktok.com/t/ZTabcdef/", "TikTok", "post"),
    ("https://www.facebook.com/groups/12/posts/34/", "Facebook", "post"),
    ("https://www.facebook.com/photo/?fbid=12&set=a.3", "Facebook", "post"),
    ("https://fb.watch/abcDEF/", "Facebook", "post"),
    ("https://on.soundcloud.com/abcDEF", "SoundCloud", "sound"),
]


def card(made: str, kind: str = "video") -> tuple[str, str, str]:
    """Address, title and host of the only card that a browser sees."""
    (figure,) = html5lib.parse(made, namespaceHTMLElements=False).iter("figure")
    assert figure.get("class") == kind
    link, caption = figure
    return link.get("href", ""), "".join(link.itertext()), caption.text or ""


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("address", "host"), VIDEOS)
def test_address_alone_is_a_card(engine: Engine, address: str, host: str) -> None:
    body = MARKUPS[engine].render(f"Before.\n\n{address}\n\nAfter.")
    assert card(body.html) == (address, address.partition("://")[2].removeprefix("www."), host)
    assert "<iframe" not in body.html
    assert "src=" not in body.html


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("address", "host"), VIDEOS)
def test_link_alone_is_a_card_with_its_text(engine: Engine, address: str, host: str) -> None:
    body = MARKUPS[engine].render(f'[The *whole* speech & more]({address} "a film")')
    assert card(body.html) == (address, "The whole speech & more", host)


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(("address", "host", "kind"), OTHERS)
def test_posts_and_sound_are_cards_too(engine: Engine, address: str, host: str, kind: str) -> None:
    made = MARKUPS[engine].render(f"[A post]({address})").html
    assert card(made, kind) == (address, "A post", host)


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "See https://youtu.be/dQw4w9WgXcQ",
        "[a](https://youtu.be/dQw4w9WgXcQ) and [b](https://youtu.be/dQw4w9WgXcQ)",
        "    https://youtu.be/dQw4w9WgXcQ",
        "```\nhttps://youtu.be/dQw4w9WgXcQ\n```",
        "[a](https://www.youtube.com/@channel)",
        "[a](https://evil.example/youtu.be/dQw4w9WgXcQ)",
        "[a](https://youtu.be.evil.example/dQw4w9WgXcQ)",
        "[a](https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ)",
        "[a](https://vimeo.com/about)",
        "[a](https://x.com/calloway)",
        "[a](https://mastodon.example/@calloway)",
        "[a](https://e.example/2024/w/report)",
        "[a](https://soundcloud.com/gazette)",
        "[a](https://bsky.app.evil.example/profile/a.b/post/3k)",
        "[![a](a.png)](https://youtu.be/dQw4w9WgXcQ)",
    ],
)
def test_anything_else_is_no_card(engine: Engine, text: str) -> None:
    assert MARKUPS[engine].render(text) == make(engine, cards=False).render(text)


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_card_is_not_the_text_of_a_listing(engine: Engine) -> None:
    body = MARKUPS[engine].render("https://youtu.be/dQw4w9WgXcQ\n\nThe speech in full.")
    assert body.excerpt == "The speech in full."


def test_site_can_do_without(site: Story) -> None:
    site.configure("[markdown]\nlink_cards = false\n")
    site.article("a.md", "[A film](https://vimeo.com/1)").build()
    page = site.page("2024/05/01/a/index.html")
    assert '<p><a href="https://vimeo.com/1">A film</a></p>' in page


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", '<a href="https://youtu.be/dQw4w9WgXcQ">', "</a>", "<b>", "</b>",
             "https://vimeo.com/1", "?x=", "&amp;", "\n", "a", "&ndash;", "\u2014", '"', "#"]
        )
    ).map("".join)
)  # fmt: skip
def test_text_and_links_stay_the_same_but_for_the_hosts_name(made: str) -> None:
    done = with_cards(made)
    assert with_cards(done) == done
    assert done.count("<a ") >= made.count("<a ")
    assert done.count('<figure class="video">') == done.count("</figure>")
