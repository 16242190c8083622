"""Small things the views of meetings share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from haandgreb.followups.forms import PromiseForm
from haandgreb.meetings.models import Meeting, Series
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

PROMISE_DAYS = 7


def series_of(request: PersonRequest, series_id: UUID) -> Series:
    """A series this person may see, or 404."""
    rows = Series.objects.visible_to(request.user).select_related("chair", "owner", "unit")
    return get_object_or_404(rows, pk=series_id)


def meeting_of(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """A meeting this person may see, or 404."""
    rows = Meeting.objects.visible_to(request.user).select_related("series", "chair", "minute_taker", "timekeeper")
    return get_object_or_404(rows, pk=meeting_id)


def people_in(meeting: Meeting) -> QuerySet[Person]:
    """Those who are asked to the meeting, in Danish order."""
    return Person.objects.filter(pk__in=meeting.attendances.values("person")).order_by("sort_key", "pk")


def ball_form(meeting: Meeting, data: Any = None) -> PromiseForm:
    """Who has the ball, proposed for a week from today."""
    due_on = clock.today() + timedelta(days=PROMISE_DAYS)
    return PromiseForm(people_in(meeting), data, prefix="ball", initial={"due_on": due_on})
