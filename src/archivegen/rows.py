"""Rows: an article as workers send it to be stored, flat and ready for the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class TermRow(NamedTuple):
    """That an article belongs to a section, a topic or an author."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as it is stored. `path` and the links are paths below the content folder.

    `position` sorts articles by time, then by path. `day` is the local date as yyyymmdd,
    `instant` and `modified` are seconds since 1970; `card_hash` and `hash` are integers that
    stand for the card and for the whole article.
    """

    path: str
    position: str
    url: str
    section: str
    day: int
    instant: int
    modified: int
    draft: bool
    card_hash: int
    hash: int
    card: bytes
    article: bytes
    body: bytes
    warnings: str
    terms: tuple[TermRow, ...]
    links: tuple[str, ...]
