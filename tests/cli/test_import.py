"""`archivegen import`: what it asks for, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archivegen.cli.main import main
from story import CONFIG, Story

CAPTURE = """\
Harbour

The lamp is lit again

July 21, 2022 6:40am

The lamp was lifted at dusk, and two boats went out.
"""


@pytest.fixture
def moved(site: Story) -> Story:
    """A site with two captures beside it, one of which has no date, and the account of both."""
    site.write("archivegen.toml", CONFIG + 'default_section = "News"\n')
    for name in "abc":
        site.write(f"captures/{name}.txt", CAPTURE.replace("lamp is", f"lamp {name} is"))
    site.write("captures/d.txt", CAPTURE.replace("July 21, 2022 6:40am", "Some day"))
    assert run(site, str(site.root / "captures")).exit_code == 0
    return site


def run(site: Story, *words: str) -> Result:
    result = CliRunner().invoke(main, ["import", "--site", str(site.root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_outcome_is_printed(moved: Story) -> None:
    result = run(moved, str(moved.root / "captures"))
    assert result.stdout.split("\n") == [
        "layout: section headline date body",
        "captures: 4 items (1 attention, 3 imported)",
        "files: 4 unchanged",
        "lines left out as furniture: 3",
        "  d.txt: it does not follow the layout (it has no date): section headline date body",
        "1 draft lacks what an article must have; build --strict stops at that",
        "imports/captures/report.html has the details, as does report.md",
        "to accept items as they are: archivegen import --accept captures ID...",
        "",
    ]
    told = json.loads(run(moved, str(moved.root / "captures"), "--format", "json").stdout)
    assert told["items"] == {"attention": 1, "imported": 3}
    assert told["attention"][0]["id"] == "d.txt"


def test_a_dry_run_says_that_it_is_one(moved: Story) -> None:
    moved.write("captures/e.txt", CAPTURE)
    before = sorted(moved.root.rglob("*"))
    result = run(moved, str(moved.root / "captures"), "--dry-run")
    assert "files: 4 unchanged, 1 written\n" in result.stdout
    assert result.stdout.endswith("nothing was written (--dry-run)\n")
    assert sorted(moved.root.rglob("*")) == before


def test_the_layout_that_was_proposed_holds(moved: Story) -> None:
    for number in range(9):
        text = CAPTURE.replace("\n\nJuly", f"\n\nSix words stand in standfirst {number}\n\nJuly")
        moved.write(f"captures/x{number}.txt", text)
    again = run(moved, str(moved.root / "captures")).stdout
    assert "layout: section headline date body\n" in again
    layout = "section headline standfirst? date body"
    asked = run(moved, str(moved.root / "captures"), "--layout", layout)
    assert "13 items (1 attention, 12 imported)" in asked.stdout


def test_status_retry_and_accept(moved: Story) -> None:
    assert run(moved, "--status", "captures").stdout == (
        "captures: 4 items (1 attention, 3 imported)\n"
        "  d.txt: it does not follow the layout (it has no date): section headline date body\n"
    )
    listed = json.loads(run(moved, "--status", "captures", "--format", "json").stdout)
    assert [one["id"] for one in listed["attention"]] == ["d.txt"]
    accepted = run(moved, "--accept", "captures", "d.txt").stdout
    assert accepted.startswith("1 accepted\ncontent/undated/harbour-the-lamp-")
    assert "stays a draft, as it was edited or lacks something" in accepted
    moved.write("captures/a.txt", CAPTURE.replace("July 21", "July"))
    run(moved, str(moved.root / "captures"))
    moved.write("captures/a.txt", CAPTURE)
    moved.write("captures/b.txt", CAPTURE.replace("lamp is", "lamp b is not"))
    assert "files: 1 rewritten\n" in run(moved, "--retry", "captures").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name what to import"),
        (["nowhere"], "there is no "),
        (["archivegen.toml"], "this kind of source is not recognised; name it with --from: "),
        (["captures", "--name", "../x"], "small letters, digits"),
        (["captures", "--into", "static/{slug}.md"], "it begins with content/"),
        (["captures", "--into", "content/{slug}/{title}.md"], "the tokens are {year}"),
        (["captures", "--timezone", "Nowhere"], "there is no time zone `Nowhere`"),
        (["captures", "--language", "klingon!"], "is no language tag"),
        (["captures", "--at", "2019"], "this works only for web archives"),
        (["captures", "--from", "warc", "--at", "soon"], "`soon` is no"),
        (["captures", "--confidence", "2"], "2.0 is not in the range"),
        (["captures", "--layout", "title body"], "`title` is no part of a layout"),
        (["captures", "--map", "captures/a.txt"], "is not TOML"),
        (["captures", "--status", "captures"], "--status takes no SOURCE"),
        (["--status", "x", "--retry", "x"], "cannot be combined"),
        (["--status", "x"], "there is no import x"),
        (["--retry", "x"], "there is no import x"),
        (["--accept", "captures"], "name the items"),
        (["--accept", "captures", "z"], "the import captures has no item `z`"),
    ],
)
def test_what_cannot_be_is_said(
    moved: Story, words: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(moved.root)
    result = run(moved, *words)
    assert result.exit_code
    assert told in " ".join(result.stderr.split())


def test_without_the_extra_it_says_how_to_get_it(
    moved: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archivegen.cli.commands.import_.can_import", lambda: False)
    result = run(moved, str(Path("captures")))
    assert "pip install 'archivegen[import]" in result.stderr
