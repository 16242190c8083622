"""Completions: one's own, one's staff's, those of HR's units."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.learning.actions import enrolments
from haandgreb.learning.permissions import may_bring_in, may_take_back_completion
from haandgreb.learning.queries import completions as queries
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

_LONGEST_SEARCH = 100


@require_GET
def page(request: PersonRequest) -> HttpResponse:
    """Who has completed what, as far as one may read it."""
    today = clock.today()
    search = queries.Search(
        words=request.GET.get("q", "")[:_LONGEST_SEARCH],
        which=request.GET.get("which", ""),
        who=request.GET.get("who", ""),
        page=request.GET.get("page", "1"),
    )
    context: dict[str, Any] = {"completions": queries.completions(request.user, search, today)}
    if request.headers.get("HX-Request") == "true":
        return render(request, "learning/completions/_found.html", context)
    context["may_bring_in"] = may_bring_in(request.user, today)
    return render(request, "learning/completions/page.html", context)


@require_POST
def take_back(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """It was told by mistake: what was to follow is asked for no more."""
    today = clock.today()
    rows = queries.seen_by(request.user, today).select_related("person", "activity")
    enrolment = get_object_or_404(rows, pk=enrolment_id)
    require(may_take_back_completion(enrolment, request.user, today))
    enrolments.cancel(enrolment, by=request.user, why=_("The completion was told by mistake"))
    messages.success(
        request,
        _("%(title)s is no longer a completion of %(name)s. What was to follow is stopped.")
        % {"title": enrolment.activity, "name": enrolment.person},
    )
    return redirect("learning:completions")
