"""The site that an import goes into: what has to be known of it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.loader.frontmatter.validators import Setting
from archivegen.model.times import zone_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from archivegen.config.paths import SitePaths
    from archivegen.config.settings import Config
    from archivegen.model.slugs import Slugger
    from archivegen.model.urls import Urls

FOLDER = "imports"
"""The folder of the accounts of all imports, in the site's root."""

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
"""The name of an import, which is a folder."""


@dataclass(frozen=True)
class ImportSite:
    """A site, for an import."""

    paths: SitePaths
    config: Config

    @property
    def root(self) -> Path:
        """The folder of the site."""
        return self.paths.root

    @cached_property
    def zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return zone_of(self.config.timezone)

    @cached_property
    def setting(self) -> Setting:
        """What the contract of front matter knows of the site."""
        return Setting.of(self.config)

    @cached_property
    def urls(self) -> Urls:
        """The addresses of the site."""
        return self.config.urls

    @cached_property
    def slugger(self) -> Slugger:
        """What makes the slugs of the site."""
        return self.config.slugger

    def written(self, path: Path) -> str:
        """A path as an account has it: from the site's root, wherever it leads."""
        try:
            return Path(os.path.relpath(path, self.root)).as_posix()
        except ValueError:  # on another drive of Windows
            return path.absolute().as_posix()

    def folder_of(self, name: str) -> Path:
        """The folder of the account of an import."""
        return self.root / FOLDER / name


def name_of(path: Path, slugger: Slugger) -> str:
    """The name of an import of a source, from that of its file or folder."""
    stem = path.name.split(".")[0] or path.name
    slug = slugger.of_text(stem)
    return slug if NAME.fullmatch(slug) else "import"
