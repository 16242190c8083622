"""What the pages of the house ask of all capabilities."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import capabilities


def home_page(person: Person, now: datetime) -> dict[str, Any]:
    """Everything on a person's own page: what waits, earliest first, and the cards of the capabilities."""
    today = clock.local_day(now)
    waiting = [thing for capability in capabilities() for thing in capability.waiting_for(person, today)]
    waiting.sort(key=lambda thing: (thing.due_on is None, thing.due_on or today))
    return {
        "waiting": waiting,
        "cards": sorted(
            (card for capability in capabilities() for card in capability.home_cards(person, today)),
            key=lambda card: card.order,
        ),
        "today": today,
        "hour": now.astimezone(clock.COPENHAGEN).hour,
        "late": sum(1 for thing in waiting if thing.due_on is not None and thing.due_on < today),
    }
