"""Frames in bodies: those from the hosts that a site names stay, and no others."""

from __future__ import annotations

import html5lib
import pytest

from archivegen.config.settings import from_json, to_json
from archivegen.config.tables import EXTENSIONS, Engine, MarkdownConfig
from archivegen.config.validate import validate
from archivegen.loader.markup.convert import Markup, make_markup
from archivegen.model.problems import SiteError
from story import Story

HOSTS = ("www.youtube-nocookie.com", "Player.Vimeo.com")
VIDEO = "https://www.youtube-nocookie.com/embed/x?start=1&rel=0#t"
SANDBOX = (
    "allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation"
    " allow-same-origin allow-scripts"
)


def make(engine: Engine, *hosts: str) -> Markup:
    return make_markup(MarkdownConfig(engine, "sanitize", EXTENSIONS[engine], hosts))


MARKUPS = {name: make(name, *HOSTS) for name in EXTENSIONS}


def frames(made: str) -> list[dict[str, str]]:
    """The attributes of the frames that a browser sees in some HTML; they have no content."""
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    found = list(tree.iter("iframe"))
    assert not any("".join(frame.itertext()) for frame in found)
    return [dict(frame.attrib) for frame in found]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "src",
    [
        VIDEO,
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com/video/1",
        "HTTPS://PLAYER.VIMEO.COM/video/1",
        "https://player.vimeo.com?x=//evil.example/@",
        "https://player.vimeo.com#x",
        "https://player.vimeo.com/v\u00eddeo",
    ],
)
@pytest.mark.parametrize("around", ["{}", "a {} b", "<div>{}</div>", "- {}", "> {}"])
def test_frame_of_a_host_that_is_named(engine: Engine, src: str, around: str) -> None:
    text = around.format(f'<iframe src="{src}">instead</iframe>')
    body = MARKUPS[engine].render(f"{text}\n\nafter")
    (frame,) = frames(body.html)
    assert frame["src"] == src.replace("\u00ed", "%C3%AD")
    assert "after" in body.html
    assert "instead" not in body.html + body.excerpt
    assert body.targets == ()


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize("start", ["//", "http://", "HTTP://"])
def test_address_of_old_is_one_of_https(engine: Engine, start: str) -> None:
    body = MARKUPS[engine].render(f'<iframe src="{start}player.vimeo.com/video/x"></iframe>')
    assert [frame["src"] for frame in frames(body.html)] == ["https://player.vimeo.com/video/x"]
    assert not body.notes


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "<math><mtext>{}</mtext></math>",
        "<noscript>{}</noscript>",
        "<textarea>{}",
        "<template>{}</template>",
    ],
)
def test_is_a_frame_wherever_it_stands(engine: Engine, text: str) -> None:
    frame = "<iframe src=https://player.vimeo.com/></iframe>"
    assert len(frames(MARKUPS[engine].render(text.format(frame)).html)) == 1


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_attributes_of_a_frame(engine: Engine) -> None:
    body = MARKUPS[engine].render(
        f'<IFRAME name="x" onload="x()" srcdoc="<script>" style="position:fixed" sandbox="x"'
        f' width="560" height="315" src="{VIDEO.replace("&", "&amp;")}" title="A &quot;film&quot;"'
        ' loading="eager" referrerpolicy="unsafe-url" frameborder="0" allowfullscreen'
        ' allow="autoplay; camera; fullscreen *; web-share;microphone https://x.example"></IFRAME>'
    )
    assert frames(body.html) == [
        {
            "src": VIDEO,
            "title": 'A "film"',
            "width": "560",
            "height": "315",
            "allow": "autoplay; web-share",
            "allowfullscreen": "",
            "loading": "lazy",
            "referrerpolicy": "strict-origin-when-cross-origin",
            "sandbox": SANDBOX,
        }
    ]


ELSEWHERE = [
    "https://evil.example/",
    "/player.vimeo.com",
    "player.vimeo.com",
    "",
    "video.md",
    "https://player.vimeo.com.evil.example/",
    "https://evil.example/player.vimeo.com",
    "https://xplayer.vimeo.com/",
    "https://vimeo.com/",
    "https://x.player.vimeo.com/",
    "https://playerxvimeo.com/",
    "https://player.vimeo.com./",
    "https://player.vimeo.com:443/",
    "https://player.vimeo.com:8443/",
    "https://player.vimeo.com:@evil.example/",
    "https://player.vimeo.com@evil.example/",
    "https://user@player.vimeo.com/",
    "https://user:x@player.vimeo.com/",
    "https://player.vimeo.com\\@evil.example/",
    "https://evil.example\\@player.vimeo.com/",
    "https://player.vimeo.com\\.evil.example/",
    "https:\\\\player.vimeo.com/",
    "https:/player.vimeo.com/",
    "https:player.vimeo.com/",
    "https:///player.vimeo.com/",
    "https://player.vimeo.com/\\evil",
    "https://player.vimeo.com/a b",
    "https://player.vimeo.com%2f@evil.example/",
    "https://%70layer.vimeo.com/",
    "https://player\u3002vimeo.com/",
    "https://player.vi\u00admeo.com/",
    "https://player.vimeo.c\u043em/",
    "http\u017f://player.vimeo.com/",
    "https://www.youtube-nocoo\u212aie.com/",
    " https://player.vimeo.com/",
    "https://player.vimeo.com/ ",
    "https://player.vimeo.com/&#9;x",
    "https://player.vimeo&#10;.com/",
    "https://player.vimeo.com/&#13;",
    "https://player.vimeo.com&#0;/",
    "java&Tab;script:alert(1)//https://player.vimeo.com/",
    "javascript:'https://player.vimeo.com/'",
    "data:text/html,https://player.vimeo.com/",
    "about:blank",
    "blob:https://player.vimeo.com/x",
    "view-source:https://player.vimeo.com/",
]


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize("src", ELSEWHERE)
def test_frame_from_elsewhere_goes_with_what_is_in_it(engine: Engine, src: str) -> None:
    frame = f'<iframe title="t" src="{src}" allowfullscreen>instead <b>of</b> it</iframe>'
    body = MARKUPS[engine].render(f"{frame}\n\nbefore {frame} after\n\n{frame}")
    assert "iframe" not in body.html
    assert "instead" not in body.html + body.excerpt
    assert "before" in body.html
    assert "after" in body.html


@pytest.mark.parametrize("engine", EXTENSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "<iframe></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<iframe name='src=https://player.vimeo.com/' title='src=\"x\"'></iframe>",
        "<iframe src=x src=https://player.vimeo.com/></iframe>",
        "<iframe xsrc=https://player.vimeo.com/ data-src=https://player.vimeo.com/></iframe>",
        "<svg><iframe src=https://player.vimeo.com/></iframe></svg>",
        "<iframe>a<iframe src=https://player.vimeo.com/></iframe>",
        "<!-- <iframe src=https://player.vimeo.com/></iframe> -->",
        "`<iframe src=https://player.vimeo.com/></iframe>`",
        "<p title='<iframe src=https://player.vimeo.com/></iframe>'>a</p>",
    ],
)
def test_what_is_no_frame_of_a_host(engine: Engine, text: str) -> None:
    assert not frames(MARKUPS[engine].render(text).html)


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_what_only_looks_like_a_frame_takes_nothing_with_it(engine: Engine) -> None:
    body = MARKUPS[engine].render(
        f"<p title='<iframe>'>one</p><p title='</iframe>'>two</p>"
        f'<iframe title="</iframe>" src="{VIDEO}"></iframe><p>three</p>'
        '<iframe title="<iframe src=>"></iframe><p>four</p>'
    )
    assert [frame["title"] for frame in frames(body.html)] == ["</iframe>"]
    for word in ("one", "two", "three", "four"):
        assert f">{word}</p>" in body.html


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_no_host_is_named(engine: Engine) -> None:
    body = make(engine).render(f"a\n\n<iframe src='{VIDEO}'>instead</iframe>\n\nb")
    assert "iframe" not in body.html
    assert "instead" not in body.html


@pytest.mark.parametrize("engine", EXTENSIONS)
def test_hosts_are_part_of_what_a_kept_body_depends_on(engine: Engine) -> None:
    assert make(engine).digest != make(engine, "player.vimeo.com").digest


@pytest.mark.parametrize(
    ("mode", "start"), [("escape", "&lt;iframe src="), ("trusted", "<iframe src=")]
)
@pytest.mark.parametrize("engine", EXTENSIONS)
def test_other_modes_do_not_ask_for_hosts(site: Story, engine: str, mode: str, start: str) -> None:
    site.configure(f'[markdown]\nengine = "{engine}"\nhtml = "{mode}"\nembed_hosts = ["x.org"]\n')
    site.article("a.md", "<iframe src='https://evil.example/' onload='x()'>a</iframe>").build()
    page = site.page("2024/05/01/a/index.html")
    assert start in page
    assert "onload=" in page


def test_a_host_is_added_and_removed(site: Story) -> None:
    site.article("a.md", f"<iframe src='{VIDEO}'></iframe>").build()
    assert "iframe" not in site.page("2024/05/01/a/index.html")
    site.configure('[markdown]\nembed_hosts = ["www.youtube-nocookie.com"]\n').build()
    assert 'src="https://www.youtube-nocookie.com/' in site.page("2024/05/01/a/index.html")
    site.assert_clean().configure("").build().assert_clean()
    assert "iframe" not in site.page("2024/05/01/a/index.html")


class TestConfiguration:
    def test_names_hosts(self) -> None:
        text = 'title = "T"\n[markdown]\nembed_hosts = ["a.example", "xn--bcher-kva.Example"]'
        config = validate(text.encode())
        assert config.markdown.embed_hosts == ("a.example", "xn--bcher-kva.Example")
        assert from_json(to_json(config)) == config

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("https://www.youtube.com/embed/", "www.youtube.com"),
            ("//www.youtube.com", "www.youtube.com"),
            ("www.youtube.com/embed", "www.youtube.com"),
            ("www.youtube.com:443", "www.youtube.com"),
            ("user@www.youtube.com", "www.youtube.com"),
            ("*.youtube.com", "youtube.com"),
            ("www.youtube.com.", "www.youtube.com"),
            (" www.youtube.com", ""),
            ("https://[", ""),
            ("localhost", ""),
            ("b\u00fccher.example", ""),
            ("youtube", ""),
            ("-a.example", ""),
            ("a..example", ""),
            ("", ""),
        ],
    )
    def test_does_not_take_what_is_no_host(self, name: str, meant: str) -> None:
        text = f'title = "T"\n[markdown]\nembed_hosts = ["player.vimeo.com", "{name}"]\n'
        with pytest.raises(SiteError) as caught:
            validate(text.encode())
        (problem,) = caught.value.problems
        assert (problem.line, problem.column) == (3, 1)
        assert problem.message == f"`markdown.embed_hosts`: {name!r} is not the name of a host"
        if meant:
            assert problem.hint == f'write the name alone, one for each host: "{meant}"'
        else:
            assert problem.hint == 'a host is named as in "www.youtube-nocookie.com"'
