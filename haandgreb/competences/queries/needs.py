"""HR's list of needs: what is lacked, why it matters, and what is planned for it; within assigned units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from haandgreb.competences.models import (
    Competence,
    GapRelease,
    Importance,
    LearningGoal,
    LevelStep,
    PlannedActivity,
)
from haandgreb.competences.queries.gap import asked_of, latest_release
from haandgreb.competences.queries.goal_gap import competences_by_goal
from haandgreb.organisation.models import Person, Unit, UnitQuerySet
from haandgreb.organisation.permissions import hr_units, is_hr_for_all
from haandgreb.strategy.models import StrategicGoal


class Figures(NamedTuple):
    """What is shown of a competence in one unit: UnitGap without the weight of a row, as there are thousands."""

    unit: Unit
    unit_id: UUID
    within_id: UUID | None
    competence_id: UUID
    counted_on: date
    lack: int
    have: int
    unknown: int


@dataclass
class Need:
    """
    One competence. `whole`: the lines of the largest units of hers that may be shown, `parts`: those right below them.

    `people`: how many have agreed a development goal for it; None where they are fewer than five.
    """

    competence: Competence
    weight: int
    goals: list[StrategicGoal] = field(default_factory=list)
    whole: list[Figures] = field(default_factory=list)
    parts: list[Figures] = field(default_factory=list)
    learning: list[LearningGoal] = field(default_factory=list)
    activities: list[PlannedActivity] = field(default_factory=list)
    people: int | None = None

    @property
    def importance(self) -> str:
        return str(Importance(self.weight).label)


@dataclass
class Needs:
    """The list, the most important first, and the counting it is read from."""

    release: GapRelease | None
    rows: list[Need]
    whole_workplace: bool

    @property
    def without_learning(self) -> int:
        """Needs with people who lack it, for which nothing stands on the map."""
        return sum(any(row.lack for row in need.whole) and not need.learning for need in self.rows)


def needs(reader: Person, today: date) -> Needs:
    """Everything roles in her units ask for; as many queries for three competences as for three hundred."""
    units = hr_units(reader, today)
    release = latest_release()
    tops = units.exclude(parent__in=units.order_by().values("pk"))
    weights = asked_of(tops, release) if release is not None else {}
    goals = competences_by_goal(reader, today)
    names = Competence.objects.in_bulk(list(weights))
    found = {pk: Need(names[pk], weight) for pk, weight in weights.items() if pk in names}
    for goal in StrategicGoal.objects.active().filter(unit=None):
        for pk in goals.get(goal.pk, ()):
            if pk in found:
                found[pk].goals.append(goal)
    everywhere = is_hr_for_all(reader, today)
    if release is not None:
        _figures(found, None if everywhere else units, release)
        if everywhere:
            _people(found, release)
    _learning(found, reader)
    rows = sorted(found.values(), key=lambda need: (-need.weight, need.competence.sort_key, need.competence.pk))
    return Needs(release, rows, everywhere)


_FACTS = ("unit_id", "within_id", "competence_id", "counted_on", "lack", "have", "unknown")


def _figures(found: dict[UUID, Need], units: UnitQuerySet | None, release: GapRelease) -> None:
    """The highest lines within her units (None: all there are), and those that stand right below them."""
    rows = release.rows.order_by("unit__sort_key", "unit")
    if units is None:
        tops = list(rows.filter(within=None).values_list(*_FACTS))
    else:
        hers = units.order_by().values("pk")
        rows = rows.filter(unit__in=hers)
        top = [rows.filter(within=None), rows.exclude(within=None).exclude(within__in=hers)]
        tops = [facts for some in top for facts in some.values_list(*_FACTS)]
    below = list(rows.filter(within__in={facts[0] for facts in tops}).values_list(*_FACTS))
    # Each unit once, not once a line: it stands in as many lines as there are competences.
    names = Unit.objects.in_bulk({facts[0] for facts in [*tops, *below]})
    _hand_out(found, [Figures(names[row[0]], *row) for row in tops], [Figures(names[row[0]], *row) for row in below])


def _hand_out(found: dict[UUID, Need], tops: list[Figures], below: list[Figures]) -> None:
    highest = {(row.competence_id, row.unit_id) for row in tops}
    for row in tops:
        if row.competence_id in found:
            found[row.competence_id].whole.append(row)
    for row in below:
        if row.competence_id in found and (row.competence_id, row.within_id) in highest:
            found[row.competence_id].parts.append(row)


def _people(found: dict[UUID, Need], release: GapRelease) -> None:
    for key, people in release.goals.items():
        if UUID(key) in found:
            found[UUID(key)].people = people


def _learning(found: dict[UUID, Need], reader: Person) -> None:
    """Learning goals on the map that call for a step, and what is planned for them: those she sees."""
    seen = LearningGoal.objects.visible_to(reader).active().filter(person=None)
    activities = PlannedActivity.objects.visible_to(reader).filter(person=None)
    planned = {activity.pk: activity for activity in activities.order_by("sort_key", "pk")}
    of_goal: defaultdict[UUID, set[UUID]] = defaultdict(set)
    links = PlannedActivity.learning_goals.through.objects.filter(activity__in=activities.order_by().values("pk"))
    for goal, activity in links.values_list("learning_goal_id", "activity_id"):
        of_goal[goal].add(activity)
    steps = LevelStep.objects.filter(learning_goal__in=seen.order_by().values("pk"), competence__in=list(found))
    order = ("learning_goal__place", "learning_goal__sort_key", "learning_goal")
    chosen: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for step in steps.select_related("learning_goal").order_by(*order):
        found[step.competence_id].learning.append(step.learning_goal)
        chosen[step.competence_id] |= of_goal[step.learning_goal_id]
    for competence, activities_of in chosen.items():
        found[competence].activities = [one for pk, one in planned.items() if pk in activities_of]
