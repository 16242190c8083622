"""Who opened a development goal: a line in the trail, written in the request that shows it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.goal_opening import OPENED
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.models import AuditEntry

AGAIN = timedelta(hours=1)


@transaction.atomic
def note_opening(goal: DevelopmentGoal, *, by: Person) -> None:
    """Somebody else than the person has opened her goal: she can read who and when. Once an hour for each."""
    if by.pk == goal.person_id:
        return
    since = clock.now() - AGAIN
    if not AuditEntry.objects.filter(about_id=goal.pk, action=OPENED, actor=by.pk, at__gt=since).exists():
        audit.record(OPENED, by=by, about=goal, role="manager")
