"""Mutated input: whatever stands in a file, it is read or it is a problem that has a place.

What failed once is kept in `fuzz_corpus/`, a folder for each kind of input, and tried first.
"""

from __future__ import annotations

import os
import posixpath
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.config.read import Config
from archivegen.config.settings import from_json, to_json
from archivegen.config.tables import EXTENSIONS, Engine, LimitsConfig, MarkdownConfig
from archivegen.config.validate import validate
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.validate import check
from archivegen.loader.frontmatter.validators import Setting
from archivegen.loader.markup.convert import Markup, make_markup
from archivegen.loader.safe_html.sanitizer import TAGS
from archivegen.model.body import MARK, resolve, with_boxes
from archivegen.model.links import alias_path, join_below
from archivegen.model.problems import Problem, SiteError
from archivegen.model.slugs import slug_of
from archivegen.model.times import zone_of
from archivegen.model.urls import Urls, encoded
from attacks import ATTACKS, scheme_of
from every_key import EVERY_KEY

HERE = Path(__file__).parents[1]
CORPUS = HERE / "fuzz_corpus"
EXAMPLES = 5000 if "ARCHIVEGEN_TORTURE" in os.environ else 100
SECONDS = 20
"""Of the processor's time for one input of some kilobytes, which takes milliseconds."""

LIMIT = LimitsConfig().front_matter_bytes
ARTICLES = [
    path.read_bytes()
    for folder in (HERE.parent / "content", HERE / "bad_input" / "content")
    for path in sorted(folder.rglob("*.md"))
]
HEADS = [data[:3000] for data in ARTICLES]
BODIES = [
    *ATTACKS.values(),
    *(data.decode().split("---\n", 2)[2][:2000] for data in ARTICLES if data.count(b"---\n") > 1),
]
YAML = [
    "---\n", "\n", "\r\n", "\r", ": ", ":", " ", "  ", "\t", "- ", "  - ", "#", " # ", "'", '"',
    "|", ">", "|2-\n", "&a ", "*a", "!t ", "!!binary ", "? ", "[", "]", "{", "}", ",", "%", "@",
    "`", "<<: ", "~", "null", "...", "\\", '"\\x00"', '"\\ud800"', '"\\N"', "\x00", "\x07", "\x85",
    "\u2028", "\ufeff", "\ufffe", "\U0001f600", "headline", "date: ", "updated: ", "section: ",
    "authors: [", "tags:\n", "slug: ", "image: ", "src: ", "source:\n  name: ", "corrections:\n- ",
    "notices:\n- {type: ",
    "aliases: ", "language: ", "draft: ", "extra:\n  ", "2022-07-21", "9999-12-31T23:59:59-23:59",
    "0001-01-01", "1e999", "0x_", "12:30:45.6", "00000-01-01", "true", "no", "=", "\xff" * 80,
]  # fmt: skip
MARKDOWN = [
    "\n", "\n\n", " ", "    ", "\t", "# ", "===\n", "---\n", "> ", "- ", "1. ", "*", "**", "_",
    "`", "```\n", "~~~\n", "[", "](", "]: ", ")", "![", "<", ">", "</", "<!--", "-->", "<![CDATA[",
    "]]>", "<?", "&", "&#0;", "&#x1;", "&colon;", "&lt;", '"', "'", "\\", "|", "|---|\n", "[^1]",
    "[^1]: ", "[TOC]", "*[x]: ", ": ", "{: #page-x .y }", "{#z}", "markdown=1", "id=page-main ",
    "<div>", "</div>", "<p>", "</p>", "<a href=", "</a>", "<table><tr><td>", "</table>", "<svg>",
    "<math><mtext>", "<style>", "</style>", "<script>", "</script>", "<title>", "<template>",
    "<textarea>", "<plaintext>", "<iframe src=https://x.org/>", "</iframe>", "<select>", "<form>",
    "<object>", "<button>", "<frameset>", "<body onload=x>", "</main></article>", "javascript:",
    "data:", "x.md", "\x00", "\x01", "\x02", "\x03", "\x0c", "\r", "\x85", "\u2028", "\ufffe",
    "\u202e", "klzzwxh:0000", "wzxhzdk:0", "é", "\U0001f600", "{{ x }}",
]  # fmt: skip
TOML = [
    "\n", "\r\n", " ", "=", ".", ",", "[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "'''", "#",
    "\\", '"\\ud800"', '"\\u0000"', "true", "0", "-1", "1e9", "1e999", "inf", "nan", "0x1f",
    "9" * 30,
    "1979-05-27T07:32:00Z", "07:32:00", "[]", "{}", '""', "title", "[theme]\n", "[markdown]\n",
    "[indexes]\n", "[extra]\n", "[limits]\n", "extensions", "embed_hosts = ['x.org']\n", "engine",
    "navigation", "permalink", "{slug}", "{year!r:>{x}}", "timezone", "../../etc/passwd",
    "language", "base_url", "https://[::1", "https://x.org:99999999/", "\x00", "\x7f", "\ufeff",
    "\u2028", "é", "\\u0001",
]  # fmt: skip
ADDRESSES = [
    "/", "//", "\\", ".", "..", "../", "/..", "%2e", "%2E%2e", "%2f", "%5c", "%00", "%", "%c3", "a",
    "b.md", "c.html", " ", "?", "#", "x=y", "&", ":", "http:", "javascript:", "con", "NUL.txt",
    "\u0130", "\uff0e", "\u2024", "\u2215", "\u29f5", "\u6a19", "é", "e\u0301", "\x00", "\n", "\t",
    "\x7f", "\u202e", ".archivegen-files", "~", "index.html", "*", "'", '"', "<", "|", "\U0001f600",
]  # fmt: skip


def mutated(seeds: list[str], tokens: list[str]) -> st.SearchStrategy[str]:
    """Texts that are nearly one of the seeds: cut, spliced, and with tokens in strange places."""
    place = st.floats(0, 1)
    changes = st.lists(
        st.tuples(place, place, st.one_of(st.sampled_from(["", "", *tokens]), st.text(max_size=3))),
        max_size=6,
    )
    pieces = st.lists(st.sampled_from(tokens), max_size=25).map("".join)
    return st.one_of(
        pieces,
        st.builds(_changed, st.sampled_from(seeds), changes),
        st.builds(_spliced, st.sampled_from(seeds), st.sampled_from(seeds), place, place),
    )


def _changed(text: str, changes: list[tuple[float, float, str]]) -> str:
    for start, length, token in changes:
        at = round(start * len(text))
        # Mostly a few characters are lost, sometimes nearly all that follow.
        text = text[:at] + token + text[at + round(length**8 * len(text)) :]
    return text


def _spliced(first: str, second: str, end: float, start: float) -> str:
    return first[: round(end * len(first))] + second[round(start * len(second)) :]


def kept(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test with each file of the corpus of that kind."""
    paths = sorted((CORPUS / kind).iterdir())
    return pytest.mark.parametrize("data", [path.read_bytes() for path in paths], ids=[
        path.name for path in paths
    ])  # fmt: skip


def article_is_read_or_told(data: bytes) -> None:
    """An article is a document, or problems at places of its file, within bounded time."""
    began = time.process_time()
    document, problems = read("a.md", data, LIMIT)
    if not problems:
        front, problems = check(document, Setting(zone_of("Europe/London")))
        assert (front is None) == any(problem.severity == "error" for problem in problems)
    assert time.process_time() - began < SECONDS
    shown = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    lines = re.split("\r\n|\r|\n", shown)
    for problem in problems:
        assert_is_at_a_place(problem, lines)


def assert_is_at_a_place(problem: Problem, lines: list[str]) -> None:
    assert problem.message
    assert 1 <= problem.line <= len(lines)
    line = lines[problem.line - 1]
    assert 1 <= problem.column <= len(line) + 1
    assert problem.excerpt.rstrip("\r") in {"", line.rstrip("\r")}


@cache
def markup_of(engine: Engine) -> Markup:
    """One for all bodies, so that what is left of one would be seen in the next."""
    return fresh_markup(engine)


def fresh_markup(engine: Engine) -> Markup:
    return make_markup(MarkdownConfig(engine, "sanitize", EXTENSIONS[engine], ("x.org",)))


def body_is_contained(engine: Engine, text: str) -> None:
    """A body stays within what is around it, holds nothing that runs, and is always the same."""
    began = time.process_time()
    try:
        body = markup_of(engine).render(text)
    except RecursionError:
        return
    assert time.process_time() - began < SECONDS
    assert body == fresh_markup(engine).render(text)
    assert body.html.count(MARK) % 2 == 0
    assert MARK not in body.excerpt
    html = with_boxes(body.html, lambda box: f"{box.title}{box.content}")
    resolved = resolve(html, dict.fromkeys(body.targets, "/somewhere/").__getitem__)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", resolved)
    page = f"<main><article>{resolved}</article><p>A</p></main><footer>F</footer>"
    tree = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    assert [node.tag for node in tree] == ["main", "footer"]
    article, after = tree.find("main")
    assert (article.tag, article.attrib, after.tag, after.attrib) == ("article", {}, "p", {})
    assert [*after, after.text, *tree.find("footer")] == ["A"]
    for node in [*article.iter()][1:]:
        assert node.tag in TAGS | {"iframe"}
        assert node.tag != "iframe" or node.get("src", "").startswith("https://x.org")
        assert not any(name.startswith("on") or name == "style" for name in node.attrib)
        assert not node.get("id", "").startswith("page-")
        for name in ("href", "src"):
            assert scheme_of(node.get(name, "")) in {"", "http", "https", "mailto", "tel"}
    ids = [node.get("id") for node in article.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def config_is_read_or_told(data: bytes) -> None:
    """A configuration is one that can be kept, or problems at places of its file."""
    began = time.process_time()
    config: Config | None
    problems: tuple[Problem, ...] = ()
    try:
        config = validate(data)
    except SiteError as error:
        config, problems = None, error.problems
    assert time.process_time() - began < SECONDS
    assert (config is None) == bool(problems)
    assert config is None or from_json(to_json(config)) == config
    lines = re.split("\r\n|\n", data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace"))
    for problem in problems:
        assert_is_at_a_place(problem, lines)


def address_stays_inside(text: str) -> None:
    """No alias, no slug and no relative path leads out of the output."""
    alias = alias_path(text)
    assert alias is None or _is_inside(alias)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(text))
    joined = join_below("x/y/a.md", text)
    assert joined is None or joined in {".", "./"} or _is_below(joined)
    for base in ("https://x.example/", "https://x.example/paper/"):
        urls = Urls.of(base)
        address = urls.beside("x/y/a.md", text)
        if address != encoded(text) and not text.startswith("/"):
            path = unquote(re.split("[?#]", address)[0])
            assert address.startswith(urls.base)
            assert f"{posixpath.normpath(path)}/".startswith(urls.base)
            assert ".." not in path.split("/")


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return _is_below(path) and "\\" not in path and "\x00" not in path and "." not in parts


def _is_below(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and path != ""


@kept("articles")
def test_kept_articles(data: bytes) -> None:
    article_is_read_or_told(data)


@pytest.mark.parametrize("engine", EXTENSIONS)
@kept("bodies")
def test_kept_bodies(engine: Engine, data: bytes) -> None:
    body_is_contained(engine, data.decode())


@kept("configs")
def test_kept_configs(data: bytes) -> None:
    config_is_read_or_told(data)


@kept("addresses")
def test_kept_addresses(data: bytes) -> None:
    address_stays_inside(data.decode())


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_as_an_article(data: bytes) -> None:
    article_is_read_or_told(data)
    article_is_read_or_told(b"---\n" + data + b"\n---\nBody.\n")


@settings(max_examples=EXAMPLES, deadline=None)
@given(mutated([data.decode(errors="replace") for data in HEADS], YAML))
def test_mutated_articles(text: str) -> None:
    article_is_read_or_told(text.encode(errors="replace"))
    article_is_read_or_told(f"---\n{text}\n---\n".encode(errors="replace"))


@pytest.mark.parametrize("engine", EXTENSIONS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(text=mutated(BODIES, MARKDOWN))
def test_mutated_bodies(engine: Engine, text: str) -> None:
    body_is_contained(engine, text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(mutated([EVERY_KEY], TOML).map(str.encode), st.binary(max_size=100)))
def test_mutated_configurations(data: bytes) -> None:
    config_is_read_or_told(data)
    config_is_read_or_told(b'title = "T"\n' + data)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(ADDRESSES), max_size=8).map("".join), st.text()))
def test_any_addresses(text: str) -> None:
    address_stays_inside(text)
