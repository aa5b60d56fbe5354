"""Production: slices become staged files. The part of the builder that workers do.

A worker plans the pages of its slices from the catalog, renders those whose key changed, and
stages those whose bytes changed. It answers with what became of each page; pages themselves do
not travel.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from archivegen.archive import body_cache, store
from archivegen.archive.catalog import Catalog, View
from archivegen.builder.images.index import ImageIndex
from archivegen.builder.output import state as outputs
from archivegen.builder.output.previous import is_behind_link
from archivegen.model.problems import Problem, SiteError
from archivegen.model.urls import Urls
from archivegen.pages.families import pages_of
from archivegen.pages.page import Page, Planning, Site
from archivegen.renderer.render import Renderer, Theme, explain
from archivegen.system.database import StateDamagedError
from archivegen.system.digests import digest
from archivegen.system.files import backdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archivegen.builder.output.state import KnownPage
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.model.body import Body

MAX_FAILURES = 20
"""Pages of one template that fail, after which a worker passes over the others."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a worker needs to know of the site, the same for every slice of a build.

    `name` tells the workshops of different builds apart.
    """

    name: str
    config: Config = field(compare=False)
    site: Site = field(compare=False)
    view: View = field(compare=False)
    theme: Theme = field(compare=False)
    paths: SitePaths = field(compare=False)
    staging: Path = field(compare=False)


@dataclass(frozen=True, slots=True)
class Job:
    """Slices to produce; the files in `damaged` do not stand as they were written."""

    context: RenderContext
    slices: tuple[str, ...]
    damaged: frozenset[str] = frozenset()

    def parts(self) -> list[Job]:
        """A job for each slice."""
        return [replace(self, slices=(name,)) for name in self.slices]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """What became of a page: `staged` is the file's name in the staging folder, if it changed.

    `reason` says why it was rendered, and is empty if it was not. `is_new` says that there was no
    such file, or that it was made from something else.
    """

    slice: str
    output: str
    key: bytes
    digest: bytes
    staged: str
    reason: str
    source: str
    is_listing: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class RenderResult:
    """The answer to a job, or to a part of it: `slices` says how many it is about."""

    slices: int
    pages: tuple[OutputFile, ...]
    problems: tuple[Problem, ...] = ()


def one_for_each_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problem at each line of a template: it breaks every page that uses it alike."""
    found: dict[tuple[str, int], Problem] = {}
    for problem in problems:
        found.setdefault((problem.path, problem.line), problem)
    return tuple(found.values())


def produce(job: Job) -> RenderResult:
    """Plan, render and stage the slices of a job. Raises StateDamagedError."""
    made: list[OutputFile] = []
    problems: list[Problem] = []
    try:
        worker = _worker(job.context)
        for name in job.slices:
            for outcome in worker.slice(name, job.damaged):
                if isinstance(outcome, Problem):
                    problems.append(outcome)
                else:
                    made.append(outcome)
    except SiteError as error:
        # Nothing can be rendered.
        problems += error.problems
    except sqlite3.DatabaseError as error:
        raise StateDamagedError(str(error)) from error
    return RenderResult(len(job.slices), tuple(made), one_for_each_place(problems))


def lost_slices(job: Job) -> RenderResult:
    """The answer to a job whose worker died: problems."""
    message = "the process that rendered these pages died"
    hint = "it may have run out of memory"
    problems = tuple(Problem(name, message, hint=hint) for name in job.slices)
    return RenderResult(len(job.slices), (), problems)


def release(context: RenderContext) -> None:
    """Let go of what this process holds open for a context."""
    if _worker.cache_info().currsize:
        _worker(context).close()
        _worker.cache_clear()


class _Worker:
    """One process at work in one context; keeps its databases and templates open."""

    def __init__(self, context: RenderContext) -> None:
        self._context = context
        self._articles, self._bodies = store.read_only(context.paths)
        self._outputs = outputs.read_only(context.paths.outputs_db)
        self._pictures = ImageIndex(
            context.paths.images_db if context.config.images.enabled else None
        )
        urls = Urls.of(context.config.base_url)
        catalog = Catalog(self._articles, context.view, urls)
        self._planning = Planning(context.config, urls, catalog, pictures=self._pictures)
        self._renderer = Renderer(context.theme, context.site, urls, self._body)
        self._names = count()
        self._failures: Counter[str] = Counter()

    def close(self) -> None:
        """Close the databases."""
        for connection in (self._articles, self._bodies, self._outputs):
            connection.close()
        self._pictures.close()

    def slice(self, name: str, damaged: frozenset[str]) -> Iterator[OutputFile | Problem]:
        """What becomes of each page of a slice."""
        known = outputs.known_pages(self._outputs, name)
        for page in pages_of(self._planning, name):
            if self._failures[page.template] >= MAX_FAILURES:
                continue
            try:
                yield self._page(name, page, known.get(page.output), damaged=page.output in damaged)
            except SiteError as error:
                self._failures[page.template] += 1
                yield from error.problems

    def _page(self, name: str, page: Page, known: KnownPage | None, *, damaged: bool) -> OutputFile:
        old_key, old, source = known or (None, b"", "")
        key, is_new = self._renderer.key(page), known is None or source != page.source
        made, staged, reason = old, "", ""
        if key != old_key or damaged:
            data = self._renderer.render(page)
            made, reason = digest(data), explain(old_key, key)
            if (made != old or damaged) and not self._stands(page.output, data):
                staged = self._stage(data)
        return OutputFile(
            name, page.output, key, made, staged, reason, page.source, page.is_listing, is_new
        )

    def _stands(self, output: str, data: bytes) -> bool:
        """Whether the output holds these very bytes already, in a plain file."""
        path = os.path.join(self._context.paths.output, output)
        try:
            if os.path.getsize(path) != len(data) or os.path.islink(path):
                return False
            with open(path, "rb") as file:
                return file.read() == data and not is_behind_link(
                    self._context.paths.output, output
                )
        except OSError:
            return False

    def _stage(self, data: bytes) -> str:
        name = f"{os.getpid()}-{next(self._names)}"
        path = os.path.join(self._context.staging, name)
        with open(path, "wb") as file:
            file.write(data)
        backdate(path)
        return name

    def _body(self, key: bytes) -> Body:
        body = body_cache.find(self._bodies, key)
        if body is None:
            raise StateDamagedError("a body is missing")
        return body


@lru_cache(maxsize=1)
def _worker(context: RenderContext) -> _Worker:
    return _Worker(context)
