"""A site on the disk and what was done to it, told as a story.

    site.article("a.md", headline="A").build().assert_written("2024/05/01/a/index.html", ...)

Builds run in this process, as of a fixed time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import pytest
import yaml

from archivegen.builder.build import build
from archivegen.builder.inputs import Options
from archivegen.builder.report import Report
from archivegen.config.paths import MANIFEST_NAME, SitePaths
from archivegen.model.problems import Problem, SiteError
from archivegen.system.progress import Progress

NOW = 1_750_000_000
"""2025-06-15, in seconds since 1970."""

CONFIG = """\
title = "The Test Gazette"
base_url = "https://gazette.example/"
"""

NO_FOLDER = (FileNotFoundError, NotADirectoryError, PermissionError)
"""What is raised for one that has no files to be seen."""

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


class Silence(Progress):
    """Progress that nobody watches."""


@dataclass
class Snapshot:
    """The files of an output, by path."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Snapshot:
        return cls(dict(sorted((path, _bytes(at)) for path, at in _files(folder))))

    def changed_since(self, before: Snapshot) -> set[str]:
        return {path for path, data in self.files.items() if before.files.get(path) != data}


def _files(folder: str | Path, above: str = "") -> Iterator[tuple[str, str]]:
    """All plain files, by their paths from the folder and as a whole.

    With scandir, since each build of a story looks twice.
    """
    with contextlib.suppress(*NO_FOLDER), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield above + entry.name, entry.path


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.readall()


class Story:
    """A site in a folder; every method that acts gives the story back."""

    def __init__(self, root: Path, *, config: str = CONFIG) -> None:
        self.root = root
        self.paths = SitePaths(root, root / "public")
        self.options = Options(now=NOW)
        self.report = Report()
        self.problems: tuple[Problem, ...] = ()
        self.written: set[str] = set()
        root.mkdir(parents=True, exist_ok=True)
        self.write("archivegen.toml", config)

    def write(self, path: str, text: str | bytes) -> Self:
        """Write any file of the site."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def configure(self, more: str) -> Self:
        """Replace the configuration by the usual one and some lines."""
        return self.write("archivegen.toml", CONFIG + more)

    def article(self, path: str, body: str = "Text.", **front_matter: Any) -> Self:
        """Write an article; what is not given is a plain default."""
        head = {"headline": Path(path).stem.title(), "section": "News", **front_matter}
        date = head.pop("date", "2024-05-01")
        text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
        return self.write(f"content/{path}", f"---\n{text}date: {date}\n---\n{body}\n")

    def document(self, path: str, body: str = "Text.", **front_matter: Any) -> Self:
        """Write a page or another document; what is not given is a plain default."""
        head = {"headline": Path(path).stem.title(), **front_matter}
        text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
        return self.write(f"content/{path}", f"---\n{text}---\n{body}\n")

    def delete(self, path: str) -> Self:
        (self.root / path).unlink()
        return self

    def move(self, old: str, new: str) -> Self:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).rename(self.root / new)
        return self

    def using(self, **options: Any) -> Self:
        """From now on, build with these options."""
        self.options = replace(self.options, **options)
        return self

    def build(self, **options: Any) -> Self:
        """Build, and expect it to succeed."""
        self.options = replace(self.options, **options)
        before = Snapshot.of(self.paths.output)
        self.report = build(self.paths, self.options, Silence())
        self.problems = self.report.problems
        after = Snapshot.of(self.paths.output)
        self.written = after.changed_since(before) - {MANIFEST_NAME}
        return self

    def fail(self, **options: Any) -> Self:
        """Build, and expect problems; the output must stand untouched."""
        before = Snapshot.of(self.paths.output)
        try:
            build(self.paths, replace(self.options, **options), Silence())
        except SiteError as error:
            self.problems = error.problems
        else:
            raise AssertionError("the build should have failed")
        assert Snapshot.of(self.paths.output) == before
        return self

    def page(self, path: str) -> str:
        """The text of a file of the output."""
        return (self.paths.output / path).read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        return (self.paths.output / path).exists()

    def places(self) -> list[str]:
        """The problems as `path:line:column: message`."""
        return [f"{p.path}:{p.line}:{p.column}: {p.message}" for p in self.problems]

    def assert_written(self, *paths: str) -> Self:
        """Exactly these files are new or have other bytes."""
        assert self.written == set(paths)
        assert self.report.written == len(paths)
        return self

    def _copy(self) -> SitePaths:
        """The same sources in another folder, without anything that was built."""
        clean = self.root.parent / f"{self.root.name}-clean"
        shutil.rmtree(clean, ignore_errors=True)
        ignored = shutil.ignore_patterns(".archivegen", "public")
        shutil.copytree(self.root, clean, ignore=ignored, symlinks=True)
        return SitePaths(clean, clean / "public")

    def build_as_clean(self) -> bool:
        """Build, and compare with a clean build: the same bytes or the same problems.

        Says whether the build succeeded.
        """
        clean = self._copy()
        mine, fresh = self._problems(self.paths), self._problems(clean)
        assert mine == fresh
        if mine is None:
            self._assert_same(clean)
        return mine is None

    def _problems(self, paths: SitePaths) -> tuple[Problem, ...] | None:
        try:
            build(paths, self.options, Silence())
        except SiteError as error:
            return error.problems
        return None

    def assert_clean(self) -> Self:
        """The output is what a first build makes of the same sources, byte for byte."""
        clean = self._copy()
        build(clean, self.options, Silence())
        self._assert_same(clean)
        return self

    def _assert_same(self, clean: SitePaths) -> None:
        """The output has the very bytes of another."""
        mine, fresh = Snapshot.of(self.paths.output), Snapshot.of(clean.output)
        assert mine.files.keys() == fresh.files.keys()
        different = [path for path in mine.files if mine.files[path] != fresh.files[path]]
        assert not different
