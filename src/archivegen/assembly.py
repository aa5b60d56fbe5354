"""The assembly: from sources that are loaded to an output that is published.

Decides which slices have to be produced, has them produced by the crew, checks the whole, and
only then publishes it and notes what was done.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from archivegen import assets, outputs, state
from archivegen.catalog import FOREVER, Catalog, View
from archivegen.digests import fingerprint
from archivegen.layout import MANIFEST_NAME, theme_folder
from archivegen.outputs import OutputRow
from archivegen.page import Planning
from archivegen.plan import Claim, Plan, conflicts, make_plan
from archivegen.problems import Problem, forbid_errors, in_order
from archivegen.production import Job, Made, Produced, Workshop, produce, release
from archivegen.publisher import Manifest, Publisher, Staged, open_staging
from archivegen.renderer import Theme
from archivegen.report import Report
from archivegen.scan import Stat
from archivegen.standing import digest_of_file
from archivegen.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.assets import Asset
    from archivegen.inputs import Inputs
    from archivegen.standing import Standing
    from archivegen.workers import Crew

__all__ = ["Assembly", "release"]

BATCH = 24
"""Slices that a worker produces at a time, at most."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the catalog says of the whole archive."""

    plan: Plan
    assets: tuple[Asset, ...]
    facts: dict[str, Any]
    problems: tuple[Problem, ...]


class Assembly:
    """One way from rows to files."""

    def __init__(self, inputs: Inputs, standing: Standing, crew: Crew) -> None:
        self._inputs, self._standing, self._crew = inputs, standing, crew
        self._layout = inputs.layout
        self._urls = Urls.of(inputs.config.base_url)
        now = FOREVER if inputs.options.future else inputs.options.now
        self._view = View(now, inputs.options.drafts)
        self._manifest = Manifest(self._layout.output)

    def run(self, problems: Iterable[Problem]) -> Report:
        """Publish the site, if there is no error among these problems or those it finds."""
        outlook = self._look_out()
        problems = [*problems, *outlook.problems]
        self._forbid(problems)
        staging = open_staging(self._layout)
        try:
            produced = self._produce(outlook, staging)
            made = [*produced.pages, *self._copy(outlook.assets, staging)]
            kept = self._kept(made, outlook)
            problems += [*produced.problems, *self._conflicts(made, kept)]
            self._forbid(problems)
            return self._publish(outlook, made, kept, problems, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _forbid(self, problems: Iterable[Problem]) -> None:
        forbid_errors(problems, strict=self._inputs.options.strict)

    def _look_out(self) -> Outlook:
        config, root = self._inputs.config, self._layout.root
        connection = state.read_only_articles(self._layout.state)
        try:
            catalog = Catalog(connection, self._view, self._urls)
            planning = Planning(config, self._urls, catalog)
            theme = assets.theme_assets(self._layout, theme_folder(), config.theme)
            plan = make_plan(planning, root, assets.stylesheet_path(theme))
            published, scheduled, drafts = catalog.counts()
            known, generation = state.known_files(self._layout.state)
            facts = {
                "inputs": self._inputs.digest,
                "rows": generation,
                "site": fingerprint(plan.site).hex(),
                "right_between": catalog.right_between(),
                "waiting": catalog.scheduled(),
                "numbers": {"articles": published, "scheduled": scheduled, "drafts": drafts},
            }
            copied = (*assets.copied_assets(known), *theme)
            problems = (*plan.problems, *state.stored_warnings(connection))
            return Outlook(plan, copied, facts, problems)
        finally:
            connection.close()

    def _to_produce(self, outlook: Outlook) -> list[str]:
        """The slices whose pages may not be what they have to be."""
        standing, slices = self._standing, outlook.plan.slices
        if any(standing.facts.get(name) != outlook.facts[name] for name in ("inputs", "site")):
            return list(slices)
        damaged = {standing.rows[path].slice for path in standing.damaged}
        return [
            name
            for name, key in slices.items()
            if standing.slices.get(name) != key or name in damaged
        ]

    def _produce(self, outlook: Outlook, staging: Path) -> Produced:
        layout, names = self._layout, self._to_produce(outlook)
        workshop = Workshop(
            name=uuid.uuid4().hex,
            config=self._inputs.config,
            site=outlook.plan.site,
            view=self._view,
            theme=Theme((layout.templates, theme_folder()), layout.state / "templates"),
            state=layout.state,
            output_state=layout.output_state,
            output=layout.output,
            staging=staging,
        )
        batches = [tuple(names[at : at + BATCH]) for at in range(0, len(names), BATCH)]
        jobs = (Job(workshop, batch, self._standing.damaged) for batch in batches)
        self._crew.progress.phase("Rendering pages", len(names))
        pages: list[Made] = []
        problems: list[Problem] = []
        for batch, answer in zip(batches, self._crew.run(produce, jobs), strict=True):
            pages += answer.pages
            problems += answer.problems
            self._crew.progress.advance(len(batch))
        return Produced(tuple(pages), tuple(problems))

    def _copy(self, copied: Iterable[Asset], staging: Path) -> Iterator[Made]:
        """Stage the files to copy that do not stand already."""
        for number, asset in enumerate(copied):
            name = ""
            if not self._stands(asset):
                name = f"asset-{number}"
                asset.copy(self._layout.root, staging / name)
            yield Made(
                assets.SLICE, asset.output, asset.digest, asset.digest, name,
                reason="", source=asset.source, is_listing=False,
            )  # fmt: skip

    def _stands(self, asset: Asset) -> bool:
        row = self._standing.rows.get(asset.output)
        if row and row.digest == asset.digest and asset.output not in self._standing.damaged:
            return True
        return digest_of_file(f"{self._layout.output}/{asset.output}") == asset.digest

    def _kept(self, made: Iterable[Made], outlook: Outlook) -> dict[str, OutputRow]:
        """The files that were not planned anew, and stay as they are."""
        planned = {page.slice for page in made} | {*self._to_produce(outlook)}
        return {
            path: row
            for path, row in self._standing.rows.items()
            if row.slice in outlook.plan.slices and row.slice not in planned
        }

    def _conflicts(self, made: Iterable[Made], kept: Mapping[str, OutputRow]) -> Iterator[Problem]:
        """Problems for files that two owners claim, or that stand there and are not ours."""
        new = [page for page in made if page.output not in self._standing.rows]
        if new:
            standing = (Claim(path, _owner(row)) for path, row in kept.items())
            claims = (Claim(page.output, _owner(page)) for page in made)
            yield from conflicts(self._layout.root, claims, standing)
        for page in new:
            place = self._layout.output / page.output
            if page.staged and page.output not in self._manifest.paths and os.path.lexists(place):
                yield Problem(
                    _owner(page),
                    f"{page.output} stands in the output already, and no build has written it",
                    hint="remove that file, or choose another output",
                )

    def _publish(
        self,
        outlook: Outlook,
        made: list[Made],
        kept: Mapping[str, OutputRow],
        problems: list[Problem],
        staging: Path,
    ) -> Report:
        staged = [page for page in made if page.staged]
        paths = {page.output for page in made} | kept.keys()
        gone = (self._manifest.paths | self._standing.rows.keys()) - paths - {MANIFEST_NAME}
        self._crew.progress.phase("Publishing", len(staged))
        self._manifest.write(self._manifest.paths | paths)
        publisher = Publisher(self._layout.output)
        stats = publisher.publish(
            staging,
            (Staged(page.staged, page.output) for page in sorted(staged, key=_publishing_order)),
        )
        removed = publisher.remove(gone)
        self._manifest.write(paths)
        rows = {**self._standing.refreshed, **dict(self._rows(made, stats))}
        rows[MANIFEST_NAME] = self._manifest.row()
        numbers = {**outlook.facts["numbers"], "pages": _pages(made, kept)}
        warnings = in_order(problems)
        facts = {
            **outlook.facts, "numbers": numbers, "warnings": [asdict(found) for found in warnings]
        }  # fmt: skip
        outputs.record(self._layout.output_state, rows, gone, outlook.plan.slices, facts)
        return Report(
            **numbers,
            rendered=sum(bool(page.reason) for page in made),
            written=len(staged),
            unchanged=len(paths) - len(staged),
            removed=removed,
            problems=tuple(warnings),
            explanations=tuple((page.output, page.reason) for page in made if page.reason),
            waiting=tuple(outlook.facts["waiting"]),
        )

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


def _owner(row: Made | OutputRow) -> str:
    """Who writes a file, in words: a source file, or one of the site's own pages."""
    return row.source or f"the site's own page ({row.slice})"


def _publishing_order(page: Made) -> bool:
    """What is linked to comes before what links to it."""
    return page.is_listing


def _pages(made: Iterable[Made], kept: Mapping[str, OutputRow]) -> int:
    rows: Iterator[Made | OutputRow] = chain(made, kept.values())
    return sum(row.slice != assets.SLICE for row in rows)
