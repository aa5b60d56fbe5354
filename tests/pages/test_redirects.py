"""Old addresses: pages that lead on, and a file by which hosts do."""

from __future__ import annotations

from typing import Any

import pytest

from archivegen.pages.machines.redirects_file import CLOUDFLARE_LIMIT
from checking import told
from story import Story

FILE = "[redirects]\nfile = true\n"
FILE_ALONE = "[redirects]\nfile = true\nhtml = false\n"


def test_pages_are_the_default(site: Story) -> None:
    site.article("a.md", aliases=["/old/a"]).build()
    assert site.has("old/a/index.html")
    assert not site.has("_redirects")


def test_the_file_is_sorted_and_encoded(site: Story) -> None:
    site.configure(FILE)
    site.article("b.md", aliases=["/z.html", "/old/b/", "/Été & so/%41'x"]).article("a.md")
    site.article("c.md", aliases=["/old/index.html"]).build().assert_clean()
    assert site.page("_redirects") == (
        "/%C3%89t%C3%A9%20&%20so/A'x /2024/05/01/b/ 301\n"
        "/%C3%89t%C3%A9%20&%20so/A'x/ /2024/05/01/b/ 301\n"
        "/old /2024/05/01/c/ 301\n"
        "/old/ /2024/05/01/c/ 301\n"
        "/old/b /2024/05/01/b/ 301\n"
        "/old/b/ /2024/05/01/b/ 301\n"
        "/old/index.html /2024/05/01/c/ 301\n"
        "/z.html /2024/05/01/b/ 301\n"
    )


def test_addresses_have_the_base_path(site: Story) -> None:
    config = f'title = "T"\nbase_url = "https://x.example/paper/"\n{FILE}'
    site.write("archivegen.toml", config).article("a.md", aliases=["/old.html"]).build()
    assert site.page("_redirects") == "/paper/old.html /paper/2024/05/01/a/ 301\n"


def test_the_file_alone(site: Story) -> None:
    site.article("a.md", aliases=["/old/a"]).build()
    site.configure(FILE_ALONE).build().assert_clean()
    assert not site.has("old")
    assert site.page("_redirects").startswith("/old/a /2024/05/01/a/ 301\n")
    site.article("b.md", "[moved](/old/a)")
    assert not told(site, "link")
    site.configure("").build().assert_clean()
    assert not site.has("_redirects")


def test_what_changes_the_file(site: Story) -> None:
    site.configure(FILE_ALONE).article("a.md", aliases=["/old.html"]).article("b.md").build()
    site.article("b.md", "Other text.", summary=None).build().assert_clean()
    assert "_redirects" not in site.written
    for change in ({"aliases": ["/other.html"]}, {"slug": "z", "aliases": ["/other.html"]},
                   {"draft": True, "aliases": ["/other.html"]}):  # fmt: skip
        site.article("a.md", **change).build().assert_clean()
        assert "_redirects" in site.written
    assert site.page("_redirects") == ""


def test_a_draft_is_not_told_of(site: Story) -> None:
    site.configure(FILE).article("a.md").article("d.md", draft=True, aliases=["/old.html"])
    assert site.build().page("_redirects") == ""
    assert site.build(drafts=True).page("_redirects") == "/old.html /2024/05/01/d/ 301\n"


@pytest.mark.parametrize("config", [FILE, FILE_ALONE, ""])
@pytest.mark.parametrize("alias", ["/old", "/old/", "/2024/05/01/b/"])
def test_two_articles_cannot_have_one_address(site: Story, config: str, alias: str) -> None:
    site.configure(config).article("b.md", aliases=["/old/index.html"])
    site.article("a.md").article("c.md", aliases=["/x", alias]).fail()
    (problem,) = site.problems
    line = 6 if config == FILE_ALONE else 4
    assert (problem.path, problem.line) == ("content/c.md", line)
    assert f"content/c.md:{line}:" in told(site)[0]


OWN_PAGES = [
    "/news/", "/news", "/feed.xml", "/archive/", "/index.html", "/2024/", "/2024/05/",
    "/2024/05/01/", "/topics/", "/topics/x/", "/authors/bo-ek/", "/news/feed.xml", "/sitemap.xml",
    "/robots.txt", "/404.html", "/search/", "/corrections/", "/notes", "/notes/plan.txt",
    "/about", "/2024/05/01/a/",
]  # fmt: skip


def test_rules_for_hosts_hide_nothing_that_stands(site: Story) -> None:
    site.configure(FILE_ALONE + "[search]\nenabled = true\n")
    site.write("static/notes/plan.txt", "x").write("static/about.html", "x").write("static/N", "x")
    correction = [{"date": "2024-05-02", "text": "Spelling."}]
    about: dict[str, Any] = {"tags": ["X"], "authors": ["Bo Ek"], "corrections": correction}
    site.article("a.md", **about).article("b.md", aliases=["/gone", "/notes/", "/n"]).build()
    standing = [p for p in OWN_PAGES if site.has(f".{p}") or site.has(f".{p}.html")]
    standing.remove("/notes")  # a folder of files, and no page
    aliases = ["/gone", *OWN_PAGES]
    site.article("b.md", aliases=aliases).fail()
    assert sorted(problem.message.split()[7] for problem in site.problems) == sorted(standing)
    assert {(p.path, p.severity) for p in site.problems} == {("content/b.md", "error")}
    # Each is told at its item.
    lines = {5 + aliases.index(problem.message.split()[7]) for problem in site.problems}
    assert {problem.line for problem in site.problems} == lines
    told_here = [line for line in told(site) if line.startswith("error content/b.md:")]
    assert len(told_here) == len(standing)
    assert len(standing) > len(OWN_PAGES) - 5
    # What stands by the time of the alias is seen, and so is what comes later.
    site.article("b.md", aliases=["/gone"]).build().article("gone.md", section="Gone").fail()
    assert "where the site's own page (term/sections/gone) stands" in site.problems[0].message


def test_no_rule_leads_from_an_article_to_itself(site: Story) -> None:
    site.configure(FILE_ALONE).article("a.md", aliases=["/2024/05/01/a/"]).fail()
    assert "where this very article stands" in site.problems[0].message


def test_a_file_of_the_sites_own_is_in_the_way(site: Story) -> None:
    site.configure(FILE).article("a.md").write("static/_redirects", "/a /b\n").fail()
    (problem,) = site.problems
    assert problem.path == "static/_redirects"
    assert "this would be written to /_redirects" in problem.message
    assert "templates/_redirects" in problem.hint
    site.write("templates/_redirects", '/a /b\n{% include "theme/_redirects" %}\n')
    site.delete("static/_redirects").article("a.md", aliases=["/old.html"]).build().assert_clean()
    assert site.page("_redirects") == "/a /b\n/old.html /2024/05/01/a/ 301\n"


def test_more_than_a_host_goes_by_is_said(site: Story) -> None:
    aliases = [f"/old-{number}.html" for number in range(CLOUDFLARE_LIMIT)]
    site.configure(f"{FILE_ALONE}[limits]\narticle_items = 3000\n").article(
        "a.md", aliases=aliases
    ).build()
    assert not site.problems
    site.article("a.md", aliases=[*aliases, "/x.html"]).build(strict=True)
    (problem,) = site.problems
    assert (problem.severity, problem.path) == ("advice", "archivegen.toml")
    assert "2001 lines: Cloudflare Pages goes by the first 2000" in problem.message
    before = site.problems
    assert site.build().problems == before


def test_a_renamed_term_has_all_its_old_addresses(site: Story) -> None:
    site.configure(f"listing_limit = 1\n{FILE_ALONE}")
    site.article("a.md", section="Town", date="2023-05-01").article("b.md", section="Town")
    site.article("c.md", section="Town", date="2024-06-01")
    site.write("content/_sections/local.md", "---\nname: Local\naliases: [Town, /t%2Fx/]\n---\n")
    site.write("content/_topics/none.md", "---\naliases: /old/\n---\n").build().assert_clean()
    rules = dict(line.rsplit(" ", 2)[:2] for line in site.page("_redirects").splitlines())
    below = ["", "2023/", "2024/", "2024/05/", "2024/06/"]
    assert rules == {
        f"/{old}/{path}"[: -1 if bare else None]: f"/local/{path}"
        for old in ("t/x", "town")
        for path in below
        for bare in (True, False)
    } | {f"/{old}/feed.xml": "/local/feed.xml" for old in ("t/x", "town")}
    assert not site.has("town")
    # Nothing that stands may be hidden by one of them.
    site.article("d.md", date="2024-06-01", url="/town/2023/").fail()
    assert any("old address /town/2023/ here" in one.message for one in site.problems)
    site.delete("content/d.md").article("e.md", section="Town", date="2022-01-01").build()
    assert "/town/2022/ /local/2022/ 301\n" in site.assert_clean().page("_redirects")
