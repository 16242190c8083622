"""When one is asked whether a module is used."""

from __future__ import annotations

from datetime import date, timedelta

DAYS = (7, 30)
"""Days after it was completed (haandgreb.md HG-10)."""

ASKED_FOR = 21
"""How many days the question waits; then it is not asked any more."""


def asked_on(completed_on: date, today: date) -> int | None:
    """The day that is asked about today: the latest that has come and is not over; None for none."""
    for day in reversed(DAYS):
        since = today - (completed_on + timedelta(days=day))
        if timedelta(0) <= since <= timedelta(days=ASKED_FOR):
            return day
    return None
