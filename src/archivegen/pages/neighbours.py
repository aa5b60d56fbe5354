"""Neighbours: what comes before and after something in an order, for links between pages."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

from archivegen.archive.printed.rows import IssueKey

if TYPE_CHECKING:
    from collections.abc import Sequence

At = TypeVar("At", int, tuple[int, int], IssueKey)
"""What pages are sorted by: a year, a day (yyyymmdd), a year and month, a month and day, or an
issue."""


def neighbours(ordered: Sequence[At], item: At) -> tuple[At | None, At | None]:
    """The items before and after one, in a sequence that is sorted; none at its ends."""
    index = bisect_left(ordered, item)
    return (
        ordered[index - 1] if index else None,
        ordered[index + 1] if index + 1 < len(ordered) else None,
    )
