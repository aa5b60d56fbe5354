"""The theme as an earlier build has left it: compiled, for processes that a test starts.

To compile it takes a process as long as all else that it does for a small site.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

from archivegen.renderer import bytecode_cache, environment
from story import Story


def give_compiled_theme(site: Story) -> None:
    """Put what is compiled of the theme into the folder of a site's state, if it has none."""
    if not site.paths.compiled_templates.exists():
        shutil.copytree(_built().paths.compiled_templates, site.paths.compiled_templates)


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="archivegen-theme-")


@lru_cache(maxsize=1)
def _built() -> Story:
    """A small site, built once in this process with its compiled templates on the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "CheckedBytecodeCache", bytecode_cache.CheckedBytecodeCache)
        return Story(Path(_folder().name) / "site").article("a.md").build()
