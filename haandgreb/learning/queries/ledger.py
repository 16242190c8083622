"""The ledger of one handle, as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from haandgreb.learning.models import HandleTrial
from haandgreb.organisation.models import Person

Again = HandleTrial.Again
LATEST = 3


@dataclass(frozen=True)
class Ledger:
    """Times it was tried, people taking part in them, their hours together, and how many would do it again."""

    trials: int
    people: int
    hours: int
    again: int


def ledger_of(person: Person, handle: str) -> Ledger:
    """The sums of what she may read, and of nothing else; one query."""
    found = _seen(person, handle).aggregate(
        trials=Count("pk"),
        taking_part=Sum("people", default=0),
        minutes=Sum(F("people") * F("minutes"), default=0),
        yes=Count("pk", filter=~Q(again=Again.NO)),
    )
    return Ledger(found["trials"], found["taking_part"], round(found["minutes"] / 60), found["yes"])


def trials_of(person: Person, handle: str) -> QuerySet[HandleTrial]:
    """What she may read, the latest first."""
    return _seen(person, handle).select_related("person", "unit")


def _seen(person: Person, handle: str) -> QuerySet[HandleTrial]:
    return HandleTrial.objects.visible_to(person).filter(handle=handle)
