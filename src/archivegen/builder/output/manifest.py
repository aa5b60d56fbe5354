"""The manifest: the list of what builds wrote to an output folder, kept in that folder.

It survives the loss of the state, so that a later build or `clean` still knows its own files.
"""

from __future__ import annotations

import os
import re
import stat as modes
import time
from functools import cached_property
from typing import TYPE_CHECKING

from archivegen.builder.output.claims import folded
from archivegen.builder.output.state import OutputRow
from archivegen.config.paths import MANIFEST_NAME
from archivegen.system.digests import digest
from archivegen.system.files import Stat, backdate
from archivegen.system.scan import walk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_LEAVES = re.compile(
    r"\x00|^/|(^|[/\\])\.\.([/\\]|$)|^[A-Za-z]:" + (r"|\\" if os.name == "nt" else "")
)
"""A path that leads out of the folder it is joined to, on some system, or is none."""


def leads_out(path: str) -> bool:
    """Whether a path of a list leads out of the list's folder."""
    # Hardly any has a sign that the expression looks for, and there may be a million.
    has_sign = ".." in path or ":" in path or "\x00" in path or "\\" in path
    return not path or path[0] == "/" or (has_sign and bool(_LEAVES.search(path)))


class Manifest:
    """The list of files that builds wrote to an output folder, kept in that folder."""

    def __init__(self, output: Path) -> None:
        self._path = output / MANIFEST_NAME

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths in the list, as it was when they were first asked for."""
        try:
            # Whoever can write to the output could put a pipe here, which never ends.
            if not modes.S_ISREG(os.lstat(self._path).st_mode):
                return frozenset()
            lines = self._path.read_bytes().decode("utf-8", "replace").split("\n")
        except OSError:
            return frozenset()
        # Whoever can write to the output could name any file here.
        return frozenset(line for line in lines if not leads_out(line))

    @cached_property
    def folded_paths(self) -> frozenset[str]:
        """The paths in the list, as a file system has them that does not tell cases apart."""
        return frozenset(map(folded, self.paths))

    def others(self) -> list[str]:
        """The files in the folder that are not in the list, in the order of their paths."""
        found = (path[1:] for path, _ in walk(self._path.parent, "", [], dotfiles=True))
        return [path for path in found if path not in self.paths and path != MANIFEST_NAME]

    def write(self, paths: Iterable[str], staging: Path) -> None:
        """Replace the list."""
        data = "".join(f"{path}\n" for path in sorted(paths)).encode()
        temporary = staging / MANIFEST_NAME
        temporary.write_bytes(data)
        backdate(temporary)
        os.replace(temporary, self._path)

    def row(self) -> OutputRow:
        """The list as a file of the output, so that a build notices when it is gone."""
        data = self._path.read_bytes()
        stat = Stat.of(os.lstat(self._path))
        return OutputRow("", "", b"", digest(data), stat, time.time_ns())
