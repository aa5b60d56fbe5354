"""The command as a process: what it imports, what a terminal sees, and letters it cannot show."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archivegen.cli.main import COMMANDS
from compiled_theme import give_compiled_theme
from story import Story

SLOW = {"babel", "jinja2", "markdown", "nh3", "pydantic", "rich", "slugify"}


def python(code: str, *, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


RUN = """
import sys
from archivegen.cli.main import main
try:
    main({arguments}, prog_name="archivegen")
finally:
    print("imported:", *sorted(sys.modules))
"""


def imported(text: str) -> set[str]:
    return set(text.rpartition("imported:")[2].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_no_command_is_imported_before_it_is_needed(tmp_path: Path, option: str) -> None:
    result = python(RUN.format(arguments=[option]), cwd=tmp_path)
    assert result.returncode == 0
    assert not imported(result.stdout) & (SLOW | {"yaml", "sqlite3", "zoneinfo", "json", "pathlib"})
    assert "click" in imported(result.stdout)


COMPLETE = """
import json, os, sys
from archivegen.cli.main import main
for words in {lines}:
    os.environ.update(COMP_WORDS=f"archivegen {{words}} --", COMP_CWORD=str(len(words.split()) + 1))
    print("line:", words)
    try:
        main([], prog_name="archivegen")
    except SystemExit:
        print("imported:", *sorted(sys.modules))
"""


@pytest.fixture(scope="module")
def completed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a shell is told for each command, by one process: so it knows what all have imported."""
    result = python(
        COMPLETE.format(lines=["", *COMMANDS]),
        cwd=tmp_path_factory.mktemp("completed"),
        _ARCHIVEGEN_COMPLETE="bash_complete",
    )
    parts = (part.partition("\n") for part in result.stdout.split("line: ")[1:])
    return {words: told for words, _, told in parts}


@pytest.mark.parametrize("words", ["", *COMMANDS])
def test_a_shell_completes_without_what_is_slow(completed: dict[str, str], words: str) -> None:
    assert "plain,--help" in completed[words]
    # What makes slugs is quick to import, and needed to know the names of sections and topics.
    assert not imported(completed[words]) & (SLOW - {"slugify"})
    assert "click" in imported(completed[words])


def test_build_with_nothing_to_do_imports_little(site: Story) -> None:
    site.article("a.md", mood="x").article("b.md")
    # As if the files were older than what is too young to be trusted.
    code = "import archivegen.system.files; archivegen.system.files.RACY_NS = 0\n" + RUN
    first = python(RUN.format(arguments=["build"]), cwd=site.root)
    assert first.returncode == 0
    assert imported(first.stdout) > {"jinja2", "markdown", "nh3", "pydantic", "babel"}
    second = python(code.format(arguments=["build"]), cwd=site.root)
    assert second.returncode == 0
    assert " 0 written, " in second.stdout
    assert "unknown key `mood`" in second.stderr
    spared = {"email", "multiprocessing", "socket", "tempfile"}
    # What articles are made of takes a tenth of such a build.
    spared |= {"archivegen.model.article", "archivegen.archive.codec"}
    assert not imported(second.stdout) & (SLOW | spared)
    site.article("b.md", "Another text.")
    third = python(code.format(arguments=["build"]), cwd=site.root)
    assert third.returncode == 0
    assert " 0 written, " not in third.stdout
    assert not imported(third.stdout) & {"pydantic", "pydantic_core"}


def test_a_terminal_that_has_no_letters(site: Story) -> None:
    site.write("content/a.md", "---\nheadline: عاجل: x\n---\n")
    code = RUN.format(arguments=["build"])
    result = python(code, cwd=site.root, PYTHONIOENCODING="cp1252")
    assert result.returncode == 1
    assert "content/a.md:2:15: error: a colon in a text without quotes" in result.stderr
    assert "\\u0639" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("broken", [False, True])
def test_on_a_terminal(site: Story, broken: bool) -> None:
    import pty  # noqa: PLC0415

    for number in range(60):
        site.article(f"{number}.md")
    if broken:
        site.write("templates/article.html", "{{ nosuch }}")
    give_compiled_theme(site)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "archivegen", "build", "--workers", "1"],
        cwd=site.root,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000", "TERM": "xterm", "COLUMNS": "200"},
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        os.close(ours)
    text = shown.decode()
    assert "Reading articles" in text
    assert "Traceback" not in text
    assert process.returncode == int(broken)
    if broken:
        assert "\x1b[31m\x1b[1merror\x1b[0m: 'nosuch' is undefined" in text
        assert "templates/article.html:1:1" in text
        assert "nothing was published" in text
    else:
        assert "60 articles, " in text


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_no_colours_where_none_are_wanted(site: Story) -> None:
    import pty  # noqa: PLC0415

    site.article("a.md").write("templates/404.html", "{{ nosuch }}")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "archivegen", "build"],
        cwd=site.root,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
    ):
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        os.close(ours)
    assert b"404.html:1:1: error: 'nosuch' is undefined" in shown
    assert b"\x1b[3" not in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other side has closed
        return b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device")
def test_what_cannot_be_printed(site: Story) -> None:
    """The site is there: nobody is told that it is not."""
    site.article("a.md")
    give_compiled_theme(site)
    command = [sys.executable, "-m", "archivegen", "build", "--site", str(site.root)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode
    assert "No space left on device" in done.stderr
    assert "nothing was published" not in done.stderr
    assert site.has("index.html")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell is needed")
def test_without_anybody_who_listens(site: Story) -> None:
    site.article("a.md")
    give_compiled_theme(site)
    for how in (">&-", "| true"):
        command = f"{sys.executable} -m archivegen build --site '{site.root}' {how}"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert done.stderr == ""
        assert site.has("index.html")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_told_to_stop_with_workers(site: Story) -> None:
    """At random times: it ends, with its own exit code, and takes its workers with it."""
    for number in range(130):
        site.article(f"n{number}.md", "Text. " * 200, date=f"2022-{1 + number % 12:02}-01")
    command = [sys.executable, "-m", "archivegen", "build", "--workers", "2", "--quiet"]
    chance, began = random.Random(5), time.monotonic()
    subprocess.run(command, cwd=site.root, check=True, capture_output=True)
    whole = time.monotonic() - began
    for turn in range(8):
        shutil.rmtree(site.paths.state, ignore_errors=True)
        with subprocess.Popen(
            command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process:
            time.sleep(chance.uniform(0.2, 1.1) * whole)
            process.terminate()
            # The pipe is closed when the last of the workers is gone.
            told, _ = process.communicate(timeout=60)
        assert b"Traceback" not in told
        assert process.returncode in {0, 143, -15}, turn
    site.build().assert_clean()


@pytest.mark.parametrize("zone", ["/etc/passwd", "Nowhere/At all", ":"])
def test_the_time_zone_of_the_environment_is_no_input(site: Story, zone: str) -> None:
    site.article("a.md", date="2024-05-01T10:00")
    give_compiled_theme(site)
    result = python(RUN.format(arguments=["build"]), cwd=site.root, TZ=zone)
    assert (result.returncode, result.stderr) == (0, "")
    site.build().assert_written()
