"""What is true of rounds: who waits because of a long leave, and who is due for a talk. No Django, no clock."""

from __future__ import annotations

from datetime import date, timedelta

YEAR = timedelta(days=365)
"""Everybody has a talk at least once in twelve months (dialogue.md 2)."""

SOON = timedelta(days=90)
"""How long somebody counts as just back."""

LONG_AWAY = timedelta(days=60)
"""From how many days on an absence is a long one."""

LEAST_TALKS = timedelta(days=14)
"""Somebody who is back so long before the talks end takes part as everybody else."""

NOT_DUE, A_YEAR, IS_BACK = "", "year", "back"


def waits_for_leave(leave_until: date | None, today: date, talks_to: date) -> bool:
    """Whether somebody on leave is away so long that the talk has to wait until she is back."""
    return leave_until is not None and leave_until > today and leave_until > talks_to - LEAST_TALKS


def why_due(*, since: date, last: date | None, back_on: date | None, today: date) -> str:
    """
    Why somebody is due for a talk: A_YEAR without one, IS_BACK from a long leave, or NOT_DUE.

    `since`: her first day here; `last`: her last talk; `back_on`: the first day after a long leave. Whoever is new has
    a year, as everybody; whoever is back has her talk soon after (dialogue.md 2).
    """
    if back_on is not None and back_on <= today < back_on + SOON and (last is None or last < back_on):
        return IS_BACK
    latest = max(last, since) if last is not None else since
    return A_YEAR if latest <= today - YEAR else NOT_DUE
