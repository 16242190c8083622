"""How learning is spread over the three rooms, and the courses that float."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from haandgreb.competences.permissions import may_read_unit_gap
from haandgreb.learning.permissions import may_keep_catalogue
from haandgreb.learning.queries import floating as floating_queries
from haandgreb.learning.queries import portfolio as queries
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock


@require_GET
def units(request: PersonRequest) -> HttpResponse:
    """The units whose rooms she may read."""
    found = queries.units(request.user, clock.today(), request.GET.get("page", "1"))
    return render(request, "learning/activities/portfolios.html", {"found": found})


@require_GET
def unit(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """Three bars and one question; no right answer is built in."""
    today = clock.today()
    found = get_object_or_404(Unit.objects.on(today), pk=unit_id)
    if not may_read_unit_gap(request.user, found, today):
        raise Http404
    context = {"unit": found, "portfolio": queries.portfolio(request.user, found)}
    return render(request, "learning/activities/portfolio.html", context)


@require_GET
def floating(request: PersonRequest) -> HttpResponse:
    """What is offered and serves no practice."""
    today = clock.today()
    context = {
        "found": floating_queries.floating_page(request.user, today, request.GET.get("page", "1")),
        "may_keep": may_keep_catalogue(request.user, today),
    }
    return render(request, "learning/activities/floating.html", context)
