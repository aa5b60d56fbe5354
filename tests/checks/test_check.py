"""`archivegen check`: what it prints, in which form, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from archivegen.cli.main import main
from checking import checked
from sample_sites import pictures_of_the_sample
from story import Story

GOOD = ("--now", "2025-06-15T00:00Z")


def run(site: Story, *options: str) -> Result:
    result = CliRunner().invoke(main, ["check", "--site", str(site.root), *GOOD, *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not site.paths.output.exists()
    return result


def test_nothing_is_wrong(site: Story) -> None:
    result = run(site.article("a.md", summary="S"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 article checked: nothing is wrong\n"


def test_errors_warnings_and_advice_are_told_apart(site: Story) -> None:
    site.article("a.md", "[x](x.md)").write("content/b.md", b"")
    result = run(site)
    assert result.exit_code == 1
    assert result.stderr == (
        "content/a.md:1:1: advice: no `summary`: listings show the first paragraph\n"
        "    hint: add a line: summary: ...\n"
        "content/a.md:6:5: warning: the link leads to content/x.md, which is not there\n"
        "    [x](x.md)\n"
        "        ^\n"
        "    hint: a path is relative to the article's file\n"
        "content/b.md:1:1: error: the file is empty\n"
        "    hint: an article begins with front matter\n"
    )
    assert result.stdout == (
        "1 article checked: 1 error, 1 warning, 1 piece of advice\n"
        "Mend the errors first: until then, a build publishes nothing.\n"
    )


def test_warnings_are_errors_when_it_is_strict(site: Story) -> None:
    site.article("a.md", "[x](x.md)", summary="S")
    result = run(site)
    assert result.exit_code == 0
    assert result.stdout.endswith(
        "0 errors, 1 warning, 0 pieces of advice\n"
        "The site can be built; readers would meet what the warnings name.\n"
    )
    result = run(site, "--strict")
    assert result.exit_code == 1
    assert result.stdout.endswith("With --strict, warnings count as errors.\n")


def test_advice_is_never_an_error(site: Story) -> None:
    result = run(site.article("a.md"), "--strict")
    assert (result.exit_code, "1 piece of advice" in result.stdout) == (0, True)


def test_who_is_not_published_is_a_line_each(site: Story) -> None:
    for number in range(7):
        site.article(f"{number}.md", draft=True)
    site.article("later.md", date="2030-01-01", summary="S")
    result = run(site)
    assert result.stdout.splitlines() == [
        "content/later.md:5: not published: scheduled for 2030-01-01T00:00:00+00:00, in the future",
        *(f"content/{number}.md:4: not published: `draft: true`" for number in range(7)),
        "1 article checked: nothing is wrong",
    ]
    assert "not published" not in run(site, "--drafts", "--future").stdout
    assert run(site, "--quiet").stdout == ""


def test_json_is_an_array_of_all_problems(site: Story) -> None:
    site.article("a.md", "[x](x.md)", draft=True).article("b.md", "[x](x.md)", summary="S")
    result = run(site, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = [(p["path"], p["line"], p["severity"], p["kind"]) for p in json.loads(result.stdout)]
    assert found == [
        ("content/a.md", 4, "advice", "draft"),
        ("content/b.md", 7, "warning", "broken link"),
    ]


def test_annotations(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(site.root.parent))
    site.article("a.md", "[x](x.md)", summary="S").article("b.md", draft=True)
    result = run(site, "--format", "github", "--strict")
    assert result.exit_code == 1
    why = "the link leads to content/x.md, which is not there"
    title = why.replace(",", "%2C")
    assert result.stdout.splitlines() == [
        (
            f"::warning file=site/content/a.md,title={title},line=7,col=5::{why}"
            "%0Aa path is relative to the article's file"
        ),
        (
            "::notice file=site/content/b.md,title=not published%3A `draft%3A true`,line=4,col=8::"
            "not published: `draft: true`%0Atake that line out to publish it"
        ),
    ]


def test_of_each_kind_the_first_few_are_named_and_all_if_asked(site: Story) -> None:
    links = "\n\n".join(f"[{number}](x{number}.md)" for number in range(7))
    site.article("a.md", links, summary="S").write("content/b.md", b"")
    more = "... and 2 more like these (broken link); archivegen check --all names them\n"
    result = run(site)
    assert more in result.stderr
    assert result.stderr.count("warning: the link leads") == 5
    # An error elsewhere hides nothing.
    assert "content/b.md:1:1: error: the file is empty" in result.stderr
    assert f"::notice::{more}" in run(site, "--format", "github").stdout
    for form in ("text", "github"):
        result = run(site, "--all", "--format", form)
        assert result.output.count("the link leads to content/x6.md") >= 1
        assert "more like these" not in result.output
    assert len(json.loads(run(site, "--format", "json").stdout)) == 8


def test_a_wrong_configuration(site: Story) -> None:
    result = run(site.write("archivegen.toml", "titel = 1\n"))
    assert result.exit_code == 1
    assert "archivegen.toml:1:1: error: unknown key `titel`" in result.stderr
    assert result.stdout == "2 errors, 0 warnings, 0 pieces of advice\n"


@pytest.mark.parametrize("options", [("--nosuch",), ("--format", "xml"), ("--now", "soon"), ("x",)])
def test_wrong_usage(site: Story, options: tuple[str, ...]) -> None:
    assert run(site.article("a.md"), *options).exit_code == 2


def test_no_content(site: Story) -> None:
    result = run(site)
    assert result.exit_code == 1
    assert "content:0:0" not in result.stderr
    assert "content: error: there is no such folder" in result.stderr


def test_other_sites_are_asked_only_when_it_is_wanted(site: Story) -> None:
    site.article("a.md", "[x](http://127.0.0.1:9/)", summary="S")
    assert "private network" not in run(site).stderr
    result = run(site, "--external")
    assert result.exit_code == 0
    assert result.stdout.startswith("Asking 1 host whether links still lead there\n")
    assert (
        "content/a.md:7:5: advice: http://127.0.0.1:9/ is in a private network, and was not asked"
        in result.stderr
    )
    again = run(site, "--external")
    assert again.stderr == result.stderr
    assert "Asking" not in again.stdout


def test_without_the_extra(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archivegen.cli.commands.check.find_spec", lambda _: None)
    result = run(site.article("a.md"), "--external")
    assert result.exit_code == 2
    assert (
        "pip install 'archivegen[external] @ git+https://github.com/archivegen/archivegen'"
        in result.stderr
    )


def test_what_cannot_be_judged_is_named(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    body = " ".join(f"[x](http://h{number}.example/)" for number in range(7))
    site.article("a.md", body, summary="S")

    def refuse(*_: object) -> list[str]:
        raise OSError("no route")

    monkeypatch.setattr("archivegen.checks.public_network.PublicTransport.handle_request", refuse)
    result = run(site, "--external")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[1] == "not certain: http://h0.example/ (it cannot be reached: no route)"
    assert lines[6] == "... and 2 more outside links that cannot be judged now"


def test_a_state_that_is_a_file(site: Story) -> None:
    """As where nothing can be written, whoever runs it."""
    site.article("a.md", "[x](x.md)", summary="S").write(".archivegen", "")
    result = run(site)
    assert result.exit_code == 0
    assert "0 errors, 1 warning, 0 pieces of advice" in result.stdout


def test_it_is_imported_without_what_asks_the_network() -> None:
    """`--help` does not wait for what the command may need."""
    loaded = [name for name in sys.modules if name.startswith("archivegen.checks")]
    assert CliRunner().invoke(main, ["check", "--help"]).exit_code == 0
    assert loaded == [name for name in sys.modules if name.startswith("archivegen.checks")]


def test_the_repositorys_own_site(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    site = Story(tmp_path / "own", config=(root / "archivegen.toml").read_text(encoding="utf-8"))
    for folder in ("content", "static"):
        for source in sorted((root / folder).rglob("*")):
            if source.is_file():
                site.write(source.relative_to(root).as_posix(), source.read_bytes())
    with pictures_of_the_sample(site):
        found = checked(site).problems
    assert {problem.severity for problem in found} <= {"advice"}
    assert {problem.kind for problem in found} <= {"no summary"}


def test_templates_that_fail_only_with_a_picture(site: Story) -> None:
    site.configure("[images]\nenabled = true\n")
    site.write(
        "templates/article.html", "{% if page.pictures %}{{ page.pictures[0].size }}{% endif %}"
    )
    site.article("a.md").build()
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    site.write("content/p.png", data.getvalue())
    site.article("a.md", image={"src": "p.png", "alt": "V"}).fail()
    (problem,) = (problem for problem in site.problems if problem.kind == "template")
    assert "size" in problem.message
    assert problem in checked(site).problems
