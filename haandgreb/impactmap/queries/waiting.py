"""Who has built on a card, and what they read on their own page when it is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, Value
from django.utils.translation import gettext as _

from haandgreb.competences.models import DevelopmentGoal, LearningActivity, LearningGoal, PracticeLearning
from haandgreb.competences.queries.learning import people_built_on
from haandgreb.impactmap.kinds import page_of
from haandgreb.organisation.models import Person, PersonQuerySet
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.passport import Waiting
from haandgreb.strategy.models import PracticeChange, Result, ResultPractice

SHOWN_DAYS = 21
_BUILT = ("practice change added", "learning goal added", "activity planned", "connected on the map")


def _hanging(
    results: Collection[UUID] = (), practices: Collection[UUID] = (), goals: Collection[UUID] = ()
) -> dict[UUID, set[UUID]]:
    """What hangs directly below each of them, by the id of what hangs there; asks only for kinds there are any of."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    links: list[tuple[UUID, UUID]] = []
    if results:
        links += ResultPractice.objects.filter(result__in=results).values_list("practice", "result")
    if practices:
        links += PracticeLearning.objects.filter(practice__in=practices).values_list("learning_goal", "practice")
    if goals:
        links += LearningActivity.objects.filter(learning_goal__in=goals).values_list("activity", "learning_goal")
    for lower, upper in links:
        found[lower].add(upper)
    return found


def _writers(below: Collection[UUID]) -> Any:
    """The ids of those who made these cards, or hung them where they hang."""
    return AuditEntry.objects.filter(about_id__in=list(below), action__in=_BUILT).values("actor")


def builders_on(result: Result) -> PersonQuerySet:
    """Those who hung a practice change below a result."""
    return Person.objects.filter(pk__in=_writers(_hanging(results=[result.pk])), is_active=True)


def built_on_by(card: PracticeChange | LearningGoal) -> PersonQuerySet:
    """Those whose development goals hang on it, and those who hung something below it."""
    is_practice = isinstance(card, PracticeChange)
    below = _hanging(practices=[card.pk] if is_practice else [], goals=[] if is_practice else [card.pk])
    return (people_built_on(card) | Person.objects.filter(pk__in=_writers(below))).distinct().filter(is_active=True)


def _closed_since(models: tuple[Any, ...], since: date) -> list[list[UUID]]:
    """The ids of what was closed since, for each kind; one query."""
    asked = [
        model.objects.filter(state="closed", closed_on__gte=since).order_by().values_list(Value(number), "pk")
        for number, model in enumerate(models)
    ]
    found: list[list[UUID]] = [[] for _ in models]
    for number, pk in asked[0].union(*asked[1:], all=True):
        found[number].append(pk)
    return found


_CARDS: tuple[Any, ...] = (Result, PracticeChange, LearningGoal)


def may_wait(person: Person, today: date) -> PersonQuerySet:
    """The person, where any card was closed lately, whoever built on it."""
    since = today - timedelta(days=SHOWN_DAYS)
    any_closed = [Exists(model.objects.filter(state="closed", closed_on__gte=since)) for model in _CARDS]
    return Person.objects.filter(Q(any_closed[0]) | Q(any_closed[1]) | Q(any_closed[2]), pk=person.pk)


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """What she built on and was closed lately, with the reason."""
    models = _CARDS
    closed = _closed_since(models, today - timedelta(days=SHOWN_DAYS))
    if not any(closed):
        return
    goals = DevelopmentGoal.objects.filter(person=person).exclude(status=DevelopmentGoal.Status.REPLACED)
    hers = {pk for pair in goals.values_list("practice", "learning_goal") for pk in pair if pk is not None}
    below = _hanging(*closed)
    written = AuditEntry.objects.filter(actor=person.pk, about_id__in=list(below), action__in=_BUILT)
    for pk in written.values_list("about_id", flat=True):
        hers |= below[pk] if pk is not None else set()
    for model, ids in zip(models, closed, strict=True):
        if not hers.isdisjoint(ids):
            for card in model.objects.visible_to(person).filter(pk__in=hers.intersection(ids)):
                text = _("Closed: %(title)s. You have built on it.") % {"title": card}
                yield Waiting(text, page_of(card), about=card.closed_why)
