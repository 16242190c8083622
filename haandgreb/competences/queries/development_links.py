"""What a development goal may hang on, and what stands above it: goal → result → changed practice → learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from haandgreb.competences.models import DevelopmentGoal, LearningGoal
from haandgreb.organisation.models import Person, valid_on
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Thing = StrategicGoal | Result | PracticeChange | LearningGoal
Choices = list[tuple["StrOrPromise", list[tuple[str, str]]]]


@dataclass(frozen=True)
class Chain:
    """One line from a goal of the workplace down to what somebody learns; what is not there is left out."""

    goal: StrategicGoal | None = None
    result: Result | None = None
    practice: PracticeChange | None = None
    learning_goal: LearningGoal | None = None

    @property
    def lowest(self) -> Thing | None:
        """What the development goal hangs on."""
        return self.learning_goal or self.practice or self.result or self.goal

    @property
    def closed(self) -> list[Thing]:
        """What of it counts no more."""
        things: list[Thing | None] = [self.goal, self.result, self.practice, self.learning_goal]
        return [thing for thing in things if thing is not None and thing.state == "closed"]


def chain_of(goal: DevelopmentGoal) -> Chain:
    """The line the development goal stands on, as it was chosen."""
    return Chain(goal.goal, goal.result, goal.practice, goal.learning_goal)


def chain_above(thing: Thing, person: Person) -> Chain:
    """The line that leads down to the thing; where several do, the first one on the map that she may see."""
    learning = thing if isinstance(thing, LearningGoal) else None
    practice = thing if isinstance(thing, PracticeChange) else None
    result = thing if isinstance(thing, Result) else None
    goal = thing if isinstance(thing, StrategicGoal) else None
    if learning is not None:
        practices = PracticeChange.objects.visible_to(person).active().filter(learning_goals=learning)
        # What is somebody's own alone comes along with what is hers alone, never with what the team learns.
        practice = (practices if learning.person_id is not None else practices.filter(person=None)).first()
    if practice is not None:
        result = Result.objects.visible_to(person).active().filter(practices=practice).first()
    if result is not None:
        goal = StrategicGoal.objects.visible_to(person).active().filter(results=result).first()
    return Chain(goal, result, practice, learning)


def choices_for(person: Person, today: date, current: DevelopmentGoal | None = None) -> Choices:
    """
    What the goal may hang on: the changed practice, results, goals and learning goals this person may see.

    Goals are those that hold where she works. What the goal hangs on now stays a choice, whatever became of it.
    """
    groups: list[tuple[StrOrPromise, str, Sequence[Thing]]] = [
        (_("Changed practice"), "practice", list(PracticeChange.objects.visible_to(person).active())),
        (_("Results"), "result", list(Result.objects.visible_to(person).active())),
        (_("Strategic goals"), "goal", list(_goals_for(person, today))),
        (_("Learning goals"), "learning", list(LearningGoal.objects.visible_to(person).active())),
    ]
    kept = chain_of(current).lowest if current is not None else None
    found: Choices = []
    for label, kind, things in groups:
        more = [kept] if kept is not None and key_of(kept).startswith(kind) and kept not in things else []
        options = [(key_of(thing), str(thing)) for thing in [*more, *things]]
        if options:
            found.append((label, options))
    return found


def _goals_for(person: Person, today: date) -> Sequence[StrategicGoal]:
    paths = person.engagements.filter(valid_on(today)).values_list("unit__path", flat=True)
    units = {part for path in paths for part in path.split("/") if part}
    return list(StrategicGoal.objects.visible_to(person).active().filter(Q(unit=None) | Q(unit__in=units)))


def key_of(thing: Thing | None) -> str:
    """How a form names the thing: "practice-<id>"; "" for nothing."""
    if thing is None:
        return ""
    kinds = {PracticeChange: "practice", Result: "result", StrategicGoal: "goal", LearningGoal: "learning"}
    return f"{kinds[type(thing)]}-{thing.pk}"


def thing_of(key: str) -> Thing | None:
    """What a key from the list of choices means; ask only for one that was offered."""
    kind, _dash, pk = key.partition("-")
    models: dict[str, type[Thing]] = {
        "practice": PracticeChange,
        "result": Result,
        "goal": StrategicGoal,
        "learning": LearningGoal,
    }
    found: Thing | None = models[kind]._default_manager.filter(pk=pk).first() if kind in models else None
    return found
