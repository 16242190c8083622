"""The front page of meetings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from haandgreb.meetings.queries import home as queries
from haandgreb.organisation.http import PersonRequest, next_page
from haandgreb.shared import clock, drafts


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My meetings, my series, whose ball it is."""
    return render(request, "meetings/home.html", queries.home(request.user, clock.now(), request.GET.get("page")))


@require_POST
def drop_draft(request: PersonRequest, form: str) -> HttpResponse:
    """Let go of what I had typed and not saved."""
    drafts.drop(request.user, form)
    return redirect(next_page(request, otherwise="meetings:home"))
