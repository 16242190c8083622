"""When things are due: before a meeting, before a series runs out, after a service check (better meetings §2, §5)."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from haandgreb.meetings.rules.hours import Cadence
from haandgreb.shared.holidays import is_working_day

CHAIR_DAYS = 3
PARTICIPANT_DAYS = 1
INVITE_DAYS = 3
EXPIRY_MONTHS = 12
CHECK_MONTHS = 3

SOON_DAYS = 30
"""A series that runs out within this many days is named, so that it can be reviewed before."""

_DAYS = {Cadence.WEEKLY: 7, Cadence.EVERY_2_WEEKS: 14, Cadence.EVERY_3_WEEKS: 21, Cadence.EVERY_6_WEEKS: 42}
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6}
_WEEKDAYS = {Cadence.DAILY: (0, 1, 2, 3, 4), Cadence.THREE_A_WEEK: (0, 2, 4)}


class Expiry(StrEnum):
    """Where a series stands against its expiry date."""

    LIVE = "live"
    SOON = "soon"
    EXPIRED = "expired"


def chair_due_on(held_on: date) -> date:
    """Give the day the chair's agenda is due: three days before."""
    return held_on - timedelta(days=CHAIR_DAYS)


def participants_due_on(held_on: date) -> date:
    """Give the day the participants' preparation is due: the day before."""
    return held_on - timedelta(days=PARTICIPANT_DAYS)


def waits_for_chair(held_on: date, today: date) -> bool:
    """Say whether the meeting stands on the chair's page, from three days before until it has been held."""
    return chair_due_on(held_on) <= today <= held_on


def waits_for_participants(held_on: date, today: date) -> bool:
    """Say whether the meeting stands on the participants' pages, from the day before until it has been held."""
    return participants_due_on(held_on) <= today <= held_on


def invited_in_time(invited_on: date, held_on: date) -> bool:
    """Say whether people were invited at least three days before."""
    return invited_on <= held_on - timedelta(days=INVITE_DAYS)


def has_no_agenda(items: int, held_on: date, today: date) -> bool:
    """Say whether to ask "No agenda yet – should it be cancelled?": from the day before until it has been held."""
    return items == 0 and waits_for_participants(held_on, today)


def expires_on(reviewed_on: date) -> date:
    """Give the day a series runs out unless it is reviewed: twelve months on."""
    return add_months(reviewed_on, EXPIRY_MONTHS)


def expiry(expires: date, today: date) -> Expiry:
    """Say whether a series is live, runs out soon, or has run out. On its expiry date it has."""
    if today >= expires:
        return Expiry.EXPIRED
    return Expiry.SOON if (expires - today).days <= SOON_DAYS else Expiry.LIVE


def check_on(decided_on: date) -> date:
    """Give the day to look whether a service check held: three months on."""
    return add_months(decided_on, CHECK_MONTHS)


def add_months(day: date, months: int) -> date:
    """Give the same day some months on, or the last day of a month that is too short for it."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def next_date(cadence: Cadence, held_on: date) -> date | None:
    """
    Propose the date of the next meeting of a series; None when it meets only once or as needed.

    Meetings by the month keep their weekday and its number in the month, a fifth one the last. Daily ones fall on
    working days, three a week on those that are Mondays, Wednesdays and Fridays.
    """
    if cadence in _DAYS:
        return held_on + timedelta(days=_DAYS[cadence])
    if cadence in _MONTHS:
        return _same_weekday(held_on, _MONTHS[cadence])
    if cadence in _WEEKDAYS:
        following = (held_on + timedelta(days=days) for days in count(1))
        return next(day for day in following if day.weekday() in _WEEKDAYS[cadence] and is_working_day(day))
    return None


def _same_weekday(held_on: date, months: int) -> date:
    first = add_months(held_on.replace(day=1), months)
    earliest = first + timedelta(days=(held_on.weekday() - first.weekday()) % 7)
    proposed = earliest + timedelta(weeks=(held_on.day - 1) // 7)
    return proposed if proposed.month == first.month else proposed - timedelta(weeks=1)
