"""Checks: the optional findings that `archivegen.toml` can ask `archivegen check` to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from archivegen.config.tables import NO_OTHER_KEYS


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """What `archivegen check` tells only where a site wants it."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    known_authors: bool = False
    """A warning for each author of whom there is no file in `content/_authors/`."""
