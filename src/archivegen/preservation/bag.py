"""Bags: a site packed as BagIt 1.0 (RFC 8493), so that a library can take it and prove it whole.

The same site packed at the same "now" is the same bytes. A bag is written beside its place and
renamed when it is whole; what stands there already is never touched. A bag that follows an earlier
one holds what changed since, and lists the rest.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.builder.session import alone
from archivegen.model.problems import BuildError, Problem, forbid_errors
from archivegen.preservation.fixity import ALGORITHMS, Fixity, fixity_of, lines_of
from archivegen.preservation.generator import generator_files
from archivegen.preservation.payload import PayloadFile, clashes, payload_of
from archivegen.preservation.texts import bag_info, readme
from archivegen.system.files import hidden_beside, obstacle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archivegen.config.paths import SitePaths
    from archivegen.preservation.opened_bag import OpenedBag
    from archivegen.preservation.subject import Subject
    from archivegen.system.progress import Progress

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""What makes a folder a bag (RFC 8493, 2.1.1)."""


class NoPlaceError(BuildError):
    """A bag may not be where it was asked for."""


@dataclass(frozen=True, slots=True)
class PackedBag:
    """What came of packing: files and bytes of the payload, files that an earlier bag has."""

    files: int
    size: int
    unchanged: int
    problems: tuple[Problem, ...]


def refusal(paths: SitePaths, target: Path) -> str:
    """Why a bag may not be at `target`, or an empty text."""
    place = os.path.realpath(target)
    if os.path.lexists(target):
        return "something is there already; a bag is never overwritten"
    for folder in (paths.content, paths.static, paths.templates, paths.output, paths.state):
        if os.path.commonpath((place, os.path.realpath(folder))) == os.path.realpath(folder):
            return f"the bag would lie in {folder.name}/, which goes into it"
    # Said before the site is built, which takes longest.
    return obstacle(Path(place))


def pack(
    paths: SitePaths,
    subject: Subject,
    target: Path,
    progress: Progress,
    earlier: OpenedBag | None = None,
) -> PackedBag:
    """Pack a site that was just built; `earlier` is the bag that this one follows, if it does.

    Raises NoPlaceError, SiteError for names that a bag cannot hold, BuildError and OSError; then
    there is no bag.
    """
    if why := refusal(paths, target):
        raise NoPlaceError(f"{target}: {why}")
    with alone(paths, progress) as own:
        problems: list[Problem] = []
        files = payload_of(own, problems)
        problems += clashes(files)
        forbid_errors(problems)
        files += generator_files(subject.extras)
        held = {file.path.partition("/")[0] for file in files}
        text = readme(subject, held, is_follow_up=earlier is not None)
        files.append(PayloadFile("README.txt", text))
        files.sort(key=lambda file: file.path)
        with _staged(target) as folder:
            known = dict(earlier.whole_payload()) if earlier else {}
            packed, unchanged = _copy(files, folder, known, progress)
            _write_tags(folder, subject, packed, unchanged, earlier)
    size = sum(fixity.size for fixity in packed.values())
    return PackedBag(len(packed), size, len(unchanged), tuple(problems))


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A folder beside the target that takes its place at the end, and is gone after an error."""
    folder = hidden_beside(target)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
        os.rename(folder, target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _copy(
    files: list[PayloadFile], folder: Path, known: Mapping[str, str], progress: Progress
) -> tuple[dict[str, Fixity], dict[str, str]]:
    """Copy what an earlier bag has not; gives that, and the digests of what it has, by path."""
    packed: dict[str, Fixity] = {}
    unchanged: dict[str, str] = {}
    progress.phase("pack", len(files))
    for file in files:
        path = f"data/{file.path}"
        if path in known and _fixity(file).digests["sha512"] == known[path]:
            unchanged[path] = known[path]
        else:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            packed[path] = _fixity(file, target)
        progress.advance(1)
    (folder / "data").mkdir(exist_ok=True)
    return packed, unchanged


def _fixity(file: PayloadFile, copy: Path | None = None) -> Fixity:
    source = file.source
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as data:
        if copy is None:
            return fixity_of(data, ALGORITHMS)
        with copy.open("xb") as target:
            return fixity_of(data, ALGORITHMS, target)


def _write_tags(
    folder: Path,
    subject: Subject,
    packed: Mapping[str, Fixity],
    unchanged: Mapping[str, str],
    earlier: OpenedBag | None,
) -> None:
    size = sum(fixity.size for fixity in packed.values())
    since = earlier.digest if earlier else ""
    _write(folder, "bagit.txt", [DECLARATION])
    _write(folder, "bag-info.txt", [bag_info(subject, size, len(packed), since)])
    if earlier:
        _write(folder, "unchanged-sha512.txt", lines_of(unchanged.items()))
    for name in ALGORITHMS:
        digests = ((path, fixity.digests[name]) for path, fixity in packed.items())
        _write(folder, f"manifest-{name}.txt", lines_of(digests))
    tags = sorted(path for path in folder.iterdir() if path.is_file())
    for name in ALGORITHMS:
        digests = ((tag.name, hashlib.new(name, tag.read_bytes()).hexdigest()) for tag in tags)
        _write(folder, f"tagmanifest-{name}.txt", lines_of(digests))


def _write(folder: Path, name: str, parts: Iterable[str]) -> None:
    with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
