"""Which figures of a group may be shown: five people, the rest rule, enough of those asked (security 2.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from uuid import UUID

from haandgreb.competences.rules.counting import way_up
from haandgreb.competences.rules.disclosure import People, release

WHOLE = UUID(int=0)
"""Stands for the whole workplace, above all units."""


def with_whole(parents: Mapping[UUID, UUID | None]) -> dict[UUID, UUID | None]:
    """The tree of units with the whole workplace on top."""
    return {**{unit: above or WHOLE for unit, above in parents.items()}, WHOLE: None}


def by_unit(people: Collection[UUID], homes: Mapping[UUID, UUID], tree: Mapping[UUID, UUID | None]) -> Counter[UUID]:
    """How many of the people are in each unit and below; who has no unit counts for the whole workplace only."""
    at_home = Counter(homes.get(person, WHOLE) for person in people)
    found: Counter[UUID] = Counter()
    for home, count in at_home.items():
        for unit in way_up(home if home in tree else WHOLE, tree):
            found[unit] += count
    return found


def enough_asked(answered: int, asked: int, *, least: int) -> bool:
    """Whether at least so many percent of those asked have answered."""
    return 100 * answered >= least * asked


def shown_units(
    answered: Mapping[UUID, int], asked: Mapping[UUID, int], tree: Mapping[UUID, UUID | None], *, least: int = 0
) -> set[UUID]:
    """
    The units whose answers to one question may be shown, the whole workplace among them as WHOLE.

    In each at least five people answered it, and `least` percent of those asked; the people of a shown unit who are in
    no shown unit below it are none or at least five (algorithms.md 3; the same programme as the gap of competences).
    """
    totals = {
        unit: People[UUID]((count, 0, 0))
        for unit, count in answered.items()
        if enough_asked(count, asked.get(unit, count), least=least)
    }
    return set(release(totals, tree))
