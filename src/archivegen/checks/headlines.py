"""Headlines: two articles of one day with the same one are often one article, twice.

Case, punctuation and blanks do not tell two headlines apart.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from archivegen.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivegen.checks.article_file import ArticleFile
    from archivegen.model.article import Card
    from archivegen.model.problems import Problem


class Headlines:
    """The headlines so far, a few bytes for each: an archive may have a million."""

    def __init__(self) -> None:
        self._first: dict[bytes, tuple[str, str]] = {}

    def problems(self, file: ArticleFile, card: Card) -> Iterator[Problem]:
        """A problem, if an article before this one has its headline and day."""
        day = card.date.iso_date
        path, url = self._first.setdefault(
            digest(f"{day} {_same(card.headline)}".encode()), (card.path, card.url)
        )
        # Two articles with one address are an error, which is told already.
        if path != card.path and url != card.url:
            yield file.document.problem(
                file.document.position_of(("headline",)),
                f"content/{path} has the same headline on the same day ({day})",
                "if they are one article, remove one; else let the headlines tell them apart",
                severity="warning",
                kind="same headline",
            )


def _same(headline: str) -> str:
    """The headline without case, punctuation and blanks, for comparing two of them."""
    folded = unicodedata.normalize("NFKC", headline).casefold()
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    return " ".join(words) or folded
