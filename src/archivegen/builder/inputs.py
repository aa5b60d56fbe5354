"""What a build is made from: the site's folders, its configuration, and how to build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.loader.sources import Sources


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `now` is in seconds since 1970.

    Without `reindex`, a search index that stands is good enough, though articles have changed.
    """

    now: int
    drafts: bool = False
    future: bool = False
    strict: bool = False
    workers: int = 1
    reindex: bool = True


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
