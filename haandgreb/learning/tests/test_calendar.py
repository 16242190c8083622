"""The calendar of every size, as a table; weekends, Danish holidays, the workplace's own days, late beginnings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.phases_content import act_of, acts, rows
from haandgreb.learning.rules.calendar import Course, half_days, plan
from haandgreb.shared.holidays import is_working_day

LONG_BEFORE = date(2025, 1, 2)


def days(size, starts_on, ends_on, *, begun_on=LONG_BEFORE, minutes=0, off=()):
    course = Course(starts_on, ends_on, size, minutes, frozenset(off))
    return [(one.due_on.isoformat(), one.key, one.actor) for one in plan(rows(), course, begun_on)]


# A course of half a day on Thursday 8 October 2026: no day of it falls on a day off.
LIGHT = [
    ("2026-09-10", "talk", "learner"),
    ("2026-09-10", "talk", "manager"),
    ("2026-09-10", "intention", "learner"),
    ("2026-10-05", "questions", "learner"),
    ("2026-10-08", "first_use_date", "learner"),
    ("2026-10-12", "tell", "learner"),  # Tn+3 is a Sunday
    ("2026-10-15", "first_use", "learner"),
    ("2026-10-22", "manager_asks", "manager"),
    ("2027-01-06", "effect", "learner"),
]
# Two days, Wednesday 6 and Thursday 7 May 2026. T-28 is 8 April; T-21 the 15th; T-14 the 22nd; T-3 is a Sunday, so the
# Friday before. Tn+7 is Ascension Day, so the Friday; Tn+3 a Sunday.
STANDARD = [
    ("2026-04-08", "talk", "learner"),
    ("2026-04-08", "talk", "manager"),
    ("2026-04-08", "intention", "learner"),
    ("2026-04-15", "why", "learner"),
    ("2026-04-15", "confidence", "learner"),
    ("2026-04-22", "preparation", "learner"),
    ("2026-04-22", "buddy", "colleague"),
    ("2026-05-01", "questions", "learner"),
    ("2026-05-06", "log-1", "learner"),
    ("2026-05-06", "log-2", "learner"),
    ("2026-05-07", "log-3", "learner"),
    ("2026-05-07", "log-4", "learner"),
    ("2026-05-07", "first_use_date", "learner"),
    ("2026-05-07", "reaction", "learner"),
    ("2026-05-11", "tell", "learner"),
    ("2026-05-15", "first_use", "learner"),
    ("2026-05-21", "manager_asks", "manager"),
    ("2026-05-21", "factors", "learner"),
    ("2026-05-28", "colleague", "colleague"),
    ("2026-06-22", "status", "learner"),  # Tn+45 is a Sunday
    ("2026-06-22", "status", "manager"),
    ("2026-08-05", "effect", "learner"),
]
# A module of seven days, Monday 12 January to Tuesday 20 January 2026, taught on working days. T-28 and T-21 fall on
# Monday 15 and 22 December, T-14 on Monday 29 December, T-7 on Monday 5 January, T-3 on Friday 9 January.
FULL = [
    ("2025-12-15", "talk", "learner"),
    ("2025-12-15", "talk", "manager"),
    ("2025-12-15", "intention", "learner"),
    ("2025-12-22", "why", "learner"),
    ("2025-12-22", "confidence", "learner"),
    ("2025-12-29", "preparation", "learner"),
    ("2025-12-29", "buddy", "colleague"),
    ("2026-01-05", "write_provider", "manager"),
    ("2026-01-09", "questions", "learner"),
    *((f"2026-01-{day:02}", f"log-{number}", "learner")
      for number, day in enumerate([12, 12, 13, 13, 14, 14, 15, 15, 16, 16, 19, 19, 20, 20], 1)),
    ("2026-01-20", "first_use_date", "learner"),
    ("2026-01-20", "reaction", "learner"),
    ("2026-01-23", "tell", "learner"),
    ("2026-01-27", "first_use", "learner"),
    ("2026-02-03", "manager_asks", "manager"),
    ("2026-02-03", "factors", "learner"),
    ("2026-02-10", "colleague", "colleague"),
    ("2026-03-06", "status", "learner"),
    ("2026-03-06", "status", "manager"),
    ("2026-03-23", "homework", "learner"),  # Tn+60 is a Saturday
    ("2026-04-20", "effect", "learner"),
    ("2026-07-20", "case", "hr"),  # Tn+180 is a Sunday
]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "starts_on", "ends_on", "expected"),
    [
        ("light", date(2026, 10, 8), date(2026, 10, 8), LIGHT),
        ("standard", date(2026, 5, 6), date(2026, 5, 7), STANDARD),
        ("full", date(2026, 1, 12), date(2026, 1, 20), FULL),
    ],
)
def test_the_calendar_of_a_size(size, starts_on, ends_on, expected):
    assert days(size, starts_on, ends_on) == expected


def due(key, starts_on, *, ends_on=None, begun_on=LONG_BEFORE, off=()):
    found = {(k, a): day for day, k, a in days("full", starts_on, ends_on or starts_on, begun_on=begun_on, off=off)}
    return next(found[pair] for pair in found if pair[0] == key)


@pytest.mark.parametrize(
    ("key", "starts_on", "off", "expected"),
    [
        # before: Easter Monday 2026 is 6 April, so the working day before Easter
        ("talk", date(2026, 5, 4), (), "2026-04-01"),
        # Great Prayer Day is no holiday any more: 1 May 2026 is worked
        ("talk", date(2026, 5, 29), (), "2026-05-01"),
        # 24 December is worked where the workplace says nothing, and moves where it does
        ("talk", date(2027, 1, 21), (), "2026-12-24"),
        ("talk", date(2027, 1, 21), (date(2026, 12, 24),), "2026-12-23"),
        # after: Christmas 2026, then a weekend
        ("first_use", date(2026, 12, 18), (), "2026-12-28"),
        ("first_use", date(2026, 12, 17), (), "2026-12-24"),
        ("first_use", date(2026, 12, 17), (date(2026, 12, 24),), "2026-12-28"),
        # New Year
        ("manager_asks", date(2026, 12, 18), (), "2027-01-04"),
        # Whit Monday 2026 is 25 May
        ("first_use", date(2026, 5, 18), (), "2026-05-26"),
        # a course on a Saturday: its own acts stay on it, what follows waits for Monday
        ("log", date(2026, 10, 10), (), "2026-10-10"),
        ("first_use_date", date(2026, 10, 10), (), "2026-10-10"),
        ("reaction", date(2026, 10, 10), (), "2026-10-12"),
        # the nights the clocks change, 29 March and 25 October 2026, are Sundays like any other
        ("first_use", date(2026, 3, 22), (), "2026-03-30"),
        ("questions", date(2026, 4, 1), (), "2026-03-27"),
        ("first_use", date(2026, 10, 18), (), "2026-10-26"),
        ("first_use", date(2026, 10, 19), (), "2026-10-26"),
    ],
)
def test_days_off(key, starts_on, off, expected):
    assert due("log-1" if key == "log" else key, starts_on, off=off) == expected


@pytest.mark.parametrize(
    ("begun_on", "expected"),
    [
        (date(2026, 9, 10), "2026-09-10"),  # on its day
        (date(2026, 9, 30), "2026-09-30"),  # twenty days late: today
        (date(2026, 10, 3), "2026-10-05"),  # on a Saturday: Monday
        (date(2026, 10, 8), "2026-10-08"),  # on the day of the course
    ],
)
def test_a_talk_that_is_late_when_the_steps_begin(begun_on, expected):
    assert due("talk", date(2026, 10, 8), begun_on=begun_on) == expected


def test_begun_on_a_weekend_before_a_weekend_course_nothing_comes_after_its_first_day():
    assert due("talk", date(2026, 10, 11), begun_on=date(2026, 10, 10)) == "2026-10-11"


def test_what_was_over_when_the_steps_began_is_not_asked_for():
    begun = date(2026, 10, 29)  # Tn+21

    assert days("standard", date(2026, 10, 8), date(2026, 10, 8), begun_on=begun) == [
        ("2026-10-29", "first_use", "learner"),
        ("2026-10-29", "manager_asks", "manager"),
        ("2026-10-29", "factors", "learner"),
        ("2026-10-29", "colleague", "colleague"),
        ("2026-11-23", "status", "learner"),
        ("2026-11-23", "status", "manager"),
        ("2027-01-06", "effect", "learner"),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "minutes", "expected"),
    [
        (date(2026, 10, 8), date(2026, 10, 8), 180, [8]),
        (date(2026, 10, 8), date(2026, 10, 8), 420, [8, 8]),
        (date(2026, 10, 8), date(2026, 10, 8), 0, [8, 8]),
        (date(2026, 10, 8), date(2026, 10, 12), 0, [8, 8, 9, 9, 12, 12]),  # the weekend between is free
        (date(2026, 10, 5), date(2026, 10, 15), 480, [5, 9]),  # two half days within two weeks
        (date(2026, 10, 10), date(2026, 10, 11), 0, [10, 10, 11, 11]),  # a weekend course
    ],
)
def test_half_days(starts_on, ends_on, minutes, expected):
    assert [day.day for day in half_days(Course(starts_on, ends_on, "standard", minutes))] == expected


def test_a_diploma_of_half_a_year_asks_for_twenty_logs_at_most():
    assert len(half_days(Course(date(2026, 1, 5), date(2026, 6, 30), "full", 20_000))) == 20


def test_every_half_day_is_the_log():
    assert (act_of("log-3"), act_of("talk").page) == (acts()["log"], "talk")


some_days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@given(
    starts_on=some_days,
    length=st.integers(0, 40),
    size=st.sampled_from(["light", "standard", "full"]),
    early=st.integers(-250, 120),
    minutes=st.integers(0, 4000),
    off=st.frozensets(some_days, max_size=6),
)
def test_laws_of_the_calendar(starts_on, length, size, early, minutes, off):
    """Each act once for each actor, never before it was begun; before means before; after means on a working day."""
    begun_on = starts_on - timedelta(days=early)
    course = Course(starts_on, starts_on + timedelta(days=length), size, minutes, off)
    found = plan(rows(), course, begun_on)

    assert len({(one.key, one.actor) for one in found}) == len(found)
    assert all(one.due_on >= begun_on for one in found)
    assert all(one.due_on <= starts_on for one in found if one.phase == "before")
    after = [one for one in found if one.phase == "after"]
    assert all(one.due_on >= course.ends_on and is_working_day(one.due_on, off) for one in after)
    assert found == sorted(found, key=lambda one: one.due_on)
