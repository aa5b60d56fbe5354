"""Checks: the optional findings that `archivegen.toml` can ask `archivegen check` to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from archivegen.config.tables import NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """Optional warnings of `archivegen check`."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    known_authors: bool = False
    """Warn about each author without a file in `content/_authors/`."""
