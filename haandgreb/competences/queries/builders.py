"""Whose development goals, and whose role profiles, hang on something further down the map."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.profile_pages import keepers_of
from haandgreb.organisation.models import Person, PersonQuerySet
from haandgreb.shared import clock
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal


def builders_on(thing: Any) -> PersonQuerySet:
    """
    The people, also where only they can see the goal: it is they who are told, nobody else learns of it. Of a goal that
    a role profile names also HR, who keep the profiles.
    """
    hangs = {StrategicGoal: "goal", Result: "result", PracticeChange: "practice"}
    name = hangs.get(type(thing))
    if name is None:
        return Person.objects.none()
    goals = DevelopmentGoal.objects.filter(Q(**{name: thing})).exclude(status=DevelopmentGoal.Status.REPLACED)
    people = Person.objects.filter(pk__in=goals.values("person"))
    return people | keepers_of(thing, clock.today()) if isinstance(thing, StrategicGoal) else people
