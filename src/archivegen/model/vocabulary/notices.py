"""Notices: the types of notices that may be added to a published article.

A notice that puts the whole article in doubt, or warns of its content, is above the headline and
marks the article in every listing. All others are at its foot, unless an editor moves them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NoticeType = Literal[
    "correction", "clarification", "editors-note", "update", "content-note", "retraction",
    "withdrawn", "superseded",
]  # fmt: skip
NoticePlace = Literal["top", "foot"]

TYPES: tuple[NoticeType, ...] = get_args(NoticeType)
PLACES: tuple[NoticePlace, ...] = get_args(NoticePlace)

MARKS: tuple[NoticeType, ...] = ("retraction", "withdrawn", "superseded", "content-note")
"""The types that mark an article in listings, those that weigh most first."""

WITHOUT_TEXT: frozenset[NoticeType] = frozenset({"retraction", "withdrawn", "superseded"})
"""The types that say enough without a text."""

WITHOUT_DATE: frozenset[NoticeType] = frozenset({"content-note"})
"""The types that are true from the first day on."""

STATUS: Mapping[str, str] = {
    "retraction": "Retracted",
    "withdrawn": "Withdrawn",
    "superseded": "Superseded",
}
"""The English for what has become of an article, by its mark: for citations and machines."""


def mark_of(types: Collection[str]) -> str:
    """The type of notice, among these, that marks an article; empty, if none does."""
    return next((mark for mark in MARKS if mark in types), "")
