"""The front page: what the table `[front]` of `archivegen.toml` may say.

The text below a key is its description in editors and in the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from archivegen.config.fields import Section  # noqa: TC001 -- pydantic evaluates it
from archivegen.config.tables import NO_OTHER_KEYS

Layout = Literal["grid", "list"]


@dataclass(frozen=True, slots=True)
class FrontConfig:
    """What the front page shows; by default, the newest articles and all sections."""

    __pydantic_config__: ClassVar[dict[str, str]] = NO_OTHER_KEYS

    lead: str = ""
    """The top article: its file below `content/`, such as `2022/07/regatta.md`. If empty, the
    newest."""
    pins: tuple[str, ...] = ()
    """The articles below it, by their files; the newest follow."""
    sections: tuple[Section, ...] = ()
    """The sections below the articles, in this order. If empty, those of the header."""
    layout: Layout = "grid"
    """How to arrange the articles: in a `grid` below the first, or in a `list` with dates."""
