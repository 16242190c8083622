"""The days of the acts before – during – after (transfer.md 5). Plain dates: no clock, no database.

A step before the course moves to the working day before, a step after it to the next one; a step of the course itself
stands on its own day. Nothing is due before it was begun.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from haandgreb.shared.holidays import is_working_day, next_working_day, working_day_before

BEFORE, DURING, AFTER = "before", "during", "after"
HALF_DAY = 240  # minutes of teaching at most in half a day
MOST_LOGS = 20  # a diploma runs for months: nobody is asked for a log more often than so
LATE = timedelta(days=14)  # an act after the course whose day passed longer ago than this is not asked for any more
CHECK_IN_DAYS = (0, 7, 14, 21, 45, 60, 90, 180)


@dataclass(frozen=True)
class Row:
    """One row of the table: `days` from the first course day (negative: before it) or from the last."""

    key: str
    phase: str
    days: int
    sizes: Collection[str]
    minutes: Mapping[str, int]  # actor → planned minutes
    each_half_day: bool = False


@dataclass(frozen=True)
class Course:
    """What the days are counted from: first day (T), last day (Tn), minutes of teaching (0: not known)."""

    starts_on: date
    ends_on: date
    size: str
    minutes: int = 0
    off: Collection[date] = field(default=frozenset())


@dataclass(frozen=True)
class Planned:
    """One act of one actor on one day."""

    key: str
    phase: str
    actor: str
    due_on: date
    minutes: int


def plan(rows: Iterable[Row], course: Course, begun_on: date) -> list[Planned]:
    """
    The acts of the course's size whose time is not over on the day they begin, in order of their days.

    An act before the course or on it that is already late is due as soon as there is a working day, and on the first
    course day at the latest; what comes too late to be used is left out.
    """
    found = [
        Planned(key, row.phase, actor, day, minutes)
        for row in rows
        if course.size in row.sizes
        for key, own_day in _days(row, course)
        if (day := due_day(row.phase, own_day, course, begun_on)) is not None
        for actor, minutes in row.minutes.items()
    ]
    return sorted(found, key=lambda one: one.due_on)


def due_day(phase: str, own_day: date, course: Course, begun_on: date) -> date | None:
    """The day an act is due; None where its time was over when the steps began."""
    if phase == BEFORE:
        if begun_on > course.starts_on:
            return None
        day = working_day_before(own_day, course.off)
        return day if day >= begun_on else min(next_working_day(begun_on, course.off), course.starts_on)
    if own_day + (LATE if phase == AFTER or own_day == course.ends_on else timedelta(0)) < begun_on:
        return None
    if phase == DURING:
        return own_day if own_day >= begun_on else next_working_day(begun_on, course.off)
    return next_working_day(max(own_day, begun_on), course.off)


def is_early(phase: str, ends_on: date | None, today: date) -> bool:
    """Whether an act after the course would be told of before its last day, when nobody can have used it yet."""
    return phase == AFTER and ends_on is not None and today < ends_on


def half_days(course: Course) -> list[date]:
    """The day of each half day of teaching: two a working day, as many as the minutes fill, spread over the course."""
    days = [course.starts_on + timedelta(days=n) for n in range((course.ends_on - course.starts_on).days + 1)]
    at_work = [day for day in days if is_working_day(day, course.off)] or days
    both = [day for day in at_work for _half in range(2)]
    count = min(len(both), ceil(course.minutes / HALF_DAY) or len(both), MOST_LOGS)
    return [both[number * len(both) // count] for number in range(count)]


def _days(row: Row, course: Course) -> list[tuple[str, date]]:
    """The keys of a row and the days they count to, before any of them is moved."""
    if row.each_half_day:
        return [(f"{row.key}-{number}", day) for number, day in enumerate(half_days(course), 1)]
    start = course.starts_on if row.phase == BEFORE else course.ends_on
    return [(row.key, start + timedelta(days=row.days))]
