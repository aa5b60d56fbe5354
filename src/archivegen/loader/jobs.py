"""Jobs of the parser: the files that a worker receives, and its answer for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from archivegen.archive import body_cache
    from archivegen.archive.documents.rows import DocumentRow
    from archivegen.archive.rows import ArticleRow


@dataclass(frozen=True, slots=True)
class ParseJob:
    """Files to read, by their paths from the site's root, with the digest known of each."""

    files: tuple[tuple[str, bytes], ...]

    def parts(self) -> list[ParseJob]:
        """A job for each file."""
        return [replace(self, files=(file,)) for file in self.files]


class ParsedFile(NamedTuple):
    """What became of one file: its digest, and unless that is known already, rows or problems.

    `uses` are other files that the row is made from, by their paths from the site's root.
    """

    path: str
    digest: bytes
    row: ArticleRow | DocumentRow | None = None
    body: body_cache.Row | None = None
    problems: tuple[Problem, ...] = ()
    uses: tuple[str, ...] = ()


def lost_files(job: ParseJob) -> list[ParsedFile]:
    """What became of the files of a job whose worker died: a problem for each."""
    message = "the process that read this file died"
    hint = "it may have run out of memory or of time, or an extension of Markdown crashed"
    return [
        ParsedFile(path, b"", problems=(Problem(path, message, 1, 1, hint),))
        for path, _ in job.files
    ]
