"""A map for the tests, from goal to activity. Nothing is random."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from haandgreb.competences.actions import learning
from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit
from haandgreb.shared import clock
from haandgreb.strategy.actions import links, practice
from haandgreb.strategy.models import GoalVersion, PracticeChange, Result, StrategicGoal, Strength


def a_manager(unit: Unit | None = None, name: str = "Frida Moseklint") -> Person:
    """Somebody who leads the unit, and may change what stands on the map for it."""
    unit = unit or Unit.objects.first() or make_unit("Tilskud")
    person = make_person(name, unit)
    make_manager(person, unit)
    return person


def a_goal(title: str = "Afgørelser, der forstås og holder", **facts: Any) -> StrategicGoal:
    """A goal of the whole workplace, as it says today."""
    today = clock.today()
    period = {"starts_on": today - timedelta(days=120), "ends_on": today + timedelta(days=600)}
    goal = StrategicGoal.objects.create(title=title, **{**period, **facts})
    GoalVersion.objects.create(goal=goal, number=1, title=goal.title, written_at=clock.now(), **period)
    return goal


def a_result(goal: StrategicGoal | None, by: Person, title: str = "Færre ringer om brevet", **facts: Any) -> Result:
    """A result under the goal."""
    strength = facts.pop("strength", Strength.EXPERIENCE)
    result = Result.objects.create(title=title, place=links.next_place(Result), **facts)
    if goal is not None:
        links.connect(links.GOAL_RESULT, goal, result, by=by, strength=strength)
    return result


def a_practice(
    result: Result | None, by: Person, title: str = "Vi skriver vægtningen først", **facts: Any
) -> PracticeChange:
    """A practice change under the result."""
    return practice.add(by=by, results=[result] if result else [], title=title, **facts)


def a_learning_goal(
    above: PracticeChange | None, by: Person, title: str = "Jeg kan begrunde et skøn", **facts: Any
) -> LearningGoal:
    """A learning goal under the practice change."""
    return learning.add_goal(by=by, practices=[above] if above else [], title=title, **facts)


def an_activity(above: LearningGoal | None, by: Person, title: str = "Sidemand", **facts: Any) -> PlannedActivity:
    """An activity planned for the learning goal."""
    return learning.add_activity(by=by, goals=[above] if above else [], title=title, **facts)


@dataclass(frozen=True)
class Map:
    """One line of sight."""

    goal: StrategicGoal
    result: Result
    practice: PracticeChange
    learning: LearningGoal
    activity: PlannedActivity


def a_map(by: Person, **facts: Any) -> Map:
    """From goal to activity; the facts (units, person) hold for all that stands below the result."""
    goal = a_goal()
    result = a_result(goal, by)
    change = a_practice(result, by, **facts)
    aim = a_learning_goal(change, by, **facts)
    return Map(goal, result, change, aim, an_activity(aim, by, **facts))
