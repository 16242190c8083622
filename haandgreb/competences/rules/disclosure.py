"""
Which counts of the gap may be shown (algorithms.md 3; confidentiality 3), for one competence at a time.

The units shown form a nested family. The *remainder* of a shown unit is its people who are in no shown unit below it;
everybody belongs to exactly one remainder, that of her main engagement. Whatever can be worked out from the table by
adding and subtracting is a union of remainders. So it is enough to look at each remainder by itself:

- Those who lack the competence, those who have it and those with no agreed level each number none or at least five.
- Of those who lack it and those who have it the same holds for what is left when a nearest manager who reads the figure
  takes herself and her own staff away: she knows their levels anyway. (That somebody has no agreed level tells nothing
  of what she can.)
- From one release to the next every figure that is shown, and every sum of the three in a remainder, changes by none or
  by at least five. What changed by less keeps its figures until enough has happened, so that two releases laid side by
  side tell no more than each of them.

Units are tried from the top, the largest first, so that a small unit never costs a large one its figures.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Generic, TypeVar

from haandgreb.competences.rules.counting import way_up
from haandgreb.confidentiality.rules import ENOUGH

Split = tuple[int, int, int]
"""How many lack it, have it, and have no agreed level."""

NOBODY: Split = (0, 0, 0)

ABILITY = (0, 1)
"""The two of the three that tell what somebody can."""

U = TypeVar("U", bound=Hashable)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class People(Generic[K]):
    """
    The people of a unit and below.

    `known`: for each nearest manager the split of those whose levels she knows, herself among them. `readers`: those of
    the managers who may read the unit's figures.
    """

    split: Split = NOBODY
    known: Mapping[K, Split] = field(default_factory=dict)
    readers: Collection[K] = ()


@dataclass(frozen=True)
class Row(Generic[U]):
    """A published line: the split of a shown unit and below, the nearest shown one above, whether any of it is new."""

    split: Split
    within: U | None = None
    is_new: bool = True


def add(one: Split, other: Split) -> Split:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def without(one: Split, other: Split) -> Split:
    return (one[0] - other[0], one[1] - other[1], one[2] - other[2])


def enough(split: Split) -> bool:
    """Each of the three is none or at least five."""
    return all(count == 0 or count >= ENOUGH for count in split)


def may_stand(before: int, after: int) -> bool:
    """Whether one figure may be shown after another: none or at least five more, or fewer, and itself none or five."""
    return (before == after or abs(after - before) >= ENOUGH) and (after == 0 or after >= ENOUGH)


def may_follow(before: Split, after: Split) -> bool:
    """Whether these figures may be shown after those: every sum of the three changes by none or by at least five."""
    change = without(after, before)
    sums = (sum(some) for size in (1, 2, 3) for some in combinations(change, size))
    return all(step == 0 or abs(step) >= ENOUGH for step in sums)


class _Remainder(Generic[K]):
    """People who are in a shown unit and in none below it; shrinks when a unit below is shown."""

    def __init__(self, people: People[K]) -> None:
        self.split = people.split
        self.known = dict(people.known)
        self.readers = [reader for reader in people.readers if reader in self.known]
        # What managers know here only shrinks, so most remainders are told safe without asking every manager.
        self.most = [max((self.known[reader][at] for reader in self.readers), default=0) for at in ABILITY]

    @property
    def people(self) -> People[K]:
        return People(self.split, self.known)

    def stands(self, taken: People[K] | None = None) -> bool:
        """Whether it may be shown, also when these people are taken out of it."""
        gone, known_gone = (taken.split, taken.known) if taken is not None else (NOBODY, {})
        left = without(self.split, gone)
        if not enough(left):
            return False
        doubtful = [at for at in ABILITY if left[at] and left[at] < ENOUGH + self.most[at]]
        return not doubtful or all(
            _enough_at(without(left, without(self.known[reader], known_gone.get(reader, NOBODY))), doubtful)
            for reader in self.readers
        )

    def take(self, people: People[K]) -> None:
        self.split = without(self.split, people.split)
        for manager, split in people.known.items():
            self.known[manager] = without(self.known[manager], split)


def _enough_at(split: Split, places: Iterable[int]) -> bool:
    return all(split[at] == 0 or split[at] >= ENOUGH for at in places)


def release(
    totals: Mapping[U, People[K]],
    parents: Mapping[U, U | None],
    before: Mapping[U, Row[U]] | None = None,
) -> dict[U, Row[U]]:
    """
    The units that are shown, with their figures; every unit left out looks the same, whether none or four are in it.

    `totals`: who is asked for the competence, by unit with everything below; a person is in one unit only. `parents`:
    today's tree. `before`: what the latest release showed. Units compare: ties are broken by their order. The answer
    does not depend on the order of the mappings, nor on how people are numbered.
    """
    if not any(any(people.split) for people in totals.values()):
        return {}
    work = _Release(totals, parents, before or {})
    work.keep()
    work.open()
    return work.rows()


class _Release(Generic[U, K]):
    """The work of one release: remainders counted anew (`fresh`), and those whose figures stand (`kept`)."""

    def __init__(
        self, totals: Mapping[U, People[K]], parents: Mapping[U, U | None], before: Mapping[U, Row[U]]
    ) -> None:
        self.totals = totals
        self.parents = parents
        self.old = _remainders({unit: row for unit, row in before.items() if unit in parents}, before)
        self.is_later = bool(before)
        self.shown_before = sum_of(row.split for row in before.values() if row.within is None)
        self.shown_now = NOBODY
        self.fresh: dict[U, _Remainder[K]] = {}
        self.kept: dict[U, Split] = {}
        # Shown before, by the units above: what is opened later never lies above anything opened earlier.
        self.shown_below: dict[U, list[U]] = {}
        for unit in self.old:
            for above in self._way(unit):
                self.shown_below.setdefault(above, []).append(unit)

    def keep(self) -> None:
        """What was shown stays shown: with new figures where they may follow the old ones, else with the old."""
        above = {unit: self._above(unit, self.old) for unit in self.old}
        remainders = {unit: _Remainder(self._total(unit)) for unit in self.old}
        for unit, over in above.items():
            if over is not None:
                remainders[over].take(self._total(unit))
        for unit, remainder in remainders.items():
            if remainder.stands() and may_follow(self.old[unit], remainder.split):
                self.fresh[unit] = remainder
            else:
                self.kept[unit] = self.old[unit]
        self._keep_where_sums_tell()

    def _keep_where_sums_tell(self) -> None:
        """Take new figures back where they add up to a small change further up: lowest units first."""
        for unit in sorted(self.old, key=lambda unit: -self._depth(unit)):
            family = [unit, *self.shown_below.get(unit, ())]
            if not may_follow(sum_of(self.old[one] for one in family), sum_of(map(self._figures, family))):
                self._take_back(family)
        if not may_follow(self.shown_before, sum_of(map(self._figures, self.old))):
            self._take_back(list(self.old))

    def _take_back(self, units: Iterable[U]) -> None:
        for unit in units:
            self.fresh.pop(unit, None)
            self.kept[unit] = self.old[unit]

    def open(self) -> None:
        """Show further units, the largest first; of two as large, the one higher up."""
        self.shown_now = sum_of(map(self._figures, self.old))
        for unit in sorted(self.totals, key=lambda unit: (-sum(self.totals[unit].split), self._depth(unit), unit)):
            if not self._is_shown(unit) and any(self.totals[unit].split):
                self._try(unit)

    def _try(self, unit: U) -> None:
        part = _Remainder(self._total(unit))
        for below in self._highest_below(unit):
            part.take(self._total(below))
        if not part.stands():
            return
        above = self._above(unit, None)
        if above is None:
            if self.is_later and not may_follow(self.shown_before, add(self.shown_now, part.split)):
                return  # they may be the same people as in a unit that is gone
            self.shown_now = add(self.shown_now, part.split)
        elif above in self.kept or not self.fresh[above].stands(part.people):
            return
        else:
            self.fresh[above].take(part.people)
        self.fresh[unit] = part

    def rows(self) -> dict[U, Row[U]]:
        """The remainders added up to figures of units; units with nobody asked have no line."""
        shown = [*self.fresh, *self.kept]
        above = {unit: self._above(unit, None) for unit in shown}
        sums = {unit: self._figures(unit) for unit in shown}
        is_new = {unit: unit in self.fresh and any(sums[unit]) for unit in shown}
        for unit in sorted(shown, key=self._depth, reverse=True):
            over = above[unit]
            if over is not None:
                sums[over] = add(sums[over], sums[unit])
                is_new[over] |= is_new[unit]
        return {unit: Row(sums[unit], above[unit], is_new[unit]) for unit in shown if any(sums[unit])}

    def _figures(self, unit: U) -> Split:
        return self.fresh[unit].split if unit in self.fresh else self.kept[unit]

    def _is_shown(self, unit: U) -> bool:
        return unit in self.fresh or unit in self.kept

    def _total(self, unit: U) -> People[K]:
        return self.totals.get(unit, People())

    def _above(self, unit: U, among: Mapping[U, object] | None) -> U | None:
        """The nearest shown unit above; `among` some, or all that are shown by now."""
        for one in self._way(unit):
            if one in among if among is not None else self._is_shown(one):
                return one
        return None

    def _highest_below(self, unit: U) -> list[U]:
        """The shown units below that have no other shown one between."""
        below = self.shown_below.get(unit, ())
        way = self._depth(unit)
        return [one for one in below if not any(map(self._is_shown, self._way(one)[: -way - 1]))]

    def _way(self, unit: U) -> list[U]:
        """The units above, nearest first."""
        return list(way_up(unit, self.parents))[1:]

    def _depth(self, unit: U) -> int:
        return len(self._way(unit))


def sum_of(splits: Iterable[Split]) -> Split:
    """All of them together."""
    lack, have, unknown = 0, 0, 0
    for split in splits:
        lack, have, unknown = lack + split[0], have + split[1], unknown + split[2]
    return lack, have, unknown


def _remainders(rows: Mapping[U, Row[U]], before: Mapping[U, Row[U]]) -> dict[U, Split]:
    """The remainders of the latest release; what a unit that is gone showed falls to the shown unit it stood in."""
    found = {unit: row.split for unit, row in rows.items()}
    for row in rows.values():
        within = row.within
        while within is not None and within not in rows:
            within = before[within].within if within in before else None
        if within is not None:
            found[within] = without(found[within], row.split)
    return found
