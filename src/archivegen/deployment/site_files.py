"""Site files: what the last build wrote, as it stands in the output.

While they are sent, no build changes them. An output that is not whole is not sent.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.builder.output.manifest import Manifest
from archivegen.builder.output.previous import previous_output
from archivegen.builder.output.state import OutputState
from archivegen.builder.session import alone
from archivegen.config.paths import MANIFEST_NAME
from archivegen.model.problems import BuildError
from archivegen.system.digests import digest_of
from archivegen.system.locks import locked_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archivegen.builder.output.previous import PreviousOutput
    from archivegen.config.paths import SitePaths
    from archivegen.system.progress import Progress


class NotBuiltError(BuildError):
    """The output is not a site as a build leaves it."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the output: its path there, its size in bytes and the digest of these.

    `is_listing` says that it is made from no file of its own, as pages are that list others.
    """

    path: str
    size: int
    digest: bytes
    is_listing: bool = False


@contextmanager
def site_files(paths: SitePaths, progress: Progress) -> Iterator[Iterator[SiteFile]]:
    """The files of the site, once, in the order of their paths; no build writes there meanwhile.

    When all were read, the site is free for whoever does not write to this output. Raises
    NotBuiltError where there is no site, or not a whole one.
    """
    if not (paths.output / MANIFEST_NAME).is_file():
        raise NotBuiltError(f"there is no site in {paths.output}; make it with: archivegen build")
    with ExitStack() as stack, ExitStack() as reading:
        own = reading.enter_context(alone(paths, progress))
        stack.enter_context(locked_folder(own.output, progress.wait))
        previous = previous_output(own)
        _require_whole(own.output, previous)
        if previous.count:
            state = reading.enter_context(closing(OutputState(own.outputs_db)))
            yield _known(state, reading)
        else:
            yield _listed(own.output)


def _require_whole(output: Path, previous: PreviousOutput) -> None:
    if previous.damaged:
        first = min(previous.damaged)
        raise NotBuiltError(
            f"{output} is not as the last build left it ({first} was changed or is gone, one of "
            f"{len(previous.damaged)}); build again"
        )


def _known(state: OutputState, reading: ExitStack) -> Iterator[SiteFile]:
    """The files as the last build noted them; at their end, what is open to read them closes."""
    for path, size, digest, source in state.contents():
        if path != MANIFEST_NAME:
            yield SiteFile(path, size, digest, is_listing=not source)
    reading.close()


def _listed(output: Path) -> Iterator[SiteFile]:
    """The files in the list that stands in the output, of which nothing else is known."""
    for path in sorted(Manifest(output).paths - {MANIFEST_NAME}):
        place = output / path
        if place.is_symlink() or not place.is_file():
            raise NotBuiltError(f"{output} is not as the last build left it ({path}); build again")
        yield SiteFile(path, os.path.getsize(place), digest_of(place))
