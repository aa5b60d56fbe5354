"""`archivegen init`: a site that builds without a warning, where nothing is overwritten."""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from archivegen.authoring.json_schema import article_schema, as_text, config_schema, document_schema
from archivegen.authoring.new_site import (
    ACTION,
    RECORD_ACTION,
    Choices,
    NotEmptyError,
    site_files,
    starter_folder,
    write_site,
)
from archivegen.builder.build import build
from archivegen.builder.inputs import Options
from archivegen.builder.report import Report
from archivegen.cli.main import main
from archivegen.config.paths import SitePaths
from archivegen.config.validate import validate
from archivegen.loader.documents.pages import PAGES
from archivegen.loader.frontmatter.document import read
from archivegen.model.problems import SiteError
from archivegen.model.text import tidy
from story import NOW, Silence, Snapshot

SCHEMAS = {
    "./schemas/article.schema.json": r"/\/content\/[^_].*\.md$/",
    "./schemas/page.schema.json": "content/_pages/**/*.md",
    "./schemas/issue.schema.json": "content/_issues/**/*.md",
    "./schemas/tombstone.schema.json": "content/_tombstones/**/*.md",
    "./schemas/term.schema.json": "/\\/content\\/_(?!pages\\/|issues\\/|tombstones\\/).*\\.md$/",
}

LONG_AGO = 1_720_000_000
"""July 2024: no build is earlier than the program."""


def run(*arguments: str | Path, zone: str | None = "Europe/Berlin") -> Result:
    result = CliRunner().invoke(main, ["init", *map(str, arguments)], env={"TZ": zone})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def made(folder: Path, *arguments: str) -> dict[str, str]:
    """The files of a new site."""
    result = run(folder, *arguments)
    assert result.exit_code == 0, result.stderr
    return {name: data.decode() for name, data in Snapshot.of(folder).files.items()}


def built(folder: Path, now: int = NOW) -> Report:
    return build(SitePaths(folder, folder / "public"), Options(now=now), Silence())


def test_a_new_site_builds_without_a_warning(tmp_path: Path) -> None:
    made(tmp_path / "my-archive")
    report = built(tmp_path / "my-archive", LONG_AGO)
    assert {problem.severity for problem in report.problems} <= {"advice"}
    assert report.articles == 3
    made(tmp_path / "other", "--base-url", "https://example.org/news/")
    report = built(tmp_path / "other")
    assert report.problems == ()
    assert "https://example.org/news/2024/06/" in (tmp_path / "other/public/feed.xml").read_text()


@pytest.mark.parametrize("sections", [("News",), ("News", "Sport"), ("a", "b", "c", "d", "e")])
def test_the_samples_are_in_the_sections(tmp_path: Path, sections: tuple[str, ...]) -> None:
    options = [part for section in sections for part in ("--section", section)]
    files = made(tmp_path / "a", *options)
    config = validate(files["archivegen.toml"].encode())
    assert (config.default_section, config.sections) == (sections[0], sections)
    built(tmp_path / "a")
    shown = [name for name in sections if (tmp_path / "a/public" / name.lower()).is_dir()]
    assert shown == [*sections[:3]]


def test_defaults(tmp_path: Path) -> None:
    files = made(tmp_path / "the_daily-example")
    config = validate(files["archivegen.toml"].encode())
    assert config.title == "The Daily Example"
    assert (config.base_url, config.timezone) == ("", "Europe/Berlin")
    assert (config.default_section, config.sections) == ("News", ())


def test_every_choice_stands_in_the_configuration(tmp_path: Path) -> None:
    files = made(
        tmp_path / "a", "--title", 'The "Daily" \\ Bugle', "--base-url", "https://b.example/",
        "--timezone", "Asia/Tokyo", "--section", "Arts & Books",
    )  # fmt: skip
    config = validate(files["archivegen.toml"].encode())
    assert config.title == 'The "Daily" \\ Bugle'
    assert config.base_url == "https://b.example/"
    assert (config.timezone, config.sections) == ("Asia/Tokyo", ("Arts & Books",))


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text("ab -:#'\"\\_é", min_size=1))
def test_hostile_choices_are_values_or_refused(title: str, section: str) -> None:
    choices = Choices(title, sections=(section,))
    try:
        files = site_files(choices)
    except (SiteError, ValueError):
        return
    config = validate(files["archivegen.toml"])
    assert (config.title, config.sections) == (title, (tidy(section),))
    document, problems = read("a.md", files["content/2024/06/writing.md"], 10_000)
    assert problems == []
    assert document.values["section"] == tidy(section)


def test_a_value_that_looks_like_a_mark_stays_what_it_is() -> None:
    files = site_files(Choices('"__TIMEZONE__"', sections=('"__TITLE__"',)))
    config = validate(files["archivegen.toml"])
    assert (config.title, config.default_section) == ('"__TIMEZONE__"', '"__TITLE__"')


def test_no_mark_is_left() -> None:
    assert not [path for path, data in site_files(Choices("T")).items() if b'"__' in data]


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        (("--title", " "), ["--title: is empty"]),
        (("--title", "\x07"), ["--title: has a control character"]),
        (("--base-url", "example.org"), ["--base-url: not a web address"]),
        (("--timezone", "Mars/Base"), ["--timezone: there is no time zone 'Mars/Base'"]),
        (("--section", "a\\b"), ["cannot be part"]),
        (("--section", "News", "--section", "archive"), ["--section: 'archive' would stand where"]),
        (("--section", "News", "--section", "news"), ["`news` and `News` would be one section"]),
        (("--section", ""), ["--section"]),
        (("--title", "", "--base-url", "x"), ["--title: is empty", "--base-url: not"]),
    ],
)
def test_choices_that_a_build_would_refuse(
    tmp_path: Path, options: tuple[str, ...], messages: list[str]
) -> None:
    result = run(tmp_path / "a", *options)
    assert result.exit_code == 2
    assert all(message in result.stderr for message in messages)
    assert not (tmp_path / "a").exists()


def test_without_a_folder_it_says_what_to_write() -> None:
    result = run()
    assert result.exit_code == 2
    assert "archivegen init my-archive" in result.stderr
    assert "archivegen init ." in result.stderr


def test_the_next_commands_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    quote = '"' if os.name == "nt" else "'"
    text = run("my archive").stdout
    assert f"Next:\n  cd {quote}my archive{quote}\n  archivegen serve " in text
    assert "\n  archivegen new " in text
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    text = run(".").stdout
    assert "cd " not in text
    assert (tmp_path / "here" / "archivegen.toml").is_file()
    assert 'title = "Here"' in (tmp_path / "here" / "archivegen.toml").read_text()


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Tokyo", "Asia/Tokyo"), (":Asia/Tokyo", "Asia/Tokyo"), ("MEZ-1", "UTC"), ("", "UTC")],
)
def test_the_time_zone_of_this_computer(tmp_path: Path, zone: str, expected: str) -> None:
    result = run(tmp_path / "a", zone=zone)
    config = validate((tmp_path / "a" / "archivegen.toml").read_bytes())
    assert config.timezone == expected
    assert ("is not known" in result.stdout) is (expected == "UTC")


@pytest.mark.parametrize("target", ["/usr/share/zoneinfo/Asia/Tokyo", "/somewhere/else"])
def test_the_time_zone_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    real = os.path.realpath
    monkeypatch.setattr(
        os.path, "realpath", lambda path, **more: target if path == "/etc/localtime" else real(path)
    )
    run(tmp_path / "a", zone=None)
    config = validate((tmp_path / "a" / "archivegen.toml").read_bytes())
    assert config.timezone == ("Asia/Tokyo" if "zoneinfo" in target else "UTC")


def test_a_fresh_clone_can_become_a_site(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "LICENSE").write_text("mine")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "old.md").write_text("mine")
    assert run(tmp_path).exit_code == 0
    for name in ("README.md", "LICENSE", "content/old.md"):
        assert (tmp_path / name).read_text() == "mine"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".vscode" / "tasks.json").mkdir(parents=True)
    (tmp_path / "static").write_text("a file where a folder belongs")
    before = Snapshot.of(tmp_path).files
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    assert "\n  .vscode/tasks.json\n  static\n" in result.stderr
    assert Snapshot.of(tmp_path).files == before


def test_files_of_others_are_kept_and_what_they_lack_is_told(tmp_path: Path) -> None:
    mine = {
        ".vscode/settings.json": '{"files.eol": "\\r\\n", "files.exclude": {"old": true}, '
        '"search.exclude": {"public": true}, "[markdown]": {"editor.wordWrap": "off"}}',
        ".vscode/extensions.json": '{\n  // mine\n  "recommendations": ["mine.mine"]\n}\n',
        ".github/workflows/publish.yml": "name: Mine\n",
        "static/favicon.svg": "<svg/>",
    }
    for path, text in mine.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    result = run(tmp_path)
    assert result.exit_code == 0
    for path, text in mine.items():
        assert (tmp_path / path).read_text() == text
        assert f"Kept your {path}." in result.stdout
    added = result.stdout.split("settings.json. A new site has there, for you to add:\n")[1]
    assert json.loads(added.partition("\n\nKept")[0]) == {
        "files.exclude": {".archivegen": True},
        "yaml.schemas": SCHEMAS,
    }
    assert "tamasfe.even-better-toml" in result.stdout
    assert "\n    publish:\n" in result.stdout
    assert (tmp_path / ".vscode/tasks.json").is_file()
    built(tmp_path)


def test_a_gitignore_gets_the_lines_that_it_lacks(tmp_path: Path) -> None:
    for name, before, after, told in (
        ("a", "*.log\n/portable\n", "*.log\n/portable\n/public/\n/.archivegen/\n",
         "/public/, /.archivegen/"),
        ("b", "# mine\npublic/\nportable/\n", "# mine\npublic/\nportable/\n/.archivegen/\n",
         "/.archivegen/"),
        ("c", "/.archivegen\n/public/\n/portable/\n", "/.archivegen\n/public/\n/portable/\n", ""),
    ):  # fmt: skip
        (tmp_path / name).mkdir()
        ignored = tmp_path / name / ".gitignore"
        ignored.write_text(before)
        result = run(tmp_path / name)
        assert (result.exit_code, ignored.read_text()) == (0, after)
        assert (f"Added to your .gitignore: {told}\n" in result.stdout) == bool(told)


@pytest.mark.parametrize("is_installed", [True, False])
def test_extras_are_on_where_they_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_installed: bool
) -> None:
    monkeypatch.setattr("archivegen.cli.commands.init.has_pillow", lambda: is_installed)
    monkeypatch.setattr("archivegen.cli.commands.init.can_search", lambda: is_installed)
    monkeypatch.setattr("archivegen.cli.commands.init.is_installed", lambda _: is_installed)
    config = validate(made(tmp_path / "a")["archivegen.toml"].encode())
    assert config.images.enabled is config.search.enabled is is_installed
    assert config.markdown.engine == ("commonmark" if is_installed else "markdown")


def test_a_site_is_not_made_twice(tmp_path: Path) -> None:
    made(tmp_path / "a")
    result = run(tmp_path / "a")
    assert (result.exit_code, "is a site already" in result.stderr) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "archivegen.toml").symlink_to(tmp_path / "elsewhere")
    assert run(tmp_path / "a").exit_code == 1
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    result = run(tmp_path / "a")
    assert (result.exit_code, "is a file" in result.stderr) == (2, True)


def test_a_site_in_a_folder_of_another_site_is_refused(tmp_path: Path) -> None:
    made(tmp_path)
    result = run(tmp_path / "content" / "inner")
    assert (result.exit_code, "in content/ of another site" in result.stderr) == (2, True)
    assert not (tmp_path / "content" / "inner").exists()
    assert run(tmp_path / "beside").exit_code == 0


def test_what_could_not_be_finished_is_taken_away(tmp_path: Path) -> None:
    class FullError(Exception):
        pass

    class Files(dict[str, bytes]):
        """Files of which the last cannot be had, as if the disk were full."""

        def items(self):  # type: ignore[no-untyped-def]
            yield from list(super().items())[:5]
            raise FullError

    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "README.md").write_text("mine")
    for folder in (tmp_path / "a", tmp_path / "new" / "b"):
        with pytest.raises(FullError):
            write_site(folder, Files(site_files(Choices("T"))))
    assert Snapshot.of(tmp_path).files == {"a/README.md": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_killed_one_is_finished_by_the_next(tmp_path: Path) -> None:
    files = site_files(Choices("T"))
    *_, last = files
    assert last == "archivegen.toml"
    some = dict(list(files.items())[:4])
    write_site(tmp_path, some)
    write_site(tmp_path, files)
    assert Snapshot.of(tmp_path).files == files
    with pytest.raises(NotEmptyError):
        write_site(tmp_path, files)


def test_the_same_choices_make_the_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "one" / "x")
    made(tmp_path / "two" / "x")
    assert Snapshot.of(tmp_path / "one").files == Snapshot.of(tmp_path / "two").files


def test_the_samples_teach_every_key(tmp_path: Path) -> None:
    files = made(tmp_path / "a")
    names = ("first-article.md", "every-key.md", "writing.md")
    samples = {path: text for path, text in files.items() if path.endswith(names)}
    assert len(samples) == 3
    for path, text in samples.items():
        head = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
        head.pop("draft", None)
        assert Draft7Validator(article_schema()).is_valid(head), path
    full = next(text for path, text in samples.items() if "every-key" in path)
    keys = set(re.findall(r"^(?:# )?([a-z_]+):", full.split("---\n")[1], re.MULTILINE))
    assert keys >= article_schema()["properties"].keys()


def test_the_samples_show_what_they_say(tmp_path: Path) -> None:
    made(tmp_path / "a")
    built(tmp_path / "a")
    public = tmp_path / "a" / "public"
    key = (public / "2024/06/21/every-key/index.html").read_text(encoding="utf-8")
    for part in ('src="/2024/06/morning-edition.svg"', "THE NEWSROOM", "Updated:", "Correction"):
        assert part in key
    assert (public / "2024" / "06" / "morning-edition.svg").is_file()
    assert "/2024/06/21/every-key/" in (public / "2024/every-key.html").read_text()
    text = next(public.glob("2024/06/03/*/index.html")).read_text(encoding="utf-8")
    for part in ('class="pull"', 'href="/2024/06/21/every-key/"', "footnote", "<table>"):
        assert part in text
    assert 'href="/favicon.svg"' in text
    assert "README" not in " ".join(Snapshot.of(public).files)


def test_schemas_and_editors(tmp_path: Path) -> None:
    files = made(tmp_path / "a")
    assert files["schemas/article.schema.json"] == as_text(article_schema("News"))
    assert files["schemas/config.schema.json"] == as_text(config_schema())
    # https://taplo.tamasfe.dev/configuration/directives.html
    assert files["archivegen.toml"].startswith("#:schema ./schemas/config.schema.json\n")
    assert Draft7Validator(config_schema()).is_valid(tomllib.loads(files["archivegen.toml"]))
    settings = json.loads(files[".vscode/settings.json"])
    assert settings["yaml.schemas"] == SCHEMAS
    assert files["schemas/page.schema.json"] == as_text(document_schema(PAGES))
    assert (
        "tamasfe.even-better-toml"
        in json.loads(files[".vscode/extensions.json"])["recommendations"]
    )
    # What begins and ends with a slash is a regular expression to the YAML language server.
    articles = re.compile(SCHEMAS["./schemas/article.schema.json"][1:-1].replace("\\/", "/"))
    assert articles.search("file:///site/content/2024/a.md")
    assert articles.search("file:///site/content/a.md")
    assert not articles.search("file:///site/content/_pages/legal/a.md")


def test_a_new_site_has_pages_that_its_footer_lists(tmp_path: Path) -> None:
    made(tmp_path / "a")
    built(tmp_path / "a")
    text = (tmp_path / "a" / "public" / "index.html").read_text(encoding="utf-8")
    footer = text.split("<footer")[1]
    assert footer.index('<a href="/about/">') < footer.index('<a href="/imprint/">')


def test_the_check_task_finds_the_places_of_problems(tmp_path: Path) -> None:
    files = made(tmp_path / "a", "--base-url", "https://example.org/")
    check = json.loads(files[".vscode/tasks.json"])["tasks"][0]
    at_line, of_file = (matcher["pattern"] for matcher in check["problemMatcher"])
    (tmp_path / "a/content/bad.md").write_text("---\nheadline: no\ndate: 2024-05-01\n---\n")
    result = CliRunner().invoke(main, ["build", "--site", str(tmp_path / "a")])
    (match,) = re.findall(at_line["regexp"], result.stderr, re.MULTILINE)
    assert match[:4] == ("content/bad.md", "2", "11", "error")
    assert not re.findall(of_file["regexp"], result.stderr, re.MULTILINE)
    shutil.rmtree(tmp_path / "a" / "content")
    result = CliRunner().invoke(main, ["build", "--site", str(tmp_path / "a")])
    (match,) = re.findall(of_file["regexp"], result.stderr, re.MULTILINE)
    assert match == ("content", "error", "there is no such folder")


def test_the_comments_of_the_configuration_are_true(tmp_path: Path) -> None:
    """Every line that is commented out can be uncommented, all at once."""
    text = made(tmp_path / "a")["archivegen.toml"]
    lines = [re.sub(r"^# (?=[a-z_]+ = )", "", line) for line in text.split("\n")]
    config = validate("\n".join(lines).replace('"commonmark"', '"markdown"').encode())
    assert config.permalink == "/{year}/{month}/{day}/{slug}/"
    assert config.theme.navigation[0].url == "/world/"
    assert config.taxonomies["authors"].pages is False


def test_the_workflow_uses_the_action(tmp_path: Path) -> None:
    files = made(tmp_path / "a")
    workflow = yaml.safe_load(files[".github/workflows/publish.yml"])
    for job, action in (("publish", ACTION), ("record", RECORD_ACTION)):
        assert action in [step["uses"] for step in workflow["jobs"][job]["steps"]]
        path = action.removeprefix("archivegen/archivegen/").partition("@")[0]
        assert (Path(__file__).parents[2] / path / "action.yml").is_file()


def test_git_ignores_what_is_made(tmp_path: Path) -> None:
    assert {"/public/", "/.archivegen/"} <= set(made(tmp_path / "a")[".gitignore"].split("\n"))


def test_the_files_have_names_that_every_system_takes() -> None:
    paths = list(site_files(Choices("T")))
    assert len({path.lower() for path in paths}) == len(paths)
    assert all(re.fullmatch(r"[A-Za-z0-9_./-]+[a-z]", path) for path in paths)
    files = [path for path in starter_folder().rglob("*") if path.is_file()]
    assert not [path for path in files if b"\r" in path.read_bytes()]
    assert sum(path.stat().st_size for path in files) < 50_000


def test_what_editors_save_does_not_stop_a_site(tmp_path: Path) -> None:
    """Neither a headline that moves a page nor a warning, of which nobody at a browser knows."""
    files = made(tmp_path / "a", "--cms", "github")
    permalink = "/{year}/{month}/{day}/{name}/"
    assert validate(files["archivegen.toml"].encode()).permalink == permalink
    workflows = (files, made(tmp_path / "b", "--cms", "local"), made(tmp_path / "c"))
    texts = [yaml.safe_load(one[".github/workflows/publish.yml"]) for one in workflows]
    steps = [text["jobs"]["publish"]["steps"][1]["with"] for text in texts]
    assert [step["strict"] for step in steps] == ["false", "true", "true"]
    # What is pushed is what the workflow publishes, whatever git calls a first branch here.
    assert (tmp_path / "a/.git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert texts[0][True]["push"]["branches"] == ["main"]


def test_a_clone_gets_the_workflow_of_its_host(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    origin = '[remote "origin"]\n\turl = git@gitlab.com:paper/archive.git\n'
    (tmp_path / ".git/config").write_text(origin)
    (tmp_path / ".gitlab-ci.yml").write_text("mine:\n")
    result = run(tmp_path)
    assert "\n  pages:\n" in result.stdout.split("Kept your .gitlab-ci.yml.")[1]
    assert not (tmp_path / ".github").exists()
