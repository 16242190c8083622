"""A unit has begun a round together."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.dialogues.models import JointStart, Round
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit


@transaction.atomic
def mark_held(round_: Round, unit: Unit, *, on: date, by: Person) -> JointStart:
    """The joint start was held on the day; a second time changes nothing."""
    found, is_new = JointStart.objects.get_or_create(round=round_, unit=unit, defaults={"held_on": on, "marked_by": by})
    if is_new:
        audit.record("joint start held", by=by, about=round_, unit=str(unit.pk))
    return found


@transaction.atomic
def take_back(round_: Round, unit: Unit, *, by: Person) -> bool:
    """It was not held after all; whether there was something to take back."""
    gone, _each = JointStart.objects.filter(round=round_, unit=unit).delete()
    if gone:
        audit.record("joint start taken back", by=by, about=round_, unit=str(unit.pk))
    return bool(gone)
