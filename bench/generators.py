"""Generators: archivegen in each of its set-ups, and the peers that are installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
PEERS = ("hugo", "pelican")
REPORT = "report.json"
"""The file in a site's folder in which archivegen says what a build did."""

ENGINES = ("commonmark", "markdown")
INDEXES = {"equal": "", "peer": ", Hugo's HTML", "default": ", all indexes"}
"""archivegen's configurations, with what the tables call them."""

POOLS = ("processes", "cluster")
"""Who does archivegen's work: processes of its own, or a Dask cluster on this machine."""

CASES = ("cold", "nothing", "body", "headline", "new", "template", "version")
PEER_CASES = ("cold", "body", "version")
"""A peer builds everything again at every edit; one edit stands for all."""


@dataclass(frozen=True, slots=True)
class Generator:
    """How a generator is run in its site's folder, and what it leaves there.

    `site` is what its site starts from: a folder that is copied, or the text of a configuration,
    beside which `templates` may stand. `source` is where the generator itself is imported from, if
    it is not what is installed. `pages` is the folder of an article's page, by its date. One that
    `remembers` its last build looks for what has changed since.
    """

    name: str
    command: tuple[str, ...]
    version: tuple[str, ...]
    site: Path | str
    dialect: str
    output: str
    caches: tuple[str, ...]
    cases: tuple[str, ...] = PEER_CASES
    pages: str = "%Y/%m"
    remembers: bool = False
    templates: Path | None = None
    source: Path | None = None

    def version_number(self) -> str:
        """What the generator says about its version."""
        done = subprocess.run(  # noqa: S603 -- the commands are the benchmark's own
            self.version, capture_output=True, text=True, check=True
        )
        found = re.search(r"\d+(\.\d+)+", done.stdout)
        return found[0] if found else "of unknown version"


def archivegens(
    indexes: list[str], engines: list[str], pools: list[str], workers: int | None
) -> Iterator[Generator]:
    """The set-ups of archivegen: each of the configurations, Markdown engines and pools."""
    start = (sys.executable, "-m", "archivegen")
    told = ("--report", REPORT)
    for families, engine, pool in product(indexes, engines, pools):
        name, workers_of = _pool(pool, workers)
        config = (HERE / "sites" / f"archivegen-{families}.toml").read_text(encoding="utf-8")
        templates = HERE / "sites" / f"archivegen-{families}" / "templates"
        yield Generator(
            name=f"archivegen, {engine}{INDEXES[families]}{name}",
            command=(*start, "build", "--site", ".", "--quiet", *told, *workers_of),
            version=(*start, "--version"),
            site=f'{config}\n[markdown]\nengine = "{engine}"\n',
            dialect="archivegen-slug",
            output="public",
            caches=(".archivegen",),
            cases=CASES,
            pages="%Y/%m/%d" if families == "default" else "%Y/%m",
            remembers=True,
            templates=templates if templates.is_dir() else None,
        )


def _pool(pool: str, workers: int | None) -> tuple[str, tuple[str, ...]]:
    """What the tables call it, and the options that ask for it."""
    if pool == "cluster":
        address = f"local:{workers or os.cpu_count() or 1}"
        return f", --cluster {address}", ("--cluster", address)
    return "", ("--workers", str(workers)) if workers else ()


def installed_engines() -> list[str]:
    """The Markdown engines that this environment has."""
    return [engine for engine in ENGINES if engine != "commonmark" or find_spec("pyromark")]


def peer(name: str, path: str | None) -> Generator | None:
    """A peer, at a path or where it is installed; None if it is not."""
    program = path or _installed(name)
    if program is None:
        return None
    return _hugo(_binary(program)) if name == "hugo" else _pelican(program)


def _installed(name: str) -> str | None:
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def _binary(program: str) -> str:
    """Hugo itself, where the program is the script of the package from PyPI."""
    script = Path(program)
    with script.open("rb") as file:
        if file.read(2) != b"#!":
            return program
    found = script.parent.parent.glob("lib/python*/*-packages/hugo/binaries/hugo")
    return str(next(found, program))


def _hugo(program: str) -> Generator:
    return Generator(
        name="hugo",
        command=(program, "build", "--quiet", "--noBuildLock"),
        version=(program, "version"),
        site=HERE / "peers" / "hugo",
        dialect="hugo",
        output="public",
        caches=("resources",),
    )


def _pelican(program: str) -> Generator:
    return Generator(
        name="pelican",
        command=(program, "--settings", "pelicanconf.py", "--quiet"),
        version=(program, "--version"),
        site=HERE / "peers" / "pelican",
        dialect="pelican",
        output="output",
        caches=("cache", "__pycache__"),
    )
