"""Direction, goals and results for the tests. Nothing is random."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from haandgreb.organisation.models import Person, Role, Unit
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit
from haandgreb.shared import clock
from haandgreb.strategy.actions import goals, results
from haandgreb.strategy.models import Measurement, Result, StrategicGoal


def a_leader(unit: Unit | None = None, name: str = "Freja Birkelys") -> Person:
    """Somebody who leads the unit (a top unit is made), and so writes what holds there."""
    unit = unit or Unit.objects.filter(parent=None).first() or make_unit("Styrelsen")
    person = make_person(name, unit)
    make_manager(person, unit)
    return person


def an_hr_person(unit: Unit | None = None, name: str = "Camille Vangsted") -> Person:
    """HR for the whole workplace."""
    person = make_person(name, unit or Unit.objects.first() or make_unit("Styrelsen"))
    give_role(person, Role.Kind.HR, everywhere=True)
    return person


def a_goal(by: Person, title: str = "Afgørelser, der forstås og holder", **facts: Any) -> StrategicGoal:
    """A goal of the whole workplace unless a unit is given."""
    today = clock.today()
    facts.setdefault("starts_on", today - timedelta(days=100))
    facts.setdefault("ends_on", today + timedelta(days=500))
    return goals.create(by=by, title=title, **facts)


def a_result(goal: StrategicGoal | None, by: Person, title: str = "Færre ringer om brevet", **facts: Any) -> Result:
    """A result under the goal."""
    return results.create(by=by, goal=goal, title=title, **facts)


def measured(result: Result, days_ago: int, value: float, **facts: Any) -> Measurement:
    """What it was so many days ago."""
    day = clock.today() - timedelta(days=days_ago)
    return Measurement.objects.create(result=result, measured_on=day, value=Decimal(str(value)), **facts)
