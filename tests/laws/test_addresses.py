"""Addresses: two owners of one place are an error that names both, and what is safe stays safe."""

from __future__ import annotations

import re
import unicodedata

import pytest

from archivegen.model.problems import Problem
from story import Story


def test_two_articles_with_one_address(site: Story) -> None:
    site.article("a.md", slug="same").build()
    site.article("b/c.md", slug="same").fail()
    message = "this article and content/a.md have the same address /2024/05/01/same/"
    assert site.places() == [f"content/b/c.md:4:1: {message}"]
    assert site.problems[0].hint == "give one of them another `slug`"


def hints(site: Story) -> set[str]:
    assert all("have the same address" in problem.message for problem in site.problems)
    return {problem.hint for problem in site.problems}


def new_pattern(why: str, pattern: str) -> str:
    return (
        f'give one of them another `slug`; or, since {why}, write permalink = "{pattern}" in '
        "archivegen.toml, by which every article gets a new address"
    )


def test_what_would_tell_many_articles_apart(site: Story) -> None:
    by_section = new_pattern(
        "their sections tell all of these apart", "/{section}/{year}/{month}/{day}/{slug}/"
    )
    for name in "abc":
        site.article(f"{name}.md", headline="Briefs", section=f"Of {name}", slug="briefs")
    assert hints(site.fail()) == {by_section}
    for name in "abc":
        site.article(f"{name}.md", headline="Briefs")
    by_name = new_pattern(
        "the names of the files tell all of these apart", "/{year}/{month}/{day}/{name}/"
    )
    assert hints(site.fail()) == {by_name}
    for name in "abc":
        site.article(f"{name}.md", slug="briefs")
    assert hints(site.fail()) == {"give one of them another `slug`"}


def test_what_would_tell_translations_apart(site: Story) -> None:
    site.article("a.md", slug="same")
    site.article("b.md", slug="same", language="de", translation_of="a.md").fail()
    (hint,) = hints(site)
    pattern = "/{language}/{year}/{month}/{day}/{slug}/"
    assert hint == new_pattern("their languages tell them apart", pattern)
    site.configure(f'permalink = "{pattern}"').build()


def test_pages_of_the_site_make_room_for_a_section(site: Story) -> None:
    site.article("a.md", section="Archive", tags=["Harbour"]).fail()
    line = 'archive = "site-archive"'
    assert f"write {line} under [paths]" in site.problems[0].hint
    site.article("a.md", tags=["Harbour"]).build()
    more = f'[paths]\n{line}\nsitemaps = "maps"\non_this_day = "days"\n'
    more += '[taxonomies.topics]\npath = "themen"\n'
    site.configure(more).build().assert_clean()
    site.article("b.md", section="Archive").build().assert_clean()
    assert "Archive" in site.page("archive/index.html")
    assert "/themen/harbour/" in site.page("2024/05/01/a/index.html")
    assert site.has("site-archive/index.html")
    assert site.has("site-archive/index.json")
    assert not site.has("topics/index.html")


def errors(site: Story) -> list[Problem]:
    """The errors, without warnings of what hosts make of an old address."""
    return [problem for problem in site.problems if problem.severity == "error"]


def test_alias_where_the_site_has_a_page(site: Story) -> None:
    taken = [
        "/index.html", "/404.html", "/archive/", "/2024/", "/2024/05/", "/2024/05/01/", "/news/",
        "/news/2024/", "/topics/", "/authors/", "/feed.xml", "/robots.txt", "/sitemap.xml",
        "/sitemaps/2024-05.xml",
    ]  # fmt: skip
    site.article("a.md").build()
    site.article("a.md", aliases=["/fine/", *taken]).fail()
    assert len(errors(site)) == len(taken)
    for problem in errors(site):
        assert (problem.path, problem.line, problem.column) == ("content/a.md", 4, 1)
        assert "where the site's own page (" in problem.message
        assert "give" in problem.hint
        assert "another address" in problem.hint


@pytest.mark.parametrize("alias", ["/2024/05/01/b/", "/2024/05/01/B/index.html", "/photo.jpg"])
def test_alias_where_an_article_or_a_file_stands(site: Story, alias: str) -> None:
    site.article("b.md").write("static/photo.jpg", b"x").article("a.md").build()
    site.article("a.md", aliases=[alias]).fail()
    (problem,) = errors(site)
    told = problem.path + problem.message
    assert "content/a.md" in told
    assert "content/b.md" in told or "static/photo.jpg" in told
    assert problem.line == (4 if problem.path == "content/a.md" else 2)


def test_two_articles_with_one_alias(site: Story) -> None:
    site.article("a.md", aliases=["/old/"]).article("b.md").build()
    site.article("b.md", aliases=["/old"]).fail()
    (problem,) = site.problems
    assert {"content/a.md", "content/b.md"} <= {problem.path, *problem.message.split()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/old/", "/OLD/"),
        ("/caf\u00e9/", "/cafe\u0301/"),
        ("/caf%C3%A9/x.php", "/CAFE%CC%81/x.php"),
        ("/stra\u00dfe/", "/STRASSE/"),
    ],
)
def test_aliases_that_some_file_systems_do_not_tell_apart(
    site: Story, one: str, other: str
) -> None:
    site.article("a.md", aliases=one).article("b.md", aliases="/fine/").build()
    site.article("b.md", aliases=["/fine/", other]).fail()
    (problem,) = errors(site)
    assert (problem.path, problem.line, problem.column) == ("content/b.md", 4, 1)
    assert problem.message.endswith("where content/a.md stands")
    site.article("b.md", aliases="/fine/").article("a.md", aliases=[one, other]).fail()
    assert [problem.path for problem in errors(site)] == ["content/a.md"]


@pytest.mark.parametrize(("one", "other"), [("\u00e9.jpg", "e\u0301.jpg"), ("A.jpg", "a.jpg")])
def test_files_that_some_file_systems_do_not_tell_apart(site: Story, one: str, other: str) -> None:
    site.article("a.md").write(f"content/{one}", "1").build()
    site.write(f"static/{other}", "2").fail()
    (problem,) = site.problems
    other = unicodedata.normalize("NFC", other)  # as all names are told
    assert {f"content/{one}", f"static/{other}"} <= {problem.path, *problem.message.split()}


def test_alias_of_an_article_where_it_stands_itself(site: Story) -> None:
    site.article("a.md").build()
    site.article("a.md", aliases="/2024/05/01/A/").fail()
    assert [(problem.path, problem.line) for problem in site.problems] == [("content/a.md", 4)]


def test_article_where_the_site_has_a_page(site: Story) -> None:
    site.article("b.md").build()
    site.configure('permalink = "/{slug}/"').article("a.md", slug="archive").fail()
    assert [(p.path, p.line, p.column) for p in site.problems] == [("content/a.md", 4, 1)]
    assert "this would be written to /archive/index.html" in site.problems[0].message
    hint = 'write archive = "site-archive" under [paths] in archivegen.toml'
    assert site.problems[0].hint.endswith(hint)


@pytest.mark.parametrize(
    "path", ["static/index.html", "content/archive/index.html", "static/sitemap.xml"]
)
@pytest.mark.parametrize("built_before", [False, True])
def test_file_where_the_site_has_a_page(site: Story, path: str, built_before: bool) -> None:
    site.article("a.md")
    if built_before:
        site.build()
    site.write(path, b"x").fail()
    assert [problem.path for problem in site.problems] == [path]
    assert "where the site's own page (" in site.problems[0].message


@pytest.mark.parametrize("built_before", [False, True])
def test_two_files_for_one_place(site: Story, built_before: bool) -> None:
    site.article("a.md").write("static/x/photo.jpg", b"1")
    if built_before:
        site.build()
    site.write("content/x/photo.jpg", b"2").fail()
    (problem,) = site.problems
    assert {"content/x/photo.jpg", "static/x/photo.jpg"} <= {problem.path, *problem.message.split()}


@pytest.mark.parametrize("slug", ["CON", "nul", "com1", "Aux"])
def test_devices_of_windows_are_no_folders(site: Story, slug: str) -> None:
    site.article("a.md", slug=slug, section=slug, tags=[slug]).build()
    assert site.has(f"2024/05/01/{slug.lower()}-x/index.html")
    assert site.has(f"{slug.lower()}-x/index.html")
    assert site.has(f"topics/{slug.lower()}-x/index.html")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        (".git", "git"), (".hidden", "hidden"), ("-rf", "rf"), ("Caf\u00e9", "cafe"),
        ("a\u202eb\u202c", "ab"), ("%", "x-"), ("\U0001f389", "x-ea752979"), ("...", "x-"),
        ("\U0001e900\U0001e901", "x-1c23345e"), ("w" * 10_000, "w" * 73), ("../../etc", "etc"),
    ],
)  # fmt: skip
def test_names_become_safe_folders(site: Story, name: str, slug: str) -> None:
    site.article("a.md", headline=name, tags=[name], authors=[name]).build()
    for folder in ("2024/05/01", "topics", "authors"):
        found = [path.name for path in (site.paths.output / folder).iterdir() if path.is_dir()]
        assert len(found) == 1
        assert found[0].startswith(slug)
        assert found[0].isascii()
        assert site.has(f"{folder}/{found[0]}/index.html")


@pytest.mark.parametrize("key", ["slug", "section"])
@pytest.mark.parametrize("name", ["!!!", "-", "?", "…", "🎉", "."])
def test_names_without_a_letter_get_a_safe_one(site: Story, key: str, name: str) -> None:
    site.article("a.md", **{key: name}).build()
    (problem,) = site.problems
    assert problem.severity == "warning"
    assert problem.message == f"`{key}`: `{name}` has no letter or digit for its address"
    safe = problem.hint.removeprefix("it will be `").rstrip("`")
    assert re.fullmatch("x-[0-9a-f]{8}", safe)
    assert site.has(f"2024/05/01/{safe}/index.html" if key == "slug" else f"{safe}/index.html")
    site.assert_clean()


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Court hears Storm: day two", "court-hears-storm-day-two"),
        ("It\u2019s Miller's", "its-millers"),
        ("Über große Äpfel", "uber-grosse-apfel"),
        ("عاجل", "jl"),
        ("北京 新闻", "bei-jing-xin-wen"),
        ("🎉", "x-ea752979"),
        ("\u2026?!", "x-01e84bd4"),
        ("word " * 40, "-".join(["word"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_slug_of_a_headline(site: Story, headline: str, slug: str) -> None:
    site.article("a.md", headline=headline).build()
    assert site.has(f"2024/05/01/{slug}/index.html")


@pytest.mark.parametrize(
    ("alias", "output"),
    [
        ("/old/path/", "old/path/index.html"),
        ("old/path", "old/path/index.html"),
        ("/news.php", "news.php"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/a b/", "a b/index.html"),
    ],
)
def test_alias_redirects_to_the_article(site: Story, alias: str, output: str) -> None:
    site.article("a.md", slug="new", aliases=alias).build()
    assert '<meta http-equiv="refresh" content="0; url=/2024/05/01/new/">' in site.page(output)
    site.article("a.md", slug="newer", aliases=alias).build().assert_clean()
    assert "url=/2024/05/01/newer/" in site.page(output)
