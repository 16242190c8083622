"""My learning, and the page of one enrolment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.learning.models import Enrolment
from haandgreb.learning.next_words import PHASE_WORDS, WITHOUT_TALK, next_words
from haandgreb.learning.parts import IN_ROLE, PARTS
from haandgreb.learning.permissions import side_of
from haandgreb.learning.queries import pages
from haandgreb.learning.queries.enrolments import is_without_talk
from haandgreb.learning.rules.where import PHASES, first_use_is_past, phase_on
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.parted import ASIDE

PLAN = 5  # what it is for, and the plan, stand first


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My own enrolments, and what each part adds."""
    today = clock.today()
    found = [card for cards in PARTS.every("home_sections") for card in cards(request.user, today)]
    found.sort(key=lambda card: card.order)
    context = {
        "mine": pages.mine(request.user),
        "sections": [card for card in found if card.order < ASIDE],
        "links": [card for card in found if ASIDE <= card.order < IN_ROLE],
        "in_role": [card for card in found if card.order >= IN_ROLE],
    }
    return render(request, "learning/home.html", context)


@require_GET
def page(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """One enrolment: where it stands, what is next, and what each part shows."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    found = [section(enrolment, request.user, today) for section in PARTS.every("section")]
    sections = sorted((one for one in found if one is not None), key=lambda one: one.order)
    without_talk = is_without_talk(enrolment, today)
    if without_talk:  # a mild block: what it is for and the plan, until the two have chosen
        sections = [one for one in sections if one.order <= PLAN or one.order >= ASIDE]
    side = side_of(enrolment, request.user, today)
    is_completed = enrolment.state == Enrolment.State.COMPLETED
    phase = phase_on(today, enrolment.starts_on, enrolment.ends_on, is_completed=is_completed)
    is_later = first_use_is_past(today, enrolment.completed_on or enrolment.ends_on)
    context = {
        "enrolment": enrolment,
        "side": side,
        "stages": _stages(phase),
        "next": WITHOUT_TALK if without_talk else next_words(enrolment.state, phase, side, is_later=is_later),
        "without_talk": without_talk,
        "sections": [one for one in sections if one.order < ASIDE],
        "asides": [one for one in sections if one.order >= ASIDE],
    }
    return render(request, "learning/enrolment.html", context)


def _stages(now: str) -> list[dict[str, object]]:
    done = PHASES.index(now)
    return [
        {"label": PHASE_WORDS[phase], "is_done": number < done, "is_now": number == done}
        for number, phase in enumerate(PHASES)
    ]
