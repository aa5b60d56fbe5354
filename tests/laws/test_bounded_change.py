"""Law 2: a change rewrites what shows it, and no more as the archive grows."""

from __future__ import annotations

from pathlib import Path

import pytest

from story import Story


def test_body_edit_writes_one_file(site: Story) -> None:
    site.article("a.md", summary="S").article("b.md", summary="S").build()
    site.article("a.md", "Other text.", summary="S").build()
    site.assert_written("2024/05/01/a/index.html").assert_clean()


def test_headline_edit_writes_the_page_and_what_shows_it(site: Story) -> None:
    site.article("a.md", slug="a", date="2023-01-02").article("b.md", date="2024-05-01").build()
    site.article("a.md", slug="a", headline="Changed", date="2023-01-02").build()
    site.assert_written(
        "2023/01/02/a/index.html",
        "2024/05/01/b/index.html",
        "2023/01/02/index.html",
        "2023/01/index.html",
        "2023/01/index.json",
        "2023/index.html",
        "feed.json",
        "feed.xml",
        "feeds/2023-01.xml",
        "feeds/index.html",
        "index.html",
        "news/2023/index.html",
        "news/feed.xml",
        "news/index.html",
        "on-this-day/01-02/index.html",
        "rss.xml",
    ).assert_clean()


def test_new_article_writes_its_page_and_the_listings_that_show_it(site: Story) -> None:
    site.article("a.md", date="2023-01-02", tags=["X"], authors="Ann").build()
    site.article("b.md", date="2024-05-01", tags=["Y"], authors="Bo").build()
    site.assert_written(
        "2023/01/02/a/index.html",  # its neighbour
        "2023/01/02/index.html",  # the day before
        "2023/01/index.html",  # the month before
        "2023/01/index.json",  # the same for programs
        "2023/index.html",  # the year before
        "2024/05/01/b/index.html",
        "2024/05/01/index.html",
        "2024/05/index.html",
        "2024/05/index.json",
        "2024/index.html",
        "archive/index.html",
        "archive/index.json",
        "authors/bo/feed.xml",
        "authors/bo/index.html",
        "authors/index.html",
        "feed.json",
        "feed.xml",
        "feeds/2023-01.xml",  # the month before
        "feeds/2024-05.xml",
        "feeds/index.html",
        "index.html",
        "news/2023/index.html",  # the section's year before
        "news/2024/index.html",
        "news/feed.xml",
        "news/index.html",
        "on-this-day/01-02/index.html",  # the day of the year before
        "on-this-day/05-01/index.html",
        "on-this-day/index.html",
        "rss.xml",
        "sitemap.xml",
        "sitemaps/2024-05.xml",
        "sitemaps/listings.xml",
        "topics/index.html",
        "topics/y/feed.xml",
        "topics/y/index.html",
    ).assert_clean()


@pytest.mark.parametrize(
    "settings",
    ["listing_limit = 5", "listing_limit = 1000", "listing_limit = 5\n[search]\nenabled = true"],
)
def test_new_article_writes_as_many_files_in_a_larger_archive(
    tmp_path: Path, settings: str
) -> None:
    counts = []
    for size in (40, 160):
        site = Story(tmp_path / f"site-{size}").configure(settings)
        for number in range(size):
            day = f"{2020 + number % 4}-{1 + number // 4 % 12:02}-{1 + number % 28:02}"
            site.article(f"{number}.md", date=day, tags=["T"], headline=f"H {number}")
        site.article("last.md", date="2024-02-01", tags=["T"]).build()
        site.article("new.md", date="2024-02-01T12:00", tags=["T"], headline="New").build()
        counts.append(site.report.written)
        site.assert_clean()
    assert counts[0] == counts[1]


def test_touching_a_file_writes_nothing(site: Story) -> None:
    site.article("a.md").build()
    path = site.root / "content/a.md"
    path.write_bytes(path.read_bytes())
    site.build().assert_written()
    assert site.report.rendered == 0


def test_first_article_of_a_section_changes_the_header_of_every_page(site: Story) -> None:
    site.article("a.md").build()
    site.article("b.md", section="Sport").build().assert_clean()
    assert "/sport/" in site.page("2024/05/01/a/index.html")


def test_crossing_the_limit_cuts_a_topic_along_the_calendar(site: Story) -> None:
    site.configure("listing_limit = 2\nnewest_limit = 1")
    for number in range(2):
        site.article(f"{number}.md", tags=["T"], date=f"2024-0{number + 1}-01")
    site.build()
    assert not site.has("topics/t/2024/index.html")
    site.article("2.md", tags=["T"], date="2024-03-01").build().assert_clean()
    assert site.has("topics/t/2024/index.html")
    assert site.has("topics/t/2024/01/index.html")
    site.delete("content/2.md").build().assert_clean()
    assert not site.has("topics/t/2024")


def test_a_template_edit_renders_the_pages_that_use_it(site: Story) -> None:
    site.article("a.md").article("b.md").build()
    site.write("templates/day.html", '{% extends "base.html" %}').build()
    site.assert_written("2024/05/01/index.html").assert_clean()
    assert site.report.rendered == 1
    assert dict(site.report.explanations)["2024/05/01/index.html"] == "template changed"
