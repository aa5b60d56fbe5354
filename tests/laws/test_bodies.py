"""Law 8: bodies are streamed, and Markdown runs once for a body."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest

from archivegen.builder.build import build
from archivegen.loader.markup.convert import NO_FILES, Files, Markup
from story import Silence, Story


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies that Markdown was run on."""
    seen: list[str] = []
    render = Markup.render

    def watch(self: Markup, text: str, language: str, files: Files = NO_FILES) -> object:
        seen.append(text.strip())
        return render(self, text, language, files)

    monkeypatch.setattr(Markup, "render", watch)
    return seen


def test_markdown_runs_once_for_a_body(site: Story, rendered: list[str]) -> None:
    site.article("a.md", "One.").article("b.md", "Two.").build()
    assert sorted(rendered) == ["One.", "Two."]
    rendered.clear()
    site.write("templates/article.html", '{% extends "base.html" %}').build()
    site.configure('timezone = "Asia/Tokyo"\n[theme]\nnav_limit = 9').build()
    site.article("a.md", "One.", headline="Changed").build()
    site.move("content/b.md", "content/c.md").build()
    assert rendered == []


def test_memory_does_not_grow_with_the_bodies(tmp_path: Path) -> None:
    size = 40_000

    def site_of(name: str, count: int, size: int = size) -> Story:
        # A file of the whole year has all of them, too.
        site = Story(tmp_path / name).configure("[indexes]\njsonl = true\n")
        for number in range(count):
            # Random digits hardly compress; in words, since a text has no word of that length.
            site.article(f"{number}.md", random.Random(number).randbytes(size // 2).hex(" ", 32))
        return site

    # What is imported and compiled once is no memory of the bodies, however short they are.
    site_of("first", 120, 64).build()
    peaks = []
    for count in (120, 240):
        site = site_of(str(count), count)
        tracemalloc.start()
        try:
            build(site.paths, site.options, Silence())
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] - peaks[0] < 30 * size
