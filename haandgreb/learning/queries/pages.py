"""What the page of one enrolment and the page of all ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haandgreb.learning.models import Enrolment
from haandgreb.organisation.models import Person

State = Enrolment.State
OVER = (State.ABSENT, State.CANCELLED, State.REPLACED)
FEW = 10


@dataclass(frozen=True)
class Mine:
    """The person's own: under way, the latest that were completed with how many there are, and what came to nothing."""

    under_way: Sequence[Enrolment]
    completed: Sequence[Enrolment]
    more: int
    ended: Sequence[Enrolment]


def mine(person: Person) -> Mine:
    """Each kind, the latest first; a no is read until she asks anew or lets it go."""
    rows = Enrolment.objects.filter(person=person, plan__hidden_at=None).select_related("activity")
    done = rows.filter(state=State.COMPLETED).order_by("-completed_on", "pk")
    others = list(rows.exclude(state=State.COMPLETED))
    completed = list(done[: FEW + 1])
    return Mine(
        under_way=[one for one in others if one.state not in OVER],
        completed=completed[:FEW],
        more=done.count() - FEW if len(completed) > FEW else 0,
        ended=[one for one in others if one.state in OVER],
    )


def enrolment_seen(person: Person, enrolment_id: UUID, today: date) -> Enrolment | None:
    """The enrolment with what its page names; None where the person may not know of it."""
    found = Enrolment.objects.visible_to(person, today).filter(pk=enrolment_id, plan__hidden_at=None)
    return found.select_related("person", "activity", "activity__provider", "offering", "plan").first()
