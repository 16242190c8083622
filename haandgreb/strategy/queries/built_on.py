"""What hangs on a goal or a result, and whose it is: it decides whether the goal can be deleted, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from haandgreb.organisation.models import Person
from haandgreb.shared import passport
from haandgreb.strategy.models import (
    GoalResult,
    GoalVersion,
    Measurement,
    PracticeChange,
    Result,
    ResultPractice,
    StrategicGoal,
)
from haandgreb.strategy.queries.practice import hangs_on


@dataclass(frozen=True)
class BuiltOn:
    """Results, goals units made their own, practice changes; `more` where capabilities further up hang on it too."""

    results: Sequence[Result] = ()
    own_goals: Sequence[StrategicGoal] = ()
    practices: int = 0
    more: bool = False
    builders: Sequence[Person] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.results or self.own_goals or self.practices or self.more)

    @property
    def people(self) -> list[Person]:
        """Whose it is: owners of results and of units' own goals, and those further up who say so."""
        owners = [result.owner for result in self.results] + [goal.owner for goal in self.own_goals]
        return list({person.pk: person for person in (*owners, *self.builders) if person is not None}.values())


def built_on_goal(goal: StrategicGoal) -> BuiltOn:
    """What is built on the goal; parts of its own (versions) do not count."""
    results = goal.results.select_related("owner").order_by("place", "sort_key", "pk")
    return BuiltOn(
        results=list(results),
        own_goals=list(goal.made_own.select_related("owner", "unit")),
        more=hangs_on(goal, parts=(GoalVersion, GoalResult, StrategicGoal)),
        builders=_builders(goal),
    )


def built_on_result(result: Result, reader: Person | None = None) -> BuiltOn:
    """
    What is built on the result; its links upwards and its measurements do not count.

    With `reader` only the practice changes she sees are counted, as some are somebody's own; of the others she learns
    that there is more.
    """
    links = result.practice_links.all()
    seen = links if reader is None else links.filter(practice__in=PracticeChange.objects.visible_to(reader))
    practices = seen.count()
    return BuiltOn(
        practices=practices,
        more=links.count() > practices or hangs_on(result, parts=(GoalResult, Measurement, ResultPractice)),
        builders=_builders(result),
    )


def _builders(thing: Any) -> list[Person]:
    return [person for capability in passport.capabilities() for person in capability.builders_on(thing)]
