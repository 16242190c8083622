"""What several roles ask for together (algorithms.md 5): the highest level, the highest importance, every goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

LOWEST_LEVEL, TOP_LEVEL = 1, 5
"""What a role can ask for. It asks for nothing by leaving the competence out; there is no level 0 to ask for."""

C = TypeVar("C")


@dataclass(frozen=True)
class Asked:
    """
    What is asked for in one competence: level 1–5, importance 3 (high), 2 or 1 (low) for the next twelve months.

    `goals` are the ids of the strategic goals that ask for it; none where it is simply part of the role.
    """

    level: int
    importance: int
    goals: frozenset[UUID] = frozenset()


def together(one: Asked, other: Asked) -> Asked:
    """Two roles ask for the higher of two levels, and what matters more to one matters that much."""
    return Asked(max(one.level, other.level), max(one.importance, other.importance), one.goals | other.goals)


def asked_by_all(roles: Iterable[Mapping[C, Asked]]) -> dict[C, Asked]:
    """What somebody is asked for who has all the roles; one more role never asks for less."""
    found: dict[C, Asked] = {}
    for role in roles:
        for competence, asked in role.items():
            found[competence] = together(found[competence], asked) if competence in found else asked
    return found


@dataclass(frozen=True)
class Wanted:
    """One row of a role's table as somebody wants it: what is asked for, common to the workplace or local, and why."""

    level: int
    importance: int
    is_common: bool
    goal: UUID | None = None


@dataclass(frozen=True)
class Merge(Generic[C]):
    """Two people's tables put together; `clashes` are the rows both changed, each in her own way."""

    table: Mapping[C, Wanted]
    clashes: frozenset[C]


def put_together(was: Mapping[C, Wanted], mine: Mapping[C, Wanted], theirs: Mapping[C, Wanted]) -> Merge[C]:
    """
    What I and they made of the table as it was: each row as the one wants it who changed it.

    Where both changed a row differently it stays as I want it and is named as a clash: somebody has to choose.
    """
    table: dict[C, Wanted] = {}
    clashes = set()
    for key in dict.fromkeys([*mine, *theirs, *was]):
        before, ours, others = was.get(key), mine.get(key), theirs.get(key)
        if ours != before and others not in (before, ours):
            clashes.add(key)
        kept = others if ours == before else ours
        if kept is not None:
            table[key] = kept
    return Merge(table, frozenset(clashes))
