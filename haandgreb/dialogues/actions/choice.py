"""Whom somebody has picked to talk with she may agree with on her development: organisation keeps the choice."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from haandgreb.dialogues.models import Dialogue
from haandgreb.organisation.actions.choosing import choose_managers
from haandgreb.organisation.models import ChosenManager, Person


def follow_choice(person: Person, *, by: Person | None) -> bool:
    """Call where a dialogue of hers got its manager or is over; whether the choice is another one now."""
    return choose_managers(person, _picked([person.pk]).get(person.pk, set()), by=by)


def follow_choices() -> int:
    """The same for everybody who has picked somebody, or had; how many choices are other ones now."""
    picked = _picked(None)
    standing = ChosenManager.objects.filter(valid_to=None).values_list("person", flat=True)
    people = Person.objects.filter(pk__in={*picked, *standing})
    return sum(choose_managers(one, picked.get(one.pk, set()), by=None) for one in people)


def _picked(people: Iterable[UUID] | None) -> dict[UUID, set[UUID]]:
    rows = Dialogue.objects.open().filter(is_picked=True, manager__isnull=False)
    if people is not None:
        rows = rows.filter(person__in=list(people))
    found: dict[UUID, set[UUID]] = {}
    for person, manager in rows.order_by().values_list("person", "manager"):
        if manager is not None:
            found.setdefault(person, set()).add(manager)
    return found
