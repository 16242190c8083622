"""Who is asked for what, and what is agreed, for everybody at once: read in five questions, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from haandgreb.competences.models import Competence, Wheel
from haandgreb.competences.queries.required import ByCompetence, asked_by_profiles, profiles_of
from haandgreb.competences.rules.counting import Counts, by_unit, counts, tallies, upwards
from haandgreb.competences.rules.requirements import asked_by_all
from haandgreb.organisation.models import Engagement, Person, Unit, UnitManager
from haandgreb.organisation.rules import nearest_managers

Profiles = frozenset[UUID]


@dataclass(frozen=True)
class Columns:
    """The competences that are counted, in the order of the counts."""

    competences: list[UUID]
    numbers: list[int]

    def named(self, tally: int) -> dict[UUID, Counts]:
        """The counts of a tally by competence."""
        return dict(zip(self.competences, counts(tally, len(self.numbers)), strict=True))


@dataclass
class Workforce:
    """Everybody at work on a day: where, with which profiles, and one tally of each (rules/counting.py)."""

    columns: Columns
    parents: dict[UUID, UUID | None]
    units: dict[UUID, list[UUID]]  # of each person, the main engagement's first
    profiles: dict[UUID, Profiles]
    asked: dict[Profiles, ByCompetence]
    tallies: dict[UUID, int] = field(default_factory=dict)

    def by_unit(self) -> dict[UUID, int]:
        """The tally of each unit and below: a person counts once in every unit she works in and in those above."""
        return by_unit(((self.units[person], tally) for person, tally in self.tallies.items()), self.parents)

    def at_home(self) -> dict[UUID, int]:
        """The tally of each unit and below, each person only where her main engagement is."""
        direct: defaultdict[UUID, int] = defaultdict(int)
        for person, tally in self.tallies.items():
            direct[self.units[person][0]] += tally
        return upwards(direct, self.parents)

    def weights(self) -> dict[UUID, dict[UUID, int]]:
        """For each unit and below the highest importance any role gives each competence, of those at home there."""
        here: defaultdict[UUID, set[Profiles]] = defaultdict(set)
        for person in self.tallies:
            here[self.units[person][0]].add(self.profiles.get(person, frozenset()))
        bits = {profiles: 1 << at for at, profiles in enumerate(self.asked)}
        held = {unit: sum(bits[profiles] for profiles in some) for unit, some in here.items()}
        found: dict[UUID, dict[UUID, int]] = {}
        by_bits: dict[int, dict[UUID, int]] = {}
        for unit, mask in _or_upwards(held, self.parents).items():
            if mask not in by_bits:
                by_bits[mask] = _highest(self.asked[profiles] for profiles, bit in bits.items() if bit & mask)
            found[unit] = by_bits[mask]
        return found


def _or_upwards(held: Mapping[UUID, int], parents: Mapping[UUID, UUID | None]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for unit, mask in held.items():
        at: UUID | None = unit
        while at is not None and found.get(at, 0) | mask != found.get(at):
            found[at] = found.get(at, 0) | mask
            at = parents.get(at)
    return found


def _highest(asked: Iterable[ByCompetence]) -> dict[UUID, int]:
    return {competence: int(one.importance) for competence, one in asked_by_all(asked).items()}


def workforce(day: date) -> Workforce:
    """Everybody at work on the day, with the levels agreed now."""
    units = units_on(day)
    return _counted(units, profiles_of(None, day), day, dict(Unit.objects.order_by().values_list("pk", "parent_id")))


def counts_of(people: Collection[Person], day: date) -> tuple[dict[UUID, Counts], ByCompetence]:
    """The counts of these people together by competence, and what their roles ask for: the highest of them all."""
    units = {person.pk: [UUID(int=0)] for person in people}
    force = _counted(units, profiles_of(people, day), day, {})
    return force.columns.named(sum(force.tallies.values())), asked_by_all(force.asked.values())


def units_on(day: date) -> dict[UUID, list[UUID]]:
    """The units each person works in on the day, that of the main engagement first; one query."""
    rows = Engagement.objects.on(day).order_by()
    places: dict[UUID, list[tuple[bool, date, UUID, UUID]]] = {}
    for person, unit, primary, since, pk in rows.values_list("person_id", "unit_id", "is_primary", "valid_from", "pk"):
        places.setdefault(person, []).append((not primary, since, pk, unit))
    return {
        person: [where[0][3]] if len(where) == 1 else list(dict.fromkeys(place[3] for place in sorted(where)))
        for person, where in places.items()
    }


def _counted(
    units: dict[UUID, list[UUID]], held: Mapping[UUID, Profiles], day: date, parents: dict[UUID, UUID | None]
) -> Workforce:
    nothing: Profiles = frozenset()
    profiles = {person: held.get(person, nothing) for person in units}
    by_profile = asked_by_profiles({one for some in held.values() for one in some}, day)
    asked: dict[Profiles, ByCompetence] = {
        some: asked_by_all(by_profile.get(profile, {}) for profile in some) for some in {*profiles.values(), nothing}
    }
    columns = _columns({competence for one in asked.values() for competence in one})
    rows = _rows(units)
    force = Workforce(columns, parents, units, profiles, asked)
    people: defaultdict[Profiles, list[UUID]] = defaultdict(list)
    for person, some in profiles.items():
        people[some].append(person)
    for some, group in people.items():
        levels = {
            number: int(asked[some][competence].level)
            for competence, number in zip(columns.competences, columns.numbers, strict=True)
            if competence in asked[some]
        }
        found = tallies([rows.get(person, b"") for person in group], levels, columns.numbers)
        force.tallies |= zip(group, found, strict=True)
    return force


def _columns(competences: Collection[UUID]) -> Columns:
    """The competences with their places in the rows of levels; one that has none is agreed for nobody."""
    found = dict(Competence.objects.filter(pk__in=list(competences)).order_by().values_list("pk", "column"))
    free = max((number for number in found.values() if number is not None), default=-1) + 1
    order = sorted(competences, key=lambda one: (found[one] is None, found[one] or 0, one))
    numbers = [number if (number := found[one]) is not None else free + at for at, one in enumerate(order)]
    return Columns(order, numbers)


def _rows(people: Collection[UUID]) -> dict[UUID, bytes]:
    """The agreed levels of these people as bytes; of everybody where they are many."""
    rows = Wheel.objects.order_by()
    if len(people) <= 500:
        rows = rows.filter(person__in=list(people))
    return {person: bytes(levels) for person, levels in rows.values_list("person_id", "levels")}


def managers_of_everybody(force: Workforce, day: date) -> dict[UUID, frozenset[UUID]]:
    """The nearest managers of each person, over all her engagements; one query (organisation.queries.managers)."""
    offices: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for unit, person in UnitManager.objects.in_office(day).order_by().values_list("unit_id", "person_id"):
        if person is not None:
            offices[unit].append(person)
    in_office = {person for some in offices.values() for person in some}
    of_unit: dict[UUID, frozenset[UUID]] = {}

    def of(unit: UUID, person: UUID | None) -> frozenset[UUID]:
        chain, at = [], unit
        while at is not None:
            chain.append(offices.get(at, []))
            at = force.parents.get(at)  # type: ignore[assignment]
        return frozenset(nearest_managers(chain, person))

    for unit in {unit for some in force.units.values() for unit in some}:
        of_unit[unit] = of(unit, None)
    return {
        person: frozenset().union(*(of(unit, person) if person in in_office else of_unit[unit] for unit in some))
        for person, some in force.units.items()
    }
