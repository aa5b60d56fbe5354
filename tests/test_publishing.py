"""What other repositories use of this one: the action, the workflow, the hook."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Choice
from click.testing import CliRunner

from archivegen.authoring.new_site import Choices, site_files
from archivegen.cli.main import COMMANDS, main
from archivegen.config.extras import install_command
from story import NOW, Story

REPOSITORY = Path(__file__).parents[1]
ACTION = REPOSITORY / ".github/actions/archivegen/action.yml"
RECORD = REPOSITORY / ".github/actions/record/action.yml"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps() -> list[dict[str, Any]]:
    return [step for action in (ACTION, RECORD) for step in read(action)["runs"]["steps"]]


def scripts() -> list[tuple[str, str]]:
    return [(step["name"], step["run"]) for step in steps() if "run" in step]


def commands() -> list[list[str]]:
    """The words of every call of archivegen in the action and the hook."""
    lines = [line.split() for _, script in scripts() for line in script.splitlines()]
    hooks = [hook["entry"].split() for hook in read(REPOSITORY / ".pre-commit-hooks.yaml")]
    return [words[1:] for words in [*lines, *hooks] if words and words[0] == "archivegen"]


def test_the_action_calls_what_there_is() -> None:
    found = commands()
    assert [words[0] for words in found] == ["check", "build", "urls", "check"]
    for name, *options in found:
        assert name in COMMANDS
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        known = {option: p for p in command.params for option in p.opts}
        for option, value in pairwise(options):
            if option.startswith("--"):
                assert option in known
                kind = known[option].type
                assert not isinstance(kind, Choice) or value in kind.choices


@pytest.mark.parametrize("action", [ACTION, RECORD])
def test_the_action_declares_what_it_uses(action: Path) -> None:
    inputs = read(action)["inputs"]
    text = action.read_text(encoding="utf-8")
    for name, about in inputs.items():
        assert about["description"]
        assert isinstance(about["default"], str)
        assert f"inputs.{name}" in text
    assert text.count("inputs.") == sum(text.count(f"inputs.{name}") for name in inputs)


def test_nobody_can_put_a_command_into_an_input() -> None:
    """What a caller gives reaches a script as a variable, never as its text."""
    assert all("${{" not in script for _, script in scripts())


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(("name", "script"), scripts())
def test_the_scripts_can_be_read(name: str, script: str) -> None:
    subprocess.run(["bash", "-n", "-c", script], check=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_action_commits_the_addresses(tmp_path: Path) -> None:
    """As on the machine that runs it: a clone, whose remote takes what is pushed."""

    def git(*words: str, at: Path) -> str:
        own = ["-c", "user.name=N", "-c", "user.email=n@x.example"]
        done = subprocess.run(
            ["git", *own, *words], cwd=at, check=True, capture_output=True, text=True
        )
        return done.stdout

    remote, clone = tmp_path / "remote", tmp_path / "clone"
    git("init", "--quiet", "--bare", str(remote), at=tmp_path)
    git("clone", "--quiet", str(remote), str(clone), at=tmp_path)
    Story(clone).article("a.md").write(".gitignore", "/public/\n/.archivegen/\n")
    git("add", ".", at=clone)
    git("commit", "--quiet", "--message", "Site", at=clone)
    git("push", "--quiet", "--set-upstream", "origin", "HEAD", at=clone)
    branch = git("symbolic-ref", "HEAD", at=clone).strip()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = tmp_path / "told"
    environment = {
        **os.environ, "PATH": path, "SOURCE_DATE_EPOCH": str(NOW), "GITHUB_REF": branch,
        "GITHUB_OUTPUT": str(told), "TOKEN": "secret",
    }  # fmt: skip
    for outcome in ("recorded=true\n", ""):
        told.write_text("")
        for name in ("Record addresses", "Commit the addresses"):
            command = ["bash", "-e", "-o", "pipefail", "-c", dict(scripts())[name]]
            subprocess.run(command, cwd=clone, check=True, env=environment)
        assert told.read_text() == outcome
        assert git("status", "--porcelain", at=clone) == ""
    assert "secret" not in git("config", "--list", at=clone)
    assert git("log", "--format=%s", at=remote) == "Record published addresses\nSite\n"
    urls = "/2024/05/01/a/ content/a.md\n/news/ content/_sections/\n"
    assert git("show", "HEAD:urls.txt", at=remote) == urls


def test_the_repository_publishes_with_its_own_action() -> None:
    workflow = read(REPOSITORY / ".github/workflows/publish.yml")
    used = [step.get("uses", "") for step in workflow["jobs"]["publish"]["steps"]]
    assert "./.github/actions/archivegen" in used
    assert workflow[True]["schedule"]  # YAML reads the key `on` as true


def test_the_hook_runs_for_what_a_site_is_made_of() -> None:
    (hook,) = read(REPOSITORY / ".pre-commit-hooks.yaml")
    assert hook["language"] == "python"
    assert CliRunner().invoke(main, [*hook["entry"].split()[1:], "--help"]).exit_code == 0


def workflows() -> list[Path]:
    """All that tells GitHub what to run, also for a new site."""
    folders = [".github/workflows", ".github/actions", "src/archivegen/starter/.github"]
    return [path for folder in folders for path in (REPOSITORY / folder).rglob("*.yml")]


def recipe(title: str = "GitHub Pages") -> str:
    """The workflow that the docs show."""
    text = (REPOSITORY / "docs/publishing.md").read_text(encoding="utf-8")
    return text.split(f"## {title}\n")[1].split("```yaml\n")[1].split("```")[0]


def test_actions_of_others_are_pinned_to_one_commit_each() -> None:
    """A tag can be moved to other code; a commit cannot."""
    texts = [path.read_text(encoding="utf-8") for path in workflows()]
    used = set(re.findall(r"^[ -]*uses: ([a-z].*)", "\n".join([*texts, recipe()]), re.MULTILINE))
    others = {line for line in used if not line.startswith("archivegen/archivegen/")}
    pins = dict[str, set[str]]()
    for line in others:
        pin = re.fullmatch(r"([\w-]+/[\w-]+)[\w/-]*@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
        assert pin, line
        pins.setdefault(pin[1], set()).add(pin[2])
    assert "actions/checkout" in pins
    assert all(len(commits) == 1 for commits in pins.values()), pins


WORKFLOWS = {
    "GitHub Pages": (None, ".github/workflows/publish.yml"),
    "GitLab Pages": ("gitlab", ".gitlab-ci.yml"),
    "Gitea and Forgejo": ("gitea", ".gitea/workflows/publish.yml"),
}


@pytest.mark.parametrize("title", WORKFLOWS)
def test_the_workflow_of_the_docs_is_that_of_a_new_site(title: str) -> None:
    cms, path = WORKFLOWS[title]
    files = site_files(Choices("T", cms=cms))  # type: ignore[arg-type]
    assert yaml.safe_load(recipe(title)) == yaml.safe_load(files[path])
    assert {path for _, path in WORKFLOWS.values()} & files.keys() == {path}


def test_gitlab_runs_what_there_is() -> None:
    job = yaml.safe_load(site_files(Choices("T", cms="gitlab"))[".gitlab-ci.yml"])["pages"]
    install, *rest = job["script"]
    assert install == install_command("images", "search")
    assert [line.split() for line in rest] == [["archivegen", "check"], ["archivegen", "build"]]
    # GitLab publishes what is in this folder, and no other.
    assert job["artifacts"]["paths"] == ["public"]


@pytest.mark.parametrize("path", [path for path in workflows() if "workflows" in path.parts])
def test_a_job_may_do_what_it_needs_and_no_more(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for name, job in workflow["jobs"].items():
        contents = job["permissions"]["contents"]
        # The list of addresses is committed, and a release is made.
        writes = name == "record" or (path.stem, name) == ("release", "publish")
        assert contents == ("write" if writes else "read")
        for step in job.get("steps", ()):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_who_may_write_runs_nothing_of_the_site() -> None:
    assert "archivegen" not in "".join(
        step.get("run", "") for step in read(RECORD)["runs"]["steps"]
    )
    assert "token" not in ACTION.read_text(encoding="utf-8").lower()


def test_the_hook_has_every_extra_that_a_site_can_have_on() -> None:
    (hook,) = read(REPOSITORY / ".pre-commit-hooks.yaml")
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extras,) = re.findall(r"^\.\[(.*)\]$", *hook["additional_dependencies"])
    # What asks other hosts or machines, moves an archive in or keeps it does so on request alone.
    on_request = {"cluster", "external", "import", "preserve", "publish"}
    assert {*extras.split(","), *on_request, "all", "dev"} == {*project["optional-dependencies"]}
