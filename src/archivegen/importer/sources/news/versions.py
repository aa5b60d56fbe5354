"""Versions: of several messages with one id, the one with the highest version is the story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archivegen.importer.sources.news.stories import Story


def newest(stories: Iterable[Story]) -> dict[str, str]:
    """Where the newest version of each story stands, by its id."""
    found: dict[str, tuple[tuple[int, str, str], str]] = {}
    for story in stories:
        key = (_number(story.version), story.versioned, story.origin)
        if story.id not in found or found[story.id][0] < key:
            found[story.id] = (key, story.origin)
    return {number: origin for number, (_, origin) in found.items()}


def _number(version: str) -> int:
    match = re.match(r"\s*(\d{1,12})", version)
    return int(match[1]) if match else 0
