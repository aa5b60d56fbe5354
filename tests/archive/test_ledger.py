"""The list of addresses: what a build is held to, how it is kept, and what is told of it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from archivegen.archive.ledger.file import (
    LONGEST_LINE,
    MOST_PROBLEMS,
    Entry,
    read_ledger,
    write_ledger,
)
from archivegen.archive.ledger.record import entries_of
from archivegen.cli.main import main
from archivegen.model.problems import Problem, SiteError
from archivegen.model.urls import Urls, canonical
from checking import told
from completions import completions
from story import Story, needs_links

NOW = "2025-06-15T15:06:40Z"
"""The time of the builds of a story."""


def run(site: Story, *options: str) -> Result:
    result = CliRunner().invoke(main, ["urls", "--site", str(site.root), "--now", NOW, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def recorded(site: Story) -> Story:
    assert run(site, "--record").exit_code == 0
    return site


def ledger(site: Story) -> str:
    return (site.root / "urls.txt").read_text(encoding="utf-8")


def states(site: Story, *options: str) -> dict[str, str]:
    result = run(site, "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    return {item["address"]: item["state"] for item in json.loads(result.stdout)}


@pytest.fixture
def archive(site: Story) -> Story:
    """Two articles whose addresses are recorded."""
    return recorded(site.article("a.md").article("2024/b.md").build())


# What a build is held to


def test_without_the_file_nothing_is_held_to_anything(site: Story) -> None:
    site.article("a.md").article("b.md").build().delete("content/a.md").build().assert_clean()
    assert not (site.root / "urls.txt").exists()


def test_an_address_that_would_vanish_is_an_error(archive: Story) -> None:
    archive.delete("content/2024/b.md").fail()
    (problem,) = archive.problems
    assert (problem.path, problem.line, problem.column) == ("urls.txt", 2, 1)
    assert problem.message == "/2024/05/01/b/ of content/2024/b.md would vanish"
    assert problem.excerpt == "/2024/05/01/b/ content/2024/b.md"
    assert problem.hint == (
        "add `/2024/05/01/b/` to the `aliases` of the article that replaces it; "
        "or, if it is meant: archivegen urls --retire /2024/05/01/b/"
    )
    assert told(archive, "vanished") == [
        f"error urls.txt:2:1: {problem.message} ({problem.hint})",
    ]


def test_another_slug_names_where_the_article_is_now(archive: Story) -> None:
    archive.article("a.md", headline="Z").fail()
    (problem,) = archive.problems
    add = "add `/2024/05/01/a/` to the `aliases` of content/a.md, which is now at"
    retire = "or, if it is meant: archivegen urls --retire /2024/05/01/a/"
    assert problem.hint == f"keep it by a line `slug: a`, or {add} /2024/05/01/z/; {retire}"
    archive.article("a.md", headline="Z", slug="a").build().assert_clean()
    archive.article("a.md", date="2024-05-02").fail()
    (problem,) = archive.problems
    assert problem.hint == f"{add} /2024/05/02/a/; {retire}"


@pytest.mark.parametrize(
    ("new", "headline"), [("2025/b.md", "Moved"), ("2024/bb.md", "Renamed"), ("b.md", "Up")]
)
def test_the_nearest_file_is_told(archive: Story, new: str, headline: str) -> None:
    archive.delete("content/2024/b.md").article(new, headline=headline).fail()
    (problem,) = archive.problems
    assert f"the article that replaces it, perhaps content/{new}; or" in problem.hint


def test_an_article_that_is_no_longer_published_is_named(archive: Story) -> None:
    archive.article("a.md", draft=True).article("2024/b.md", date="2025-06-16", slug="b").fail()
    *of_articles, of_section = archive.problems
    assert [problem.message.partition("would vanish: ")[2] for problem in of_articles] == [
        "content/a.md is a draft",
        "content/2024/b.md is scheduled for 2025-06-16T00:00:00+00:00",
    ]
    assert all(problem.hint.startswith("publish it again; or") for problem in of_articles)
    assert of_section.message == "/news/ of content/_sections/ would vanish"
    archive.fail(drafts=True)
    assert [place[:11] for place in archive.places()] == ["urls.txt:2:"]
    archive.article("a.md", draft=True, slug="z").fail(drafts=True, future=True)
    assert "which is now at /2024/05/01/z/" in archive.problems[0].hint


def test_an_alias_keeps_an_address(archive: Story) -> None:
    archive.article("a.md", slug="z", aliases=["/2024/05/01/a"]).build().assert_clean()
    archive.article("a.md", slug="z").fail()
    archive.article("a.md", slug="z", draft=True, aliases=["/2024/05/01/a"]).fail()


def test_a_file_of_the_site_keeps_an_address(archive: Story) -> None:
    archive.delete("content/a.md").write("static/2024/05/01/a/index.html", "Gone.").build()


def test_a_file_of_the_site_that_goes_alone_leaves_its_address_open(archive: Story) -> None:
    kept = "static/2024/05/01/a/index.html"
    archive.delete("content/a.md").write(kept, "Gone.").write("static/x.txt", "x").build()
    archive.delete(kept).fail()
    assert [place[:11] for place in archive.places()] == ["urls.txt:1:"]
    archive.fail().write(kept, "Back.").build().assert_clean()


def test_another_article_keeps_an_address(archive: Story) -> None:
    archive.delete("content/a.md").article("new.md", slug="a").build().assert_clean()


def test_neither_host_nor_base_path_matter(archive: Story) -> None:
    before = ledger(archive)
    for base in ("https://x.example/", "https://x.example/deep/er/", "/paper/"):
        archive.write("archivegen.toml", f'title = "T"\nbase_url = "{base}"\n'.replace(
            'base_url = "/paper/"', ""))  # fmt: skip
        recorded(archive.build())
        assert ledger(archive) == before


def test_only_the_comparison_is_done_when_the_list_changed(archive: Story) -> None:
    archive.build().assert_written()
    assert archive.report.rendered == 0
    text = ledger(archive)
    archive.write("urls.txt", text + "/x/\n").fail().write("urls.txt", text).build()
    archive.assert_written()
    archive.write("urls.txt", text + "/x/ retired\n").build().assert_written().assert_clean()
    assert archive.report.rendered == 0


def test_a_body_that_is_edited_has_no_address(archive: Story) -> None:
    archive.article("a.md", "More text.").build()
    archive.write("urls.txt", ledger(archive) + "/x/\n")
    archive.article("a.md", "Other text.").fail()


def test_an_article_with_an_error_is_told_once(archive: Story) -> None:
    archive.write("content/a.md", "---\n").fail()
    assert [place.split(":")[0] for place in archive.places()] == ["content/a.md"]


def test_many_addresses_are_counted(site: Story) -> None:
    lines = [f"/{number}/\n" for number in range(MOST_PROBLEMS + 5)]
    site.article("a.md").write("urls.txt", "".join(lines)).fail()
    assert len(site.problems) == MOST_PROBLEMS + 1
    assert site.problems[0].message == "5 more addresses of the list would vanish"


# What a line may be


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"nothing\n", "1:1: this line is not in the form of the list of addresses"),
        (b"/2024/05/01/a/\ncontent/a.md\n", "2:1: this line is not in the form"),
        (b"/2024/05/01/a/ a.md\n", "1:1: this line is not in the form"),
        (b"/2024/05/01/a/ Retired\n", "1:1: this line is not in the form"),
        (b"https://x.example/a/ content/a.md\n", "1:1: this line is not in the form"),
        (b"/\xff\n", "1:2: byte 0xff is not UTF-8"),
        (b"<<<<<<< HEAD\n", "1:1: a merge left its mark"),
        (b"/2024/05/01/a/\n=======\n", "2:1: a merge left its mark"),
        (b"/2024/05/01/a/\n>>>>>>> other\n", "2:1: a merge left its mark"),
        (b"/" + b"x" * LONGEST_LINE, f"1:1: a line of more than {LONGEST_LINE} bytes"),
    ],
)
def test_a_broken_line_is_a_problem_with_its_place(site: Story, data: bytes, place: str) -> None:
    site.article("a.md").write("urls.txt", data).fail()
    (found,) = site.places()
    assert found.startswith(f"urls.txt:{place}")
    shown = f"urls.txt:{place.replace(': ', ': error: ', 1)}"
    for options in ([], ["--record"], ["--retire", "/a/"]):
        result = run(site, *options)
        assert (result.exit_code, shown in result.stderr) == (1, True)
    assert (site.root / "urls.txt").read_bytes() == data


def test_what_people_and_merges_do_to_the_file_is_understood(site: Story) -> None:
    text = (
        "\ufeff/2024/05/01/b/ content/b.md\r\n\r\n/2024/05/01/a/ content/a.md\r\n"
        "/2024/05/01/a\n/2024/05/01/%62/\n/gone/ retired\n/2024/05/01/a/"
    )
    site.article("a.md").article("b.md").write("urls.txt", text).build().assert_clean()
    recorded(site)
    assert ledger(site) == (
        "/2024/05/01/a\n/2024/05/01/a/ content/a.md\n/2024/05/01/b/ content/b.md\n/gone/ retired\n"
        "/news/ content/_sections/\n"
    )


def test_of_two_lines_for_an_address_the_one_in_use_counts(site: Story) -> None:
    lines = "/gone/ content/x.md\n", "/gone/ retired content/x.md\n"
    for text in (lines[0] + lines[1], lines[1] + lines[0]):
        site.article("a.md").write("urls.txt", text).fail()
        assert states(site) == {"/gone/": "vanished"}
        assert run(site, "--retire", "/gone/").exit_code == 0
        assert ledger(site) == lines[1]
        site.build()


def test_other_scripts_are_encoded(site: Story) -> None:
    site.configure('permalink = "/año/{slug}/"\n').article("a b.md", slug="x")
    assert ledger(recorded(site)) == "/a%C3%B1o/x/ content/a b.md\n/news/ content/_sections/\n"
    site.write("urls.txt", "/año/x/\n").build()


def test_what_is_no_file_is_not_read(site: Story) -> None:
    site.article("a.md")
    (site.root / "urls.txt").mkdir()
    assert site.fail().places() == ["urls.txt:0:0: this is not a plain file"]


@needs_links
def test_a_link_is_not_followed(site: Story, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    (site.article("a.md").root / "urls.txt").symlink_to(tmp_path / "secret")
    assert site.fail().places() == ["urls.txt:0:0: this is not a plain file"]
    assert run(site, "--record").exit_code == 1
    assert (tmp_path / "secret").read_text() == "secret\n"


ADDRESSES = st.text(min_size=1).map(lambda text: canonical(f"/{text}"))
SOURCES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1)


@given(st.lists(st.builds(
    Entry, ADDRESSES, st.just("") | SOURCES.map(lambda name: f"content/{name}"), st.booleans()
)))  # fmt: skip
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    by_address = {entry.address: entry._replace(line=0) for entry in entries}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "urls.txt"
        assert write_ledger(path, by_address)
        assert not write_ledger(path, by_address)
        read = {address: entry._replace(line=0) for address, entry in entries_of(path).items()}
        assert read == by_address
        assert path.read_bytes().splitlines() == sorted(path.read_bytes().splitlines())
        assert os.listdir(folder) == ["urls.txt"]


@given(st.binary(max_size=200))
def test_any_bytes_are_entries_or_problems(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "urls.txt"
        path.write_bytes(data)
        for item in read_ledger(path):
            assert isinstance(item, Problem) or item.address.startswith("/")
        try:
            entries = entries_of(path)
        except SiteError:
            return
        assert all(canonical(address) == address for address in entries)


@given(st.text(), st.sampled_from(["", "https://x.example/", "https://x.example/a/b/"]))
def test_one_spelling_of_each_address(text: str, base_url: str) -> None:
    urls = Urls.of(base_url)
    path = urls.path_of(urls.at(text.lstrip("/")))
    assert canonical(path) == path == canonical(f"/{text.lstrip('/')}".replace("%", "%25"))


# Keeping it


def test_recording(archive: Story) -> None:
    text = "/2024/05/01/a/ content/a.md\n/2024/05/01/b/ content/2024/b.md\n"
    assert ledger(archive) == f"{text}/news/ content/_sections/\n"
    before = (archive.root / "urls.txt").stat()
    result = run(archive, "--record")
    assert result.stdout.endswith("urls.txt: 3 addresses, 0 of them new\n")
    assert (archive.root / "urls.txt").stat().st_mtime_ns == before.st_mtime_ns
    archive.article("2024/c.md").article("draft.md", draft=True).article("l.md", date="2025-07-01")
    archive.move("content/a.md", "content/moved.md")
    assert run(archive, "--record").stdout.endswith("urls.txt: 4 addresses, 1 of them new\n")
    assert ledger(archive) == (
        "/2024/05/01/a/ content/moved.md\n/2024/05/01/b/ content/2024/b.md\n"
        "/2024/05/01/c/ content/2024/c.md\n/news/ content/_sections/\n"
    )
    archive.build().assert_clean()


def test_what_vanished_stays_recorded(archive: Story) -> None:
    before = ledger(archive)
    recorded(archive.delete("content/a.md"))
    assert ledger(archive) == before


def test_nothing_is_recorded_of_a_site_with_errors(archive: Story) -> None:
    before = ledger(archive)
    archive.article("c.md").write("content/bad.md", "---\n")
    result = run(archive, "--record")
    assert (result.exit_code, "content/bad.md:1:" in result.stderr) == (1, True)
    assert ledger(archive) == before


def test_retiring(archive: Story) -> None:
    archive.delete("content/a.md").fail()
    result = run(archive, "--retire", "/2024/05/01/a/")
    assert (result.exit_code, result.stdout.endswith(": 1 address retired\n")) == (0, True)
    assert ledger(archive).startswith("/2024/05/01/a/ retired content/a.md\n")
    archive.build().assert_clean()
    recorded(archive.article("a.md"))
    assert ledger(archive).startswith("/2024/05/01/a/ content/a.md\n")
    archive.delete("content/a.md").fail()


@pytest.mark.parametrize(
    "written",
    ["/2024/05/01/a/", "/2024/05/01/a", "https://gazette.example/2024/05/01/a/", "/2024/05/01/%61"],
)
def test_an_address_is_known_however_it_is_written(archive: Story, written: str) -> None:
    assert run(archive, "--retire", written).exit_code == 0
    assert states(archive, "--retired")["/2024/05/01/a/"] == "retired"


def test_an_address_with_the_base_path_is_known(site: Story) -> None:
    config = 'title = "T"\nbase_url = "https://x.example/paper/"\n'
    recorded(site.write("archivegen.toml", config).article("a.md").article("b.md"))
    wanted = ("--retire", "/paper/2024/05/01/a/", "--retire", "/2024/05/01/b/")
    assert run(site, *wanted).exit_code == 0
    assert [*states(site, "--retired").values()] == ["retired", "retired", "listing"]


def test_an_address_that_is_not_there_is_met_with_the_nearest(archive: Story) -> None:
    before = ledger(archive)
    result = run(archive, "--retire", "/2024/05/01/a/", "--retire", "/2024/05/02/b/")
    assert result.exit_code == 2
    assert "/2024/05/02/b/ is not in urls.txt; did you mean /2024/05/01/b/?" in result.stderr
    assert ledger(archive) == before
    for unlike in ("/x", "https://[x", ""):
        result = run(archive, "--retire", unlike)
        assert (result.exit_code, "mean" in result.stderr) == (2, False)


def test_what_is_typed_is_completed_by_what_would_vanish(
    archive: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.root)
    assert completions("urls", "--retire", "") == []
    archive.delete("content/a.md").fail()
    assert completions("urls", "--retire", "") == ["/2024/05/01/a/"]
    assert completions("urls", "--retire", "/x") == []
    archive.write("archivegen.toml", "title = 1")
    assert completions("urls", "--retire", "") == []


# What is told of it


def test_the_table(archive: Story) -> None:
    archive.write("urls.txt", ledger(archive) + "/old/ content/o.md\n/x/ retired\n/gone/\n")
    archive.article("a.md", aliases=["/old"])
    assert run(archive).stdout == (
        "ADDRESS         STATE      PATH\n"
        "/2024/05/01/a/  article    content/a.md\n"
        "/2024/05/01/b/  article    content/2024/b.md\n"
        "/gone/          vanished\n"
        "/news/          listing    content/_sections/\n"
        "/old/           alias      content/a.md\n"
    )
    assert run(archive, "--retired").stdout.endswith("/x/             retired\n")


def test_other_forms(archive: Story) -> None:
    assert run(archive, "--format", "csv").stdout.splitlines()[:2] == [
        "address,url,state,path",
        "/2024/05/01/a/,https://gazette.example/2024/05/01/a/,article,content/a.md",
    ]
    assert json.loads(run(archive, "--format", "json").stdout)[1] == {
        "address": "/2024/05/01/b/", "url": "https://gazette.example/2024/05/01/b/",
        "state": "article", "path": "content/2024/b.md",
    }  # fmt: skip


def test_nothing_to_tell_of(site: Story) -> None:
    result = run(site.article("a.md"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "write it with: archivegen urls --record" in result.stderr
    assert run(site, "--format", "json").stdout == "[]\n"
    assert run(site, "--retire", "/a/").exit_code == 2
    assert not (site.root / "urls.txt").exists()


@pytest.mark.parametrize("options", [["--record", "--retire", "/a/"], ["--format", "x"], ["/a/"]])
def test_wrong_usage(archive: Story, options: list[str]) -> None:
    assert run(archive, *options).exit_code == 2


def test_a_wrong_configuration(site: Story) -> None:
    result = run(site.write("archivegen.toml", "title = 1"), "--record")
    assert (result.exit_code, "archivegen.toml:1" in result.stderr) == (1, True)


# The law: what was recorded lasts

TORTURE = "ARCHIVEGEN_TORTURE" in os.environ


FILES = st.sampled_from(["a.md", "b.md", "2024/c.md"])
SLUGS = st.sampled_from(["one", "two", "three", "four"])


class Addresses(RuleBasedStateMachine):
    """Random edits; a build fails if, and only if, a recorded address would vanish."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.site = Story(Path(self.folder.name) / "site").article("first.md", slug="first")
        self.articles: dict[str, tuple[str, tuple[str, ...]]] = {"first.md": ("first", ())}
        self.recorded: dict[str, bool] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    def _published(self) -> set[str]:
        return {slug for slug, _ in self.articles.values()}

    @rule(name=FILES, slug=SLUGS, aliases=st.lists(SLUGS, max_size=2, unique=True))
    def put(self, name: str, slug: str, aliases: list[str]) -> None:
        others = [article for other, article in self.articles.items() if other != name]
        taken = {slug for own, more in others for slug in (own, *more)}
        wanted = tuple(alias for alias in aliases if alias not in {slug, *taken})
        if slug in taken:
            return
        addresses = [f"/2024/05/01/{alias}/" for alias in wanted]
        self.site.article(name, slug=slug, aliases=addresses)
        self.articles[name] = slug, wanted

    @precondition(lambda self: len(self.articles) > 1)
    @rule(name=FILES)
    def delete(self, name: str) -> None:
        if self.articles.pop(name, None):
            self.site.delete(f"content/{name}")

    @rule()
    def record(self) -> None:
        recorded(self.site)
        self.recorded |= dict.fromkeys(self._published(), True)

    @precondition(lambda self: self.recorded)
    @rule(number=st.integers(0, 100))
    def retire(self, number: int) -> None:
        slug = sorted(self.recorded)[number % len(self.recorded)]
        assert run(self.site, "--retire", f"/2024/05/01/{slug}/").exit_code == 0
        self.recorded[slug] = False

    @invariant()
    def builds_exactly_if_nothing_vanishes(self) -> None:
        answers = {slug for own, more in self.articles.values() for slug in (own, *more)}
        gone = {slug for slug, is_used in self.recorded.items() if is_used} - answers
        if gone:
            self.site.fail()
        else:
            self.site.build()
        listed = states(self.site)
        assert {address for address, state in listed.items() if state == "vanished"} == {
            f"/2024/05/01/{slug}/" for slug in gone
        }


Addresses.TestCase.settings = settings(
    max_examples=100 if TORTURE else 8,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
)
TestAddresses = Addresses.TestCase


def test_a_term_without_a_listing_has_no_address(site: Story) -> None:
    site.article("a.md").article("b.md", section="Hidden", tags=["Y"], listed=False).build()
    recorded(site)
    assert "/2024/05/01/b/" in ledger(site)
    assert not {"/hidden/", "/topics/y/"} & {line.split()[0] for line in ledger(site).splitlines()}
    # A listing that goes with its last article is asked for.
    site.article("c.md", section="Shown").build()
    recorded(site)
    site.article("c.md", section="Shown", listed=False).fail()
    assert "/shown/" in site.problems[0].message
