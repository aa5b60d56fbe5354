"""What a build is made from: the site's folders, its configuration, its sources, and the options.

Everything that affects the output and is no source has its part in one digest.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.archive.files import known_files
from archivegen.archive.queries import FOREVER, View
from archivegen.config.paths import theme_folder
from archivegen.config.read import read_config
from archivegen.loader.sources import find_sources
from archivegen.system.digests import digest_of, fingerprint
from archivegen.system.versions import (
    extensions_digest,
    libraries_digest,
    pictures_version,
    search_version,
)

if TYPE_CHECKING:
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.sources import Sources


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `now` is in seconds since 1970.

    The work is done by so many `workers`, or by those of the `cluster` with this address.
    Without `reindex`, search indexes and files of whole years are good enough as they stand,
    though articles have changed.
    With `is_portable`, pages can be read from any folder, without a host.
    With `keep_going`, articles that cannot be read do not stop the build.
    """

    now: int
    drafts: bool = False
    future: bool = False
    strict: bool = False
    workers: int = 1
    cluster: str = ""
    reindex: bool = True
    keep_going: bool = False
    is_portable: bool = False

    @property
    def view(self) -> View:
        """Which articles these options publish."""
        return View(FOREVER if self.future else self.now, self.drafts, self.now)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build is made from; `digest` is that of everything but the sources and the time.

    `ledger` is the digest of the list of addresses, on which no page depends.
    """

    paths: SitePaths
    options: Options
    config: Config
    sources: Sources
    digest: str
    ledger: str = ""

    @property
    def view(self) -> View:
        """Which articles are published."""
        return self.options.view


def read_inputs(paths: SitePaths, options: Options) -> Inputs:
    """Read the configuration, and look which sources may have changed since they were loaded.

    Raises SiteError for a configuration that is wrong, and sqlite3.DatabaseError where what is
    known of the sources cannot be read.
    """
    config = read_config(paths.config, paths.config_cache)
    sources = find_sources(paths, known_files(paths), config.exclude)
    digest = _digest_of(paths, options, config, sources)
    return Inputs(paths, options, config, sources, digest, _digest_of_ledger(paths.ledger))


def _digest_of(paths: SitePaths, options: Options, config: Config, sources: Sources) -> str:
    """The digest of everything that a build depends on, but for the sources and the time."""
    whole = (
        libraries_digest(),
        extensions_digest(config.markdown.engine, config.markdown.extensions),
        search_version() if config.search.enabled else "",
        pictures_version() if config.images.enabled else "",
        config,
        options.drafts,
        options.future,
        options.is_portable,
        sources.problems,
        theme_digests(theme_folder()),
        theme_digests(paths.templates),
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


def theme_digests(folder: Path) -> list[tuple[str, bytes]]:
    """The digests of all that templates can be made of: as Jinja does, also through links."""
    digests: list[tuple[str, bytes]] = []
    seen: set[str] = set()
    start = len(os.path.join(folder, ""))
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
        digests += [(path[start:], digest_of(path)) for path in paths if os.path.isfile(path)]
    return sorted(digests)
