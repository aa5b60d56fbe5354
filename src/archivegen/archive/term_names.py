"""The names of terms: how a section, a topic or another is spelled that has several spellings.

The commonest spelling is the name, and of several equally common ones the oldest: so one careless
article names no listing. Only when another spelling becomes the commonest is a term called
otherwise, on all its pages.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archivegen.archive.queries import Tally, tally_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


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
    return names | _commonest(connection, several, condition, values), several


def names_and_tallies(
    connection: sqlite3.Connection, kind: str, condition: str, values: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, Tally]]:
    """The name of each term by its slug, and the tally of its articles, in the order of the slugs.

    Of what `term_names` is given. The rows of a kind are as many as all articles have terms, so
    they are looked at once for both.
    """
    values = {**values, "kind": kind}
    query = f"""
        SELECT slug, min(name), max(name), {tally_of("hash")} FROM terms
        WHERE kind = :kind AND {condition} GROUP BY slug ORDER BY slug
    """
    names: dict[str, str] = {}
    tallies: dict[str, Tally] = {}
    several: set[str] = set()
    for slug, first, last, *sums in connection.execute(query, values):
        names[slug], tallies[slug] = first, Tally(*sums)
        if first != last:
            several.add(slug)
    return names | _commonest(connection, several, condition, values), tallies


def _commonest(
    connection: sqlite3.Connection, slugs: set[str], condition: str, values: Mapping[str, object]
) -> dict[str, str]:
    """The names of terms that have several spellings."""
    if not slugs:
        return {}
    query = f"""
        SELECT slug, name FROM terms WHERE kind = :kind AND {condition}
            AND slug IN (SELECT value FROM json_each(:slugs))
        GROUP BY slug, name ORDER BY count(*), min(position) DESC
    """
    # The commonest comes last, and of those the oldest.
    return dict(connection.execute(query, {**values, "slugs": json.dumps(sorted(slugs))}))
