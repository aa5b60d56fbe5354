"""Publishing: moves staged files into place, and notes what was done for the next build."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.builder.output import assets
from archivegen.builder.output.claims import folded, in_the_way
from archivegen.builder.output.folder import Publisher
from archivegen.builder.output.staging import TREE
from archivegen.builder.output.state import OutputRow
from archivegen.builder.report import Report
from archivegen.config.paths import MANIFEST_NAME
from archivegen.model.problems import UnfinishedError, as_dict
from archivegen.system.database import is_full
from archivegen.system.files import Stat, backdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.builder.output.current import CurrentOutput
    from archivegen.builder.output.staging import Staging
    from archivegen.builder.plan import Plan
    from archivegen.builder.render_worker import OutputFile
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
    """What is to be published: the files of the slices in `built`; those of others stay."""

    plan: Plan
    built: frozenset[str]
    files: tuple[OutputFile, ...]

    def kept(self) -> frozenset[str]:
        """The slices whose files stay as they are; a large set, made for each call."""
        return frozenset(self.plan.slices.keys() - self.built)

    def with_slices(self, names: Iterable[str], files: Iterable[OutputFile]) -> BuildResult:
        """The same, with some more slices and their files."""
        return BuildResult(self.plan, self.built | {*names}, (*self.files, *files))


def publish(
    output: CurrentOutput,
    result: BuildResult,
    problems: Iterable[Problem],
    staging: Staging,
    progress: Progress,
) -> Report:
    """Move staged files to their places and remove what is no longer made; gives what was done.

    Raises OSError while nothing was moved, UnfinishedError after, and sqlite3.Error or
    StateDamagedError where what is known of the output is damaged.
    """
    return _Publication(output, result).publish(tuple(problems), staging, progress)


class _Publication:
    """Brings one output to what a result says, and its database with it."""

    def __init__(self, output: CurrentOutput, result: BuildResult) -> None:
        self._folder, self._previous = output.folder, output.previous
        self._manifest, self._state = output.manifest, output.state
        self._result, self._plan = result, result.plan
        self._failure: sqlite3.Error | None = None
        self._counts = output.previous.counts

    def publish(
        self, problems: tuple[Problem, ...], staging: Staging, progress: Progress
    ) -> Report:
        """Publish, and note it for the next build."""
        stay = self._result.kept()
        kept = {name: count for name, count in self._counts.items() if name in stay}
        gone = self._gone()
        files = tuple(self._with_own_bytes(gone, staging))
        self._result = replace(self._result, files=files)
        staged = self._in_order(file for file in files if file.staged)
        progress.phase("publish", len(staged))
        outputs: set[str] = set()
        if not self._is_list_whole or gone or any(file.is_new for file in files):
            outputs = self._kept_paths() | {file.output for file in files}
        # Counted before the first file moves: what is counted is what stood.
        report = self._report(problems, staged, kept)
        self._state.begin()
        self._note_unchanged(files)
        removed = self._move(staged, gone, outputs | gone, staging)
        with _finished_by_the_next_build():
            if gone:
                self._manifest.write(outputs, staging.folder)
            self._note(gone, report)
        return replace(report, removed_paths=tuple(sorted(removed)))

    def _report(
        self, problems: tuple[Problem, ...], staged: Sequence[OutputFile], kept: Mapping[str, int]
    ) -> Report:
        """What is done by this build; `kept` counts the files of the slices that stay."""
        files, numbers = self._result.files, self._plan.numbers
        no_pages = {assets.SLICE, *self._plan.indexes}
        pages = sum(count for name, count in kept.items() if name not in no_pages)
        return Report(
            articles=numbers["articles"],
            scheduled=numbers["scheduled"],
            drafts=numbers["drafts"],
            pages=pages + sum(file.slice not in no_pages for file in files),
            rendered=sum(bool(file.reason) for file in files),
            unchanged=sum(kept.values()) + len(files) - len(staged),
            written_paths=tuple(sorted(file.output for file in staged)),
            problems=problems,
            explanations=tuple((file.output, file.reason) for file in files if file.reason),
            waiting=tuple(self._plan.facts["waiting"]),
        )

    @property
    def _is_list_whole(self) -> bool:
        """Whether the list names just the files that are known."""
        return self._previous.count > 0 and MANIFEST_NAME not in self._previous.damaged

    def _in_order(self, staged: Iterable[OutputFile]) -> list[OutputFile]:
        """What is linked to before what links to it; new files first, to which nothing does yet."""
        listed = frozenset() if self._is_list_whole else self._manifest.paths

        def is_there(path: str) -> bool:
            return path in listed and (self._folder / path).is_file()

        return sorted(
            staged, key=lambda file: (not file.is_new or is_there(file.output), file.is_listing)
        )

    def _kept_paths(self) -> set[str]:
        """The files that stay as they are."""
        kept = self._result.kept()
        return {path for path, name in self._state.places() if name in kept}

    def _gone(self) -> set[str]:
        """The files that are no longer made."""
        others = self._counts.keys() - self._result.kept()
        gone = {path for name in others for path in self._state.of_slice(name)}
        if not self._is_list_whole:
            gone |= self._manifest.paths - self._kept_paths()
        gone.difference_update(file.output for file in self._result.files)
        return gone - {MANIFEST_NAME}

    def _with_own_bytes(self, gone: set[str], staging: Staging) -> Iterator[OutputFile]:
        """The files; those are staged that stand only by the name of one that goes.

        Where a file system does not tell cases apart, both would go.
        """
        going = {folded(path): path for path in gone}
        for number, file in enumerate(self._result.files):
            other = "" if file.staged or not file.is_new else going.get(folded(file.output), "")
            if other and _is_one_file(self._folder / other, self._folder / file.output):
                name, path = staging.place(file.output, f"renamed-{number}")
                shutil.copyfile(self._folder / other, path)
                backdate(path)
                yield replace(file, staged=name)
            else:
                yield file

    def _move(
        self, staged: Sequence[OutputFile], gone: set[str], listed: set[str], staging: Staging
    ) -> list[str]:
        """Let staged files take their places, and remove others; gives which were removed.

        Before that, `listed` become the list, if there are any: the last step that may fail with
        nothing changed.
        """
        publisher = Publisher(self._folder, replaces_links=not self._previous.count)
        outputs = [file.output for file in staged if file.staged != TREE]
        first = in_the_way(gone, outputs)
        if not first:
            # All that needs space comes before the first file takes its place.
            publisher.make_folders(outputs)
        if listed:
            try:
                self._manifest.write(listed, staging.folder)
            except BaseException:
                publisher.remove_made()
                raise
        with _finished_by_the_next_build():
            publisher.clear_links(gone)
            removed = publisher.remove(first)
            if first:
                publisher.make_folders(outputs)
            if staging.has_tree:
                publisher.publish_tree(staging.folder / TREE)
            for file in staged:
                if file.staged != TREE:
                    publisher.publish(staging.folder / file.staged, file.output)
                self._note_moved(file, *publisher.look_at(file.output))
            removed += publisher.remove(gone - first)
            if self._failure:
                raise self._failure
        return removed

    def _note_moved(self, file: OutputFile, stat: Stat, seen_ns: int) -> None:
        """Note a file that has taken its place; should that fail, the others take theirs first."""
        if self._failure is None:
            try:
                self._state.put(file.output, _row(file, stat, seen_ns))
            except sqlite3.Error as error:
                self._failure = error

    def _note_unchanged(self, files: Iterable[OutputFile]) -> None:
        """Note what is new about files that stay as they are."""
        for path, (stat, seen_ns) in self._previous.refreshed.items():
            self._state.refresh(path, stat, seen_ns)
        for file in files:
            if file.staged:
                continue
            if file.is_new or file.output in self._previous.damaged:
                stat = Stat.of(os.lstat(self._folder / file.output))
                self._state.put(file.output, _row(file, stat, time.time_ns()))
            elif file.reason:
                self._state.rekey(file.output, file.key, file.digest)

    def _note(self, gone: Iterable[str], report: Report) -> None:
        self._state.remove(gone)
        self._state.replace_slices(self._plan.slices, self._previous.slices)
        self._state.put(MANIFEST_NAME, self._manifest.row())
        self._state.commit(
            {
                **self._plan.facts,
                "numbers": {**self._plan.numbers, "pages": report.pages},
                "warnings": [as_dict(problem) for problem in report.problems],
            },
            self._previous.facts,
        )


def _is_one_file(path: Path, other: Path) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def _row(file: OutputFile, stat: Stat, seen_ns: int) -> OutputRow:
    return OutputRow(file.slice, file.source, file.key, file.digest, stat, seen_ns)
