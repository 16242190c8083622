"""Which competences each strategic goal asks for, and what may be shown of the whole workplace about them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haandgreb.competences.models import Competence, LearningGoal, LevelStep, PracticeLearning, Requirement
from haandgreb.competences.queries.gap import Line, Shown, in_order, shown_gap
from haandgreb.organisation.models import Person, Unit, valid_on
from haandgreb.strategy.models import GoalResult, PracticeChange, ResultPractice, StrategicGoal


@dataclass(frozen=True)
class GoalGap:
    """
    A goal and the competences it asks for, with what is shown of the whole workplace.

    `unasked`: competences learning for the goal calls for that no role asks for, so that nothing is counted.
    """

    goal: StrategicGoal
    lines: list[Line]
    unasked: list[Competence]


@dataclass(frozen=True)
class OrganisationGap:
    """The goals in their order, and the counting they are read from, of one top unit."""

    unit: Unit
    shown: Shown
    goals: list[GoalGap]


def organisation_gap(reader: Person, today: date) -> list[OrganisationGap]:
    """
    The gap of the whole workplace against each of its goals; one for each top unit, which is nearly always one.

    Only shown lines of single competences are put together here: no new group of people is formed.
    """
    asking = competences_by_goal(reader, today)
    goals = [goal for goal in StrategicGoal.objects.active().filter(unit=None) if asking.get(goal.pk)]
    names = Competence.objects.in_bulk([pk for some in asking.values() for pk in some])
    found = []
    for root in Unit.objects.on(today).filter(parent=None):
        shown = shown_gap(reader, root, today)
        lines = {line.competence.pk: line for line in shown.lines}
        found.append(OrganisationGap(root, shown, [_goal(goal, asking[goal.pk], lines, names) for goal in goals]))
    return found


def _goal(goal: StrategicGoal, asked: set[UUID], lines: dict[UUID, Line], names: dict[UUID, Competence]) -> GoalGap:
    others = sorted((names[pk] for pk in asked if pk not in lines), key=lambda one: one.sort_key)
    return GoalGap(goal, in_order(lines[pk] for pk in asked if pk in lines), others)


def competences_by_goal(reader: Person, today: date) -> dict[UUID, set[UUID]]:
    """
    Goal id → competences that requirements and learning goals on the map call for; a unit's own goal asks for the one
    it was made from. Of learning goals and practice changes only those the reader sees, and nobody's personal ones.
    """
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    held = Requirement.objects.filter(valid_on(today), goal__isnull=False).order_by()
    up = dict(StrategicGoal.objects.order_by().values_list("pk", "parent_id"))
    for goal, competence in [*held.values_list("goal_id", "competence_id").distinct(), *_called_for(reader)]:
        at: UUID | None = goal
        while at is not None:
            found[at].add(competence)
            at = up.get(at)
    return found


def _called_for(reader: Person) -> set[tuple[UUID, UUID]]:
    """
    Goal and competence, where a learning goal below the goal calls for a step in it.

    The links are read kind by kind and followed here: joined in the database, each chain is a row of its own.
    """
    seen = LearningGoal.objects.visible_to(reader).active().filter(person=None).order_by().values("pk")
    by_aim: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for aim, competence in (
        LevelStep.objects.filter(learning_goal__in=seen).order_by().values_list("learning_goal", "competence")
    ):
        by_aim[aim].add(competence)
    if not by_aim:
        return set()
    way = PracticeChange.objects.visible_to(reader).filter(person=None).order_by().values("pk")
    by_practice: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for practice, aim in PracticeLearning.objects.filter(practice__in=way).values_list("practice", "learning_goal"):
        by_practice[practice] |= by_aim.get(aim, set())
    goals: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for result, goal in GoalResult.objects.order_by().values_list("result", "goal"):
        goals[result].append(goal)
    above = ResultPractice.objects.order_by().values_list("practice", "result")
    return {
        (goal, competence)
        for practice, result in above
        for goal in goals.get(result, ())
        for competence in by_practice.get(practice, ())
    }
