"""An impact map of a thousand cards under one goal, for the bench."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from haandgreb.competences.models import LearningActivity, LearningGoal, PlannedActivity, PracticeLearning
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.strategy.models import (
    Barrier,
    GoalResult,
    GoalVersion,
    PracticeChange,
    Result,
    ResultPractice,
    Situation,
    StrategicGoal,
)

RESULTS, PRACTICES, GOALS = 25, 400, 574  # with the goal itself a thousand cards


def make(owner: Person) -> dict[str, str]:
    """The map; the addresses of the whole of it and of one result drawn on the board."""
    units = list(Unit.objects.order_by("ext_id")[:20])
    today = clock.today()
    period = {"starts_on": today, "ends_on": today + timedelta(days=600)}
    goal = StrategicGoal.objects.create(title="Afgørelser, der forstås og holder", owner=owner, **period)
    said = GoalVersion.objects.create(goal=goal, number=1, title=goal.title, written_at=clock.now(), **period)
    results = Result.objects.bulk_create(Result(title=f"Delresultat {n}", place=n) for n in range(RESULTS))
    GoalResult.objects.bulk_create(GoalResult(goal=goal, result=result, said=said) for result in results)
    practices = _practices(results, units)
    _learning(practices, units)
    map_page = f"/map/{goal.pk}/"
    return {"map": map_page, "map of one result": f"{map_page}?result={results[0].pk}", "map home": "/map/"}


def _practices(results: list[Result], units: list[Unit]) -> list[PracticeChange]:
    situations = Situation.objects.bulk_create(Situation(title=f"Situation {n}") for n in range(RESULTS))
    practices = PracticeChange.objects.bulk_create(
        PracticeChange(title=f"Vi gør nummer {n} anderledes", place=n, situation=situations[n % RESULTS])
        for n in range(PRACTICES)
    )
    ResultPractice.objects.bulk_create(
        ResultPractice(result=results[n % RESULTS], practice=practice) for n, practice in enumerate(practices)
    )
    # Every fifth leads to a second result as well.
    ResultPractice.objects.bulk_create(
        ResultPractice(result=results[(n + 1) % RESULTS], practice=practice)
        for n, practice in enumerate(practices)
        if n % 5 == 0
    )
    Barrier.objects.bulk_create(Barrier(practice=practice, text="Tid", kind="time") for practice in practices[::3])
    _hold_for(PracticeChange, [practice.pk for practice in practices], units)
    return practices


def _learning(practices: list[PracticeChange], units: list[Unit]) -> None:
    goals = LearningGoal.objects.bulk_create(LearningGoal(title=f"Jeg kan nummer {n}", place=n) for n in range(GOALS))
    PracticeLearning.objects.bulk_create(
        PracticeLearning(practice=practices[n % PRACTICES], learning_goal=goal) for n, goal in enumerate(goals)
    )
    plans = PlannedActivity.objects.bulk_create(PlannedActivity(title=f"Sidemand {n}", hours=4) for n in range(GOALS))
    LearningActivity.objects.bulk_create(
        LearningActivity(learning_goal=goal, activity=plan) for goal, plan in zip(goals, plans, strict=True)
    )
    _hold_for(LearningGoal, [goal.pk for goal in goals], units)
    _hold_for(PlannedActivity, [plan.pk for plan in plans], units)


def _hold_for(model: Any, ids: list[UUID], units: list[Unit]) -> None:
    """Each holds for one of the units."""
    through = model.units.through
    column = f"{model._meta.model_name}_id"
    through._default_manager.bulk_create(
        through(**{column: pk, "unit_id": units[n % len(units)].pk}) for n, pk in enumerate(ids)
    )
