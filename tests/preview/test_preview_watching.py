"""Watching: whatever way a file is saved, it is told; nothing else is."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from watchfiles import watch

from archivegen.preview.watcher import Watcher
from previewing import PATIENCE
from story import Story

LAST = "content/zz-last.md"


@pytest.fixture
def watcher(site: Story) -> Iterator[Watcher]:
    site.article("a.md").write("templates/x.html", "x").write(".archivegen/y", "y")
    with Watcher(site.paths) as each:
        _until(site, each)
        yield each


def _until(site: Story, watcher: Watcher, *expected: str) -> list[str]:
    """All that is told up to a file that is saved now, and to one of the expected paths.

    The file is saved again and again: where one of the folders is new, what is saved just then is
    not told by its name, since whoever was told of the folder reads it all. The root is watched
    on its own, so what happens there may be told later.
    """
    told: set[str] = set()
    for number in range(PATIENCE):
        site.write(LAST, f"{number}")
        told.update(watcher.wait(1))
        if LAST in told and (not expected or told & {*expected}):
            return sorted(told - {LAST})
    raise AssertionError(sorted(told))


@pytest.mark.parametrize(
    "path", ["content/a.md", "templates/x.html", "archivegen.toml", "urls.txt"]
)
def test_saved_in_its_place_or_by_renaming(site: Story, watcher: Watcher, path: str) -> None:
    site.write(path, "new")
    _until(site, watcher, path)
    for _ in range(2):
        site.write(f"{path}.new", "newer").move(f"{path}.new", path)
        _until(site, watcher, path)
    site.delete(path)
    _until(site, watcher, path)


def test_new_folders(site: Story, watcher: Watcher) -> None:
    """In a folder, and in one of those at the top that was not there."""
    site.write("content/new/er/b.md", "b")
    assert any(path.startswith("content/new") for path in _until(site, watcher))
    site.write("content/new/er/c.md", "c")
    _until(site, watcher, "content/new/er/c.md")
    site.write("static/logo.png", "x")
    assert any(path.startswith("static") for path in _until(site, watcher))
    site.write("static/deep/er/icon.png", "x")
    assert any(path.startswith("static/deep") for path in _until(site, watcher))


def test_a_folder_that_takes_the_place_of_another(site: Story, watcher: Watcher) -> None:
    site.move("content", "old").write("new/b.md", "b").move("new", "content")
    _until(site, watcher, "content")
    site.write("content/b.md", "newer")
    _until(site, watcher, "content/b.md")
    shutil.rmtree(site.root / "content")
    while "content" not in watcher.wait(PATIENCE):
        pass
    site.write("content/c.md", "c")
    assert any(path.startswith("content") for path in _until(site, watcher))
    site.write("content/c.md", "newer")
    _until(site, watcher, "content/c.md")


def test_what_is_none_of_the_sources_is_not_told(site: Story, watcher: Watcher) -> None:
    for path in (
        "public/index.html", ".archivegen/articles.db", ".git/index", "README.md", "notes/a.md",
        "content/.a.md.swp", "content/a.md~", "content/4913", "content/#a.md#",
    ):  # fmt: skip
        site.write(path, "new")
    told = _until(site, watcher)
    # Of a file, macOS also tells the folder.
    assert not [path for path in told if path != "content"]


def test_all_that_was_built_is_gone(site: Story, watcher: Watcher) -> None:
    shutil.rmtree(site.paths.state)
    _until(site, watcher, ".archivegen")


def _old(site: Story, path: str) -> None:
    """Whoever goes by times, some of them whole seconds, cannot tell what is saved at once."""
    os.utime(site.root / path, (1e9, 1e9))


def test_by_looking_again_and_again(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that tells nothing."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    monkeypatch.setenv("WATCHFILES_POLL_DELAY_MS", "20")
    _old(site.article("a.md"), "content/a.md")
    with Watcher(site.paths) as watcher:
        site.write("content/a.md", "longer than it was before, and newer")
        # The folder alone is told where its own time was seen first: then all of it is read.
        _until(site, watcher, "content", "content/a.md")


def test_a_watch_that_the_system_refuses(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*folders: str, force_polling: bool | None, **options: Any) -> Any:
        if not force_polling:
            raise OSError(28, "No space left on device")  # what Linux says of one watch too many
        return watch(*folders, force_polling=True, poll_delay_ms=20, **options)

    monkeypatch.setattr("archivegen.preview.watcher.watch", refused)
    _old(site.article("a.md"), "content/a.md")
    with Watcher(site.paths) as watcher:
        site.write("content/a.md", "longer than it was before, and newer")
        _until(site, watcher, "content", "content/a.md")


def test_nothing_is_left_when_it_ends(site: Story) -> None:
    before = set(threading.enumerate())
    with Watcher(site.paths) as watcher:
        assert watcher.wait(0.01) == []
    assert set(threading.enumerate()) <= before
