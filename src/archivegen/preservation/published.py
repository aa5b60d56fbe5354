"""A published site as it is found: what it should hold, by whatever knows.

Its own list knows which files there are, a bag their digests, and so does what is kept between
builds, of an output of this very site. A list of addresses knows what has to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archivegen.archive.ledger.file import Entry, read_ledger
from archivegen.builder.output.manifest import Manifest
from archivegen.builder.output.state import OutputState
from archivegen.config.paths import MANIFEST_NAME
from archivegen.model.problems import BuildError, Problem
from archivegen.model.urls import Urls
from archivegen.preservation.fixity import OWN
from archivegen.preservation.payload import OUTPUT
from archivegen.preservation.verify import Expectation, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.preservation.opened_bag import OpenedBag


class NoOutputError(BuildError):
    """A folder is no published site."""


def expectation_of_list(folder: Path) -> Expectation:
    """The files of the site's own list, whatever their bytes. Raises NoOutputError."""
    if not (folder / MANIFEST_NAME).is_file():
        message = f"{folder} is neither a bag nor a site that archivegen built"
        usual = folder / "public"
        is_beside = (usual / MANIFEST_NAME).is_file()
        hint = f"; the site that was built is in {usual}" if is_beside else ""
        raise NoOutputError(f"{message}: it has no bagit.txt and no {MANIFEST_NAME}{hint}")
    paths = (*Manifest(folder).paths, MANIFEST_NAME)
    return Expectation(folder, {path: {} for path in paths})


def expectation_of_build(paths: SitePaths) -> Expectation | None:
    """What the last build of a site wrote to its output; None where that is not known."""
    if not paths.outputs_db.is_file():
        return None
    state = OutputState(paths.outputs_db)
    try:
        files = {path: {OWN: digest.hex()} for path, _, digest, _ in state.contents()}
    finally:
        state.close()
    return Expectation(paths.output, files) if files else None


def expectation_of_bag(folder: Path, bag: OpenedBag) -> Expectation:
    """The published site as it was when a bag of it was packed. Raises NoBagError."""
    top = f"data/{OUTPUT}/"
    return Expectation(
        folder,
        {
            path.removeprefix(top): {"sha512": digest}
            for path, digest in bag.whole_payload()
            if path.startswith(top)
        },
    )


def unanswered(folder: Path, urls: Path) -> Iterator[Finding]:
    """The addresses of a list in the manner of `urls.txt` that no file of a folder answers.

    Lines that are none are findings, too: nothing is known of what they were to say.
    """
    at_root = Urls(origin="", base="/")
    for entry in read_ledger(urls):
        if isinstance(entry, Problem):
            yield Finding("unreadable", f"{urls.name}:{entry.line}", entry.message)
        elif not entry.is_retired and not _answers(folder, at_root, entry):
            yield Finding("missing", entry.address, f"{urls.name}:{entry.line}")


def _answers(folder: Path, urls: Urls, entry: Entry) -> bool:
    path = urls.file_of(entry.address)
    # Hosts serve /about.html at /about, too.
    return any((folder / name).is_file() for name in (path, f"{path}.html"))
