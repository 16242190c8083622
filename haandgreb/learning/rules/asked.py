"""In which weeks somebody is asked whether the new skill is asked for."""

from __future__ import annotations

from datetime import date, timedelta

from haandgreb.learning.rules.quarters import monday_of

WEEKS = 13
"""A quarter of a year after the course: by then it is part of practice, or it is not."""


def first_monday(last_day: date) -> date:
    """The Monday of the first week: the one after the last course day."""
    return monday_of(last_day) + timedelta(days=7)


def weeks(last_day: date) -> list[date]:
    """The Mondays of all the weeks, the first one first."""
    return [first_monday(last_day) + timedelta(days=7 * number) for number in range(WEEKS)]


def is_asked_in(last_day: date | None, monday: date) -> bool:
    """Whether the week is one of them; never where no day is known."""
    return last_day is not None and 0 <= (monday - first_monday(last_day)).days < 7 * WEEKS
