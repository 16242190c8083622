"""What goes into a person's calendar feed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from haandgreb.meetings.models import Meeting
from haandgreb.organisation.models import Person

BACK, AHEAD = timedelta(days=30), timedelta(days=400)


def for_feed(person: Person, now: datetime) -> QuerySet[Meeting]:
    """The meetings the person is in, from a month back; cancelled ones are left out. One query."""
    return (
        Meeting.objects.visible_to(person)
        .exclude(state=Meeting.State.CANCELLED)
        .filter(ends_at__gte=now - BACK, starts_at__lte=now + AHEAD)
        .order_by("starts_at", "pk")
    )
