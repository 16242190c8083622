"""The front page of meetings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.meetings.queries import home as queries
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My meetings, my series, whose ball it is."""
    return render(request, "meetings/home.html", queries.home(request.user, clock.now(), request.GET.get("page")))
