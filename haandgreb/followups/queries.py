"""What pages ask about promised things."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person

SHOWN_DONE_DAYS = 30


def of_source(source: str, ids: Iterable[UUID]) -> QuerySet[FollowUp]:
    """The promised things that came from these objects of a capability, with their owners."""
    return FollowUp.objects.filter(source=source, source_id__in=list(ids)).select_related("owner")


def open_of(person: Person) -> QuerySet[FollowUp]:
    """What the person has promised and not closed, earliest first."""
    return FollowUp.objects.visible_to(person).open()


def own_page(person: Person, today: date) -> dict[str, Any]:
    """The person's list: late, this week, later, and what was closed lately. Two queries."""
    rows = list(open_of(person).prefetch_related("moves"))
    week = today + timedelta(days=7)
    closed = FollowUp.objects.visible_to(person).exclude(state=FollowUp.State.OPEN)
    return {
        "late": [row for row in rows if row.due_on < today],
        "soon": [row for row in rows if today <= row.due_on <= week],
        "later": [row for row in rows if row.due_on > week],
        "closed": list(closed.filter(closed_on__gte=today - timedelta(days=SHOWN_DONE_DAYS)).order_by("-closed_on")),
        "today": today,
    }
