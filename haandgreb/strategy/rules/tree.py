"""Goals down the tree of units: where a goal holds, and which goal another one may serve."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

MOST_DEEP = 20
"""So many goals may serve one another in a row. A workplace has four or five; a page draws no endless tree."""


def holds_in(goal_path: str | None, unit_path: str | None) -> bool:
    """
    Whether a goal holds in a unit. Paths are those of units, from the root down; None is the whole workplace.

    A goal of the whole workplace holds everywhere; a unit's goal holds in the unit and all below it.
    """
    if goal_path is None:
        return True
    return unit_path is not None and unit_path.startswith(goal_path)


def is_too_deep(goal: Key, parent: Key, parents: Mapping[Key, Key | None]) -> bool:
    """Whether more than MOST_DEEP goals would stand in a row if the goal, with all below it, served `parent`."""
    return len(_way_up(parent, parents)) + _height(goal, parents) > MOST_DEEP


def _way_up(goal: Key, parents: Mapping[Key, Key | None]) -> list[Key]:
    """The goal and those it serves, nearest first; ends also where they run in a circle."""
    found: dict[Key, None] = {}
    at: Key | None = goal
    while at is not None and at not in found:
        found[at] = None
        at = parents.get(at)
    return list(found)


def _height(goal: Key, parents: Mapping[Key, Key | None]) -> int:
    """How many goals stand in the longest row down from the goal, itself counted."""
    ways = (_way_up(one, parents) for one in parents)
    return max((way.index(goal) + 1 for way in ways if goal in way), default=1)


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
