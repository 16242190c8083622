"""When things are due before a meeting, when a series runs out, and when it meets next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.rules.deadlines import Expiry
from haandgreb.meetings.rules.hours import Cadence
from haandgreb.shared.holidays import is_working_day

HELD = date(2026, 11, 30)
dates = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def before(days: int) -> date:
    return HELD - timedelta(days=days)


def test_the_agenda_is_due_three_days_before_and_the_preparation_the_day_before():
    assert deadlines.chair_due_on(HELD) == date(2026, 11, 27)
    assert deadlines.participants_due_on(HELD) == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("days", "chair", "participants"),
    [(4, False, False), (3, True, False), (2, True, False), (1, True, True), (0, True, True), (-1, False, False)],
)
def test_a_meeting_waits_on_the_page_of_those_who_prepare_it(days, chair, participants):
    assert deadlines.waits_for_chair(HELD, before(days)) is chair
    assert deadlines.waits_for_participants(HELD, before(days)) is participants


@pytest.mark.parametrize(("days", "in_time"), [(30, True), (3, True), (2, False), (0, False)])
def test_people_are_invited_three_days_before(days, in_time):
    assert deadlines.invited_in_time(before(days), HELD) is in_time


@pytest.mark.parametrize(
    ("items", "days", "asks"), [(0, 2, False), (0, 1, True), (0, 0, True), (0, -1, False), (1, 1, False)]
)
def test_without_an_agenda_the_day_before_we_ask_whether_to_cancel(items, days, asks):
    assert deadlines.has_no_agenda(items, HELD, before(days)) is asks


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_are_added_as_people_do_on_a_calendar(day, months, expected):
    assert deadlines.add_months(day, months) == expected


def test_a_series_runs_out_after_a_year_and_a_check_is_looked_at_after_three_months():
    assert deadlines.expires_on(date(2026, 11, 24)) == date(2027, 11, 24)
    assert deadlines.check_on(date(2026, 11, 24)) == date(2027, 2, 24)


@pytest.mark.parametrize(
    ("days", "state"),
    [(31, Expiry.LIVE), (30, Expiry.SOON), (1, Expiry.SOON), (0, Expiry.EXPIRED), (-5, Expiry.EXPIRED)],
)
def test_a_series_is_named_a_month_before_it_runs_out(days, state):
    assert deadlines.expiry(HELD, before(days)) is state


@pytest.mark.parametrize(
    ("cadence", "held_on", "following"),
    [
        (Cadence.ONCE, date(2026, 11, 23), None),
        (Cadence.AS_NEEDED, date(2026, 11, 23), None),
        (Cadence.WEEKLY, date(2026, 11, 23), date(2026, 11, 30)),
        (Cadence.EVERY_2_WEEKS, date(2026, 11, 23), date(2026, 12, 7)),
        (Cadence.EVERY_3_WEEKS, date(2026, 11, 23), date(2026, 12, 14)),
        (Cadence.EVERY_6_WEEKS, date(2026, 11, 23), date(2027, 1, 4)),
        # The fourth Monday stays a fourth Monday.
        (Cadence.MONTHLY, date(2026, 11, 23), date(2026, 12, 28)),
        (Cadence.QUARTERLY, date(2026, 11, 23), date(2027, 2, 22)),
        (Cadence.HALF_YEARLY, date(2026, 11, 23), date(2027, 5, 24)),
        # The fifth Monday becomes the last one.
        (Cadence.MONTHLY, date(2026, 11, 30), date(2026, 12, 28)),
        # The next day; over the weekend; over Christmas and Easter.
        (Cadence.DAILY, date(2026, 11, 23), date(2026, 11, 24)),
        (Cadence.DAILY, date(2026, 11, 27), date(2026, 11, 30)),
        (Cadence.DAILY, date(2026, 12, 24), date(2026, 12, 28)),
        (Cadence.THREE_A_WEEK, date(2026, 11, 23), date(2026, 11, 25)),
        (Cadence.THREE_A_WEEK, date(2026, 11, 27), date(2026, 11, 30)),
        (Cadence.THREE_A_WEEK, date(2026, 12, 23), date(2026, 12, 28)),
        (Cadence.DAILY, date(2027, 3, 24), date(2027, 3, 30)),
    ],
)
def test_the_next_meeting_is_proposed(cadence, held_on, following):
    assert deadlines.next_date(cadence, held_on) == following


@given(dates, st.sampled_from(Cadence))
def test_the_next_meeting_is_later_and_keeps_to_its_weekdays(held_on, cadence):
    following = deadlines.next_date(cadence, held_on)

    if following is None:
        assert cadence in {Cadence.ONCE, Cadence.AS_NEEDED}
    elif cadence in {Cadence.DAILY, Cadence.THREE_A_WEEK}:
        assert held_on < following
        assert is_working_day(following)
    else:
        assert held_on < following
        assert following.weekday() == held_on.weekday()


@given(dates, st.sampled_from([Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY]))
def test_a_meeting_by_the_month_keeps_its_number_in_the_right_month(held_on, cadence):
    months = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6}[cadence]

    following = deadlines.next_date(cadence, held_on)

    assert following is not None
    assert (following.year * 12 + following.month) - (held_on.year * 12 + held_on.month) == months
    number, proposed = (held_on.day - 1) // 7, (following.day - 1) // 7
    is_last = (following + timedelta(weeks=1)).month != following.month
    assert proposed == number or (number == 4 and is_last)


@given(dates, st.integers(0, 60), st.integers(0, 60))
def test_months_in_two_steps_differ_at_most_by_a_short_month(day, first, second):
    at_once = deadlines.add_months(day, first + second)
    in_two = deadlines.add_months(deadlines.add_months(day, first), second)

    assert (at_once.year, at_once.month) == (in_two.year, in_two.month)
    assert 0 <= (at_once - in_two).days <= 3
