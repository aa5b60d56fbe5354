"""Fixity: the digests by which a file is known to be whole, and the lists that BagIt keeps of them.

A list has a line for each file: its digest in hexadecimal digits, two blanks, its path with
`/` between folders, of which `%`, CR and LF alone are percent-encoded (RFC 8493, 2.1.3 and 2.4).
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from archivegen.system.digests import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ALGORITHMS = ("sha256", "sha512")
"""Those of the lists that we write: what every library has, and what RFC 8493 asks for."""

OWN = "archivegen"
"""The name of the digests that builds keep of the files of an output."""

_BLOCK = 1 << 20
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)").fullmatch
_ENCODED = {"%25": "%", "%0A": "\n", "%0D": "\r"}


class Fixity(NamedTuple):
    """The size of a file in bytes, and its digests by algorithm, in lower-case hexadecimal."""

    size: int
    digests: Mapping[str, str]


class BrokenListError(ValueError):
    """A list of digests has a line that is none."""


def fixity_of(file: BinaryIO, algorithms: Iterable[str], copy: BinaryIO | None = None) -> Fixity:
    """What tells a file's bytes, from where it stands to its end; written to `copy` as well."""
    hashers = {name: _hasher(name) for name in algorithms}
    size = 0
    while block := file.read(_BLOCK):
        size += len(block)
        for hasher in hashers.values():
            hasher.update(block)
        if copy:
            copy.write(block)
    return Fixity(size, {name: hasher.hexdigest() for name, hasher in hashers.items()})


def _hasher(algorithm: str) -> hashlib._Hash | hashlib.blake2b:
    return hashlib.blake2b(digest_size=SIZE) if algorithm == OWN else hashlib.new(algorithm)


def lines_of(digests: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines of a list, of paths with their digests, in their order."""
    for path, digest in digests:
        yield f"{digest}  {_encode(path)}\n"


def read_list(path: Path) -> Iterator[tuple[str, str]]:
    """The paths of a list with their digests, in lower-case digits.

    Raises OSError, and BrokenListError for a line that is none or for what is not UTF-8.
    """
    with path.open("rb") as file:
        for number, data in enumerate(file, 1):
            try:
                line = data.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise BrokenListError(f"{path.name}:{number}: this is not UTF-8") from error
            if not line:
                continue
            if not (match := _LINE(line)):
                raise BrokenListError(f"{path.name}:{number}: this is no digest and path")
            yield _decode(match[2]).removeprefix("./"), match[1].lower()


def _encode(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _decode(path: str) -> str:
    return re.sub("%25|%0[AaDd]", lambda match: _ENCODED[match[0].upper()], path)
