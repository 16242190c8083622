"""What happens to direction and goals when somebody is erased."""

from __future__ import annotations

from django.db import transaction

from haandgreb.organisation.models import Person
from haandgreb.strategy.models import (
    Barrier,
    GoalVersion,
    Measurement,
    PracticeChange,
    Result,
    Statement,
    StrategicGoal,
)


@transaction.atomic
def forget(person: Person) -> None:
    """Her name leaves what the workplace wrote; what she wrote for herself alone goes."""
    for model in (StrategicGoal, Result, Barrier):
        model._default_manager.filter(owner=person).update(owner=None)
    for written in (Statement, GoalVersion, Measurement):
        written._default_manager.filter(written_by=person).update(written_by=None)
    PracticeChange.objects.filter(person=person).delete()
