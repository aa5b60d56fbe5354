"""Known terms: the archive's names for its sections, topics, authors and others.

They are from the last build, available without waiting for one and without reading articles. Where
nothing is known, there are no names. So they serve for hints, and nothing may depend on them.
"""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from archivegen.archive.documents.naming import naming
from archivegen.archive.store import read_only_articles
from archivegen.archive.term_names import term_names
from archivegen.model.documents.naming import Naming
from archivegen.model.slugs import ASCII, Slugger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archivegen.config.paths import SitePaths
    from archivegen.model.taxonomies import Taxonomy


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """The names of a taxonomy's terms by their slugs, each as most articles spell it.

    `naming` is what files say of other names.
    """

    taxonomy: Taxonomy
    names: Mapping[str, str] = field(default_factory=dict)
    slugger: Slugger = ASCII
    naming: Naming = field(default_factory=Naming)

    def slug_of(self, name: str) -> str:
        """The slug of the term that a name means."""
        slug = self.taxonomy.slug_of(name, self.slugger)
        return self.naming.slug_of(self.taxonomy.name, slug)

    def spelled(self, name: str) -> str:
        """The name as the archive spells it; as it is, if the archive has no such name."""
        return self.names.get(self.slug_of(name), name)

    def near(self, name: str) -> str:
        """A name that was perhaps meant by one that the archive does not have, or nothing."""
        slug = self.slug_of(name)
        near = [] if slug in self.names else get_close_matches(slug, self.names, 1, cutoff=0.75)
        return self.names[near[0]] if near else ""


def known_terms(
    paths: SitePaths,
    taxonomy: Taxonomy,
    configured: Sequence[str] = (),
    slugger: Slugger = ASCII,
) -> KnownTerms:
    """The names of a taxonomy's terms, from the folder of what is kept between builds.

    `slugger` is the site's.

    Those that are configured are there in any case, and spelled so.
    """
    names: dict[str, str] = {}
    meant = Naming()
    with (
        contextlib.suppress(sqlite3.Error, OSError),
        closing(read_only_articles(paths)) as connection,
    ):
        names, _ = term_names(connection, taxonomy.name)
        meant = naming(connection)
    names = {slug: _whole(slug, names) for slug in names}
    known = KnownTerms(taxonomy, names, slugger, meant)
    # One that has another name now is called by that.
    own = {
        slug: names[slug] if slug in names and slug != taxonomy.slug_of(name, slugger) else name
        for name in configured
        for slug in [known.slug_of(name)]
    }
    return replace(known, names=names | own)


def _whole(slug: str, names: Mapping[str, str]) -> str:
    """The name of a term with that of the one above it, as an editor writes it."""
    parent = slug.rpartition("/")[0]
    return f"{names[parent]}/{names[slug]}" if parent in names else names[slug]
