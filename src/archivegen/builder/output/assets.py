"""Assets: files that are copied, from beside the articles, from `static/` and from the theme.

The theme's stylesheet and script have their digests in their names, so that a host may cache
them for ever.
"""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.system.digests import digest
from archivegen.system.files import located
from archivegen.system.scan import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from archivegen.config.paths import SitePaths
    from archivegen.config.read import Config
    from archivegen.config.tables import ThemeConfig

FOLDER = "assets"
STYLESHEET = "style.css"
SEARCH_SCRIPT = "search.js"
TERMS_SCRIPT = "terms.js"
PORTABLE_SCRIPT = "portable.js"
HITS_SCRIPT = "hits.js"
SCRIPTS = (SEARCH_SCRIPT, TERMS_SCRIPT, HITS_SCRIPT, PORTABLE_SCRIPT)
"""The scripts that are there only where a page of the site has them."""

_OF_THE_TARGET = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""Errors for which `shutil` blames the file that is copied."""

SLICE = "assets"
"""The slice that all copied files belong to."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the output that is copied from `source`, or holds `data`.

    `stored` is the file of what was made of `source`, if that is to be copied instead. `is_exact`
    says that no other bytes than those of the digest may be published.
    """

    output: str
    digest: bytes
    source: str
    data: bytes | None = None
    stored: str = ""
    is_exact: bool = False

    def copy(self, root: Path, target: Path) -> None:
        """Write the bytes to a file; `source` is a path from the site's root, or absolute."""
        if self.data is not None:
            target.write_bytes(self.data)
            return
        try:
            shutil.copyfile(self.stored or located(root, self.source), target)
        except OSError as error:
            if error.errno in _OF_THE_TARGET:
                error.filename = os.fspath(target)
            raise


def copied_assets(files: Mapping[str, bytes]) -> Iterator[Asset]:
    """The files beside the articles and those of `static/`, given by their digests."""
    for path, key in files.items():
        yield Asset(path.partition("/")[2], key, path)


def theme_assets(
    paths: SitePaths, theme: Path, config: Config, scripts: Collection[str] = SCRIPTS
) -> list[Asset]:
    """The files in the theme's `assets/`, the site's own standing before the theme's.

    Of the `SCRIPTS`, only those with the names in `scripts` are among them.
    """
    sources: dict[str, Path] = {}
    for folder in (theme, paths.templates):
        sources.update(
            (path, located(folder, path)) for path, _ in walk(folder / FOLDER, FOLDER, [])
        )
    assets = []
    for path, source in sorted(sources.items()):
        data, name = source.read_bytes(), path.removeprefix(f"{FOLDER}/")
        if name == STYLESHEET:
            assets.append(_named(STYLESHEET, data + _colours(config.theme), source))
        elif name in SCRIPTS:
            if name in scripts:
                assets.append(_named(name, data, source))
        else:
            assets.append(Asset(path, digest(data), os.fspath(source)))
    return assets


def published_as(name: str, assets: list[Asset]) -> str:
    """The output path of the stylesheet or of a script; empty if a theme has none."""
    stem, _, suffix = f"{FOLDER}/{name}".rpartition(".")
    return next(
        (
            asset.output
            for asset in assets
            if asset.data is not None
            and asset.output.startswith(f"{stem}.")
            and asset.output.endswith(f".{suffix}")
        ),
        "",
    )


def _named(name: str, data: bytes, source: Path) -> Asset:
    """A file that is published under its name and its digest."""
    key = digest(data)
    stem, _, suffix = name.rpartition(".")
    return Asset(f"{FOLDER}/{stem}.{key.hex()[:12]}.{suffix}", key, os.fspath(source), data)


def _colours(config: ThemeConfig) -> bytes:
    """The accent colours that the site chose, as the custom properties of the stylesheet."""
    css = ""
    if config.accent:
        css += f"\n:root {{ --accent: {config.accent}; }}\n"
    if config.accent_dark:
        css += (
            "\n@media (prefers-color-scheme: dark) "
            f"{{ :root {{ --accent: {config.accent_dark}; }} }}\n"
        )
    return css.encode()
