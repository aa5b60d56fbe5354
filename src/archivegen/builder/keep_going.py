"""Keep going: builds what can be read, and keeps the pages of what cannot be read.

It runs between loading and planning, on request. An unreadable article with a page in the output is
replaced by its last readable version; one that was never published is left out. So the output is
that of a clean build of such sources. If that version is not known, the build stops.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from archivegen.archive import body_cache
from archivegen.archive.last_readable import last_readable
from archivegen.archive.store import ArchiveStore
from archivegen.builder.output.manifest import Manifest
from archivegen.builder.output.state import sources_among
from archivegen.loader.documents.kinds import is_term_file
from archivegen.loader.unread import words_of
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archivegen.archive.documents.rows import DocumentRow
    from archivegen.archive.rows import ArticleRow
    from archivegen.builder.inputs import Inputs
    from archivegen.builder.load_rows import LoadResult
    from archivegen.builder.output.previous import PreviousOutput


def keep_what_stands(inputs: Inputs, previous: PreviousOutput, loaded: LoadResult) -> LoadResult:
    """Restore unreadable articles whose pages are in the output; returns what is then loaded.

    Raises sqlite3.DatabaseError, and StateDamagedError where a body is damaged.
    """
    files = {file.path: file for file in loaded.articles}
    wanted = {path for path, file in files.items() if not file.is_waiting(inputs.view)}
    # Articles were read without what these say of names, and are at other addresses now.
    of_terms = {path for path in wanted if is_term_file(inputs.config, path.partition("/")[2])}
    wanted -= of_terms
    if not files:
        return loaded
    with closing(ArchiveStore(inputs.paths, inputs.config)) as store:
        known = {
            f"content/{row.path}": row
            for row in last_readable(store.articles, {path.partition("/")[2] for path in wanted})
            if body_cache.find(store.bodies, row.body) is not None
        }
        standing = _standing(inputs, previous, wanted, known)
        store.begin()
        store.replace(row for path, row in known.items() if path in standing)
        store.commit()
    lost = standing - known.keys()
    unknown = lost | {path for path, file in files.items() if file.words is None}
    return replace(
        loaded,
        problems=(*loaded.problems, *map(_lost, sorted(lost))),
        only_bodies=False,
        words=loaded.words.union(*map(_words, known.values())),
        passed_over=frozenset(
            problem
            for path in files.keys() - unknown - of_terms
            for problem in files[path].told(inputs.view)
        ),
    )


def _standing(
    inputs: Inputs,
    previous: PreviousOutput,
    paths: Collection[str],
    known: Mapping[str, ArticleRow | DocumentRow],
) -> set[str]:
    """The files among some of which the output has pages, or may have; `known` are articles."""
    if previous.count:
        return sources_among(inputs.paths.outputs_db, paths)
    listed, urls = Manifest(inputs.paths.output).paths, inputs.config.urls
    pages = {path: urls.file_of(row.url) for path, row in known.items()}
    return {path for path in paths if listed and (path not in pages or pages[path] in listed)}


def _words(row: ArticleRow | DocumentRow) -> frozenset[str]:
    """The words of what an article shows: a text that is cut off may no longer name it."""
    return words_of(" ".join(shown.output for shown in row.shows))


def _lost(path: str) -> Problem:
    return Problem(
        path,
        "its page cannot be kept, as nothing is known of this file from before",
        hint="mend it; after that, or without a page of it in the output, --keep-going can go on",
    )
