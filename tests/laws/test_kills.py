"""A build that is killed at any moment: whole files are served, and the next build finishes it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from faults import (
    TORTURE,
    Ending,
    TwoSites,
    Watch,
    in_a_process,
    kill,
    killed_after,
    needs_fork,
    to_and_fro,
)
from story import Story

pytestmark = pytest.mark.usefixtures("compiled_templates")

STEP = 1 if TORTURE else 10
"""Every so many operations a build is killed."""

TIMES = 400 if TORTURE else 12
"""Builds that are killed at a random time."""


def kill_everywhere(sites: TwoSites, before: Callable[[], object], step: int) -> int:
    """Kill builds at one operation after the other until one comes to its end; says how many."""
    for kills, at in enumerate(range(0, 10_000, step)):
        before()
        sites.edit()
        ending = in_a_process(sites.site, Watch(at, kill).start)
        sites.assert_whole()
        sites.assert_finished()
        if ending == Ending.BUILT:
            return kills
        assert ending == Ending.KILLED
    raise AssertionError("a build without an end")


@needs_fork
def test_killed_at_every_operation(site: Story) -> None:
    assert kill_everywhere(to_and_fro(site), lambda: None, STEP) > 100 // STEP


@needs_fork
def test_killed_at_every_operation_without_a_state(site: Story) -> None:
    def forget() -> None:
        for path in site.paths.state.rglob("*.db*"):
            path.unlink()

    assert kill_everywhere(to_and_fro(site), forget, 5 * STEP) > 100 // (5 * STEP)


@needs_fork
def test_killed_at_every_operation_of_a_first_build(site: Story) -> None:
    sites = to_and_fro(site)

    def clear() -> None:
        for folder in (site.paths.state, site.paths.output):
            for path in sorted(folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()

    assert kill_everywhere(sites, clear, 5 * STEP) > 100 // (5 * STEP)


@needs_fork
def test_a_kill_costs_no_more_than_the_build(site: Story) -> None:
    """What was known before is rolled back to, so what has not changed is not rendered again."""
    for number in range(30):
        site.article(f"n{number}.md", date=f"2022-{1 + number % 12:02}-01", summary="S")
    site.build()
    pages = site.report.pages
    for at in range(4, 40, 3):
        site.article("n1.md", f"Edit {at}.", date="2022-02-01", summary="S")
        in_a_process(site, Watch(at, kill).start)
        site.build()
        assert site.report.rendered < pages // 3
        assert site.report.articles == 30


@needs_fork
def test_killed_again_and_again(site: Story) -> None:
    """Each build is killed a little later than the one before, and none is let finish."""
    sites = to_and_fro(site)
    sites.edit()
    ending, at = Ending.KILLED, 0
    while ending == Ending.KILLED:
        ending = in_a_process(site, Watch(at, kill).start)
        sites.assert_whole()
        at += STEP
    sites.assert_finished()


@needs_fork
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_any_time(site: Story, workers: int) -> None:
    """Also in the midst of what SQLite does, and with workers at work."""
    for number in range(110 if workers > 1 else 0):
        site.article(f"n{number}.md", f"Number {number}.", date=f"2022-{1 + number % 12:02}-01")
    site.options = replace(site.options, workers=workers)
    sites = to_and_fro(site)
    chance = random.Random(workers)
    longest = 0.1
    for _ in range(TIMES):
        sites.edit()
        ending = killed_after(site, chance.uniform(0, longest))
        longest *= 1.1 if ending == Ending.KILLED else 0.9
        sites.assert_whole()
        sites.assert_finished()
