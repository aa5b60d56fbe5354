"""The command line: its options, what it prints where, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from archivegen import __version__
from archivegen.cli.main import COMMANDS, main
from story import NOW, Story

GOOD = ("--now", "2025-06-15T00:00Z")


def run(site: Story, *options: str, now: bool = True) -> Result:
    arguments = ["build", "--site", str(site.root), *(GOOD if now else ()), *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_version_and_help() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).output
    result = CliRunner().invoke(main, ["--help"])
    assert "Example: archivegen init" in result.output


def test_a_command_that_there_is_not() -> None:
    result = CliRunner().invoke(main, ["bild"])
    assert result.exit_code == 2
    assert "No such command 'bild'. Did you mean `build`?" in result.stderr
    assert "mean" not in CliRunner().invoke(main, ["xyz"]).stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name: str) -> None:
    for option in ("--help", "-h"):
        result = CliRunner().invoke(main, [name, option])
        assert result.exit_code == 0
        assert f"Example: archivegen {name}" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=1000) == COMMANDS[name]


def test_the_help_has_whole_sentences() -> None:
    said = " ".join(CliRunner().invoke(main, ["--help"]).output.split())
    assert all(f"{name} {sentence}" in said for name, sentence in COMMANDS.items())


def test_built(site: Story) -> None:
    result = run(site.article("a.md"))
    assert result.exit_code == 0
    assert result.stderr == ""
    line = result.stdout.splitlines()[-1]
    assert "public: 1 article, " in line
    assert " written, 0 unchanged, 0 removed in " in line
    assert "0 written, " in run(site).stdout


def test_problems(site: Story) -> None:
    site.article("a.md").build()
    site.write("content/b.md", "---\nheadline: no\ndate: 2024-05-01\nsection: N\n---\n")
    site.write("content/c.md", b"")
    result = run(site)
    assert result.exit_code == 1
    assert result.stderr == (
        "content/b.md:2:11: error: `headline`: `no` is read as yes or no, not as text\n"
        '    headline: no\n              ^\n    hint: quote it: "no"\n'
        "content/c.md:1:1: error: the file is empty\n"
        "    hint: an article begins with front matter\n"
    )
    assert result.stdout == "2 errors, 0 warnings; nothing was published\n"


def test_problems_of_the_configuration(site: Story) -> None:
    result = run(site.write("archivegen.toml", 'title = "T"\nlanguag = "en"\n'))
    assert result.exit_code == 1
    assert "archivegen.toml:2:1: error: unknown key `languag`" in result.stderr
    assert "did you mean `language`?" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--nosuch",),
        ("--workers", "0"),
        ("--format", "xml"),
        ("--now", "soon"),
        ("--now", ""),
        ("--now", "2024-02-30"),
        ("--report", "no/such/folder/report.json"),
        ("extra",),
    ],
)
def test_wrong_usage(site: Story, options: tuple[str, ...]) -> None:
    result = run(site.article("a.md"), *options, now=False)
    assert result.exit_code == 2
    assert not site.has("index.html")


def test_strict(site: Story) -> None:
    site.article("a.md", mood="x")
    assert run(site).exit_code == 0
    result = run(site, "--strict")
    assert result.exit_code == 1
    assert result.stdout == "0 errors, 1 warning (--strict); nothing was published\n"
    assert "did you mean" not in result.stderr
    assert "content/a.md:4:1: warning: unknown key `mood`" in result.stderr


def test_warnings_are_counted_after_the_first_few(site: Story) -> None:
    for number in range(9):
        site.article(f"{number}.md", image="i.jpg")
    site.write("content/i.jpg", "picture")
    for result in (run(site), run(site)):
        assert result.exit_code == 0
        assert result.stderr.count("warning: the image has no `alt` text") == 5
        assert result.stderr.endswith(
            "... and 4 more like these (alt); archivegen check --all names them\n"
        )
        assert "9 warnings in " in result.stdout


def test_many_errors_are_a_table_and_the_first_of_each_kind(site: Story) -> None:
    for number in range(25):
        site.article(f"a{number:02}.md", date=f"{number} o'clock", section="News", tags="x")
    site.write("content/z.md", b"").article("pic.md", image="i.jpg").write("content/i.jpg", "x")
    result = run(site)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "number  severity  kind\n"
        "25      error     `tags` is not a list\n"
        "25      error     `date`: \u2026 is not a time\n"
        "1       error     the file is empty\n"
        "1       warning   alt\n"
        "content/a00.md:4:7: error: `tags` is not a list\n"
    )
    assert result.stderr.count("error: `date`") == 20
    assert "... and 5 more like these (`tags` is not a list); archivegen check" in result.stderr
    assert run(site, "--all").stderr.count("error: `date`") == 25


def test_keep_going(site: Story) -> None:
    site.article("a.md").build().write("content/a.md", "").article("b.md")
    assert run(site).exit_code == 1
    result = run(site, "--keep-going")
    assert result.exit_code == 3
    assert "content/a.md:1:1: error: the file is empty" in result.stderr
    summary, last = result.stdout.splitlines()
    assert ": 2 articles, " in summary
    assert ", 1 error in " in summary
    assert last == "Articles that cannot be read keep the pages they had; new ones are left out."
    result = run(site, "--keep-going", "--format", "json")
    assert result.exit_code == 3
    assert [problem["severity"] for problem in json.loads(result.stdout)] == ["error"]
    result = run(site, "--keep-going", "--format", "github")
    assert result.exit_code == 3
    assert result.stdout.startswith("::error file=")
    site.article("a.md")
    assert run(site, "--keep-going").exit_code == 0
    # Of a draft, nothing but warnings.
    site.write("content/a.md", "---\ndraft: true\nheadline: [\n---\n")
    assert run(site, "--keep-going", "--strict").exit_code == 0


def test_equal_unknown_keys_are_one_line(site: Story) -> None:
    for number in range(9):
        site.article(f"{number}.md", mood="x")
    for result in (run(site), run(site)):
        assert result.exit_code == 0
        assert result.stderr.startswith(
            "content/0.md:4:1: warning: unknown key `mood` (and 8 more)"
        )
        assert result.stderr.count("unknown key") == 1
        assert "9 warnings in " in result.stdout


def test_nearest_site(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("deep/er/a.md")
    monkeypatch.chdir(site.root / "content" / "deep" / "er")
    assert CliRunner().invoke(main, ["build", *GOOD]).exit_code == 0
    assert site.has("index.html")


def test_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build"])
    assert (result.exit_code, "--site" in result.stderr) == (2, True)
    result = CliRunner().invoke(main, ["build", "--site", "nowhere"])
    assert (result.exit_code, "no archivegen.toml in" in result.stderr) == (2, True)


def test_output(site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(site.article("a.md"), "--output", "there/web")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].replace("\\", "/").startswith("there/web: ")
    assert (tmp_path / "there" / "web" / "index.html").is_file()
    assert not site.has("index.html")


@pytest.mark.parametrize(
    "output", ["/", "~", ".", "..", "content", "content/x", "static", "templates", ".archivegen"]
)
def test_refused_outputs(
    site: Story, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.chdir(site.article("a.md").root)
    before = sorted(site.root.rglob("*"))
    result = run(site, "--output", str(tmp_path / "home") if output == "~" else output)
    assert result.exit_code == 2
    assert "the output would " in result.stderr
    assert sorted(site.root.rglob("*")) == before


def test_report(site: Story, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    site.article("a.md", mood="x").article("b.md", draft=True).article("c.md", date="2030-01-01")
    run(site, "--report", str(path))
    report = json.loads(path.read_text())
    assert [*report] == [
        "articles", "pages", "rendered", "written", "removed", "scheduled", "drafts", "warnings",
        "errors", "advice", "seconds", "phases", "peak_memory_mb", "written_paths",
        "removed_paths",
    ]  # fmt: skip
    assert [*report["phases"]] == ["scan", "load", "pictures", "plan", "render", "index", "publish"]
    assert sum(report["phases"].values()) <= report["seconds"] + 0.01
    assert (report["articles"], report["scheduled"], report["drafts"]) == (1, 1, 1)
    assert (report["warnings"], report["errors"], report["removed"]) == (1, 0, 0)
    assert report["rendered"] == report["pages"] < report["written"]
    assert isinstance(report["seconds"], float)
    assert len(report["written_paths"]) == report["written"]
    assert "2024/05/01/a/index.html" in report["written_paths"]
    site.delete("content/a.md").article("b.md")
    run(site, "--report", str(path))
    report = json.loads(path.read_text())
    assert "2024/05/01/b/index.html" in report["written_paths"]
    assert "2024/05/01/a/index.html" in report["removed_paths"]
    assert len(report["removed_paths"]) == report["removed"]
    site.write("content/d.md", b"").write("content/e.md", b"")
    assert run(site, "--report", str(path)).exit_code == 1
    report = json.loads(path.read_text())
    assert (report["errors"], report["warnings"], report["written"]) == (2, 0, 0)


def test_json(site: Story) -> None:
    site.article("a.md", mood="x")
    for options in ((), ("--explain",), ("--quiet",)):
        result = run(site, "--format", "json", *options)
        assert [problem["message"] for problem in json.loads(result.stdout)] == [
            "unknown key `mood`"
        ]
    result = run(site.write("content/é.md", b""), "--format", "json")
    assert result.exit_code == 1
    assert [(p["path"], p["severity"]) for p in json.loads(result.stdout)] == [
        ("content/a.md", "warning"), ("content/é.md", "error"),
    ]  # fmt: skip


def test_github(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("content/a.md", b"")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(site.root.parent))
    result = run(site, "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=site/content/a.md,title=the file is empty,line=1")
    for workspace in (site.root, site.root.parent / "elsewhere"):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
        stdout = run(site, "--format", "github").stdout
        assert stdout.startswith("::error file=content/a.md,")


def test_quiet(site: Story) -> None:
    site.article("a.md", mood="x").article("b.md", date="2030-01-01")
    result = run(site, "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "unknown key `mood`" in result.stderr
    result = run(site.write("content/c.md", b""), "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the file is empty" in result.stderr


def test_explain(site: Story) -> None:
    site.article("a.md", summary="S")
    assert "2024/05/01/a/index.html: new page\n" in run(site, "--explain").stdout
    site.article("a.md", "Other.", summary="S")
    lines = run(site, "--explain").stdout.splitlines()
    assert lines[0].startswith("2024/05/01/a/index.html: ")
    assert lines[0].endswith("body and data (article) changed")
    assert len(lines) == 2


def test_explain_tells_what_of_the_data_changed(site: Story) -> None:
    for name in ("a", "b"):
        site.article(
            f"{name}.md", date="2024-05-01", section=name, series="S", authors="Iris", summary="S"
        )
    run(site)
    site.article(
        "b.md", section="b", series="S", authors="Iris", headline="Bee", slug="b", summary="S"
    )
    page = "2024/05/01/a/index.html"
    assert f"{page}: data (series) changed" in run(site, "--explain").stdout
    site.write("content/_authors/iris.md", "---\nrole: Editor\n---\n")
    assert f"{page}: data (profiles) changed" in run(site, "--explain").stdout
    notice = {"type": "retraction", "date": "2024-06-01"}
    site.article(
        "b.md", section="b", series="S", authors="Iris", headline="Bee", slug="b", summary="S",
        notices=[notice],
    )  # fmt: skip
    lines = run(site, "--explain").stdout
    assert "topics" not in lines
    assert "b/index.html: data (cards) changed" in lines


def test_scheduled_articles_are_named(site: Story) -> None:
    site.article("a.md", date="2030-01-01T10:00Z").article("b.md")
    for result in (run(site), run(site)):
        assert "scheduled: content/a.md (2030-01-01T10:00:00" in result.stdout
        assert "1 scheduled" in result.stdout
    assert "1 scheduled" not in run(site, "--future").stdout


def test_now_is_in_the_time_zone_of_the_site(site: Story) -> None:
    site.configure('timezone = "Asia/Tokyo"').article("a.md", date="2024-05-01 12:00")
    for now, there in [("2024-05-01 11:59", False), ("May 1, 2024 12:00pm", True)]:
        assert run(site, "--now", now, now=False).exit_code == 0
        assert site.has("2024/05/01/a/index.html") == there
    assert run(site, "--now", "2024-05-01T02:59Z", now=False).exit_code == 0
    assert not site.has("2024/05/01/a/index.html")


@pytest.mark.parametrize(
    ("epoch", "code"), [(str(NOW), 0), ("x", 2), ("9" * 30, 2), ("9" * 5000, 2)]
)
def test_source_date_epoch(
    site: Story, epoch: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    site.article("a.md").article("b.md", date="2025-06-16")
    result = run(site, now=False)
    assert result.exit_code == code
    if code == 0:
        assert "1 article, " in result.stdout
        assert "2 articles, " in run(site, "--now", "2025-07-01", now=False).stdout


def test_workers(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archivegen.builder.pools.MANY_FILES", 1)
    for number in range(4):
        site.article(f"{number}.md")
    site.write("content/bad.md", b"")
    assert run(site, "--workers", "2").exit_code == 1
    site.delete("content/bad.md")
    result = run(site, "--workers", "2")
    assert result.exit_code == 0
    site.build().assert_written()


def test_phases_are_lines(site: Story) -> None:
    for number in range(50):
        site.article(f"{number}.md")
    lines = run(site).stdout.splitlines()
    assert lines[0] == "Reading articles (50)"
    assert len(lines) <= 4


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("{{ article.nosuch }}", 1, "has no attribute 'nosuch'"),
        ("\n{% if %}", 2, "Expected an expression"),
        ("\n\n{{ nosuch }}", 3, "'nosuch' is undefined"),
        ("{% include 'gone.html' %}", 1, "gone.html"),
        ("{{ 1 // 0 }}", 1, "integer division"),
    ],
)
def test_template_errors_name_line_and_article(
    site: Story, template: str, line: int, words: str
) -> None:
    site.article("a.md").build()
    result = run(site.write("templates/article.html", template))
    assert result.exit_code == 1
    assert f"templates/article.html:{line}:1: error: " in result.stderr
    assert words in result.stderr
    assert "(in the page of content/a.md)" in result.stderr


def test_what_the_system_forbids_is_told(
    site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/some/file")

    monkeypatch.setattr("archivegen.builder.build.build", refuse)
    result = run(site.article("a.md"))
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: /some/file: Permission denied; nothing was published\n",
    )
