"""Written targets: the positions of an article's lead image and links in its file.

Rows do not have them, since most links work. So workers read the file again, and the result is
stored for as long as the file is the same: each is read once, whatever else is built.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import quote

from archivegen.archive import body_cache
from archivegen.loader.frontmatter.document import read
from archivegen.loader.notes.markdown_links import mentions_by_target, normalized
from archivegen.model.body import WrittenTarget, WrittenTargets
from archivegen.model.links import linked_article, output_named
from archivegen.model.picture import is_familiar
from archivegen.system.digests import digest
from archivegen.system.files import located

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from archivegen.archive.documents.find import LinkingFile
    from archivegen.archive.inventory import Inventory
    from archivegen.loader.frontmatter.document import Document
    from archivegen.model.body import What
    from archivegen.system.workers import WorkerPool


BATCH = 32
"""Files that a worker reads at a time."""

AT_A_TIME = 500
"""Files whose targets are in memory together."""


@dataclass(frozen=True, slots=True)
class _Job:
    """Files to read."""

    files: tuple[LinkingFile, ...]

    def parts(self) -> list[_Job]:
        """A job for each file."""
        return [_Job((file,)) for file in self.files]


_Answer = list[tuple[str, bytes, "WrittenTargets"]]
"""The paths of files, the digests of what was read there, and the targets."""


def written_targets(
    root: Path,
    inventory: Inventory,
    kept: sqlite3.Connection,
    paths: Collection[str],
    pool: WorkerPool,
) -> Iterator[tuple[str, WrittenTargets]]:
    """The targets of the texts in some files below the content folder, in their order.

    `kept` is the database of bodies, in which what is found is kept. Raises StateDamagedError,
    BuildError.
    """
    ordered = sorted(paths)
    for at in range(0, len(ordered), AT_A_TIME):
        yield from _of_some(root, inventory, kept, ordered[at : at + AT_A_TIME], pool)


def _of_some(
    root: Path,
    inventory: Inventory,
    kept: sqlite3.Connection,
    paths: Sequence[str],
    pool: WorkerPool,
) -> Iterator[tuple[str, WrittenTargets]]:
    digests = inventory.digests(paths)
    known = body_cache.find_targets(kept, digests)
    unknown = [path for path in paths if path not in known]
    jobs = (
        _Job(tuple(map(inventory.linking, unknown[start : start + BATCH])))
        for start in range(0, len(unknown), BATCH)
    )
    found: list[body_cache.TargetsRow] = []
    for answer in pool.run(partial(_open, root), jobs, _lost):
        for path, key, read_targets in answer:
            known[path] = read_targets
            # There is no digest of a file that could not be read.
            if key == digests.get(path):
                found.append(body_cache.pack_targets(path, key, read_targets))
    if found:
        body_cache.store_targets(kept, found)
    yield from sorted(known.items(), key=itemgetter(0))


@contextmanager
def _open(root: Path) -> Iterator[Callable[[_Job], _Answer]]:
    yield lambda job: [_read_targets(root, file) for file in job.files]


def _lost(job: _Job) -> _Answer:
    """What is known of files whose worker died: the targets, without their places."""
    return [(file.path, b"", _targets(file, b"")) for file in job.files]


def _read_targets(root: Path, file: LinkingFile) -> tuple[str, bytes, WrittenTargets]:
    data = _read(root, file.path)
    return file.path, digest(data), _targets(file, data)


def _read(root: Path, path: str) -> bytes:
    try:
        return located(root, f"content/{path}").read_bytes()
    except OSError:
        return b""


def _targets(file: LinkingFile, data: bytes) -> WrittenTargets:
    """The targets of an article or a document whose file has these bytes."""
    document, _ = read(f"content/{file.path}", data, len(data))
    lead_image = None
    if file.image:
        position = document.position_of(("image", "src"), ("image",))
        # Without the file, there is the address that the page has.
        source = _lead_image(document) or file.image
        output = output_named(file.path, source) or ""
        lead_image = WrittenTarget(
            source, output, *position, document.line_at(position), what="image"
        )
    mentions = mentions_by_target(document.body) if file.targets else {}
    in_body = []
    for target in file.targets:
        output = linked_article(file.path, target) or output_named(file.path, target) or ""
        mention = next(iter(mentions.get(normalized(target), ())), None)
        if mention:
            position = document.position_in_body(mention.at)
            is_image = bool(mention.is_image)
        else:
            position = document.position_of_text(target, quote(target))
            is_image = is_familiar(output)
        is_poster = bool(mention and mention.is_poster)
        what: What = "poster" if is_poster else "image" if is_image else "link"
        line = document.line_at(position)
        in_body.append(WrittenTarget(target, output, *position, line, what))
    return WrittenTargets(lead_image, tuple(in_body))


def _lead_image(document: Document) -> str:
    """The lead image's target as the front matter has it."""
    image = document.values.get("image")
    source = image.get("src") if isinstance(image, dict) else image
    return source if isinstance(source, str) else ""
