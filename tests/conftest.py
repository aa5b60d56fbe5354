from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from archivegen.renderer import environment
from story import Story

# How long an example takes says more about the machine than about the code.
settings.register_profile("archivegen", deadline=None)
settings.load_profile("archivegen")


IN_MEMORY = "/dev/shm"
ENOUGH = 2 << 30
"""Bytes: all sites of the tests take a third of it."""


def pytest_configure() -> None:
    """Have sites in memory where there is room: on a disk, each rename waits for it.

    To have them elsewhere, set PYTEST_DEBUG_TEMPROOT, or say --basetemp.
    """
    if sys.platform == "linux" and os.access(IN_MEMORY, os.W_OK):
        room = os.statvfs(IN_MEMORY)
        # Tests put programs there, too.
        may_run = not room.f_flag & os.ST_NOEXEC
        if may_run and room.f_bavail * room.f_frsize >= ENOUGH:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", IN_MEMORY)


@pytest.fixture
def site(tmp_path: Path) -> Story:
    """An empty site."""
    return Story(tmp_path / "site")


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds find templates as in a process of their own: in the folder of the state or nowhere."""
    monkeypatch.setattr(environment, "remembered", lambda *_: environment.Remembered())
