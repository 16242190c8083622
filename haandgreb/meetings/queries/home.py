"""What the meetings' own front page asks: what comes, which series, who has the ball."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings.models import Meeting, Series
from haandgreb.meetings.rules.deadlines import CHAIR_DAYS, Expiry, expiry
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

SOURCE = "meetings"
MOST_COMING, MOST_BALLS, RECENT_MEETINGS = 8, 12, 40
FEW = 4


@dataclass(frozen=True)
class SeriesLine:
    """A series in the list; `people` and `next_at` come from the same query."""

    series: Series
    people: int
    next_at: datetime | None
    expiry: Expiry


def home(person: Person, now: datetime) -> dict[str, Any]:
    """Everything on /meetings/. The number of queries does not grow with the rows."""
    today = clock.local_day(now)
    lines = series_lines(person, today, now)
    meetings = list(coming(person, now)[:MOST_COMING])
    return {
        "running": [meeting for meeting in meetings if meeting.state == Meeting.State.RUNNING],
        "meetings": [meeting for meeting in meetings if meeting.state != Meeting.State.RUNNING],
        "recent": list(recent(person)[:3]),
        "series": [line for line in lines if line.series.state == Series.State.ACTIVE],
        "closed": [line for line in lines if line.series.state == Series.State.CLOSED],
        "balls": balls_of_mine(person),
        # Closer than this an agenda that is missing stands out.
        "soon": now + timedelta(days=CHAIR_DAYS),
        "today": today,
        "now": now,
    }


def coming(person: Person, now: datetime) -> QuerySet[Meeting]:
    """My meetings that are planned or running, the next one first; one that should be over stays until it is ended."""
    return (
        Meeting.objects.visible_to(person)
        .filter(Q(state=Meeting.State.RUNNING) | Q(state=Meeting.State.PLANNED, ends_at__gt=now))
        .select_related("series", "chair")
        .annotate(item_count=Count("items"))
        .order_by("starts_at", "pk")
    )


def next_few(person: Person) -> list[Meeting]:
    """The next meetings for the person's own page."""
    return list(coming(person, clock.now())[:FEW])


def recent(person: Person) -> QuerySet[Meeting]:
    """My meetings that were held, the latest first."""
    return (
        Meeting.objects.visible_to(person)
        .filter(state=Meeting.State.HELD)
        .select_related("series", "chair")
        .order_by("-starts_at", "pk")
    )


def series_lines(person: Person, today: date, now: datetime) -> list[SeriesLine]:
    """My series in Danish order, with how many are in them and when they meet next: one query."""
    planned = Q(meetings__state=Meeting.State.PLANNED, meetings__ends_at__gt=now)
    rows = (
        Series.objects.visible_to(person)
        .select_related("chair", "unit")
        .annotate(
            people=Count("memberships", distinct=True),
            next_at=Min("meetings__starts_at", filter=planned),
        )
    )
    return [
        SeriesLine(
            series=row,
            people=row.people,  # type: ignore[attr-defined]  # annotated above
            next_at=row.next_at,  # type: ignore[attr-defined]  # annotated above
            expiry=expiry(row.expires_on, today),
        )
        for row in rows
    ]


def balls_of_mine(person: Person) -> list[FollowUp]:
    """Open actions from my latest meetings, mine before the others', earliest first: two queries."""
    meetings = recent(person).values_list("pk", flat=True)[:RECENT_MEETINGS]
    rows = list(of_source(SOURCE, meetings).filter(state=FollowUp.State.OPEN).order_by("due_on", "pk")[:MOST_BALLS])
    return sorted(rows, key=lambda row: row.owner_id != person.pk)
