"""Pages as a whole: each folder of tests/sites builds to its `expected/`, file by file.

`make golden` rewrites what is expected.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from archivegen.renderer.compiler import site_templates
from story import CONFIG, Snapshot, Story

SITES = sorted(path for path in (Path(__file__).parent / "sites").iterdir() if path.is_dir())
REWRITE = "ARCHIVEGEN_REWRITE_GOLDENS" in os.environ


@pytest.mark.parametrize("compiled", [False, True], ids=["jinja", "compiled"])
@pytest.mark.parametrize("folder", SITES, ids=lambda path: path.name)
def test_site_builds_to_what_is_expected(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    """Also with every template compiled for the site, as after many pages."""
    if compiled:
        monkeypatch.setattr(site_templates, "PAGES_BEFORE", 0)
    site = Story(tmp_path / "site", config=CONFIG)
    shutil.copytree(
        folder, site.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected")
    )
    site.build()
    built, expected = Snapshot.of(site.paths.output), folder / "expected"
    if REWRITE:
        shutil.rmtree(expected, ignore_errors=True)
        shutil.copytree(site.paths.output, expected)
    known = Snapshot.of(expected)
    assert known.files.keys() == built.files.keys()
    for path, data in known.files.items():
        assert built.files[path].decode() == data.decode(), path
