"""
In which words somebody reads an agreed goal that was changed since.

The new text is between the person and the manager it is shared with. Every other manager reads the words that were
agreed, as if nothing had been written since (confidentiality 2; security and privacy 1, "Manager changes"). Whatever
shows goals to anybody but the person gets them from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F

from haandgreb.competences.models import (
    Competence,
    DevelopmentGoal,
    DevelopmentGoalVersion,
    LearningGoal,
    PathStep,
    Support,
)
from haandgreb.competences.queries.development_text import PLAIN
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import GoalVersion, PracticeChange, Result, StrategicGoal

LINKED: Mapping[str, type[models.Model]] = {
    "goal": StrategicGoal,
    "result": Result,
    "practice": PracticeChange,
    "learning_goal": LearningGoal,
    "said": GoalVersion,
    "competence": Competence,
}
Found = dict[str, dict[Any, Any]]


def reads_as_it_stands(goal: DevelopmentGoal, reader: Person) -> bool:
    """The person reads what she wrote; a manager what is agreed as it stands, or shared with her."""
    return goal.person_id == reader.pk or not goal.is_changed_since or goal.shared_with_id == reader.pk


def readable(goals: Iterable[DevelopmentGoal], reader: Person) -> list[DevelopmentGoal]:
    """
    The goals, each in the words this reader may read; they must be visible to her already.

    As many queries for one as for a hundred. What was agreed and is not kept is left out.
    """
    rows = list(goals)
    return _in_agreed_words(rows, [goal for goal in rows if not reads_as_it_stands(goal, reader)])


def in_agreed_words(goals: Iterable[DevelopmentGoal]) -> list[DevelopmentGoal]:
    """Agreed goals in the words both said yes to, for whoever may read them; three queries at most."""
    rows = list(goals)
    return _in_agreed_words(rows, [goal for goal in rows if goal.is_changed_since])


def _in_agreed_words(rows: list[DevelopmentGoal], changed: list[DevelopmentGoal]) -> list[DevelopmentGoal]:
    texts = _agreed_texts(changed)
    linked = _linked(texts.values())
    for goal in changed:
        if goal.pk in texts:
            _say(goal, texts[goal.pk], linked)
    hidden = {goal.pk for goal in changed if goal.pk not in texts}
    return [goal for goal in rows if goal.pk not in hidden]


def path_of(goal: DevelopmentGoal) -> list[PathStep]:
    """The steps of the path, in the words the goal is read in."""
    if goal.agreed_text is None:
        return list(goal.path.all())
    return [
        PathStep(goal=goal, place=place, **{**row, "due_on": _day(row["due_on"])})
        for place, row in enumerate(goal.agreed_text["path"])
    ]


def support_of(goal: DevelopmentGoal) -> list[Support]:
    """The lines of support, in the words the goal is read in."""
    if goal.agreed_text is None:
        return list(goal.support.select_related("who"))
    ids = supporters(goal.agreed_text)
    people = Person.objects.in_bulk([one for one in ids if one is not None])
    return [
        Support(
            goal=goal, who=people.get(who) if who else None, text=row["text"], due_on=_day(row["due_on"]), place=place
        )
        for place, (who, row) in enumerate(zip(ids, goal.agreed_text["support"], strict=True))
    ]


def supporters(text: Mapping[str, Any]) -> list[UUID | None]:
    """Who gives each line of support of a kept text."""
    return [UUID(one) if one else None for one in text["supporters"]]


def _agreed_texts(goals: list[DevelopmentGoal]) -> dict[UUID, DevelopmentGoalVersion]:
    if not goals:
        return {}
    rows = DevelopmentGoalVersion.objects.filter(goal__in=goals, number=F("goal__agreed_version"))
    return {row.goal_id: row for row in rows.select_related("written_by")}


def _linked(texts: Iterable[DevelopmentGoalVersion]) -> Found:
    wanted: dict[str, set[str]] = {}
    for version in texts:
        for name, key in version.text["links"].items():
            if key:
                wanted.setdefault(name, set()).add(key)
    return {
        name: {str(pk): one for pk, one in LINKED[name]._default_manager.in_bulk(list(keys)).items()}
        for name, keys in wanted.items()
    }


def _say(goal: DevelopmentGoal, version: DevelopmentGoalVersion, linked: Found) -> None:
    text = version.text
    goal.agreed_text = text
    for name in (*PLAIN, "first_tried"):
        setattr(goal, name, text[name])
    goal.first_tried_on = _day(text["first_tried_on"])
    for name in LINKED:
        setattr(goal, name, linked.get(name, {}).get(text["links"][name]))
    goal.version, goal.changed_at, goal.changed_by = version.number, version.written_at, version.written_by
    goal.yes_by, goal.yes_version, goal.yes_at = None, None, None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
