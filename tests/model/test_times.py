"""Times: every form an editor writes, in any time zone, becomes one valid moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.model.times import Moment, parse_moment, position_at, utc_moment, zone_of

LONDON, NEW_YORK, LORD_HOWE = map(
    zone_of, ("Europe/London", "America/New_York", "Australia/Lord_Howe")
)
RFC3339 = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(Z|[-+]([01]\d|2[0-3]):[0-5]\d)"
)
ZONES = st.sampled_from(
    [
        *("UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"),
        *("Africa/Monrovia", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Tokyo"),
    ]
).map(zone_of)
MOMENTS = st.builds(
    lambda instant, zone: Moment(
        (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=instant)).astimezone(zone)
    ),
    st.integers(-62_100_000_000, 253_400_000_000),
    ZONES,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022-07-21", "2022-07-21"),
        ("2022-7-1", "2022-07-01"),
        ("2022-07-21 06:40", "2022-07-21T06:40:00-04:00"),
        ("2022-07-21T06:40", "2022-07-21T06:40:00-04:00"),
        ("2022-07-21t6:40:59", "2022-07-21T06:40:59-04:00"),
        ("2022-07-21 06:40:59.987", "2022-07-21T06:40:59-04:00"),
        ("2022-07-21T06:40:00Z", "2022-07-21T02:40:00-04:00"),
        ("2022-07-21T06:40:00+02:00", "2022-07-21T00:40:00-04:00"),
        ("2022-07-21T06:40 +0200", "2022-07-21T00:40:00-04:00"),
        ("2022-07-21T01:40+02", "2022-07-20T19:40:00-04:00"),
        ("2022-07-21T06:40-00:30", "2022-07-21T03:10:00-04:00"),
        ("July 21, 2022", "2022-07-21"),
        ("July 21, 2022 6:40am", "2022-07-21T06:40:00-04:00"),
        ("july 21 2022 12:41 PM", "2022-07-21T12:41:00-04:00"),
        ("Jul. 21, 2022, 12:05 a.m.", "2022-07-21T00:05:00-04:00"),
        ("Sept. 1, 2022 at 11:59 p.m.", "2022-09-01T23:59:00-04:00"),
        ("  July 21, 2022 6:40am ", "2022-07-21T06:40:00-04:00"),
        ("1850-03-01", "1850-03-01"),
        ("1850-03-01 12:00", "1850-03-01T16:56:02Z"),  # local mean time has seconds
        ("0001-01-02", "0001-01-02"),
        ("9999-12-30T23:59", "9999-12-30T23:59:00-05:00"),
    ],
)
def test_forms(text: str, iso: str) -> None:
    assert parse_moment(text, NEW_YORK).iso == iso


def test_parts_are_local() -> None:
    moment = parse_moment("2022-08-01T00:30:00+02:00", NEW_YORK)
    assert (moment.year, moment.month, moment.day) == (2022, 7, 31)


@pytest.mark.parametrize(
    ("text", "zone", "iso"),
    [
        # Clocks go back: the first of the two.
        ("2022-10-30 01:30", LONDON, "2022-10-30T01:30:00+01:00"),
        ("November 6, 2022 1:30am", NEW_YORK, "2022-11-06T01:30:00-04:00"),
        ("2022-04-03 01:45", LORD_HOWE, "2022-04-03T01:45:00+11:00"),
        # Clocks go forward: what the old offset makes of it.
        ("2022-03-27 01:30", LONDON, "2022-03-27T02:30:00+01:00"),
        ("March 13, 2022 2:30am", NEW_YORK, "2022-03-13T03:30:00-04:00"),
        # An offset says which of the two is meant.
        ("2022-10-30T01:30+00:00", LONDON, "2022-10-30T01:30:00+00:00"),
        # A plain date stays that date where midnight was skipped.
        ("2018-11-04", zone_of("America/Sao_Paulo"), "2018-11-04"),
    ],
)
def test_clock_changes(text: str, zone: object, iso: str) -> None:
    moment = parse_moment(text, zone)  # type: ignore[arg-type]
    assert moment.iso == iso


@given(MOMENTS)
def test_written_forms_are_valid_and_mean_the_moment(moment: Moment) -> None:
    assert RFC3339.fullmatch(moment.rfc3339)
    assert datetime.fromisoformat(moment.rfc3339).timestamp() == moment.instant
    assert moment.iso == moment.rfc3339


@given(MOMENTS, ZONES)
def test_written_form_reads_back(moment: Moment, zone: object) -> None:
    again = parse_moment(moment.rfc3339, zone)  # type: ignore[arg-type]
    assert again.instant == moment.instant
    assert utc_moment(moment.instant).instant == moment.instant


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)), ZONES)  # noqa: DTZ001
def test_local_times_are_kept_or_moved_over_a_gap(local: datetime, zone: object) -> None:
    local = local.replace(microsecond=0)
    moment = parse_moment(local.isoformat(), zone)  # type: ignore[arg-type]
    gap = moment.local.replace(tzinfo=None) - local
    assert gap == timedelta() or timedelta() < gap <= timedelta(days=1)
    assert RFC3339.fullmatch(moment.rfc3339)


@given(st.dates())
def test_plain_dates_stay_dates(on: object) -> None:
    moment = parse_moment(str(on), zone_of("UTC"))
    assert (moment.iso, moment.has_time) == (str(on), False)


@given(MOMENTS, MOMENTS)
def test_positions_sort_as_instants_do(one: Moment, other: Moment) -> None:
    positions = position_at(one.instant), position_at(other.instant)
    assert (positions[0] < positions[1]) == (one.instant < other.instant)


@given(st.text(max_size=40))
def test_any_other_text_is_an_error_for_people(text: str) -> None:
    try:
        moment = parse_moment(text, LONDON)
    except ValueError as error:
        assert "`" in str(error) or "there is no" in str(error)  # noqa: PT017
    else:
        assert RFC3339.fullmatch(moment.rfc3339)


@pytest.mark.parametrize("name", ["", "Mars", "../etc/passwd", "Europe", "/UTC", "Europe/london "])
def test_time_zones_that_do_not_exist(name: str) -> None:
    with pytest.raises(KeyError):
        zone_of(name)
