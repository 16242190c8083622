"""What the page of one enrolment and the page of all ask."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from haandgreb.learning.models import Enrolment
from haandgreb.organisation.models import Person


def mine(person: Person) -> list[Enrolment]:
    """The person's own, the latest first."""
    rows = Enrolment.objects.filter(person=person, plan__hidden_at=None)
    return list(rows.select_related("activity", "activity__provider", "offering"))


def enrolment_seen(person: Person, enrolment_id: UUID, today: date) -> Enrolment | None:
    """The enrolment with what its page names; None where the person may not know of it."""
    found = Enrolment.objects.visible_to(person, today).filter(pk=enrolment_id, plan__hidden_at=None)
    return found.select_related("person", "activity", "activity__provider", "offering", "plan").first()
