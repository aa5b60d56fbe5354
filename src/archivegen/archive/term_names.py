"""The names of terms: which of several spellings names a section, a topic or another term.

The commonest spelling is the name; among equally common ones, the oldest. So one careless
article names no listing. A term is renamed, on all its pages, only when another spelling becomes
the commonest.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.queries import FOREVER, Tally, View, listed, visible
from archivegen.archive.summaries import sums_of_terms, tally_of_sums

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping


def term_names(
    connection: sqlite3.Connection,
    kind: str,
    condition: str = "TRUE",
    values: Mapping[str, object] | None = None,
) -> tuple[dict[str, str], set[str]]:
    """The name of each term by its slug, and the slugs of those with several spellings.

    `kind` is the name of the taxonomy. `condition` says in SQL, by `slug` or `listed`, which terms
    of articles count, with these `values`, which have those of a view; without any, all articles
    do.
    """
    values = {**(values or View(FOREVER, drafts=True).values()), "kind": kind}
    query = f"""
        SELECT slug, min(name), max(name) FROM ({sums_of_terms(f"kind = :kind AND {condition}")})
        GROUP BY slug
    """
    names: dict[str, str] = {}
    several: set[str] = set()
    for slug, first, last in connection.execute(query, values):
        names[slug] = first
        if first != last:
            several.add(slug)
    names |= commonest_names(connection, several, f"{visible()} AND {condition}", values)
    return names, several


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

    They are looked at once for all.
    """
    values = {**view, "kind": kind}
    query = f"""
        SELECT slug, min(name), max(name), {tally_of_sums("listed")}
        FROM ({sums_of_terms("kind = :kind")}) GROUP BY slug ORDER BY slug
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
