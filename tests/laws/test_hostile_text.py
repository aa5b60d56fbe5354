"""Hostile texts: markup, controls and endless words in front matter are text wherever they show.

One site has an article for each text, in every key; what its files say is read back by real
parsers of HTML, XML and JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from archivegen.config.paths import theme_folder
from archivegen.model.slugs import ASCII
from archivegen.model.text import is_blank, tidy
from story import Story

ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = {
    "end of a script": "</script><!-- </title> --> ]]> <![CDATA[",
    "tag": "<img src=x onerror=alert(1)> </article>",
    "attribute": '" onclick="x() \' &quot; &amp; &#60;b&#62;',
    "template": "{{ 7*7 }} {% raw %} {# a #} {{< figure >}} {{% x %}} ${x} <%= x %>",
    "override": "abc \u202egnp.exe",
    "isolate": "\u2067\u05d0\u05d1",
    "ends of nothing": "a\u202c\u2069b\u202c",
    "crossed": "\u2066a\u202eb\u2069c\u202c",
    "marks": "\u200ea\u200f\u061c",
    "zero width": "Cli\u200bmate \u2060 \ufeffchange\u200c\u200d",
    "emoji": "\U0001f469\u200d\U0001f680 \u2764\ufe0f",
    "only emoji": "\U0001f389",
    "only punctuation": "\u2026?!",
    "long": "word " * 2000,
    "long word": "x" * 10_000,
    "long in another script": "\u5317" * 3_000,
}
SEPARATE = ("time", "cite", ".credit", ".sections a", ".neighbours span", ".corrections span")
"""What has to be isolated by the stylesheet, since it is inline and stands beside other texts."""


class Read:
    """The files of a site, as parsers see them."""

    def __init__(self, site: Story) -> None:
        self.output = site.paths.output
        self.pages: dict[str, ET.Element] = {}
        for path in sorted(self.output.rglob("*.html")):
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            name = path.relative_to(self.output).as_posix()
            self.pages[name] = parser.parse(path.read_text(encoding="utf-8"))
        self.xml = {
            path.relative_to(self.output).as_posix(): ET.parse(path).getroot()
            for path in sorted(self.output.rglob("*.xml"))
        }

    def article(self, name: str) -> ET.Element:
        number = list(TEXTS).index(name)
        return self.pages[f"2024/05/01/a{number}/index.html"]

    def shown(self) -> Iterator[str]:
        """Every text and every attribute of every page and XML file, each by itself."""
        for tree in (*self.pages.values(), *self.xml.values()):
            for node in tree.iter():
                if node.tag != "script":
                    yield from (text for text in (node.text, node.tail) if text)
                    yield from node.attrib.values()
        for tree in self.pages.values():
            yield from _texts_in(data_of(tree))


def data_of(page: ET.Element) -> list[Any]:
    """What a page says to machines."""
    scripts = [node for node in page.iter("script") if node.get("type") == "application/ld+json"]
    return [json.loads("".join(script.itertext())) for script in scripts]


def _texts_in(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts_in(item)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    site = Story(tmp_path_factory.mktemp("texts") / "site")
    site.configure("[limits]\nfront_matter_kilobytes = 256\n[taxonomies.people]\n")
    for number, text in enumerate(TEXTS.values()):
        site.article(
            f"{number}.md", slug=f"a{number}", headline=text, summary=text, location=text,
            # A section has to have a letter, and nothing of a path.
            section=f"S{number} " + re.sub(r"[/\\.%]", "", text), tags=[text], authors=[text],
            image={"src": "i.jpg", "alt": text, "caption": text, "credit": text},
            source={"name": text}, corrections=[{"date": "2024-05-02", "text": text}],
            rights=text, licence=text, published_by=text,
            notices=[{"type": "update", "date": "2024-05-02", "text": text, "place": "top"}],
            series={"name": text, "part": 1}, people=[text], audio={"src": "i.mp3", "title": text},
            print={"headline": text, "section": text, "page": text, "column": text, "volume": text,
                   "number": text},
        )  # fmt: skip
        site.document(f"_pages/p{number}.md", headline=text, summary=text, menu="footer")
        head = yaml.safe_dump({"name": text, "role": text, "summary": text}, width=10**6)
        site.write(f"content/_people/t{number}.md", f"---\n{head}---\n")
        head = yaml.safe_dump(
            {"edition": f"e{number}", "summary": text, "number": text}, width=10**6
        )
        site.write(f"content/_issues/2024-05-03-{number}.md", f"---\n{head}---\n")
    site.write("content/i.jpg", b"x").write("content/i.mp3", b"x")
    # That some of them look like markup is told.
    assert {problem.kind for problem in site.build().problems} == {"markup"}
    return Read(site)


def said(page: ET.Element, path: str) -> str:
    node = page.find(path)
    assert node is not None
    return "".join(node.itertext())


@pytest.mark.parametrize("name", TEXTS)
def test_texts_on_the_page(read: Read, name: str) -> None:
    page, text = read.article(name), tidy(TEXTS[name])
    assert said(page, ".//h1") == text
    assert said(page, ".//title") == f"{text} | The Test Gazette"
    assert said(page, ".//p[@class='standfirst']") == text
    assert said(page, ".//p[@class='byline']/a") == text
    assert said(page, ".//p[@class='dateline']") == text
    assert said(page, ".//cite") == text
    assert said(page, ".//a[@rel='tag']") == text
    assert said(page, ".//figcaption") == f"{text} {text}"
    assert said(page, ".//section[@class='corrections']//li").endswith(text)
    assert said(page, ".//div[@role='note']/p").endswith(text)
    assert said(page, ".//p[@class='part']/a") == text
    assert text in said(page, ".//p[@class='printed']")
    contents = {node.get("property"): node.get("content") for node in page.iter("meta")}
    assert contents["og:title"] == contents["og:image:alt"] == contents["article:tag"] == text
    assert [image.get("alt") for image in page.iter("img")] == [text]


@pytest.mark.parametrize("name", TEXTS)
def test_texts_of_pages_people_and_issues(read: Read, name: str) -> None:
    number, text = list(TEXTS).index(name), tidy(TEXTS[name])
    assert said(read.pages[f"p{number}/index.html"], ".//h1") == text
    person = read.pages[f"people/t{number}/index.html"]
    assert said(person, ".//h1") == text
    assert said(person, ".//main").count(text) >= 3  # name, role and summary
    issue = read.pages[f"issues/2024/05/03/e{number}/index.html"]
    assert said(issue, ".//p[@class='standfirst']") == text
    assert text in said(issue, ".//header[@class='page-header']")


@pytest.mark.parametrize("name", TEXTS)
def test_texts_for_machines(read: Read, name: str) -> None:
    told = {data["@type"]: data for data in data_of(read.article(name))}
    data, trail = told["NewsArticle"], told["BreadcrumbList"]["itemListElement"]
    text = tidy(TEXTS[name])
    assert data["headline"] == data["description"] == text
    assert data["printPage"] == data["printSection"] == data["printColumn"] == text
    assert data["audio"]["name"] == text
    assert [one["name"] for one in data["isPartOf"] if "name" in one] == [text]
    assert data["copyrightNotice"] == data["license"] == data["publisher"]["name"] == text
    assert data["keywords"] == [made["text"] for made in data["correction"]] == [text]
    assert trail[-1]["name"] == text
    assert [author["name"] for author in data["author"]] == [text]
    assert data["locationCreated"]["name"] == text


def test_texts_in_the_feed(read: Read) -> None:
    feed = read.xml["feed.xml"]
    texts = {tidy(text) for text in TEXTS.values()}
    for path in ("title", "summary", "author/{name}name"):
        found = {node.text for node in feed.iterfind(f"{ATOM}entry/{_in_atom(path)}")}
        assert found == texts
    labels = {node.get("label", "") for node in feed.iter(f"{ATOM}category")}
    assert texts < labels
    assert len(labels) == 2 * len(TEXTS)


def _in_atom(path: str) -> str:
    return "/".join(ATOM + part.removeprefix("{name}") for part in path.split("/"))


def test_nothing_of_a_text_is_markup(read: Read) -> None:
    for name, page in read.pages.items():
        assert not [node for node in page.iter("img") if node.get("src") == "x"], name
        assert not [node for node in page.iter() for key in node.attrib if key[:2] == "on"], name
        assert all(node.get("type") for node in page.iter("script")), name


def test_names_of_files(read: Read) -> None:
    paths = [path.relative_to(read.output) for path in read.output.rglob("*")]
    assert len(paths) > 4 * len(TEXTS)
    for path in paths:
        assert len(path.name.encode()) < 200
        assert re.fullmatch(r"\.?[a-z0-9][a-z0-9.-]*", path.name)


EMBEDDINGS, ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
TURNS = f"{EMBEDDINGS}{ISOLATES}\u202c\u2069"


def is_balanced(text: str) -> bool:
    """Whether every turn of direction in a text ends in it, and no end is without a beginning."""
    text = "".join(char for char in text if char in TURNS)
    before = ""
    while text != before:
        before = text
        text = re.sub(f"[{EMBEDDINGS}]\u202c|[{ISOLATES}][{EMBEDDINGS}]*\u2069", "", text)
    return not text


def test_no_text_turns_what_stands_beside_it(read: Read) -> None:
    texts = [text for text in read.shown() if any(char in text for char in TURNS)]
    assert len(texts) > 50
    assert [text for text in texts if not is_balanced(text)] == []


@given(st.text("ab " + TURNS, max_size=30))
@example("\u202ea")
@example("\u2066\u202e\u2069\u202c")
@example("\u202a\u2066\u202c\u2069\u202c")
def test_tidy_texts_are_balanced(text: str) -> None:
    made = tidy(text)
    assert is_balanced(made)
    assert tidy(made) == made
    if is_balanced(text):
        assert made == " ".join(text.split())
    invisible = str.maketrans("", "", TURNS)
    assert made.translate(invisible).split() == text.translate(invisible).split()


def test_stylesheet_isolates_what_is_inline() -> None:
    css = (theme_folder() / "assets" / "style.css").read_text(encoding="utf-8")
    rules = re.findall(r"([^{};/]*)\{\s*unicode-bidi: isolate;", css)
    selectors = {selector.strip() for rule in rules for selector in rule.split(",")}
    assert set(SEPARATE) <= selectors


def test_names_without_a_page_are_isolated(site: Story) -> None:
    site.configure("[taxonomies.authors]\npages = false").article(
        "a.md", authors=["A", "B"]
    ).build()
    assert "By <bdi>A</bdi> and <bdi>B</bdi>" in site.page("2024/05/01/a/index.html")


BLANKS = [
    "\u200b", "\u200c\u200d", "\u202e", "\u2066\u2069", "\ufeff", "\u00ad", "\u2060", "\u00a0",
    "\u3000", "\u180e", "\u115f\u1160", "\u3164", "\uffa0", "\ufe0f", "\u034f", "\u061c", "\u2800",
    "\U000e0041", "\u2028", " \u200b \u200f ",
]  # fmt: skip


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_texts_that_cannot_be_seen_are_empty(site: Story, blank: str) -> None:
    site.article("good.md").build()
    site.article("a.md", headline=blank, section=blank, summary=blank, tags=["x", blank]).fail()
    told = [problem.message for problem in site.problems]
    # What YAML takes for the end of a line is a plain blank, and a summary of blanks is none.
    optional = [] if blank == "\u2028" else ["summary"]
    assert told == [f"`{key}` is empty" for key in ("headline", "section", *optional, "tags")]
    assert {problem.path for problem in site.problems} == {"content/a.md"}
    assert all(problem.line > 1 and problem.column > 2 for problem in site.problems)


@pytest.mark.parametrize("text", ["\u0600", "\u0301", "\u2764\ufe0f", "a\u200b", "\u200f\u05d0"])
def test_texts_that_can_be_seen(text: str) -> None:
    assert not is_blank(text)


def test_alternative_text_may_be_empty_but_not_blank(site: Story) -> None:
    site.article("a.md", image={"src": "i.jpg", "alt": ""}).build()
    site.article("a.md", image={"src": "i.jpg", "alt": "\u200b"}).fail()
    assert site.problems[0].message == "`image.alt` is empty"


SAME = [
    ("Climate", "climate"),
    ("Caf\u00e9", "Cafe\u0301"),
    ("\U0001e900\U0001e901", "\U0001e922\U0001e923"),  # cases that no transliteration knows
    ("\u1fb3\U0001f389", "\u03b1\u0345\U0001f389"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_differ_in_case_or_normal_form_are_one(
    site: Story, one: str, other: str
) -> None:
    site.article("a.md", section=one, tags=[one], authors=[one], date="2024-01-01")
    site.article("b.md", section=other, tags=[other], authors=[other]).build().assert_clean()
    assert {(problem.path, problem.severity) for problem in site.problems} == {
        ("content/b.md", "warning")
    }
    assert f"`{other}` is listed as `{one}`" in site.problems[0].message
    slug = ASCII.of_name(one)
    for listing in (f"{slug}/2024", f"topics/{slug}", f"authors/{slug}"):
        page = site.page(f"{listing}/index.html")
        assert "/2024/01/01/a/" in page
        assert "/2024/05/01/b/" in page


@pytest.mark.parametrize(("one", "other"), SAME)
@pytest.mark.parametrize("key", ["tags", "authors"])
def test_names_that_are_one_in_one_article(site: Story, key: str, one: str, other: str) -> None:
    names: dict[str, Any] = {key: [one, "Other", other, "Other"]}
    site.article("a.md", **names).build().assert_clean()
    (warning,) = site.problems
    assert (warning.severity, warning.line, warning.column) == ("warning", 7, 3)
    assert warning.message == f"`{other}` is listed as `{one}`, which stands here too"
    page = site.page("2024/05/01/a/index.html")
    folder = {"tags": "topics", "authors": "authors"}[key]
    assert page.count(f'href="/{folder}/{ASCII.of_name(one)}/"') == 1
    assert page.count(f'href="/{folder}/other/"') == 1


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///x"],
)
def test_addresses_that_are_no_web_addresses(site: Story, address: str) -> None:
    site.article("good.md").build()
    site.article("a.md", image=address, source={"name": "x", "url": address}).fail()
    assert site.places() == [
        f"content/a.md:4:8: `image.src`: `{address}` is not a web address",
        f"content/a.md:7:8: `source.url`: `{address}` is not a web address",
    ]
    is_file = address.startswith("file:")
    beside = "put the file beside the article and write its name: x"
    assert site.problems[0].hint == (beside if is_file else "write it as https://example.org/...")


def test_python_has_no_word_for_a_lone_surrogate(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where PyYAML is without its C library, escapes can name what UTF-8 cannot write.
    import yaml  # noqa: PLC0415

    monkeypatch.setattr("archivegen.loader.frontmatter.yaml_reader.Loader", yaml.SafeLoader)
    site.write("content/a.md", '---\nheadline: "\\ud800"\nsection: N\ndate: 2024-05-01\n---\n')
    site.fail()
    assert site.places() == ["content/a.md:2:11: a control character in a text"]
