"""What is installed, as the digests have it."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from archivegen.system import versions


@pytest.mark.parametrize("name", ["babel", "python-slugify", "pyyaml", "Text.Unidecode", "tzdata"])
def test_versions_are_those_of_the_metadata(name: str) -> None:
    assert versions._version(name) == version(name)


def test_what_is_not_installed_has_no_version() -> None:
    assert versions._version("no-such-distribution") == ""
