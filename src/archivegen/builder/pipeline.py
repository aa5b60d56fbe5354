"""The assembly: from sources that are loaded to an output that is published.

Has the slices produced that need it, checks the whole, and only then publishes it and notes
what was done.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from archivegen.builder.conflicts import conflicts, foreign
from archivegen.builder.images.library import process_images
from archivegen.builder.output import assets
from archivegen.builder.output.claims import Claim, folded
from archivegen.builder.output.manifest import Manifest
from archivegen.builder.output.previous import digest_of_file, is_behind_link
from archivegen.builder.output.staging import clear_staging, open_staging
from archivegen.builder.output.state import OutputState
from archivegen.builder.plan import Plan, PreviousPlan, make_plan
from archivegen.builder.publish import BuildResult, Publication
from archivegen.builder.render_slices import (
    Job,
    OutputFile,
    RenderContext,
    RenderResult,
    lost_slices,
    one_for_each_place,
    produce,
    release,
)
from archivegen.builder.session import view_of
from archivegen.config.paths import theme_folder
from archivegen.model.problems import (
    BuildError,
    Problem,
    files_with_errors,
    forbid_errors,
    in_order,
)
from archivegen.renderer.render import Theme
from archivegen.system.database import StateDamagedError
from archivegen.system.files import backdate
from archivegen.system.signals import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from archivegen.builder.inputs import Inputs
    from archivegen.builder.output.assets import Asset
    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.builder.output.state import OutputRow
    from archivegen.builder.report import Report
    from archivegen.system.workers import WorkerPool

BATCH = 24
"""Slices that a worker produces at a time, at most."""


class Assembly:
    """One way from rows to files."""

    def __init__(self, inputs: Inputs, previous: PreviousOutput, pool: WorkerPool) -> None:
        self._inputs, self._previous, self._pool = inputs, previous, pool
        self._paths = inputs.paths
        self._view = view_of(inputs.options)
        self._manifest = Manifest(self._paths.output)
        self._damaged: dict[str, list[str]] = {}
        for path, name in previous.damaged.items():
            self._damaged.setdefault(name, []).append(path)

    def run(self, problems: Iterable[Problem], *, only_bodies: bool) -> Report:
        """Publish the site, if there is no error among these problems or those it finds.

        `only_bodies` says that since the last build nothing has changed but bodies of articles.
        """
        self._pool.progress.phase("plan", 0)
        library = process_images(self._inputs, self._pool)
        is_same_site = self._previous.facts.get("inputs") == self._inputs.digest
        known = self._previous.slices if is_same_site else {}
        problems = list(problems)
        unread = files_with_errors(problems)
        same_pictures = self._previous.facts.get("pictures") == library.digest.hex()
        previous = PreviousPlan(known, only_bodies and same_pictures)
        plan = make_plan(self._inputs, self._view, previous, library, unread=unread)
        if not self._inputs.options.reindex:
            plan = plan.keeping_indexes(self._previous)
        problems += plan.problems
        self._forbid(problems)
        names = plan.to_produce(self._previous)
        try:
            staging = open_staging(self._paths)
            produced = self._produce(plan, names, staging)
            told = replace(produced, problems=(*problems, *produced.problems))
            return self._finish(plan, names, told, staging)
        finally:
            with uninterrupted():
                clear_staging(self._paths)

    def _finish(
        self, plan: Plan, names: list[str], produced: RenderResult, staging: Path
    ) -> Report:
        """Publish what was produced, of the slices with these names, and what is copied."""
        state = OutputState(self._paths.outputs_db)
        try:
            if state.is_empty() and self._previous.count:
                raise StateDamagedError("what was known of the output is lost_slices")
            made = (*produced.pages, *self._copy(state, plan.assets, staging))
            outcome = BuildResult(plan, frozenset({*names, assets.SLICE}), made)
            problems = [*produced.problems, *self._conflicts(state, outcome)]
            self._forbid(problems)
            # It takes longest, so it waits until nothing else can be wrong.
            if indexes := plan.to_index(self._previous):
                made = (*made, *self._index(state, plan, indexes, staging))
                outcome = BuildResult(plan, frozenset({*outcome.produced, *indexes}), made)
                problems += self._conflicts(state, outcome)
                self._forbid(problems)
            publication = Publication(self._paths, self._previous, self._manifest, state)
            with uninterrupted():
                progress = self._pool.progress
                return publication.publish(outcome, in_order(problems), staging, progress)
        finally:
            state.close()

    def _forbid(self, problems: Iterable[Problem]) -> None:
        forbid_errors(problems, strict=self._inputs.options.strict)

    def _produce(self, plan: Plan, names: list[str], staging: Path) -> RenderResult:
        paths = self._paths
        context = RenderContext(
            name=uuid.uuid4().hex,
            config=self._inputs.config,
            site=plan.site,
            view=self._view,
            theme=Theme((paths.templates, theme_folder()), paths.compiled_templates),
            paths=paths,
            staging=staging,
        )
        jobs = (self._job(context, names[at : at + BATCH]) for at in range(0, len(names), BATCH))
        self._pool.progress.phase("render", len(names))
        pages: list[OutputFile] = []
        problems: list[Problem] = []
        try:
            for answer in self._pool.run(produce, jobs, lost_slices):
                pages += answer.pages
                problems += answer.problems
                self._pool.progress.advance(answer.slices)
        except BaseException:
            # Else they would go on to stage files where nobody waits for them.
            self._pool.terminate()
            raise
        finally:
            release(context)
        # They hold much that they remember, and publishing needs memory of its own.
        self._pool.close()
        return RenderResult(len(names), tuple(pages), one_for_each_place(problems))

    def _job(self, context: RenderContext, names: list[str]) -> Job:
        """The job of some slices, with the files of these that do not stand."""
        damaged = (path for name in names for path in self._damaged.get(name, ()))
        return Job(context, tuple(names), frozenset(damaged))

    def _copy(
        self, state: OutputState, copied: Iterable[Asset], staging: Path
    ) -> Iterator[OutputFile]:
        """Stage the files to copy that do not stand already."""
        for number, asset in enumerate(copied):
            name, key = "", asset.digest
            row = state.row(asset.output)
            if not self._stands(asset.output, asset.digest, row):
                name = f"asset-{number}"
                _copy(asset, self._paths.root, staging / name)
                backdate(staging / name)
                # Not the digest that was known: the file may have changed since.
                key = digest_of_file(os.fspath(staging / name))
            is_new = row is None or (row.source, row.digest) != (asset.source, key)
            yield OutputFile(
                assets.SLICE, asset.output, key, key, name,
                reason="", source=asset.source, is_listing=False, is_new=is_new,
            )  # fmt: skip

    def _index(
        self, state: OutputState, plan: Plan, names: list[str], staging: Path
    ) -> Iterator[OutputFile]:
        """Make the search indexes with these names, and stage those of their files that changed."""
        self._pool.progress.phase("index", sum(plan.indexes[name] for name in names))
        # Imported here, so that a site without a search does not pay for it.
        from archivegen.builder.search.index import Indexer  # noqa: PLC0415

        config = self._inputs.config
        indexer = Indexer(config, plan.site, self._view, self._paths, staging)
        for name in names:
            for output, staged in indexer.files(name):
                row, key = state.row(output), digest_of_file(os.fspath(staging / staged))
                backdate(staging / staged)
                yield OutputFile(
                    name, output, key, key, "" if self._stands(output, key, row) else staged,
                    reason="", source="", is_listing=False,
                    is_new=row is None or (row.slice, row.digest) != (name, key),
                )  # fmt: skip
            self._pool.progress.advance(plan.indexes[name])

    def _stands(self, output: str, key: bytes, row: OutputRow | None) -> bool:
        """Whether a file with that digest stands there."""
        if row and row.digest == key and output not in self._previous.damaged:
            return True
        path = f"{self._paths.output}/{output}"
        return digest_of_file(path) == key and not is_behind_link(self._paths.output, output)

    def _conflicts(self, state: OutputState, outcome: BuildResult) -> Iterator[Problem]:
        made = outcome.made
        new = [page for page in made if page.is_new]
        if new:
            kept = outcome.kept if self._previous.count else frozenset()
            near = {claim for page in new if kept for claim in state.claims_near(page.output)}
            previous = (claim for claim in near if claim.slice in kept)
            claims = (Claim(page.output, page.slice, page.source) for page in made)
            yield from conflicts(self._paths.root, claims, previous)
        # Where a file is as a build left it, nothing foreign can stand.
        damaged = self._previous.damaged
        claims = (
            Claim(page.output, page.slice, page.source)
            for page in made
            if page.staged and (page.is_new or page.output in damaged)
        )
        yield from foreign(self._paths.output, claims, self._is_ours(state))

    def _is_ours(self, state: OutputState) -> Callable[[str], bool]:
        """Whether a file of the output is one that a build wrote."""
        damaged = self._previous.damaged

        @cache
        def listed() -> frozenset[str]:
            return frozenset(map(folded, self._manifest.paths))

        def is_ours(path: str) -> bool:
            # A file that is as a build left it is ours, too, should the list be lost_slices.
            known = (claim.output for claim in state.claims_near(path))
            same = [other for other in known if folded(other) == folded(path)]
            return any(other not in damaged for other in same) or folded(path) in listed()

        return is_ours


def _copy(asset: Asset, root: Path, target: Path) -> None:
    """Copy a file.

    Raises StateDamagedError for a stored one that is not as it was made, and BuildError for a
    picture that is not the one that was looked at.
    """
    try:
        asset.copy(root, target)
    except OSError as error:
        if asset.stored and error.filename != os.fspath(target):
            raise StateDamagedError(str(error)) from error
        raise
    if (asset.stored or asset.is_exact) and digest_of_file(os.fspath(target)) != asset.digest:
        if asset.stored:
            raise StateDamagedError("what was made of a picture is damaged")
        raise BuildError(f"{asset.source} was changed during the build; build again")
