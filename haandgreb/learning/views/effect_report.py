"""What came of a year's learning, for HR and the works council: counts of five or more."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.learning.actions.effect import BETWEEN
from haandgreb.learning.effect_report_pages import page_of
from haandgreb.learning.permissions import may_read_effect
from haandgreb.learning.queries import effect_report as queries
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def effect_report(request: PersonRequest) -> HttpResponse:
    """The latest counting: flows, measures, what held back. Nobody else has such a page."""
    if not may_read_effect(request.user, clock.today()):
        raise Http404
    found = queries.report()
    context = {} if found is None else page_of(found) | {"next_on": found.release.counted_on + BETWEEN}
    return render(request, "learning/effect/report.html", context)
