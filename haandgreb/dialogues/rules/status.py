"""
Which groups of a round are counted apart, for those who read counts and no names (confidentiality.md 3).

Everybody in the round belongs to exactly one group. Groups follow the tree of units: a unit with too few people goes
into what is left of the unit above it. Each group has at least five people the reader does not know the state of
anyway, so whatever she adds or subtracts is a sum of whole groups, and tells of at least five.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from haandgreb.confidentiality.rules import ENOUGH

U = TypeVar("U", bound=Hashable)


@dataclass(frozen=True)
class Count:
    """How many are in the round, have talked, have agreed; `known`: of them, those the reader knows by name."""

    people: int = 0
    held: int = 0
    agreed: int = 0
    known: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.people + other.people, self.held + other.held, self.agreed + other.agreed, self.known + other.known
        )

    @property
    def hidden(self) -> int:
        """How many people whose state the reader does not know by name."""
        return self.people - self.known


@dataclass
class Group(Generic[U]):
    """Units counted together, and what is counted. `at` is the unit all of them lie in (None: the whole)."""

    units: list[U]
    count: Count
    at: U | None = None

    @property
    def is_alone(self) -> bool:
        return len(self.units) == 1


@dataclass
class _Left(Generic[U]):
    """What waits to be counted in the unit above."""

    units: list[U] = field(default_factory=list)
    count: Count = field(default_factory=Count)

    def add(self, units: list[U], count: Count) -> None:
        self.units += units
        self.count += count


def groups(own: Mapping[U, Count], above: Mapping[U, U | None]) -> list[Group[U]]:
    """
    The groups that may be shown; empty where there are too few people in all.

    `own`: what is counted in each unit itself, without those below. `above`: each unit's parent; None for a root, and
    for a unit whose parent is not there. Raises KeyError for a unit without an entry in `above`.
    """
    waiting: dict[U | None, _Left[U]] = defaultdict(_Left)
    found: list[Group[U]] = []
    for unit in _from_the_leaves(above):
        left = waiting.pop(unit, _Left())
        if own.get(unit, Count()).people:
            left.units.insert(0, unit)
            left.count += own[unit]
        if _is_enough(left.count):
            found.append(Group(left.units, left.count, unit))
        elif left.count.people:
            waiting[above[unit]].add(left.units, left.count)
    rest = waiting.pop(None, _Left())
    if _is_enough(rest.count):
        found.append(Group(rest.units, rest.count))
    elif rest.count.people:
        found = _with_rest(found, rest)
    return found


def _is_enough(count: Count) -> bool:
    """Nobody can be told by subtracting whom the reader knows: everybody is known, or at least five are not."""
    return count.people >= ENOUGH and (count.hidden == 0 or count.hidden >= ENOUGH)


def _with_rest(found: list[Group[U]], rest: _Left[U]) -> list[Group[U]]:
    """A rest that is too small goes with the smallest groups until it is large enough, or hides all."""
    some = sorted(found, key=lambda group: group.count.people)
    while some and not _is_enough(rest.count):
        smallest = some.pop(0)
        rest.add(smallest.units, smallest.count)
    if not _is_enough(rest.count):
        return []
    return [*(group for group in found if group in some), Group(rest.units, rest.count)]


def _from_the_leaves(above: Mapping[U, U | None]) -> list[U]:
    """Every unit after all those below it."""
    depth: dict[U, int] = {}

    def depth_of(unit: U) -> int:
        way: list[U] = []
        at: U | None = unit
        while at is not None and at not in depth:
            way.append(at)
            at = above[at]
        base = depth[at] if at is not None else -1
        for number, one in enumerate(reversed(way), 1):
            depth[one] = base + number
        return depth[unit]

    return sorted(above, key=depth_of, reverse=True)


def readable(found: Sequence[Group[U]], mine: Collection[U]) -> list[Group[U]]:
    """Of these groups those that lie wholly in the reader's units."""
    return [group for group in found if all(unit in mine for unit in group.units)]


def total(found: Sequence[Group[U]]) -> Count:
    """All of them together."""
    return sum((group.count for group in found), Count())


def share(part: int, whole: int) -> int | None:
    """Whole per cent, halves upwards; None of nobody."""
    return None if not whole else (200 * part + whole) // (2 * whole)
