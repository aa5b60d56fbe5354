"""Which folders an output may not be: those where a build could harm the files of others."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.config.paths import MANIFEST_NAME, STATE_NAME, SitePaths, real_path
from archivegen.config.read import CONFIG_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator


def refusal(paths: SitePaths) -> str:
    """Why the output may not be at its path, or an empty text.

    Refused are the file system's root, the home folder, the site itself, any folder that holds
    sources or lies inside them, what is kept between builds but for the preview, another site, a
    repository's own files, and a repository in which no build has written yet.
    """
    output = real_path(paths.output)
    if output == real_path(paths.root) / STATE_NAME / paths.preview.name:
        return ""
    if paths.output == paths.preview:
        return f"a link leads from {STATE_NAME}/{paths.preview.name} elsewhere; remove it"
    return next(_refusals(output, real_path(paths.root)), "")


def _refusals(output: Path, root: Path) -> Iterator[str]:
    if output == Path(output.anchor):
        yield "the output would be the file system's root"
    # Without a home, as in some containers, there is none to protect.
    with contextlib.suppress(RuntimeError):
        if output == real_path(Path.home()):
            yield "the output would be your home folder"
    if output == root or output in root.parents:
        yield "the output would hold the site's sources"
    for name in ("content", "static", "templates", STATE_NAME):
        folder = real_path(root / name)
        if output == folder or output in folder.parents or folder in output.parents:
            yield f"the output would be mixed up with {name}/"
    if output.is_file():
        yield "the output is a file"
    if (output / CONFIG_NAME).exists():
        yield "the output is the root of another site"
    if ".git" in output.parts:
        yield "the output would be among a repository's own files"
    if (output / ".git").exists() and not (output / MANIFEST_NAME).exists():
        yield (
            "the output is a repository of something else; if it is this site's, "
            f"put an empty file {MANIFEST_NAME} there"
        )
