"""The locks of development: what pyproject.toml asks for, by hash, and nothing of a machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
LOCKS = {"dev.txt": ("dev",), "site.txt": ("images", "search")}
"""Each lock, and the extras of which it has everything."""


def text_of(lock: str) -> str:
    return (REPOSITORY / "requirements" / lock).read_text(encoding="utf-8")


def pins_of(lock: str) -> dict[str, Requirement]:
    """What a lock has, by name: `name==version ; marker`."""
    lines = text_of(lock).replace("\\\n", "").splitlines()
    found = [Requirement(line.split(" --hash")[0]) for line in lines if line[:1].isalnum()]
    return {canonicalize_name(pin.name): pin for pin in found}


def asked_for(extras: tuple[str, ...]) -> list[Requirement]:
    """What the project needs with these extras, what is built with, and what extras name."""
    project, found = PROJECT["project"], []
    for line in [
        *project["dependencies"],
        *PROJECT["dependency-groups"]["editable"],
        *PROJECT["build-system"]["requires"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]:
        asked = Requirement(line)
        if asked.name == project["name"]:
            found += asked_for(tuple(sorted(asked.extras)))
        else:
            found.append(asked)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_has_what_the_project_asks_for(lock: str) -> None:
    pins = pins_of(lock)
    for asked in asked_for(LOCKS[lock]):
        pin = pins.get(canonicalize_name(asked.name))
        assert pin is not None, f"{asked} is not in {lock}: run make lock"
        (version,) = pin.specifier
        assert version.operator == "=="
        assert asked.specifier.contains(version.version, prereleases=True), (
            f"{lock} has {pin}, not {asked}: run make lock"
        )


def test_the_locks_have_the_same_versions() -> None:
    everything = pins_of("dev.txt")
    for name, pin in pins_of("site.txt").items():
        assert everything[name].specifier == pin.specifier


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_lock_is_for_every_python_and_system(lock: str, python: str, system: str) -> None:
    """Where a marker leaves something out, nothing that the project itself asks for is."""
    pins = pins_of(lock)
    version = {"python_version": python, "python_full_version": f"{python}.0"}
    there = {**version, "sys_platform": system}
    for asked in asked_for(LOCKS[lock]):
        marker = pins[canonicalize_name(asked.name)].marker
        assert marker is None or marker.evaluate(there)


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_held_by_hash_and_by_nothing_of_a_machine(lock: str) -> None:
    text = text_of(lock)
    for entry in re.split(r"\n(?=\w)", text)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert not re.search(
        r"^-|://|file:| @ |--(?:extra-|default-)?index|--find-links", text, re.MULTILINE
    )
