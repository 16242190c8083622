"""Quarters: answers are counted once for each, some weeks after it is over."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = 3
LATE = timedelta(days=21)
"""So long after a quarter its last answers are taken; then it is counted, and never again."""


def quarter_of(day: date) -> date:
    """The first day of the quarter the day lies in."""
    return day.replace(month=day.month - (day.month - 1) % MONTHS, day=1)


def next_quarter(first: date) -> date:
    """The first day of the quarter after."""
    return quarter_of(first + timedelta(days=31 * MONTHS))


def last_answer_on(first: date) -> date:
    """The last day an answer for the quarter is taken."""
    return next_quarter(first) - timedelta(days=1) + LATE


def over(today: date, count: int) -> list[date]:
    """The latest quarters whose answers are all in, the latest first."""
    at = quarter_of(today)
    found: list[date] = []
    while len(found) < count:
        if last_answer_on(at) < today:
            found.append(at)
        at = quarter_of(at - timedelta(days=1))
    return found


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
