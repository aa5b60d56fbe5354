"""The documentation: its reference is the code's, its commands run, its links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import markdown
import pytest
from _pytest.mark import ParameterSet
from click.testing import CliRunner

from archivegen.cli.main import COMMANDS, main
from archivegen.config.extras import ORIGIN
from archivegen.config.settings import Config, keys_of
from archivegen.config.tables import MarkdownConfig, TaxonomyConfig
from archivegen.config.taxonomies import completed
from archivegen.config.templates import completed_templates
from archivegen.loader.markup.convert import make_markup
from command_reference import reference

REPOSITORY = Path(__file__).parents[1]
PAGES = [
    REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", REPOSITORY / "SECURITY.md",
    *sorted((REPOSITORY / "docs").glob("*.md")),
]  # fmt: skip
REWRITE = "ARCHIVEGEN_REWRITE_GOLDENS" in os.environ

WITHOUT_END = {"serve"}
"""Commands that run until they are stopped; they have tests of their own."""

NOT_ONE_BY_ONE = {"commands", "preservation"}
"""Pages of commands about somebody's own site, or of which each goes on from the one before."""


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)


def calls(text: str) -> Iterator[list[str]]:
    """The words of each call of archivegen in some lines of shell."""
    for line in text.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["archivegen"]:
            yield words[1:]


def mentioned(page: Path) -> Iterator[list[str]]:
    """All calls that a page shows, in blocks or in a sentence."""
    for language in ("sh", "text"):
        for block in blocks(page, language):
            if language == "sh" or block.startswith("archivegen build"):
                yield from calls(block)
    prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    for span in re.findall(r"`(archivegen [^`]+)`", prose):
        yield from calls(span)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_archivegen_is_installed_from_where_it_is(page: Path) -> None:
    """By one constant: `make golden` writes these commands anew when it changes."""
    written = re.compile(r"'archivegen((?:\[[\w,]+\])?)( @ [^']+)?'")
    right = written.sub(rf"'archivegen\1{ORIGIN}'", text_of(page))
    if REWRITE and right != text_of(page):
        page.write_text(right, encoding="utf-8")
    assert text_of(page) == right
    assert not re.search(r"install archivegen\b(?!\[)", right)


def test_the_command_reference() -> None:
    page = REPOSITORY / "docs" / "commands.md"
    if REWRITE:
        page.write_text(reference(), encoding="utf-8")
    assert text_of(page) == reference()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_exist(page: Path) -> None:
    """Every command that a page shows is one that archivegen would take."""
    for name, *arguments in mentioned(page):
        assert name in COMMANDS
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
        assert {word for word in arguments if word.startswith("--")} <= known | {"--help"}


def test_the_tutorial_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the tutorial, one after the other, from an empty folder."""
    monkeypatch.chdir(tmp_path)
    done = []
    for block in blocks(REPOSITORY / "docs" / "tutorial.md", "sh"):
        for line in block.splitlines():
            words = shlex.split(line)
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
            elif words[1] not in WITHOUT_END:
                result = CliRunner().invoke(main, words[1:])
                assert result.exit_code == 0, result.output
                done.append(words[1])
    assert done == ["init", "new", "check", "build"]
    assert (tmp_path / "my-archive/public/index.html").is_file()


def test_a_bag_is_packed_and_verified_as_shown(
    new_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(new_site, tmp_path / "site")
    monkeypatch.chdir(root)
    configuration = (root / "archivegen.toml").read_text("utf-8")
    address = re.sub("(?m)^base_url = .*", 'base_url = "https://gazette.example/"', configuration)
    (root / "archivegen.toml").write_text(address, "utf-8")
    assert CliRunner().invoke(main, ["urls", "--record"]).exit_code == 0
    for block in blocks(REPOSITORY / "docs" / "preservation.md", "sh"):
        for line in block.splitlines():
            result = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
            assert result.exit_code == 0, result.output


def commands_of_a_site() -> Iterator[ParameterSet]:
    for page in PAGES:
        for words in mentioned(page) if page.stem not in NOT_ONE_BY_ONE else ():
            # No test asks other hosts; `init` is what makes the site.
            if words[0] not in WITHOUT_END | {"init"} and not {"--help", "--external"} & {*words}:
                yield pytest.param(words, id=f"{page.stem}: {' '.join(words)}")


SOURCES = {
    "export/old.xml": '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>',
    "uploads/2019/05/lamp.txt": "",
    "ghost.json": '{"db": [{"meta": {"exported_on": 1, "version": "5"}, "data": {"posts": []}}]}',
    "articles.csv": "nr,title,date,fulltext\n7,Seven,2019-05-04,<p>Text.</p>\n",
    "columns.toml": 'nr = "id"\nfulltext = "html"\n',
    "blog.xml": '<rss version="2.0"><channel><title>Old</title></channel></rss>',
    "stories/lamp.xml": "<nitf><body><body.content><p>Text.</p></body.content></body></nitf>",
    "pictures/lamp.txt": "",
    "medium-export/posts/lamp.html": '<p class="h-entry"><b class="p-name">Lamp</b></p>',
    "substack-export/posts.csv": "post_id,post_date,is_published,title\n",
    "issues/mets.xml": '<m:mets xmlns:m="http://www.loc.gov/METS/"/>',
    "crawl/empty.warc": "",
    "old-site/_config.yml": "url: https://old.example",
    "old-site/_posts/2019-05-04-lamp.md": "---\ntitle: Lamp\n---\nText.",
}
"""What pages import, beside captures."""


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as `init` makes it, with the state of a build, so that the search is indexed once.

    It has imported the captures that a page shows, and has one of each source beside it.
    """
    root = tmp_path_factory.mktemp("new") / "site"
    (capture,) = blocks(REPOSITORY / "docs" / "import.md", "text")
    other = capture.replace("is lit again", "is dark again")
    sources = {"captures/lamp.txt": capture, "captures/boat.txt": other, **SOURCES}
    for name, text in sources.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    captures = root / "captures"
    site = ["--site", str(root)]
    for words in (["init", str(root)], ["import", str(captures), *site], ["build", *site]):
        assert CliRunner().invoke(main, words).exit_code == 0
    return root


@pytest.mark.parametrize("words", [*commands_of_a_site()])
def test_the_commands_run(
    words: list[str], new_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other command that a page shows does what it is shown for, in a new site."""
    root = shutil.copytree(new_site, tmp_path / "site")
    monkeypatch.chdir(root)
    monkeypatch.setenv("EDITOR", "true")
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output


def test_the_configuration_is_that_of_the_code() -> None:
    """The reference names every key, with its default."""
    (block, *_) = blocks(REPOSITORY / "docs" / "configuration.md", "toml")
    shown = tomllib.loads(block)
    defaults = asdict(Config(title="..."))
    taxonomies = shown.pop("taxonomies")
    assert completed(taxonomies) == defaults.pop("taxonomies")
    assert taxonomies["topics"].keys() == {*keys_of(TaxonomyConfig)}
    shown["templates"] = completed_templates(shown["templates"])
    assert shown == json.loads(json.dumps(defaults))


@cache
def anchors(page: Path) -> set[str]:
    converted = markdown.markdown(text_of(page), extensions=["toc", "extra"])
    return set(re.findall(r'<h\d id="([^"]+)"', converted))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_lead_somewhere(page: Path) -> None:
    html = make_markup(MarkdownConfig()).render(re.sub(r"\A---.*?---", "", text_of(page)))
    for target in html.targets:
        path, _, fragment = target.partition("#")
        if re.match("[a-z]+:", target):
            continue
        found = (page.parent / path) if path else page
        assert found.exists(), target
        if fragment and found.suffix == ".md":
            assert fragment in anchors(found), target
