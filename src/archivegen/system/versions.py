"""Versions: digests of this package and of the libraries and programs that affect bytes.

A build with another version, or with other libraries, is compared with nothing that was kept.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.machinery import PathFinder
from pathlib import Path

import archivegen
from archivegen.system.digests import SIZE, digest, fingerprint


@lru_cache(maxsize=1)
def generator_digest() -> bytes:
    """The digest of the generator itself: its version and the source of its modules."""
    hasher = blake2b(f"{archivegen.__version__} {sys.version}".encode(), digest_size=SIZE)
    package = os.path.dirname(archivegen.__file__)
    # Not by `Path`, which takes as long again as reading the files.
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                path = os.path.join(folder, name)
                hasher.update(path[len(package) :].replace(os.sep, "/").encode())
                with open(path, "rb") as source:
                    hasher.update(source.read())
    return hasher.digest()


@lru_cache(maxsize=1)
def libraries_digest() -> bytes:
    """The digest of the generator and of the libraries whose versions may change bytes."""
    names = (
        "babel", "jinja2", "lxml", "markdown", "markupsafe", "nh3", "python-slugify", "pyyaml",
        "text-unidecode", "tzdata",
    )  # fmt: skip
    return fingerprint((generator_digest(), *map(_version, names), _version("pyromark")))


@lru_cache(maxsize=1)
def search_version() -> str:
    """The version of Pagefind, with its kind if it is not the plain one; empty without it."""
    extended, plain = map(_version, ("pagefind-bin-extended", "pagefind-bin"))
    return f"{extended}-extended" if extended else plain


@lru_cache(maxsize=1)
def pictures_version() -> str:
    """The version of Pillow, and with it of what it was built with; empty without it."""
    return _version("pillow")


def _version(name: str) -> str:
    """The version of a distribution; empty where it is not installed."""
    return _installed_versions().get(_normalised(name), "")


@lru_cache(maxsize=1)
def _installed_versions() -> dict[str, str]:
    """The version of each distribution that is installed, by its normalised name.

    As the names of their folders have it (PyPA, "Recording installed projects"): to import
    `importlib.metadata` would take a sixth of a build with nothing to do.
    """
    versions: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for entry in sorted(os.listdir(folder or os.curdir)):
                stem, ending = os.path.splitext(entry)
                if ending in {".dist-info", ".egg-info"}:
                    name, _, version = stem.partition("-")
                    versions.setdefault(_normalised(name), version)
    return versions


def _normalised(name: str) -> str:
    """The name of a distribution as all its spellings have it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


_IMPORTS = re.compile(rb"^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+([\w., \t]+))", re.MULTILINE)
"""The import statements of a module, some too many: in texts, too."""


@lru_cache(maxsize=8)
def extensions_digest(engine: str, names: tuple[str, ...]) -> bytes:
    """The digest of Markdown extensions that do not come with Markdown itself.

    It covers the source of all that these import, which comes neither with Python nor with the
    generator. The extensions of other engines are parts of these.
    """
    own = _folder_of("markdown") / "extensions"
    others = [n for n in names if engine == "markdown" and not (own / f"{n}.py").is_file()]
    if not others:
        return b""
    from importlib.metadata import entry_points  # noqa: PLC0415 -- slow

    # A name without a dot may be one that a distribution gives to a module.
    named = {e.name: e.module for e in entry_points(group="markdown.extensions")}
    waiting = {named.get(name, name).partition(":")[0].partition(".")[0] for name in others}
    known = {*sys.stdlib_module_names, "archivegen", "markdown"}
    digests: list[tuple[str, bytes]] = []
    while waiting := waiting - known:
        known |= waiting
        imported = set[str]()
        for path in (path for name in waiting for path in _sources(name)):
            data = path.read_bytes()
            digests.append((path.name, digest(data)))
            for module, modules in _IMPORTS.findall(data):
                parts = [module] if module else modules.split(b",")
                imported |= {part.strip().partition(b".")[0].decode() for part in parts}
        waiting = {word for name in imported for word in name.split()[:1]}
    return fingerprint(sorted(digests))


def _folder_of(package: str) -> Path:
    spec = PathFinder.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else Path()


def _sources(name: str) -> list[Path]:
    """The files of a package or module of the top level, as far as it is written in Python."""
    spec = PathFinder.find_spec(name)
    if spec is None:
        return []
    if spec.submodule_search_locations is not None:
        folders = map(Path, spec.submodule_search_locations)
        return sorted(path for folder in folders for path in folder.rglob("*.py"))
    is_source = spec.origin is not None and spec.origin.endswith(".py")
    return [Path(spec.origin)] if is_source and spec.origin else []
