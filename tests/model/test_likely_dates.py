"""Likely dates: what somebody may have meant, for hints."""

from __future__ import annotations

import pytest

from archivegen.model.likely_dates import likely_dates


@pytest.mark.parametrize(
    "text",
    [
        "21.07.2022", "21. 7. 2022", "21 July 2022", "21. Juli 2022", "2022/07/21", "7/21/2022",
        "2022.07.21", "21-07-2022", "20220721", "21st of July, 2022", "Thursday, July 21, 2022",
        "Thursday July 21st, 2022", "le 21 juillet 2022", "21 de julho de 2022", "21-Jul-2022",
        "2022\u5e747\u670821\u65e5", "21 \u0438\u044e\u043b\u044f 2022", "\u201c2022-07-21\u201d",
        "2022-07-21\u200b", "21 lipca 2022", "Jul. 21, 2022",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert likely_dates(text) == ("2022-07-21",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7/8/2022", ("2022-07-08", "2022-08-07")),
        ("7-8-2022", ("2022-07-08", "2022-08-07")),
        ("7/7/2022", ("2022-07-07",)),
        ("7.8.2022", ("2022-08-07",)),
        ("2024-13-02", ("2024-02-13",)),
        ("Mar 5, 2022", ("2022-03-05",)),
    ],
)
def test_readings(text: str, meant: tuple[str, ...]) -> None:
    assert likely_dates(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("21.07.2022 6:40", "2022-07-21 06:40"),
        ("21.07.2022, 06:40 Uhr", "2022-07-21 06:40"),
        ("2022/07/21T06:40:10", "2022-07-21 06:40:10"),
        ("July 21, 2022 6:40", "2022-07-21 06:40"),
        ("2022-07-21 at 6:40 p.m.", "2022-07-21 18:40"),
        ("2022-07-21 12:05 AM", "2022-07-21 00:05"),
        ("Thu, 21 Jul 2022 06:40:00 GMT", "2022-07-21 06:40:00Z"),
        ("Thu, 21 Jul 2022 06:40:00 +0200", "2022-07-21 06:40:00+0200"),
    ],
)
def test_times_of_day(text: str, meant: str) -> None:
    assert likely_dates(text) == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "32.13.2022", "2022-02-30", "2022-07", "1714521600", "21.07.22", "13/13/2022",
        "21 Nonsense 2022", "21.07.2022 soon", "1.5", "0000-01-01", "1" * 200,
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert likely_dates(text) == ()
