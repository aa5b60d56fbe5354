"""Members: the taxonomies that a site has beyond the keys of every site, such as series.

The keys are those of the site's taxonomies. A name, a list of names or, in taxonomies with an
order, `{name: ..., part: 2}` become values, or problems with positions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archivegen.loader.frontmatter.advice import advice_on_names
from archivegen.loader.frontmatter.nothing import is_nothing
from archivegen.loader.frontmatter.scalars import (
    WrongValueError,
    each,
    text_of,
    wrong,
)
from archivegen.loader.frontmatter.validate import problems_of
from archivegen.loader.frontmatter.yaml_reader import Untyped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.loader.frontmatter.document import Document
    from archivegen.model.problems import Problem
    from archivegen.model.slugs import Slugger
    from archivegen.model.taxonomies import Taxonomy

_PART = re.compile(r"[1-9]\d{0,3}", re.ASCII)


class Member(NamedTuple):
    """A name that an article is listed under, and which part of it the article is, or 0."""

    name: str
    part: int = 0


def members_of(
    document: Document, taxonomies: Iterable[Taxonomy], slugger: Slugger
) -> tuple[dict[str, tuple[Member, ...]], list[Problem]]:
    """What an article is listed under, by the names of the taxonomies, and its problems.

    Of several names with one slug, the first counts.
    """
    members: dict[str, tuple[Member, ...]] = {}
    problems: list[Problem] = []
    for taxonomy in taxonomies:
        value = document.values.get(taxonomy.key)
        if is_nothing(value):
            continue
        try:
            found = _members(value, taxonomy)
        except WrongValueError as error:
            problems += problems_of(document, (taxonomy.key,), error.context)
            continue
        by_slug: dict[str, Member] = {}
        for member in found:
            by_slug.setdefault(taxonomy.slug_of(member.name, slugger), member)
        members[taxonomy.name] = tuple(by_slug.values())
        names = tuple(member.name for member in by_slug.values())
        problems += advice_on_names(document, taxonomy.key, names, slugger)
    return members, problems


def _members(value: object, taxonomy: Taxonomy) -> list[Member]:
    if isinstance(value, list):
        return each(enumerate(value), lambda index, item: _member(item, taxonomy, index))
    return [_member(value, taxonomy)]


def _member(value: object, taxonomy: Taxonomy, *at: str | int) -> Member:
    if not isinstance(value, dict):
        return Member(text_of(value, *at))
    if not taxonomy.ordered:
        raise wrong("is a mapping, not a name", f"write `{taxonomy.key}: [one, another]`", *at)
    if is_nothing(value.get("name")):
        raise wrong("there is no `name` in it", "write {name: ..., part: 2}", *at)
    return Member(text_of(value["name"], *at, "name"), _part(value.get("part"), *at, "part"))


def _part(value: object, *at: str | int) -> int:
    if is_nothing(value):
        return 0
    text = value.text if isinstance(value, Untyped) else value
    if isinstance(text, str) and _PART.fullmatch(text):
        return int(text)
    raise wrong("`part` is no number from 1 to 9999", "write `part: 2`", *at)
