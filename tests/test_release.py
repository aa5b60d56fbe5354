"""What a release is made of: its notes, its workflow, its image."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.requirements import Requirement

from archivegen import __version__

REPOSITORY = Path(__file__).parents[1]
CHANGELOG = """\
# Changelog

## [Unreleased]

### Added

- Boats.

## [0.2.0] - 2026-01-02

- Older boats.

[0.2.0]: https://example.org/0.2.0
"""


@pytest.fixture(scope="module")
def release_notes() -> ModuleType:
    path = REPOSITORY / ".github/release_notes.py"
    spec = importlib.util.spec_from_file_location("release_notes", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notes_of_a_version_are_its_part_of_the_changelog(release_notes: ModuleType) -> None:
    assert release_notes.notes_of(CHANGELOG, "Unreleased") == "### Added\n\n- Boats.\n"
    assert release_notes.notes_of(CHANGELOG, "0.2.0") == "- Older boats.\n"
    with pytest.raises(ValueError, match=r"nothing of 0\.3\.0"):
        release_notes.notes_of(CHANGELOG, "0.3.0")


def test_the_notes_of_the_next_release_are_there(
    release_notes: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    source = (REPOSITORY / "src/archivegen/__init__.py").read_text("utf-8")
    assert release_notes.version_of(source) == __version__
    assert release_notes.main(["Unreleased"]) == 0
    assert "archivegen import" in capsys.readouterr().out
    assert release_notes.main(["99.0"]) == 1
    assert f"the version of archivegen is {__version__}, not 99.0" in capsys.readouterr().err


def test_only_a_tag_publishes_and_only_with_what_it_needs() -> None:
    text = (REPOSITORY / ".github/workflows/release.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    for name, job in jobs.items():
        rights = {right for right, access in job["permissions"].items() if access == "write"}
        assert ("if" in job) == (name == "publish")
        assert rights == {"publish": {"contents", "id-token"}, "image": {"packages"}}.get(
            name, set()
        )
    assert {*jobs["publish"]["needs"]} == jobs.keys() - {"publish"}
    assert all(
        re.fullmatch(r"[0-9a-f]{40}", sha) for sha in re.findall(r"uses: \S+/\S+@(\S+)", text)
    )


def test_the_image_takes_files_that_are_there() -> None:
    text = (REPOSITORY / "Dockerfile").read_text("utf-8")
    (copied,) = re.findall(r"^COPY (\S+) dist/\*\.whl", text, re.MULTILINE)
    assert (REPOSITORY / copied).is_file()
    # pip takes a line that ends with a backslash, as the lock has them, for the first half of one.
    (pattern,) = re.findall(r"^RUN grep -oE '(\S.*?)' ", text, re.MULTILINE)
    lock = (REPOSITORY / copied).read_text("utf-8")
    versions = [*map(Requirement, re.findall(pattern, lock, re.MULTILINE))]
    assert len({one.name for one in versions}) == len(versions) == lock.count("    # via") > 0
    assert "/dist/" in (REPOSITORY / ".gitignore").read_text("utf-8").split()
