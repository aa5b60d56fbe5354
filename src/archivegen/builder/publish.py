"""Publication: what was made takes its place, and what was done is noted for the next build."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from archivegen.builder.output import assets
from archivegen.builder.output.claims import in_the_way
from archivegen.builder.output.folder import Publisher
from archivegen.builder.output.state import OutputRow
from archivegen.builder.report import Report
from archivegen.config.paths import MANIFEST_NAME
from archivegen.model.problems import UnfinishedError
from archivegen.system.database import is_full
from archivegen.system.files import Stat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archivegen.builder.output.manifest import Manifest
    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.builder.output.state import OutputState
    from archivegen.builder.plan import Plan
    from archivegen.builder.render_slices import OutputFile
    from archivegen.config.paths import SitePaths
    from archivegen.model.problems import Problem
    from archivegen.system.progress import Progress


@contextmanager
def _finished_by_the_next_build() -> Iterator[None]:
    """Files are taking their places, so what fails now is for the next build to finish."""
    try:
        yield
    except OSError as error:
        raise UnfinishedError(_unfinished(f"{error.filename}: {error.strerror}")) from error
    except sqlite3.Error as error:
        # Any other error means that what was known is damaged: that is not for people to mend.
        if not is_full(error):
            raise
        raise UnfinishedError(_unfinished(str(error))) from error


def _unfinished(what: str) -> str:
    return f"{what}; this came up while files were published: build again to finish"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was made, of the slices in `produced`; the files of the others stay as they are."""

    plan: Plan
    produced: frozenset[str]
    made: Sequence[OutputFile]

    @property
    def kept(self) -> frozenset[str]:
        """The slices whose files stay as they are."""
        return frozenset(self.plan.slices.keys() - self.produced)


class Publication:
    """Brings one output to what an outcome says, and its state with it."""

    def __init__(
        self, paths: SitePaths, previous: PreviousOutput, manifest: Manifest, state: OutputState
    ) -> None:
        self._paths, self._previous = paths, previous
        self._manifest, self._state = manifest, state
        self._failure: sqlite3.Error | None = None

    def publish(
        self, outcome: BuildResult, problems: list[Problem], staging: Path, progress: Progress
    ) -> Report:
        """Move staged files to their places and remove what is no longer made; what was done."""
        made, plan = outcome.made, outcome.plan
        kept, gone = self._kept_and_gone(outcome)
        no_pages = {assets.SLICE, *plan.indexes}
        pages = self._count_pages(outcome.kept - no_pages)
        outputs = kept | {page.output for page in made}
        staged = self._in_order(page for page in made if page.staged)
        progress.phase("publish", len(staged))
        is_list_right = self._is_list_whole and not gone and not any(page.is_new for page in made)
        if not is_list_right:
            self._manifest.write(outputs | gone, staging)
        self._state.begin()
        self._note_unchanged(made)
        removed = self._move(staged, gone, staging)
        report = Report(
            articles=plan.numbers["articles"],
            scheduled=plan.numbers["scheduled"],
            drafts=plan.numbers["drafts"],
            pages=pages + sum(page.slice not in no_pages for page in made),
            rendered=sum(bool(page.reason) for page in made),
            unchanged=len(outputs) - len(staged),
            written_paths=tuple(sorted(page.output for page in staged)),
            removed_paths=tuple(sorted(removed)),
            problems=tuple(problems),
            explanations=tuple((page.output, page.reason) for page in made if page.reason),
            waiting=tuple(plan.facts["waiting"]),
        )
        with _finished_by_the_next_build():
            if gone:
                self._manifest.write(outputs, staging)
            self._note(plan, gone, report)
        return report

    @property
    def _is_list_whole(self) -> bool:
        """Whether the list names just the files that are known."""
        return self._previous.count > 0 and MANIFEST_NAME not in self._previous.damaged

    def _in_order(self, staged: Iterable[OutputFile]) -> list[OutputFile]:
        """What is linked to before what links to it; new files first, to which nothing does yet."""
        listed = frozenset() if self._is_list_whole else self._manifest.paths

        def is_there(path: str) -> bool:
            return path in listed and (self._paths.output / path).is_file()

        return sorted(
            staged, key=lambda page: (not page.is_new or is_there(page.output), page.is_listing)
        )

    def _kept_and_gone(self, outcome: BuildResult) -> tuple[set[str], set[str]]:
        """The files that stay as they are, and those that are no longer made."""
        slices = outcome.kept
        kept: set[str] = set()
        gone: set[str] = set()
        for path, slice_ in self._state.places():
            (kept if slice_ in slices else gone).add(path)
        if not self._is_list_whole:
            gone |= self._manifest.paths - kept
        gone.difference_update(page.output for page in outcome.made)
        return kept, gone - {MANIFEST_NAME}

    def _count_pages(self, slices: frozenset[str]) -> int:
        return sum(slice_ in slices for _, slice_ in self._state.places())

    def _move(self, staged: Sequence[OutputFile], gone: set[str], staging: Path) -> list[str]:
        """Let staged files take their places, and remove others; gives which were removed."""
        publisher = Publisher(self._paths.output, replaces_links=not self._previous.count)
        outputs = [page.output for page in staged]
        first = in_the_way(gone, outputs)
        if not first:
            # All that needs space comes before the first file takes its place.
            publisher.make_folders(outputs)
        with _finished_by_the_next_build():
            removed = publisher.remove(first)
            if first:
                publisher.make_folders(outputs)
            for page in staged:
                stat, seen_ns = publisher.publish(staging / page.staged, page.output)
                self._note_moved(page, stat, seen_ns)
            removed += publisher.remove(gone - first)
            if self._failure:
                raise self._failure
        return removed

    def _note_moved(self, page: OutputFile, stat: Stat, seen_ns: int) -> None:
        """Note a file that has taken its place; should that fail, the others take theirs first."""
        if self._failure is None:
            try:
                self._state.put(page.output, _row(page, stat, seen_ns))
            except sqlite3.Error as error:
                self._failure = error

    def _note_unchanged(self, made: Iterable[OutputFile]) -> None:
        """Note what is new about files that stay as they are."""
        for path, (stat, seen_ns) in self._previous.refreshed.items():
            self._state.refresh(path, stat, seen_ns)
        for page in made:
            if page.staged:
                continue
            if page.is_new or page.output in self._previous.damaged:
                stat = Stat.of(os.lstat(self._paths.output / page.output))
                self._state.put(page.output, _row(page, stat, time.time_ns()))
            elif page.reason:
                self._state.rekey(page.output, page.key, page.digest)

    def _note(self, plan: Plan, gone: Iterable[str], report: Report) -> None:
        self._state.remove(gone)
        self._state.replace_slices(plan.slices)
        self._state.put(MANIFEST_NAME, self._manifest.row())
        self._state.commit(
            {
                **plan.facts,
                "numbers": {**plan.numbers, "pages": report.pages},
                "warnings": [asdict(problem) for problem in report.problems],
            }
        )


def _row(page: OutputFile, stat: Stat, seen_ns: int) -> OutputRow:
    return OutputRow(page.slice, page.source, page.key, page.digest, stat, seen_ns)
