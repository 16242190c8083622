"""The front page of the map: the core task, every goal with its counts, and what does not hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from haandgreb.impactmap.permissions import editor
from haandgreb.impactmap.queries import lists
from haandgreb.impactmap.queries.cards import GOAL, LEARNING, PRACTICE, RESULT, Loaded, load
from haandgreb.impactmap.rules.board import Key
from haandgreb.organisation.models import Person, Unit
from haandgreb.strategy.models import Statement, StrategicGoal
from haandgreb.strategy.permissions import sees_names

Below = dict[Key, list[Key]]


@dataclass
class GoalLine:
    """One goal of the tree: what hangs on it, and what is missing below it."""

    goal: StrategicGoal
    owner: Person | None
    depth: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    lacks: dict[str, int] = field(default_factory=dict)


def units_below_or_above(unit: Unit) -> Q:
    """What holds for the unit: for all, for it, for one above it; and what units below it do."""
    path = Q(units__path__startswith=unit.path) | Q(units__in=unit.ancestor_ids())
    return Q(units=None) | path


def home(person: Person, today: date, unit: Unit | None = None) -> dict[str, Any]:
    """Everything the page shows; as many queries for one goal as for a hundred."""
    goals = StrategicGoal.objects.visible_to(person).active()
    if unit is not None:
        goals = goals.for_unit(unit)
    found = list(goals.select_related("owner", "unit"))
    mine = editor(person, today)
    loaded = load(found, mine, within=units_below_or_above(unit) if unit else None)
    names, below = sees_names(person, today), loaded.below()
    floating = lists.floating(mine)
    barriers, in_all = lists.in_the_way(mine, today, units=_practice_ids(loaded))
    return {
        "goals": [_line(line, loaded, below, names) for line in _in_tree(found)],
        "core_task": Statement.objects.visible_to(person).current().filter(kind="core_task", unit=None).first(),
        "unit": unit,
        "sees_all": mine.sees_all,
        "floating": floating[:5],
        "floating_in_all": len(floating),
        "barriers": barriers,
        "barriers_in_all": in_all,
        "lacks": _lacks(card.lacks for card in loaded.cards.values()),
    }


def _practice_ids(loaded: Loaded) -> Q:
    return Q(pk__in=[key[1] for key in loaded.cards if key[0] == PRACTICE])


def _in_tree(goals: Sequence[StrategicGoal]) -> list[tuple[StrategicGoal, int]]:
    """Each goal, followed by those that units have made of it."""
    known = {goal.pk for goal in goals}
    below: dict[UUID | None, list[StrategicGoal]] = defaultdict(list)
    for goal in goals:
        below[goal.parent_id if goal.parent_id in known else None].append(goal)
    found: list[tuple[StrategicGoal, int]] = []
    waiting = [(goal, 0) for goal in reversed(below[None])]
    while waiting:
        goal, depth = waiting.pop()
        found.append((goal, depth))
        waiting += [(other, depth + 1) for other in reversed(below.pop(goal.pk, []))]
    return found


def _line(placed: tuple[StrategicGoal, int], loaded: Loaded, below: Below, names: bool) -> GoalLine:
    goal, depth = placed
    line = GoalLine(goal, goal.owner if names else None, min(depth, 3))
    level: set[Key] = {(GOAL, goal.pk)}
    for kind in (RESULT, PRACTICE, LEARNING):
        level = {key for upper in level for key in below.get(upper, ())}
        line.counts[kind] = len(level)
        line.lacks |= {kind: sum(bool(loaded.cards[key].lacks) for key in level)}
    return line


def _lacks(found: Any) -> dict[str, int]:
    counts = {"practice": 0, "learning": 0, "activity": 0}
    for what in found:
        if what:
            counts[what] += 1
    return counts
