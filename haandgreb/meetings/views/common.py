"""Small things the views of meetings share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from haandgreb.followups.forms import PromiseForm
from haandgreb.meetings.models import Meeting, Series
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, drafts, once

PROMISE_DAYS = 7


def series_of(request: PersonRequest, series_id: UUID) -> Series:
    """A series this person may see, or 404."""
    rows = Series.objects.visible_to(request.user).select_related("chair", "owner", "unit")
    return get_object_or_404(rows, pk=series_id)


def meeting_of(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """A meeting this person may see, or 404."""
    rows = Meeting.objects.visible_to(request.user).select_related("series", "chair", "minute_taker", "timekeeper")
    return get_object_or_404(rows, pk=meeting_id)


def require(allowed: bool) -> None:
    """403 unless allowed."""
    if not allowed:
        raise PermissionDenied


def only_once(request: PersonRequest, act: Callable[[], str]) -> tuple[str, bool]:
    """
    Do the act, which returns the address it leads to, unless this form was sent before.

    Gives the address, and whether the act was done now; a second press leads to the first result.
    """
    with transaction.atomic():
        earlier = once.claim(request)
        if earlier is not None:
            return earlier, False
        address = act()
        once.settle(request, address)
    return address, True


def people_in(meeting: Meeting) -> QuerySet[Person]:
    """Those who are asked to the meeting, in Danish order."""
    return Person.objects.filter(pk__in=meeting.attendances.values("person")).order_by("sort_key", "pk")


def with_draft(request: PersonRequest, key: str, form: forms.Form) -> bool:
    """Fill an unsent form with what this person had typed and not saved; False where there is nothing of the kind."""
    draft = drafts.find(request.user, key)
    if draft is None:
        return False
    for name, field in form.fields.items():
        if name in draft:
            several = getattr(field.widget, "allow_multiple_selected", False)
            form.initial[name] = draft.getlist(name) if several else draft.get(name)
    return True


def ball_form(meeting: Meeting, data: Any = None) -> PromiseForm:
    """Who has the ball, proposed for a week from today."""
    due_on = clock.today() + timedelta(days=PROMISE_DAYS)
    return PromiseForm(people_in(meeting), data, prefix="ball", initial={"due_on": due_on})


def number(request: PersonRequest, name: str) -> int:
    """A whole number a form sent; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def as_text(value: Any) -> str:
    """A form value as the text people see and send."""
    return "" if value is None else str(getattr(value, "pk", value))
