"""The payload: which files of a site are kept, and under which paths.

Sources, what was built of them, and the generator; each as it lies on the disk. Nothing is left out
in silence: what is no plain file is a problem, and so are two names that are one where cases or
normal forms are not told apart, since whoever unpacks the bag there would lose one of them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.builder.output.claims import folded, folders_of
from archivegen.builder.output.manifest import Manifest
from archivegen.config.paths import LEDGER_NAME, MANIFEST_NAME, STATE_NAME
from archivegen.config.settings import CONFIG_NAME
from archivegen.model.problems import Problem
from archivegen.system.files import located
from archivegen.system.scan import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archivegen.config.paths import SitePaths

OUTPUT = "public"
"""The folder of the built site in a payload, whatever its name is on the disk."""

SOURCES = ("content", "static", "templates", "imports")
"""The folders of the sources: texts, files as they are, templates, accounts of imports."""


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A file that is kept: its path in the payload, and where its bytes are."""

    path: str
    source: Path | bytes


def payload_of(paths: SitePaths, problems: list[Problem]) -> list[PayloadFile]:
    """The sources and the output of a site, in the order of their paths."""
    files = [*_single_files(paths), *_sources(paths, problems), *_output(paths, problems)]
    files.sort(key=lambda file: file.path)
    return files


def clashes(files: Iterable[PayloadFile]) -> Iterator[Problem]:
    """The files whose names differ from another's by case or by normal form alone."""
    seen: dict[str, str] = {}
    for file in files:
        for path in (file.path, *folders_of(file.path)):
            other = seen.setdefault(folded(path), path)
            if other != path:
                yield Problem(
                    path,
                    f"some systems cannot tell its name from {other}",
                    hint="rename one of them: unpacking the bag there would lose a file",
                )


def strangers(paths: SitePaths) -> list[str]:
    """What lies in the site's root and is not kept, but for hidden names and what was built."""
    kept = {*SOURCES, CONFIG_NAME, LEDGER_NAME, paths.output.name, STATE_NAME}
    with os.scandir(paths.root) as entries:
        return sorted(
            entry.name + "/" * entry.is_dir(follow_symlinks=False)
            for entry in entries
            if entry.name not in kept
            and not entry.name.startswith(".")
            and not os.path.isfile(os.path.join(entry.path, MANIFEST_NAME))
        )


def _single_files(paths: SitePaths) -> Iterator[PayloadFile]:
    for path in (paths.config, paths.ledger):
        if path.is_file():
            yield PayloadFile(path.name, path)


def _sources(paths: SitePaths, problems: list[Problem]) -> Iterator[PayloadFile]:
    for name in SOURCES:
        for path, _ in walk(paths.root / name, name, problems, dotfiles=True):
            yield PayloadFile(path, located(paths.root, path))


def _output(paths: SitePaths, problems: list[Problem]) -> Iterator[PayloadFile]:
    manifest = Manifest(paths.output)
    for path in (*manifest.paths, MANIFEST_NAME):
        yield PayloadFile(f"{OUTPUT}/{path}", paths.output / path)
    if foreign := manifest.others():
        number = "1 file" if len(foreign) == 1 else f"{len(foreign)} files"
        message = f"not built by archivegen, and not in the bag: {number} there"
        hint = f"the first is {foreign[0]}"
        problems.append(Problem(paths.output.name, message, hint=hint, severity="warning"))
