"""Limits: an article that takes too much is named, and the others are still checked."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from story import Story

SLOW = "<a " * 20_000
"""Python-Markdown takes minutes for this."""

LIMITS = "[limits]\narticle_seconds = 1\n"


@pytest.fixture
def slow(site: Story) -> Story:
    """A site that is built, and then gets an article that takes too long and a wrong one."""
    site.configure(LIMITS).article("good.md").build()
    return site.article("slow.md", SLOW).write("content/wrong.md", "---\nheadline: A\n---\n")


def test_article_that_takes_too_long(slow: Story) -> None:
    slow.fail()
    assert slow.places() == [
        "content/slow.md:6:1: it takes longer than 1 seconds to read this",
        "content/wrong.md:1:1: `date` is missing",
        "content/wrong.md:1:1: `section` is missing",
    ]
    assert "article_seconds" in slow.problems[0].hint
    slow.delete("content/slow.md").delete("content/wrong.md").build().assert_written()


def test_article_that_takes_too_long_in_another_thread(slow: Story) -> None:
    thread = threading.Thread(target=slow.fail)
    thread.start()
    thread.join()
    assert slow.places()[0] == "content/slow.md:6:1: it takes longer than 1 seconds to read this"
    assert not [other for other in threading.enumerate() if "watch" in other.name]


def test_what_comes_after_a_timeout_is_right(slow: Story) -> None:
    slow.fail()
    slow.delete("content/wrong.md").article("slow.md", "Now *short*[^1].\n\n[^1]: Note.")
    slow.article("z.md", "More[^1].\n\n[^1]: Other note.").build().assert_clean()


def test_article_that_is_too_large(site: Story) -> None:
    site.configure("[limits]\narticle_kilobytes = 4").article("good.md").build()
    site.article("large.md", "word " * 900).article("fits.md", "word " * 700).fail()
    assert site.places() == ["content/large.md:1:1: the file is larger than 4 kB"]
    assert "article_kilobytes" in site.problems[0].hint
    site.configure("[limits]\narticle_kilobytes = 5").build().assert_clean()
    site.configure("[limits]\narticle_kilobytes = 4").fail()


def test_file_of_ten_megabytes_is_not_read(site: Story) -> None:
    site.article("good.md").build()
    site.article("huge.md", "x" * 10_000_000).fail()
    assert site.places() == ["content/huge.md:1:1: the file is larger than 2048 kB"]


def test_front_matter_that_is_too_large(site: Story) -> None:
    site.configure("[limits]\nfront_matter_kilobytes = 1").article("good.md").build()
    site.article("long.md", summary="word " * 250).fail()
    assert site.places() == ["content/long.md:1:1: the front matter is larger than 1 kB"]
    assert "front_matter_kilobytes" in site.problems[0].hint
    site.configure("").build().assert_clean()


def test_lists_that_are_too_long(site: Story) -> None:
    """Each item has pages: 5,000 tags of one article were 10,000."""
    site.configure("[limits]\narticle_items = 2").article("good.md", tags=["A", "B"]).build()
    site.article("a.md", tags=["A", "B", "C"], aliases=["/a/", "/b/", "/c/", "/d/"]).fail()
    assert site.places() == [
        "content/a.md:7:3: `tags` has 3 items, more than 2",
        "content/a.md:11:3: `aliases` has 4 items, more than 2",
    ]
    assert "article_items" in site.problems[0].hint
    site.configure("[limits]\narticle_items = 4").build().assert_clean()


def test_too_many_translations(site: Story) -> None:
    """Each page leads to all others: 2,000 were 581 MB. Over any number of steps."""
    site.configure("[limits]\narticle_translations = 3")
    for name, language, original in [("a", "en", ""), ("b", "fr", "a"), ("c", "de", "b")]:
        more = {"language": language} | ({"translation_of": f"{original}.md"} if original else {})
        site.article(f"{name}.md", **more)
    site.build().article("d.md", language="es", translation_of="a.md").fail()
    assert site.places() == ["content/d.md:5:1: `translation_of` makes 4 articles one, more than 3"]
    assert "article_translations" in site.problems[0].hint
    site.article("d.md").build().assert_clean()


EXTENSION = """
import os
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Odd(Preprocessor):
    def run(self, lines):
        text = "\\n".join(lines)
        if "raise" in text:
            raise ValueError("odd text")
        if "too deep" in text:
            return self.run(lines)
        if "crash" in text and os.getpid() != int(os.environ["ODD_PARENT"]):
            os._exit(139)
        return lines

class OddExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Odd(md), "odd", 1000)

def makeExtension(**options):
    return OddExtension(**options)
"""


@pytest.fixture
def odd(site: Story, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Story:
    """A site with an extension of its own that fails on some texts."""
    (tmp_path / "odd_extension.py").write_text(EXTENSION)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("ODD_PARENT", "0")
    monkeypatch.delitem(sys.modules, "odd_extension", raising=False)
    site.configure('[markdown]\nextensions = ["extra", "odd_extension"]')
    return site.article("good.md").build()


def test_extensions_that_fail(odd: Story) -> None:
    odd.article("a.md", "Please raise.").article("b.md", "Far too deep.").article("c.md").fail()
    assert odd.places() == [
        "content/a.md:6:1: Markdown fails on the body: ValueError: odd text",
        "content/b.md:6:1: the body is nested too deeply",
    ]
    odd.delete("content/a.md").delete("content/b.md").build().assert_clean()


def test_articles_that_kill_their_worker(odd: Story) -> None:
    for number in range(130):
        odd.article(f"n{number:03}.md", f"Text {number}.", date=f"2024-05-{1 + number % 28:02}")
    odd.article("n007.md", "This will crash.").article("n111.md", "And crash again.")
    odd.write("content/wrong.md", "---\nheadline: A\n---\n").fail(workers=2)
    died = "the process that read this file died"
    assert odd.places() == [
        f"content/n007.md:1:1: {died}",
        f"content/n111.md:1:1: {died}",
        "content/wrong.md:1:1: `date` is missing",
        "content/wrong.md:1:1: `section` is missing",
    ]
    odd.article("n007.md").article("n111.md").delete("content/wrong.md")
    odd.build(workers=2).assert_clean()


def test_large_article_that_kills_its_process_with_one_worker(
    odd: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a large file does to who reads it is not done to the build."""
    monkeypatch.setenv("ODD_PARENT", str(os.getpid()))
    odd.article("large.md", "word " * 40_000).article("small.md", "It would crash elsewhere.")
    odd.article("killer.md", "This will crash. " + "word " * 40_000).fail(workers=1)
    assert odd.places() == ["content/killer.md:1:1: the process that read this file died"]
    odd.delete("content/killer.md").delete("content/small.md").build(workers=1).assert_clean()
