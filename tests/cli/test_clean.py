"""Cleaning: what was built goes, and nothing else, whatever stands in its list."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.builder.output import clean as cleaning
from archivegen.builder.output.safety import refusal
from archivegen.checks.http_answers import HttpAnswers
from archivegen.cli.main import main
from archivegen.config.paths import MANIFEST_NAME, SitePaths
from archivegen.system.locks import locked
from story import NOW, Silence, Snapshot, Story, needs_links

pytestmark = pytest.mark.usefixtures("compiled_templates")


def clean(site: Story, *options: str) -> Result:
    result = CliRunner().invoke(main, ["clean", "--site", str(site.root), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that is in a folder: files with their bytes, folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def an_archive(site: Story) -> Story:
    site.article("2024/a.md", tags=["Sea"]).article("b.md", draft=True)
    return site.write("static/logo.svg", "<svg/>").write("templates/assets/x.css", "")


def test_a_site_is_as_it_was_before_the_first_build(site: Story) -> None:
    before = everything(an_archive(site).root)
    site.build()
    result = clean(site)
    assert result.exit_code == 0
    assert result.stdout.startswith("Removed ")
    assert everything(site.root) == before


def test_no_command_keeps_what_clean_does_not_know(site: Story) -> None:
    before = everything(an_archive(site).root)
    for arguments in (
        ["build", "--drafts"], ["build", "--output", str(site.paths.preview)], ["list"], ["check"],
    ):  # fmt: skip
        where = ["--site", str(site.root)]
        assert CliRunner().invoke(main, [*arguments, *where]).exit_code == 0
    HttpAnswers(site.paths.state / "links.json", NOW).save()  # as of `check --external`
    with locked(site.paths.output_state / "preview", lambda _: None):  # as of `serve`
        pass
    assert clean(site).exit_code == 0
    assert everything(site.root) == before


def test_counts(site: Story) -> None:
    site.article("a.md").build()
    built = len(Snapshot.of(site.paths.output).files)
    kept = len(Snapshot.of(site.paths.state).files) - 1  # but for the lock
    line = f"{built} built files, and {kept} files kept for the next build\n"
    result = clean(site, "--dry-run")
    assert result.stdout.endswith(f"Would remove {line}")
    assert len(result.stdout.splitlines()) == built + kept + 1
    assert clean(site).stdout == f"Removed {line}"
    assert clean(site).stdout.startswith("There is nothing to remove; ")
    assert clean(site, "--dry-run").stdout.startswith("There is nothing to remove; ")


def test_a_dry_run_changes_nothing(site: Story) -> None:
    before = everything(an_archive(site).build().root)
    assert clean(site, "--dry-run").exit_code == 0
    assert everything(site.root) == before


def test_a_build_after_is_a_first_build(site: Story) -> None:
    before = Snapshot.of(an_archive(site).build().paths.output)
    clean(site)
    assert Snapshot.of(site.build().paths.output) == before


def test_foreign_files_stay(site: Story) -> None:
    an_archive(site).build()
    for path in ("public/CNAME", "public/2024/05/mine.txt", ".archivegen/notes.txt"):
        site.write(path, "mine")
    for path in (
        "templates/own.cache",
        "templates/x",
        "outputs/mine/outputs.db",
        "articles.db.bak",
    ):
        site.write(f".archivegen/{path}", "mine")
    site.write(".archivegen/outputs/0123456789abcdef/letter.txt", "mine")
    result = clean(site)
    assert "public stays, for what is there was not built by archivegen" in result.stdout
    assert {*Snapshot.of(site.paths.output).files} == {"CNAME", "2024/05/mine.txt"}
    assert {*Snapshot.of(site.paths.state).files} == {
        "notes.txt", "templates/own.cache", "templates/x", "outputs/mine/outputs.db",
        "articles.db.bak", "outputs/0123456789abcdef/letter.txt",
    }  # fmt: skip


def test_a_file_that_was_edited_since_goes_too(site: Story) -> None:
    site.article("a.md").build().write("public/index.html", "edited")
    clean(site)
    assert not site.paths.output.exists()


def test_another_output(site: Story, tmp_path: Path) -> None:
    other = tmp_path / "other"
    site.article("a.md").build()
    CliRunner().invoke(main, ["build", "--site", str(site.root), "--output", str(other)])
    assert clean(site, "--output", str(other)).exit_code == 0
    assert not other.exists()
    assert site.has("index.html")
    assert clean(site).exit_code == 0
    assert not site.paths.output.exists()


def test_an_output_without_a_list_stays(site: Story) -> None:
    site.article("a.md").build().delete(f"public/{MANIFEST_NAME}")
    before = Snapshot.of(site.paths.output)
    clean(site)
    assert Snapshot.of(site.paths.output) == before


@pytest.mark.parametrize("output", [".", "..", "content", "static", ".archivegen"])
def test_where_no_output_may_be_nothing_is_removed(site: Story, output: str) -> None:
    before = everything(an_archive(site).build().root)
    site.write(f"{output}/{MANIFEST_NAME}", "archivegen.toml\ncontent/2024/a.md\n2024/a.md\n")
    result = clean(site, "--output", str(site.root / output))
    assert (result.exit_code, "the output would" in result.stderr) == (2, True)
    (site.root / output / MANIFEST_NAME).unlink()
    assert everything(site.root) == before


def test_a_killed_clean_is_finished_by_the_next(
    site: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(an_archive(site).root)
    site.build()
    unlink, calls = os.unlink, 0

    def killed(path: str) -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise KeyboardInterrupt
        unlink(path)

    with monkeypatch.context() as patch:
        patch.setattr("archivegen.builder.output.folder.os.unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            cleaning.clean(site.paths, Silence())
    assert site.paths.output.exists()
    clean(site)
    assert everything(site.root) == before


# Whoever can write to the output may write its list


HOSTILE = [
    "../archivegen.toml", "../../outside.txt", "a/../../archivegen.toml", "..", ".", "", "/",
    "a/..", "a\x00/b", "C:\\x", "..\\archivegen.toml", "\x00", "a" * 5000, "//etc/hostname",
    "./../archivegen.toml",
    "link/precious.txt", "link", "2024/../../archivegen.toml", "folder",
]  # fmt: skip


@needs_links
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(lines=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=12))
def test_a_hostile_list_removes_nothing_outside(tmp_path: Path, lines: list[str]) -> None:
    shutil.rmtree(tmp_path / "world", ignore_errors=True)
    world = tmp_path / "world"
    site = Story(world / "site").article("a.md")
    site.write("../outside.txt", "x").write("../elsewhere/precious.txt", "x")
    site.write("public/folder/mine.txt", "x")
    (site.paths.output / "link").symlink_to(world / "elsewhere")
    absolute = [str(world / "outside.txt"), str(world / "site" / "archivegen.toml")]
    data = "\n".join([*lines, *absolute]).encode("utf-8", "replace")
    site.write(f"public/{MANIFEST_NAME}", data)
    outside = {path: data for path, data in everything(world).items() if "/public/" not in path}
    cleaning.clean(site.paths, Silence())
    outside.pop("site/public", None)
    left = everything(world)
    assert {path: left.get(path, b"gone") for path in outside} == outside
    # A link may be in the list; what it leads to is not.
    assert (world / "elsewhere" / "precious.txt").exists()
    if "folder/mine.txt" not in lines:
        assert (site.paths.output / "folder" / "mine.txt").exists()


@needs_links
@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_a_list_that_is_no_file_is_none(site: Story, tmp_path: Path, kind: str) -> None:
    site.article("a.md").build()
    path = site.paths.output / MANIFEST_NAME
    (tmp_path / "list").write_text("index.html\n")
    path.unlink()
    if kind == "link":
        path.symlink_to(tmp_path / "list")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    clean(site)
    assert site.has("index.html")
    assert (tmp_path / "list").exists()
    assert os.path.lexists(path)


@needs_links
def test_an_output_that_is_a_link_stays_one(site: Story, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    site.paths.output.symlink_to(tmp_path / "real")
    site.article("a.md").build()
    clean(site)
    assert site.paths.output.is_symlink()
    assert [*(tmp_path / "real").iterdir()] == []


@needs_links
def test_links_among_what_is_kept_are_not_followed(site: Story, tmp_path: Path) -> None:
    site.article("a.md").build()
    name = f"{'0' * 40}.cache"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / name).write_text("x")
    shutil.rmtree(site.paths.state / "templates")
    (site.paths.state / "templates").symlink_to(tmp_path / "elsewhere")
    clean(site)
    assert (tmp_path / "elsewhere" / name).exists()


@needs_links
def test_a_preview_that_is_a_link_is_not_emptied(site: Story, tmp_path: Path) -> None:
    site.article("a.md").build()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.txt").write_text("x")
    (elsewhere / MANIFEST_NAME).write_text("precious.txt\n")
    site.paths.preview.symlink_to(elsewhere)
    clean(site)
    assert sorted(path.name for path in elsewhere.iterdir()) == [MANIFEST_NAME, "precious.txt"]
    assert "a link leads from" in refusal(replace(site.paths, output=site.paths.preview))


# Locks


def test_a_clean_waits_for_a_build(site: Story) -> None:
    site.article("a.md").build()
    told: list[int] = []
    cleaned = threading.Event()

    class Waiting(Silence):
        def wait(self, process: int) -> None:
            told.append(process)
            release.set()

    def work() -> None:
        cleaning.clean(site.paths, Waiting())
        cleaned.set()

    release = threading.Event()
    thread = threading.Thread(target=work)
    with locked(site.paths.state / "lock", lambda _: None):
        thread.start()
        assert release.wait(60)
        assert not cleaned.is_set()
        assert site.has("index.html")
    thread.join(60)
    assert cleaned.is_set()
    assert told == [os.getpid()]
    assert not site.paths.state.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_a_lock_that_was_removed_locks_nobody_out(tmp_path: Path) -> None:
    path, held = tmp_path / "state" / "lock", threading.Event()
    inside: list[bool] = []

    def work() -> None:
        with locked(path, lambda _: held.set()):
            inside.append(path.exists())

    thread = threading.Thread(target=work)
    with locked(path, lambda _: None):
        thread.start()
        assert held.wait(60)
        path.unlink()
        path.parent.rmdir()
    thread.join(60)
    assert inside == [True]


def test_the_preview_named_as_output_is_cleaned_once(site: Story) -> None:
    preview = site.paths.preview
    site.article("a.md")
    command = ["build", "--site", str(site.root), "--output", str(preview)]
    assert CliRunner().invoke(main, command).exit_code == 0
    # Another process, so that a lock that is asked for twice would end as a timeout.
    arguments = [sys.executable, "-m", "archivegen", "clean", "--site", str(site.root)]
    subprocess.run([*arguments, "--output", str(preview)], check=True, timeout=60)
    assert not preview.exists()


def test_what_the_system_forbids_is_told(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/some/file")

    monkeypatch.setattr("archivegen.cli.commands.clean.clean", refuse)
    result = clean(site.article("a.md").build())
    assert (result.exit_code, result.stderr) == (1, "Error: /some/file: Permission denied\n")


def test_waste_of_a_site_that_was_never_built(site: Story) -> None:
    paths = SitePaths(site.root, site.root / "public")
    assert cleaning.waste_of(paths) == cleaning.Waste((), ())
    clean(site)
    assert everything(site.root) == {
        "archivegen.toml": (site.root / "archivegen.toml").read_bytes()
    }
