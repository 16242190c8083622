"""What the roles of people ask of them on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from haandgreb.competences.models import EngagementProfile, Requirement
from haandgreb.competences.rules.requirements import Asked, asked_by_all
from haandgreb.organisation.models import Person, valid_on

People = Iterable[Person] | QuerySet[Person] | None
"""Some people, a queryset of them, or None for everybody."""

ByCompetence = Mapping[UUID, Asked]
"""Competence id → what is asked for."""


def required_of(people: People, day: date) -> dict[UUID, ByCompetence]:
    """
    What each person is asked for on the day, over all her engagements; two queries however many people.

    Everybody given as a list has an answer; of a queryset, or everybody, only those who have a profile that day. People
    with the same profiles share one answer: read it, do not change it.
    """
    held = profiles_of(people, day)
    by_profile = asked_by_profiles({profile for profiles in held.values() for profile in profiles}, day)
    answers: dict[frozenset[UUID], ByCompetence] = {}
    for profiles in set(held.values()):
        answers[profiles] = asked_by_all(by_profile.get(profile, {}) for profile in profiles)
    return {person: answers[profiles] for person, profiles in held.items()}


def required_of_one(person: Person, day: date) -> ByCompetence:
    """What the person is asked for on the day."""
    return required_of([person], day)[person.pk]


def profiles_of(people: People, day: date) -> dict[UUID, frozenset[UUID]]:
    """Person id → ids of the profiles her engagements have on the day; one query."""
    rows = EngagementProfile.objects.on(day).filter(valid_on(day, "engagement__"))
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    if isinstance(people, QuerySet):
        rows = rows.filter(engagement__person__in=people.order_by().values("pk"))
    elif people is not None:
        found.update({person.pk: set() for person in people})
        rows = rows.filter(engagement__person__in=list(found))
    for person, profile in rows.order_by().values_list("engagement__person_id", "profile_id"):
        found[person].add(profile)
    return {person: frozenset(profiles) for person, profiles in found.items()}


def asked_by_profiles(profiles: Iterable[UUID], day: date) -> dict[UUID, dict[UUID, Asked]]:
    """Profile id → what it asks for on the day; one query."""
    rows = Requirement.objects.filter(valid_on(day), profile__in=list(profiles)).order_by()
    found: defaultdict[UUID, dict[UUID, Asked]] = defaultdict(dict)
    for profile, competence, level, importance, goal in rows.values_list(
        "profile_id", "competence_id", "level", "importance", "goal_id"
    ):
        goals = frozenset([goal]) if goal is not None else frozenset()
        found[profile][competence] = Asked(level, importance, goals)
    return found
