"""What the preview adds to pages and tells browsers, as values: no server is needed."""

from __future__ import annotations

import json
import mimetypes
import time
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.builder.report import Report
from archivegen.model.problems import Problem, visible
from archivegen.preview.events import Bulletin, as_event
from archivegen.preview.host_guard import Names
from archivegen.preview.live_reload import CLIENT, plain_page, with_script
from archivegen.preview.rebuild import Attempt, bulletin_after
from archivegen.system.media_types import media_type_of

SCRIPT = f'<script src="{CLIENT}" data-edition="run-7" defer></script>'


def scripts(page: bytes) -> int:
    """How many scripts of the preview a browser finds in a page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return sum(node.get("src") == CLIENT for node in tree.iter("script"))


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head><title>T</title></head><body></body></html>",
        "\ufeff<!DOCTYPE html>\n<!-- <head> -->\n<html lang='en'>\n<HEAD >\n<title>T</title>",
        "<!doctype html><head><title>T</title><body><textarea>never closed",
        "<!doctype html><head></head><body><!-- never closed",
    ],
)
def test_script_in_the_head(page: str) -> None:
    sent = with_script(page.encode(), "run-7")
    assert sent.decode().replace(SCRIPT, "") == page
    assert scripts(sent) == 1


@pytest.mark.parametrize(
    "page",
    ["", "<p>Text", "<!-- <head> --><p>Text", '<html><head data-x="a>b"></head>', "<header>"],
)
def test_script_at_the_end(page: str) -> None:
    sent = with_script(page.encode(), "run-7")
    assert sent.decode() == page + SCRIPT
    assert scripts(sent) == 1


def test_pages_in_utf_16_are_left_alone() -> None:
    page = "<head></head>".encode("utf-16")
    assert with_script(page, "run-7") == page


@given(st.binary())
def test_nothing_of_a_page_is_lost(page: bytes) -> None:
    sent = with_script(page, "run-7")
    assert sent.replace(SCRIPT.encode(), b"") == page or sent == page


def test_a_page_of_comments_takes_no_time() -> None:
    started = time.process_time()
    with_script(b"<!-- -->" * 20_000 + b"<p>", "run-7")
    assert time.process_time() - started < 10


def test_plain_page() -> None:
    page = plain_page("Title", "Text.", "run-7")
    assert scripts(page) == 1
    assert html5lib.HTMLParser(strict=True).parse(page) is not None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/atom+xml"),
        ("sitemap.xml", "application/xml"),
        ("news/feed.xml", "application/atom+xml"),
        ("rss.xml", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
        ("feeds/2024-05.xml", "application/xml"),
        ("assets/style.0a1b.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.MJS", "text/javascript; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.JPG", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.woff2", "font/woff2"),
        ("site.webmanifest", "application/manifest+json"),
        ("a.wasm", "application/wasm"),
        ("a.tar.gz", "application/gzip"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.unheard-of", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
        (".gif", "application/octet-stream"),
    ],
)
def test_media_types(path: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As on a system that believes other things.
    monkeypatch.setattr(mimetypes, "types_map", {".js": "text/plain", ".gif": "x/y"})
    if path != "a.docx" or ".docx" in mimetypes.MimeTypes().types_map[True]:
        assert media_type_of(path) == expected


def told(bulletin: Bulletin) -> dict[str, Any]:
    lines = as_event(bulletin).decode("ascii").split("\n")
    assert lines[0] == "event: bulletin"
    assert lines[2:] == ["", ""]
    return dict(json.loads(lines[1].removeprefix("data: ")))


@given(st.text(), st.text(), st.integers(0, 50), st.text())
def test_a_bulletin_is_one_event(message: str, excerpt: str, column: int, hint: str) -> None:
    problem = Problem("content/a.md", message, 1, column, hint, excerpt=excerpt)
    (shown,) = told(Bulletin("run-1", problems=(problem,)))["problems"]
    parts = shown["excerpt"]
    assert bool(parts) == bool(excerpt)
    if parts and column:
        assert parts[0] == visible(excerpt[: column - 1])
    assert len("".join(parts)) <= len(visible(excerpt))
    assert all(part.isprintable() for part in (*parts, shown["message"], shown["hint"]))


def test_of_a_long_line_what_is_near_is_told() -> None:
    line = "a" * 100_000 + "!" + "b" * 100_000
    problem = Problem("a.md", "m", 1, 100_001, excerpt=line)
    (shown,) = told(Bulletin("run-1", problems=(problem,)))["problems"]
    before, spot, after = shown["excerpt"]
    assert (before[:2], spot, after[-2:]) == ("…a", "!", "b…")
    assert len(before) == len(after) < 200


def test_warnings_are_counted_after_the_first_few() -> None:
    warnings = tuple(
        Problem(f"{n}.md", "no text", severity="warning", kind="alt") for n in range(9)
    )
    errors = tuple(Problem(f"{n}.md", "wrong", kind="wrong") for n in range(9))
    news = told(Bulletin("run-1", problems=(*warnings, *errors)))
    assert [each["severity"] for each in news["problems"]] == ["error"] * 9 + ["warning"] * 5
    assert news["more"] == ["... and 4 more like these (alt)"]


def test_advice_is_for_the_command_line() -> None:
    advice = Problem("archivegen.toml", "no base_url", severity="advice")
    assert told(Bulletin("run-1", problems=(advice,)))["problems"] == []


def test_an_edition_is_new_when_files_are() -> None:
    first = Bulletin("run-1", build=1)
    nothing = bulletin_after(first, Attempt(Report(), base="/"))
    assert (nothing.edition, nothing.build) == ("run-1", 2)
    for report in (Report(written_paths=("x",)), Report(removed_paths=("x",))):
        assert bulletin_after(first, Attempt(report, base="/")).edition == "run-2"
    # What all pages link to is another now.
    moved = bulletin_after(first, Attempt(Report(), base="/paper/"))
    assert (moved.edition, moved.base) == ("run-2", "/paper/")
    problem = Problem("a.md", "wrong")
    failed = bulletin_after(moved, Attempt(problems=(problem,)))
    assert (failed.edition, failed.base, failed.problems) == ("run-2", "/paper/", (problem,))
    mended = bulletin_after(failed, Attempt(Report(), base="/paper/"))
    assert (mended.edition, mended.problems) == ("run-2", ())
    # Of what the system did before it failed nothing is known.
    broken = bulletin_after(mended, Attempt(failure="disk full"))
    assert (broken.edition, broken.failure) == ("run-3", "disk full")


def test_a_name_that_was_given_is_answered() -> None:
    names = Names("MyBox.local", is_local=False)
    assert names.include("mybox.local:8000")
    assert names.include("mybox.local.")
    assert not names.include("box.local")
    assert not Names("127.0.0.1", is_local=True).include("mybox.local")


@given(st.from_regex(r"[a-z0-9-]{1,20}(\.[a-z0-9-]{1,20}){0,3}", fullmatch=True))
def test_no_other_name_is(name: str) -> None:
    if name == "localhost" or name.endswith(".localhost") or name.replace(".", "").isdigit():
        return
    for is_local in (True, False):
        assert not Names("127.0.0.1", is_local=is_local).include(name)
        assert not Names("127.0.0.1", is_local=is_local).include(f"{name}:8000")
