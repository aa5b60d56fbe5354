"""A worker's part of rendering: turns slices into staged files.

A worker plans the pages of its slices from the catalog, renders those whose key changed, and
stages those whose bytes changed. It answers with what became of each page; pages are never sent
between processes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.builder.output import state as output_state
from archivegen.builder.output.staged_files import StagedFiles
from archivegen.builder.site_reader import open_site
from archivegen.config.paths import theme_folder
from archivegen.model.problems import Problem, SiteError
from archivegen.pages.families import pages_of
from archivegen.renderer.page_key import explain
from archivegen.renderer.relative_links import RelativeLinks
from archivegen.renderer.render import Renderer, Theme
from archivegen.system.database import StateDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archivegen.archive.queries import View
    from archivegen.builder.output.staging import Staging
    from archivegen.builder.output.state import KnownPage
    from archivegen.builder.site_reader import SiteReader
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.pages.page import Page, Site

MAX_FAILURES = 20
"""Pages of one template that fail, after which a worker passes over the others."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a worker needs to know of a site, the same for every slice of a build.

    `common` are the templates that many of the pages show.
    """

    paths: SitePaths
    config: Config
    view: View
    site: Site
    staging: Staging
    common: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SliceJob:
    """Slices to render; the files in `damaged` have changed since they were written."""

    slices: tuple[str, ...]
    damaged: frozenset[str] = frozenset()

    def parts(self) -> list[SliceJob]:
        """A job for each slice."""
        return [replace(self, slices=(name,)) for name in self.slices]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """What became of a file of the output.

    `staged` is what it is staged as (`Staging.path`); empty if the file has not changed. `reason`
    says why it was rendered, and is empty if it was not. `is_new` says that there was no such file,
    or that it was made from something else.
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
    """The answer to a job, or to a part of it.

    `slices` says how many it is about, and `first` is the name of the first of them.
    """

    first: str
    slices: int
    files: tuple[OutputFile, ...]
    problems: tuple[Problem, ...] = ()


@contextmanager
def open_renderer(context: RenderContext) -> Iterator[Callable[[SliceJob], RenderResult]]:
    """What renders the slices of a job, with databases and templates open for the block.

    It raises StateDamagedError; its answers report what is wrong with templates.
    """
    paths = context.paths
    theme = Theme((paths.templates, theme_folder()), paths.compiled_templates)
    with (
        open_site(paths, context.config, context.view) as site,
        closing(output_state.read_only(paths.outputs_db)) as outputs,
    ):
        try:
            renderer = Renderer(theme, context.site, site.urls, site.body, context.common)
        except SiteError as error:
            # Nothing can be rendered.
            problems = error.problems
            yield lambda job: RenderResult(job.slices[0], len(job.slices), (), problems)
        else:
            yield _Worker(context, site, outputs, renderer).render


def lost_slices(job: SliceJob) -> RenderResult:
    """The answer to a job whose worker died: problems."""
    message = "the process that rendered these pages died"
    hint = "it may have run out of memory"
    problems = tuple(Problem(name, message, hint=hint) for name in job.slices)
    return RenderResult(job.slices[0], len(job.slices), (), problems)


def one_for_each_line(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problem at each line of a template: it breaks every page that uses it alike."""
    first: dict[tuple[str, int], Problem] = {}
    for problem in problems:
        first.setdefault((problem.path, problem.line), problem)
    return tuple(first.values())


class _Worker:
    """One process at work for one build."""

    def __init__(
        self,
        context: RenderContext,
        site: SiteReader,
        outputs: sqlite3.Connection,
        renderer: Renderer,
    ) -> None:
        self._staged = StagedFiles(context.paths.output, context.staging)
        self._planning, self._outputs, self._renderer = site.planning(), outputs, renderer
        script = context.site.portable_script
        self._links = RelativeLinks(site.urls, script) if script else None
        self._failures: Counter[str] = Counter()

    def render(self, job: SliceJob) -> RenderResult:
        """Plan, render and stage the slices of a job. Raises StateDamagedError."""
        files: list[OutputFile] = []
        problems: list[Problem] = []
        try:
            for name in job.slices:
                for outcome in self._slice(name, job.damaged):
                    if isinstance(outcome, Problem):
                        problems.append(outcome)
                    else:
                        files.append(outcome)
        except sqlite3.DatabaseError as error:
            raise StateDamagedError(str(error)) from error
        return RenderResult(
            job.slices[0], len(job.slices), tuple(files), one_for_each_line(problems)
        )

    def _slice(self, name: str, damaged: frozenset[str]) -> Iterator[OutputFile | Problem]:
        """What becomes of each page of a slice."""
        known = output_state.known_pages(self._outputs, name) if self._has_known else {}
        for page in pages_of(self._planning, name):
            if self._failures[page.template] >= MAX_FAILURES:
                continue
            try:
                yield self._page(name, page, known.get(page.output), damaged=page.output in damaged)
            except SiteError as error:
                self._failures[page.template] += 1
                yield from error.problems

    @cached_property
    def _has_known(self) -> bool:
        """Whether a page is known of the last build: at a first one, there is none to ask for."""
        return output_state.has_any(self._outputs)

    def _page(self, name: str, page: Page, known: KnownPage | None, *, damaged: bool) -> OutputFile:
        old_key, old_digest, source = known or (None, b"", "")
        key, is_new = self._renderer.key(page), known is None or source != page.source
        new_digest, staged, reason = old_digest, "", ""
        if key != old_key or damaged:
            standing = None if damaged else old_digest
            new_digest, staged = self._stage(page, standing)
            reason = explain(old_key, key, page)
        return OutputFile(
            name, page.output, key, new_digest, staged, reason, page.source, page.is_listing, is_new
        )

    def _stage(self, page: Page, standing: bytes | None) -> tuple[bytes, str]:
        """Render a page; gives the digest of its bytes, and what they are staged as, if they are.

        `standing` is the digest of what stands in its place, as far as it is known.
        """
        if page.lines:
            return self._staged.add_parts(page.output, self._renderer.packed_lines(page), standing)
        data = self._renderer.render(page)
        if self._links and page.output.endswith((".html", ".htm")):
            data = self._links.of(data.decode(), page.output).encode()
        return self._staged.add(page.output, data, standing)
