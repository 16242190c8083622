"""When a reminder leaves: plain rules of today's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_BETWEEN_DIGESTS = 7  # at most one in any seven days per person
LOOK_AHEAD_DAYS = 7


@dataclass(frozen=True)
class Promised:
    """What a reminder needs to know of an open promised thing: when it is due and whether it was reminded of."""

    due_on: date
    was_reminded: bool


@dataclass(frozen=True)
class DigestPlan:
    """How many things a digest tells of: due today or before, and coming within the days ahead."""

    due: int
    coming: int


def digest_plan(promised: Iterable[Promised], *, last_sent: date | None, today: date) -> DigestPlan | None:
    """The digest that leaves today, or None.

    One leaves on the first day something is due that no digest has told of, looking seven days ahead; never within
    seven days of the last. What comes due in between shows on the person's own page.
    """
    if last_sent is not None and today < last_sent + timedelta(days=DAYS_BETWEEN_DIGESTS):
        return None
    untold = [thing for thing in promised if not thing.was_reminded]
    due = sum(thing.due_on <= today for thing in untold)
    if not due:
        return None
    horizon = today + timedelta(days=LOOK_AHEAD_DAYS)
    return DigestPlan(due=due, coming=sum(today < thing.due_on <= horizon for thing in untold))


def is_late(due_on: date, today: date) -> bool:
    """A deadline means the end of its day."""
    return due_on < today
