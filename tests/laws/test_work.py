"""What a build has to do for an edit, counted: it does not grow with the archive."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jinja2
import pytest

from archivegen.archive.catalog import Catalog
from archivegen.archive.documents.find import linked_addresses
from archivegen.archive.further_reading.mentions import mentions_of, numbers_of_mentions
from archivegen.archive.months import originals_of
from archivegen.archive.queries import View
from archivegen.archive.store import read_only_articles
from archivegen.archive.translations import versions_of
from archivegen.builder.inputs import read_inputs
from archivegen.builder.load_rows import load_rows
from archivegen.builder.output.state import OutputState
from archivegen.builder.publish import BuildResult
from archivegen.loader import parse as parser
from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.urls import Urls
from archivegen.system import digests
from archivegen.system.process_pool import ProcessPool
from story import Silence, Story

FEW, MANY = 64, 96
"""Articles of two archives that have the same sections, topics, authors, months and days."""


class Counts:
    """Queries, files that were read as articles, files that were hashed, sets of all slices."""

    def __init__(self) -> None:
        self.queries = self.read = self.hashed = self.sets = 0

    def of(self, site: Story) -> dict[str, int]:
        """All that a build did."""
        return {
            "queries": self.queries,
            "read": self.read,
            "hashed": self.hashed,
            "sets": self.sets,
            "rendered": site.report.rendered,
            "written": site.report.written,
        }


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """Counts from now on."""
    counted = Counts()
    connect = sqlite3.connect
    parse, digest_of, kept = parser.Parser._file, digests.digest_of, BuildResult.kept

    def watched(*arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)  # type: ignore[call-overload]
        connection.set_trace_callback(lambda _: add("queries"))
        return connection

    def add(name: str) -> None:
        setattr(counted, name, getattr(counted, name) + 1)

    def parsed(self: parser.Parser, *arguments: Any) -> object:
        add("read")
        return parse(self, *arguments)

    def hashed(path: str | Path) -> bytes:
        if "public" in Path(path).parts:
            add("hashed")
        return digest_of(path)

    def kept_slices(self: BuildResult) -> frozenset[str]:
        add("sets")
        return kept(self)

    # Else all files would be read for being new: how far that goes is not what is counted here.
    monkeypatch.setattr("archivegen.system.files.RACY_NS", 0)
    monkeypatch.setattr("archivegen.system.database.sqlite3.connect", watched)
    monkeypatch.setattr(parser.Parser, "_file", parsed)
    monkeypatch.setattr(BuildResult, "kept", kept_slices)
    monkeypatch.setattr("archivegen.builder.output.previous.digest_of", hashed)
    return counted


def archive(folder: Path, size: int) -> Story:
    """An archive of so many articles, built."""
    site = Story(folder / str(size))
    for number in range(size):
        site.article(
            f"a{number:03}.md", f"Text {number}.\n\nMore.", date=f"2024-{number % 4 + 1:02}-05",
            slug=f"a{number:03}", section=("News", "Sport")[number % 2], tags=["X"],
            authors=["Ann"], summary="S",
        )  # fmt: skip
    return site.build()


EDITS: dict[str, Callable[[Story], object]] = {
    "nothing": lambda site: site,
    "body": lambda site: site.article(
        "a000.md", "Text 0.\n\nOther.", date="2024-01-05", slug="a000", section="News", tags=["X"],
        authors=["Ann"], summary="S",
    ),
    "headline": lambda site: site.article(
        "a000.md", "Text 0.\n\nMore.", date="2024-01-05", slug="a000", section="News", tags=["X"],
        authors=["Ann"], summary="S", headline="Changed",
    ),
    "new": lambda site: site.article(
        "new.md", date="2024-04-06", section="Sport", tags=["X"], authors=["Ann"]
    ),
    "template": lambda site: site.write("templates/404.html", "{{ site.title }}"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_work_does_not_grow(edit: str, tmp_path: Path, counts: Counts) -> None:
    done = []
    for size in (FEW, MANY):
        site = archive(tmp_path, size)
        EDITS[edit](site)
        counts.__init__()  # type: ignore[misc]
        site.build()
        done.append(counts.of(site))
    assert done[0] == done[1]
    assert done[0]["read"] == (edit not in {"nothing", "template"})
    assert done[0]["written"] <= {"nothing": 0, "body": 1, "template": 1}.get(edit, 29)


def test_a_first_build_moves_as_much_for_more_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into an empty output, folders take their places with all that they hold.

    And no page is looked for there.
    """
    moved: list[str] = []
    looked_for: list[str] = []
    rename, getsize = os.rename, os.path.getsize

    def watch(source: str, target: str) -> None:
        moved.append(os.path.basename(target))
        rename(source, target)

    def look(path: str) -> int:
        looked_for.append(path)
        return getsize(path)

    monkeypatch.setattr(os, "rename", watch)
    monkeypatch.setattr(os.path, "getsize", look)
    archive(tmp_path, FEW)
    few = moved.copy()
    moved.clear()
    archive(tmp_path, MANY)
    assert moved == few
    assert few[-1] in {"robots.txt", "sitemap.xml"}
    assert not [path for path in looked_for if "public" in path]


@pytest.mark.parametrize("edit", ["body", "headline"])
def test_an_edit_does_not_list_all_files(
    edit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = archive(tmp_path, 8)
    EDITS[edit](site)

    def refuse(_: OutputState) -> None:
        raise AssertionError("all files are listed")

    monkeypatch.setattr(OutputState, "places", refuse)
    assert site.build().report.written


def test_of_a_body_no_other_article_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = archive(tmp_path, 8)
    with monkeypatch.context() as patched:
        for name in ("article_groups", "language_groups", "picture_numbers"):
            patched.delattr(f"archivegen.pages.articles.{name}")
        EDITS["body"](site)
        assert site.build().report.written == 1
    site.assert_clean()
    # What comes next knows that page as it is.
    EDITS["headline"](site)
    written = site.build().report.written
    assert 1 < written == site.report.rendered
    site.assert_clean()
    EDITS["body"](site)
    site.build().assert_clean()


def test_what_was_read_is_forgotten(site: Story) -> None:
    """What a first build has to read is as large as the archive."""
    inputs = read_inputs(site.article("a.md").paths, site.options)
    assert inputs.sources.to_read
    with ProcessPool(1, Silence()) as pool:
        load_rows(inputs, pool)
    assert not inputs.sources.to_read


def test_queries_of_a_slice_go_by_an_index(tmp_path: Path) -> None:
    site = archive(tmp_path, 8)
    connection = read_only_articles(site.paths)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    catalog = Catalog(connection, View(1 << 40), Urls.of(""))
    topics = BUILT_IN["topics"]
    assert catalog.articles("news", 2024, 1)
    assert catalog.neighbour("news", "1", newer=True)
    assert catalog.of_term(topics, "x", limit=5)
    assert catalog.of_term(topics, "x", year=2024, month=1)
    assert catalog.of_days(2024, 1)
    assert catalog.of_days(2024, 1, catalog.day_numbers[0] % 100)
    assert catalog.latest(3)
    assert catalog.months_of_term(topics, "x")
    assert versions_of(catalog, ["a000.md"]) == {}
    assert mentions_of(catalog, [catalog.article("a000.md")]) == [()]
    assert originals_of(catalog, 2024, 1) == {}
    assert not linked_addresses(catalog, "a000.md")
    connection.set_trace_callback(None)
    for query in asked:
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}"):
            assert "FOR ORDER BY" not in step, (step, query)
            # The newest of all are the end of a table that is in their order; paths are listed;
            # sums are fewer than what they sum up.
            may_be = step == "SCAN days" and "LIMIT" in query
            may_be |= step.startswith(("SCAN json_each", "SCAN day_sums", "SCAN (subquery"))
            assert not step.startswith("SCAN") or may_be, (step, query)
    connection.close()


def test_what_links_to_all_articles_is_asked_of_the_links(tmp_path: Path) -> None:
    """Which may be few: articles without a link are not read."""
    connection = read_only_articles(archive(tmp_path, 8).paths)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert numbers_of_mentions(Catalog(connection, View(1 << 40), Urls.of(""))) == {}
    connection.set_trace_callback(None)
    (query,) = asked
    steps = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    scans = [step for step in steps if step.startswith("SCAN")]
    assert scans == ["SCAN links USING COVERING INDEX link_target"]
    connection.close()


def test_terms_are_counted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terms of a kind are counted once by whoever plans, for all families that ask."""
    site = archive(tmp_path, 8)
    counted: list[tuple[Catalog, str]] = []
    tally = Catalog._count_terms

    def watched(self: Catalog, kind: Any) -> Any:
        counted.append((self, kind))
        return tally(self, kind)

    monkeypatch.setattr(Catalog, "_count_terms", watched)
    EDITS["new"](site)
    site.build()
    assert counted
    assert len(counted) == len(set(counted))


def test_what_pages_import_runs_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imported without the context of a page: all pages share the macros of a template."""
    imported: list[str | None] = []
    make = jinja2.Template.make_module

    def watched(self: jinja2.Template, *arguments: Any) -> Any:
        imported.append(self.name)
        return make(self, *arguments)

    monkeypatch.setattr(jinja2.Template, "make_module", watched)
    site = archive(tmp_path, 8)
    assert imported
    assert len(imported) == len(set(imported))
    EDITS["headline"](site)
    imported.clear()
    site.build()
    assert len(imported) == len(set(imported))


ALL_ROWS = re.compile(
    r"SCAN (articles|terms|days|files|outputs|bodies|targets)\b(?!.*article_warnings).*"
    r"|SEARCH terms USING PRIMARY KEY \(kind=\?\)"
).fullmatch
"""Steps of a query that go through a table with rows of each article or file.

But for the few with warnings, which have an index of their own.
"""

LISTS = {"SCAN files", "SCAN outputs USING COVERING INDEX output_slice"}
"""The lists of all files, with which every build compares the folders."""


NEIGHBOURS = {
    "SCAN articles USING COVERING INDEX article_section",
    "SEARCH terms USING PRIMARY KEY (kind=?)",
}
"""What says for all articles which are next to which, in their sections and by their topics."""

ADDRESSES = {"SCAN articles USING COVERING INDEX article_url"}
"""What is held against the list of addresses."""


@pytest.mark.parametrize(
    ("edit", "scans"),
    [
        ("nothing", LISTS),
        ("body", LISTS),
        ("headline", LISTS | NEIGHBOURS | ADDRESSES),
    ],
)
def test_only_lists_are_gone_through(
    edit: str, scans: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all articles, a build that has little to do reads what tells files apart, and no more."""
    site = archive(tmp_path, 8)
    EDITS[edit](site)
    asked: list[tuple[str, str]] = []
    connect = sqlite3.connect

    def watched(name: str | Path, **named: Any) -> sqlite3.Connection:
        path = str(name).removeprefix("file:").partition("?")[0]
        connection: sqlite3.Connection = connect(name, **named)
        connection.set_trace_callback(lambda query: asked.append((path, query)))
        return connection

    with monkeypatch.context() as patched:
        patched.setattr("archivegen.system.database.sqlite3.connect", watched)
        site.build()
    assert {step for path, query in asked for step in _steps(path, query)} == scans


def _steps(path: str, query: str) -> Iterator[str]:
    """The steps of a query that go through all rows of a large table, as far as it has no limit."""
    if query.startswith(("PRAGMA", "BEGIN", "COMMIT")) or "LIMIT" in query:
        return
    with closing(sqlite3.connect(path)) as connection:
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}"):
            if ALL_ROWS(step):
                yield step
