"""What waits for a person because of goals and results: shown on her own page, never sent by mail on its own."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.organisation.models import Person
from haandgreb.shared.passport import ALL, Waiting
from haandgreb.strategy.models import GoalQuerySet, GoalResult, Result, StrategicGoal
from haandgreb.strategy.models.results import ResultQuerySet
from haandgreb.strategy.queries.results import with_latest
from haandgreb.strategy.rules.progress import baseline_is_due, is_unmeasured

CLOSED_DAYS = 60
"""So long a closed goal is told of to those who built on it; after that the page alone tells."""


def owned(person: Person) -> ResultQuerySet:
    """The results she owns."""
    return Result.objects.active().filter(owner=person)


def below_closed(person: Person, today: date) -> GoalQuerySet:
    """The goals she owns that stand below one that was closed lately."""
    return StrategicGoal.objects.active().filter(_closed_lately("parent__", today), owner=person)


def may_wait(person: Person, today: date) -> dict[str, QuerySet[Any]]:
    """Results and goals she owns: wider than what waits."""
    return {"results": owned(person), "goals": below_closed(person, today)}


def waiting_for(person: Person, today: date, may: Container[str] = ALL) -> Iterator[Waiting]:
    """Results of hers to measure, and what was closed that she has built on."""
    if "results" in may:
        yield from of_results(person, today)
    if "goals" in may:
        yield from of_goals(person, today)


def of_results(person: Person, today: date) -> Iterator[Waiting]:
    """Baselines that are due, results unmeasured for long, closed goals above her results."""
    closed = GoalResult.objects.filter(_closed_lately("goal__", today), result=OuterRef("pk"))
    results = list(with_latest(owned(person)).annotate(is_below_closed=Exists(closed)))
    yield from _to_measure(results, today)
    if any(vars(result)["is_below_closed"] for result in results):
        yield from _closed_above_results(person, today)


def _to_measure(results: Iterable[Result], today: date) -> Iterator[Waiting]:
    for result in results:
        page, last_on = reverse("strategy:measure", args=[result.pk]), vars(result)["latest_on"]
        if baseline_is_due(result.baseline, result.baseline_by, today):
            text = _("Measure where we stand")
            yield Waiting(text, page, str(result), result.baseline_by, label=_("Result"))
        elif is_unmeasured(last_on, today):
            text = _("How does it go? It is long since it was measured")
            yield Waiting(text, page, str(result), label=_("Result"))


def _closed_above_results(person: Person, today: date) -> Iterator[Waiting]:
    links = (
        GoalResult.objects.filter(_closed_lately("goal__", today))
        .filter(result__owner=person, result__state=Result.State.ACTIVE)
        .select_related("goal", "result")
        .order_by("goal__closed_on", "pk")
    )
    for link in links:
        page = reverse("strategy:result", args=[link.result_id])
        yield Waiting(_told(link.goal), page, str(link.result), label=_("Closed"))


def of_goals(person: Person, today: date) -> Iterator[Waiting]:
    """Closed goals above hers."""
    for goal in below_closed(person, today).select_related("parent").order_by("parent__closed_on", "pk"):
        assert goal.parent is not None
        yield Waiting(_told(goal.parent), reverse("strategy:goal", args=[goal.pk]), str(goal), label=_("Closed"))


def _closed_lately(before: str, today: date) -> Q:
    since = today - timedelta(days=CLOSED_DAYS)
    return Q(**{f"{before}state": StrategicGoal.State.CLOSED, f"{before}closed_on__gte": since})


def _told(goal: StrategicGoal) -> str:
    return _("“%(title)s” has been closed. What does this build on now?") % {"title": goal}
