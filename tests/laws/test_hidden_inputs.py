"""Law 7: nothing but the sources, the configuration and "now" decides what comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from archivegen.system import process_pool
from compiled_theme import give_compiled_theme
from faults import Ending, command, in_a_process
from story import NOW, Snapshot, Story

pytestmark = pytest.mark.usefixtures("compiled_templates")

CONFIG = "[search]\nenabled = true\n[indexes]\njsonl = true\n"

ENVIRONMENTS = {
    "another time zone": {"TZ": "Pacific/Auckland"},
    "another locale": {"LC_ALL": "de_DE.UTF-8", "LANG": "ar_EG.UTF-8"},
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "another home": {"HOME": "/nonexistent", "USER": "nobody"},
}


def _build(
    site: Story,
    *options: str,
    umask: int = 0o022,
    environment: dict[str, str] | None = None,
    compiled: bool = True,
) -> Snapshot:
    """Build in a process of its own, which compiles the theme itself if it is not `compiled`.

    It is forked, where nothing needs a new one: to import everything takes longer than to build.
    """
    shutil.rmtree(site.paths.state, ignore_errors=True)
    shutil.rmtree(site.paths.output, ignore_errors=True)
    if compiled:
        give_compiled_theme(site)
    if compiled and environment is None and hasattr(os, "fork"):
        run = partial(command, options=options)
        assert in_a_process(site, partial(os.umask, umask), run) == Ending.BUILT
        return Snapshot.of(site.paths.output)
    subprocess.run(
        [sys.executable, "-m", "archivegen", "build", "--site", site.root, *options],
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": str(NOW),
            "PYTHONHASHSEED": "1",
            **(environment or {}),
        },
        umask=umask if os.name == "posix" else -1,
        check=True,
        capture_output=True,
    )
    return Snapshot.of(site.paths.output)


def _sample(site: Story) -> Story:
    site.configure(CONFIG)
    site.article("a.md", "See [b](b.md).", tags=["X", "Y"], authors=["Ann", "Bo"], summary="S")
    site.article("b.md", section="Sport", date="2024-05-01 09:30", tags=["Y"])
    return site.article("c.md", language="ar", headline="خبر", date="1850-01-01")


@pytest.fixture
def sample(site: Story) -> Story:
    return _sample(site)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The sample as it is built where nothing is special."""
    return _build(_sample(Story(tmp_path_factory.mktemp("expected") / "site")))


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_environment(sample: Story, expected: Snapshot, name: str) -> None:
    # What Jinja compiles could depend on the order of a set; nothing else of it on these.
    built = _build(sample, environment=ENVIRONMENTS[name], compiled=name != "another hash seed")
    assert built == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has names, not bytes")
def test_names_are_utf_8_in_every_locale(sample: Story) -> None:
    sample.article("café.md", "See ![it](größe.png).").write("content/größe.png", "x")
    # As in a locale that is not UTF-8: which ones a machine has cannot be known.
    odd = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    built = _build(sample)
    assert {"2024/05/01/cafe/index.html", "größe.png"} <= built.files.keys()
    assert _build(sample, environment=odd, compiled=False) == built


EXTENSION = """
from own_helper import WORD
from markdown import Extension
from markdown.postprocessors import Postprocessor

class Shout(Postprocessor):
    def run(self, text):
        return text + WORD

class Own(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Shout(md), "shout", 1)

def makeExtension(**kwargs):
    return Own(**kwargs)
"""


def test_what_an_extension_imports_is_an_input(site: Story, tmp_path: Path) -> None:
    (tmp_path / "own_extension.py").write_text(EXTENSION)
    site.article("a.md").configure('[markdown]\nextensions = ["own_extension"]\n')
    give_compiled_theme(site)
    path = os.pathsep.join((str(tmp_path), *sys.path))
    for word in ("one", "other"):
        (tmp_path / "own_helper.py").write_text(f"WORD = '<p>{word}</p>'\n")
        run = [sys.executable, "-B", "-m", "archivegen", "build", "--site", str(site.root)]
        subprocess.run(run, env={**os.environ, "PYTHONPATH": path}, check=True)
        assert f"<p>{word}</p>" in site.page("2024/05/01/a/index.html")


def test_number_of_workers(site: Story) -> None:
    site.configure("[indexes]\njsonl = true\n")
    for number in range(120):
        site.article(f"{number}.md", date=f"2024-{1 + number % 12:02}-01", tags=[f"T{number % 7}"])
    of_one = _build(site, "--workers", "1")
    assert _build(site, "--workers", "2", compiled=False) == of_one
    assert _build(site, "--workers", "3") == of_one


def test_workers_that_are_spawned(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool, "start_method", lambda: "spawn")
    for number in range(120):
        site.article(f"{number}.md", date=f"2024-{1 + number % 12:02}-01")
    give_compiled_theme(site)
    site.build(workers=2)
    site.options = replace(site.options, workers=1)
    site.assert_clean()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has a umask")
def test_umask(sample: Story, expected: Snapshot) -> None:
    assert _build(sample, umask=0o077) == expected


LATER = """
import sys, time
seconds, nanoseconds = time.time, time.time_ns
time.time = lambda: seconds() + 10**9
time.time_ns = lambda: nanoseconds() + 10**18
from archivegen.cli.main import main
main(["build", "--site", sys.argv[1], "--output", sys.argv[2]])
"""


def test_another_date(sample: Story, expected: Snapshot, tmp_path: Path) -> None:
    """Thirty years later, the same bytes, so long as "now" is the same."""
    give_compiled_theme(sample)
    subprocess.run(
        [sys.executable, "-c", LATER, sample.root, tmp_path / "later"],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(NOW)},
        check=True,
        capture_output=True,
    )
    assert Snapshot.of(tmp_path / "later") == expected


def test_order_in_which_files_were_made(sample: Story, expected: Snapshot, tmp_path: Path) -> None:
    other = Story(tmp_path / "other").configure(CONFIG)
    for path in sorted((sample.root / "content").iterdir(), reverse=True):
        other.write(f"content/{path.name}", path.read_bytes())
    assert _build(other) == expected


def test_templates_see_no_clock_and_no_chance(site: Story) -> None:
    for expression in ("now", "now()", "lipsum()", "[1, 2] | random"):
        site.article("a.md").write("templates/404.html", f"{{{{ {expression} }}}}").fail()
        assert site.problems[0].path == "templates/404.html"


def test_scheduled_article_appears_though_no_file_changed(site: Story) -> None:
    site.article("a.md").article("b.md", date="2025-07-01").build()
    assert site.report.scheduled == 1
    assert [path for path, _ in site.report.waiting] == ["b.md"]
    assert not site.has("2025/07/01/b/index.html")
    site.build().assert_written()
    site.build(now=NOW + 30 * 86_400)
    assert site.has("2025/07/01/b/index.html")
    site.assert_clean()
    site.build(now=NOW).assert_clean()
    assert not site.has("2025/07/01/b")
