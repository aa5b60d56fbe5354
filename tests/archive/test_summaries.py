"""Summaries say what the rows say, after any edits and as of any "now"."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from archivegen.archive.catalog import Catalog
from archivegen.archive.inventory import Inventory
from archivegen.archive.months import indexed_months
from archivegen.archive.queries import View, indexed, listed, tally_of, visible, year_and_month_of
from archivegen.archive.store import read_only_articles
from archivegen.archive.summaries import renew_all
from archivegen.model.problems import SiteError
from archivegen.model.taxonomies import BUILT_IN
from archivegen.model.urls import Urls
from story import NOW, Story

KINDS = ("sections", "topics")
PATHS = "abcdefghijkl"
DATES = ("2021", "2021-02", "2021-02-03", "2021-02-03 10:00", "2021-02-28 23:59", "2021-03-01")

VIEWS = [
    View(now, drafts=drafts)
    for now in (0, 1_612_000_000, 1_612_346_400, 1_614_500_000, 1_614_600_000, NOW, 1 << 40)
    for drafts in (False, True)
]
"""Before, between and after all articles."""


def write_by_chance(site: Story, chance: random.Random) -> None:
    """Write one of a few articles, or delete it."""
    name = chance.choice(PATHS)
    if chance.random() < 0.2 and (site.root / f"content/{name}.md").exists():
        site.delete(f"content/{name}.md")
    else:
        site.article(
            f"{name}.md", date=chance.choice(DATES), slug=chance.choice(("x", name)),
            section=chance.choice(("News", "news", "News/Sea", "Sport")),
            tags=[chance.choice(("Sea", "sea", "Harbour"))], draft=chance.random() < 0.3,
            listed=chance.random() < 0.7,
        )  # fmt: skip


def read(site: Story) -> Story:
    """Bring the rows up to date, also where the site has errors."""
    with contextlib.suppress(SiteError):
        site.build()
    return site


def kept(connection: sqlite3.Connection) -> list[list[Any]]:
    """All that is kept."""
    tables = ("term_sums", "day_sums", "shared_urls")
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


@pytest.mark.parametrize("seed", range(3))
def test_they_are_what_all_rows_give(seed: int, site: Story) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        for _ in range(chance.choice((1, 4))):
            write_by_chance(site, chance)
        with closing(sqlite3.connect(read(site).paths.articles_db)) as connection:
            found = kept(connection)
            renew_all(connection)
            assert found == kept(connection)
            assert found[0]
            connection.rollback()


def test_they_count_what_is_published(site: Story) -> None:
    chance = random.Random(1)
    for _ in range(60):
        write_by_chance(site, chance)
    with closing(read_only_articles(read(site).paths)) as connection:
        counts = {count_of_rows_and_sums(connection, view) for view in VIEWS}
    assert len(counts) > 3


def count_of_rows_and_sums(connection: sqlite3.Connection, view: View) -> int:
    """The number of listed articles, after a comparison of all that is asked of both."""
    catalog = Catalog(connection, view, Urls.of(""))
    days = f"SELECT day, {tally_of('hash')} FROM days WHERE {listed()} GROUP BY day"
    assert {day: tuple(sums) for day, *sums in catalog.select(days)} == catalog.days
    months = f"""
        SELECT {year_and_month_of("day")}, max(modified), {tally_of("hash")}
        FROM days WHERE {indexed()} GROUP BY 1, 2
    """
    assert {(year, month): (modified, tuple(sums)) for year, month, modified, *sums in
            catalog.select(months)} == indexed_months(catalog)  # fmt: skip
    for kind in KINDS:
        compare_terms(catalog, kind)
    return sum(tally.articles for tally in catalog.days.values())


def compare_terms(catalog: Catalog, kind: str) -> None:
    """Hold the sums of a kind of terms against their rows."""
    of_kind = f"FROM terms WHERE kind = '{kind}'"
    tallies = f"SELECT slug, {tally_of('hash')} {of_kind} AND {listed()} GROUP BY slug"
    found = {slug: tuple(sums) for slug, *sums in catalog.select(tallies)}
    assert found == catalog.term_tallies(BUILT_IN[kind])
    assert catalog.terms(BUILT_IN[kind]).keys() == found.keys()
    respelled = f"""
        SELECT slug {of_kind} AND {visible()} GROUP BY slug HAVING count(DISTINCT name) > 1
    """
    assert {slug for (slug,) in catalog.select(respelled)} == catalog.respelled_terms(
        BUILT_IN[kind]
    )
    for slug, term in catalog.terms(BUILT_IN[kind]).items():
        months = f"""
            SELECT {year_and_month_of("day")}, {tally_of("hash")} {of_kind} AND slug = :slug
                AND {listed()} GROUP BY 1, 2
        """
        rows = catalog.select(months, slug=slug)
        of_term = catalog.months_of_term(BUILT_IN[kind], slug)
        assert {(year, month): tuple(sums) for year, month, *sums in rows} == of_term
        assert catalog.term(BUILT_IN[kind], slug) == term


def test_an_address_is_shared_as_long_as_two_articles_have_it(site: Story) -> None:
    def shared() -> list[tuple[str, str, str]]:
        with closing(read_only_articles(read(site).paths)) as connection:
            return Inventory(connection, View(NOW)).same_address()

    site.article("a.md", slug="x").article("b.md", slug="x").article("c.md")
    assert shared() == [("/2024/05/01/x/", "a.md", "b.md")]
    site.article("c.md", slug="x", draft=True)
    assert len(shared()) == 1
    site.article("c.md", slug="x")
    assert len(shared()) == 2
    site.delete("content/a.md").article("b.md")
    assert not shared()
