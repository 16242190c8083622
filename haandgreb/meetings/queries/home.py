"""What the meetings' own front page asks: what comes, which series, who has the ball."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings.models import Meeting, Membership, Series
from haandgreb.meetings.rules.deadlines import CHAIR_DAYS, Expiry, expiry
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

SOURCE = "meetings"
MOST_COMING, MOST_BALLS, RECENT_MEETINGS = 8, 12, 40
MOST_SERIES, MOST_CLOSED = 50, 20
FEW = 4


@dataclass(frozen=True)
class SeriesLine:
    """A series in the list, how many are in it, when it meets next, and whether it runs out."""

    series: Series
    people: int
    next_at: datetime | None
    expiry: Expiry


def home(person: Person, now: datetime, number: str | None = None) -> dict[str, Any]:
    """Everything on /meetings/; `number` is the page of the series. Its queries do not grow with the rows."""
    today = clock.local_day(now)
    page, lines = series_page(person, today, now, number)
    meetings = list(coming(person, now).prefetch_related("items")[:MOST_COMING])
    return {
        "running": [meeting for meeting in meetings if meeting.state == Meeting.State.RUNNING],
        "meetings": [meeting for meeting in meetings if meeting.state != Meeting.State.RUNNING],
        "recent": list(recent(person)[:3]),
        "series": lines,
        "series_page": page,
        "closed": list(closed(person)[:MOST_CLOSED]),
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


def closed(person: Person) -> QuerySet[Series]:
    """My closed series, the latest closed first."""
    return Series.objects.visible_to(person).filter(state=Series.State.CLOSED).order_by("-closed_on", "sort_key")


def series_page(
    person: Person, today: date, now: datetime, number: str | None
) -> tuple[Page[Series], list[SeriesLine]]:
    """A page of my running series in Danish order, with how many are in them and when they meet next. Four queries."""
    rows = Series.objects.visible_to(person).filter(state=Series.State.ACTIVE)
    page = Paginator(rows, MOST_SERIES).get_page(number)
    # Only for the rows of this page: the database would count for all of them before it cuts.
    ids = [row.pk for row in page]
    members = Membership.objects.filter(series__in=ids).values_list("series").annotate(Count("pk"))
    coming_ones = Meeting.objects.filter(series__in=ids, state=Meeting.State.PLANNED, ends_at__gt=now).order_by()
    people, next_at = dict(members), dict(coming_ones.values_list("series").annotate(Min("starts_at")))
    lines = [SeriesLine(row, people.get(row.pk, 0), next_at.get(row.pk), expiry(row.expires_on, today)) for row in page]
    return page, lines


def balls_of_mine(person: Person) -> list[FollowUp]:
    """Open actions from my latest meetings, mine before the others', earliest first: two queries."""
    meetings = recent(person).values_list("pk", flat=True)[:RECENT_MEETINGS]
    rows = list(of_source(SOURCE, meetings).filter(state=FollowUp.State.OPEN).order_by("due_on", "pk")[:MOST_BALLS])
    return sorted(rows, key=lambda row: row.owner_id != person.pk)
