"""Completion: scripts for shells, and values from what the last build knew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from archivegen.authoring.theme_templates import TEMPLATES
from archivegen.cli.commands.completion import SHELLS
from archivegen.cli.main import COMMANDS, main
from completions import completions
from story import Snapshot, Story


def script(shell: str) -> str:
    result = CliRunner().invoke(main, ["completion", shell], prog_name="archivegen")
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_ask_archivegen(shell: str) -> None:
    text = script(shell)
    assert f"_ARCHIVEGEN_COMPLETE={shell}_complete" in text


def test_another_shell() -> None:
    result = CliRunner().invoke(main, ["completion", "tcsh"])
    assert (result.exit_code, "bash" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", 'eval "$(archivegen completion bash)"'),
        ("zsh", 'eval "$(archivegen completion zsh)"'),
        ("fish", "archivegen completion fish > ~/.config/fish/completions/archivegen.fish"),
    ],
)
def test_help_says_how_to_install_it(shell: str, line: str) -> None:
    lines = CliRunner().invoke(main, ["completion", "--help"]).stdout.splitlines()
    at = next(number for number, text in enumerate(lines) if text.strip().startswith(f"{shell}:"))
    assert lines[at + 1].strip() == line


def test_commands_and_options() -> None:
    assert completions("") == list(COMMANDS)
    assert completions("cl") == ["clean"]
    assert {"--section", "--format", "--drafts"} <= set(completions("list", "--"))
    assert completions("list", "--format", "") == ["table", "json", "csv"]
    assert completions("completion", "") == list(SHELLS)
    assert completions("theme", "") == ["copy", "list"]


def test_templates() -> None:
    assert completions("theme", "copy", "article.h") == ["article.html"]
    assert completions("theme", "copy", "article.html", "assets/") == [
        "assets/feed.css", "assets/hits.js", "assets/not-found.js", "assets/portable.js",
        "assets/search.js", "assets/style.css", "assets/terms.js", "assets/today.js",
    ]  # fmt: skip
    assert {template.name for template in TEMPLATES} < set(completions("theme", "list", ""))


def test_names_are_those_of_the_last_build(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("a.md", section="Local News", tags=["Harbour", "Héron"], authors=["Iris Calloway"])
    monkeypatch.chdir(site.build().root)
    assert completions("list", "--section", "") == ["local-news"]
    assert completions("list", "--section", "Lo") == ["local-news"]
    assert completions("list", "--section", "x") == []
    assert completions("list", "--tag", "h") == ["harbour", "heron"]
    assert completions("list", "--tag", "harbour", "--author", "iris") == ["iris-calloway"]
    site.article("b.md", section="World")
    assert completions("list", "--section", "") == ["local-news"]
    for name in ("local-news", "harbour"):
        option = "--section" if name == "local-news" else "--tag"
        assert CliRunner().invoke(main, ["list", option, name]).exit_code == 0


def test_names_of_another_site(
    site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a.md", section="World").build()
    monkeypatch.chdir(tmp_path)
    assert completions("list", "--section", "") == []
    assert completions("list", "--site", str(site.root), "--section", "") == ["world"]
    assert completions("list", "--site", str(tmp_path / "nowhere"), "--section", "") == []


def test_nothing_is_known_before_a_build(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.article("a.md").root)
    assert completions("list", "--section", "") == []
    assert not site.paths.state.exists()


def test_completing_writes_nothing(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.article("a.md", section="World").build().root)
    before = Snapshot.of(site.root)
    assert completions("list", "--section", "") == ["world"]
    assert Snapshot.of(site.root) == before
    (site.paths.state / "articles.db").write_bytes(b"damaged")
    assert completions("list", "--section", "") == []


# The shells themselves


def run_shell(arguments: list[str], text: str, folder: Path) -> str:
    """What a shell prints, which finds this archivegen first."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    environment.pop("NO_COLOR", None)
    process = subprocess.run(
        arguments, input=text, cwd=folder, env=environment, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert process.stderr == ""
    return process.stdout


def needs_shell(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


def bash_version() -> tuple[int, ...]:
    if not shutil.which("bash"):
        return (0,)
    command = ["bash", "-c", 'echo "${BASH_VERSINFO[0]} ${BASH_VERSINFO[1]}"']
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return tuple(map(int, text.split()))


@pytest.mark.skipif(bash_version() < (4, 4), reason="needs bash 4.4")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["cle"], "clean"),
        (["list", "--section", "lo"], "local-news"),
        (["theme", "copy", "article.h"], "article.html"),
        (["list", "--form"], "--format"),
    ],
)
def test_bash_completes(site: Story, words: list[str], expected: str) -> None:
    site.article("a.md", section="Local News").build()
    line = " ".join(f'"{word}"' for word in ["archivegen", *words])
    text = (
        'eval "$(archivegen completion bash)"\n'
        "complete -p archivegen >/dev/null || exit 1\n"
        f"COMP_WORDS=({line})\nCOMP_CWORD={len(words)}\n"
        '_archivegen_completion archivegen\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    assert run_shell(["bash", "--norc", "--noprofile"], text, site.root) == f"{expected}\n"


@needs_shell("zsh")
def test_zsh_reads_the_script(site: Story) -> None:
    text = 'autoload -U compinit && compinit -u -d /dev/null\neval "$(archivegen completion zsh)"\n'
    text += "echo $_comps[archivegen]\n"
    assert run_shell(["zsh", "-f"], text, site.root) == "_archivegen_completion\n"


@needs_shell("fish")
def test_fish_completes(site: Story) -> None:
    site.article("a.md", section="Local News").build()
    text = "archivegen completion fish | source\ncomplete -C 'archivegen list --section lo'\n"
    assert run_shell(["fish", "--no-config"], text, site.root).startswith("local-news")
