"""The gap of a unit as somebody may see it: live for the nearest manager, as it was counted last for all others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from haandgreb.competences.models import (
    Competence,
    FewHolders,
    GapRelease,
    Importance,
    UnitAsked,
    UnitGap,
    UnitVulnerability,
)
from haandgreb.competences.permissions import reads_skills_of_few
from haandgreb.competences.queries.counting import counts_of
from haandgreb.competences.rules.counting import Counts
from haandgreb.competences.rules.vulnerability import all_few_holders
from haandgreb.organisation.models import Engagement, Person, Unit, UnitQuerySet
from haandgreb.organisation.permissions import manages_unit
from haandgreb.organisation.queries.managers import staff_of


@dataclass(frozen=True)
class Line:
    """
    One competence on a page of the gap: its counts, or None where they may not be shown.

    `since`: the day the figures were counted where that is earlier than the counting they stand in.
    """

    competence: Competence
    weight: int
    counts: Counts | None = None
    since: date | None = None

    @property
    def importance(self) -> str:
        return str(Importance(self.weight).label)


@dataclass
class Own:
    """What the nearest manager sees of her own staff, as it is today."""

    people: int
    lines: list[Line]
    by_one: list[Competence] = field(default_factory=list)
    by_two: list[Competence] = field(default_factory=list)

    @property
    def strengths(self) -> list[Line]:
        """Where somebody can more than is asked."""
        return [line for line in self.lines if line.counts is not None and line.counts.more]

    @property
    def lacking(self) -> list[Line]:
        return [line for line in self.lines if line.counts is not None and line.counts.lack]

    @property
    def unknown(self) -> int:
        """How many levels nobody has agreed yet."""
        return sum(line.counts.unknown for line in self.lines if line.counts is not None)


@dataclass
class Shown:
    """What is shown of a unit and below to those who do not know the levels by name."""

    release: GapRelease | None
    lines: list[Line] = field(default_factory=list)
    by_one: list[Competence] | None = None  # for the team
    by_two: list[Competence] | None = None
    number: int | None = None  # for those above: how many only one has

    @property
    def hidden(self) -> int:
        return sum(line.counts is None for line in self.lines)

    @property
    def any_shown(self) -> bool:
        return self.hidden < len(self.lines)


def latest_release() -> GapRelease | None:
    """The counting that is shown now."""
    return GapRelease.objects.first()


def own_gap(manager: Person, unit: Unit, today: date) -> Own | None:
    """
    The manager's own staff who work in the unit or below it, on the pages of units she is the nearest manager of.

    None on all other pages, and where she is nobody's nearest manager.
    """
    if not manages_unit(manager, unit, today):
        return None
    staff = staff_of(manager, today)
    here = Engagement.objects.on(today).filter(unit__path__startswith=unit.path, person__in=staff)
    at_work = set(here.order_by().values_list("person_id", flat=True))
    people = [person for person in staff if person.pk in at_work]
    if not people:
        return None
    counted, asked = counts_of(people, today)
    names = Competence.objects.in_bulk(list(asked))
    lines = in_order(Line(names[pk], int(one.importance), counted[pk]) for pk, one in asked.items())
    few = all_few_holders({line.competence: line.counts for line in lines if line.counts is not None})
    return Own(
        people=len(people),
        lines=lines,
        by_one=[competence for competence, holders in few.items() if holders == 1],
        by_two=[competence for competence, holders in few.items() if holders == 2],
    )


def shown_gap(reader: Person, unit: Unit, today: date) -> Shown:
    """What the latest counting shows of the unit; what is asked for there and not shown has a line without counts."""
    release = latest_release()
    if release is None:
        return Shown(None)
    rows = {row.competence_id: row for row in release.rows.filter(unit=unit).order_by()}
    weights = asked_of([unit], release)
    names = Competence.objects.in_bulk(list(weights))
    lines = (_line(names[pk], weight, rows.get(pk), release) for pk, weight in weights.items() if pk in names)
    found = Shown(release, in_order(lines))
    if reads_skills_of_few(reader, unit, today):
        few = FewHolders.objects.filter(release=release, unit=unit).select_related("competence")
        held = [(row.competence, row.holders) for row in few.order_by("competence__sort_key")]
        found.by_one = [competence for competence, holders in held if holders == 1]
        found.by_two = [competence for competence, holders in held if holders == 2]
    found.number = (
        UnitVulnerability.objects.filter(release=release, unit=unit).values_list("competences", flat=True).first()
    )
    return found


def asked_of(units: Collection[Unit] | UnitQuerySet, release: GapRelease) -> dict[UUID, int]:
    """What was asked for in these units on the day of the counting, with the highest importance any of them gives."""
    found: dict[UUID, int] = {}
    rows = UnitAsked.objects.filter(release=release, unit__in=units).order_by()
    for weights in rows.values_list("weights", flat=True):
        for competence, weight in weights.items():
            found[UUID(competence)] = max(weight, found.get(UUID(competence), 0))
    return found


def _line(competence: Competence, weight: int, row: UnitGap | None, release: GapRelease) -> Line:
    if row is None:
        return Line(competence, weight)
    since = row.counted_on if row.counted_on < release.counted_on else None
    return Line(competence, weight, Counts(row.lack, row.have, row.unknown), since)


def in_order(lines: Iterable[Line]) -> list[Line]:
    """What matters most in the next twelve months first, then in Danish order: never by who lacks most."""
    return sorted(lines, key=lambda line: (-line.weight, line.competence.sort_key, line.competence.pk))
