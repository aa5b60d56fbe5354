"""Tombstones: what readers and hosts are told of what was taken out, and how the files come."""

from __future__ import annotations

from click.testing import CliRunner, Result

from archivegen.cli.main import main
from checking import line
from story import Story

NOW = "2025-06-15T15:06:40Z"
"""The time of the builds of a story."""


def urls(site: Story, *options: str) -> Result:
    result = CliRunner().invoke(main, ["urls", "--site", str(site.root), "--now", NOW, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_retired_address_says_what_stood_there_and_why_it_is_gone(site: Story) -> None:
    site.configure("[redirects]\nfile = true\n")
    site.article("a.md").article("b.md", slug="tide", headline='Tide & "law": <b>').build()
    urls(site, "--record")
    site.delete("content/b.md").fail()
    (problem,) = site.problems
    assert problem.kind == "vanished"
    address = "/2024/05/01/tide/"
    result = urls(site, "--retire", address, "--reason", 'Wrong: "all" of <it>')
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0].endswith(
        f"content/_tombstones/2024-05-01-tide.md says so at {address}; look it over, and commit it"
    )
    site.build()
    page = site.page("2024/05/01/tide/index.html")
    assert "<h1>Tide &amp; &#34;law&#34;: &lt;b&gt;</h1>" in page
    assert '<p class="standfirst">Wrong: &#34;all&#34; of &lt;it&gt;</p>' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert site.page("_redirects") == (f"{address[:-1]} {address} 410!\n{address} {address} 410!\n")
    for other in ("sitemaps/listings.xml", "sitemaps/2024-05.xml", "feed.xml", "index.html"):
        assert "tide" not in site.page(other)
    # It is no address to keep: what is recorded stays retired.
    urls(site, "--record")
    assert f"{address} retired content/b.md\n" in (site.root / "urls.txt").read_text()
    assert "retired" in urls(site, "--retired").stdout
    site.assert_clean()
    # One more writes nothing else; a second time, what an editor has written there stays.
    site.article("c.md").build()
    written = site.written
    assert not {path for path in written if "tide" in path}
    again = urls(site, "--retire", address, "--reason", "Other")
    assert "has its file in content/_tombstones/ already" in again.stdout
    site.document("_tombstones/2024-05-01-tide.md", "More.", url=address, reason="R")
    site.build().assert_written("2024/05/01/tide/index.html").assert_clean()
    site.delete("content/_tombstones/2024-05-01-tide.md").build()
    assert not site.has("2024/05/01/tide/index.html")
    assert site.page("_redirects") == ""
    site.assert_clean()


def test_what_is_published_still_is_named(site: Story) -> None:
    site.article("a.md").build()
    urls(site, "--record")
    result = urls(site, "--retire", "/2024/05/01/a/", "--reason", "R")
    last = "content/a.md is at /2024/05/01/a/ still: delete it, or make it a draft, before you"
    assert last in result.stdout
    site.fail()
    told = [one for one in map(line, site.problems) if "2024/05/01/a" in one]
    assert told


def test_a_tombstone_answers_for_an_address_in_use(site: Story) -> None:
    site.article("a.md").build()
    urls(site, "--record")
    site.delete("content/a.md").article("b.md")
    site.document("_tombstones/x.md", url="/2024/05/01/a/", reason="R").build()
    assert "/2024/05/01/a/  tombstone  content/_tombstones/x.md" in urls(site).stdout


def test_what_a_tombstone_has_to_say_is_checked(site: Story) -> None:
    site.article("a.md")
    site.write("content/_tombstones/a.md", "---\nurl: /_headers\nremoved: soon\n---\n").fail()
    assert [line(one) for one in site.problems] == [
        "error content/_tombstones/a.md:1:1: `reason` is missing (add a line: reason: ...)",
        (
            "error content/_tombstones/a.md:2:6: `url`: `/_headers` has a name that hosts read as "
            "instructions (remove it; files with such names belong in static/)"
        ),
        (
            "error content/_tombstones/a.md:3:10: `removed`: `soon` is not a date (write a year, a "
            "month or a day: 1871, 1871-05 or 1871-05-03)"
        ),
    ]
    site.write("urls.txt", "/_headers\n").delete("content/_tombstones/a.md")
    result = urls(site, "--retire", "/_headers", "--reason", "R")
    assert (result.exit_code, "hosts read as" in result.stderr + result.stdout) == (1, True)
    assert urls(site, "--reason", "R").exit_code == 2
    assert urls(site, "--retire", "/_headers", "--reason", "a\nb").exit_code == 2
