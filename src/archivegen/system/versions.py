"""Versions: this package, its libraries and programs, which make bytes too, as digests.

A build of another version, or beside other libraries, is compared with nothing that was kept.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import archivegen
from archivegen.system.digests import SIZE, digest_of, fingerprint


@lru_cache(maxsize=1)
def generator_digest() -> bytes:
    """The digest of the generator itself: its version and the source of its modules."""
    hasher = blake2b(f"{archivegen.__version__} {sys.version}".encode(), digest_size=SIZE)
    package = Path(archivegen.__file__).parent
    for source in sorted(package.rglob("*.py")):
        hasher.update(source.relative_to(package).as_posix().encode())
        hasher.update(source.read_bytes())
    return hasher.digest()


@lru_cache(maxsize=1)
def libraries_digest() -> bytes:
    """The digest of the generator and of the libraries whose versions may change bytes."""
    names = (
        "babel", "jinja2", "markdown", "markupsafe", "nh3", "python-slugify", "pyyaml",
        "text-unidecode", "tzdata",
    )  # fmt: skip
    return fingerprint((generator_digest(), *map(version, names), _version_of_extra("pyromark")))


@lru_cache(maxsize=1)
def search_version() -> str:
    """The version of Pagefind, with its kind if it is not the plain one; empty without it."""
    extended, plain = map(_version_of_extra, ("pagefind-bin-extended", "pagefind-bin"))
    return f"{extended}-extended" if extended else plain


@lru_cache(maxsize=1)
def pictures_version() -> str:
    """The version of Pillow, and with it of what it was built with; empty without it."""
    return _version_of_extra("pillow")


def _version_of_extra(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=8)
def extensions_digest(names: tuple[str, ...]) -> bytes:
    """The digest of Markdown extensions that do not come with Markdown itself."""
    digests = []
    for name in names:
        module = name.partition(":")[0]
        spec = importlib.util.find_spec(module) if "." in module else None
        if spec and spec.origin and Path(spec.origin).is_file():
            digests.append((name, digest_of(spec.origin)))
    return fingerprint(digests)
