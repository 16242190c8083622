"""What waits for a person because of levels, development goals and role profiles."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from haandgreb.competences.queries import development_home, level_waiting, profile_pages
from haandgreb.organisation.models import Person
from haandgreb.shared.passport import ALL, Waiting


def may_wait(person: Person, today: date) -> dict[str, QuerySet[Any]]:
    """Proposals to her, goals, and roles that name a closed goal: each wider than what waits."""
    return {
        "levels": level_waiting.proposals_to(person),
        "goals": development_home.may_wait(person, today),
        "profiles": profile_pages.may_wait(person),
    }


def waiting_for(person: Person, today: date, may: Container[str] = ALL) -> Iterator[Waiting]:
    """Levels proposed to her; her goals and those of her staff; for HR, roles."""
    if "levels" in may:
        yield from level_waiting.waiting_for(person, today)
    if "goals" in may:
        yield from development_home.waiting_for(person, today)
    if "profiles" in may:
        yield from profile_pages.waiting_for(person, today)
