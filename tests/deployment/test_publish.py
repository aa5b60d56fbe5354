"""`publish` and `build --publish`, as those who call them see them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fsspec.implementations.memory import MemoryFileSystem

from archivegen.cli.main import main
from archivegen.deployment.headers import headers_of
from archivegen.system.caching import FOR_EVER
from story import Snapshot, Story

ADDRESS = "memory://archive"


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    yield
    MemoryFileSystem.store.clear()


def run(site: Story, *arguments: str, command: str = "publish") -> Result:
    result = CliRunner().invoke(main, [command, *arguments, "--site", str(site.root)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def standing() -> dict[str, bytes]:
    found = {path.removeprefix("/archive/"): it for path, it in MemoryFileSystem.store.items()}
    return {path: it.getvalue() for path, it in found.items() if path[:12] != ".archivegen/"}


def built(site: Story) -> dict[str, bytes]:
    files = Snapshot.of(site.paths.output).files
    return {path: data for path, data in files.items() if path != ".archivegen-files"}


def test_a_site_is_published(site: Story, tmp_path: Path) -> None:
    site.article("a.md", tags=["Sea"]).write("static/[x]#%.txt", "x").build()
    count = len(built(site))
    result = run(site, ADDRESS, "--dry-run")
    assert f"new: index.html ({len(site.page('index.html').encode())} bytes)\n" in result.stdout
    assert f"\n{ADDRESS}: {count} files would be sent (" in result.stdout
    assert not standing()
    assert f"{ADDRESS}: {count} files sent (" in run(site, ADDRESS).stdout
    assert standing() == built(site)
    assert run(site, f"{ADDRESS}/").stdout == (
        f"{ADDRESS}: 0 files sent, 0 removed, {count} unchanged\n"
    )
    folder = tmp_path / "a folder"
    assert f"{count} files sent (" in run(site, folder.as_uri().replace("%20", " ")).stdout
    assert _copied(folder) == built(site)
    # What is known of the output is an accelerator: without it, files are read.
    shutil.rmtree(site.paths.state)
    assert ": 0 files sent" in run(site, ADDRESS).stdout
    site.delete("content/a.md").article("b.md")
    result = run(site, "--now", "2025-06-15", "--publish", ADDRESS, command="build")
    assert re.search(r"public: .*\nmemory://archive: \d+ files sent", result.stdout)
    assert standing() == built(site)


def test_a_folder_has_whole_files_and_what_is_in_their_way_goes_first(
    site: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a.md").write("static/x", "a file").write("static/y/z/b.txt", "b").build()
    run(site, tmp_path.joinpath("copy").as_uri())
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _interrupted)
        result = run(site, "--again", tmp_path.joinpath("copy").as_uri())
        assert "publish again to go on from here" in result.stderr
    assert _copied(tmp_path / "copy").items() > built(site).items()
    shutil.rmtree(site.root / "static")
    site.write("static/x/a.txt", "in a folder").write("static/y", "a file").build()
    assert "2 files sent" in run(site, tmp_path.joinpath("copy").as_uri()).stdout
    assert _copied(tmp_path / "copy") == built(site)


def _interrupted(source: Path, target: Path, replace: Callable[..., None] = os.replace) -> None:
    if target.suffix == ".html":
        raise PermissionError
    replace(source, target)


def _copied(folder: Path) -> dict[str, bytes]:
    """What was published to a folder."""
    copied = Snapshot.of(folder).files
    assert copied.pop(".archivegen/manifest.gz")
    return copied


def test_how_long_a_file_may_be_kept_is_said_alike_everywhere(site: Story) -> None:
    site.article("a.md").configure("[headers]\nfile = true\n").build()
    (style,) = [path for path in built(site) if path.startswith("assets/style.")]
    assert headers_of(style).caching == FOR_EVER
    assert f"/{style}\n  Cache-Control: {FOR_EVER}\n" in site.page("_headers")


def test_what_is_in_the_way_is_told(site: Story) -> None:
    assert "make it with: archivegen build" in run(site, ADDRESS).stderr
    site.article("a.md").build()
    MemoryFileSystem().pipe_file("/archive/index.html", b"theirs")
    result = run(site, ADDRESS, "--dry-run")
    assert (result.exit_code, result.stdout) == (1, "in the way: index.html\n")
    site.write("public/CNAME", "gazette.example")
    result = run(site, ADDRESS, "--overwrite")
    assert result.exit_code == 0
    assert "public has 1 file that no build wrote, and that will not be sent" in result.stderr
    assert "CNAME" not in standing()
    site.delete("content/a.md").build()
    result = run(site, ADDRESS, "--max-removals", "2")
    assert re.search(r"\d+ of \d+ objects would be removed; nothing was sent", result.stderr)
    (site.paths.output / "index.html").write_text("changed")
    result = run(site, ADDRESS)
    assert "(index.html was changed or is gone, one of 1); build again" in result.stderr
    shutil.rmtree(site.paths.state)
    (site.paths.output / "404.html").unlink()
    assert "is not as the last build left it (404.html)" in run(site, ADDRESS).stderr


def test_a_package_that_is_missing_is_named(site: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    for result in (run(site, "s3://a"), run(site, "--publish", "s3://a", command="build")):
        assert result.exit_code == 2
        assert "install it with: pip install 'archivegen[publish]" in result.stderr
    assert not site.paths.output.exists()
