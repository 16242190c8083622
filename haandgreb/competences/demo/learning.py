"""The demo's learning goals with their steps, the activities planned for them, and three courses nothing asks for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.competences.demo.catalogue import same_id
from haandgreb.competences.models import (
    LearningActivity,
    LearningGoal,
    LevelStep,
    PlannedActivity,
    PracticeLearning,
)
from haandgreb.shared.demo import Demo
from haandgreb.shared.twolang import Text
from haandgreb.strategy.models import Strength

_FILE = Path(__file__).parents[1] / "content" / "demo-learning.toml"

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """Learning goals by the id of their practice ("C01") and what is planned by its code ("A01"), in demo.things."""
    rows = content()["goal"]
    goals = {row["id"]: _goal(demo, row, place) for place, row in enumerate(rows)}
    LearningGoal.objects.bulk_create(goals.values())
    LevelStep.objects.bulk_create(
        LevelStep(
            learning_goal=goals[row["id"]], competence=demo.things["competences"][key], level_from=low, level_to=high
        )
        for row in rows
        for key, low, high in row["steps"]
    )
    PracticeLearning.objects.bulk_create(
        PracticeLearning(
            practice=demo.things["practices"][row["id"]],
            learning_goal=goals[row["id"]],
            strength=row.get("strength", Strength.EXPERIENCE),
        )
        for row in rows
    )
    _whom(demo, rows, goals)
    demo.things["learning_goals"] = goals
    demo.things["planned"] = _activities(rows, goals)


def find(demo: Demo) -> None:
    """What is still there."""
    goals = LearningGoal.objects.filter(is_demo=True).exclude(code="")
    demo.things["learning_goals"] = {goal.code: goal for goal in goals}
    activities = PlannedActivity.objects.filter(is_demo=True).exclude(code="")
    demo.things["planned"] = {activity.code: activity for activity in activities}


def _goal(demo: Demo, row: Row, place: int) -> LearningGoal:
    title = Text.of(row["title"])
    goal = LearningGoal(
        id=same_id("learning", row["id"]),
        code=row["id"],
        title=title.da,
        title_en=title.en,
        scope=LearningGoal.Scope.ROLE if row.get("profiles") else LearningGoal.Scope.GROUP,
        place=place,
        is_demo=True,
    )
    goal.fill_keys()
    return goal


def _whom(demo: Demo, rows: list[Row], goals: dict[str, LearningGoal]) -> None:
    """A learning goal holds for the units of its practice, and for roles where the case names them."""
    practices = demo.things["practices"]
    links = LearningGoal.units.through
    links.objects.bulk_create(
        links(learninggoal_id=goals[row["id"]].pk, unit_id=unit.pk)
        for row in rows
        for unit in practices[row["id"]].units.all()
    )
    roles = LearningGoal.profiles.through
    roles.objects.bulk_create(
        roles(learninggoal_id=goals[row["id"]].pk, roleprofile_id=demo.things["profiles"][key].pk)
        for row in rows
        for key in row.get("profiles", ())
    )


def _activities(rows: list[Row], goals: dict[str, LearningGoal]) -> dict[str, PlannedActivity]:
    made: dict[str, PlannedActivity] = {}
    links: list[LearningActivity] = []
    planned: list[PlannedActivity] = []
    for row in rows:
        for number, line in enumerate(row.get("activity", ())):
            activity = _activity(line, line.get("code") or f"{row['id']}-{number + 1}")
            planned.append(activity)
            if activity.code:
                made[activity.code] = activity
            strength = line.get("strength", row.get("strength", Strength.EXPERIENCE))
            links += [
                LearningActivity(learning_goal=goals[key], activity=activity, strength=strength)
                for key in (row["id"], *line.get("also", ()))
            ]
    for line in content()["floating"]:
        activity = _activity(line, line["code"])
        planned.append(activity)
        made[activity.code] = activity
    PlannedActivity.objects.bulk_create(planned)
    LearningActivity.objects.bulk_create(links)
    _places(goals, planned)
    return made


def _places(goals: dict[str, LearningGoal], planned: list[PlannedActivity]) -> None:
    """An activity holds where its learning goal does; the floating ones hold for the whole workplace."""
    of_goal: dict[Any, list[Any]] = {}
    for goal_id, unit_id in LearningGoal.units.through.objects.filter(
        learninggoal__in=[goal.pk for goal in goals.values()]
    ).values_list("learninggoal_id", "unit_id"):
        of_goal.setdefault(goal_id, []).append(unit_id)
    wanted: dict[Any, set[Any]] = {}
    everywhere: set[Any] = set()
    for link in LearningActivity.objects.filter(activity__in=[one.pk for one in planned]):
        units = of_goal.get(link.learning_goal_id, [])
        wanted.setdefault(link.activity_id, set()).update(units)
        if not units:
            everywhere.add(link.activity_id)
    through = PlannedActivity.units.through
    through.objects.bulk_create(
        through(plannedactivity_id=activity_id, unit_id=unit_id)
        for activity_id, units in wanted.items()
        if activity_id not in everywhere
        for unit_id in sorted(units, key=str)
    )


def _activity(line: Row, code: str) -> PlannedActivity:
    title = Text.of(line["title"])
    activity = PlannedActivity(
        id=same_id("activity", code),
        code=code if code.startswith("A") else "",
        title=title.da,
        title_en=title.en,
        room=line["room"],
        handle=line.get("handle", ""),
        when=line.get("when", ""),
        hours=line.get("hours"),
        cost=line.get("cost"),
        is_demo=True,
    )
    activity.fill_keys()
    return activity
