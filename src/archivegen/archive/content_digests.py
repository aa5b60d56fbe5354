"""Digests of the content of articles: of what is shown of them beyond their cards.

In go the rows of the published articles; out come digests for the slices of article pages and of
feeds with full texts. Two digests are equal exactly if the slices show the same: the text and all
metadata of an article (the row's `hash`), and the current targets of the links in its text.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.day_numbers import month_of
from archivegen.archive.queries import listed, visible, year_and_month_of
from archivegen.system.digests import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archivegen.archive.catalog import Catalog
    from archivegen.model.taxonomies import Taxonomy


def article_groups(
    catalog: Catalog, around: Mapping[str, int] | None = None
) -> dict[tuple[str, int, int], bytes]:
    """A digest for each slice of article pages, by section (slug), year and month.

    It covers the articles with the targets of their links, and the listed card before the first
    and after the last in their section. `around` has a number for what else the page of an article
    shows, by the article's position.
    """
    parts: dict[tuple[str, int, int], list[object]] = defaultdict(list)
    query = f"""
        SELECT section, {year_and_month_of("day")}, listed, hash, hash_high,
            card_hash, card_hash_high, position FROM articles
        WHERE {visible()} ORDER BY section, position
    """
    last: tuple[tuple[str, int, int], list[int]] | None = None
    rows = catalog.select(query)
    for section, year, month, is_listed, whole, whole_high, *card, position in rows:
        group = (section, year, month)
        parts[group] += whole, whole_high
        if around and position in around:
            parts[group].append(around[position])
        if not is_listed:
            continue
        if last and last[0] != group and last[0][0] == section:
            parts[group] += last[1]
            parts[last[0]] += card
        last = group, card
    for _, section, year, month, target, url in _links(catalog):
        parts[section, year, month] += [target, url]
    return {group: fingerprint(values) for group, values in parts.items()}


def texts_of_groups(
    catalog: Catalog, paths: Collection[str]
) -> dict[tuple[str, int, int], list[object]]:
    """Digests of the content of some articles, by section (slug), year and month."""
    texts: dict[tuple[str, int, int], list[object]] = defaultdict(list)
    query = f"""
        SELECT section, {year_and_month_of("day")}, path, hash, hash_high FROM articles
        WHERE path IN (SELECT value FROM json_each(:paths)) AND {visible()} ORDER BY path
    """
    for section, year, month, *text in catalog.select(query, paths=json.dumps(sorted(paths))):
        texts[section, year, month] += text
    return texts


def picture_numbers(catalog: Catalog, pictures: Mapping[str, bytes]) -> dict[str, int]:
    """A number for each article that shows some of the pictures, by its position.

    It represents their digests, which `pictures` has by output path.
    """
    shown: dict[str, list[bytes]] = defaultdict(list)
    if pictures:
        query = f"""
            SELECT position, output FROM shows JOIN articles USING (path) WHERE {visible()}
            ORDER BY output
        """
        for position, output in catalog.select(query):
            if key := pictures.get(output):
                shown[position].append(key)
    return {position: int.from_bytes(fingerprint(keys)) for position, keys in shown.items()}


class ListedPictures(NamedTuple):
    """Numbers that represent the pictures of listed articles; none if there are no pictures.

    By year, by year and month, and by term (`sections/news`) and year.
    """

    years: Counter[int]
    months: Counter[tuple[int, int]]
    terms: dict[str, Counter[int]]


def listed_pictures(catalog: Catalog, pictures: Mapping[str, bytes]) -> ListedPictures:
    """Numbers for the pictures in listings; `pictures` has their digests by output path."""
    numbers = ListedPictures(Counter(), Counter(), defaultdict(Counter))
    query = f"""
        SELECT position, day, terms, output FROM shows JOIN articles USING (path) WHERE {listed()}
    """
    for position, day, terms, output in catalog.select(query) if pictures else ():
        if key := pictures.get(output):
            number, month = int.from_bytes(fingerprint((position, key))), month_of(day)
            numbers.years[month[0]] += number
            numbers.months[month] += number
            for term in terms.split():
                numbers.terms[term][month[0]] += number
    return numbers


def _texts(catalog: Catalog) -> dict[str, tuple[object, ...]]:
    """Values that are equal for equal articles with equal targets, by the article's position."""
    query = f"SELECT position, hash, hash_high FROM articles WHERE {visible()} ORDER BY position"
    texts: dict[str, tuple[object, ...]] = {
        position: tuple(whole) for position, *whole in catalog.select(query)
    }
    for position, _, _, _, *link in _links(catalog):
        texts[position] += tuple(link)
    return texts


def texts_of_months(catalog: Catalog) -> dict[tuple[int, int], bytes]:
    """A digest of the articles of each month with the targets of their links, by year and month."""
    parts: dict[tuple[int, int], list[object]] = defaultdict(list)
    texts = _texts(catalog)
    query = f"SELECT position, day FROM days WHERE {listed()} ORDER BY position"
    for position, day in catalog.select(query):
        parts[month_of(day)].append(texts[position])
    return {month: fingerprint(values) for month, values in parts.items()}


def texts_of_terms(catalog: Catalog, taxonomy: Taxonomy, limit: int) -> dict[str, bytes]:
    """A digest of the newest articles of each term with the targets of their links, by slug."""
    query = f"""
        SELECT slug, position FROM terms WHERE kind = :kind AND {listed()}
        ORDER BY slug, position
    """
    texts = _texts(catalog)
    newest: dict[str, deque[object]] = defaultdict(lambda: deque(maxlen=limit))
    for slug, position in catalog.select(query, kind=taxonomy.name):
        newest[slug].append(texts[position])
    return {slug: fingerprint([*values]) for slug, values in newest.items()}


def _links(catalog: Catalog) -> Iterator[tuple[str, str, int, int, str, str | None]]:
    """Each link of a published article to the file of an article or document.

    Position, section, year and month of the one, the file's path, and the address of what is in
    it, if that is published.
    """
    query = f"""
        SELECT own.position, own.section, {year_and_month_of("own.day")}, target,
            coalesce(other.url, documents.url)
        FROM links
        JOIN articles AS own ON own.path = links.path AND {visible("own")}
        LEFT JOIN articles AS other ON other.path = target AND {visible("other")}
        LEFT JOIN documents ON documents.path = target AND {visible("documents")}
        ORDER BY links.path, target
    """
    return catalog.select(query)
