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
    """Problems for outputs that two owners claim, also if they differ by case or normalisation."""
    owners: dict[str, Claim] = {}
    for claim in (*standing, *made):
        other = owners.setdefault(_folded(claim.output), claim)
        if other is not claim:
            yield _conflict(root, claim, other)


def _folded(path: str) -> str:
    return (
        path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()
    )


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
    """Problems for outputs whose place is taken by a file that is not in the list `written`."""
    for claim in claims:
        if claim.output not in written and os.path.lexists(output / claim.output):
            yield Problem(
                claim.owner,
                f"{claim.output} stands in the output already, and no build has written it",
                hint="remove that file, or choose another output",
            )


def pointed(root: Path, problem: Problem, keys: tuple[str, ...]) -> Problem:
    """The problem with the place of the first of these keys in the article it is about."""
    try:
        data = (root / problem.path).read_bytes()
    except OSError:
        return problem
    return point_at(problem.path, data, keys, problem)
