"""When two people look again at what they agreed (dialogue.md 3: reminders at 90, 180 and 270 days)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

ANSWER_DAYS = 7  # the wording is approved within a week
HALF_YEAR_DAYS = 180
REMINDER_DAYS = (90, 180, 270)
REMINDED_DAYS = 60  # then nobody is asked any more
LOOK_AHEAD_DAYS = 7
IN_TIME_DAYS = 183  # followed up within six months of the talk


def half_year_on(held_on: date, window: tuple[date, date] | None = None) -> date:
    """The day of the half-year talk: 180 days after the talk, moved into the round's own weeks for it."""
    day = held_on + timedelta(days=HALF_YEAR_DAYS)
    return day if window is None else min(max(day, window[0]), window[1])


def reminder_due(agreed_on: date, held: Iterable[date], today: date) -> int | None:
    """
    Which of the three reminders holds today, in days since the agreement; None where none does.

    One holds until the two have looked at it since its day, the next one comes, or sixty days have gone.
    """
    passed = [days for days in REMINDER_DAYS if agreed_on + timedelta(days=days) <= today]
    if not passed:
        return None
    if agreed_on + timedelta(days=passed[-1] + REMINDED_DAYS) < today:
        return None
    begins = agreed_on + timedelta(days=passed[-1] - LOOK_AHEAD_DAYS)
    return None if any(day >= begins for day in held) else passed[-1]


def is_in_time(talk_on: date, followed: Iterable[date]) -> bool:
    """Whether the two have followed up within six months of their talk."""
    return any(talk_on <= day <= talk_on + timedelta(days=IN_TIME_DAYS) for day in followed)
