"""The learning log as each may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haandgreb.learning.models import Enrolment, LogEntry, Step
from haandgreb.learning.permissions import LEARNER, MANAGER
from haandgreb.learning.queries.days import course_of, days_off
from haandgreb.learning.rules import calendar
from haandgreb.learning.rules.log import half_days
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock

BUDDY = "buddy"


@dataclass(frozen=True)
class HalfDay:
    """One half day, its day where it is known, what was written, and whether her manager of today reads that."""

    number: int
    day: date | None = None
    entry: LogEntry | None = None
    manager_reads: bool = False


def entries(enrolment: Enrolment, side: str, reader: Person | None = None) -> list[LogEntry]:
    """
    What this side reads: the learner all of it, a manager (`reader`) and the buddy what they are shown; nobody else.
    """
    rows = LogEntry.objects.filter(enrolment=enrolment)
    if side == LEARNER:
        return list(rows)
    if side == MANAGER and reader is not None:
        return [row for row in rows if row.is_read_by([reader])]
    return list(rows.filter(shown_to_buddy=True)) if side == BUDDY else []


def log_of(enrolment: Enrolment, side: str, reader: Person | None = None) -> list[HalfDay]:
    """For the learner every half day, written or not; for the others those they are shown."""
    read = {entry.half_day: entry for entry in entries(enrolment, side, reader)}
    written = list(LogEntry.objects.filter(enrolment=enrolment).values_list("half_day", flat=True))
    nearest = managers_of(enrolment.person, clock.today()) if side == LEARNER and read else []
    found = []
    for number, day in half_days(_course(enrolment), _asked(enrolment), written):
        entry = read.get(number)
        found.append(HalfDay(number, day, entry, entry is not None and entry.is_read_by(nearest)))
    return found if side == LEARNER else [one for one in found if one.entry is not None]


def half_day(enrolment: Enrolment, number: int) -> HalfDay:
    """One half day of the learner's log."""
    return next((one for one in log_of(enrolment, LEARNER) if one.number == number), HalfDay(number))


def _course(enrolment: Enrolment) -> list[date]:
    course = course_of(enrolment, days_off(enrolment.starts_on)) if enrolment.starts_on is not None else None
    return calendar.half_days(course) if course is not None else []


def _asked(enrolment: Enrolment) -> dict[int, date]:
    """The half days a step asks about."""
    rows = Step.objects.filter(enrolment=enrolment, key__startswith="log-").order_by()
    found = ((key.removeprefix("log-"), day) for key, day in rows.values_list("key", "due_on"))
    return {int(number): day for number, day in found if number.isdecimal()}
