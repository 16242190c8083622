"""What people do with goals: make, change, make a unit's own, close, open again, delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.actions import closing
from haandgreb.strategy.actions.links import next_place
from haandgreb.strategy.actions.telling import tell_of_closing
from haandgreb.strategy.models import GoalVersion, StrategicGoal
from haandgreb.strategy.queries.built_on import built_on_goal
from haandgreb.strategy.rules.tree import holds_in, is_too_deep, makes_a_circle

SAID = ("title", "title_en", "why", "why_en", "meaning", "source", "starts_on", "ends_on")
"""What a version keeps: built on it is what it said, not who owned it or where it stood."""

CHANGEABLE = (*SAID, "code", "owner", "parent")


class Circle(Exception):
    """The goal would end up serving itself."""


class HoldsElsewhere(Exception):
    """The goal above does not hold in the goal's unit."""


class TooDeep(Exception):
    """More goals would serve one another in a row than a tree can show."""


@transaction.atomic
def create(*, by: Person, **facts: Any) -> StrategicGoal:
    """A new goal, last among its siblings. Raises Circle, HoldsElsewhere or TooDeep for a goal above that cannot be."""
    goal = StrategicGoal(place=next_place(StrategicGoal), **facts)
    _check_parent(goal, goal.parent)
    goal.save()
    _write_version(goal, by=by)
    audit.record("goal made", by=by, about=goal)
    return goal


@transaction.atomic
def make_own(goal: StrategicGoal, unit: Unit, *, by: Person, **facts: Any) -> tuple[StrategicGoal, bool]:
    """
    The unit says what the goal means there, as a goal of its own with the same period. Says whether it is new.

    A unit makes a goal its own once; the second time the first one is given back, unchanged. Raises TooDeep.
    """
    _hold_goals()
    there = StrategicGoal.objects.filter(parent=goal, unit=unit).first()
    if there is not None:
        return there, False
    period = {"starts_on": goal.starts_on, "ends_on": goal.ends_on}
    return create(by=by, parent=goal, unit=unit, **period, **facts), True


@transaction.atomic
def change(goal: StrategicGoal, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """
    Write the facts; what the goal said before stays readable. Raises Stale where somebody changed it after `version`,
    Circle, HoldsElsewhere or TooDeep for a goal above it that cannot be; nothing is written then.
    """
    values = {name: facts[name] for name in CHANGEABLE if name in facts}
    moves = "parent" in values and values["parent"] != goal.parent
    if moves:
        _hold_goals()
    raise_version(goal, version)
    if moves:
        _check_parent(goal, values["parent"])
    says_new = any(getattr(goal, name) != values[name] for name in SAID if name in values)
    for name, value in values.items():
        setattr(goal, name, value)
    goal.save(update_fields=[*values, "sort_key"])
    if says_new:
        _write_version(goal, by=by)
    audit.record("goal changed", by=by, about=goal)


@transaction.atomic
def close(goal: StrategicGoal, why: str, *, by: Person, on: date | None = None) -> None:
    """It counts no more, and why; what was built on it stays, and those who built are told."""
    if closing.close(goal, "goal", why, by=by, on=on):
        tell_of_closing(goal, built_on_goal(goal).people, by=by)


def reopen(goal: StrategicGoal, *, by: Person) -> None:
    """It counts again."""
    closing.reopen(goal, "goal", by=by)


@transaction.atomic
def delete(goal: StrategicGoal, *, by: Person) -> None:
    """Delete what nothing is built on. Raises BuiltOn otherwise."""
    StrategicGoal.objects.select_for_update().get(pk=goal.pk)
    closing.delete(goal, "goal", is_built_on=bool(built_on_goal(goal)), by=by)


def _check_parent(goal: StrategicGoal, parent: StrategicGoal | None) -> None:
    """Raises HoldsElsewhere, Circle or TooDeep."""
    if parent is None:
        return
    unit = goal.unit.path if goal.unit else None
    if not holds_in(parent.unit.path if parent.unit else None, unit):
        raise HoldsElsewhere
    _hold_goals()
    parents = dict(StrategicGoal.objects.values_list("pk", "parent"))
    if makes_a_circle(goal.pk, parent.pk, parents):
        raise Circle
    if is_too_deep(goal.pk, parent.pk, parents):
        raise TooDeep


def _hold_goals() -> None:
    """
    Nobody changes what goals serve until this act is done: two who each draw half a circle wait for each other.

    Called before any single goal is written, or they would wait for each other for ever.
    """
    list(StrategicGoal.objects.select_for_update().order_by("pk").values_list("pk"))


def _write_version(goal: StrategicGoal, *, by: Person) -> None:
    last = goal.versions.values_list("number", flat=True).first() or 0
    GoalVersion.objects.create(
        goal=goal,
        number=last + 1,
        written_at=clock.now(),
        written_by=by,
        **{name: getattr(goal, name) for name in SAID},
    )
