"""Counting the gap of the whole workplace, so that some of it can be shown: at most once in thirty days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from haandgreb.competences.models import (
    DevelopmentGoal,
    FewHolders,
    GapRelease,
    UnitAsked,
    UnitGap,
    UnitVulnerability,
    Wheel,
)
from haandgreb.competences.queries.counting import Readers, Who, Workforce, managers_of_everybody, workforce
from haandgreb.competences.rules import vulnerability
from haandgreb.competences.rules.counting import Counts, counts, upwards
from haandgreb.competences.rules.disclosure import People, Row, Split, may_stand, release
from haandgreb.confidentiality.rules import enough_people
from haandgreb.shared import audit

BETWEEN = timedelta(days=30)
"""How long one counting is shown before the next replaces it."""

_AT_ONCE = 2_000

ByUnit = dict[UUID, list[Counts]]


def release_when_due(today: date) -> GapRelease | None:
    """
    Count anew when thirty days have passed; the first time when the first level is agreed. None where it is not due.

    The new counting replaces the old one, which is read first: figures that changed by less than five people stand.
    Nobody who writes waits for the counting: only what came of it is saved in a transaction.
    """
    latest = GapRelease.objects.first()
    if latest is None and not Wheel.objects.exclude(levels=b"").exists():
        return None
    if latest is not None and today < latest.counted_on + BETWEEN:
        return None
    return _save(_count(today, latest), latest)


@dataclass
class _Counted:
    """One counting with all its rows, not saved yet."""

    release: GapRelease
    gaps: list[UnitGap]
    asked: list[UnitAsked]
    few: list[FewHolders]
    numbers: list[UnitVulnerability]


def _count(today: date, latest: GapRelease | None) -> _Counted:
    force = workforce(today)
    new = GapRelease(counted_on=today, goals=_agreed_goals(latest))
    at_home = {unit: counts(tally, len(force.columns.numbers)) for unit, tally in force.at_home().items()}
    few, numbers = _few_holders(force, at_home, new)
    return _Counted(new, list(_rows(force, at_home, new, latest)), _asked(force, new), few, numbers)


@transaction.atomic
def _save(counted: _Counted, latest: GapRelease | None) -> GapRelease | None:
    """Put the new counting in the place of the latest one; None where somebody else was quicker."""
    now_there = GapRelease.objects.select_for_update(no_key=True).first()
    if now_there != latest:
        return None
    counted.release.save(force_insert=True)
    UnitGap.objects.bulk_create(counted.gaps, batch_size=_AT_ONCE)
    UnitAsked.objects.bulk_create(counted.asked, batch_size=_AT_ONCE)
    FewHolders.objects.bulk_create(counted.few, batch_size=_AT_ONCE)
    UnitVulnerability.objects.bulk_create(counted.numbers, batch_size=_AT_ONCE)
    if latest is not None:
        latest.delete()
    audit.record("competences.gap_counted", about=counted.release, rows=len(counted.gaps))
    return counted.release


def _rows(force: Workforce, at_home: ByUnit, new: GapRelease, latest: GapRelease | None) -> Iterator[UnitGap]:
    known = _known(force, new.counted_on)
    all_readers = Readers.on(force, new.counted_on)
    readers = {unit: all_readers.of(unit) & known.get(unit, {}).keys() for unit in at_home}
    before = _before(latest)
    for place, competence in enumerate(force.columns.competences):
        totals = {
            unit: People(
                split,
                {who: found[place] for who, found in known.get(unit, {}).items() if any(found[place])},
                readers[unit],
            )
            for unit, found in at_home.items()
            if any(split := _split(found[place]))
        }
        old = before.get(competence, {})
        lines = release(totals, force.parents, {unit: row for unit, (row, _day) in old.items()})
        for unit, line in lines.items():
            yield UnitGap(
                release=new,
                unit_id=unit,
                within_id=line.within,
                competence_id=competence,
                counted_on=new.counted_on if line.is_new or unit not in old else old[unit][1],
                lack=line.split[0],
                have=line.split[1],
                unknown=line.split[2],
            )


def _asked(force: Workforce, new: GapRelease) -> list[UnitAsked]:
    """What the roles of those at home in each unit and below ask for, whether figures are shown or not."""
    return [
        UnitAsked(release=new, unit_id=unit, weights={str(one): weight for one, weight in weights.items()})
        for unit, weights in force.weights().items()
        if weights
    ]


def _split(found: Counts) -> Split:
    return found.lack, found.have, found.unknown


def _known(force: Workforce, day: date) -> dict[UUID, dict[Who, list[Split]]]:
    """For each unit and below: each nearest manager with the splits of herself and her staff at home there."""
    staff: defaultdict[Who, defaultdict[UUID, int]] = defaultdict(lambda: defaultdict(int))
    for person, managers in managers_of_everybody(force, day).items():
        for manager in managers:
            staff[manager][force.units[person][0]] += force.tallies[person]
    for manager, here in staff.items():
        if manager in force.units:
            here[force.units[manager][0]] += force.tallies[manager]
    found: defaultdict[UUID, dict[Who, list[Split]]] = defaultdict(dict)
    for manager, direct in staff.items():
        for unit, tally in upwards(direct, force.parents).items():
            found[unit][manager] = [_split(one) for one in counts(tally, len(force.columns.numbers))]
    return found


def _before(latest: GapRelease | None) -> dict[UUID, dict[UUID, tuple[Row[UUID], date]]]:
    """What the latest release shows, by competence and unit, and since when."""
    found: defaultdict[UUID, dict[UUID, tuple[Row[UUID], date]]] = defaultdict(dict)
    if latest is not None:
        names = ("competence_id", "unit_id", "within_id", "lack", "have", "unknown", "counted_on")
        for competence, unit, within, lack, have, unknown, day in latest.rows.order_by().values_list(*names):
            found[competence][unit] = (Row((lack, have, unknown), within), day)
    return found


def _few_holders(
    force: Workforce, at_home: ByUnit, new: GapRelease
) -> tuple[list[FewHolders], list[UnitVulnerability]]:
    """What only one or two can, for the team; and for those above it how many such competences there are."""
    few: list[FewHolders] = []
    numbers: list[UnitVulnerability] = []
    for unit, found in at_home.items():
        by_competence = dict(zip(force.columns.competences, found, strict=True))
        held = vulnerability.few_holders(by_competence)
        few += [
            FewHolders(release=new, unit_id=unit, competence_id=competence, holders=holders)
            for competence, holders in held.items()
        ]
        number = vulnerability.how_many(by_competence)
        if number is not None:
            numbers.append(UnitVulnerability(release=new, unit_id=unit, competences=number))
    return few, numbers


def _agreed_goals(latest: GapRelease | None) -> dict[str, int]:
    """
    For each competence how many people have agreed a development goal for it, where they are at least five.

    A number that changed by one to four stands, as all figures do.
    """
    rows = DevelopmentGoal.objects.filter(state=DevelopmentGoal.State.AGREED, competence__isnull=False)
    rows = rows.exclude(status=DevelopmentGoal.Status.REPLACED).order_by()
    people = rows.values_list("competence").annotate(Count("person", distinct=True))
    now = {str(competence): count for competence, count in people}
    before: Mapping[str, int] = latest.goals if latest is not None else {}
    found = {key: count for key, count in now.items() if enough_people(count) and key not in before}
    for key, count in before.items():
        found[key] = now.get(key, 0) if may_stand(count, now.get(key, 0)) else count
    return {key: count for key, count in found.items() if count}
