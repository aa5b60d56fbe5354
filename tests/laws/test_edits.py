"""Edits that clocks and sizes do not show: a page is never stale."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from archivegen.loader import parse as parser
from archivegen.loader.frontmatter import document as frontmatter
from archivegen.system.files import Stat
from story import Story

PAGE = "2024/05/01/a/index.html"


def test_same_size_and_time(site: Story) -> None:
    site.article("a.md", "one").build()
    path = site.root / "content/a.md"
    before = path.stat()
    site.article("a.md", "two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "two" in site.build().page(PAGE)
    site.assert_clean()


def test_another_file_of_the_same_size_and_time_is_moved_there(site: Story) -> None:
    site.article("a.md", "one").article("b.md", "two", headline="A")
    for name in ("a.md", "b.md"):
        os.utime(site.root / "content" / name, (10**9, 10**9))
    site.article("b.md", draft=True).build()
    site.article("b.md", "two", headline="A")
    os.utime(site.root / "content/b.md", (10**9, 10**9))
    os.replace(site.root / "content/b.md", site.root / "content/a.md")
    assert "two" in site.build().page(PAGE)
    site.assert_clean()


@pytest.mark.parametrize("year", [1, 1970, 2099, 2400])
def test_times_from_other_years(site: Story, year: int) -> None:
    seconds = (year - 1970) * 31_556_952
    site.article("a.md", "one").write("content/p.png", b"1")
    for text in ("one", "two", "six"):
        site.article("a.md", text).write("content/p.png", text.encode())
        for name in ("a.md", "p.png"):
            try:
                os.utime(site.root / "content" / name, (seconds, seconds))
            except (OSError, OverflowError):
                pytest.skip("this file system has no such year")
        assert text in site.build().page(PAGE)
        assert site.page("p.png") == text
        site.build().assert_written()
    site.assert_clean()


def test_clock_that_is_set_back(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("a.md", "one").build()
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 10**15)
    for text in ("two", "six"):
        site.article("a.md", text)
        os.utime(site.root / "content/a.md", ns=(now - 10**15, now - 10**15))
        assert text in site.build().page(PAGE)
    monkeypatch.undo()
    assert "ten" in site.article("a.md", "ten").build().page(PAGE)
    site.assert_clean()


def test_clock_that_is_set_forward_and_back(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen "in a hundred years" is not trusted now."""
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 3 * 10**18)
    site.article("a.md", "one").build()
    monkeypatch.undo()
    assert "two" in site.article("a.md", "two").build().page(PAGE)
    site.assert_clean()


def _git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=one")
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


def test_checkout_of_another_branch(site: Story) -> None:
    site.write(".gitignore", "/public/\n/.archivegen/\n").article("a.md", "one", tags=["T"])
    site.article("b.md")
    _git(site.root, "init")
    _git(site.root, "add", ".")
    _git(site.root, "commit", "-m", "one")
    site.build()
    _git(site.root, "checkout", "-b", "two")
    site.delete("content/b.md").article("a.md", "two", tags=["U"]).article("c.md", section="Sport")
    site.configure('description = "Two"')
    _git(site.root, "add", "--all")
    _git(site.root, "commit", "-m", "two")
    site.build().assert_clean()
    for branch in ("one", "two", "one"):
        _git(site.root, "checkout", branch)
        site.build().assert_clean()
        assert branch in site.page(PAGE)


def test_file_that_is_edited_while_it_is_read(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it may be published once, but the next build reads it again."""
    site.article("b.md").build()
    site.article("a.md", "one")
    read = frontmatter.read

    def edited(*arguments: object) -> object:
        site.article("a.md", "two")
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(parser, "read", edited)
    site.build()
    monkeypatch.undo()
    assert "two" in site.build().page(PAGE)
    site.assert_clean()


def test_file_that_is_removed_before_it_is_read(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("b.md").build()
    site.article("a.md").article("c.md")

    def gone(path: Path, limit: int) -> bytes:
        if path.name == "a.md":
            path.unlink()
        return path.read_bytes()[:limit]

    monkeypatch.setattr(parser, "read_small", gone)
    site.fail()
    monkeypatch.undo()
    assert site.places() == ["content/a.md:0:0: cannot be read: No such file or directory"]
    site.build().assert_clean()


def test_numbers_that_no_database_takes() -> None:
    """Some file systems have inodes of 64 bits, and times of any year."""
    fields = (0o100644, 2**64 - 1, 0, 1, 0, 0, 1, 0, 10**11, 0)
    stat = Stat.of(os.stat_result(fields, {"st_mtime_ns": 10**20, "st_ctime_ns": 0}))
    assert all(-(2**63) <= number < 2**63 for number in stat)
