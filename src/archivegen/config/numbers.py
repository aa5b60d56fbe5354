"""Numbers: the types of values in `archivegen.toml` that are whole numbers within bounds."""

from __future__ import annotations

from typing import Annotated

from archivegen.config.rules import Rule

_MOST_LISTED = 10_000
"""Articles in a listing, at most: a page with more would not load."""


def _listed(number: int) -> None:
    if number < 1:
        raise ValueError("a listing shows at least one article")
    if number > _MOST_LISTED:
        raise ValueError(f"a listing shows at most {_MOST_LISTED} articles")


ListingLength = Annotated[int, Rule(_listed, {"minimum": 1, "maximum": _MOST_LISTED})]

_MOST_LIMIT = 1_000_000


def _between(least: int, most: int, what: str) -> Rule:
    """That a number, which is a `what`, lies between two."""

    def check(number: int) -> None:
        if not least <= number <= most:
            raise ValueError(f"{what} is between {least} and {most}")

    return Rule(check, {"minimum": least, "maximum": most})


Limit = Annotated[int, _between(1, _MOST_LIMIT, "a limit")]
Quality = Annotated[int, _between(1, 100, "a quality")]
Width = Annotated[int, _between(1, 16383, "the width of a picture in WebP")]
