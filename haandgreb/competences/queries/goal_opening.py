"""Who has opened a development goal: read by the person whose it is, and nobody else. Kept as long as the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.organisation.models import Person
from haandgreb.shared.models import AuditEntry

OPENED = "development goal opened"
MOST = 20


@dataclass(frozen=True)
class Opening:
    """Somebody opened it; `name` is "–" where that one is forgotten."""

    name: str
    at: datetime


def openings_of(goal: DevelopmentGoal) -> Sequence[Opening]:
    """The latest openings by others than the person; two queries."""
    rows = list(AuditEntry.objects.filter(about_id=goal.pk, action=OPENED).order_by("-at")[:MOST])
    people = Person.objects.in_bulk([row.actor for row in rows if row.actor is not None])
    return [Opening(people[row.actor].name if row.actor in people else "–", row.at) for row in rows]
