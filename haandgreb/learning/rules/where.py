"""Before, during, after: where an enrolment stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

BEFORE, DURING, AFTER = "before", "during", "after"
PHASES = (BEFORE, DURING, AFTER)
TALK_DAYS = 7
"""The talk before is missed from so many days before the first course day on (transfer.md 5)."""
FIRST_USE_DAYS = 7


def phase_on(today: date, starts_on: date | None, ends_on: date | None, *, is_completed: bool = False) -> str:
    """The phase of the day; without days it is before until it is completed."""
    if is_completed or (ends_on is not None and today > ends_on):
        return AFTER
    if starts_on is not None and today >= starts_on:
        return DURING
    return BEFORE


def first_use_is_past(today: date, ended_on: date | None) -> bool:
    """Whether the seven days for the first use after the last course day are over (transfer.md 4)."""
    return ended_on is not None and today > ended_on + timedelta(days=FIRST_USE_DAYS)


def talk_is_missed(today: date, starts_on: date | None, talk_on: date | None) -> bool:
    """
    Whether the two are asked what to do about the talk they have not had: from seven days before the course until it
    begins, unless they mean to talk today or later, and before it.
    """
    if starts_on is None or not starts_on - timedelta(days=TALK_DAYS) <= today < starts_on:
        return False
    return talk_on is None or talk_on < today or talk_on >= starts_on
