"""What time it is. Data hold UTC; people live in Europe/Copenhagen."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LAST_DAY = date(2999, 12, 31)  # the latest a form takes: days are added to it, and calendars end with the year 9999


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Today's date in Denmark."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The Danish calendar day of an aware moment."""
    return moment.astimezone(COPENHAGEN).date()
