"""Lists of all topics, authors and others: in parts by first letter where they are long."""

from __future__ import annotations

import json
import re

import pytest

from archivegen.model.collation import index_path
from archivegen.pages.terms import index
from story import Story

# ruff: noqa: RUF001 -- letters of many scripts


def names(site: Story, path: str) -> list[str]:
    """The terms that a page lists."""
    listed = site.page(path).partition("<main")[2].partition('<nav class="neighbours"')[0]
    return re.findall(r'<li><a href="/\w+/[^"]*">([^<]*)</a> <span class="count">\d+ ', listed)


def letters(site: Story, path: str) -> list[str]:
    """The parts that a page leads to, in the order in which it has them."""
    nav = site.page(path).partition('<nav class="letters"')[2].partition("</nav>")[0]
    return re.findall(r'href="/topics/a-z/([^"]*)/"', nav)


@pytest.fixture
def long_list(site: Story) -> Story:
    """Eight topics, where three are as many as one page may have."""
    site.configure('terms_limit = 3\nlanguage = "es"\n')
    tags = ["Puerto", "Ñandú", "Nieve", "A", "Águila", "2024", "¡Ay!", "A–Z"]
    site.article("a.md", tags=tags).article("b.md", tags=["Nieve"], date="2023-05-01")
    return site


def test_a_long_list_is_in_parts_by_first_letter(long_list: Story) -> None:
    site = long_list.build()
    assert letters(site, "topics/index.html") == ["_", "0-9", "a", "n", "%C3%B1", "p"]
    assert names(site, "topics/index.html")[0] == "Nieve"
    assert "<p>8 en total</p>" in site.page("topics/index.html")
    assert names(site, "topics/a-z/a/index.html") == ["A", "A–Z", "Águila"]
    assert names(site, "topics/a-z/ñ/index.html") == ["Ñandú"]
    assert ">0–9<" in site.page("topics/a-z/a/index.html")
    assert 'rel="next" href="/topics/a-z/n/"' in site.page("topics/a-z/a/index.html")
    found = json.loads(site.page("topics/index.json"))
    assert found[-1] == ["Puerto", "/topics/puerto/", 1]
    assert len(found) == 8
    # No address of a part is one of a term's: these have years and a feed below them, and no more.
    assert site.has("topics/a/index.html")
    assert site.has("topics/a-z/index.html")
    assert "<h1>A–Z</h1>" in site.page("topics/a-z/index.html")


def test_a_new_name_changes_its_part_and_what_leads_there(long_list: Story) -> None:
    site = long_list.build()
    site.article("b.md", tags=["Nieve", "Nube"], date="2023-05-01").build().assert_clean()
    ours = {path for path in site.written if re.match("topics/(?!nube|nieve)", path)}
    assert ours == {"topics/index.html", "topics/index.json", "topics/a-z/n/index.html"}
    # As many as one page may have: it is one page again, and its script is gone.
    site.article("a.md", tags=["A"]).build().assert_clean()
    assert not site.has("topics/a-z")
    assert not site.has("topics/index.json")
    assert names(site, "topics/index.html") == ["A", "Nieve", "Nube"]


def test_a_long_part_is_in_parts_itself(site: Story) -> None:
    site.configure("terms_limit = 1\n")
    site.article("a.md", tags=["Flood", "Flood 1", "Flood 20", "Flood 21", "Flood 3"])
    site.article("b.md", tags=["Flood 3"], date="2023-05-01").build()
    at = "topics/a-z/f"
    # However far below its names are, they are one click away; and so are those with most articles.
    below = [f"f-l-o-o-d-_-{digit}" for digit in "123"]
    assert letters(site, "topics/index.html") == ["f", *below]
    assert letters(site, f"{at}/index.html") == ["f", *below]
    assert letters(site, f"{at}-l-o-o-d-_/index.html")[1:] == below
    used = ["Flood 3", "Flood", "Flood 1", "Flood 20", "Flood 21"]
    assert names(site, f"{at}/index.html") == [*used, "Flood"]
    assert names(site, f"{at}-l-o-o-d-_-2/index.html") == ["Flood 20", "Flood 21"]
    assert "<h1>Topics: Flood 2</h1>" in site.page(f"{at}-l-o-o-d-_-2/index.html")


def test_very_many_parts_are_listed_by_their_letters_alone(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_LISTS", 2)
    site.configure("terms_limit = 1\n")
    site.article("a.md", tags=["Flood 1", "Flood 2", "Flood 3"]).build()
    assert letters(site, "topics/index.html") == ["f"]
    assert letters(site, "topics/a-z/f/index.html")[1:] == [f"f-l-o-o-d-_-{at}" for at in "123"]


def test_persons_are_listed_by_their_surnames(site: Story) -> None:
    site.configure("terms_limit = 5\n[taxonomies.people]\n")
    authors = ["Zoë Adams", "Ann Zorn", "Ludwig van der Berg", "Wire News Service", "Marx Brothers"]
    site.document("_authors/marx-brothers.md", kind="organisation")
    site.article("a.md", authors=authors, people=["Zoë Adams", "Ann Zorn"], tags=["Zoë Adams", "B"])
    site.build()
    assert names(site, "authors/index.html") == [
        "Zoë Adams", "Marx Brothers", "Ludwig van der Berg", "Wire News Service", "Ann Zorn",
    ]  # fmt: skip
    assert names(site, "people/index.html") == ["Zoë Adams", "Ann Zorn"]
    assert names(site, "topics/index.html") == ["B", "Zoë Adams"]
    site.document("_authors/marx-brothers.md", sort_name="Brothers").build().assert_clean()
    assert names(site, "authors/index.html")[1] == "Marx Brothers"


@pytest.mark.parametrize(
    ("language", "text", "path"),
    [
        ("cs", "Chléb", "ch l e b"),
        ("de", "Ärger", "a r g e r"),
        ("sv", "Åbo", "å b o"),
        ("tr", "Işık", "ı ş ı k"),
        ("be", "Ёж", "ё ж"),
        ("en", "Ёж", "е ж"),
        ("en", "#1", "_ 1"),
        ("en", "1st", "0-9 1 s t"),
        ("zh", "李明", "l 李 明"),
        ("ja", "海", "漢 海"),
        ("ja", "ガス", "か す"),
        ("ko", "한", "ᄒ"),
        ("ar", "أخبار", "ا خ ب ا ر"),
        ("en", "", ""),
    ],
)
def test_headings_of_an_index(language: str, text: str, path: str) -> None:
    assert list(index_path(text, language)) == path.split()
