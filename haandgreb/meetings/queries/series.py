"""What the page of a series asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings import library
from haandgreb.meetings.models import Meeting, Membership, Series
from haandgreb.meetings.permissions import may_edit_series, may_plan_in_series
from haandgreb.meetings.queries.choice import choice_waits
from haandgreb.meetings.rules import deadlines, hours
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.holidays import is_working_day, next_working_day

SOURCE = "meetings"
MOST_EARLIER = 12
USUAL_START = time(10, 0)


def page(series: Series, person: Person, now: datetime, number: str | None = None) -> dict[str, Any]:
    """The page of a series: its next meeting, people, open actions and what was held, twelve at a time."""
    today = clock.local_day(now)
    coming = list(
        series.meetings.filter(state__in=[Meeting.State.PLANNED, Meeting.State.RUNNING], ends_at__gt=now)
        .select_related("chair")
        .order_by("starts_at")[:3]
    )
    held = series.meetings.filter(state=Meeting.State.HELD).order_by("-starts_at", "pk")
    members = list(series.memberships.select_related("person").order_by("-is_core", "person__sort_key"))
    return {
        "series": series,
        "type": library.type_of(series.type),
        "next": coming[0] if coming else None,
        "coming": coming,
        "held": Paginator(held, MOST_EARLIER).get_page(number),
        "members": members,
        "hours": hours.half_up(hours.person_hours(hours.Cadence(series.cadence), series.minutes, len(members))),
        "balls": open_balls(series),
        "choice": choice_waits(series, person),
        "expiry": deadlines.expiry(series.expires_on, today).value,
        "usual": usual_time(series),
        "may_edit": may_edit_series(person, series),
        "may_plan": may_plan_in_series(person, series),
        "today": today,
        "now": now,
    }


def open_balls(series: Series) -> list[FollowUp]:
    """Open actions from every meeting of the series, the earliest first."""
    meetings = series.meetings.values_list("pk", flat=True)
    return list(of_source(SOURCE, meetings).filter(state=FollowUp.State.OPEN).order_by("due_on", "pk"))


def usual_time(series: Series) -> Meeting | None:
    """The latest meeting, which tells when the series usually meets."""
    return series.meetings.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at").first()


def usual_roles(series: Series) -> dict[str, Any]:
    """Who took minutes and kept time last, of those who are still in the series."""
    last = usual_time(series)
    if last is None:
        return {}
    still = set(series.memberships.values_list("person", flat=True))
    roles = {"minute_taker": last.minute_taker_id, "timekeeper": last.timekeeper_id}
    return {f"{role}_id": person for role, person in roles.items() if person in still}


def proposal(series: Series, now: datetime) -> dict[str, Any]:
    """
    When the next meeting could be: from the cadence and the latest meeting, never in the past, moved off holidays.

    `moved_from` is the day it would have been on, where that is a holiday or a weekend.
    """
    last = usual_time(series)
    cadence = hours.Cadence(series.cadence)
    today = clock.local_day(now)
    day = deadlines.next_date(cadence, clock.local_day(last.starts_at) if last else today)
    while day is not None and day <= today:
        day = deadlines.next_date(cadence, day)
    if day is None:
        return {"day": None, "at": _start_of(last), "moved_from": None}
    working = next_working_day(day)
    return {"day": working, "at": _start_of(last), "moved_from": None if is_working_day(day) else day}


def near_holiday(day: date) -> date | None:
    """The next working day where this one is a weekend or a Danish holiday, else None."""
    return None if is_working_day(day) else next_working_day(day)


def members(series: Series) -> list[Membership]:
    """Who is in the series: core first, in Danish order."""
    return list(series.memberships.select_related("person").order_by("-is_core", "person__sort_key"))


def _start_of(meeting: Meeting | None) -> time:
    if meeting is None:
        return USUAL_START
    return meeting.starts_at.astimezone(clock.COPENHAGEN).time()


def starts_at(day: date, at: time) -> datetime:
    """The moment a meeting begins, from a Danish day and clock time."""
    return datetime.combine(day, at, tzinfo=clock.COPENHAGEN)


def ends_at(begins: datetime, minutes: int) -> datetime:
    """So many real minutes later, also across a change of the clocks."""
    return begins.astimezone(UTC) + timedelta(minutes=minutes)
