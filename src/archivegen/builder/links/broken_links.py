"""Broken links: which links and pictures of articles lead to no file, according to the rows.

This is cheap enough for every build, and never wrong: it considers only files of the site's
folders. What may be the address of a page is left to `checks`, which plans all pages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, partial
from posixpath import dirname, relpath, splitext
from typing import TYPE_CHECKING

from archivegen.builder.links.likely_targets import likely_target
from archivegen.builder.links.written_targets import written_targets
from archivegen.builder.output.claims import folded
from archivegen.model.links import linked_article, near_path, output_named
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from archivegen.archive.files import Targets
    from archivegen.archive.inventory import Inventory
    from archivegen.model.body import WrittenTarget, WrittenTargets
    from archivegen.model.urls import Urls
    from archivegen.system.workers import WorkerPool

MOST = 1000
"""Files of a folder among which the likely one is looked for, at most: more are a machine's."""

BROKEN = ("broken image", "broken link")
"""The kinds of these problems."""

_PAGE_SUFFIXES = {"", ".htm", ".html", ".json", ".txt", ".xml"}
"""The endings of what may be a page of the site, made by a template."""


@dataclass(frozen=True)
class ArticleLinks:
    """The links and pictures of the articles of the site in `root`.

    `outputs` are the output paths of all its files that are no articles, and `unread` the paths
    from its root of files that could not be read.
    """

    root: Path
    urls: Urls
    inventory: Inventory
    outputs: Collection[str]
    unread: Collection[str]

    def problems(
        self,
        led_to: Targets,
        kept: sqlite3.Connection,
        pool: WorkerPool,
        sources: Collection[str] | None = None,
    ) -> Iterator[Problem]:
        """Warnings for links and pictures of published articles that lead to no file.

        `led_to` is what they lead to, `kept` the database of bodies. Of the texts in some
        `sources` below the content folder, or of all. Raises StateDamagedError, BuildError.
        """
        lost = {one for one in led_to.files if _is_file(one)}.difference(self.outputs)
        lost_links = [
            (path, target)
            for path, target in led_to.lost_texts
            if f"content/{target}" not in self.unread
        ]
        paths = {path for path, _ in lost_links} | self.inventory.naming_any(lost)
        if sources is not None:
            paths.intersection_update(sources)
        lost.update(target for _, target in lost_links)
        for path, targets in written_targets(self.root, self.inventory, kept, paths, pool):
            yield from self._of_article(path, targets, lost)

    def _of_article(
        self, path: str, targets: WrittenTargets, lost: Collection[str]
    ) -> Iterator[Problem]:
        if image := targets.lead_image:
            output = image.output or self._own_output(path)
            if output in lost:
                yield self._problem(path, image, output)
        for target in targets.in_body:
            if target.output in lost:
                yield self._problem(path, target, target.output)

    def _own_output(self, path: str) -> str:
        """The output to which the whole address of an article's lead image leads."""
        url = self.inventory.linking(path).image.removeprefix(self.urls.origin)
        return self.urls.file_of(url) if url.startswith(self.urls.base) else ""

    def _problem(self, path: str, written: WrittenTarget, output: str) -> Problem:
        target, kind = written.target, BROKEN[written.what == "link"]
        if output.startswith("../"):
            where = "out of content/"
        elif target.startswith("/"):
            where = f"to /{output}, where the site has nothing"
        else:
            where = f"to content/{output}, which is not there"
        return Problem(
            f"content/{path}",
            f"the {written.what} leads {where}",
            written.line,
            written.column,
            self._hint(path, target, output),
            "warning",
            written.excerpt,
            kind,
        )

    def _hint(self, path: str, target: str, lost: str) -> str:
        """The file that may have been meant, or else how a path is read."""
        if meant := likely_target(path, target, partial(self._leads, path), self.inventory):
            return f"write {meant}"
        beside = self._beside.get(dirname(lost), ())
        same = [output for output in beside if folded(output) == folded(lost)]
        if target.startswith("/"):
            return f"did you mean /{same[0]}?" if same else ""
        likely = (*self.inventory.paths_like(lost), *(beside if len(beside) <= MOST else ()))
        near = same[0] if same else near_path(lost, likely)
        if near and near != path:
            return f"did you mean {relpath(near, dirname(path) or '.')}?"
        return "a path is relative to the article's file"

    def _leads(self, path: str, target: str) -> bool:
        """Whether a target in the article of this path names an article or a file."""
        linked = linked_article(path, target)
        if linked is not None:
            return self.inventory.by_path(linked) is not None
        return output_named(path, target) in self.outputs

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        """The files of each folder."""
        files: dict[str, list[str]] = defaultdict(list)
        for output in sorted(self.outputs):
            files[dirname(output)].append(output)
        return files


def _is_file(output: str) -> bool:
    return splitext(output)[1].lower() not in _PAGE_SUFFIXES
