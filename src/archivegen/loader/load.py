"""The loader: brings the rows of the state up to what the site's folders hold.

Files whose bytes are equal are not parsed. The rows speak of sources only, so they are kept
even when the site cannot be published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.loader.parse import ParsedFile, ParseJob, lost_files, parse_files
from archivegen.model.links import is_article
from archivegen.model.problems import Problem
from archivegen.system.digests import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archivegen.archive.store import ArchiveStore
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.sources import Sources
    from archivegen.system.workers import WorkerPool

BATCH = 50
"""Articles that a worker parses at a time: their bodies are in memory together."""


def load(
    paths: SitePaths, config: Config, sources: Sources, state: ArchiveStore, pool: WorkerPool
) -> list[Problem]:
    """Read and store what changed; gives the problems of the files that could not be stored."""
    pool.progress.phase("load", len(sources.to_read))
    state.begin()
    _forget(state, sources.gone)
    problems = list(_load_others(paths, state, sources))
    jobs = _jobs(paths, config, sources)
    for answers in pool.run(parse_files, jobs, lost_files):
        _store(state, sources, answers)
        problems += [problem for answer in answers if not answer.row for problem in answer.problems]
        pool.progress.advance(len(answers))
    state.prune_bodies()
    state.commit()
    return problems


def _parsed(path: str) -> bool:
    return path.startswith("content/") and is_article(path)


def _below_content(path: str) -> str:
    return path.partition("/")[2]


def _forget(state: ArchiveStore, gone: Iterable[str]) -> None:
    names = list(gone)
    state.remove_files(names)
    state.remove_articles([_below_content(name) for name in names if _parsed(name)])


def _load_others(paths: SitePaths, state: ArchiveStore, sources: Sources) -> Iterator[Problem]:
    """Store the digests of files that are copied."""
    for path, found in sources.to_read.items():
        if _parsed(path):
            continue
        try:
            key = digest_of(paths.root / path)
        except OSError as error:
            yield Problem(path, f"cannot be read: {error.strerror}")
            continue
        state.put_files([(path, *found.stat, sources.scanned_ns, key)])


def _jobs(paths: SitePaths, config: Config, sources: Sources) -> Iterator[ParseJob]:
    articles = [path for path in sources.to_read if _parsed(path)]
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        files = tuple((path, sources.to_read[path].known) for path in batch)
        yield ParseJob(paths, config, files)


def _store(state: ArchiveStore, sources: Sources, answers: Sequence[ParsedFile]) -> None:
    _forget(state, [answer.path for answer in answers if answer.problems and not answer.row])
    good = [answer for answer in answers if answer.row or not answer.problems]
    state.put_files(
        (answer.path, *sources.to_read[answer.path].stat, sources.scanned_ns, answer.digest)
        for answer in good
    )
    state.replace_articles(answer.row for answer in good if answer.row)
    state.put_bodies(answer.body for answer in good if answer.body)
