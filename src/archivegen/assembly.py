"""The assembly: from sources that are loaded to an output that is published.

Has the slices produced that need it, checks the whole, and only then publishes it and notes
what was done.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING

from archivegen import assets, outputs
from archivegen.catalog import FOREVER, View
from archivegen.conflicts import Claim, conflicts, foreign, in_the_way
from archivegen.layout import MANIFEST_NAME, theme_folder
from archivegen.outputs import OutputRow
from archivegen.plan import Plan, make_plan
from archivegen.problems import Problem, forbid_errors, in_order
from archivegen.production import (
    Job,
    Made,
    Produced,
    Workshop,
    one_for_each_place,
    produce,
    release,
)
from archivegen.publisher import Manifest, Publisher, Staged, open_staging
from archivegen.renderer import Theme
from archivegen.report import Report
from archivegen.scan import Stat
from archivegen.standing import digest_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.assets import Asset
    from archivegen.inputs import Inputs
    from archivegen.standing import Standing
    from archivegen.workers import Crew

BATCH = 24
"""Slices that a worker produces at a time, at most."""


class Assembly:
    """One way from rows to files."""

    def __init__(self, inputs: Inputs, standing: Standing, crew: Crew) -> None:
        self._inputs, self._standing, self._crew = inputs, standing, crew
        self._layout = inputs.layout
        now = FOREVER if inputs.options.future else inputs.options.now
        self._view = View(now, inputs.options.drafts)
        self._manifest = Manifest(self._layout.output)

    def run(self, problems: Iterable[Problem]) -> Report:
        """Publish the site, if there is no error among these problems or those it finds."""
        self._crew.progress.phase("plan", 0)
        plan = make_plan(self._inputs, self._view)
        problems = [*problems, *plan.problems]
        self._forbid(problems)
        names = plan.to_produce(self._standing)
        staging = open_staging(self._layout)
        try:
            produced = self._produce(plan, names, staging)
            made = [*produced.pages, *self._copy(plan.assets, staging)]
            kept = self._kept(plan, {*names, assets.SLICE})
            problems += [*produced.problems, *self._conflicts(made, kept)]
            self._forbid(problems)
            return self._publish(plan, made, kept, in_order(problems), staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _forbid(self, problems: Iterable[Problem]) -> None:
        forbid_errors(problems, strict=self._inputs.options.strict)

    def _produce(self, plan: Plan, names: list[str], staging: Path) -> Produced:
        layout = self._layout
        workshop = Workshop(
            name=uuid.uuid4().hex,
            config=self._inputs.config,
            site=plan.site,
            view=self._view,
            theme=Theme((layout.templates, theme_folder()), layout.state / "templates"),
            state=layout.state,
            output_state=layout.output_state,
            output=layout.output,
            staging=staging,
        )
        batches = [tuple(names[at : at + BATCH]) for at in range(0, len(names), BATCH)]
        jobs = (Job(workshop, batch, self._standing.damaged) for batch in batches)
        self._crew.progress.phase("render", len(names))
        pages: list[Made] = []
        problems: list[Problem] = []
        try:
            for batch, answer in zip(batches, self._crew.run(produce, jobs), strict=True):
                pages += answer.pages
                problems += answer.problems
                self._crew.progress.advance(len(batch))
        finally:
            release(workshop)
        return Produced(tuple(pages), one_for_each_place(problems))

    def _copy(self, copied: Iterable[Asset], staging: Path) -> Iterator[Made]:
        """Stage the files to copy that do not stand already."""
        for number, asset in enumerate(copied):
            name, key = "", asset.digest
            if not self._stands(asset):
                name = f"asset-{number}"
                asset.copy(self._layout.root, staging / name)
                # Not the digest that was known: the file may have changed since.
                key = digest_of_file(os.fspath(staging / name))
            yield Made(
                assets.SLICE, asset.output, key, key, name,
                reason="", source=asset.source, is_listing=False,
            )  # fmt: skip

    def _stands(self, asset: Asset) -> bool:
        row = self._standing.rows.get(asset.output)
        if row and row.digest == asset.digest and asset.output not in self._standing.damaged:
            return True
        return digest_of_file(f"{self._layout.output}/{asset.output}") == asset.digest

    def _kept(self, plan: Plan, produced: set[str]) -> dict[str, OutputRow]:
        """The files of slices that were not produced anew, and stay as they are."""
        return {
            path: row
            for path, row in self._standing.rows.items()
            if row.slice in plan.slices and row.slice not in produced
        }

    def _conflicts(self, made: Iterable[Made], kept: Mapping[str, OutputRow]) -> Iterator[Problem]:
        new = [page for page in made if self._is_new(page)]
        if new:
            standing = (Claim(path, row.slice, row.source) for path, row in kept.items())
            claims = (Claim(page.output, page.slice, page.source) for page in made)
            yield from conflicts(self._layout.root, claims, standing)
        claims = (Claim(page.output, page.slice, page.source) for page in made if page.staged)
        # A file that is as a build left it is ours, too, should the list be lost.
        known = self._standing.rows.keys() - self._standing.damaged
        yield from foreign(self._layout.output, claims, self._manifest.paths | known)

    def _is_new(self, page: Made) -> bool:
        """Whether a file was not there, or was made from something else."""
        row = self._standing.rows.get(page.output)
        return row is None or (row.slice, row.source) != (page.slice, page.source)

    def _publish(
        self,
        plan: Plan,
        made: list[Made],
        kept: Mapping[str, OutputRow],
        problems: list[Problem],
        staging: Path,
    ) -> Report:
        # What is linked to comes before what links to it.
        staged = sorted((page for page in made if page.staged), key=lambda page: page.is_listing)
        paths = {page.output for page in made} | kept.keys()
        gone = (self._manifest.paths | self._standing.rows.keys()) - paths - {MANIFEST_NAME}
        self._crew.progress.phase("publish", len(staged))
        self._manifest.write(self._manifest.paths | paths)
        publisher = Publisher(self._layout.output)
        first = in_the_way(gone, [page.output for page in staged])
        removed = publisher.remove(first)
        stats = publisher.publish(staging, (Staged(page.staged, page.output) for page in staged))
        removed += publisher.remove(gone - first)
        self._manifest.write(paths)
        report = Report(
            articles=plan.numbers["articles"],
            scheduled=plan.numbers["scheduled"],
            drafts=plan.numbers["drafts"],
            pages=_pages(made, kept),
            rendered=sum(bool(page.reason) for page in made),
            written=len(staged),
            unchanged=len(paths) - len(staged),
            removed=removed,
            problems=tuple(problems),
            explanations=tuple((page.output, page.reason) for page in made if page.reason),
            waiting=tuple(plan.facts["waiting"]),
        )
        self._record(plan, report, dict(self._rows(made, stats)), gone)
        return report

    def _record(
        self, plan: Plan, report: Report, rows: Mapping[str, OutputRow], gone: Iterable[str]
    ) -> None:
        facts = {
            **plan.facts,
            "numbers": {**plan.numbers, "pages": report.pages},
            "warnings": [asdict(problem) for problem in report.problems],
        }
        rows = {**self._standing.refreshed, **rows, MANIFEST_NAME: self._manifest.row()}
        outputs.record(self._layout.output_state, rows, gone, plan.slices, facts)

    def _rows(
        self, made: Iterable[Made], stats: Mapping[str, tuple[Stat, int]]
    ) -> Iterator[tuple[str, OutputRow]]:
        """The rows of files that were made, where anything about them is new."""
        for page in made:
            row = self._standing.refreshed.get(page.output) or self._standing.rows.get(page.output)
            stat, checked_ns = stats.get(page.output) or self._stat(page.output, row)
            new = OutputRow(page.slice, page.source, page.key, page.digest, stat, checked_ns)
            if new != row:
                yield page.output, new

    def _stat(self, output: str, row: OutputRow | None) -> tuple[Stat, int]:
        if row and output not in self._standing.damaged:
            return row.stat, row.checked_ns
        return Stat.of(os.lstat(self._layout.output / output)), time.time_ns()


def _pages(made: Iterable[Made], kept: Mapping[str, OutputRow]) -> int:
    rows: Iterator[Made | OutputRow] = chain(made, kept.values())
    return sum(row.slice != assets.SLICE for row in rows)
