"""Goals down the tree of units: where a goal holds, and which goal another one may serve."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def holds_in(goal_path: str | None, unit_path: str | None) -> bool:
    """
    Whether a goal holds in a unit. Paths are those of units, from the root down; None is the whole workplace.

    A goal of the whole workplace holds everywhere; a unit's goal holds in the unit and all below it.
    """
    if goal_path is None:
        return True
    return unit_path is not None and unit_path.startswith(goal_path)


def makes_a_circle(goal: Key, parent: Key | None, parents: Mapping[Key, Key | None]) -> bool:
    """
    Whether the goal would end up serving itself if it served `parent`; `parents` are those of all goals now.

    Ends also where the goals already run in a circle.
    """
    seen: set[Key] = set()
    at = parent
    while at is not None and at not in seen:
        if at == goal:
            return True
        seen.add(at)
        at = parents.get(at)
    return False
