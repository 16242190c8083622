"""How learning is spread over the three rooms: each person where her main engagement is, and all units above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

U = TypeVar("U", bound=Hashable)
P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True)
class Part(Generic[P]):
    """One person took part in one activity, of one kind, for so many minutes."""

    person: P
    kind: str
    minutes: int


@dataclass
class Count(Generic[P]):
    """Who, how many times, how many minutes."""

    people: set[P] = field(default_factory=set)
    times: int = 0
    minutes: int = 0


def counted(
    parts: Iterable[Part[P]], homes: Mapping[P, U], parents: Mapping[U, U | None]
) -> dict[str, dict[U, Count[P]]]:
    """
    By kind and unit, with everything below it: people, times and minutes.

    Who has no home here any more is not counted. Each person is counted once in a unit, however often she took part.
    """
    found: defaultdict[str, defaultdict[U, Count[P]]] = defaultdict(lambda: defaultdict(Count))
    for part in parts:
        unit: U | None = homes.get(part.person)
        while unit is not None:
            count = found[part.kind][unit]
            count.people.add(part.person)
            count.times += 1
            count.minutes += part.minutes
            unit = parents.get(unit)
    return {kind: dict(units) for kind, units in found.items()}
