"""Paths: where the parts of a site are on the disk, and where the default theme is.

Every name below `.archivegen/` is defined here and nowhere else.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import archivegen
from archivegen.config.settings import CONFIG_NAME
from archivegen.model.body import BOX_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

STATE_NAME = ".archivegen"
MANIFEST_NAME = ".archivegen-files"
LEDGER_NAME = "urls.txt"

_BOX = re.compile(r"([a-z][a-z0-9-]*)\.html")
_DATABASE = r"\.db(\.seal(\.new)?|-journal|-wal|-shm)?"
KEPT = re.compile(
    rf"(articles|bodies|pictures){_DATABASE}|(config|links)\.json(\.\d+)?"
    r"|pictures/[0-9a-f]{32}-(clean|\d+)(\.\d+)?|pictures/cards/[0-9a-f]{32}\.jpg(\.\d+)?"
    r"|templates/([0-9a-f]{40}\.(cache|json|\d+)|lock)"
    r"|cluster/[0-9a-f]{16}-\d+(\.\d+)?"
    rf"|outputs/[0-9a-f]{{16}}/(outputs{_DATABASE}|preview|staging/.+)",
    re.DOTALL,
)
"""What builds keep, as paths below the folder of the state."""


@dataclass(frozen=True, slots=True)
class SitePaths:
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
    def boxes(self) -> list[str]:
        """The names of the boxes that texts can have: those of the theme, and the site's own."""
        return names_of_boxes((theme_folder(), self.templates))

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
    def lock(self) -> Path:
        """What a command locks while it works with the state."""
        return self.state / "lock"

    @property
    def config_cache(self) -> Path:
        """The validated configuration."""
        return self.state / "config.json"

    @property
    def articles_db(self) -> Path:
        """The articles as rows."""
        return self.state / "articles.db"

    @property
    def bodies_db(self) -> Path:
        """The HTML of bodies."""
        return self.state / "bodies.db"

    @property
    def images_db(self) -> Path:
        """What is known of pictures."""
        return self.state / "pictures.db"

    @property
    def images(self) -> Path:
        """The folder of what was made of pictures."""
        return self.state / "pictures"

    @property
    def social_cards(self) -> Path:
        """The folder of the cards that were drawn of articles."""
        return self.images / "cards"

    @property
    def cluster(self) -> Path:
        """The folder of what the workers of a cluster are told, while one builds."""
        return self.state / "cluster"

    @property
    def compiled_templates(self) -> Path:
        """The folder of compiled templates."""
        return self.state / "templates"

    @property
    def http_answers(self) -> Path:
        """What other hosts said of links."""
        return self.state / "links.json"

    @property
    def outputs(self) -> Path:
        """The folder of what is kept about each output."""
        return self.state / "outputs"

    @property
    def output_state(self) -> Path:
        """The folder of what is kept about this output; another output has another."""
        # As it goes from the site, which machines may see at different paths. What lies elsewhere
        # has one path on all of them, and on Windows perhaps a drive to which no path leads.
        is_below = self.output.is_relative_to(self.root)
        path = self.output.relative_to(self.root) if is_below else self.output
        name = blake2b(os.fsencode(path), digest_size=8)
        return self.outputs / name.hexdigest()

    @property
    def outputs_db(self) -> Path:
        """What builds wrote to this output."""
        return self.output_state / "outputs.db"

    @property
    def preview_lock(self) -> Path:
        """What `serve` locks while it shows this output."""
        return self.output_state / "preview"

    @property
    def staging(self) -> Path:
        """The folder of files that are to be renamed into this output."""
        return self.output_state / "staging"

    @property
    def staging_in_output(self) -> Path:
        """The same, for where the state lies on another file system."""
        return self.output / ".archivegen-staging"


def find_root(start: Path) -> Path | None:
    """The nearest folder with a configuration file, from `start` upwards; None without one."""
    start = real_path(start)
    return next((at for at in (start, *start.parents) if (at / CONFIG_NAME).is_file()), None)


def theme_folder() -> Path:
    """The default theme's templates: package data of a wheel, or the repository's own folder."""
    package = Path(archivegen.__file__).parent
    packaged = package / "theme"
    return packaged if packaged.is_dir() else package.parents[1] / "templates"


def names_of_boxes(folders: Iterable[Path]) -> list[str]:
    """The names of the boxes that have templates in some folders of templates."""
    names: set[str] = set()
    for folder in folders:
        with suppress(OSError):
            found = map(_BOX.fullmatch, os.listdir(folder / BOX_FOLDER))
            names.update(template[1] for template in found if template)
    return sorted(names)


def real_path(path: Path) -> Path:
    """The path without links; one that leads in circles is left as it is."""
    return Path(os.path.realpath(path))
