"""Who has built on a card, and what they read on their own page when it is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from haandgreb.competences.models import DevelopmentGoal, LearningActivity, LearningGoal, PracticeLearning
from haandgreb.competences.queries.learning import people_built_on
from haandgreb.impactmap.kinds import page_of
from haandgreb.organisation.models import Person, PersonQuerySet
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.passport import Waiting
from haandgreb.strategy.models import PracticeChange

SHOWN_DAYS = 21
_BUILT = ("learning goal added", "activity planned", "connected on the map")


def _hanging(practices: Iterable[UUID], goals: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """What hangs directly below each of them, by the id of what hangs there."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    links = PracticeLearning.objects.filter(practice__in=list(practices)).values_list("learning_goal", "practice")
    more = LearningActivity.objects.filter(learning_goal__in=list(goals)).values_list("activity", "learning_goal")
    for lower, upper in (*links, *more):
        found[lower].add(upper)
    return found


def built_on_by(card: PracticeChange | LearningGoal) -> PersonQuerySet:
    """Those whose development goals hang on it, and those who hung something below it."""
    is_practice = isinstance(card, PracticeChange)
    below = _hanging([card.pk] if is_practice else [], [] if is_practice else [card.pk])
    writers = AuditEntry.objects.filter(about_id__in=list(below), action__in=_BUILT).values("actor")
    return (people_built_on(card) | Person.objects.filter(pk__in=writers)).distinct().filter(is_active=True)


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """What she built on and was closed lately, with the reason. Two queries where nothing was closed."""
    lately = {"state": "closed", "closed_on__gte": today - timedelta(days=SHOWN_DAYS)}
    practices = list(PracticeChange.objects.filter(**lately).values_list("pk", flat=True))
    aims = list(LearningGoal.objects.filter(**lately).values_list("pk", flat=True))
    if not practices and not aims:
        return
    goals = DevelopmentGoal.objects.filter(person=person).exclude(status=DevelopmentGoal.Status.REPLACED)
    hers = {pk for pair in goals.values_list("practice", "learning_goal") for pk in pair if pk is not None}
    below = _hanging(practices, aims)
    written = AuditEntry.objects.filter(actor=person.pk, about_id__in=list(below), action__in=_BUILT)
    for pk in written.values_list("about_id", flat=True):
        hers |= below[pk] if pk is not None else set()
    cards: list[Any] = list(PracticeChange.objects.visible_to(person).filter(pk__in=hers & set(practices)))
    cards += LearningGoal.objects.visible_to(person).filter(pk__in=hers & set(aims))
    for card in cards:
        text = _("Closed: %(title)s. You have built on it.") % {"title": card}
        yield Waiting(text, page_of(card), about=card.closed_why)
