from __future__ import annotations

from pathlib import Path

import pytest

from story import Story


@pytest.fixture
def site(tmp_path: Path) -> Story:
    """An empty site."""
    return Story(tmp_path / "site")
