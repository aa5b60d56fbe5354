from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from archivegen import templating
from story import Story

# How long an example takes says more about the machine than about the code.
settings.register_profile("archivegen", deadline=None)
settings.load_profile("archivegen")


@pytest.fixture
def site(tmp_path: Path) -> Story:
    """An empty site."""
    return Story(tmp_path / "site")


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds find templates as in a process of their own: in the folder of the state or nowhere."""
    monkeypatch.setattr(templating, "remembered", lambda *_: templating.Remembered())
