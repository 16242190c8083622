"""Who may see and do what with competences."""

from __future__ import annotations

from datetime import date

from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import acts_as_manager
from haandgreb.organisation.queries.managers import managers_of


def is_nearest_manager(viewer: Person, person: Person, today: date) -> bool:
    """Today's nearest manager, acting as such: not a deputy, not a manager further up, not one who acts as HR now."""
    if viewer.pk == person.pk or not acts_as_manager(viewer, today):
        return False
    return viewer in managers_of(person, today)


def may_see_levels(viewer: Person, person: Person, today: date) -> bool:
    """
    A person's agreed levels, by name, are seen by
    - the person herself
    - her nearest manager today, or each of them
    and by nobody else: no colleague, manager further up, HR, works council or administrator. Her own estimates,
    evidence and wishes are hers alone; a nearest manager sees what she has shared with that very manager.
    (confidentiality 2)
    """
    return viewer.pk == person.pk or is_nearest_manager(viewer, person, today)


def may_agree_levels(by: Person, person: Person, manager: Person, today: date) -> bool:
    """A level is agreed between the person and one who is her nearest manager today; one of the two acts."""
    return by in (person, manager) and manager in managers_of(person, today)
