"""Competences, profiles and agreed levels for everybody in the synthetic organisation; and how long counting takes."""

from __future__ import annotations

import random
import time
from datetime import date

from django.db import transaction
from django.urls import reverse

from bench.staff import TITLES
from haandgreb.competences.actions.gap import release_when_due
from haandgreb.competences.models import Competence, EngagementProfile, Requirement, RoleProfile, UnitGap, Wheel
from haandgreb.competences.queries.counting import workforce
from haandgreb.organisation.models import Engagement, Person, Unit, UnitManager
from haandgreb.shared import clock

COMPETENCES, ASKED = 40, 40
LONG_AGO = date(2020, 1, 1)
chance = random.Random("skills")


def fill() -> None:
    """Forty competences, a profile for each job title that asks for all of them, and a row of levels for everybody."""
    competences = [Competence(title=f"Kompetence {number:02}", column=number) for number in range(COMPETENCES)]
    for one in competences:
        one.fill_keys()
    profiles = {title: RoleProfile(title=title) for title in TITLES}
    for profile in profiles.values():
        profile.fill_keys()
    with transaction.atomic():
        Competence.objects.bulk_create(competences)
        RoleProfile.objects.bulk_create(profiles.values())
        Requirement.objects.bulk_create(
            Requirement(
                profile=profile, competence=one, level=chance.randint(1, 5), importance=chance.randint(1, 3),
                valid_from=LONG_AGO,
            )
            for profile in profiles.values()
            for one in competences[:ASKED]
        )  # fmt: skip
        EngagementProfile.objects.bulk_create(
            (
                EngagementProfile(engagement_id=pk, profile=profiles[title], source="title", valid_from=LONG_AGO)
                for pk, title in Engagement.objects.order_by().values_list("pk", "job_title")
            ),
            batch_size=5000,
        )
        Wheel.objects.bulk_create(
            (Wheel(person_id=pk, levels=_levels()) for pk in Person.objects.order_by().values_list("pk", flat=True)),
            batch_size=5000,
        )


def _levels() -> bytes:
    """Nine of ten levels are agreed, about half of them below what is asked."""
    return bytes(chance.randint(1, 6) if chance.random() < 0.9 else 0 for _ in range(COMPETENCES))


def measure() -> dict[str, float]:
    """Seconds: reading and counting everybody in every unit; and the whole counting of a night, shown lines kept."""
    began = time.perf_counter()
    force = workforce(clock.today())
    read = time.perf_counter()
    found = {unit: force.columns.named(tally) for unit, tally in force.by_unit().items()}
    counted = time.perf_counter()
    assert len(found) > 1
    release_when_due(clock.today())
    return {
        "people": len(force.tallies),
        "count": counted - began,
        "reading": read - began,
        "night": time.perf_counter() - counted,
        "lines": UnitGap.objects.count(),
    }


def pages(manager: Person) -> dict[str, str]:
    """The gap of a team, for its manager, and of the whole workplace as one unit, for its head."""
    team = Unit.objects.filter(managers__person=manager).first()
    root = Unit.objects.filter(parent=None).first()
    assert team is not None
    assert root is not None
    return {
        "team gap": reverse("competences:unit_gap", args=[team.pk]),
        "whole gap": reverse("competences:unit_gap", args=[root.pk]),
    }


def director() -> Person:
    """Who manages the top unit."""
    # Asked from the post: seen from the person, who manages nothing has no parent of a unit either.
    found = UnitManager.objects.filter(unit__parent=None).select_related("person").first()
    assert found is not None
    assert found.person is not None
    return found.person
