"""Layout: where the parts of a site lie on the disk, and where the default theme lies."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import archivegen
from archivegen.config.read import CONFIG_NAME

STATE_NAME = ".archivegen"
PICTURES = "pictures.db"
"""What is known of pictures, among what is kept between builds."""
MANIFEST_NAME = ".archivegen-files"
LEDGER_NAME = "urls.txt"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of a site, all absolute. `kept` is where the state is, if not in `root`."""

    root: Path
    output: Path
    kept: Path | None = None

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.root / CONFIG_NAME

    @property
    def content(self) -> Path:
        """The folder of articles and of the files beside them."""
        return self.root / "content"

    @property
    def static(self) -> Path:
        """The folder of files that are copied as they are."""
        return self.root / "static"

    @property
    def templates(self) -> Path:
        """The site's own templates, which stand before the theme's."""
        return self.root / "templates"

    @property
    def ledger(self) -> Path:
        """The list of all addresses that articles were ever published at, if it is kept."""
        return self.root / LEDGER_NAME

    @property
    def state(self) -> Path:
        """The folder of everything that is kept between builds."""
        return self.kept or self.root / STATE_NAME

    @property
    def preview(self) -> Path:
        """The output of `serve`, which nothing publishes: drafts may be in it."""
        return self.root / STATE_NAME / "preview"

    @property
    def output_state(self) -> Path:
        """The folder of what is kept about this output; another output has another."""
        name = blake2b(str(self.output).encode("utf-8", "surrogateescape"), digest_size=8)
        return self.state / "outputs" / name.hexdigest()


def find_root(start: Path) -> Path | None:
    """The nearest folder with a configuration file, from `start` upwards; None without one."""
    start = real_path(start)
    return next((at for at in (start, *start.parents) if (at / CONFIG_NAME).is_file()), None)


def theme_folder() -> Path:
    """The default theme's templates: package data of a wheel, or the repository's own folder."""
    package = Path(archivegen.__file__).parent
    packaged = package / "theme"
    return packaged if packaged.is_dir() else package.parents[1] / "templates"


def real_path(path: Path) -> Path:
    """The path without links; one that leads in circles is left as it is."""
    return Path(os.path.realpath(path))
