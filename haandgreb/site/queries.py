"""What the pages of the house ask of all capabilities."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.asking import Asked
from haandgreb.shared.passport import Capability, capabilities


def _named() -> dict[str, Capability]:
    return {capability.label: capability for capability in capabilities()}


def _questions(person: Any, today: date) -> dict[str, Any]:
    """What may wait in any capability, under its label and its own name."""
    asked = {label: capability.may_wait(person, today) for label, capability in _named().items()}
    return {f"{label}.{name}": rows for label, own in asked.items() for name, rows in own.items()}


_MAY_WAIT = Asked(Person, _questions)


def _own(names: set[str], label: str) -> set[str]:
    return {name.removeprefix(f"{label}.") for name in names if name.startswith(f"{label}.")}


def home_page(person: Person, now: datetime) -> dict[str, Any]:
    """Everything on a person's own page: what waits, earliest first, and the cards of the capabilities."""
    today = clock.local_day(now)
    may = _MAY_WAIT.of(person, today)
    waiting = [thing for name, one in _named().items() for thing in one.waiting_for(person, today, _own(may, name))]
    waiting.sort(key=lambda thing: (thing.due_on is None, thing.due_on or today))
    return {
        "waiting": waiting,
        "cards": sorted(
            (card for name, one in _named().items() for card in one.home_cards(person, today, _own(may, name))),
            key=lambda card: card.order,
        ),
        "today": today,
        "hour": now.astimezone(clock.COPENHAGEN).hour,
        "late": sum(1 for thing in waiting if thing.due_on is not None and thing.due_on < today),
    }
