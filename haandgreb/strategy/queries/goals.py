"""What pages ask about direction and goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from haandgreb.organisation import queries as organisation
from haandgreb.organisation.models import Person, Unit
from haandgreb.strategy.models import GoalQuerySet, GoalVersion, Result, Statement, StrategicGoal
from haandgreb.strategy.permissions import direction_written_by


@dataclass
class Node:
    """A goal in the tree, with the goals below it that hold in the same unit."""

    goal: StrategicGoal
    may_edit: bool
    may_own: bool
    below: list[Node] = field(default_factory=list)
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True)
class Home:
    """The direction, and the goals that hold in a unit (None: those of the whole workplace alone)."""

    statements: dict[str, Statement]
    may_write: bool
    unit: Unit | None
    own_units: Sequence[Unit]
    roots: Sequence[Node]
    closed: Sequence[StrategicGoal]
    may_add: bool


def current_statements() -> dict[str, Statement]:
    """Kind → what it says now for the whole workplace."""
    return {row.kind: row for row in Statement.objects.current().filter(unit=None)}


def versions_of(kind: str) -> list[Statement]:
    """What it says now and said before, newest first."""
    return list(Statement.objects.filter(kind=kind, unit=None).select_related("written_by").order_by("-version"))


def home(person: Person, unit: Unit | None, today: date) -> Home:
    """The page of direction and goals; the same few queries however many goals."""
    here = StrategicGoal.objects.filter(unit=None) if unit is None else StrategicGoal.objects.for_unit(unit)
    goals = list(counted(here.visible_to(person)).select_related("owner", "unit"))
    active = [goal for goal in goals if goal.state == StrategicGoal.State.ACTIVE]
    key = unit.pk if unit else None
    among = {pk for pk in (key, *(goal.unit_id for goal in active)) if pk is not None}
    writes = direction_written_by(person, today, among)
    return Home(
        statements=current_statements(),
        may_write=writes.everywhere,
        unit=unit,
        own_units=organisation.units_of(person, today),
        roots=_tree(active, writes.of, unit),
        closed=[goal for goal in goals if goal.state == StrategicGoal.State.CLOSED],
        may_add=writes.of(key),
    )


def counted(goals: GoalQuerySet) -> GoalQuerySet:
    """The goals with `result_count`: how many active results lead to each."""
    active = Q(result_links__result__state=Result.State.ACTIVE)
    return goals.annotate(result_count=Count("result_links", filter=active)).order_by("place", "sort_key", "pk")


def _tree(goals: Sequence[StrategicGoal], writes: Callable[[UUID | None], bool], unit: Unit | None) -> list[Node]:
    known = {goal.pk for goal in goals}
    below: dict[UUID | None, list[StrategicGoal]] = defaultdict(list)
    for goal in goals:
        below[goal.parent_id if goal.parent_id in known else None].append(goal)

    def nodes(parent: UUID | None) -> list[Node]:
        return [_node(goal, nodes(goal.pk)) for goal in below[parent]]

    def _node(goal: StrategicGoal, children: list[Node]) -> Node:
        is_own = unit is not None and (goal.unit_id == unit.pk or any(one.goal.unit_id == unit.pk for one in children))
        may_own = unit is not None and not is_own and writes(unit.pk)
        return Node(goal, writes(goal.unit_id), may_own, children)

    roots = nodes(None)
    _mark_ends(roots)
    return roots


def _mark_ends(nodes: Sequence[Node]) -> None:
    """Which of the siblings of the same unit come first and last: they cannot move further."""
    of_unit: dict[UUID | None, list[Node]] = defaultdict(list)
    for node in nodes:
        of_unit[node.goal.unit_id].append(node)
        _mark_ends(node.below)
    for siblings in of_unit.values():
        for place, node in enumerate(siblings):
            node.is_first, node.is_last = place == 0, place == len(siblings) - 1


def siblings_of(goal: StrategicGoal) -> list[UUID]:
    """The active goals beside this one: of the same unit, under the same goal."""
    beside = StrategicGoal.objects.active().filter(unit=goal.unit_id, parent=goal.parent_id)
    return list(beside.values_list("pk", flat=True))


def chain_of(goal: StrategicGoal) -> list[StrategicGoal]:
    """The goals this one serves, from the top down to the nearest; ends also where they run in a circle."""
    found: list[StrategicGoal] = []
    seen = {goal.pk}
    at = goal.parent
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        found.append(at)
        above = at.parent_id
        at = StrategicGoal.objects.select_related("unit", "owner").filter(pk=above).first() if above else None
    return found[::-1]


def history_of(goal: StrategicGoal) -> list[GoalVersion]:
    """What the goal says now and said before, newest first."""
    return list(goal.versions.select_related("written_by"))


def own_goals_of(goal: StrategicGoal) -> GoalQuerySet:
    """The goals of units that made this one their own, in the order of the units."""
    return counted(goal.made_own.all()).select_related("unit", "owner").order_by("state", "unit__sort_key", "pk")


def choices_above(unit: Unit | None, apart: Iterable[UUID] = ()) -> GoalQuerySet:
    """The active goals a goal of the unit may serve, as far as the tree of units decides."""
    here = (
        StrategicGoal.objects.active().filter(unit=None)
        if unit is None
        else (StrategicGoal.objects.active().for_unit(unit))
    )
    return here.exclude(pk__in=list(apart)).select_related("unit")
