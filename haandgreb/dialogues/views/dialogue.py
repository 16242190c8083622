"""My dialogues, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.dialogues import parts
from haandgreb.dialogues.permissions import side_of
from haandgreb.dialogues.queries import pages
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My own dialogues, and what each part adds for who leads, plans or counts."""
    today = clock.today()
    cards = [card for cards in parts.every("home_sections") for card in cards(request.user, today)]
    context = {"mine": pages.mine(request.user), "sections": sorted(cards, key=lambda card: card.order), "today": today}
    return render(request, "dialogues/home.html", context)


@require_GET
def page(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """One dialogue: where it stands, what can be done now, and what each part shows."""
    dialogue, today = seen(request, dialogue_id), clock.today()
    found = [section(dialogue, request.user, today) for section in parts.every("section")]
    sections = sorted((one for one in found if one is not None), key=lambda one: one.order)
    context = {"dialogue": dialogue, "side": side_of(dialogue, request.user, today), "sections": sections}
    return render(request, "dialogues/dialogue.html", context)
