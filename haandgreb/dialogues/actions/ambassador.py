"""MUS-08: five statements about oneself, sealed, for oneself alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from haandgreb.dialogues.models import Ambassador
from haandgreb.organisation.models import Person
from haandgreb.shared import clock


@transaction.atomic
def reflect(person: Person, answers: Mapping[str, bool]) -> None:
    """Keep the person's own answers in place of her earlier ones. No trail: nobody else has anything to do with it."""
    row = Ambassador.objects.select_for_update().filter(person=person).first() or Ambassador(person=person)
    row.answers, row.changed_at = dict(answers), clock.now()
    row.save()


@transaction.atomic
def forget(person: Person) -> None:
    """The person's own answers go."""
    Ambassador.objects.filter(person=person).delete()
