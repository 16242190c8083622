"""What waits for a person because of goals and results: shown on her own page, never sent by mail on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.organisation.models import Person
from haandgreb.shared.passport import Waiting
from haandgreb.strategy.models import GoalResult, Result, StrategicGoal
from haandgreb.strategy.queries.results import with_latest
from haandgreb.strategy.rules.progress import baseline_is_due, is_unmeasured

CLOSED_DAYS = 60
"""So long a closed goal is told of to those who built on it; after that the page alone tells."""


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """Baselines that are due, results unmeasured for long, closed goals she built on: two queries where none closed."""
    closed = GoalResult.objects.filter(_closed_lately("goal__", today), result=OuterRef("pk"))
    hers = Result.objects.active().filter(owner=person)
    results = list(with_latest(hers).annotate(is_below_closed=Exists(closed)))
    yield from _to_measure(results, today)
    if any(vars(result)["is_below_closed"] for result in results):
        yield from _closed_above_results(person, today)
    yield from _closed_above_goals(person, today)


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


def _closed_above_goals(person: Person, today: date) -> Iterator[Waiting]:
    goals = (
        StrategicGoal.objects.active()
        .filter(_closed_lately("parent__", today), owner=person)
        .select_related("parent")
        .order_by("parent__closed_on", "pk")
    )
    for goal in goals:
        assert goal.parent is not None
        yield Waiting(_told(goal.parent), reverse("strategy:goal", args=[goal.pk]), str(goal), label=_("Closed"))


def _closed_lately(before: str, today: date) -> Q:
    since = today - timedelta(days=CLOSED_DAYS)
    return Q(**{f"{before}state": StrategicGoal.State.CLOSED, f"{before}closed_on__gte": since})


def _told(goal: StrategicGoal) -> str:
    return _("“%(title)s” has been closed. What does this build on now?") % {"title": goal}
