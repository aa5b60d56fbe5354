"""The names of terms: how a section, a topic or another is spelled that has several spellings.

The commonest spelling is the name, and of several equally common ones the oldest: so one careless
article names no listing. Only when another spelling becomes the commonest is a term called
otherwise, on all its pages.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.queries import Tally, listed, tally_of, visible

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping


def term_names(
    connection: sqlite3.Connection,
    kind: str,
    condition: str = "true",
    values: Mapping[str, object] | None = None,
) -> tuple[dict[str, str], set[str]]:
    """The name of each term by its slug, and the slugs of those with several spellings.

    `kind` is the name of the taxonomy. `condition` says in SQL which rows of the table `terms`
    count, with these `values`.
    """
    values = {**(values or {}), "kind": kind}
    query = f"""
        SELECT slug, min(name), max(name) FROM terms WHERE kind = :kind AND {condition}
        GROUP BY slug
    """
    names: dict[str, str] = {}
    several: set[str] = set()
    for slug, first, last in connection.execute(query, values):
        names[slug] = first
        if first != last:
            several.add(slug)
    return names | commonest_names(connection, several, condition, values), several


class CountedTerms(NamedTuple):
    """The terms of a taxonomy by their slugs: their names, and tallies of their articles.

    `respelled` are the slugs of those with several spellings.
    """

    names: dict[str, str]
    tallies: dict[str, Tally]
    respelled: frozenset[str]


def counted_terms(
    connection: sqlite3.Connection, kind: str, view: Mapping[str, object]
) -> CountedTerms:
    """The terms that listed articles have, with what all published ones tell of their spelling.

    Each article has several rows of terms, so they are looked at once for all.
    """
    values = {**view, "kind": kind}
    query = f"""
        SELECT slug, min(name), max(name), {tally_of("hash", "listed")} FROM terms
        WHERE kind = :kind AND {visible()} GROUP BY slug ORDER BY slug
    """
    names: dict[str, str] = {}
    tallies: dict[str, Tally] = {}
    respelled: set[str] = set()
    for slug, first, last, *sums in connection.execute(query, values):
        if first != last:
            respelled.add(slug)
        if (tally := Tally(*sums)).articles:
            names[slug], tallies[slug] = first, tally
    names |= commonest_names(connection, respelled, listed(), values)
    return CountedTerms(names, tallies, frozenset(respelled))


def commonest_names(
    connection: sqlite3.Connection,
    slugs: Collection[str],
    condition: str,
    values: Mapping[str, object],
) -> dict[str, str]:
    """The names of terms with several spellings; `values` has the `kind`, the taxonomy's name."""
    if not slugs:
        return {}
    query = f"""
        SELECT slug, name FROM terms WHERE kind = :kind AND {condition}
            AND slug IN (SELECT value FROM json_each(:slugs))
        GROUP BY slug, name ORDER BY count(*), min(position) DESC
    """
    # The commonest comes last, and of those the oldest.
    return dict(connection.execute(query, {**values, "slugs": json.dumps(sorted(slugs))}))
