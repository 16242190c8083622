"""What the daily run does for development goals, and what happens to them when a person is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.competences.actions.development_promises import SOURCE
from haandgreb.competences.actions.development_sharing import withdraw_where_manager_changed
from haandgreb.competences.models import DevelopmentGoal, DevelopmentGoalVersion, GoalFollowUp, Support
from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import DataClass, data_classes, read_classes
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.leavers import gone_before
from haandgreb.shared import clock

State = DevelopmentGoal.State
CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping.toml"
OF_LEAVERS = "leaver-goals"


def classes() -> list[DataClass]:
    """What of competences is kept for how long."""
    return read_classes(CLASSES)


def daily(today: date) -> None:
    """What was shared with an earlier manager is hers alone again; goals of who left long ago go."""
    withdraw_where_manager_changed(today)
    let_leavers_go(today)


def let_leavers_go(today: date) -> LetGo:
    """
    The goals of those who have left, when their days are over, past the archive gate; promises for them go along.

    Nobody reads them from the day she left: a manager reads the goals of who works for her today.
    """
    gone = gone_before(today - timedelta(days=gate.days_of(data_classes()[OF_LEAVERS])))
    return _let_go(DevelopmentGoal.objects.filter(person__in=gone.values("pk")))


def _let_go(goals: QuerySet[DevelopmentGoal]) -> LetGo:
    ids = list(goals.values_list("pk", flat=True))
    result = let_go(data_classes()[OF_LEAVERS], goals, people=_people, now=clock.now())
    left = set(DevelopmentGoal.objects.filter(pk__in=ids).values_list("pk", flat=True))
    _forget_promises(one for one in ids if one not in left)
    return result


def _people(rows: QuerySet[Any]) -> tuple[str, ...]:
    return ("person",)


def _forget_promises(goals: Iterable[UUID]) -> None:
    FollowUp.objects.filter(source=SOURCE, source_id__in=list(goals)).delete()


@transaction.atomic
def forget(person: Person) -> None:
    """
    Her goals go past the archive gate, with what was promised for them; in those of others she stays only as nobody.

    Where the gate holds them back nobody reads them: she has left.
    """
    _let_go(DevelopmentGoal.objects.filter(person=person))
    shared = DevelopmentGoal.objects.filter(shared_with=person, state=State.SHARED)
    shared.update(state=State.PRIVATE, shared_at=None, yes_by=None, yes_version=None, yes_at=None)
    for name in ("shared_with", "yes_by", "agreed_with", "changed_by"):
        DevelopmentGoal.objects.filter(**{name: person}).update(**{name: None})
    DevelopmentGoalVersion.objects.filter(written_by=person).update(written_by=None)
    Support.objects.filter(who=person).update(who=None)
    GoalFollowUp.objects.filter(held_with=person).update(held_with=None)
