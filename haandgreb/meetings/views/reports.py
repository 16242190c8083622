"""Pooled types of series, for HR and the works council."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.meetings import charts
from haandgreb.meetings.permissions import may_read_type_reports
from haandgreb.meetings.queries.reports import type_rows
from haandgreb.meetings.queries.score import questions_now
from haandgreb.organisation.http import PersonRequest
from haandgreb.questions.reading import ReadSet, read_row
from haandgreb.shared import clock


@require_GET
def type_reports(request: PersonRequest) -> HttpResponse:
    """Pooled types of series, for HR and the works council; for others there is no such page."""
    if not may_read_type_reports(request.user, clock.today()):
        raise Http404
    found = read_row(questions_now())
    words = [str(label) for label in found.questions[0].labels]
    return render(request, "meetings/type_reports.html", {"rows": _report_rows(found), "words": words})


def _report_rows(found: ReadSet) -> list[dict[str, Any]]:
    return [
        {
            "row": one,
            "bars": [
                charts.weighted_row(
                    str(found.question(item).short), pooled, [str(label) for label in found.question(item).labels]
                )
                for item, pooled in one.items.items()
            ],
        }
        for one in type_rows()
    ]
