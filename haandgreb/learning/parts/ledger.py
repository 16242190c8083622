"""The tool ledger: which handles were tried, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from haandgreb.shared.passport import HandleStart, HomeCard

if TYPE_CHECKING:
    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo

COURSES = "HG-12"


def handles(person: Person) -> Sequence[HandleStart]:
    """The effect of courses begins with one's own learning; under way is what she takes part in."""
    from haandgreb.learning.models import Enrolment

    mine = Enrolment.objects.filter(person=person).under_way()
    return [HandleStart(COURSES, reverse("learning:home"), mine.filter(state=Enrolment.State.APPROVED).count())]


def handle_cards(person: Person, handle: str) -> Sequence[HomeCard]:
    """What was tried of the handle, where this person may read it, and the way to write more."""
    from haandgreb.learning.queries import ledger

    sums = ledger.ledger_of(person, handle)
    latest = list(ledger.trials_of(person, handle)[: ledger.LATEST]) if sums.trials else []
    context = {"handle": handle.lower(), "sums": sums, "latest": latest}
    return [HomeCard("learning/ledger/_card.html", context)]


def personal_data(person: Person) -> dict[str, Any]:
    """What she has written into the ledger."""
    from haandgreb.learning.queries.journey_personal import trials

    return trials(person)


def forget(person: Person) -> None:
    """Hers goes."""
    from haandgreb.learning.actions import journey_keeping

    journey_keeping.forget_trials(person)


def load_demo(demo: Demo) -> None:
    """A few handles the demo's people have tried."""
    from haandgreb.learning.demo import ledger

    ledger.load(demo)


def remove_demo() -> None:
    """All of it, before the people who wrote it."""
    from haandgreb.learning.demo import ledger

    ledger.remove()
