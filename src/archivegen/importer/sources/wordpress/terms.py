"""Categories and tags, as a section and topics.

An article has one section, and a post as many categories as its author ticked. One of them is the
section: the one that a plug-in calls the primary, or else the first, with the category above it;
all others are topics. What WordPress files under when nothing was ticked is no section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archivegen.importer.sources.shared.html_texts import plain

if TYPE_CHECKING:
    from archivegen.importer.sources.wordpress.export import Record
    from archivegen.importer.sources.wordpress.library import Library

_UNFILED = (
    "uncategorized",
    "uncategorised",
    "unkategorisiert",
    "sin-categoria",
    "sem-categoria",
    "senza-categoria",
    "non-classe",
    "geen-categorie",
    "bez-kategorii",
    "ukategorisert",
    "okategoriserade",
)
_PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_primary_term_category")


class Terms(NamedTuple):
    """Under what an item is filed."""

    section: str = ""
    topics: tuple[str, ...] = ()


def terms_of(record: Record, library: Library, section_of: str) -> Terms:
    """The section and the topics of a post.

    `section_of` is an option of the import: if it is not `category`, all categories are topics.
    """
    tags = [plain(it.name) for it in record.categories if it.taxonomy in {"post_tag", "tag"}]
    filed = {
        it.slug or plain(it.name): plain(it.name)
        for it in record.categories
        if it.taxonomy == "category" and not it.slug.startswith(_UNFILED)
    }
    section, used = "", list[str]()
    if section_of == "category" and filed:
        used = _way_to(_section(record, library, filed), library)
        names = [filed.get(slug) or library.category_names.get(slug) or slug for slug in used]
        # A section has one level below it, and a slash in its name would be another.
        section = "/".join(name.replace("/", "-") for name in dict.fromkeys((names[0], names[-1])))
    topics = [name for slug, name in filed.items() if slug not in used] + tags
    return Terms(section, tuple(dict.fromkeys(filter(None, topics))))


def _section(record: Record, library: Library, filed: dict[str, str]) -> str:
    """The category that is the section: of one and a category below it, the lower."""
    numbers = (record.first_meta(key) for key in _PRIMARY)
    slugs = (library.slugs_by_term.get(number, "") for number in numbers)
    if primary := next((slug for slug in slugs if slug in filed), ""):
        return primary
    chosen = next(iter(filed))
    below = (slug for slug in filed if chosen in _way_to(slug, library)[:-1])
    return next(below, chosen)


def _way_to(slug: str, library: Library) -> list[str]:
    """A category and those above it, the uppermost first."""
    way = [slug]
    while (above := library.parents.get(way[0])) and above not in way:
        way.insert(0, above)
    return way
