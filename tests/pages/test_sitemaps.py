"""Sitemaps: what search engines are told, and how a site says so."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from archivegen.pages import sitemaps
from story import Story

IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
PICTURE = {"src": "/harbour.jpg", "alt": "The harbour"}


def images_in(site: Story, path: str) -> list[str | None]:
    return [found.text for found in ET.fromstring(site.page(path)).iter(f"{IMAGE}loc")]


def test_a_months_sitemap_names_lead_images(site: Story) -> None:
    site.article("ferry.md", image=PICTURE).article("storm.md", date="2024-06-01").build()
    (image,) = images_in(site, "sitemaps/2024-05.xml")
    assert image
    assert image.startswith("https://")
    assert image.endswith("/harbour.jpg")
    assert images_in(site, "sitemaps/2024-06.xml") == []


def test_another_image_changes_one_sitemap(site: Story) -> None:
    site.article("ferry.md", image=PICTURE).article("storm.md", date="2024-06-01").build()
    site.article("ferry.md", image={**PICTURE, "src": "/quay.jpg"}).build().assert_clean()
    assert {path for path in site.written if "sitemap" in path} == {"sitemaps/2024-05.xml"}


def test_images_can_be_left_out(site: Story) -> None:
    site.configure("[sitemaps]\nimages = false\n").article("ferry.md", image=PICTURE).build()
    assert images_in(site, "sitemaps/2024-05.xml") == []


def test_a_site_can_do_without_sitemaps(site: Story) -> None:
    site.article("ferry.md").build()
    assert "/sitemap.xml" in site.page("robots.txt")
    site.configure("[sitemaps]\nenabled = false\n").build().assert_clean()
    assert not site.has("sitemap.xml")
    assert not site.has("sitemaps")
    assert "Sitemap" not in site.page("robots.txt")


def test_the_pages_of_letters_are_told_of(site: Story) -> None:
    site.configure("terms_limit = 1").article("a.md", tags=["Tide", "Ferry"], headline="A").build()
    told = re.findall(
        "<loc>https://gazette.example/(topics/.*?)</loc>", site.page("sitemaps/listings.xml")
    )
    assert told == ["topics/", "topics/ferry/", "topics/tide/", "topics/a-z/f/", "topics/a-z/t/"]
    site.article("a.md", tags=["Tide"], headline="A").build().assert_clean()
    assert "a-z" not in site.page("sitemaps/listings.xml")


def test_what_does_not_fit_into_a_sitemap_is_in_parts(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 6)
    for number in range(20):
        site.article(f"{number}.md", tags=[f"T{number}"], slug=f"a{number}")
    site.build().assert_clean()
    assert not site.has("sitemaps/2024-05.xml")
    parts = re.findall(
        "<loc>https://gazette.example/(sitemaps/.*?)</loc>", site.page("sitemap.xml")
    )
    written = site.paths.output / "sitemaps"
    assert {f"sitemaps/{path.name}" for path in written.iterdir()} == {*parts}
    named = [loc for part in parts for loc in re.findall("<loc>(.*?)</loc>", site.page(part))]
    assert len(named) == len(set(named))
    assert {f"https://gazette.example/2024/05/01/a{number}/" for number in range(20)} < set(named)
    assert max(site.page(part).count("<loc>") for part in parts) <= 6
    # One more is in one more or the same part, and moves no other.
    site.article("new.md", slug="new").build().assert_clean()
    assert len([path for path in site.written if path.startswith("sitemaps/2024-05")]) == 1
