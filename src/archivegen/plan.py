"""The plan: which slices have to be produced, and what is wrong with the archive as a whole."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archivegen.frontmatter import point_at
from archivegen.pages import slices_of
from archivegen.problems import SHOWN_PER_KIND, Problem
from archivegen.site import make_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.catalog import Catalog
    from archivegen.page import Planning, Site


@dataclass(frozen=True, slots=True)
class Plan:
    """All slices of the site with their digests, and what every page shows of the site."""

    site: Site
    slices: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def make_plan(planning: Planning, root: Path, stylesheet: str) -> Plan:
    """Plan the whole site, down to the slices."""
    sections = planning.catalog.terms("section").values()
    site = make_site(planning.config, planning.urls, sections, stylesheet)
    problems = [*_same_addresses(planning.catalog, root), *_spellings(planning.catalog, root)]
    if not planning.urls.origin:
        problems.append(
            Problem(
                "archivegen.toml",
                "`base_url` is not set: there are no feed, sitemaps and canonical links",
                hint='add a line: base_url = "https://example.org/"',
                severity="warning",
            )
        )
    return Plan(site, dict(slices_of(planning)), tuple(problems))


def _same_addresses(catalog: Catalog, root: Path) -> Iterator[Problem]:
    for url, first, path in catalog.same_address():
        problem = Problem(
            f"content/{path}",
            f"this article and content/{first} have the same address {url}",
            hint="give one of them another `slug`",
        )
        yield _pointed(root, problem, ("slug", "headline"))


def _spellings(catalog: Catalog, root: Path) -> Iterator[Problem]:
    for number, (path, own, other) in enumerate(catalog.spellings()):
        problem = Problem(
            f"content/{path}",
            f"`{own}` is listed as `{other}`, which was there first",
            hint=f"write `{other}`",
            severity="warning",
            kind="spelling",
        )
        # Only the first few are shown with their place, so only those need one.
        keys = ("section", "tags", "authors")
        yield _pointed(root, problem, keys) if number < SHOWN_PER_KIND else problem


def _pointed(root: Path, problem: Problem, keys: tuple[str, ...]) -> Problem:
    try:
        data = (root / problem.path).read_bytes()
    except OSError:
        return problem
    return point_at(problem.path, data, keys, problem)


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
    return _pointed(root, problem, ("aliases", "slug", "headline"))
