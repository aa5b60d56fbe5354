"""Hostile templates: whatever is wrong with one, its file and line are told, and for which page."""

from __future__ import annotations

import time
from xml.etree import ElementTree as ET

import pytest

from story import Story

ENDLESS = "this includes, extends or calls itself without end"
BLOCKS = 30
DEEP = "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"

WRONG = [
    ({"article.html": "a\n{% if %}"}, "article.html:2", "Expected an expression"),
    ({"article.html": "a\n\n{{ x "}, "article.html:3", "unexpected end of template"),
    ({"article.html": "a\n{# x"}, "article.html:2", "Missing end of comment tag"),
    ({"article.html": "a\n{% endif %}"}, "article.html:2", "Encountered unknown tag 'endif'."),
    ({"article.html": "{% include 'p.html' %}", "p.html": "\n{% else %}"}, "p.html:2", "Encount"),
    ({"_macros.html": "\n{% macro card( %}"}, "_macros.html:2", "expected token 'name', got '%'"),
    ({"article.html": "a\n{{ nothing }}"}, "article.html:2", "'nothing' is undefined"),
    (
        {"article.html": "a\n{{ article.moood }}"},
        "article.html:2",
        "'archivegen.model.article",
    ),
    ({"base.html": "a\n{{ nothing }}"}, "base.html:2", "'nothing' is undefined"),
    ({"article.html": "{% include 'p.html' %}", "p.html": "\n\n{{ x }}"}, "p.html:3", "'x' is und"),
    ({"article.html": "a\n{% include 'no.html' %}"}, "article.html:2", "there is no template 'no"),
    ({"article.html": "{% extends 'no.html' %}"}, "article.html:1", "there is no template 'no.h"),
    ({"article.html": "\n{% import 'no.html' as x %}"}, "article.html:2", "there is no template"),
    ({"article.html": "\n{{ 1 | no }}"}, "article.html:2", "No filter named 'no'."),
    ({"article.html": "\n{{ 1 is no }}"}, "article.html:2", "No test named 'no'."),
    ({"article.html": "\n{{ 'x' | date }}"}, "article.html:2", "'str' object has no attribute"),
    ({"article.html": "\n{{ 1 / 0 }}"}, "article.html:2", "division by zero"),
    ({"article.html": "\n{{ none() }}"}, "article.html:2", "'NoneType' object is not callable"),
    ({"article.html": "\n{% include 5 %}"}, "article.html:2", "'int' object is not iterable"),
    ({"article.html": "\n{{ 'x' * 10 ** 18 }}"}, "article.html:2", "MemoryError"),
    ({"article.html": "\n{{ [1] | random }}"}, "article.html:2", "No filter named 'random'."),
    ({"article.html": "\n{{ range(10 ** 9) }}"}, "article.html:2", "a range of more than 100000"),
    ({"article.html": b"a\n\n b\xff"}, "article.html:3", "byte 0xff is not UTF-8"),
    ({"article.html": "{% include 'p.html' %}", "p.html": b"\n\xfe"}, "p.html:2", "byte 0xfe is"),
    ({"article.html": "{{ '\\ud800' }}"}, "article.html:1", "'utf-8' codec can't encode"),
    ({"article.html": f"a\n{DEEP}"}, "article.html:1", "an expression is nested too deeply"),
    (
        {"article.html": "{% include 'p.html' %}", "p.html": DEEP},
        "p.html:1",
        "an expression is nested too deeply",
    ),
    (
        {"article.html": "{% for i in [1] %}" * BLOCKS + "{% endfor %}" * BLOCKS},
        "article.html:1",
        "too many statically nested blocks",
    ),
    ({"article.html": "a\n{% include 'article.html' %}"}, "article.html:2", ENDLESS),
    ({"article.html": "{% extends 'article.html' %}"}, "article.html:1", ENDLESS),
    (
        {"article.html": "\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"},
        "article.html:2",
        ENDLESS,
    ),
    (
        {
            "article.html": "{% import 'm.html' as m %}{{ m.m(1) }}",
            "m.html": "\n\n{% macro m(x) %}{{ m(x + 1) }}{% endmacro %}",
        },
        "m.html:3",
        ENDLESS,
    ),
    (
        {"article.html": "\n{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"},
        "article.html:2",
        ENDLESS,
    ),
    *(
        ({"article.html": f"\n{tag}"}, "article.html:2", "there is no template '../../../../../")
        for tag in (
            "{% include '../../../../../../../../etc/passwd' %}",
            "{% import '../../../../../../../../etc/passwd' as x %}",
            "{% extends '../../../../../../../../etc/passwd' %}",
            "{% set x = '../' * 8 ~ 'etc/passwd' %}{% include x %}",
        )
    ),
    ({"article.html": "\n{% include '/etc/passwd' %}"}, "article.html:2", "there is no template"),
    ({"article.html": "\n{% include 'x/../../a' %}"}, "article.html:2", "there is no template"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A site that stands; nothing that is wrong later may change it."""
    site = Story(tmp_path_factory.mktemp("templates") / "site")
    return site.article("a.md").article("b.md").build()


@pytest.mark.parametrize(("files", "place", "message"), WRONG)
def test_place_and_page_are_told(
    built: Story, files: dict[str, str | bytes], place: str, message: str
) -> None:
    for name, text in files.items():
        built.write(f"templates/{name}", text)
    started = time.process_time()
    try:
        built.fail()
    finally:
        for name in files:
            built.delete(f"templates/{name}")
    assert time.process_time() - started < 10
    (problem,) = built.problems
    assert f"{problem.path}:{problem.line}" == f"templates/{place}"
    assert (problem.column, problem.severity) == (1, "error")
    assert problem.message.startswith(message)
    assert problem.message.endswith("(in the page of content/a.md)")
    text = files[place.partition(":")[0]]
    lines = (text if isinstance(text, str) else text.decode("utf-8", "replace")).split("\n")
    assert problem.excerpt == lines[problem.line - 1]


def test_include_in_a_circle(site: Story) -> None:
    site.article("a.md").write("templates/article.html", "a\n{% include 'b.html' %}")
    site.write("templates/b.html", "\n\n{% include 'article.html' %}").fail()
    (problem,) = site.problems
    assert (problem.path, problem.line) in {
        ("templates/article.html", 2), ("templates/b.html", 3),
    }  # fmt: skip
    assert problem.message == f"{ENDLESS} (in the page of content/a.md)"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("front.html", "/"),
        ("section.html", "/news/"),
        ("feed.xml", "/news/feed.xml"),
        ("sitemap.xml", "/sitemaps/2024-05.xml"),
        ("robots.txt", "/robots.txt"),
        ("redirect.html", "content/a.md"),
    ],
)
def test_each_family_names_its_page(site: Story, name: str, page: str) -> None:
    site.article("a.md", aliases="/old/").build()
    site.write(f"templates/{name}", "\n{{ nothing }}").fail()
    assert site.places() == [
        f"templates/{name}:2:1: 'nothing' is undefined (in the page of {page})"
    ]


def test_every_broken_template_is_told_once(site: Story) -> None:
    for number in range(5):
        site.article(f"{number}.md")
    site.build()
    site.write("templates/article.html", "{{ a }}").write("templates/front.html", "\n{{ b }}")
    site.write("templates/404.html", "{% if %}").fail()
    assert [f"{p.path}:{p.line}" for p in site.problems] == [
        "templates/404.html:1", "templates/article.html:1", "templates/front.html:2",
    ]  # fmt: skip


def test_an_error_that_says_very_much_is_cut(site: Story) -> None:
    site.article("a.md").write("templates/404.html", "{{ {}['x' * 50_000] }}").fail()
    assert len(site.problems[0].message) < 400


def test_ranges_that_pages_need(site: Story) -> None:
    text = "{% for i in range(3, 0, -1) %}{{ i }}{% endfor %}{{ range(100_000) | length }}"
    site.article("a.md").write("templates/404.html", text).build()
    assert site.page("404.html") == "321100000"


@pytest.mark.parametrize("bounds", ["10 ** 9", "0, 10 ** 30", "0, -(10 ** 30), -1", "100_001"])
def test_ranges_without_end(site: Story, bounds: str) -> None:
    text = f"{{% for i in range({bounds}) %}}{{% endfor %}}"
    site.article("a.md").write("templates/404.html", text).fail()
    assert "a range of more than 100000 numbers" in site.problems[0].message


def test_xml_holds_what_xml_can_hold(site: Story) -> None:
    site.article("a.md", headline="Kept")
    site.write("templates/feed.xml", "<a>{{ cards[0].headline }}\x0c\x1b\x00\ufffe &#233;</a>")
    site.build()
    assert ET.fromstring(site.page("feed.xml")).text == "Kept \u00e9"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{% raw %}{% endraw %}",
        "{# note #}",
        "{{ config }}",
        "{{< ref x >}}",
        "{{% y %}}",
    ],
)
def test_syntax_of_templates_in_articles_is_text(site: Story, text: str) -> None:
    site.article(
        "a.md", f"Look: `{text}`", headline=text, summary=text, location=text, tags=[text],
        authors=[text], source={"name": text}, slug="a", section="S",
        image={"src": "i.jpg", "alt": text, "caption": text, "credit": text},
    ).build()  # fmt: skip
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    page = site.page("2024/05/01/a/index.html")
    for begin, end in (
        ("<h1>", "</h1>"), ('<p class="standfirst">', "</p>"), ('<p class="dateline">', "</p>"),
        ("<cite>", "</cite>"), ("<code>", "</code>"), ('<span class="credit">', "</span>"),
        ("<title>", " |"), ('alt="', '"'), ("<figcaption>", " <span"),
    ):  # fmt: skip
        assert f"{begin}{shown}{end}" in page
    assert f"<title>{shown}</title>" in site.page("feed.xml")
