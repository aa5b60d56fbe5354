"""Print: where in its issue an article stood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archivegen.model.article import PrintPlace
from archivegen.model.times import parse_moment, zone_of

PLACE = PrintPlace(
    parse_moment("2024-05-01", zone_of("UTC")), "", "", "", "", "", "", "", "", "", "", ""
)


@pytest.mark.parametrize(
    ("page", "section", "is_first"),
    [
        ("1", "", True), ("A1", "", True), ("a-1", "", True), ("1A", "", True), ("1, 4", "", True),
        ("1\u20133", "Politics", True), ("01", "A", True), ("1", "1", True), ("A1, A6", "", True),
        ("", "", False), ("10", "", False), ("B1", "", False), ("1B", "", False),
        ("1", "B", False), ("1", "2", False), ("4, 1", "", False), ("A10", "", False),
    ],
)  # fmt: skip
def test_page_one_of_an_issue(page: str, section: str, is_first: bool) -> None:
    assert replace(PLACE, page=page, section=section).is_page_one == is_first
