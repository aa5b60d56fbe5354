"""Copying: stages the files that are published unchanged, and what was made from pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.builder.output import assets
from archivegen.builder.output.previous import digest_of_file
from archivegen.builder.render_worker import OutputFile
from archivegen.model.problems import BuildError
from archivegen.system.database import StateDamagedError
from archivegen.system.files import backdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivegen.builder.output.assets import Asset
    from archivegen.builder.output.current import CurrentOutput
    from archivegen.builder.output.staging import Staging


def copy_assets(
    root: Path, wanted: Iterable[Asset], output: CurrentOutput, staging: Staging
) -> Iterator[OutputFile]:
    """Stage the files that the output does not have yet; returns what became of each.

    `root` is the site's folder.
    Raises StateDamagedError, and BuildError for a picture that was changed during the build.
    """
    for number, asset in enumerate(wanted):
        name, key = "", asset.digest
        row = output.state.row(asset.output)
        if not output.has(asset.output, asset.digest, row):
            name, path = staging.place(asset.output, f"asset-{number}")
            _copy(asset, root, Path(path))
            backdate(path)
            # Not the digest that was known: the file may have changed since.
            key = digest_of_file(path)
        is_new = row is None or (row.source, row.digest) != (asset.source, key)
        yield OutputFile(
            assets.SLICE, asset.output, key, key, name,
            reason="", source=asset.source, is_listing=False, is_new=is_new,
        )  # fmt: skip


def _copy(asset: Asset, root: Path, target: Path) -> None:
    """Copy a file.

    Raises StateDamagedError for a stored one that is not as it was made, and BuildError for a
    picture that is not the one that was looked at.
    """
    try:
        asset.copy(root, target)
    except OSError as error:
        if asset.stored and error.filename != os.fspath(target):
            raise StateDamagedError(str(error)) from error
        raise
    if (asset.stored or asset.is_exact) and digest_of_file(os.fspath(target)) != asset.digest:
        if asset.stored:
            raise StateDamagedError("what was made of a picture is damaged")
        raise BuildError(f"{asset.source} was changed during the build; build again")
