"""What pages ask about promised things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet

from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.shared.passport import capabilities

SHOWN_DONE_DAYS = 30
ROWS_A_PAGE = 50


def of_source(source: str, ids: Iterable[UUID]) -> QuerySet[FollowUp]:
    """The promised things that came from these objects of a capability, with their owners."""
    return FollowUp.objects.filter(source=source, source_id__in=list(ids)).select_related("owner")


def open_of(person: Person) -> QuerySet[FollowUp]:
    """What the person has promised and not closed, earliest first."""
    return FollowUp.objects.visible_to(person).open()


def link_what_is_seen(person: Person, rows: Sequence[FollowUp]) -> Sequence[FollowUp]:
    """Take the way back off promises whose meeting or check the person cannot open: who promises need not have been in.

    Asks each capability once. The rows are only changed here, not in the database.
    """
    for capability in capabilities():
        ids = {row.source_id for row in rows if row.source == capability.label and row.source_id is not None}
        if not ids:
            continue
        seen = capability.seen_by(person, ids)
        for row in rows:
            if row.source_id in ids - seen:
                row.source_url = ""
    return rows


def own_page(person: Person, today: date, number: str = "") -> dict[str, Any]:
    """One page of the person's list, earliest first: late, this week, later; and what was closed lately."""
    page = Paginator(open_of(person), ROWS_A_PAGE).get_page(number)
    rows = link_what_is_seen(person, list(page.object_list))
    week = today + timedelta(days=7)
    closed = FollowUp.objects.visible_to(person).exclude(state=FollowUp.State.OPEN)
    recent = closed.filter(closed_on__gte=today - timedelta(days=SHOWN_DONE_DAYS)).order_by("-closed_on", "pk")
    return {
        "late": [row for row in rows if row.due_on < today],
        "soon": [row for row in rows if today <= row.due_on <= week],
        "later": [row for row in rows if row.due_on > week],
        "closed": link_what_is_seen(person, list(recent[:ROWS_A_PAGE])),
        "page": page,
        "today": today,
    }
