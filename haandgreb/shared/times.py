"""What a clock in Copenhagen shows as a moment. Plain Python."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class NoSuchTime(ValueError):
    """The clock jumps over it in spring."""


def moment_of(day: date, at: time) -> datetime:
    """
    The moment, in UTC, at which Copenhagen's clocks show this. In the hour that comes twice in autumn: the first.

    Raises NoSuchTime for the hour that is left out in spring.
    """
    shown = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=COPENHAGEN)
    moment = shown.astimezone(UTC)
    if moment.astimezone(COPENHAGEN).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise NoSuchTime(f"{day} {at}")
    return moment
