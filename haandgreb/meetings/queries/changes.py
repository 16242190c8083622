"""Who changed something last, for those who meant to change it too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haandgreb.meetings.models import Meeting, Series
from haandgreb.organisation.models import Person
from haandgreb.shared.models import AuditEntry


@dataclass(frozen=True)
class Change:
    """Somebody, and when; nobody where it is not known any more."""

    person: Person | None = None
    at: datetime | None = None


def last_change(thing: Series | Meeting, action: str) -> Change:
    """The latest such act on the thing, from the audit trail."""
    entry = AuditEntry.objects.filter(about_id=thing.pk, action=action).order_by("-id").first()
    if entry is None or entry.actor is None:
        return Change()
    return Change(Person.objects.filter(pk=entry.actor).first(), entry.at)
