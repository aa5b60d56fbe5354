"""Taxonomies: the lists that an article can be on, apart from the calendar.

Every site has sections, topics, authors and series, and a site can add its own, such as `people`.
All have the same pages, made by the same code; a `Taxonomy` holds what is particular to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from archivegen.model.slugs import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archivegen.model.slugs import Slugger

SchemaRelation = Literal["", "about", "mentions", "isPartOf"]
"""How schema.org calls what an article has to do with a term; empty: nothing is told."""

SECTIONS, TOPICS, AUTHORS, SERIES, KINDS = "sections", "topics", "authors", "series", "kinds"

GIVEN = ("name", "key", "levels", "stands_empty")
"""What no site can set: it follows from the name."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A kind of list that articles can be on."""

    name: str = ""
    """Its name, such as `topics`."""
    key: str = ""
    """The key in the front matter of articles, such as `tags`."""
    title: str = ""
    """The title of the list of all its terms, such as `People`. If empty, the theme's own words."""
    label: str = ""
    """The label for one of its terms, such as `Person`. If empty, the theme's own words, or
    none."""
    path: str = ""
    """The folder of its pages."""
    pages: bool = True
    """A page for each term, and a list of all; without them, names are not links."""
    feed: bool = True
    """An Atom feed for each term that has a page; needs `base_url`."""
    ordered: bool = False
    """Its articles are parts of a whole, in an order: "Part 2 of 5"."""
    json_ld: SchemaRelation = ""
    """How an article relates to its terms in structured data: `about`, `mentions`, `isPartOf`, or
    nothing."""
    type: str = "Thing"
    """The type of its terms in schema.org, such as `Person` or `Place`."""
    template: str = "term.html"
    """The template of the page of each term."""
    list_template: str = "terms.html"
    """The template of the list of all terms."""
    levels: int = 1
    """The most levels of names: 2 if `Sport/Football` is listed under both."""
    stands_empty: bool = True
    """Whether the list of all terms exists before any article is on it."""

    @property
    def folder(self) -> str:
        """The folder above those of its terms, with a slash; empty for the site's root."""
        return "" if self.name == SECTIONS else f"{self.path}/"

    @property
    def noun(self) -> str:
        """The noun for one of its terms in messages to editors."""
        return _NOUNS.get(self.name, f"`{self.key}` name")

    def slug_of(self, name: str, slugger: Slugger) -> str:
        """The name of a term in the addresses of a site."""
        if self.levels > 1 and "/" in name:
            return "/".join(map(slugger.of_name, levels_of(name)))
        return slugger.of_name(name)


_NOUNS = {SECTIONS: "section", TOPICS: "topic", AUTHORS: "author", SERIES: "series", KINDS: "kind"}

BUILT_IN: Mapping[str, Taxonomy] = MappingProxyType({
    taxonomy.name: taxonomy
    for taxonomy in (
        Taxonomy(
            SECTIONS, "section", path="sections", template="section.html",
            list_template="sections.html", levels=2,
        ),
        Taxonomy(
            TOPICS, "tags", path="topics", template="topic.html", list_template="topics.html"
        ),
        Taxonomy(
            AUTHORS, "authors", path="authors", type="Person", template="author.html",
            list_template="authors.html",
        ),
        Taxonomy(
            SERIES, "series", path="series", ordered=True, json_ld="isPartOf",
            type="CreativeWorkSeries", stands_empty=False,
        ),
        Taxonomy(KINDS, "kind", path="kinds", stands_empty=False),
    )
})  # fmt: skip
"""The taxonomies that every site has, by name, as they are if it does not say otherwise."""

ON_CARDS = (SECTIONS, TOPICS, AUTHORS, KINDS)
"""Those whose terms every listing shows, and that have fields of their own in an article."""

_TYPES = {
    "people": "Person",
    "places": "Place",
    "events": "Event",
    "organisations": "Organization",
    "organizations": "Organization",
}


def default_taxonomy(name: str) -> Taxonomy:
    """A taxonomy as it is if the site says no more than its name."""
    title = name[:1].upper() + name[1:].replace("_", " ")
    return BUILT_IN.get(name) or Taxonomy(
        name, name, title, path=slug_of(name), type=_TYPES.get(name, "Thing")
    )


def further(taxonomies: Iterable[Taxonomy]) -> tuple[Taxonomy, ...]:
    """Those of some taxonomies whose terms no card has."""
    return tuple(taxonomy for taxonomy in taxonomies if taxonomy.name not in ON_CARDS)


def levels_of(name: str) -> tuple[str, ...]:
    """The names in a name such as `Sport/Football`, the uppermost first."""
    return tuple(" ".join(part.split()) for part in name.split("/"))
