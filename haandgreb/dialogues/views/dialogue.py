"""My dialogues, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.dialogues.models import TalkClock
from haandgreb.dialogues.next_words import BEGUN, NEXT, PHASE_WORDS
from haandgreb.dialogues.parts import PARTS
from haandgreb.dialogues.permissions import side_of
from haandgreb.dialogues.queries import pages
from haandgreb.dialogues.queries.strategy import strategy_behind
from haandgreb.dialogues.rules.phases import DURING, PHASES, phase_of
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.parted import ASIDE

ASIDE_AT_HOME = 50  # what is not about one's own talks or one's staff's


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """My own dialogues, and what each part adds for who leads, plans or counts."""
    today = clock.today()
    cards = [card for cards in PARTS.every("home_sections") for card in cards(request.user, today)]
    cards.sort(key=lambda card: card.order)
    context = {
        "mine": pages.mine(request.user),
        "sections": [card for card in cards if card.order < ASIDE_AT_HOME],
        "asides": [card for card in cards if card.order >= ASIDE_AT_HOME],
    }
    return render(request, "dialogues/home.html", context)


@require_GET
def page(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """One dialogue: where it stands, what is next, and what each part shows."""
    dialogue, today = seen(request, dialogue_id), clock.today()
    side = side_of(dialogue, request.user, today)
    found = [section(dialogue, request.user, today) for section in PARTS.every("section")]
    sections = sorted((one for one in found if one is not None), key=lambda one: one.order)
    has_begun = TalkClock.objects.filter(dialogue=dialogue, started_at__isnull=False).exists()
    phase = phase_of(dialogue.state, has_begun=has_begun)
    context = {
        "dialogue": dialogue,
        "side": side,
        "stages": _stages(phase),
        "next": BEGUN if phase == DURING else NEXT[(dialogue.state, side)],
        "sections": [one for one in sections if one.order < ASIDE],
        "asides": [one for one in sections if one.order >= ASIDE],
        "strategy": strategy_behind(dialogue, request.user, today),
    }
    return render(request, "dialogues/dialogue.html", context)


def _stages(now: str) -> list[dict[str, object]]:
    done = PHASES.index(now)
    return [
        {"label": PHASE_WORDS[phase], "is_done": number < done, "is_now": number == done}
        for number, phase in enumerate(PHASES)
    ]
