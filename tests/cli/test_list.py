"""Listings: which articles are found, in which order, and that every form can be read again."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from archivegen.archive.find import Listed, bound
from archivegen.cli.article_listing import HEADLINE_WIDTH, NAMES, listing_of
from archivegen.cli.main import main
from archivegen.model.article import Article, Card, Term
from archivegen.model.problems import width
from archivegen.model.times import parse_moment, zone_of
from archivegen.system.locks import locked
from story import Snapshot, Story, needs_links

NOW = "2025-06-15T00:00Z"
ARTICLES = listing_of((), states=False)


def run(site: Story, *options: str) -> Result:
    arguments = ["list", "--site", str(site.root), "--now", NOW, *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def found(site: Story, *options: str) -> list[dict[str, Any]]:
    result = run(site, "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    listed: list[dict[str, Any]] = json.loads(result.stdout)
    return listed


def names(site: Story, *options: str) -> list[str]:
    return [
        item["path"].removeprefix("content/").removesuffix(".md") for item in found(site, *options)
    ]


@pytest.fixture
def archive(site: Story) -> Story:
    site.configure('timezone = "America/New_York"')
    site.article("lamp", section="Local News", date="2022-07-21 06:40", tags=["Harbour"])
    site.move("content/lamp", "content/lamp.md")
    site.article(
        "tide.md", section="Local News", date="2022-07-31 23:30", authors=["Iris Calloway"]
    )
    site.article("cup.md", section="Sport", date="2022-08-01", tags=["Harbour", "Sailing"],
                 authors=["Iris Calloway", "Bo Ek"])  # fmt: skip
    site.article("old.md", section="Sport", date="1903-03-01")
    site.article("plan.md", section="Sport", date="2023-01-01", draft=True)
    site.article("soon.md", section="Local News", date="2025-06-15 12:00")
    return site.article("later.md", section="Sport", date="2031-01-01", draft=True)


# Which articles


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "cup tide lamp old"),
        (["--drafts"], "later plan"),
        (["--scheduled"], "soon"),
        (["--drafts", "--scheduled"], "later soon plan"),
        (["--limit", "2"], "cup tide"),
        (["--section", "Sport"], "cup old"),
        (["--section", "local news"], "tide lamp"),
        (["--section", "local-news"], "tide lamp"),
        (["--section", "LOCAL NEWS", "--scheduled"], "soon"),
        (["--tag", "harbour"], "cup lamp"),
        (["--tag", "harbour", "--tag", "Sailing"], "cup"),
        (["--author", "iris calloway"], "cup tide"),
        (["--author", "Iris Calloway", "--author", "bo-ek"], "cup"),
        (["--author", "Iris Calloway", "--section", "Local News"], "tide"),
        (["--author", "Iris Calloway", "--tag", "harbour", "--limit", "1"], "cup"),
        (["--since", "2022"], "cup tide lamp"),
        (["--until", "2021"], "old"),
        (["--since", "2022-07", "--until", "2022-07"], "tide lamp"),
        (["--since", "2022-7-21", "--until", "2022-07-21"], "lamp"),
        (["--since", "July 21, 2022 6:40am", "--until", "2022-07-21T06:40-04:00"], "lamp"),
        (["--since", "2022-07-21 06:41"], "cup tide"),
        (["--until", "2022-08-01"], "cup tide lamp old"),
        (["--until", "2022-07-31"], "tide lamp old"),
        (["--until", "2022-07-21 06:39"], "old"),
        (["--until", "1903"], "old"),
        (["--since", "2024"], ""),
        (["--now", "2025-07-01"], "soon cup tide lamp old"),
        (["--now", "2022-07-31 23:30", "--since", "2022-07"], "tide lamp"),
    ],
)
def test_which_articles(archive: Story, options: list[str], expected: str) -> None:
    assert names(archive, *options) == expected.split()


def test_articles_of_one_time_are_in_the_order_of_the_site(site: Story) -> None:
    site.article("b.md").article("a.md").article("c.md").build()
    order = [site.page("archive/index.html")] and names(site)
    assert order == ["c", "b", "a"]


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_begins_and_ends_with_its_days(year: int, month: int) -> None:
    zone, text = zone_of("UTC"), f"{year:04}-{month}"
    first = parse_moment(f"{text}-1", zone)
    begin, end = bound(text, zone, is_end=False), bound(text, zone, is_end=True)
    # What is known to be of the month, and no more, comes before its days.
    assert begin.value + 1 == bound(f"{text}-01", zone, is_end=False).value
    assert begin.value == first.year * 10_000 + first.month * 100
    assert end.value // 100 == begin.value // 100
    assert bound(f"{year:04}", zone, is_end=True).value >= end.value


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--section", "Sprot"], "no article has the section `sprot`; did you mean `Sport`?"),
        (["--section", "zzz"], "there are: Local News, Sport"),
        (["--section", ""], "there are: Local News, Sport"),
        (["--tag", "harbor"], "did you mean `Harbour`?"),
        (["--author", "Iris Callaway"], "did you mean `Iris Calloway`?"),
        (["--since", "soon"], "`soon` is not a time; write a time such as 2022, 2022-07, "),
        (["--until", "2022-13"], "there is no month `2022-13`"),
        (["--until", "0000"], "there is no year `0000`"),
        (["--until", "2022-02-30"], "names a day that does not exist"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--limit", "0"], "--limit"),
        (["extra"], "extra"),
    ],
)
def test_wrong_usage(archive: Story, options: list[str], words: str) -> None:
    result = run(archive, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_another_name_of_a_term_means_the_term(site: Story) -> None:
    site.write("content/_sections/sport.md", "---\naliases: Games\n---\n")
    site.write("content/_topics/harbour.md", "---\nname: Harbour\naliases: [Port]\n---\n")
    site.article("cup.md", section="Sport/Rowing", tags=["Port"]).article("a.md", tags=["Sea"])
    for options in (("--tag", "port"), ("--section", "games"), ("--section", "Games/Rowing")):
        assert names(site, *options) == ["cup"]


def test_pages_and_other_files_that_are_no_articles(site: Story) -> None:
    site.article("a.md").document("_pages/about.md", headline="About us", language="de")
    site.document("_pages/plan.md", draft=True, listed=False)
    site.write("content/_authors/ann.md", "---\nname: Ann Lee\naliases: A. Lee\n---\n")
    assert found(site, "--pages") == [
        {
            "path": "content/_authors/ann.md", "folder": "authors", "title": "Ann Lee",
            "url": "https://gazette.example/authors/ann/", "state": "published", "language": "en",
            "listed": True, "indexed": True,
            "aliases": ["/authors/ann-lee/", "/authors/a-lee/"],
        },
        {
            "path": "content/_pages/about.md", "folder": "pages", "title": "About us",
            "url": "https://gazette.example/about/", "state": "published", "language": "de",
            "listed": True, "indexed": True, "aliases": [],
        },
    ]  # fmt: skip
    assert names(site, "--pages", "--drafts") == ["_pages/plan"]
    assert names(site, "--pages", "--limit", "1") == ["_authors/ann"]
    assert run(site, "--pages").stdout.splitlines()[:2] == [
        "FOLDER   TITLE     PATH",
        "authors  Ann Lee   content/_authors/ann.md",
    ]
    result = run(site, "--pages", "--section", "News")
    assert "--pages goes with --drafts, --limit and --format alone" in result.stderr
    site.delete("content/_pages/plan.md")
    assert "There are no such pages" in run(site, "--pages", "--drafts").stderr


def test_a_site_without_topics(site: Story) -> None:
    result = run(site.article("a.md"), "--tag", "Sea")
    assert (result.exit_code, "or any topic" in result.stderr) == (2, True)


def test_the_sources_are_as_they_are_now(site: Story) -> None:
    assert names(site.article("a.md").build()) == ["a"]
    assert names(site.article("b.md")) == ["b", "a"]
    assert names(site.delete("content/a.md")) == ["b"]
    # And what was read for the listing need not be read for the site.
    site.build().assert_clean()


def test_damaged_state_is_no_obstacle(site: Story) -> None:
    names(site.article("a.md"))
    path = site.paths.state / "articles.db"
    path.write_bytes(path.read_bytes()[:5000])
    assert names(site) == ["a"]


def test_what_cannot_be_read_is_told_and_the_rest_is_listed(site: Story) -> None:
    site.article("a.md").write("content/b.md", "no front matter")
    for _ in range(2):
        result = run(site, "--format", "json")
        assert result.exit_code == 1
        assert [item["path"] for item in json.loads(result.stdout)] == ["content/a.md"]
        assert "content/b.md:1:1: error: " in result.stderr


def test_a_wrong_configuration(site: Story) -> None:
    result = run(site.write("archivegen.toml", "title = 1"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "archivegen.toml:1" in result.stderr


def test_nothing_else_is_written(site: Story) -> None:
    before = Snapshot.of(site.article("a.md").root)
    run(site)
    after = Snapshot.of(site.root)
    assert {path for path in after.files if not path.startswith(".archivegen/")} == {*before.files}


# Forms


def test_json(site: Story) -> None:
    site.article(
        "a.md", headline="Öl & Gas", date="2022-07-21 06:40", updated="2022-07-22",
        tags=["Sea", "海"], authors=["Iris"], section="Local News", language="ar",
        print={"date": "2022-07-20", "page": "B3", "number": 3}, id="tag:a", template="a.html",
        licence="CC0", rights="R", published_by="P", accessible=False,
        series={"name": "S", "part": 2}, identifiers={"doi": "10.1234/x"},
        audio="https://a.example/a.mp3", corrections=[{"date": "2022-07-22", "text": "C"}],
    ).article("b.md", series="T").write("templates/a.html", "")  # fmt: skip
    plain, rich = found(site)
    assert rich == {
        "path": "content/a.md", "url": "https://gazette.example/2022/07/21/ol-gas/",
        "state": "published", "date": "2022-07-21T06:40:00+00:00",
        "updated": "2022-07-22T00:00:00+00:00", "section": "Local News", "headline": "Öl & Gas",
        "authors": ["Iris"], "tags": ["Sea", "海"], "language": "ar", "kind": "news", "mark": None,
        "notices": ["correction"], "listed": True, "indexed": True, "template": "a.html",
        "id": "tag:a", "licence": "CC0", "rights": "R", "published_by": "P", "accessible": False,
        "audio": "https://a.example/a.mp3", "print_date": "2022-07-20", "print_publication": None,
        "print_edition": None, "print_volume": None, "print_number": "3", "print_section": None,
        "print_page": "B3", "print_column": None, "print_headline": None,
        "identifiers": ["doi:10.1234/x"], "series": ["S"], "series_part": [2],
    }  # fmt: skip
    assert (plain["updated"], plain["authors"], plain["language"]) == (None, [], "en")
    assert list(plain) == [*NAMES, "series", "series_part"]
    assert (plain["series_part"], plain["audio"], plain["print_date"]) == ([None], None, None)


def test_addresses_are_those_of_the_site(site: Story) -> None:
    site.write("archivegen.toml", 'title = "T"\n').article("a.md")
    assert found(site)[0]["url"] == "/2024/05/01/a/"
    site.write("archivegen.toml", 'title = "T"\nbase_url = "https://example.org/paper/"\n')
    assert found(site)[0]["url"] == "https://example.org/paper/2024/05/01/a/"


def test_table(archive: Story) -> None:
    archive.article("big.md", section="海外", headline="東京" * 40, date="2024-01-01 10:00")
    lines = run(archive).stdout.splitlines()
    assert lines == [
        f"DATE              SECTION     {'HEADLINE':59}  PATH",
        f"2024-01-01 10:00  海外        {'東京' * 14}東…  content/big.md",
        f"2022-08-01        Sport       {'Cup':59}  content/cup.md",
        f"2022-07-31 23:30  Local News  {'Tide':59}  content/tide.md",
        f"2022-07-21 06:40  Local News  {'Lamp':59}  content/lamp.md",
        f"1903-03-01        Sport       {'Old':59}  content/old.md",
    ]
    assert {width(line[: line.index("content")]) for line in lines[1:]} == {91}
    lines = run(archive, "--drafts", "--scheduled").stdout.splitlines()
    assert lines[0].split() == ["DATE", "STATE", "SECTION", "HEADLINE", "PATH"]
    assert [line.split()[1] for line in lines[1:]] == ["draft", "12:00", "draft"]
    assert "scheduled" in lines[2]


def test_a_year_of_three_digits_has_four(site: Story) -> None:
    site.article("a.md", date="0850-03-01 10:00")
    assert run(site).stdout.splitlines()[1].startswith("0850-03-01 10:00  News")


def test_an_empty_listing(site: Story) -> None:
    (site.root / "content").mkdir()
    assert found(site) == []
    assert run(site, "--format", "csv").stdout == ",".join([*NAMES, "series", "series_part"]) + "\n"
    result = run(site)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "There are no such articles (published); see the others with --drafts" in result.stderr
    assert "(draft or scheduled)" in run(site, "--drafts", "--scheduled").stderr


def listed(headline: str, *tags: str) -> Listed:
    date = parse_moment("2024-05-01", zone_of("UTC"))
    section = Term("News", "news", "/news/")
    topics = tuple(Term(tag, tag, "") for tag in tags)
    card = Card("a.md", "/a/", headline, section, date, None, "", (), topics, None, "", "")
    article = Article(card, "", "", None, (), (), (), b"")
    return Listed(article, "published", "/a/", "en")


FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=90)


@given(st.lists(TEXTS, max_size=5))
def test_json_gives_back_what_it_was_given(headlines: list[str]) -> None:
    text = "".join(ARTICLES.as_json(map(listed, headlines)))
    assert text.isascii()
    assert [item["headline"] for item in json.loads(text)] == headlines
    assert len(text.splitlines()) == len(headlines) + (2 if headlines else 1)


@given(st.lists(TEXTS, max_size=5))
def test_csv_runs_nothing_and_keeps_the_rest(headlines: list[str]) -> None:
    text = "".join(ARTICLES.as_csv(map(listed, headlines)))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row, headline in zip(rows, headlines, strict=True):
        is_formula = headline.startswith(FORMULA)
        assert row["headline"] == ("'" if is_formula else "") + headline
        for cell in row.values():
            assert not cell.startswith(FORMULA)


def test_lists_in_csv_are_no_formulas() -> None:
    row = list(csv.reader(ARTICLES.as_csv([listed("x", "=cmd()", "b")])))[1]
    assert row[NAMES.index("tags")] == "'=cmd(); b"


@given(st.lists(st.text(st.characters(categories=("L", "Mn", "Zs")), max_size=90), min_size=1))
def test_columns_of_a_table_stand_below_one_another(headlines: list[str]) -> None:
    items = [listed(headline) for headline in headlines]
    lines = list(ARTICLES.as_table(lambda: items))
    assert len({width(line) for line in lines[1:]}) == 1
    assert all(
        width(line) <= len("2024-05-01 00:00  SECTION    content/a.md\n") + HEADLINE_WIDTH
        for line in lines[1:]
    )


@needs_links
@pytest.mark.skipif(sys.platform == "darwin", reason="names there are UTF-8")
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_name_that_is_no_text(site: Story, form: str) -> None:
    site.article("a.md")
    os.rename(site.root / "content" / "a.md", os.fsencode(site.root / "content") + b"/\xff.md")
    result = run(site, "--format", form)
    assert result.exit_code in {0, 1}
    assert not isinstance(result.exception, UnicodeError)


def test_states_are_named() -> None:
    (item,) = json.loads("".join(ARTICLES.as_json([replace(listed("x"), state="draft")])))
    assert item["state"] == "draft"


# Pipes and locks


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_who_leaves_is_no_error(site: Story) -> None:
    for number in range(300):
        site.article(f"{number}.md", headline=f"Harbour {number} " + "light " * 200)
    command = [
        sys.executable,
        "-m",
        "archivegen",
        "list",
        "--site",
        str(site.root),
        "--format",
        "csv",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"path,")
        process.stdout.close()
        # That it reads articles is said aside, and nothing else.
        assert b"rror" not in process.stderr.read()
    assert process.returncode == 0


def test_what_is_no_listing_is_said_aside(site: Story) -> None:
    for number in range(60):
        site.article(f"{number}.md")
    result = run(site, "--format", "json")
    assert len(json.loads(result.stdout)) == 60
    assert result.stderr == "Reading articles (60)\n"


def test_it_waits_for_a_build(site: Story) -> None:
    site.article("a.md").build()
    command = [sys.executable, "-m", "archivegen", "list", "--site", str(site.root)]
    with locked(site.paths.state / "lock", lambda _: None):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stderr
        line = process.stderr.readline().decode()
        assert line.startswith("Waiting for another build of this site to end")
    output, _ = process.communicate(timeout=60)
    assert b"content/a.md" in output
