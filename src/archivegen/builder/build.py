"""The builder: load, plan, produce, publish, record. The one place that knows the order.

Whatever has not changed is passed by at the first gate that says so. Nothing is published while
there is an error, and what stood in the output stands until every new file is ready.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archivegen.archive import store
from archivegen.builder.inputs import Inputs, Options
from archivegen.builder.output.previous import PreviousOutput, previous_output
from archivegen.builder.output.safety import refusal
from archivegen.builder.output.staging import clear_staging
from archivegen.builder.output.state import OutputState
from archivegen.builder.report import Report
from archivegen.builder.session import MANY_FILES, alone, load_rows
from archivegen.config.paths import theme_folder
from archivegen.config.read import read_config
from archivegen.loader.sources import find_sources
from archivegen.model.problems import BuildError, Problem, UnfinishedError, forbid_errors
from archivegen.system.database import StateDamagedError, discard, is_full
from archivegen.system.digests import digest_of, fingerprint
from archivegen.system.locks import locked_folder
from archivegen.system.progress import Stopwatch
from archivegen.system.versions import (
    extensions_digest,
    libraries_digest,
    pictures_version,
    search_version,
)
from archivegen.system.workers import WorkerPool, peak_memory_mb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.sources import Sources
    from archivegen.system.progress import Progress


class RefusedError(BuildError):
    """The output folder cannot be what was asked for."""


def build(paths: SitePaths, options: Options, progress: Progress) -> Report:
    """Bring the output up to date.

    Raises SiteError or RefusedError, and then has published nothing; BuildError and OSError where
    the system fails, and then the next build finishes what may have been begun.
    """
    if why := refusal(paths):
        raise RefusedError(why)
    started, watch = time.perf_counter(), Stopwatch(progress)
    with _alone(paths, watch) as own:
        clear_staging(own)
        report = _build_or_nothing(own, options, watch)
        if report is None:
            store.discard_state(own)
            discard(own.images_db)
            shutil.rmtree(own.images, ignore_errors=True)
            discard(own.outputs_db)
            report = _build_from_nothing(own, options, watch)
    seconds = time.perf_counter() - started
    return replace(report, seconds=seconds, phases=watch.stop(), peak_memory_mb=peak_memory_mb())


@contextmanager
def _alone(paths: SitePaths, progress: Progress) -> Iterator[SitePaths]:
    """Keep other builds out, of the site and into the output."""
    with alone(paths, progress) as own:
        own.output.mkdir(parents=True, exist_ok=True)
        with locked_folder(own.output, progress.wait):
            yield own


def _build_or_nothing(paths: SitePaths, options: Options, progress: Progress) -> Report | None:
    """Build; nothing if what is kept between builds turns out to be damaged."""
    try:
        return _build(paths, options, progress)
    except (StateDamagedError, sqlite3.DatabaseError) as error:
        if is_full(error):
            raise BuildError(f"{paths.state}: {error}") from error
        return None


def _build_from_nothing(paths: SitePaths, options: Options, progress: Progress) -> Report:
    try:
        return _build(paths, options, progress)
    except (StateDamagedError, sqlite3.DatabaseError) as error:
        raise UnfinishedError(f"{paths.state}: {error}; build again to finish") from error


def _build(paths: SitePaths, options: Options, progress: Progress) -> Report:
    progress.phase("scan", 0)
    config = read_config(paths.config, paths.config_cache)
    sources = find_sources(paths, store.known_files(paths))
    digest = _digest_of(paths, options, config, sources)
    inputs = Inputs(paths, options, config, sources, digest, _digest_of_ledger(paths.ledger))
    previous = previous_output(paths)
    was_right = _is_right(inputs, previous)
    if was_right and not sources.changed and not previous.damaged:
        return _nothing_to_do(inputs, previous)
    return _bring_up_to_date(inputs, previous, progress, was_right=was_right)


def _digest_of(paths: SitePaths, options: Options, config: Config, sources: Sources) -> str:
    """The digest of everything that a build depends on, but for the sources and the time."""
    whole = (
        libraries_digest(),
        extensions_digest(config.markdown.extensions),
        search_version() if config.search.enabled else "",
        pictures_version() if config.images.enabled else "",
        config,
        options.drafts,
        options.future,
        sources.problems,
        _theme_digests(theme_folder()),
        _theme_digests(paths.templates),
    )
    return fingerprint(whole).hex()


def _digest_of_ledger(path: Path) -> str:
    """The digest of the list of addresses, if there is one."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return ""
    # A pipe would not end; what is no file is a problem of the plan.
    return digest_of(path).hex() if stat.S_ISREG(mode) else "no file"


def _theme_digests(folder: Path) -> list[tuple[str, bytes]]:
    """The digests of all that templates can be made of: as Jinja does, also through links."""
    digests: list[tuple[str, bytes]] = []
    seen: set[str] = set()
    for at, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        real = os.path.realpath(at)
        if real in seen:
            # Links may lead in circles; that this one is there counts, too.
            digests.append((os.path.relpath(at, folder), os.fsencode(real)))
            folders.clear()
            continue
        seen.add(real)
        paths = (os.path.join(at, name) for name in names)
        digests += [(os.path.relpath(p, folder), digest_of(p)) for p in paths if os.path.isfile(p)]
    return sorted(digests)


def _is_right(inputs: Inputs, previous: PreviousOutput) -> bool:
    """Whether the output was made from the rows as they are, for such a "now", in this way.

    And held to the list of addresses as it is.
    """
    facts = previous.facts
    made_from = inputs.digest, inputs.ledger, store.generation(inputs.paths)
    if tuple(facts.get(name) for name in ("inputs", "ledger", "rows")) != made_from:
        return False
    if inputs.options.reindex and not facts["is_indexed"]:
        return False
    first, last = facts["right_between"]
    return bool(first <= inputs.options.now < last)


def _nothing_to_do(inputs: Inputs, previous: PreviousOutput) -> Report:
    problems = [Problem(**problem) for problem in previous.facts["warnings"]]
    forbid_errors(problems, strict=inputs.options.strict)
    if previous.refreshed:
        _refresh(inputs.paths, previous)
    numbers: dict[str, Any] = previous.facts["numbers"]
    waiting = tuple((path, instant) for path, instant in previous.facts["waiting"])
    unchanged = previous.count - 1  # but for the list of files
    return Report(**numbers, unchanged=unchanged, waiting=waiting, problems=tuple(problems))


def _refresh(paths: SitePaths, previous: PreviousOutput) -> None:
    """Note the stats that were taken again, so that the next build need not."""
    state = OutputState(paths.outputs_db)
    try:
        state.begin()
        for path, (stat, seen_ns) in previous.refreshed.items():
            state.refresh(path, stat, seen_ns)
        state.commit(previous.facts)
    finally:
        state.close()


def _bring_up_to_date(
    inputs: Inputs, previous: PreviousOutput, progress: Progress, *, was_right: bool
) -> Report:
    # Imported here, so that a build with nothing to do does not pay for them.
    from archivegen.builder.pipeline import Assembly  # noqa: PLC0415

    sources = inputs.sources
    many = max(len(sources.to_read), len(previous.damaged)) > MANY_FILES or (
        previous.facts.get("inputs") != inputs.digest and sources.count > MANY_FILES
    )
    workers = inputs.options.workers if many else 1
    with WorkerPool(workers, progress) as pool:
        problems, only_bodies = load_rows(inputs, pool)
        return Assembly(inputs, previous, pool).run(
            [*sources.problems, *problems], only_bodies=was_right and only_bodies
        )
