"""What came of one enrolment."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.learning.effect_pages import page_of
from haandgreb.learning.queries.effect import effect_of
from haandgreb.learning.queries.effect_staff import staff_page
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def effect(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """The ladder, what was told on each day and by whom, and where the attention went."""
    found = effect_of(seen(request, enrolment_id), request.user, clock.today())
    return render(request, "learning/effect/effect.html", page_of(found))


@require_GET
def effect_staff(request: PersonRequest) -> HttpResponse:
    """A manager's own staff: who talked before, whom she asked, and what each has shared. Others have no such page."""
    found = staff_page(request.user, clock.today(), request.GET.get("page"))
    if found is None:
        raise Http404
    return render(request, "learning/effect/staff.html", {"staff": found})
