"""What people do with learning goals (IM-4) and the activities planned for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.competences.models import (
    Competence,
    LearningActivity,
    LearningGoal,
    LevelStep,
    PlannedActivity,
    PracticeLearning,
    RoleProfile,
)
from haandgreb.competences.queries.learning import activity_is_built_on, goal_is_built_on
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.actions import closing
from haandgreb.strategy.actions.links import Join, connect, next_place
from haandgreb.strategy.models import PracticeChange, Strength

PRACTICE_LEARNING = Join(PracticeLearning, "practice", "learning_goal")
LEARNING_ACTIVITY = Join(LearningActivity, "learning_goal", "activity")
GOAL_FACTS = ("title", "title_en", "scope")
ACTIVITY_FACTS = ("title", "title_en", "room", "handle", "when", "hours", "cost")


@dataclass(frozen=True)
class Step:
    """The step in a competence that a learning goal calls for: from one level up to another, 0–5."""

    competence: Competence
    level_from: int
    level_to: int


@transaction.atomic
def add_goal(
    *,
    by: Person,
    practices: Iterable[PracticeChange] = (),
    strength: str = Strength.EXPERIENCE,
    steps: Iterable[Step] = (),
    units: Iterable[Unit] = (),
    profiles: Iterable[RoleProfile] = (),
    person: Person | None = None,
    **facts: Any,
) -> LearningGoal:
    """A learning goal under the practice changes, last in its column. With `person` it is hers alone."""
    if person is not None:
        facts["scope"] = LearningGoal.Scope.PERSON
    goal = LearningGoal.objects.create(place=next_place(LearningGoal), person=person, **facts)
    goal.units.set(units)
    goal.profiles.set(profiles)
    _set_steps(goal, steps)
    for practice in practices:
        connect(PRACTICE_LEARNING, practice, goal, by=by, strength=strength)
    audit.record("learning goal added", by=by, about=goal)
    return goal


@transaction.atomic
def change_goal(goal: LearningGoal, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Write the facts, `steps`, `units` and `profiles` among them. Raises Stale as everywhere."""
    raise_version(goal, version)
    values = {name: facts[name] for name in GOAL_FACTS if name in facts}
    for name, value in values.items():
        setattr(goal, name, value)
    goal.save(update_fields=[*values, "sort_key"])
    if "units" in facts:
        goal.units.set(facts["units"])
    if "profiles" in facts:
        goal.profiles.set(facts["profiles"])
    if "steps" in facts:
        _set_steps(goal, facts["steps"])
    audit.record("learning goal changed", by=by, about=goal)


def close_goal(goal: LearningGoal, why: str, *, by: Person, on: date | None = None) -> None:
    """It counts no more, and why; what was built on it can still be read."""
    closing.close(goal, "learning goal", why, by=by, on=on)


def reopen_goal(goal: LearningGoal, *, by: Person) -> None:
    """It counts again."""
    closing.reopen(goal, "learning goal", by=by)


@transaction.atomic
def delete_goal(goal: LearningGoal, *, by: Person) -> None:
    """Delete what nothing hangs on. Raises BuiltOn otherwise."""
    closing.delete(goal, "learning goal", is_built_on=goal_is_built_on(goal), by=by)


@transaction.atomic
def add_activity(
    *,
    by: Person,
    goals: Iterable[LearningGoal] = (),
    strength: str = Strength.EXPERIENCE,
    units: Iterable[Unit] = (),
    person: Person | None = None,
    **facts: Any,
) -> PlannedActivity:
    """A line of the plan: room, handle, when, hours, cost in DKK."""
    activity = PlannedActivity.objects.create(person=person, **facts)
    activity.units.set(units)
    for goal in goals:
        connect(LEARNING_ACTIVITY, goal, activity, by=by, strength=strength)
    audit.record("activity planned", by=by, about=activity)
    return activity


@transaction.atomic
def change_activity(
    activity: PlannedActivity, facts: Mapping[str, Any], *, by: Person, version: int | None = None
) -> None:
    """Write the facts. Raises Stale as everywhere."""
    raise_version(activity, version)
    values = {name: facts[name] for name in ACTIVITY_FACTS if name in facts}
    for name, value in values.items():
        setattr(activity, name, value)
    activity.save(update_fields=[*values, "sort_key"])
    if "units" in facts:
        activity.units.set(facts["units"])
    audit.record("planned activity changed", by=by, about=activity)


@transaction.atomic
def delete_activity(activity: PlannedActivity, *, by: Person) -> None:
    """Take the line off the plan. Raises BuiltOn where a real activity points to it."""
    closing.delete(activity, "planned activity", is_built_on=activity_is_built_on(activity), by=by)


def forget(person: Person) -> None:
    """What was hers alone goes; what a unit wrote stays."""
    PlannedActivity.objects.filter(person=person).delete()
    LearningGoal.objects.filter(person=person).delete()


def _set_steps(goal: LearningGoal, steps: Iterable[Step]) -> None:
    """One step a competence: the last one said counts."""
    wanted = {step.competence.pk: step for step in steps}
    goal.steps.exclude(competence__in=wanted).delete()
    for step in wanted.values():
        LevelStep.objects.update_or_create(
            learning_goal=goal,
            competence=step.competence,
            defaults={"level_from": step.level_from, "level_to": step.level_to},
        )
