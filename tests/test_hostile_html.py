"""Hostile bodies: whatever HTML or links they hold, it stays harmless and inside its place.

One site for each engine and mode has an article for each attack, and one with a plain body, which
all the others have to look like but for what is inside the body.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import html5lib
import pytest

from archivegen.config.tables import EXTENSIONS, Engine, HtmlMode
from archivegen.loader.markup.sanitizer import TAGS
from story import Story

IMG = "<img src=x onerror=alert(1)>"
ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script in a text": "a <script>alert(1)</script> b",
    "script in capitals": "<SCRIPT SRC=//evil.example></SCRIPT>",
    "script in a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script with a slash": "<script/x>alert(1)</script/y>",
    "script without an end": "<script>alert(1)",
    "event": '<b onclick="alert(1)">b</b>',
    "event with a slash": "<img/src=x/onerror=alert(1)>",
    "event with a line break": "<img src=x\nonerror\n=\nalert(1)>",
    "event in capitals": "<details open OnToggle=alert(1)>d</details>",
    "event of the body": "<body onload=alert(1)>x",
    "event of the root": "<html onclick=alert(1)>x",
    "event in an alternative text": '![a" onerror="alert(1)](x.png)',
    "event in a title": "[a](x.md '\" onclick=\"alert(1)')",
    "event in an address": '[a](x" onclick="alert(1))',
    "event in a definition": '[a]\n\n[a]: x.md "\' onclick=alert(1) x=\'"',
    "event by way of attributes": "a {: onclick=alert(1) style=position:fixed }\n{: onfocus=x }",
    "style": "<style>* { display: none }</style>",
    "style attribute": '<p style="position: fixed; inset: 0">a</p>',
    "link": "[a](javascript:alert(1))",
    "link in capitals": "[a](JaVaScRiPt:alert(1))",
    "link with a blank": "[a](< javascript:alert(1)>)",
    "link with a tab": "[a](<java\tscript:alert(1)>)",
    "link with a line break": "<a href='java\nscript:alert(1)'>a</a>",
    "link with a control character": "[a](\x01javascript:alert(1))",
    "link with a character reference": "[a](java&#115;cript&colon;alert(1))",
    "link with a reference to a tab": "[a](java&Tab;script&#58;alert(1))",
    "link with a reference to nothing": "[a](&#0;javascript:alert(1)) [b](&#14;javascript:x)",
    "link with a backslash": "[a](javascript\\:alert(1)) [b](java\\script:x)",
    "link with escapes": "[a](%6aavascript:alert(1)) [b](javascript%3Aalert(1))",
    "link by reference": "[a][b] [b]\n\n[b]: <javascript:alert(1)>",
    "link by itself": "<javascript:alert(1)> <JaVaScRiPt:x> <vbscript:x> <data:text/html,x>",
    "link of HTML": "<a href=javascript&colon;alert(1)>a</a> <a href=' &#1; javascript:x'>b</a>",
    "link to a script of another kind": "[a](vbscript:x) [b](livescript:x) [c](mocha:x)",
    "link to data": "[a](data:text/html;base64,PHNjcmlwdD4=) [b](DATA:text/html,x)",
    "link to a local file": "[a](file:///etc/passwd) [b](blob:x) [c](about:blank) [d](jar:x)",
    "link of SVG": "<svg><a xlink:href='javascript:x' href='javascript:y'>a</a></svg>",
    "link of MathML": "<math href='javascript:x'><mi xlink:href='javascript:x'>a</mi></math>",
    "image": "![a](javascript:alert(1)) ![b](data:image/svg+xml;base64,PHN2Zz4=) ![c](vbscript:x)",
    "image of HTML": "<img src=' javascript:x' srcset='javascript:x' lowsrc=javascript:x>",
    "quotation": "<q cite='javascript:alert(1)'>q</q> <del cite='javascript:x'>d</del>",
    "background": "<table background='javascript:x'><tr><td background='javascript:x'>a</table>",
    "video": "<video src=x poster='javascript:x' onerror=x><source onerror=x></video>",
    "frame": "<iframe src='https://evil.example'>in</iframe>",
    "frame with a document": "<iframe srcdoc='&lt;script>alert(1)&lt;/script>'></iframe>",
    "frame without an end": "a <iframe src='javascript:alert(1)'> b",
    "frames": "<frameset onload=x><frame src='javascript:x'></frameset>",
    "object": "<object data='javascript:x'><p>a</object><embed src='javascript:x'><applet>b",
    "form": "<form action='javascript:x'><input name=x autofocus onfocus=alert(1)></form>",
    "form of its own": "<button form=x formaction='javascript:x'>b</button><isindex type=image>",
    "choice": "<select><option>a</option><script>alert(1)</script></select>",
    "refresh": "<meta http-equiv=refresh content='0; url=javascript:x'>",
    "base": "<base href='https://evil.example/' target=_blank>",
    "stylesheet": "<link rel=stylesheet href='//evil.example/x.css'>",
    "import": "<link rel=import href='//evil.example'><object type=text/x-scriptlet data=x>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script><circle/></svg>",
    "svg with an animation": "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "svg with a document": f"<svg><foreignObject><body>{IMG}</foreignObject></svg>",
    "svg with a style": f"<svg></p><style><a id='</style>{IMG}'>",
    "svg with a title": f"<svg><title><style><a id='</style></title>{IMG}'></svg>",
    "svg with a description": f"<svg><desc><noscript><p title='</noscript>{IMG}'></desc>",
    "math": "<math><mtext><script>alert(1)</script></mtext></math>",
    "math with a glyph": "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "math with forms": "<form><math><mtext></form><form><mglyph><style></math>" + IMG,
    "math with an annotation": "<math><annotation-xml encoding=text/html><style>"
    f"<p title='</style>{IMG}'></annotation-xml></math>",
    "template": f"<template>{IMG}<script>x</script></template>",
    "shadow": f"<div><template shadowrootmode=open>{IMG}<slot></slot></template></div>",
    "without scripts": f"<noscript><p title='</noscript>{IMG}'>",
    "title": f"<title><p title='</title>{IMG}'>",
    "text area": f"<textarea><p title='</textarea>{IMG}'>",
    "text area without an end": "<textarea>a",
    "plain text": "<plaintext>a",
    "example": f"<xmp><p title='</xmp>{IMG}'>",
    "without frames": f"<noframes><p title='</noframes>{IMG}'><noembed>{IMG}",
    "comment": f"<!-- a --!> {IMG} -->",
    "comment without an end": "a\n\n<!-- b",
    "comment that ends at once": f"<!--> {IMG} -->",
    "comment in a text": "a <!-- b --> c <!-- d",
    "condition": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "character data": "<![CDATA[<script>alert(1)</script>]]>",
    "instruction": "<?xml version='1.0'?><?php echo 1 ?><?import ?>",
    "document type": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "document": "<!DOCTYPE html><html><head><title>x</title></head><body>a</body></html><p>b",
    "open block": "<div><blockquote><ul><li>a",
    "open emphasis": "<b><i><u><s><mark>a",
    "open link": "<a href='https://evil.example/'>a",
    "open links around blocks": "<a href='https://evil.example/'><div>a<a href='x.md'>b</div>",
    "open table": "<table><tr><td>a",
    "open comment in a table": "| a |\n|---|\n| <!-- |\n\nb",
    "open attribute": "<p title='a\n\n## b\n\n' <div class=\"",
    "stray ends": "</div></div></section></article></main></body></html>a",
    "stray ends in a text": "a </p></div></article></main> b",
    "stray ends of a table": "<table><tr><td>a</table></td></tr></table></div>b",
    "misnested": "<b><i>a</b>b</i><p><div>c</p></div>",
    "blocks in a table": f"<table><div>a</div>{IMG}<tr><p>b<td>c",
    "headings": "<h1>a</h1>\n\n# b\n\n<h1>c",
    "ids of the page": "<p id=page-main>a</p><p id='text-page-main'>b</p><p id=page-topics>c</p>"
    "\n\n## Page main\n\n[d](#page-main)",
    "ids that come twice": "<p id=a>a</p><p id='a'>b</p>\n\n## A\n\n## A",
    "ids of the browser": "<p id=location>a</p><img name=body><a name=cookie id=forms>b</a>",
    "classes of the page": "<div class='site-header skip-link' role=banner data-x=y>a</div>",
    "focus": "<div tabindex=1 accesskey=x contenteditable autofocus draggable=true>a</div>",
    "markup of templates": "{{ site }} {% include 'x' %} {# a #} <p title='{{ 7*7 }}'>b</p>",
    "control characters": "a\x01b\x08c\x0bd\x1be\x7ff\x9fg\ufffeh\ufdd0 &#1;&#x8;&#xFFFE;&#xD800;",
    "lines of Unicode": "a\u2028b\u2029c\u0085d",
    "bidirectional controls": "\u202ea\u2067b <b dir=rtl>c",
    "place holders of the engine": "\x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 \x02amp\x03 \x0265\x03",
    "footnotes": "a[^<b>] b[^1] c[^1]\n\n[^<b>]: <script>x</script>\n\n[^1]: <b onclick=x>",
    "footnotes with ids": "a[^1]\n\n<p id='fn:1'>b</p><p id='fnref:1'>c</p>\n\n[^1]: d",
    "headings with ids of footnotes": "## a {#fn:1}\n\n## b {: #fnref:1}\n\nc[^1]\n\n[^1]: d",
    "code": "```\"><script>alert(1)</script>\n</code></pre><script>x</script>\n```\n\n`</code><b>`",
    "contents": "[TOC]\n\n## <img src=x onerror=alert(1)> `</a><script>` [a](javascript:x)",
    "abbreviation": "a HTML b\n\n*[HTML]: \"><script>alert(1)</script>",
    "Markdown in HTML": "<div markdown=1 onclick=x>*a* <script>x</script> [b](javascript:x)</div>",
}  # fmt: skip
PLAIN = "Just a text."
ENGINES = tuple(EXTENSIONS)
CONFIG = """\
title = "T"
base_url = "https://gazette.example/"
front_limit = 1000
[feeds]
limit = 1000
[indexes]
years = false
months = false
days = false
topics = false
authors = false
[markdown]
"""
# What the engines make of Markdown alone.
MADE_OF_MARKDOWN = {
    "a", "abbr", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "hr",
    "img", "li", "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
ATTRIBUTES = {
    "abbr", "alt", "class", "colspan", "dir", "height", "href", "id", "lang", "open", "rowspan",
    "src", "start", "tabindex", "title", "width",
}  # fmt: skip
# Of a tag or the like, and not of an address in angle brackets.
BEGINNING = re.compile(r"(?<!\()(?<!: )<(?!javascript|data:|vbscript)[A-Za-z/?!]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a browser sees it: around the body of the article, and inside."""

    text: str
    tree: ET.Element
    body: ET.Element

    @classmethod
    def of(cls, text: str) -> Page:
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        (body,) = (node for node in tree.iter("div") if node.get("class") == "story-body")
        return cls(text, tree, body)

    def around(self) -> object:
        """Everything but the body and what is said about it; addresses of articles are alike."""
        return _node(self.tree, self.body)

    def ids(self) -> tuple[list[str], list[str]]:
        """The ids inside of the body, and those around it."""
        inside = set(self.body.iter())
        found = [(node in inside, node.get("id", "")) for node in self.tree.iter()]
        return [name for is_in, name in found if is_in and name], [
            name for is_in, name in found if not is_in and name
        ]

    def description(self) -> str:
        """What the page says it is about."""
        return next(
            (
                node.get("content", "")
                for node in self.tree.iter("meta")
                if node.get("name") == "description"
            ),
            "",
        )


def _node(node: ET.Element, body: ET.Element) -> object:
    children = [] if node is body else [_node(child, body) for child in node if _is_fixed(child)]
    text = "" if node is body or node.tag == "script" else _alike(node.text)
    attributes = sorted((name, _alike(value)) for name, value in node.attrib.items())
    return (str(node.tag), attributes, text, children, _alike(node.tail))


def _is_fixed(node: ET.Element) -> bool:
    """Whether this is there for any body: not a description, which a page without one lacks."""
    return node.get("name", node.get("property")) not in {"description", "og:description"}


def _alike(text: str | None) -> str:
    return " ".join(re.sub(r"2024/05/01/[a-z0-9-]+/", "2024/05/01/x/", text or "").split())


@pytest.fixture(scope="module")
def sites() -> dict[tuple[Engine, HtmlMode], Story]:
    return {}


@pytest.fixture
def hostile(
    sites: dict[tuple[Engine, HtmlMode], Story],
    tmp_path_factory: pytest.TempPathFactory,
    engine: Engine,
    mode: HtmlMode,
) -> Story:
    """The site of that engine and mode, built once."""
    if (engine, mode) not in sites:
        config = f'{CONFIG}engine = "{engine}"\nhtml = "{mode}"\n'
        site = Story(tmp_path_factory.mktemp("hostile") / "site", config=config)
        # Plain ones are first and last too, so that all others have an older and a newer article.
        bodies = [PLAIN, *ATTACKS.values(), PLAIN, PLAIN]
        for number, text in enumerate(bodies):
            site.article(f"{number:03}.md", text, headline="H", slug=f"a{number}")
        assert site.build().problems == ()
        sites[engine, mode] = site
    return sites[engine, mode]


def page_of(site: Story, attack: str) -> Page:
    return Page.of(site.page(f"2024/05/01/a{[*ATTACKS].index(attack) + 1}/index.html"))


def plain_page(site: Story) -> Page:
    return Page.of(site.page(f"2024/05/01/a{len(ATTACKS) + 1}/index.html"))


def scheme_of(address: str) -> str:
    """The scheme that a browser sees in an address (https://url.spec.whatwg.org/#url-parsing)."""
    stripped = address.strip("".join(map(chr, range(33))))
    match = re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)", re.sub(r"[\t\r\n]", "", stripped))
    return match[0].lower() if match else ""


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["sanitize", "escape"])
def test_is_contained_and_harmless(hostile: Story, attack: str) -> None:
    page = page_of(hostile, attack)
    assert page.around() == plain_page(hostile).around()
    for node in page.body.iter():
        assert node.tag in TAGS - {"h1"}
        assert node.attrib.keys() <= ATTRIBUTES
        for name in ("href", "src"):
            assert scheme_of(node.get(name, "")) in {"", "http", "https", "mailto", "tel"}
    inside, around = page.ids()
    assert not set(inside) & set(around)
    assert not [name for name, count in Counter(inside).items() if count > 1]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["escape"])
def test_is_shown_as_text(hostile: Story, attack: str) -> None:
    body = page_of(hostile, attack).body
    assert {node.tag for node in body.iter()} <= MADE_OF_MARKDOWN
    shown = "".join(body.itertext()) + "".join(
        "".join(node.attrib.values()) for node in body.iter()
    )
    for beginning in BEGINNING.findall(ATTACKS[attack]):
        assert beginning in shown


@pytest.mark.parametrize("attack", ["script", "event", "style attribute", "frame", "svg", "form"])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["trusted"])
def test_is_passed(hostile: Story, attack: str) -> None:
    page = hostile.page(f"2024/05/01/a{[*ATTACKS].index(attack) + 1}/index.html")
    assert ATTACKS[attack] in page.partition('<div class="story-body">')[2]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("mode", ["sanitize", "escape"])
def test_is_text_wherever_it_is_quoted(hostile: Story) -> None:
    """A description is the same text in the feed, on the front page, in the head, for machines."""
    space = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(hostile.page("feed.xml"))
    summaries = {
        link.get("href"): entry.find(f"{space}summary")
        for entry in feed.iter(f"{space}entry")
        for link in entry.iter(f"{space}link")
    }
    front = html5lib.parse(hostile.page("index.html"), namespaceHTMLElements=False)
    cards = {
        next(link.get("href", "") for link in card.iter("a") if link.get("class") != "label"): card
        for card in front.iter("article")
    }
    assert len(summaries) == len(cards) == len(ATTACKS) + 3
    for attack in ATTACKS:
        page = page_of(hostile, attack)
        described = page.description()
        scripts = [json.loads("".join(node.itertext())) for node in page.tree.iter("script")]
        (data,) = (found for found in scripts if found["@type"] == "NewsArticle")
        summary = summaries[data["url"]]
        card = cards[data["url"].removeprefix("https://gazette.example")]
        assert data.get("description", "") == described
        assert described == ("" if summary is None else summary.text)
        assert summary is None or not len(summary)
        assert {node.tag for node in card.iter()} <= {"article", "p", "a", "time", "h3"}
        quoted = [node for node in card.iter("p") if node.get("class") == "card-standfirst"]
        assert [node.text for node in quoted] == ([described] if described else [])
        assert all(not len(node) for node in quoted)
