"""What stands under a workshop's goal for its unit, and how it reads backwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from haandgreb.competences.models import PracticeLearning
from haandgreb.impactmap.models import Workshop, WorkshopOutcome, WorkshopVerdict
from haandgreb.impactmap.queries.cards import GOAL, LEARNING, PRACTICE, RESULT, Card
from haandgreb.impactmap.queries.reading import sentence
from haandgreb.impactmap.rules.workshop import MOST_MARKED
from haandgreb.strategy.models import PracticeChange, Result, ResultPractice, Strength

_SURE = {Strength.KNOWN: 0, Strength.EXPERIENCE: 1, Strength.HOPE: 2}


@dataclass(frozen=True)
class Line:
    """One sentence, by its practice; `verdict` is None while the marks are hidden, `kept` the reader's own mark."""

    practice: PracticeChange
    text: str
    verdict: WorkshopVerdict | None = None
    kept: bool | None = None


def results_of(workshop: Workshop) -> QuerySet[Result]:
    """The active results of the goal."""
    return Result.objects.active().filter(goals=workshop.goal_id)


def practices_of(workshop: Workshop) -> QuerySet[PracticeChange]:
    """
    The active changed practice under the goal that holds for the unit, or for units below it; nobody's personal one.

    Whoever is in the workshop reads these there, as the group works on them together.
    """
    made = workshop.outcomes.filter(kind=WorkshopOutcome.Kind.PRACTICE, is_cut=False).values("card")
    cut = workshop.outcomes.filter(kind=WorkshopOutcome.Kind.PRACTICE, is_cut=True).values("card")
    below = Q(units__path__startswith=workshop.unit.path)
    return (
        PracticeChange.objects.active()
        .filter(below | Q(pk__in=made), results__goals=workshop.goal_id, person=None)
        .exclude(pk__in=cut)
        .select_related("situation")
        .distinct()
    )


def practices_to_mark(workshop: Workshop) -> list[PracticeChange]:
    """The practices whose sentences are read aloud, in the order of the map."""
    return list(practices_of(workshop)[:MOST_MARKED])


def sentences(workshop: Workshop) -> list[Line]:
    """Each practice with the learning below it and the surest line up to the goal; four queries."""
    practices = practices_to_mark(workshop)
    up = _results(workshop, practices)
    down = _learning(practices)
    verdicts = {one.practice_id: one for one in workshop.verdicts.all()}
    top = _card(GOAL, workshop.goal)
    return [
        Line(one, _read(top, up.get(one.pk, []), one, down.get(one.pk, [])), verdicts.get(one.pk)) for one in practices
    ]


def _read(top: Card, up: list[Card], one: PracticeChange, down: list[Card]) -> str:
    """Because we can …, we do …, so …; without learning it begins with what is done."""
    if down:
        return str(sentence([top, *up, _card(PRACTICE, one), *down]))
    return f"{str(one).rstrip('.')}, {sentence([top, *up])}"


def _results(workshop: Workshop, practices: Sequence[PracticeChange]) -> dict[object, list[Card]]:
    links = ResultPractice.objects.filter(
        practice__in=practices, result__goals=workshop.goal_id, result__state=Result.State.ACTIVE
    ).select_related("result")
    found: dict[object, list[Card]] = {}
    for link in sorted(links, key=lambda one: (_SURE[Strength(one.strength)], one.result.place)):
        found.setdefault(link.practice_id, [_card(RESULT, link.result)])
    return found


def _learning(practices: Sequence[PracticeChange]) -> dict[object, list[Card]]:
    links = PracticeLearning.objects.filter(
        practice__in=practices, learning_goal__state="active", learning_goal__person=None
    ).select_related("learning_goal")
    found: dict[object, list[Card]] = {}
    for link in sorted(links, key=lambda one: (_SURE[Strength(one.strength)], one.learning_goal.place)):
        found.setdefault(link.practice_id, [_card(LEARNING, link.learning_goal)])
    return found


def _card(kind: str, thing: object) -> Card:
    return Card(kind, thing.pk, str(thing), "")  # type: ignore[attr-defined]  # goals, results, practices, learning
