"""The five kinds of cards, what they are called in addresses, and what connects one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from haandgreb.competences.actions.learning import LEARNING_ACTIVITY, PRACTICE_LEARNING
from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.strategy.actions.links import GOAL_RESULT, RESULT_PRACTICE, Join
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal


@dataclass(frozen=True)
class Kind:
    """One column of the map, or the activities planned below the last one."""

    name: str  # in addresses
    model: type[models.Model]
    label: Any
    above: str = ""  # the kind one step up
    join: Join | None = None  # what connects it to that
    has_place: bool = True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("goal", StrategicGoal, pgettext_lazy("card", "Strategic goal")),
        Kind("result", Result, pgettext_lazy("card", "Result"), "goal", GOAL_RESULT),
        Kind("practice", PracticeChange, pgettext_lazy("card", "Changed practice"), "result", RESULT_PRACTICE),
        Kind("learning", LearningGoal, pgettext_lazy("card", "Learning"), "practice", PRACTICE_LEARNING),
        Kind(
            "activity",
            PlannedActivity,
            pgettext_lazy("card", "Planned activity"),
            "learning",
            LEARNING_ACTIVITY,
            has_place=False,
        ),
    )
}


def kind_of(card: models.Model) -> Kind:
    """The kind of a card."""
    return next(kind for kind in KINDS.values() if isinstance(card, kind.model))


def below(kind: Kind) -> Kind | None:
    """The kind one step down; nothing hangs on an activity."""
    return next((other for other in KINDS.values() if other.above == kind.name), None)


PAGES = {
    "goal": "impactmap:goal",
    "result": "strategy:result",
    "practice": "impactmap:practice",
    "learning": "impactmap:learning_goal",
    "activity": "impactmap:activity",
}


def page_of(card: models.Model) -> str:
    """The address of the card's own page."""
    return reverse(PAGES[kind_of(card).name], args=[card.pk])
