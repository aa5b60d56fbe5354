"""`archivegen new`: what was asked for stands in the file, and the file can be built at once."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from archivegen.authoring.new_article import (
    Draft,
    article_path,
    article_text,
    date_text,
    line_of,
    problems_of,
)
from archivegen.cli.main import main
from archivegen.config.settings import Config
from archivegen.loader.frontmatter.document import read
from archivegen.loader.frontmatter.yaml_writer import yaml_scalar
from archivegen.model.times import parse_moment, zone_of
from story import CONFIG, NOW, Story

HOSTILE = (
    "no", "y", "null", "~", "1e3", "017", "2024-05-01", "12:30", "0x1F", "-", "- item", "? key",
    "a: b", "a #b", "#a", "a:", '"', "'", "it's", 'say "no"', "\\", "\\n", "{a}", "[a]", "&a",
    "*a", "!a", "|", ">", "%a", "@a", "`a`", "---", "...", "<<", "=", "{{ title }}",
    "__TITLE__", "\u2728", "\u05e9\u05dc\u05d5\u05dd", "\u202eabc", "\ufeffa",
    "a\ufeff: b", "\u00a0a", "C:\\con",
)  # fmt: skip


def run(site: Story, *arguments: str) -> Result:
    result = CliRunner().invoke(
        main, ["new", "--site", str(site.root), *arguments], env={"SOURCE_DATE_EPOCH": str(NOW)}
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def written(site: Story, *arguments: str) -> Path:
    """The file that the command wrote, as it names it."""
    result = run(site, *arguments)
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    return Path(os.path.abspath(line))


def head(path: Path) -> dict[str, object]:
    return dict(yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader))


def test_an_article_with_all_that_was_asked_for(site: Story) -> None:
    path = written(
        site, "Harbour light: lit again", "--section", "Local News", "--date", "2024-11-02 07:15",
        "--author", "Iris O'Calloway", "--author", "Tom Lunn", "--tag", "Harbour", "--draft",
    )  # fmt: skip
    assert path == site.root / "content" / "2024" / "11" / "harbour-light-lit-again.md"
    assert path.read_bytes() == (
        b'---\nheadline: "Harbour light: lit again"\ndate: 2024-11-02 07:15\nsection: Local News\n'
        b"summary:\nauthors:\n  - Iris O'Calloway\n  - Tom Lunn\ntags:\n  - Harbour\n"
        b"draft: true\n---\n\n"
    )


def test_it_is_published_by_the_next_build_without_a_warning(site: Story) -> None:
    site.configure('default_section = "News"\ntimezone = "Europe/Berlin"\n')
    path = written(site, "Lamp lit")
    assert head(path)["date"] == "2025-06-15 17:06"
    assert head(path)["section"] == "News"
    assert site.build().problems == ()
    assert site.has("2025/06/15/lamp-lit/index.html")


def test_a_file_that_exists_is_refused(site: Story) -> None:
    path = written(site, "Lamp lit", "--section", "News")
    path.write_text("mine")
    result = run(site, "Lamp lit!", "--section", "News")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{Path('2025', '06', 'lamp-lit.md')} exists already" in result.stderr
    assert path.read_text() == "mine"


@pytest.mark.parametrize("form", ["2024-11-02", "2024-11-02T23:30:00-05:00", "Nov 2, 2024 7:15am"])
def test_every_form_of_a_time(site: Story, form: str) -> None:
    path = written(site, "Lamp lit", "--section", "News", "--date", form)
    assert head(path)["date"] == form
    # In the zone of the site, which is UTC.
    day = "03" if "T" in form else "02"
    assert site.build().has(f"2024/11/{day}/lamp-lit/index.html")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a", "b"), 'put the headline between quotes: archivegen new "a b"'),
        ((), "Missing argument 'HEADLINE'"),
        (("",), "it is empty"),
        (("\u200b",), "it is empty"),
        (("two\nlines",), "more than one line"),
        (("bell\x07",), "cannot be written"),
        (("a", "--date", "soon"), "`soon` is not a time; write a time such as 2022-07-21"),
        (("a", "--date", ""), "it is empty"),
        (("a", "--date", "2024-02-30"), "names a day that does not exist"),
        (("a", "--section", "archive"), "give the section another name"),
        (("a", "--section", "../up"), "cannot be part of an address"),
        (("a", "--section", "!"), "has no letter or digit"),
        (("a", "--tag", ""), "it is empty"),
        (("a", "--tag", "Sea", "--tag", "sea"), "remove one"),
        (("x" * 70_000,), "the front matter is larger than 64 kB"),
    ],
)
def test_what_a_build_would_complain_of_is_wrong_usage(
    site: Story, arguments: tuple[str, ...], message: str
) -> None:
    site.configure('default_section = "News"\n')
    result = run(site, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (site.root / "content").exists()


def test_the_section_has_to_be_known(site: Story) -> None:
    result = run(site, "A")
    assert result.exit_code == 2
    assert "name the section with --section, or set default_section" in result.stderr
    site.article("a.md").build()
    assert head(written(site, "A"))["section"] == "News"
    site.article("b.md", section="Sport").build()
    result = run(site, "B")
    assert result.exit_code == 2
    assert "--section (there are: News, Sport)" in result.stderr


def test_the_folder_and_the_order_of_dates_are_those_of_the_site(site: Story) -> None:
    site.configure(
        'date_order = "dmy"\n[[defaults]]\npath = "1998/**"\nsection = "Old"\nauthors = "Bo"\n'
    )
    path = written(site, "A", "--date", "7.8.1998")
    assert path == site.root / "content/1998/08/a.md"
    assert "section" not in head(path)
    assert head(written(site, "B", "--date", "7.8.1998", "--section", "New"))["section"] == "New"
    result = run(site, "C", "--date", "7.8.1999")
    assert "name the section with --section" in result.stderr
    site.build()
    assert not site.problems
    assert ">Bo</a>" in site.page("1998/08/07/a/index.html")


def test_names_are_spelled_as_in_the_archive(site: Story) -> None:
    site.article("a.md", section="Local News", tags=["Harbour"], authors=["Iris Calloway"]).build()
    names = ("--section", "local news", "--tag", "HARBOUR", "--author", "iris calloway")
    result = run(site, "B", *names)
    assert "`local news` is written `Local News`, as in the archive" in result.stderr
    assert site.build().problems == ()
    assert 'href="/authors/iris-calloway/"' in site.page("2025/06/15/b/index.html")


def test_another_name_of_a_term_means_the_term(site: Story) -> None:
    site.write("content/_topics/harbour.md", "---\naliases: [Port, The docks]\n---\n")
    site.article("a.md", tags=["Harbour"], section="News").build()
    result = run(site, "Storm", "--tag", "the docks", "--section", "News")
    assert "`the docks` is written `Harbour`, as in the archive" in result.stderr
    assert head(Path(os.path.abspath(result.stdout.strip())))["tags"] == ["Harbour"]


def test_the_sections_of_the_configuration_are_known_before_they_have_articles(site: Story) -> None:
    site.configure('sections = ["Local News", "Sport"]\n')
    assert head(written(site, "A", "--section", "local news"))["section"] == "Local News"
    assert "(there are: Local News, Sport)" in run(site, "B").stderr
    assert "did you mean `Sport`?" in run(site, "C", "--section", "Sprot").stderr
    result = run(site, "D", "--section", "Science")
    assert result.exit_code == 0
    assert "`Science` is not among the `sections` of archivegen.toml" in result.stderr
    # A section that has another name now is one of them by either.
    site.write("content/_sections/games.md", "---\nname: Games\naliases: Sport\n---\n")
    site.article("a.md", section="Games").build()
    result = run(site, "E", "--section", "Sport")
    assert head(Path(os.path.abspath(result.stdout.strip())))["section"] == "Games"
    assert "is not among" not in result.stderr


def test_a_new_section_that_is_nearly_an_old_one(site: Story) -> None:
    site.article("a.md", section="Sport").build()
    result = run(site, "B", "--section", "Sprot")
    assert result.exit_code == 0
    assert result.stderr == "`Sprot` is a new section; did you mean `Sport`?\n"
    assert run(site, "C", "--section", "Science").stderr == ""


def test_damaged_state_is_no_obstacle(site: Story) -> None:
    site.article("a.md").build()
    site.write(".archivegen/articles.db", b"rubbish" * 999)
    assert run(site, "B", "--section", "News").exit_code == 0


def test_a_wrong_configuration_is_told(site: Story) -> None:
    result = run(site.write("archivegen.toml", "titel = 1\n"), "A")
    assert result.exit_code == 1
    assert "archivegen.toml:1:1: error: unknown key `titel`" in result.stderr


def test_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["new", "A"])
    assert (result.exit_code, "archivegen init" in result.stderr) == (2, True)


def test_the_path_is_told_from_where_the_command_runs(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site.root / "content").mkdir()
    monkeypatch.chdir(site.root / "content")
    result = CliRunner().invoke(main, ["new", "Lamp", "--section", "N", "--date", "2024-11-02"])
    assert result.stdout == f"{Path('2024', '11', 'lamp.md')}\n"


@pytest.mark.skipif(os.name == "nt", reason="the editor is a script")
def test_edit_opens_the_editor_with_the_file(site: Story, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f'#!{sys.executable}\nimport sys\nopen(sys.argv[1], "a").write("Edited.")\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    arguments = ["new", "--site", str(site.root), "A", "--section", "N", "--edit"]
    result = CliRunner().invoke(main, arguments, env={"VISUAL": str(editor)})
    assert result.exit_code == 0
    assert Path(result.stdout.strip()).resolve().read_text().endswith("---\n\nEdited.")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may write everywhere")
def test_a_folder_that_cannot_be_written(site: Story) -> None:
    (site.root / "content").mkdir(mode=0o500)
    result = run(site, "A", "--section", "N")
    assert (result.exit_code, "Permission denied" in result.stderr) == (1, True)


def test_a_file_in_the_place_of_a_folder(site: Story) -> None:
    result = run(site.write("content", "a file"), "A", "--section", "N")
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(site.root / "content") in result.stderr


@pytest.mark.parametrize("headline", ["CON", "aux", "lpt1", "a" * 300, "../../up", "\u2728"])
def test_the_file_has_a_name_that_every_system_takes(site: Story, headline: str) -> None:
    path = written(site, headline, "--section", "N")
    assert path.parent == site.root / "content" / "2025" / "06"
    assert path.stem not in {"con", "aux", "lpt1"}
    assert len(path.name) <= 83
    assert site.build().problems == ()


lines = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(HOSTILE)


def _is_line(text: str) -> bool:
    try:
        line_of(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_lines(text: str) -> None:
    assert _is_line(text)


@given(
    lines.filter(_is_line),
    st.lists(lines.filter(_is_line), max_size=3),
    st.lists(lines.filter(_is_line), max_size=3),
)
def test_the_reader_gives_back_exactly_what_was_asked(
    headline: str, authors: list[str], tags: list[str]
) -> None:
    draft = Draft(
        headline=line_of(headline),
        date="2024-11-02",
        section="News",
        authors=tuple(map(line_of, authors)),
        tags=tuple(map(line_of, tags)),
    )
    document, problems = read("a.md", article_text(draft).encode(), 100_000)
    assert (problems, document.faults, document.doubts) == ([], [], [])
    assert document.values["headline"] == draft.headline
    assert tuple(document.values["authors"] or ()) == draft.authors
    assert tuple(document.values["tags"] or ()) == draft.tags
    found = problems_of(article_text(draft), "a.md", Config("T"))
    assert {problem.kind for problem in found} <= {"spelling", "markup", "quotes"}
    assert article_path(draft, Config("T")).startswith("2024/11/")


@given(lines.filter(_is_line))
@example("yes")
def test_other_readers_of_yaml_agree(text: str) -> None:
    text = line_of(text)
    assert yaml.safe_load(f"- {yaml_scalar(text)}\n") == [text]


@given(st.integers(min_value=0, max_value=4_000_000_000))
@example(1_729_989_000)  # half past one in London, for the first time that night
@example(1_729_992_600)  # and for the second time
def test_a_time_is_read_as_the_minute_that_it_was(instant: int) -> None:
    zone: ZoneInfo = zone_of("Europe/London")
    moment = parse_moment(date_text(instant, zone), zone)
    assert moment.instant == instant - instant % 60


@pytest.mark.parametrize("config", ["", '[markdown]\nhtml = "escape"\n'])
def test_nothing_of_the_file_shows_but_what_was_asked(site: Story, config: str) -> None:
    site.write("archivegen.toml", CONFIG + config)
    written(site, "Lamp", "--section", "News")
    page = site.build().page("2025/06/15/lamp/index.html")
    body = page.split('<div class="story-body">')[1].split("</div>")[0]
    assert body.strip() == ""
