"""`python -m bench`: build the same archive with archivegen and its peers, print the tables."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from compileall import compile_dir
from pathlib import Path
from typing import TYPE_CHECKING

import archivegen
from bench.check import comparison, earlier, in_pairs
from bench.corpus import STYLES, Corpus
from bench.generators import (
    CASES,
    ENGINES,
    INDEXES,
    PEERS,
    POOLS,
    Generator,
    archivegens,
    installed_engines,
    peer,
)
from bench.machine import shape
from bench.measure import FailedError
from bench.results import Results, growth
from bench.sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEMORY_FOLDER = "/dev/shm"  # noqa: S108 -- a file system in memory, by its own name


def main() -> None:
    """Run the benchmark, as the command line says."""
    asked = _arguments()
    # As pip leaves it: where no process may keep what it compiles, each would compile all of it.
    compile_dir(Path(archivegen.__file__).parent, quiet=1)
    if asked.check:
        with earlier(asked.check) as tree:
            sizes = _run(asked, list(in_pairs(_archivegens(asked), tree, asked.check)))
        table, is_right = comparison(sizes, asked.check)
        _print(table)
        sys.exit(not is_right)
    sizes = _run(asked, list(_generators(asked)))
    if len(sizes) > 1:
        _print(growth(sizes))


def _run(asked: argparse.Namespace, generators: list[Generator]) -> list[Results]:
    """Measure all sizes, and print the table of each."""
    _print(f"{shape(Path(asked.folder).resolve())}; {asked.style} articles, {asked.runs} runs")
    versions = {one.name.partition(",")[0]: one.version_number() for one in generators}
    _print(", ".join(f"{name} {number}" for name, number in versions.items()) + "\n")
    sizes = []
    try:
        for size in asked.sizes:
            with tempfile.TemporaryDirectory(
                prefix="archivegen-bench-", dir=asked.folder
            ) as folder:
                corpus = Corpus(size, asked.style, asked.seed)
                sites = [
                    Site(generator, Path(folder) / str(number), corpus, count=asked.instructions)
                    for number, generator in enumerate(generators)
                ]
                sizes.append(_measure(sites, size, asked))
            _print(sizes[-1].table() + "\n")
            if shares := sizes[-1].shares():
                _print(shares + "\n")
    except FailedError as error:
        sys.exit(f"bench: {error}")
    return sizes


def _measure(sites: list[Site], size: int, asked: argparse.Namespace) -> Results:
    """Run all cases so many times, the generators in turn."""
    for site in sites:
        _tell(f"{size:,} articles for {site.generator.name}")
        site.prepare()
        if "cold" not in asked.cases:
            site.run("cold")
    results = Results(size)
    for _ in range(asked.runs):
        for case in asked.cases:
            for site in sites:
                if case in site.generator.cases:
                    _measure_one(site, case, results)
    return results


def _measure_one(site: Site, case: str, results: Results) -> None:
    started = time.time()
    run = site.run(case)
    results.add(case, site.generator.name, run, site.count_written(started))
    _tell(f"{results.size:,} {case}: {site.generator.name}: {run.seconds:.2f} s")


def _generators(asked: argparse.Namespace) -> list[Generator]:
    found = list(_archivegens(asked))
    for name in asked.peers:
        if one := peer(name, getattr(asked, name)):
            found.append(one)
        else:
            _tell(f"{name} is not installed: it is left out")
    return found


def _archivegens(asked: argparse.Namespace) -> Iterator[Generator]:
    # Valgrind follows one process.
    workers = 1 if asked.instructions else asked.workers
    return archivegens(asked.indexes, asked.engines, asked.pools, workers)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default="1000,10000", help="numbers of articles")
    parser.add_argument("--runs", type=int, default=3, help="of each case; the median counts")
    parser.add_argument("--workers", type=int, help="archivegen's; default: one a processor")
    parser.add_argument("--style", choices=STYLES, default=STYLES[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--check", metavar="REVISION", help="compare with it; 1 if a case takes 5 %% more"
    )
    parser.add_argument(
        "--instructions", action="store_true", help="count them, by Valgrind, with one worker"
    )
    parser.add_argument("--folder", default=_folder(), help="where the sites are built")
    for name in PEERS:
        parser.add_argument(f"--{name}", metavar="PATH", help="the program, if not installed here")
    for name, names, default in (
        ("cases", CASES, CASES[:-1]),
        ("peers", PEERS, PEERS),
        ("engines", ENGINES, installed_engines()),
        ("indexes", tuple(INDEXES), tuple(INDEXES)),
        ("pools", POOLS, POOLS[:1]),
    ):
        parser.add_argument(
            f"--{name}",
            type=_some_of(names),
            default=",".join(default),
            help=f"of {','.join(names)}; default: {','.join(default)}",
        )
    return parser.parse_args()


def _folder() -> str:
    """A folder in memory where there is one: a disk would be measured, too."""
    return MEMORY_FOLDER if os.access(MEMORY_FOLDER, os.W_OK) else tempfile.gettempdir()


def _numbers(text: str) -> list[int]:
    return [int(number.replace("_", "")) for number in text.split(",")]


def _some_of(names: tuple[str, ...]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        asked = list(filter(None, text.split(",")))
        if unknown := set(asked) - set(names):
            raise argparse.ArgumentTypeError(f"not known: {', '.join(sorted(unknown))}")
        return asked

    return parse


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _tell(text: str) -> None:
    """Say how far the benchmark has come, apart from the tables."""
    sys.stderr.write(f"bench: {text}\n")


if __name__ == "__main__":
    main()
