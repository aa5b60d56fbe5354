"""Loading: what has changed in the site's folders is read, parsed and stored in the archive.

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
    for files in pool.run(parse_files, jobs, lost_files):
        _store(state, sources, files)
        problems += [problem for file in files if not file.row for problem in file.problems]
        pool.progress.advance(len(files))
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
    for path, changed in sources.to_read.items():
        if _parsed(path):
            continue
        try:
            key = digest_of(paths.root / path)
        except OSError as error:
            yield Problem(path, f"cannot be read: {error.strerror}")
            continue
        state.put_files([(path, *changed.stat, sources.scanned_ns, key)])


def _jobs(paths: SitePaths, config: Config, sources: Sources) -> Iterator[ParseJob]:
    articles = [path for path in sources.to_read if _parsed(path)]
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        files = tuple((path, sources.to_read[path].known_digest) for path in batch)
        yield ParseJob(paths, config, files)


def _store(state: ArchiveStore, sources: Sources, files: Sequence[ParsedFile]) -> None:
    _forget(state, [file.path for file in files if file.problems and not file.row])
    good = [file for file in files if file.row or not file.problems]
    state.put_files(
        (file.path, *sources.to_read[file.path].stat, sources.scanned_ns, file.digest)
        for file in good
    )
    state.replace_articles(file.row for file in good if file.row)
    state.put_bodies(file.body for file in good if file.body)
