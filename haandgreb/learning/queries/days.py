"""The workplace's own days off, and the days the steps of an enrolment count from."""

from __future__ import annotations

from datetime import date

from haandgreb.learning.models import DayOff, Enrolment
from haandgreb.learning.rules.calendar import Course

_YEARS = range(-1, 3)


def days_off(around: date) -> frozenset[date]:
    """The workplace's own days off from the year before to two years after; one query."""
    rows = list(DayOff.objects.all())
    found = {row.in_year(around.year + more) for row in rows for more in _YEARS}
    return frozenset(day for day in found if day is not None)


def course_of(enrolment: Enrolment, off: frozenset[date]) -> Course | None:
    """What the steps count from; None where no day is known yet. What was told of only when it was over has one day."""
    starts_on = enrolment.starts_on or enrolment.completed_on
    if starts_on is None:
        return None
    ends_on = max(enrolment.ends_on or enrolment.completed_on or starts_on, starts_on)
    return Course(starts_on, ends_on, enrolment.size, enrolment.activity.minutes, off)
