"""Conflicts: two owners of one address, and files in the output that no build wrote."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archivegen.archive.aliases import aliases
from archivegen.archive.inventory import Inventory
from archivegen.builder.output import assets
from archivegen.builder.output.claims import Claim, folded, folders_of
from archivegen.builder.site_reader import open_site
from archivegen.loader.frontmatter.document import ADDRESS_KEYS, at_item, at_key
from archivegen.model.links import alias_path
from archivegen.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from archivegen.builder.inputs import Inputs
    from archivegen.builder.output.current import CurrentOutput
    from archivegen.builder.plan import Plan
    from archivegen.builder.publish import BuildResult
    from archivegen.builder.render_worker import OutputFile
    from archivegen.model.own_paths import OwnFolders


_HINTS = {
    "redirects": "your own rules can stand in templates/_redirects, around a line "
    '{% include "theme/_redirects" %}; or set file = false under [redirects]',
    "headers": "your own headers can stand in templates/_headers, around a line "
    '{% include "theme/_headers" %}; or set file = false under [headers]',
    "data-index": "give that file another name, or set json = false under [indexes]",
}
"""What to do where a file of the site's own stands in the place of one of these slices."""


def find_conflicts(
    root: Path, own: OwnFolders, result: BuildResult, output: CurrentOutput
) -> Iterator[Problem]:
    """Problems for the files of a build that get into the way of others, or of foreign ones."""
    previous, files = output.previous, result.files
    if new := [file for file in files if file.is_new]:
        kept = result.kept() if previous.count else frozenset()
        near = {claim for file in new if kept for claim in output.state.claims_near(file.output)}
        standing = (claim for claim in near if claim.slice in kept)
        yield from conflicts(root, own, map(_claim, files), standing)
    if not output.is_empty:
        # Where a file is as a build left it, nothing foreign can stand.
        claims = (
            _claim(file)
            for file in files
            if file.staged and (file.is_new or file.output in previous.damaged)
        )
        yield from _foreign(output, claims)
    if result.plan.shadowed:
        kept = result.kept()
        made = {file.output: _claim(file) for file in files}
        rows = ((place, output.state.row(place)) for place in result.plan.shadowed.keys() - made)
        standing = (
            Claim(place, row.slice, row.source) for place, row in rows if row and row.slice in kept
        )
        yield from shadows(root, result.plan.shadowed, (*made.values(), *standing))


def conflicts_ahead(inputs: Inputs, plan: Plan) -> Iterator[Problem]:
    """Conflicts of articles, of their old addresses and of files, for a build that ends early.

    So they are told in one round with what ends it, by the rows alone: no page is planned. Articles
    with one address are told as such already.
    """
    redirects = inputs.config.redirects
    with open_site(inputs.paths, inputs.config, inputs.view) as reader:
        inventory = Inventory(reader.articles, reader.view)
        reported = {path for _, _, path in inventory.same_address()}
        outputs = [(reader.urls.output(url), path) for url, path in inventory.addresses()]
        if redirects.html:
            old = aliases(reader.catalog)
            outputs += [(alias_path(alias) or "", path) for alias, _, path in old]
    claims = [
        Claim(output, "", f"content/{path}") for output, path in outputs if path not in reported
    ]
    claims += [Claim(asset.output, assets.SLICE, asset.source) for asset in plan.assets]
    yield from conflicts(inputs.paths.root, inputs.config.folders, claims, ())
    yield from shadows(inputs.paths.root, plan.shadowed, claims)


def _claim(file: OutputFile) -> Claim:
    return Claim(file.output, file.slice, file.source)


def conflicts(
    root: Path, own: OwnFolders, made: Iterable[Claim], previous: Iterable[Claim]
) -> Iterator[Problem]:
    """Problems for outputs that two owners claim, also if they differ by case or normalisation.

    A file cannot stand where another owner's file needs a folder, either.
    """
    claims: dict[str, list[Claim]] = {}
    for claim in (*previous, *made):
        claims.setdefault(folded(claim.output), []).append(claim)
    for path, rivals in claims.items():
        first, *others = sorted(rivals, key=_rank) if len(rivals) > 1 else rivals
        for claim in others:
            yield _conflict(root, own, claim, first)
        for folder in folders_of(path):
            for other in claims.get(folder, ()):
                yield _conflict(root, own, *sorted((first, other), key=_rank, reverse=True))


def shadows(
    root: Path, shadowed: Mapping[str, Iterable[tuple[str, str]]], claims: Iterable[Claim]
) -> Iterator[Problem]:
    """Problems for old addresses whose redirect rules would hide an existing file on hosts.

    `shadowed` has them, with the paths of their articles, by the outputs that they hide.
    """
    for claim in claims:
        for alias, path in shadowed.get(claim.output, ()):
            is_own = claim.source == f"content/{path}"
            owner = "this very article" if is_own else claim.owner
            problem = Problem(
                f"content/{path}",
                f"hosts would lead from the old address {alias} here, where {owner} stands",
                hint="take it out of `aliases`, or give one of them another address",
            )
            yield at_item(root, problem, "aliases", alias)


def _rank(claim: Claim) -> tuple[bool, bool, str, str]:
    """Who is told comes last, and that is an editor; the same one, whoever was there first."""
    is_article = claim.source.startswith("content/")
    return bool(claim.source), is_article, claim.owner, claim.output


def _conflict(root: Path, own: OwnFolders, claim: Claim, other: Claim) -> Problem:
    """The problem, told to the owner of a claim."""
    hint = "give one of them another address"
    if not other.source and (way := own.how_to_move(other.output.partition("/")[0])):
        hint = f"give this another address, or the site's page another place: {way}"
    problem = Problem(
        claim.owner,
        f"this would be written to /{claim.output}, where {other.owner} stands",
        hint=_HINTS.get(other.slice, hint),
    )
    return at_key(root, problem, "aliases", *ADDRESS_KEYS)


def _foreign(output: CurrentOutput, claims: Iterable[Claim]) -> Iterator[Problem]:
    """Problems for outputs whose place is taken by something that no build has written.

    Also where it stands in place of a folder that the output would lie in.
    """
    folders = set[str]()
    for claim in claims:
        for folder in folders_of(claim.output):
            if folder in folders:
                break
            folders.add(folder)
            at = output.folder / folder
            if os.path.lexists(at) and not at.is_dir() and not output.is_ours(folder):
                yield _taken(claim, folder)
        if other := _in_place(output, claim.output):
            yield _taken(claim, other)


def _taken(claim: Claim, other: str) -> Problem:
    return Problem(
        claim.owner,
        f"{other} stands in the output already, and no build has written it",
        hint="remove that file, or choose another output",
    )


def _in_place(output: CurrentOutput, path: str) -> str:
    """What stands at a path of the output or below it and is not ours; empty for nothing."""
    target = output.folder / path
    if target.is_dir() and not target.is_symlink():
        files = (below for below in sorted(target.rglob("*")) if not below.is_dir())
        paths = (file.relative_to(output.folder).as_posix() for file in files)
        return next((below for below in paths if not output.is_ours(below)), "")
    return path if os.path.lexists(target) and not output.is_ours(path) else ""
