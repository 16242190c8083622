"""Who prepares with whom: everybody in one pair, or in one trio where the number is odd. No Django here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

P = TypeVar("P", UUID, str, int)
TRIES = 25


def circles(people: Iterable[P], seed: str, apart: Collection[frozenset[P]] = ()) -> list[tuple[P, ...]]:
    """
    Everybody in exactly one circle of two, or one of three; in each circle everybody asks the next.

    The same people and seed give the same circles, in whatever order the people come; over the seeds everybody meets
    everybody equally often. `apart` are pairs of an earlier round, put together again only where nothing better is
    found. Nobody is paired where there is only one.
    """
    ordered = sorted(set(people))
    if len(ordered) < 2:
        return []
    chance = Random(f"haandgreb-peers-{seed}")  # noqa: S311 - who talks with whom is no secret
    drawn = [_drawn(ordered, chance) for _ in range(TRIES if apart else 1)]
    return min(drawn, key=lambda found: sum(pair in apart for circle in found for pair in asked_in(circle)))


def _drawn(ordered: Sequence[P], chance: Random) -> list[tuple[P, ...]]:
    people: list[P] = chance.sample(ordered, len(ordered))
    starts = range(0, len(people) - 1, 2)  # the last circle takes the odd one along
    return [tuple(people[start:] if start == starts[-1] else people[start : start + 2]) for start in starts]


def asked_in(circle: Sequence[P]) -> list[frozenset[P]]:
    """Who talks with whom in a circle."""
    return list({frozenset(pair) for pair in asks(circle)})


def asks(circle: Sequence[P]) -> list[tuple[P, P]]:
    """Who asks whom in a circle: each the next one."""
    return [(one, circle[(at + 1) % len(circle)]) for at, one in enumerate(circle)]
