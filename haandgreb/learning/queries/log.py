"""The learning log as each may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haandgreb.learning.models import Enrolment, LogEntry, Step
from haandgreb.learning.permissions import LEARNER, MANAGER
from haandgreb.learning.queries.days import course_of, days_off
from haandgreb.learning.rules import calendar
from haandgreb.learning.rules.log import half_days

BUDDY = "buddy"
_WHOSE: Mapping[str, Mapping[str, Any]] = {
    LEARNER: {},
    MANAGER: {"shown_to_manager": True},
    BUDDY: {"shown_to_buddy": True},
}


@dataclass(frozen=True)
class HalfDay:
    """One half day, its day where it is known, and what was written where something was."""

    number: int
    day: date | None = None
    entry: LogEntry | None = None


def entries(enrolment: Enrolment, side: str) -> list[LogEntry]:
    """What this side reads: the learner all of it, the manager and the buddy what they are shown, nobody else any."""
    return list(LogEntry.objects.filter(enrolment=enrolment, **_WHOSE[side])) if side in _WHOSE else []


def log_of(enrolment: Enrolment, side: str) -> list[HalfDay]:
    """For the learner every half day, written or not; for the others those they are shown."""
    read = {entry.half_day: entry for entry in entries(enrolment, side)}
    written = list(LogEntry.objects.filter(enrolment=enrolment).values_list("half_day", flat=True))
    days = half_days(_course(enrolment), _asked(enrolment), written)
    found = [HalfDay(number, day, read.get(number)) for number, day in days]
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
