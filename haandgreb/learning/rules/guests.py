"""How long a link for somebody without an account opens, and how many there may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

MOST_OPEN = 3
"""The most links of one kind that are open for one enrolment."""

MOST_SENT = 10
"""The most links of one kind ever sent for one enrolment: each sends a mail to an address of the sender's choice."""

_AFTER: Mapping[str, timedelta] = {"provider": timedelta(days=30), "buddy": timedelta(days=60)}
_LEAST = timedelta(days=14)
_MOST = timedelta(days=400)


def last_day_of(kind: str, last_day: date | None, today: date) -> date:
    """
    The last day the link opens.

    A provider's lasts a month after the last course day, a buddy's two; never less than fourteen days, and no longer
    than 400, whatever the course.
    """
    wanted = (last_day or today) + _AFTER[kind]
    return min(max(wanted, today + _LEAST), today + _MOST)
