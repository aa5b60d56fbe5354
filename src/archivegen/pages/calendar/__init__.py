"""The calendar: what was published in a year, a month, on a day, and on this day in other years.

In go the catalog's counts and cards; out come the pages of periods, and the values by which other
pages show periods.

- `family`: the pages of years, months and days
- `on_this_day`: a page for each day of the year, across all years
- `periods`: years, months and days as pages show them
- `month_grid`: the weeks of a month

How dark a month is where the fullest has a thousand articles:

    >>> [shade_of(count, 1000) for count in (0, 3, 10, 1000)]
    [0, 2, 2, 5]
"""
