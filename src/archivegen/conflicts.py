"""Conflicts: two owners of one address, and files in the output that no build has written."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.frontmatter import point_at
from archivegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Claim:
    """That a file of the output is made: of a slice, and from a file of the site, if from one."""

    output: str
    slice: str
    source: str

    @property
    def owner(self) -> str:
        """Who writes the file, in words."""
        return self.source or f"the site's own page ({self.slice})"


def conflicts(root: Path, made: Iterable[Claim], standing: Iterable[Claim]) -> Iterator[Problem]:
    """Problems for outputs that two owners claim, also if they differ by case or normalisation.

    A file cannot stand where another owner's file needs a folder, either.
    """
    claims: dict[str, list[Claim]] = {}
    for claim in (*standing, *made):
        claims.setdefault(folded(claim.output), []).append(claim)
    for path, rivals in claims.items():
        first, *others = sorted(rivals, key=_rank) if len(rivals) > 1 else rivals
        for claim in others:
            yield _conflict(root, claim, first)
        for folder in folders_of(path):
            for other in claims.get(folder, ()):
                yield _conflict(root, *sorted((first, other), key=_rank, reverse=True))


def _rank(claim: Claim) -> tuple[bool, bool, str, str]:
    """Who is told comes last, and that is an editor; the same one, whoever was there first."""
    is_article = claim.source.startswith("content/")
    return bool(claim.source), is_article, claim.owner, claim.output


def folded(path: str) -> str:
    """The path as a file system sees it that tells neither cases nor normal forms apart."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", path).casefold()


def folders_of(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def in_the_way(gone: Collection[str], wanted: Iterable[str]) -> set[str]:
    """Those of the vanishing files that have to go before the wanted ones can take their places.

    They are where a wanted file needs a folder, below the place of a wanted file, or the same
    file to a file system that does not tell cases apart.
    """
    if not gone:
        return set()
    places = {folded(path) for path in wanted}
    folders = {folder for path in places for folder in folders_of(path)}
    return {
        path
        for path in gone
        if folded(path) in places
        or folded(path) in folders
        or any(folder in places for folder in folders_of(folded(path)))
    }


def _conflict(root: Path, claim: Claim, other: Claim) -> Problem:
    """The problem, told to the owner of a claim."""
    problem = Problem(
        claim.owner,
        f"this would be written to /{claim.output}, where {other.owner} stands",
        hint="give one of them another address",
    )
    return pointed(root, problem, ("aliases", "slug", "headline"))


def foreign(output: Path, claims: Iterable[Claim], written: Collection[str]) -> Iterator[Problem]:
    """Problems for outputs whose place is taken by something that is not in the list `written`."""
    ours = {folded(path) for path in written}
    for claim in claims:
        if other := _in_place(output, claim.output, ours):
            yield Problem(
                claim.owner,
                f"{other} stands in the output already, and no build has written it",
                hint="remove that file, or choose another output",
            )


def _in_place(output: Path, path: str, ours: Collection[str]) -> str:
    """What stands at a path of the output or below it and is not ours; empty for nothing."""
    place = output / path
    if place.is_dir() and not place.is_symlink():
        found = (below for below in sorted(place.rglob("*")) if not below.is_dir())
        return next(
            (
                below.relative_to(output).as_posix()
                for below in found
                if folded(below.relative_to(output).as_posix()) not in ours
            ),
            "",
        )
    return path if folded(path) not in ours and os.path.lexists(place) else ""


def pointed(root: Path, problem: Problem, keys: tuple[str, ...]) -> Problem:
    """The problem with the place of the first of these keys in the article it is about."""
    try:
        data = (root / problem.path).read_bytes()
    except OSError:
        return problem
    return point_at(problem.path, data, keys, problem)
