"""Competences, profiles and levels for the tests. Nothing is random."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from haandgreb.competences.actions.catalogue import give_column
from haandgreb.competences.models import (
    AgreedLevel,
    Competence,
    EngagementProfile,
    Importance,
    Requirement,
    RoleProfile,
    Wheel,
)
from haandgreb.competences.rules.wheel import with_level
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import LONG_AGO
from haandgreb.shared import clock
from haandgreb.strategy.models import StrategicGoal


def make_competence(title: str = "Klart sprog", **facts: Any) -> Competence:
    """An own entry of the catalogue."""
    return Competence.objects.create(title=title, **facts)


def make_profile(
    title: str = "Sagsbehandler",
    requirements: Mapping[Competence, int] | None = None,
    valid_from: date = LONG_AGO,
    **facts: Any,
) -> RoleProfile:
    """A role profile that asks for these levels."""
    profile = RoleProfile.objects.create(title=title, **facts)
    for competence, level in (requirements or {}).items():
        require_level(profile, competence, level, valid_from=valid_from)
    return profile


def require_level(
    profile: RoleProfile,
    competence: Competence,
    level: int = 3,
    *,
    importance: int = Importance.NORMAL,
    goal: StrategicGoal | None = None,
    valid_from: date = LONG_AGO,
    **facts: Any,
) -> Requirement:
    """The profile asks for the level."""
    give_column(competence)
    said = goal.versions.first() if goal is not None else None
    return Requirement.objects.create(
        profile=profile,
        competence=competence,
        level=level,
        importance=importance,
        goal=goal,
        said=said,
        valid_from=valid_from,
        **facts,
    )


def give_profile(person: Person, profile: RoleProfile, **facts: Any) -> list[EngagementProfile]:
    """All the person's engagements have the profile, from the day each begins."""
    facts.setdefault("source", EngagementProfile.Source.HAND)
    return [
        EngagementProfile.objects.create(
            engagement=engagement, profile=profile, **{"valid_from": engagement.valid_from, **facts}
        )
        for engagement in person.engagements.all()
    ]


def agree(
    person: Person, competence: Competence, level: int, *, day: date | None = None, agreed_with: Person | None = None
) -> AgreedLevel:
    """The level is agreed from the day (today); an earlier one ends, and the row of levels follows."""
    day = day or clock.today()
    AgreedLevel.objects.filter(person=person, competence=competence, valid_to=None).update(valid_to=day)
    agreed = AgreedLevel.objects.create(
        person=person,
        competence=competence,
        level=level,
        valid_from=day,
        agreed_at=clock.now(),
        agreed_with=agreed_with,
    )
    wheel, _new = Wheel.objects.get_or_create(person=person)
    wheel.levels = with_level(bytes(wheel.levels), give_column(competence), level)
    wheel.save()
    return agreed
