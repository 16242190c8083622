"""Counting how the year's learning is spread over the three rooms, so that some of it can be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from haandgreb.competences.rules.disclosure import People, Row, release
from haandgreb.confidentiality.figures import may_follow, next_figures
from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.learning.models import PortfolioRelease, RoomCount
from haandgreb.learning.models.portfolio import KINDS
from haandgreb.learning.queries.portfolio_counting import homes_on, modules_between, parents_of_units, parts_between
from haandgreb.learning.rules.module_figures import taken_together, use_after_thirty_days
from haandgreb.learning.rules.portfolio import Count, counted
from haandgreb.shared import audit

BETWEEN = timedelta(days=30)
"""How long one counting is shown before the next replaces it."""

YEAR = timedelta(days=365)
_AT_ONCE = 1000

Old = Mapping[UUID, RoomCount]


def release_when_due(today: date) -> PortfolioRelease | None:
    """
    Count the last twelve months when thirty days have passed; the first time when five people are behind it.

    Figures that changed by less than five stand. None where it is not due, or where somebody else was quicker.
    """
    latest = PortfolioRelease.objects.first()
    if latest is not None and today < latest.counted_on + BETWEEN:
        return None
    first = today - YEAR
    parts = list(parts_between(first, today))
    if latest is None and len({part.person for part in parts}) < ENOUGH:
        return None
    shown = latest.modules if latest is not None else {}
    new = PortfolioRelease(counted_on=today, starts_on=first, modules=_modules(first, today, shown))
    parents = parents_of_units()
    found = counted(parts, homes_on(today), parents)
    before = _before(latest)
    rows = [row for kind in KINDS for row in _rows(new, kind, found.get(kind, {}), parents, before[kind])]
    return _save(new, rows, latest)


def _modules(first: date, today: date, before: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Figures of the whole workplace, where five people are behind them; changed by less than five they stand."""
    rows = list(modules_between(first, today))
    found = {"use": use_after_thirty_days(rows), "together": taken_together(rows)}
    told = {name: next_figures(before.get(name), counts, people) for name, (counts, people) in found.items()}
    return {name: counts for name, counts in told.items() if counts is not None}


def _before(latest: PortfolioRelease | None) -> defaultdict[str, dict[UUID, RoomCount]]:
    found: defaultdict[str, dict[UUID, RoomCount]] = defaultdict(dict)
    for row in latest.rows.all() if latest is not None else ():
        found[row.kind][row.unit_id] = row
    return found


def _rows(
    new: PortfolioRelease, kind: str, counts: Mapping[UUID, Count[str]], parents: Mapping[UUID, UUID | None], old: Old
) -> Iterator[RoomCount]:
    """Every remainder of the units shown holds none or five people; what was shown stays shown."""
    groups: dict[UUID, People[UUID]] = {unit: People((len(one.people), 0, 0)) for unit, one in counts.items()}
    shown_before = {unit: Row((row.people, 0, 0), row.within_id) for unit, row in old.items()}
    for unit, line in release(groups, parents, shown_before).items():
        count, was = counts.get(unit, Count()), old.get(unit)
        figures = (line.split[0], count.times, count.minutes)
        if was is not None and not (line.is_new and may_follow([was.times], [count.times])):
            figures = (was.people, was.times, was.minutes)
        people, times, minutes = figures
        yield RoomCount(
            release=new, unit_id=unit, within_id=line.within, kind=kind, people=people, times=times, minutes=minutes
        )


@transaction.atomic
def _save(new: PortfolioRelease, rows: list[RoomCount], latest: PortfolioRelease | None) -> PortfolioRelease | None:
    now_there = PortfolioRelease.objects.select_for_update(no_key=True).first()
    if now_there != latest:
        return None
    new.save(force_insert=True)
    RoomCount.objects.bulk_create(rows, batch_size=_AT_ONCE)
    if latest is not None:
        latest.delete()
    audit.record("portfolio counted", about=new, rows=len(rows))
    return new
