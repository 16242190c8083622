"""What the minutes ask: decided, promised, noted, who was there, and the facts beside them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings.models import Attendance, Meeting
from haandgreb.meetings.permissions import may_plan_in_series, may_write_minutes
from haandgreb.meetings.queries import planning
from haandgreb.meetings.queries.score import state_of
from haandgreb.meetings.rules import facts
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

SOURCE = "meetings"
_THERE = (Attendance.Presence.PRESENT, Attendance.Presence.ONLINE)


def page(meeting: Meeting, person: Person, now: datetime) -> dict[str, Any]:
    """The minutes of a meeting, for those who are in it."""
    people = planning.people_of(meeting)
    items = planning.items_of(meeting)
    decisions = list(meeting.decisions.select_related("item"))
    balls = list(balls_of(meeting).order_by("due_on", "pk"))
    may_plan = meeting.series is not None and may_plan_in_series(person, meeting.series)
    return {
        "meeting": meeting,
        "items": items,
        "decisions": decisions,
        "balls": balls,
        "parked": list(meeting.parked.filter(is_taken_up=False)),
        "present": [row.person for row in people if row.presence == Attendance.Presence.PRESENT],
        "online": [row.person for row in people if row.presence == Attendance.Presence.ONLINE],
        "absent": [row.person for row in people if row.presence == Attendance.Presence.ABSENT],
        "unknown": [row.person for row in people if row.presence == Attendance.Presence.UNKNOWN],
        "delay": facts.start_delay(meeting.starts_at, meeting.began_at) if meeting.began_at else None,
        "overrun": facts.overrun(meeting.ends_at, meeting.ended_at) if meeting.ended_at else None,
        "with_purpose": facts.items_with_purpose(item.purpose for item in items),
        "score_state": state_of(meeting, now).value,
        "may_write": may_write_minutes(person, meeting),
        "may_plan": may_plan,
        "following": _following(meeting) if may_plan else None,
        "today": clock.local_day(now),
        "now": now,
    }


def balls_of(meeting: Meeting) -> QuerySet[FollowUp]:
    """The actions of a meeting, open and closed, with their owners."""
    return of_source(SOURCE, [meeting.pk])


def _following(meeting: Meeting) -> Meeting | None:
    """The next planned meeting of the series."""
    return (
        Meeting.objects.filter(series=meeting.series_id, state=Meeting.State.PLANNED, starts_at__gt=meeting.starts_at)
        .order_by("starts_at")
        .first()
    )
