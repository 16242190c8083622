"""What the daily run does for development goals, and what happens to them when a person is forgotten."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.competences.actions.development_promises import SOURCE
from haandgreb.competences.actions.development_sharing import withdraw_where_manager_changed
from haandgreb.competences.models import DevelopmentGoal, DevelopmentGoalVersion, GoalFollowUp, Support
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person

State = DevelopmentGoal.State


def daily(today: date) -> None:
    """What was shared with an earlier manager is hers alone again."""
    withdraw_where_manager_changed(today)


@transaction.atomic
def forget(person: Person) -> None:
    """Her goals go, with what was promised for them; in those of others she stays only as nobody."""
    mine = DevelopmentGoal.objects.filter(person=person)
    FollowUp.objects.filter(source=SOURCE, source_id__in=list(mine.values_list("pk", flat=True))).delete()
    mine.delete()
    shared = DevelopmentGoal.objects.filter(shared_with=person, state=State.SHARED)
    shared.update(state=State.PRIVATE, shared_at=None, yes_by=None, yes_version=None, yes_at=None)
    for name in ("shared_with", "yes_by", "agreed_with", "changed_by"):
        DevelopmentGoal.objects.filter(**{name: person}).update(**{name: None})
    DevelopmentGoalVersion.objects.filter(written_by=person).update(written_by=None)
    Support.objects.filter(who=person).update(who=None)
    GoalFollowUp.objects.filter(held_with=person).update(held_with=None)
