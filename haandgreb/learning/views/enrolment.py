"""My learning, and the page of one enrolment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.learning.parts import PARTS
from haandgreb.learning.permissions import side_of
from haandgreb.learning.queries import pages
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.parted import ASIDE


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My own enrolments, and what each part adds."""
    today = clock.today()
    found = [card for cards in PARTS.every("home_sections") for card in cards(request.user, today)]
    found.sort(key=lambda card: card.order)
    context = {
        "mine": pages.mine(request.user),
        "sections": [card for card in found if card.order < ASIDE],
        "asides": [card for card in found if card.order >= ASIDE],
    }
    return render(request, "learning/home.html", context)


@require_GET
def page(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """One enrolment: where it stands, what is next, and what each part shows."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    found = [section(enrolment, request.user, today) for section in PARTS.every("section")]
    sections = sorted((one for one in found if one is not None), key=lambda one: one.order)
    context = {
        "enrolment": enrolment,
        "side": side_of(enrolment, request.user, today),
        "sections": [one for one in sections if one.order < ASIDE],
        "asides": [one for one in sections if one.order >= ASIDE],
    }
    return render(request, "learning/enrolment.html", context)
