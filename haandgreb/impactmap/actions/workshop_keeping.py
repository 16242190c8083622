"""What is deleted when its days are over, and what happens when somebody is forgotten."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from haandgreb.impactmap.actions import workshop as acts
from haandgreb.impactmap.models import Workshop, WorkshopMark, WorkshopNote, WorkshopPerson
from haandgreb.impactmap.rules.workshop import KEPT_DAYS
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


@transaction.atomic
def daily(today: date) -> None:
    """
    Notes, marks and counts of workshops closed thirty days ago go; what came of them stays on the map.

    A workshop nobody closed is closed thirty days after it began. Harmless when run twice.
    """
    for forgotten in Workshop.objects.filter(state=Workshop.State.RUNNING, began_at__lt=_before(today, KEPT_DAYS)):
        acts.close(forgotten, by=None)
    old = Workshop.objects.filter(state=Workshop.State.CLOSED, closed_at__lt=_before(today, KEPT_DAYS - 1))
    gone, _kinds = WorkshopNote.objects.filter(workshop__in=old).delete()
    WorkshopMark.objects.filter(workshop__in=old).delete()
    for workshop in old.filter(verdicts__isnull=False).distinct():
        workshop.verdicts.all().delete()
    if gone:
        audit.record("old workshop notes deleted", notes=gone)


@transaction.atomic
def forget(person: Person) -> None:
    """She is in no workshop any more; what is hers alone goes, and what the group put on the map stays."""
    WorkshopNote.objects.filter(writer=person).delete()
    WorkshopMark.objects.filter(person=person).delete()
    WorkshopPerson.objects.filter(person=person).delete()
    Workshop.objects.filter(facilitator=person).update(facilitator=None)
    Workshop.objects.filter(planned_by=person).update(planned_by=None)


def _before(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(0), tzinfo=clock.COPENHAGEN)
