"""Who manages whom today: found anew at every question, in as many queries for one as for a thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from haandgreb.organisation import permissions, rules
from haandgreb.organisation.models import (
    ChosenManager,
    Deputy,
    Engagement,
    Person,
    Unit,
    UnitManager,
    UnitQuerySet,
    valid_on,
)
from haandgreb.organisation.one_page import once_a_page

_AT_ONCE = 500


@once_a_page
def managers_of(person: Person, today: date) -> list[Person]:
    """The nearest manager(s) above the person, over all her engagements today; never herself; two queries."""
    return managers_of_many([person], today)[person.pk]


def managers_of_many(people: Iterable[Person], today: date) -> dict[UUID, list[Person]]:
    """The nearest manager(s) of each person, in two queries for all of them."""
    return _managers_at(_places([person.pk for person in people], today), today)


def _managers_at(places: dict[UUID, list[list[UUID]]], today: date) -> dict[UUID, list[Person]]:
    """The nearest manager(s) of each person by the chains of units she stands in; one query."""
    offices = _offices({unit for chains in places.values() for chain in chains for unit in chain}, today)
    found: dict[UUID, list[Person]] = {}
    for pk, chains in places.items():
        mine: dict[UUID, Person] = {}
        for chain in chains:
            for manager in _nearest(chain, offices, pk):
                mine[manager.pk] = manager
        found[pk] = list(mine.values())
    return found


@once_a_page
def may_agree_with(person: Person, today: date) -> list[Person]:
    """With whom she can agree on her development: her nearest manager(s), and whom she has chosen; three queries."""
    return may_agree_with_many([person], today)[person.pk]


def may_agree_with_many(people: Iterable[Person], today: date) -> dict[UUID, list[Person]]:
    """For each person her nearest manager(s), then whom she has chosen, while that one manages anything at all."""
    found = managers_of_many(people, today)
    for row in chosen_on(today).filter(person__in=list(found)).select_related("manager").order_by("valid_from"):
        if row.manager not in found[row.person_id]:
            found[row.person_id].append(row.manager)
    return found


def chosen_on(today: date) -> QuerySet[ChosenManager]:
    """Choices that hold today: whom they name manages something still."""
    managing = UnitManager.objects.in_office(today).order_by().values("person")
    return ChosenManager.objects.filter(valid_on(today), manager__in=managing)


def managers_above(person: Person, today: date) -> list[Person]:
    """Everybody who manages a unit on the way from the person to the root, nearest first; never herself or a peer."""
    places = _places([person.pk], today)[person.pk]
    offices = _offices({unit for chain in places for unit in chain}, today)
    found: dict[UUID, Person] = {}
    for chain in places:
        by_id = {manager.pk: manager for unit in chain for manager in offices.get(unit, ())}
        ids = rules.everyone_above([[one.pk for one in offices.get(unit, ())] for unit in chain], person.pk)
        found.update({pk: by_id[pk] for pk in ids})
    return list(found.values())


def unit_managers(units: Iterable[Unit], today: date) -> dict[UUID, list[Person]]:
    """Who manages each unit, from the nearest unit above where its own post is vacant; one query."""
    chains = {unit.pk: list(reversed(unit.ancestor_ids())) for unit in units}
    offices = _offices({step for chain in chains.values() for step in chain}, today)
    return {pk: _nearest(chain, offices, None) for pk, chain in chains.items()}


def own_managers(units: Sequence[UUID], today: date) -> dict[UUID, list[Person]]:
    """Who holds each unit's own post; no entry where it is vacant."""
    return _offices(set(units), today)


@once_a_page
def units_managed_by(person: Person, today: date, *, deputies: bool = False) -> list[Unit]:
    """The units the person is the nearest manager of today, vacant ones below included, in Danish order.

    With `deputies` also the units she stands in for. None where she has chosen to act as HR.
    """
    if not permissions.acts_as_manager(person, today):
        return []
    held_by_her = Q(pk__in=UnitManager.objects.in_office(today).filter(person=person).values("unit"))
    if deputies:
        held_by_her |= Q(pk__in=Deputy.objects.filter(valid_on(today), person=person).values("unit"))
    own = {unit.pk: unit for unit in Unit.objects.on(today).filter(held_by_her)}
    if not own:
        return []
    units = dict(own)
    children: dict[UUID, list[UUID]] = defaultdict(list)
    held: dict[UUID, list[UUID]] = {}
    # Only below a vacant post does the way lead on: a director of thousands of units is told by looking at a few.
    waiting = list(units)
    while waiting:
        below = list(Unit.objects.on(today).filter(parent__in=waiting))
        offices = UnitManager.objects.in_office(today).filter(unit__in=[unit.pk for unit in below])
        for unit_id, person_id in offices.values_list("unit", "person"):
            if person_id is not None:
                held.setdefault(unit_id, []).append(person_id)
        for unit in below:
            units[unit.pk] = unit
            if unit.parent_id is not None:
                children[unit.parent_id].append(unit.pk)
        waiting = [unit.pk for unit in below if unit.pk not in held]
    mine = rules.units_managed(children, held, list(own))
    return sorted((units[pk] for pk in mine), key=lambda unit: unit.sort_key)


def units_led_by(person: Person, today: date) -> UnitQuerySet:
    """The units the person manages and everything below them."""
    if not permissions.acts_as_manager(person, today):
        return Unit.objects.none()
    own = UnitManager.objects.in_office(today).filter(person=person).values("unit")
    return Unit.objects.below(Unit.objects.filter(pk__in=own)).on(today)


@once_a_page
def staff_of(manager: Person, today: date) -> list[Person]:
    """Everybody whose nearest manager the person is today, in Danish order; nobody where she acts as HR now."""
    if not permissions.acts_as_manager(manager, today):
        return []
    units = [unit.pk for unit in units_managed_by(manager, today)]
    below = UnitManager.objects.in_office(today).filter(unit__in=Unit.objects.on(today).filter(parent__in=units))
    here = Engagement.objects.on(today).filter(unit__in=units)
    wanted = Q(person__in=here.values("person")) | Q(person__in=below.values("person"))
    jobs = Engagement.objects.on(today).filter(wanted).exclude(person=manager.pk)
    rows: list[Any] = list(
        jobs.select_related("person").annotate(path=F("unit__path")).order_by("-is_primary", "valid_from")
    )
    people = {row.person_id: row.person for row in rows}
    places: dict[UUID, list[list[UUID]]] = defaultdict(list)
    for row in rows:
        places[row.person_id].append(_chain(row.path))
    managers = _managers_at(places, today)
    found = [person for pk, person in people.items() if manager in managers[pk]]
    return sorted(found, key=lambda person: (person.sort_key, person.pk))


def deputies_of(unit: Unit, today: date) -> list[Deputy]:
    """Who stands in for the unit's manager today, or will: everybody in the unit can see it."""
    rows = Deputy.objects.filter(unit__in=unit.ancestor_ids(), valid_to__gt=today)
    return list(rows.select_related("person", "unit", "granted_by").order_by("valid_from"))


def _places(people: Sequence[UUID], today: date) -> dict[UUID, list[list[UUID]]]:
    """For each person the chains of units from her own to the root, the main engagement first."""
    found: dict[UUID, list[list[UUID]]] = {pk: [] for pk in people}
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        rows = Engagement.objects.on(today).filter(person__in=some).order_by("-is_primary", "valid_from")
        for person_id, path in rows.values_list("person", "unit__path"):
            found[person_id].append(_chain(path))
    return found


def _chain(path: str) -> list[UUID]:
    return [UUID(hex=part) for part in reversed(path.split("/")) if part]


def _offices(units: set[UUID], today: date) -> dict[UUID, list[Person]]:
    found: dict[UUID, list[Person]] = defaultdict(list)
    wanted = list(units)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = UnitManager.objects.in_office(today).filter(unit__in=wanted[start : start + _AT_ONCE])
        for row in rows.select_related("person").order_by("valid_from", "person__sort_key"):
            if row.person is not None and row.person not in found[row.unit_id]:
                found[row.unit_id].append(row.person)
    return {unit: managers for unit, managers in found.items() if managers}


def _nearest(chain: Sequence[UUID], offices: dict[UUID, list[Person]], person: UUID | None) -> list[Person]:
    by_id = {one.pk: one for unit in chain for one in offices.get(unit, ())}
    return [by_id[pk] for pk in rules.nearest_managers([[m.pk for m in offices.get(u, ())] for u in chain], person)]
