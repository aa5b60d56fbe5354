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
    """That a file of the output is made, and from what: a path from the site's root, or a page."""

    output: str
    owner: str


def conflicts(root: Path, made: Iterable[Claim], standing: Iterable[Claim]) -> Iterator[Problem]:
    """Problems for outputs that two owners claim, also if they differ by case or normalisation.

    A file cannot stand where another owner's file needs a folder, either.
    """
    owners: dict[str, Claim] = {}
    for claim in (*standing, *made):
        other = owners.setdefault(folded(claim.output), claim)
        if other is not claim:
            yield _conflict(root, claim, other)
    for path, claim in owners.items():
        for folder in folders_of(path):
            if folder in owners:
                yield _conflict(root, claim, owners[folder])


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
    """The problem, told to an article if one of the two is one."""
    if not claim.owner.startswith("content/") and other.owner.startswith("content/"):
        claim, other = other, claim
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
