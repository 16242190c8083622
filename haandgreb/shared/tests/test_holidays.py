"""Danish public holidays, computed from Easter; checked against dates printed in calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.shared.holidays import (
    danish_holidays,
    easter_sunday,
    is_working_day,
    next_working_day,
    working_day_before,
)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1961, date(1961, 4, 2)),
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(year, easter):
    assert easter_sunday(year) == easter


def test_great_prayer_day_is_a_holiday_for_the_last_time_in_2023():
    assert date(2023, 5, 5) in danish_holidays(2023)
    assert date(2024, 4, 26) not in danish_holidays(2024)


def test_the_holidays_of_2026():
    assert sorted(danish_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_nearest_working_days_lie_within_a_week_on_their_own_side(day):
    after, before = next_working_day(day), working_day_before(day)

    assert is_working_day(after)
    assert is_working_day(before)
    assert timedelta(0) <= after - day <= timedelta(days=7)
    assert timedelta(0) <= day - before <= timedelta(days=7)
    assert (after == day) == (before == day) == is_working_day(day)
