"""What the map's pages share: the card one may see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from haandgreb.impactmap.kinds import KINDS, Kind
from haandgreb.impactmap.queries.pages import seen
from haandgreb.organisation.http import PersonRequest


def card_of(request: PersonRequest, kind: str, card_id: UUID) -> tuple[Kind, Any]:
    """The card, where the person sees it; 404 for all others alike."""
    found = KINDS[kind]
    return found, get_object_or_404(seen(found, request.user), pk=card_id)


def card_asked_for(request: PersonRequest, kind: str) -> Any:
    """The card named in the address (?result=…), which the new one hangs on; None where none is named."""
    text = request.GET.get(kind, "")
    if not text:
        return None
    try:
        return card_of(request, kind, UUID(text))[1]
    except ValueError as wrong:
        raise Http404 from wrong


def moved_elsewhere(request: PersonRequest, card: Model, text: str) -> None:
    """Tell the second of two who moved a card."""
    messages.warning(request, text)
