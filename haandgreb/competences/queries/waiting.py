"""What waits for a person because of levels, development goals and role profiles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists

from haandgreb.competences.queries import development_home, level_waiting, profile_pages
from haandgreb.organisation.models import Person
from haandgreb.shared.passport import Waiting


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """Levels proposed to her; her goals and those of her staff; for HR, roles. One query where nothing may wait."""
    levels = Exists(level_waiting.proposals_to(person))
    goals = Exists(development_home.may_wait(person, today))
    of_levels, of_goals = Person.objects.filter(pk=person.pk).values_list(levels, goals).get()
    if of_levels:
        yield from level_waiting.waiting_for(person, today)
    if of_goals:
        yield from development_home.waiting_for(person, today)
    yield from profile_pages.waiting_for(person, today)
