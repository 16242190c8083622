"""Who is asked for what, and what is agreed, for everybody at once: read in five questions, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F
from django.db.models.functions import Cast

from haandgreb.competences.models import Competence, EngagementProfile, Wheel
from haandgreb.competences.queries.required import ByCompetence, asked_by_profiles, profiles_of
from haandgreb.competences.rules.counting import Counts, by_unit, counts, tallies, upwards, way_up
from haandgreb.competences.rules.requirements import asked_by_all
from haandgreb.organisation.models import Engagement, Person, Role, Unit, UnitManager, valid_on
from haandgreb.organisation.rules import nearest_managers
from haandgreb.strategy.models import StrategicGoal

Profiles = frozenset[UUID]

NOTHING: Profiles = frozenset()
"""Of somebody whose roles ask for nothing."""


@dataclass(frozen=True)
class Columns:
    """The competences that are counted, in the order of the counts."""

    competences: list[UUID]
    numbers: list[int]

    def named(self, tally: int) -> dict[UUID, Counts]:
        """The counts of a tally by competence."""
        return dict(zip(self.competences, counts(tally, len(self.numbers)), strict=True))


Who = Any
"""A person's id as the database writes it, or as Python does; never compared across the two."""


@dataclass
class Workforce:
    """Everybody at work on a day: where, with which profiles, and one tally of each (rules/counting.py)."""

    columns: Columns
    parents: Mapping[UUID, UUID | None]
    units: Mapping[Who, Sequence[UUID]]  # of each person, the main engagement's first
    profiles: Mapping[Who, Profiles]
    asked: dict[Profiles, ByCompetence]
    tallies: dict[Who, int] = field(default_factory=dict)

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
        bits = {profiles: 1 << at for at, profiles in enumerate(self.asked)}
        held: defaultdict[UUID, int] = defaultdict(int)
        for person in self.tallies:
            held[self.units[person][0]] |= bits[self.profiles.get(person, NOTHING)]
        by_mask: dict[int, dict[UUID, int]] = {}
        found: dict[UUID, dict[UUID, int]] = {}
        for unit, mask in _or_upwards(held, self.parents).items():
            if mask not in by_mask:
                by_mask[mask] = _highest(self.asked[profiles] for profiles, bit in bits.items() if bit & mask)
            found[unit] = by_mask[mask]
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
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    return _counted(_units_on(day), _profiles_on(day), _levels(), parents, day)


def counts_of(people: Collection[Person], day: date) -> tuple[dict[UUID, Counts], ByCompetence]:
    """The counts of these people together by competence, and what their roles ask for: the highest of them all."""
    nowhere = {person.pk: [UUID(int=0)] for person in people}
    rows = Wheel.objects.filter(person__in=list(nowhere)).order_by().values_list("person_id", "levels")
    force = _counted(nowhere, profiles_of(people, day), {person: bytes(levels) for person, levels in rows}, {}, day)
    return force.columns.named(sum(force.tallies.values())), asked_by_all(force.asked.values())


def _counted(
    units: Mapping[Who, Sequence[UUID]],
    held: Mapping[Who, Profiles],
    levels: Mapping[Who, bytes],
    parents: Mapping[UUID, UUID | None],
    day: date,
) -> Workforce:
    people: defaultdict[Profiles, list[Who]] = defaultdict(list)
    for person in units:
        people[held.get(person, NOTHING)].append(person)
    by_profile = asked_by_profiles({one for some in people for one in some}, day)
    asked: dict[Profiles, ByCompetence] = {
        some: asked_by_all(by_profile.get(profile, {}) for profile in some) for some in people
    }
    columns = _columns({competence for one in asked.values() for competence in one})
    force = Workforce(columns, parents, units, held, asked)
    for some, group in people.items():
        wanted = {
            number: int(asked[some][competence].level)
            for competence, number in zip(columns.competences, columns.numbers, strict=True)
            if competence in asked[some]
        }
        found = tallies([levels.get(person, b"") for person in group], wanted, columns.numbers)
        force.tallies.update(zip(group, found, strict=True))
    return force


def _columns(competences: Collection[UUID]) -> Columns:
    """The competences with their places in the rows of levels; one that has none is agreed for nobody."""
    found = dict(Competence.objects.filter(pk__in=list(competences)).order_by().values_list("pk", "column"))
    free = max((number for number in found.values() if number is not None), default=-1) + 1
    order = sorted(competences, key=lambda one: (found[one] is None, found[one] or 0, one))
    numbers = [number if (number := found[one]) is not None else free + at for at, one in enumerate(order)]
    return Columns(order, numbers)


class _Ids(dict[str, UUID]):
    """Ids as the database writes them, each read once: making a hundred thousand UUIDs takes longer than counting."""

    def __missing__(self, text: str) -> UUID:
        self[text] = UUID(text)
        return self[text]


def _as_text(name: str) -> Cast:
    return Cast(F(name), CharField())


def _units_on(day: date) -> dict[Who, Sequence[UUID]]:
    """The units each person works in on the day, that of the main engagement first; one query."""
    rows = Engagement.objects.on(day).order_by()
    told = rows.annotate(who=_as_text("person_id"), place=_as_text("unit_id"), since=_as_text("valid_from"))
    ids = _Ids()
    found: dict[Who, Sequence[UUID]] = {}
    several: defaultdict[Who, list[tuple[bool, str, UUID]]] = defaultdict(list)
    rank: dict[Who, tuple[bool, str]] = {}
    for person, place, primary, since in told.values_list("who", "place", "is_primary", "since"):
        if person in found:
            several[person].append((not primary, since, ids[place]))
        else:
            found[person], rank[person] = (ids[place],), (not primary, since)
    for person, others in several.items():
        all_of_them = sorted([(*rank[person], found[person][0]), *others])
        found[person] = list(dict.fromkeys(unit for _rank, _since, unit in all_of_them))
    return found


def _profiles_on(day: date) -> dict[Who, Profiles]:
    """The profiles each person's engagements have on the day; one query (queries/required.py, for everybody)."""
    rows = EngagementProfile.objects.on(day).filter(valid_on(day, "engagement__")).order_by()
    told = rows.annotate(who=_as_text("engagement__person_id"), what=_as_text("profile_id"))
    ids = _Ids()
    single: dict[UUID, Profiles] = {}
    found: dict[Who, Profiles] = {}
    for person, profile in told.values_list("who", "what"):
        one = ids[profile]
        alone = single.setdefault(one, frozenset([one]))
        found[person] = found[person] | alone if person in found else alone
    return found


def _levels() -> dict[Who, bytes]:
    """Everybody's agreed levels as bytes; one query."""
    rows = Wheel.objects.order_by().annotate(who=_as_text("person_id")).values_list("who", "levels")
    return {person: bytes(levels) for person, levels in rows}


def offices_on(day: date) -> dict[UUID, list[Who]]:
    """Who manages each unit whose post is held; one query."""
    found: defaultdict[UUID, list[Who]] = defaultdict(list)
    rows = UnitManager.objects.in_office(day).order_by().annotate(who=_as_text("person_id"))
    for unit, person in rows.values_list("unit_id", "who"):
        found[unit].append(person)
    return found


def managers_of_everybody(force: Workforce, day: date) -> dict[Who, frozenset[Who]]:
    """The nearest managers of each person, over all her engagements (organisation.queries.managers)."""
    offices = offices_on(day)
    in_office = {person for some in offices.values() for person in some}

    def of(unit: UUID, person: Who | None) -> frozenset[Who]:
        return frozenset(nearest_managers([offices.get(at, []) for at in way_up(unit, force.parents)], person))

    of_unit = {unit: of(unit, None) for unit in {unit for some in force.units.values() for unit in some}}
    return {
        person: frozenset[Who]().union(*(of(unit, person) if person in in_office else of_unit[unit] for unit in some))
        for person, some in force.units.items()
    }


@dataclass(frozen=True)
class Readers:
    """Which managers may read the figures of a unit: those at it and above it, and those who read by another role."""

    parents: Mapping[UUID, UUID | None]
    offices: Mapping[UUID, Sequence[Who]]
    working: Mapping[UUID, Collection[Who]]  # managers by the units they work in
    everywhere: frozenset[Who]  # works council and HR, wherever it is assigned
    of_the_whole: frozenset[Who]  # owners of goals of the whole workplace

    @classmethod
    def on(cls, force: Workforce, day: date) -> Readers:
        """As permissions.may_read_unit_gap and may_read_organisation_gap say; three queries."""
        offices = offices_on(day)
        working: defaultdict[UUID, set[Who]] = defaultdict(set)
        for manager in {person for some in offices.values() for person in some}:
            for unit in force.units.get(manager, ()):
                working[unit].add(manager)
        roles = Role.objects.filter(valid_on(day), kind__in=[Role.Kind.HR, Role.Kind.WORKS_COUNCIL]).order_by()
        goals = StrategicGoal.objects.active().filter(unit=None, owner__isnull=False).order_by()
        return cls(
            force.parents,
            offices,
            working,
            frozenset(roles.annotate(who=_as_text("person_id")).values_list("who", flat=True)),
            frozenset(goals.annotate(who=_as_text("owner_id")).values_list("who", flat=True)),
        )

    def of(self, unit: UUID) -> frozenset[Who]:
        """Those who read the figures of the unit and everything below it."""
        above = {who for at in way_up(unit, self.parents) for who in self.offices.get(at, ())}
        whole = self.of_the_whole if self.parents.get(unit) is None else frozenset()
        return self.everywhere | whole | above | frozenset(self.working.get(unit, ()))
