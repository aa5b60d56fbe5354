"""The calendar: how dark a month is."""

from __future__ import annotations

import pytest

from archivegen.pages.calendar.periods import shade_of


@pytest.mark.parametrize(
    ("most", "shades"),
    [
        (0, {0: 0}),
        (1, {0: 0, 1: 5}),
        (5, {0: 0, 1: 2, 2: 4, 5: 5}),
        # One month with a great many does not make the others all alike.
        (141, {0: 0, 1: 1, 5: 2, 12: 3, 40: 4, 141: 5}),
    ],
)
def test_months_are_shaded_by_orders_of_magnitude(most: int, shades: dict[int, int]) -> None:
    assert {count: shade_of(count, most) for count in shades} == shades
