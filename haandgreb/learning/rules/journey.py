"""The plan of a learning journey (transfer.md 7). Plain numbers and dates: no clock, no database.

Days of a plan are counted from the Monday of its first week, as they stand in the plan: a holiday moves what is done,
not what the plan says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KNOW, APPLY, MANAGER = "know", "apply", "manager"
WITHIN = 10  # days from something to know to something to apply it to
WEEK = 7


@dataclass(frozen=True)
class Planned:
    """A step of the plan: its week (from 1), its day (1 Monday – 5 Friday), its kind, and who does it."""

    week: int
    day: int
    kind: str
    who: str = "learner"

    @property
    def number(self) -> int:
        """Days from the first Monday."""
        return (self.week - 1) * WEEK + self.day - 1


def without_use(steps: Sequence[Planned]) -> list[Planned]:
    """What one is to know with nothing to apply it to on the same day or within ten days after."""
    tried = [step.number for step in steps if step.kind == APPLY]
    return [step for step in steps if step.kind == KNOW and not any(0 <= day - step.number <= WITHIN for day in tried)]


def too_late(steps: Sequence[Planned], weeks: int) -> list[Planned]:
    """Steps after the journey's last week."""
    return [step for step in steps if step.week > weeks]


def may_begin(steps: Sequence[Planned], weeks: int) -> bool:
    """There are steps, all within its weeks, and nothing to know stands without its use."""
    return bool(steps) and not too_late(steps, weeks) and not without_use(steps)


def is_without_manager(steps: Sequence[Planned]) -> bool:
    """The manager has nothing to do: a hint, no hindrance."""
    return not any(step.who == MANAGER for step in steps)


def first_monday(day: date) -> date:
    """The Monday of the day's week where it is a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % WEEK)


def day_of(starts_on: date, step: Planned) -> date:
    """The calendar day the plan names for the step."""
    return starts_on + timedelta(days=step.number)


def last_day(starts_on: date, weeks: int) -> date:
    """The Sunday of the last week."""
    return starts_on + timedelta(days=weeks * WEEK - 1)
