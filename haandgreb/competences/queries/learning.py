"""What pages and acts ask about learning goals and planned activities."""

from __future__ import annotations

from typing import Any

from haandgreb.competences.models import (
    DevelopmentGoal,
    LearningActivity,
    LearningGoal,
    LevelStep,
    PlannedActivity,
    PracticeLearning,
)
from haandgreb.organisation.models import Person, PersonQuerySet
from haandgreb.strategy.models import PracticeChange
from haandgreb.strategy.queries.practice import hangs_on


def goal_is_built_on(goal: LearningGoal) -> bool:
    """Whether activities or development goals hang on it."""
    return hangs_on(goal, parts=(PracticeLearning, LevelStep))


def activity_is_built_on(activity: PlannedActivity) -> bool:
    """Whether a real activity points to the line of the plan."""
    return hangs_on(activity, parts=(LearningActivity,))


def people_built_on(thing: PracticeChange | LearningGoal) -> PersonQuerySet:
    """Those whose development goals hang on it: they are told when it is closed; nobody else learns who they are."""
    name = "practice" if isinstance(thing, PracticeChange) else "learning_goal"
    goals = DevelopmentGoal.objects.filter(**{name: thing}).exclude(status=DevelopmentGoal.Status.REPLACED)
    return Person.objects.filter(pk__in=goals.values("person"))


def personal_data(person: Person) -> dict[str, Any]:
    """Learning goals and planned activities that are hers alone, for her own copy."""
    steps = LevelStep.objects.filter(learning_goal__person=person).select_related("competence", "learning_goal")
    return {
        "own_learning_goals": list(LearningGoal.objects.filter(person=person).values("title", "state", "closed_why")),
        "own_learning_steps": [
            {
                "learning_goal": step.learning_goal.title,
                "competence": step.competence.title,
                "from": step.level_from,
                "to": step.level_to,
            }
            for step in steps
        ],
        "own_planned_activities": list(
            PlannedActivity.objects.filter(person=person).values("title", "room", "when", "hours", "cost")
        ),
    }
