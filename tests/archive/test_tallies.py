"""Tallies: sums over the digests of articles, which tell a change and cannot be steered."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archivegen.archive.queries import tally_of
from archivegen.config.paths import SitePaths
from story import Story

TABLES = ("articles", "terms", "days", "notices")


def tallies(paths: SitePaths) -> dict[str, tuple[int, ...]]:
    with closing(sqlite3.connect(paths.articles_db)) as connection:
        queries = {table: f"SELECT {tally_of('hash')} FROM {table}" for table in TABLES}
        return {table: connection.execute(query).fetchone() for table, query in queries.items()}


def a_story(root: Path) -> Story:
    correction = [{"date": "2024-05-02", "text": "Spelling."}]
    return Story(root).article("a.md", tags=["X"], corrections=correction).article("b.md").build()


def test_nobody_can_foresee_what_articles_add_up_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = a_story(tmp_path / "one"), a_story(tmp_path / "other")
    mine, theirs = tallies(one.paths), tallies(other.paths)
    for table in TABLES:
        assert mine[table][0] == theirs[table][0] > 0
        assert not {*mine[table][1:]} & {*theirs[table][1:]}
    # Nothing but the secret makes the difference.
    monkeypatch.setattr(os, "urandom", bytes)
    assert tallies(a_story(tmp_path / "x").paths) == tallies(a_story(tmp_path / "y").paths)


def test_all_bits_count() -> None:
    def tally(*rows: tuple[int, int]) -> tuple[int, ...]:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE TABLE t (hash INT, hash_high INT)")
            connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
            sums: tuple[int, ...] = connection.execute(
                f"SELECT {tally_of('hash')} FROM t"
            ).fetchone()
            return sums

    most = (1 << 63) - 1
    seen = {tally((0, 0))}
    for bit in range(63):
        seen |= {tally((1 << bit, 0)), tally((0, 1 << bit))}
    assert len(seen) == 127
    assert tally(*[(most, -most)] * 5000)[0] == 5000  # no sum overflows


def test_lost_rows_cost_no_page(tmp_path: Path) -> None:
    site = a_story(tmp_path / "site")
    site.paths.articles_db.unlink()
    assert not site.build().assert_clean().written
