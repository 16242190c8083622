"""What people answer together: a quarter at a time, for the whole workplace and for units one may read of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.learning import use_chart
from haandgreb.learning.models import UseRelease
from haandgreb.learning.permissions import may_take_on, reads_use_figures
from haandgreb.learning.queries import use_figures as queries
from haandgreb.learning.rules.quarters import last_answer_on, quarter_of
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.questions.reading import read_row
from haandgreb.shared import clock

ON_A_PAGE = 10
Kind = UseRelease.Kind


@require_GET
def figures(request: PersonRequest, kind: str) -> HttpResponse:
    """The latest quarter, or the one asked for."""
    if kind not in Kind.values:
        raise Http404
    today = clock.today()
    require(reads_use_figures(request.user, today))
    release = queries.release_of(kind, _quarter(request))
    if release is None and request.GET.get("quarter"):
        raise Http404
    context: dict[str, Any] = {
        "kind": kind,
        "is_factors": kind == Kind.FACTORS,
        "release": release,
        "releases": queries.releases(kind),
        "next_on": last_answer_on(_last_quarter(today)),
    }
    if release is not None:
        page = Paginator(queries.groups_of(release, request.user, today), ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "groups": [_drawn(release, group) for group in page], "words": _words(release)}
        context["may_take_on"] = may_take_on(request.user, today)
        context["due_on"] = today + timedelta(days=30)
    return render(request, "learning/factors/figures.html", context)


def _quarter(request: PersonRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("quarter", ""))
    except ValueError:
        return None


def _last_quarter(today: date) -> date:
    """The quarter that is counted next."""
    at = quarter_of(today)
    before = quarter_of(date.fromordinal(at.toordinal() - 1))
    return before if last_answer_on(before) >= today else at


def _drawn(release: UseRelease, group: queries.Group) -> dict[str, Any]:
    if release.kind == Kind.ASKED:
        return {"group": group, "lines": use_chart.asked_lines(group)}
    rows = queries.factor_rows(release, group)
    lines = [use_chart.factor_line(row) for row in rows]
    return {"group": group, "lines": lines, "remove": [row.factor for row in queries.to_remove(rows)]}


def _words(release: UseRelease) -> list[str]:
    """The five answers, from low to high."""
    if release.question_set is None:
        return []
    return [str(label) for label in read_row(release.question_set).questions[0].labels]
