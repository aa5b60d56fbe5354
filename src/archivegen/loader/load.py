"""Loading: reads, parses and stores what has changed in the site's folders.

Files whose bytes are equal are not parsed. The rows describe only sources, so they are kept
even when the site cannot be published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive import last_readable
from archivegen.archive.documents.naming import articles_with, naming
from archivegen.archive.files import known_defaults, put_defaults, put_uses, texts, users_of
from archivegen.loader.documents.kinds import is_homeless, is_term_file
from archivegen.loader.frontmatter.completion import FolderValues
from archivegen.loader.frontmatter.document import begins_like_article
from archivegen.loader.jobs import ParsedFile, ParseJob, lost_files
from archivegen.loader.parse import open_parser
from archivegen.loader.unread import UnreadFile, look_at
from archivegen.model.links import is_article
from archivegen.model.problems import Problem
from archivegen.model.times import zone_of
from archivegen.system.digests import digest_of
from archivegen.system.files import located

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from archivegen.archive.files import Reason
    from archivegen.archive.store import ArchiveStore
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.sources import ChangedFile, Sources
    from archivegen.model.documents.naming import Naming
    from archivegen.system.workers import WorkerPool

BATCH = 50
"""Articles that a worker parses at a time: their bodies are in memory together."""

LARGE = 200_000
"""Bytes of a file from which its reading may take so long that it has to be ended from outside."""


class Loaded(NamedTuple):
    """What could not be stored, and whether nothing but bodies changed.

    `unread` are the articles that cannot be read, and `problems` those of other files.
    `only_bodies` is so where all files are those that were there, and articles have other bodies at
    most: a file that came or went may answer an address, or no longer. Then `parsed` are the
    paths of these articles.
    """

    unread: tuple[UnreadFile, ...]
    problems: tuple[Problem, ...]
    only_bodies: bool
    parsed: frozenset[str]


def load(
    paths: SitePaths, config: Config, sources: Sources, store: ArchiveStore, pool: WorkerPool
) -> Loaded:
    """Read and store what changed. Raises sqlite3.DatabaseError where it cannot be stored."""
    pool.progress.phase("load", len(sources.to_read))
    store.begin()
    before = naming(store.articles)
    _forget(store, sources.gone)
    only_bodies = not sources.gone and not any(
        _is_new_copy(config, *item) for item in sources.to_read.items()
    )
    problems = tuple(_load_others(paths, config, store, sources))
    reading = _Reading(paths, config, sources, store, pool)
    to_read = _to_read(store, config, sources)
    to_read |= dict.fromkeys(_otherwise_completed(store, config), b"")
    # First, since every article is read by what these say of names.
    of_terms = {path: to_read.pop(path) for path in [*to_read] if _is_of_term(config, path)}
    if of_terms:
        reading.read(of_terms, before)
    names = naming(store.articles)
    changed = names.changed_since(before)
    renamed = articles_with(store.articles, changed) if changed else set[str]()
    to_read |= dict.fromkeys((f"content/{path}" for path in renamed), b"")
    only_bodies = not reading.read(to_read, names) and only_bodies and not of_terms
    last_readable.forget_others(store.articles)
    store.prune_bodies()
    store.commit()
    parsed = frozenset(reading.parsed if only_bodies else ())
    return Loaded(tuple(reading.unread), problems, only_bodies, parsed)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Texts that are read and stored.

    `unread` are those that cannot be read, and `parsed` those whose bytes are others, unless more
    than bodies became others.
    """

    paths: SitePaths
    config: Config
    sources: Sources
    store: ArchiveStore
    pool: WorkerPool
    unread: list[UnreadFile] = field(default_factory=list)
    parsed: list[str] = field(default_factory=list)

    def read(self, texts: Mapping[str, bytes], names: Naming) -> bool:
        """Read and store some files with their known digests, with the given naming of terms.

        Returns whether more than bodies changed.
        """
        zone, limit = zone_of(self.config.timezone), self.config.limits.article_bytes
        opener = partial(open_parser, self.paths, self.config, names)
        is_other = False
        large = {path: texts[path] for path in texts if self._is_large(path)}
        jobs = _jobs({path: known for path, known in texts.items() if path not in large})
        apart = [*_jobs(large)]
        for parsed in self.pool.run(opener, jobs, lost_files, apart):
            is_other = _store(self.store, self.sources, parsed) or is_other
            self.parsed.extend(file.path for file in parsed if file.row and not is_other)
            self.unread.extend(
                look_at(self.paths.root, file.path, file.problems, limit, zone)
                for file in parsed
                if file.problems and not file.row
            )
            self.pool.progress.advance(len(parsed))
        return is_other

    def _is_large(self, path: str) -> bool:
        changed = self.sources.to_read.get(path)
        # Others were read before; that of which nothing is known is soon told not to be there.
        return changed is not None and changed.stat.size >= LARGE


def _is_text(path: str) -> bool:
    """Whether a file is an article or a document, unless it lies in a folder of no kind."""
    return path.startswith("content/") and is_article(path)


def _is_parsed(config: Config, path: str) -> bool:
    return _is_text(path) and not is_homeless(config, _below_content(path))


def _is_of_term(config: Config, path: str) -> bool:
    return is_term_file(config, _below_content(path))


def _is_new_copy(config: Config, path: str, changed: ChangedFile) -> bool:
    """Whether a file was not there before that is copied; a new article is seen when stored."""
    return not changed.known_digest and not _is_parsed(config, path)


def _below_content(path: str) -> str:
    return path.partition("/")[2]


def _forget(store: ArchiveStore, gone: Iterable[str]) -> bool:
    """Forget files; says whether an article or a document was among them."""
    names = list(gone)
    store.remove_files(names)
    return store.remove([_below_content(name) for name in names if _is_text(name)])


def _load_others(
    paths: SitePaths, config: Config, store: ArchiveStore, sources: Sources
) -> Iterator[Problem]:
    """Store the digests of files that are copied, and of those that are passed over."""
    for path, changed in sources.to_read.items():
        if _is_parsed(config, path):
            continue
        try:
            file = located(paths.root, path)
            key = digest_of(file)
            reason = _why_passed_over(config, path, file)
        except OSError as error:
            yield Problem(path, f"cannot be read: {error.strerror}")
            continue
        store.put_files([(path, *changed.stat, sources.scanned_ns, key)])
        store.put_other(path, key, reason)


def _why_passed_over(config: Config, path: str, file: Path) -> Reason | None:
    """Why a file is not copied, if it is not. Raises OSError."""
    if not path.startswith("content/"):
        return None
    if is_homeless(config, _below_content(path)):
        return "folder"
    return "ending" if begins_like_article(file) else None


def _to_read(store: ArchiveStore, config: Config, sources: Sources) -> dict[str, bytes]:
    """The texts to read, with what is known of their bytes.

    Nothing is known of those that are made from files which may have changed, whatever became of
    their own. Before any of them is stored.
    """
    changed = (*sources.to_read, *sources.gone)
    others = [path for path in changed if not _is_parsed(config, path)]
    again = users_of(store.articles, others) if others else set[str]()
    known = {
        path: file.known_digest
        for path, file in sources.to_read.items()
        if _is_parsed(config, path)
    }
    return {**known, **dict.fromkeys(again, b"")}


def _otherwise_completed(store: ArchiveStore, config: Config) -> list[str]:
    """The texts of which something else goes without saying than when they were read."""
    before = known_defaults(store.articles)
    if before == config.defaults:
        return []
    put_defaults(store.articles, config.defaults)
    old, new = FolderValues(before), FolderValues(config.defaults)
    return [f"content/{path}" for path in texts(store.articles) if old.of(path) != new.of(path)]


def _jobs(texts: Mapping[str, bytes]) -> Iterator[ParseJob]:
    files = [*texts.items()]
    for start in range(0, len(files), BATCH):
        yield ParseJob(tuple(files[start : start + BATCH]))


def _store(store: ArchiveStore, sources: Sources, parsed: Sequence[ParsedFile]) -> bool:
    """Store what became of some files; says whether more than bodies became others."""
    bad = [file.path for file in parsed if file.problems and not file.row]
    last_readable.remember(store.articles, map(_below_content, bad))
    removed = _forget(store, bad)
    store.put_unread(bad)
    good = [file for file in parsed if file.row or not file.problems]
    store.put_files(
        (file.path, *sources.to_read[file.path].stat, sources.scanned_ns, file.digest)
        for file in good
        if file.path in sources.to_read
    )
    for file in good:
        if file.row and (file.uses or sources.compared):
            put_uses(store.articles, file.path, file.uses)
    replaced = store.replace(file.row for file in good if file.row)
    store.put_bodies(file.body for file in good if file.body)
    return removed or replaced
