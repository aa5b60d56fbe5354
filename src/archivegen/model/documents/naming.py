"""Naming: which term articles mean by a name, according to the files of terms.

The slug of a name is made from the name alone. A file may give its term another slug, and may say
that several names mean one term. This holds for every article, whatever is published when.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archivegen.model.documents.term import TermDetails


class NamedTerm(NamedTuple):
    """A term as pages have it: its slug, and its name or nothing where that is as it is spelled.

    `is_taken` is so of a name that means the term by its slug alone, which the term's own names do
    not have.
    """

    slug: str
    name: str = ""
    is_taken: bool = False


TermKey = tuple[str, str]
"""The name of a taxonomy, and the slug that a name has by itself."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The terms that files speak of, by the names that articles may have for them."""

    known: Mapping[TermKey, NamedTerm] = field(default_factory=dict)

    def of(self, taxonomy: str, slug: str) -> NamedTerm:
        """The term that a name means, given by the slug that it has by itself."""
        return self.known.get((taxonomy, slug)) or NamedTerm(slug)

    @property
    def has_taken(self) -> bool:
        """Whether any name is taken."""
        return any(term.is_taken for term in self.known.values())

    def slug_of(self, taxonomy: str, slug: str) -> str:
        """The slug of the term that a name means, which may be that of another; likewise above."""
        above, _, own = slug.rpartition("/")
        return self.of(taxonomy, f"{self.of(taxonomy, above).slug}/{own}" if above else slug).slug

    def changed_since(self, before: Naming) -> set[TermKey]:
        """The terms and names whose articles may have to be read again, since they are another's.

        By the slugs that articles were read with, and those that they will have.
        """
        keys = {
            key
            for key in self.known.keys() | before.known.keys()
            if self.known.get(key) != before.known.get(key)
        }
        targets = {(taxonomy, before.of(taxonomy, slug).slug) for taxonomy, slug in keys}
        return keys | targets


def naming_of(files: Iterable[TermDetails]) -> Naming:
    """What files of terms say of names, in their order: of two that claim one, the first has it."""
    known: dict[TermKey, NamedTerm] = {}
    for details in files:
        for slug in claims_of(details):
            term = NamedTerm(details.slug, details.name, slug not in details.names)
            known.setdefault((details.taxonomy, slug), term)
    return Naming(known)


def claims_of(details: TermDetails) -> Iterator[str]:
    """The slugs of all names by which a file says that its term goes."""
    yield from dict.fromkeys((details.slug, *details.names))
