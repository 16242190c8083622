"""A series over time, and the choice after three scored meetings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.meetings import charts, improving
from haandgreb.meetings.actions.choice import choose
from haandgreb.meetings.forms.choice import ChoiceForm
from haandgreb.meetings.models import Series
from haandgreb.meetings.permissions import may_choose
from haandgreb.meetings.queries.choice import choice_waits
from haandgreb.meetings.queries.result import quoted_list
from haandgreb.meetings.queries.score import questions_now
from haandgreb.meetings.queries.trend import ScoreTrend, score_trend, series_facts
from haandgreb.meetings.rules import trend as rules
from haandgreb.meetings.rules.score import AVERAGED, OVERALL
from haandgreb.organisation.http import PersonRequest
from haandgreb.questions.reading import ReadSet, read_row
from haandgreb.shared import clock, once

CHOSEN = (OVERALL, *AVERAGED)


@require_GET
def trend(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """The run chart of one question, pooled answers before and after a change, facts, and the choice."""
    series = get_object_or_404(Series.objects.visible_to(request.user).select_related("chair"), pk=series_id)
    item = request.GET.get("item", OVERALL)
    item = item if item in CHOSEN else OVERALL
    by_answer = request.GET.get("weight") == rules.Weight.ANSWER.value
    weight = rules.Weight.ANSWER if by_answer else rules.Weight.MEETING
    found = read_row(questions_now())
    score = score_trend(series)
    facts = series_facts(series, clock.today())
    page = _chart_page(score, found, item) | {
        "series": series,
        "questions": [(key, str(found.question(key).short)) for key in CHOSEN],
        "item": item,
        "weight": weight.value,
        "bars": _bars(score, found, item, weight),
        "pools": _pools(score, found, item),
        "facts": facts,
        "delay": None if facts.median_delay is None else float(facts.median_delay),
        "choice": choice_waits(series, request.user),
        "marks": score.marks,
    }
    return render(request, "meetings/trend.html", page)


def _chart_page(score: ScoreTrend, found: ReadSet, item: str) -> dict[str, Any]:
    curve = score.curve(item)
    chart = curve.chart
    name = str(found.question(item).short)
    sentence = score.sentence
    return {
        "meetings": len(curve.points),
        "chart": chart,
        "median_percent": None if chart.median is None else round(100 * chart.median),
        "figure": charts.chart_figure(curve, name) if curve.is_shown else None,
        "plain": _plain(score, found, item, charts.signal_sentence(curve)),
        "signal": rules.signal_of(chart).value,
        "name": name,
        "words": [str(label) for label in found.question(item).labels],
        "suggestions": [improving.suggestion(key) for key in sentence.to_work_on] if sentence else [],
    }


def _plain(score: ScoreTrend, found: ReadSet, item: str, said: str) -> str:
    """The sentence above the chart: all in all gets the whole of it, a single question only what is sure."""
    sentence = score.sentence
    if item != OVERALL or sentence is None:
        return said
    lowest = quoted_list([str(found.question(key).short) for key in sentence.lowest])
    to_try = improving.suggestion(sentence.to_work_on[0]) if sentence.to_work_on else None
    return charts.plain_sentence(sentence, lowest, said, str(to_try.title) if to_try else "")


def _bars(score: ScoreTrend, found: ReadSet, item: str, weight: rules.Weight) -> list[charts.BarRow]:
    """Before and after the latest change, or all meetings together."""
    points = score.points(item)
    words = [str(label) for label in found.question(item).labels]
    change = score.last_change
    parts = rules.before_and_after(points, change.on, weight) if change else (None, None)
    if change is None or None in parts:
        whole = rules.pooled((point.counts for point in points), weight)
        return [charts.weighted_row(_("All meetings"), whole, words)] if whole and whole.meetings > 1 else []
    named = zip((_("Before the change"), _("After the change")), parts, strict=True)
    return [charts.weighted_row(name, part, words) for name, part in named if part is not None]


def _pools(score: ScoreTrend, found: ReadSet, item: str) -> list[dict[str, Any]]:
    words = [str(label) for label in found.question(item).labels]
    return [
        {
            "pool": pool,
            "row": charts.counts_row(
                _("%(first)s to %(last)s")
                % {"first": charts.day_name(pool.days[0]), "last": charts.day_name(pool.days[-1])},
                counts,
                words,
                meetings=len(pool.days),
            ),
        }
        for pool in score.pools
        if (counts := pool.items.get(item)) is not None
    ]


@require_POST
def choice(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """Write down what the group chose: keep, change one thing, or stop."""
    series = get_object_or_404(Series.objects.visible_to(request.user), pk=series_id)
    if not may_choose(request.user, series):
        raise PermissionDenied
    form = ChoiceForm(request.POST)
    page = reverse("meetings:trend", args=[series.pk])
    if not form.is_valid():
        return render(request, "meetings/choice.html", {"series": series, "form": form}, status=422)
    with transaction.atomic():
        if once.claim(request) is None:
            choose(series, form.cleaned_data["choice"], what=form.cleaned_data["what"], by=request.user)
            once.settle(request, page)
    messages.success(request, _("The choice is saved."))
    return redirect(page)
